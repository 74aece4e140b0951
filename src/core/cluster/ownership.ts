import { objectKey, type ObjectKey } from '../api/key.js';
import type { KubeObject, ObjectMeta, OwnerReference } from '../api/meta.js';
import type { Context } from './controller.js';

/** The reference with `controller: true`, as `metav1.GetControllerOf`. */
export function controllerOf(object: { readonly metadata: ObjectMeta }): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

/** A reference by which the garbage collector and the controllers know the owner (`metav1.NewControllerRef`). */
export function controllerRef({ apiVersion, kind, metadata: { name, uid = '' } }: KubeObject): OwnerReference {
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** Where the owner of an object is kept: owners are of the object's own namespace. */
export function ownerKey(object: KubeObject, owner: OwnerReference): ObjectKey {
  return objectKey(owner.kind, object.metadata.namespace, owner.name);
}

/** The objects of a kind that name this one as an owner, in key order. */
export function ownedBy<T extends KubeObject>(
  context: Pick<Context, 'find' | 'get'>,
  owner: KubeObject,
  kind: T['kind'],
): T[] {
  const owned: T[] = [];
  for (const key of context.find('owner', owner.metadata.uid ?? '')) {
    const object = context.get<T>(key);
    if (object?.kind === kind) owned.push(object);
  }
  return owned;
}

/** The object with these owners and no others. */
export function withOwners<T extends KubeObject>(object: T, ownerReferences: readonly OwnerReference[]): T {
  if (ownerReferences.length > 0) return { ...object, metadata: { ...object.metadata, ownerReferences } };
  const { ownerReferences: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** The object with one owner more, which controls it. */
export function adopted<T extends KubeObject>(object: T, owner: KubeObject): T {
  return withOwners(object, [...(object.metadata.ownerReferences ?? []), controllerRef(owner)]);
}

/** The object without this owner. */
export function released<T extends KubeObject>(object: T, owner: KubeObject): T {
  const others = (object.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner.metadata.uid);
  return withOwners(object, others);
}
