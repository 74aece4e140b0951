import type { StorageClass } from '../../api/storage.js';
import { annotationOf } from './annotations.js';

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';
const WAS_DEFAULT = 'storageclass.beta.kubernetes.io/is-default-class';

export function isDefaultClass(found: StorageClass): boolean {
  return annotationOf(found, IS_DEFAULT) === 'true' || annotationOf(found, WAS_DEFAULT) === 'true';
}

/** The annotation of a default class that makes it one. */
export function defaultAnnotation(found: StorageClass): string {
  return annotationOf(found, IS_DEFAULT) === 'true' ? IS_DEFAULT : WAS_DEFAULT;
}

/**
 * The class for claims without one: of several defaults the newest, of equally old ones the first by name.
 * Models `GetDefaultClass` of `pkg/volume/util/storageclass.go`.
 */
export function defaultClassOf(classes: readonly StorageClass[]): StorageClass | undefined {
  const [first] = classes.filter(isDefaultClass).toSorted((a, b) => {
    const [left, right] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
    if (left !== right) return left < right ? 1 : -1;
    return a.metadata.name < b.metadata.name ? -1 : 1;
  });
  return first;
}
