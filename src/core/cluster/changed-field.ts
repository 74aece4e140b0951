import { getField, type FieldPath } from '../api/field-path.js';
import type { KubeObject } from '../api/meta.js';
import { firstDifference } from '../api/same.js';

/**
 * The first field in which two versions of an object differ, of those that a manifest may say: what somebody just edited. The field exists
 * in `after`; for one that went, that is the field around it.
 */
export function changedField(before: KubeObject, after: KubeObject): FieldPath {
  const path = firstDifference(written(before), written(after)) ?? [];
  const field = existingField(after, path);
  return field.length > 0 ? field : ['metadata', 'name'];
}

/** The longest part of a path that exists in an object. */
export function existingField(object: KubeObject, path: FieldPath): FieldPath {
  let { length } = path;
  while (length > 0 && getField(object, path.slice(0, length)) === undefined) length--;
  return path.slice(0, length);
}

/** The parts of an object that its writer decides: no status, of the metadata only labels and annotations. */
function written(object: KubeObject): Readonly<Record<string, unknown>> {
  const { labels, annotations } = object.metadata;
  return { ...object, metadata: { labels, annotations }, status: undefined };
}
