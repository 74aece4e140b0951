import type { FieldPath } from '../api/field-path.js';
import type { Message } from '../api/message.js';
import type { DiagnosticCode, FixTexts } from './diagnostic-codes.js';
import type { Span } from './source-map.js';
import type { Said } from './own-words.js';
import type { Severity } from './types.js';

/** A change of one document's text; offsets are relative to it. */
export interface LocalEdit extends Span {
  readonly text: string;
}

export interface LocalFix {
  readonly title: { readonly code: keyof FixTexts; readonly params: Readonly<Record<string, string | number>> };
  readonly edits: readonly LocalEdit[];
}

/**
 * A diagnostic before it is placed in a file: its offsets are relative to the document, so that a document that only moved keeps its
 * findings. `object` is the index of the object in the document (a `kind: List` has several).
 */
export interface Finding {
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  readonly message: Said;
  /** What it is in this very place, in our words; stands in for the explanation of the code. */
  readonly hint?: Message;
  readonly span: Span;
  readonly object?: number;
  readonly field?: FieldPath;
  readonly fixes: readonly LocalFix[];
  /** A field that is missing only because of this: its misspelling, say. Nothing more is said of it. */
  readonly explains?: FieldPath;
}

/** A typed fix: the title's parameters are checked against its code. */
export function fix<K extends keyof FixTexts>(code: K, params: FixTexts[K], edits: readonly LocalEdit[]): LocalFix {
  return { title: { code, params: { ...params } as Record<string, string | number> }, edits };
}
