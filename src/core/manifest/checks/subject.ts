import type { FieldPath } from '../../api/field-path.js';
import type { Json } from '../../api/meta.js';
import type { DiagnosticCode } from '../diagnostic-codes.js';
import type { Finding, LocalFix } from '../finding.js';
import type { SaidUnder } from '../own-words.js';
import { spanOf, type SourceNode } from '../source-map.js';
import type { Severity } from '../types.js';

export type JsonObject = { readonly [key: string]: Json };

/** What a check of one object looks at. */
export interface Subject {
  /** Index of the object in its document. */
  readonly index: number;
  readonly value: JsonObject;
  readonly source: SourceNode;
  /** The text of the whole document; the source's offsets are offsets of it. */
  readonly text: string;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A finding about a field of an object; a field that is not written marks its nearest written parent. */
export function findingAt<C extends DiagnosticCode>(
  subject: Subject,
  severity: Severity,
  code: C,
  message: SaidUnder<C>,
  field: FieldPath,
  options: { readonly mark?: 'key' | 'value'; readonly fixes?: readonly LocalFix[] } = {},
): Finding {
  const span = spanOf(subject.source, field, options.mark ?? 'value');
  return { severity, code, message, span, object: subject.index, field, fixes: options.fixes ?? [] };
}
