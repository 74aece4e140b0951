import type { ManifestFile } from '../core/index.js';
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
  const content = parsed(text);
  return isRecord(content) ? draftOf(content, readWork(content['work']) ?? asWritten(content['work'])) : null;
}

/** The list of files is the first thing that a draft's text says of its work. */
const FILES = '"files":[';
/** An object of JSON that holds nothing but texts, as a file does. */
const FILE = /\{(?:"[^"\\]*(?:\\.[^"\\]*)*"[:,]?)+\}/y;

/**
 * The manifests that can still be read of a record of version 2 whose seal is broken: of a text that was cut short, the files before the
 * cut. Nothing vouches for them.
 */
export function recoverFiles(record: unknown): readonly ManifestFile[] {
  if (!isRecord(record) || record['version'] !== 2 || typeof record['text'] !== 'string') return [];
  const { text, seal } = record;
  // What is sealed and no draft was never one.
  if (seal === sealOf(text)) return [];
  const files: ManifestFile[] = [];
  const list = text.indexOf(FILES);
  FILE.lastIndex = list + FILES.length;
  for (let found = list < 0 ? null : FILE.exec(text); found !== null; found = FILE.exec(text)) {
    const file = parsed(found[0]);
    if (!isFile(file)) break;
    files.push({ id: `f${files.length + 1}`, name: file.name, text: file.text });
    // Past the comma.
    FILE.lastIndex += 1;
  }
  return files;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
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

function isFile(value: unknown): value is ManifestFile {
  return isRecord(value) && [value['id'], value['name'], value['text']].every((part) => typeof part === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
