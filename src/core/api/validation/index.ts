import { defaultShaped } from '../defaults/index.js';
import type { FieldError } from '../field-error.js';
import type { KubeObject } from '../meta.js';
import { kindKey, shapeErrors } from '../schema.js';
import { validateClaim, validateClaimUpdate } from './claim.js';
import { validateConfigMap, validateConfigMapUpdate, validateSecret, validateSecretUpdate } from './config.js';
import {
  validateAttachment,
  validateAttachmentUpdate,
  validateCsiNode,
  validateCsiNodeUpdate,
  validateDriver,
  validateDriverUpdate,
} from './csi.js';
import { validateDaemonSet, validateDaemonSetUpdate } from './daemon-set.js';
import { validateEndpointSlice, validateEndpointSliceUpdate } from './endpoint-slice.js';
import { validateEndpoints } from './endpoints.js';
import { validateIngressClass, validateIngressClassUpdate } from './ingress-class.js';
import { validateIngress, validateIngressUpdate, validateStored } from './ingress.js';
import { validateMetadataUpdate } from './metadata.js';
import { validateNetworkPolicy, validateNetworkPolicyUpdate } from './network-policy.js';
import { validateNamespace, validateNode, validateNodeUpdate } from './node.js';
import { validatePersistentVolume, validatePersistentVolumeUpdate } from './persistent-volume.js';
import { validatePod, validatePodUpdate } from './pod.js';
import { validateServiceUpdate } from './service-update.js';
import { validateService } from './service.js';
import { validateStatefulSet, validateStatefulSetUpdate } from './stateful-set.js';
import { validateStorageClass, validateStorageClassUpdate } from './storage-class.js';
import { validateDeployment, validateReplicaSet, validateWorkloadUpdate } from './workload.js';

interface Rules {
  readonly create: (object: never) => readonly FieldError[];
  readonly update: (before: never, after: never) => readonly FieldError[];
  /** What holds for a changed object too, where that is less than what is asked of a new one. */
  readonly stored?: (object: never) => readonly FieldError[];
}

const metadataOnly = (before: KubeObject, after: KubeObject) => validateMetadataUpdate(before.metadata, after.metadata);

/** The rules of each simulated kind. A kind that a later part simulates adds a line. */
const RULES: ReadonlyMap<string, Rules> = new Map<string, Rules>([
  ['v1 Namespace', { create: validateNamespace, update: metadataOnly }],
  ['v1 Node', { create: validateNode, update: validateNodeUpdate }],
  ['v1 Pod', { create: validatePod, update: validatePodUpdate }],
  ['v1 Service', { create: validateService, update: validateServiceUpdate }],
  ['v1 Endpoints', { create: validateEndpoints, update: metadataOnly }],
  ['discovery.k8s.io/v1 EndpointSlice', { create: validateEndpointSlice, update: validateEndpointSliceUpdate }],
  ['apps/v1 Deployment', { create: validateDeployment, update: validateWorkloadUpdate }],
  ['apps/v1 ReplicaSet', { create: validateReplicaSet, update: validateWorkloadUpdate }],
  ['apps/v1 StatefulSet', { create: validateStatefulSet, update: validateStatefulSetUpdate }],
  ['apps/v1 DaemonSet', { create: validateDaemonSet, update: validateDaemonSetUpdate }],
  ['v1 PersistentVolume', { create: validatePersistentVolume, update: validatePersistentVolumeUpdate }],
  ['v1 PersistentVolumeClaim', { create: validateClaim, update: validateClaimUpdate }],
  ['v1 ConfigMap', { create: validateConfigMap, update: validateConfigMapUpdate }],
  ['v1 Secret', { create: validateSecret, update: validateSecretUpdate }],
  ['storage.k8s.io/v1 StorageClass', { create: validateStorageClass, update: validateStorageClassUpdate }],
  ['storage.k8s.io/v1 VolumeAttachment', { create: validateAttachment, update: validateAttachmentUpdate }],
  ['storage.k8s.io/v1 CSIDriver', { create: validateDriver, update: validateDriverUpdate }],
  ['storage.k8s.io/v1 CSINode', { create: validateCsiNode, update: validateCsiNodeUpdate }],
  ['networking.k8s.io/v1 Ingress', { create: validateIngress, update: validateIngressUpdate, stored: validateStored }],
  ['networking.k8s.io/v1 IngressClass', { create: validateIngressClass, update: validateIngressClassUpdate }],
  ['networking.k8s.io/v1 NetworkPolicy', { create: validateNetworkPolicy, update: validateNetworkPolicyUpdate }],
]);

/**
 * Why the API server would refuse to create this object: nothing when it takes it. Whatever the JSON is, this does not throw: wrong types are
 * errors of their own (`type-invalid`), and then the only ones, as decoding comes before validation. Defaults are filled in before.
 * Kinds that are not simulated are not judged.
 */
export function validateObject(object: KubeObject): readonly FieldError[] {
  const rules = RULES.get(kindKey(object));
  if (rules === undefined) return [];
  const errors = shapeErrors(object);
  // The shape was checked just above, and the defaults fill what the types promise: the cast says no more than that.
  return errors.length > 0 ? errors : rules.create(defaultShaped(object) as never);
}

/**
 * Why the API server would refuse to replace `before` (as stored) by `after` (the whole object as it would be stored, with what the
 * allocators and controllers had set in `before` still in it): the rules of creation, and what may not change.
 */
export function validateUpdate(before: KubeObject, after: KubeObject): readonly FieldError[] {
  const rules = RULES.get(kindKey(after));
  if (rules === undefined || kindKey(before) !== kindKey(after)) return [];
  const errors = [...shapeErrors(before), ...shapeErrors(after)];
  if (errors.length > 0) return errors;
  const [old, now] = [defaultShaped(before), defaultShaped(after)];
  return [...rules.update(old as never, now as never), ...(rules.stored ?? rules.create)(now as never)];
}
