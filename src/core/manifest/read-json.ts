import { getField, type FieldPath } from '../api/field-path.js';
import type { Json, Labels } from '../api/meta.js';

/** Lints look at objects whose fields may have any type: these read what has the right one and take the rest for absent. */
export function textAt(object: unknown, path: FieldPath): string | undefined {
  const value = getField(object, path);
  return typeof value === 'string' ? value : undefined;
}

export function listAt(object: unknown, path: FieldPath): readonly Json[] {
  const value = getField(object, path);
  return Array.isArray(value) ? value : [];
}

/** A map of strings; other members are left out. Undefined when there is no map, or nothing in it. */
export function labelsAt(object: unknown, path: FieldPath): Labels | undefined {
  const value = getField(object, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const pairs = Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}
