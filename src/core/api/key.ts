import type { KubeObject } from './meta.js';

/** `Kind/namespace/name`; the namespace is empty for cluster-scoped kinds: `Node//worker-1`. */
export type ObjectKey = string & { readonly __brand: 'ObjectKey' };

/** Builds a key. No part can hold a slash: API validation forbids it in names. */
export function objectKey(kind: string, namespace: string | undefined, name: string): ObjectKey {
  return `${kind}/${namespace ?? ''}/${name}` as ObjectKey;
}

/** The key of an object. */
export function keyOf(object: KubeObject): ObjectKey {
  return objectKey(object.kind, object.metadata.namespace, object.metadata.name);
}

/** The parts of a key; the namespace is empty for cluster-scoped kinds. Parts that are missing are empty too; never an error. */
export function parseKey(key: ObjectKey): { kind: string; namespace: string; name: string } {
  const [kind = '', namespace = '', ...rest] = key.split('/');
  return { kind, namespace, name: rest.join('/') };
}
