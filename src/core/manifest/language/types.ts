import type { SourceRange } from '../types.js';

/** One thing that may stand at the cursor: what the list shows, and the text that replaces `from`…`to`. */
export interface Completion {
  readonly label: string;
  readonly insertText: string;
  /** A field's name, a value the API names, or the name of something in the learner's own manifests. */
  readonly kind: 'field' | 'value' | 'object';
  readonly detail: string;
  readonly documentation: string;
  readonly from: number;
  readonly to: number;
}

export interface HoverText {
  readonly range: SourceRange;
  /** Plain text: the field's path and type, then its documentation. */
  readonly lines: readonly string[];
}

/** The texts of the API's fields (gen/schema-docs.json): type id → field → text; the empty field is the type itself. */
export interface SchemaDocs {
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The text of a field, or of a type when no field is given; empty when there is none. */
export function docOf(docs: SchemaDocs | undefined, typeId: string, field = ''): string {
  if (docs === undefined || !Object.hasOwn(docs.types, typeId)) return '';
  const fields = docs.types[typeId] ?? {};
  return Object.hasOwn(fields, field) ? (fields[field] ?? '') : '';
}
