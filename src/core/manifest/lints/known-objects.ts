import type { KubeObject } from '../../api/meta.js';
import type { PlacedObject } from '../place.js';

/** The objects of the manifests by kind, for lints that ask whether one exists. */
export interface KnownObjects {
  ofKind(kind: string): readonly PlacedObject[];
  /** The object of a kind, in a namespace where the kind has one; of several with one name the last. */
  find(kind: string, name: string, namespace?: string): PlacedObject | undefined;
  /** The names of a kind in a namespace, in the order they are written. */
  names(kind: string, namespace?: string): readonly string[];
}

export function knownObjects(objects: readonly PlacedObject[]): KnownObjects {
  const kinds = new Map<string, PlacedObject[]>();
  const keys = new Map<string, PlacedObject>();
  for (const placed of objects) {
    const { object } = placed.document;
    const list = kinds.get(object.kind);
    if (list === undefined) kinds.set(object.kind, [placed]);
    else list.push(placed);
    keys.set(keyOf(object.kind, object.metadata.name, object.metadata.namespace), placed);
  }
  return {
    ofKind: (kind) => kinds.get(kind) ?? [],
    find: (kind, name, namespace) => keys.get(keyOf(kind, name, namespace)),
    names: (kind, namespace) => [
      ...new Set(
        (kinds.get(kind) ?? []).flatMap(({ document: { object } }) =>
          object.metadata.namespace === namespace ? [object.metadata.name] : [],
        ),
      ),
    ],
  };
}

function keyOf(kind: string, name: string, namespace: string | undefined): string {
  return `${kind}\n${namespace ?? ''}\n${name}`;
}

/** The namespace of an object of a namespaced kind. */
export function namespaceOf(object: KubeObject): string {
  return object.metadata.namespace ?? 'default';
}
