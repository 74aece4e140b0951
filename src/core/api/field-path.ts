import type { Json } from './meta.js';

/** The way to a field: object keys and list indexes, e.g. `['spec', 'ports', 0, 'targetPort']`. */
export type FieldPath = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
/** Fields that hold maps with keys from users. The API server writes their keys in brackets, plain or not: `resources.limits[cpu]`. */
const MAPS: ReadonlySet<string | number | undefined> = new Set([
  'annotations',
  'binaryData',
  'data',
  'labels',
  'limits',
  'options',
  'requests',
]);

/**
 * Writes a path as the API server does in its messages: `spec.ports[0].targetPort`, `metadata.labels[app.kubernetes.io/name]`.
 * Models `field.Path.String` of k8s.io/apimachinery/pkg/util/validation/field/path.go.
 */
export function formatFieldPath(path: FieldPath): string {
  let text = '';
  for (const [i, part] of path.entries()) {
    if (typeof part === 'string' && i === 0) text = part;
    else if (typeof part === 'number' || !PLAIN_KEY.test(part) || isMapKey(path, i)) text += `[${part}]`;
    else text += `.${part}`;
  }
  return text;
}

/** A volume's capacity is a map like limits (`spec.capacity[storage]`), and of a claim's resources the API server only names the one. */
function isMapKey(path: FieldPath, i: number): boolean {
  const holder = path[i - 1];
  if (holder === 'capacity') return path[i - 2] === 'spec';
  return MAPS.has(holder) || (holder === 'resources' && path[i] === 'storage');
}

/** The value at a path, or undefined when some step of it does not exist. Reads own properties only. */
export function getField(value: unknown, path: FieldPath): Json | undefined {
  let at: unknown = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at as Json | undefined;
}
