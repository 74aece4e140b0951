import { readWork } from '../share/shape.js';
import type { SharedWork } from '../share/index.js';
import type { Draft } from './draft.js';
import { sealOf } from './seal.js';

/**
 * Reads a record back: of version 2, sealed text; of version 1, which had no seal, field by field. Null for what is spoilt and for what a
 * later version wrote.
 */
export function readRecord(value: unknown): Draft | null {
  if (!isRecord(value)) return null;
  if (value['version'] === 1) return draftOf(value, readWork(value['work']));
  const { version, seal, text } = value;
  if (version !== 2 || typeof text !== 'string' || seal !== sealOf(text)) return null;
  try {
    const content: unknown = JSON.parse(text);
    return isRecord(content) ? draftOf(content, readWork(content['work']) ?? asWritten(content['work'])) : null;
  } catch {
    return null;
  }
}

function draftOf({ id, title, savedAt }: Record<string, unknown>, work: SharedWork | null): Draft | null {
  if (typeof id !== 'string' || typeof title !== 'string' || typeof savedAt !== 'number') return null;
  return work === null ? null : { id, title, savedAt, work };
}

/** The limits of a link are not those of a draft: what the seal vouches for is what this page wrote, however large. */
function asWritten(work: unknown): SharedWork | null {
  if (!isRecord(work)) return null;
  const { files, settings, history, request } = work;
  const whole = Array.isArray(files) && files.every(isFile) && isRecord(settings) && Array.isArray(settings['nodes']);
  if (!whole || !Array.isArray(history) || !(request === null || isRecord(request))) return null;
  return work as unknown as SharedWork;
}

function isFile(value: unknown): boolean {
  return isRecord(value) && [value['id'], value['name'], value['text']].every((part) => typeof part === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
