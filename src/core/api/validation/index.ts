import { defaultShaped } from '../defaults/index.js';
import type { FieldError } from '../field-error.js';
import type { KubeObject } from '../meta.js';
import { kindKey, shapeErrors } from '../schema.js';
import { validateEndpointSlice, validateEndpointSliceUpdate } from './endpoint-slice.js';
import { validateEndpoints } from './endpoints.js';
import { validateMetadataUpdate } from './metadata.js';
import { validateNamespace, validateNode, validateNodeUpdate } from './node.js';
import { validatePod, validatePodUpdate } from './pod.js';
import { validateServiceUpdate } from './service-update.js';
import { validateService } from './service.js';
import { validateDeployment, validateReplicaSet, validateWorkloadUpdate } from './workload.js';

interface Rules {
  readonly create: (object: never) => readonly FieldError[];
  readonly update: (before: never, after: never) => readonly FieldError[];
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
  return [...rules.update(old as never, now as never), ...rules.create(now as never)];
}
