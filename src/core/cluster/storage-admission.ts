import { keyOf, objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import { compareQuantities, quantityOf } from '../api/quantity.js';
import type { PersistentVolumeClaim, StorageClass } from '../api/storage.js';
import { withFinalizer } from './finalizers.js';
import { classOf } from './indexes.js';
import type { ClusterView, Refusal } from './types.js';

/** Kept on a claim until no pod uses it, and on a volume until it is bound to no claim (`pkg/volume/util/finalizer.go`). */
export const CLAIM_PROTECTION = 'kubernetes.io/pvc-protection';
export const VOLUME_PROTECTION = 'kubernetes.io/pv-protection';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const DEFAULT_CLASS_BETA = 'storageclass.beta.kubernetes.io/is-default-class';

/** Whether a class is one that claims without a class are given (`IsDefaultAnnotation` of `pkg/volume/util/storageclass.go`). */
export function isDefaultClass(found: StorageClass): boolean {
  return isTrue(found, DEFAULT_CLASS) || isTrue(found, DEFAULT_CLASS_BETA);
}

/** The annotation by which a default class is one: today's name, or that of its beta. */
export function defaultAnnotation(found: StorageClass): string {
  return isTrue(found, DEFAULT_CLASS) ? DEFAULT_CLASS : DEFAULT_CLASS_BETA;
}

function isTrue({ metadata: { annotations = {} } }: StorageClass, name: string): boolean {
  return Object.hasOwn(annotations, name) && annotations[name] === 'true';
}

/**
 * The class for claims that name none: of several default ones the newest, of equally old ones the first by name.
 * Models `GetDefaultClass` of `pkg/volume/util/storageclass.go`.
 */
export function defaultClassOf(classes: readonly StorageClass[]): StorageClass | undefined {
  let newest: StorageClass | undefined;
  for (const one of classes) {
    if (isDefaultClass(one) && (newest === undefined || goesBefore(one, newest))) newest = one;
  }
  return newest;
}

function goesBefore({ metadata: a }: StorageClass, { metadata: b }: StorageClass): boolean {
  const [born, other] = [a.creationTimestamp ?? '', b.creationTimestamp ?? ''];
  return born === other ? a.name < b.name : born > other;
}

/**
 * What the admission plug-ins make of a new object of storage: StorageObjectInUseProtection
 * (`plugin/pkg/admission/storage/storageobjectinuseprotection/admission.go`) and DefaultStorageClass
 * (`plugin/pkg/admission/storage/storageclass/setdefault/admission.go`). `""` is a choice: such a claim is given no class.
 */
export function admitStorage(object: KubeObject, classes: () => readonly StorageClass[]): KubeObject {
  if (object.kind === 'PersistentVolume') return withFinalizer(object, VOLUME_PROTECTION);
  if (object.kind !== 'PersistentVolumeClaim') return object;
  const claim = withFinalizer(object as PersistentVolumeClaim, CLAIM_PROTECTION);
  if (classOf(claim) !== undefined) return claim;
  const storageClassName = defaultClassOf(classes())?.metadata.name;
  if (storageClassName === undefined) return claim;
  const admitted: PersistentVolumeClaim = { ...claim, spec: { ...claim.spec, storageClassName } };
  return admitted;
}

/**
 * Why a claim may not ask for more than it did: PersistentVolumeClaimResize
 * (`plugin/pkg/admission/storage/persistentvolume/resize/admission.go`). The rest is validation's to refuse.
 */
export function resizeProblem(
  view: Pick<ClusterView, 'get'>,
  after: KubeObject,
  before: KubeObject,
): Refusal | undefined {
  if (after.kind !== 'PersistentVolumeClaim' || before.kind !== 'PersistentVolumeClaim') return undefined;
  const [claim, old] = [after as PersistentVolumeClaim, before as PersistentVolumeClaim];
  const [wanted, had] = [requestOf(claim), requestOf(old)];
  if (compareQuantities(quantityOf(wanted), quantityOf(had)) <= 0) return undefined;
  const refused = (reason: string): Refusal => ({
    object: keyOf(claim),
    field: ['spec', 'resources', 'requests', 'storage'],
    message: `persistentvolumeclaims "${claim.metadata.name}" is forbidden: ${reason}`,
  });
  if (old.status.phase !== 'Bound') return refused('Only bound persistent volume claims can be expanded');
  const name = classOf(claim);
  const found = name && name === classOf(old) && view.get<StorageClass>(objectKey('StorageClass', undefined, name));
  return found && found.allowVolumeExpansion === true
    ? undefined
    : refused(
        'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
      );
}

function requestOf(claim: PersistentVolumeClaim): string | undefined {
  return claim.spec.resources?.requests?.['storage'];
}
