import { resolveCause, type ClusterView, type FieldPath, type ObjectKey } from '../core/index.js';

/** The objects that an object comes from, itself first: a pod, its ReplicaSet, its Deployment. */
export function ownerChain(view: ClusterView, key: ObjectKey): readonly ObjectKey[] {
  return [...new Set(resolveCause(view, { object: key, field: [] }).map(({ object }) => object))];
}

/** True when `field` is `inside` or something within it. */
export function isWithin(field: FieldPath, inside: FieldPath): boolean {
  return inside.length <= field.length && inside.every((part, index) => part === field[index]);
}
