import type { FieldPath } from '../api/field-path.js';
import type { ObjectKey } from '../api/key.js';
import { pathAt, spanOf } from './source-map.js';
import type { ManifestDocument, ParsedManifests, SourceRange } from './types.js';

const indexes = new WeakMap<ParsedManifests, ReadonlyMap<ObjectKey, ManifestDocument>>();

/** The document an object comes from; where several have one key, the last, which is what `kubectl apply` leaves in the cluster. */
export function documentOfObject(parsed: ParsedManifests, object: ObjectKey): ManifestDocument | undefined {
  let index = indexes.get(parsed);
  if (index === undefined) {
    index = new Map(parsed.documents.map((document) => [document.key, document]));
    indexes.set(parsed, index);
  }
  return index.get(object);
}

/**
 * Where a field of an object stands in the text: its value, or for a field that is not written the key of its nearest written parent.
 * `part: 'key'` asks for the field's own key. Undefined when no manifest holds the object.
 */
export function rangeOf(
  parsed: ParsedManifests,
  object: ObjectKey,
  field: FieldPath,
  part: 'key' | 'value' = 'value',
): SourceRange | undefined {
  const document = documentOfObject(parsed, object);
  if (document?.source === undefined) return undefined;
  const { root, offset, lines } = document.source;
  const { from, to } = spanOf(root, field, part);
  return lines.range(document.file, from + offset, to + offset);
}

/** The object and the field under an offset of a file; the empty path between fields, undefined outside every object. */
export function fieldAt(
  parsed: ParsedManifests,
  file: string,
  offset: number,
): { readonly object: ObjectKey; readonly field: FieldPath } | undefined {
  const document = parsed.documents.find(
    ({ file: of, range }) => of === file && offset >= range.from && offset <= range.to,
  );
  if (document?.source === undefined) return undefined;
  return { object: document.key, field: pathAt(document.source.root, offset - document.source.offset) };
}
