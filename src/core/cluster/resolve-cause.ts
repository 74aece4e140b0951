import type { Cause } from '../api/cause.js';
import type { EndpointSlice } from '../api/endpoints.js';
import type { FieldPath } from '../api/field-path.js';
import { objectKey, parseKey, type ObjectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Service } from '../api/service.js';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAttachment } from '../api/storage.js';
import { existingField } from './changed-field.js';
import { controllerOf } from './ownership.js';
import type { ClusterView } from './types.js';
import { originsOfAttachment, originsOfClaim, originsOfVolume } from './volume-origins.js';

const MAX_DEPTH = 8;

/**
 * The causes behind a cause, nearest first: the field itself, then the same field where it came from, up to the object that somebody
 * wrote. A Pod's `spec.containers[0]` is its ReplicaSet's `spec.template.spec.containers[0]`, and that its Deployment's; an EndpointSlice's
 * endpoint is its Service's selector and then the pod's own labels. Each field exists in its object: where the origin does not have the
 * field (a label that a controller added), the nearest one around it stands for it.
 */
export function resolveCause(view: ClusterView, cause: Cause): readonly Cause[] {
  const chain: Cause[] = [];
  const seen = new Set<string>();
  const follow = (next: Cause, depth: number) => {
    const object = view.get(next.object);
    if (!object && depth > 0) return;
    const field = object ? existingField(object, next.field) : next.field;
    const id = `${next.object} ${field.join(' ')}`;
    if (seen.has(id) || depth > MAX_DEPTH) return;
    seen.add(id);
    chain.push({ object: next.object, field });
    if (object) for (const origin of originsOf(view, object, field)) follow(origin, depth + 1);
  };
  follow(cause, 0);
  return chain;
}

function originsOf(view: ClusterView, object: KubeObject, field: FieldPath): readonly Cause[] {
  if (object.kind === 'EndpointSlice') return originsOfSlice(view, object as EndpointSlice, field);
  if (object.kind === 'Endpoints') return originsOfEndpoints(view, object);
  if (object.kind === 'PersistentVolume') return originsOfVolume(view, object as PersistentVolume, field);
  if (object.kind === 'PersistentVolumeClaim') return originsOfClaim(view, object as PersistentVolumeClaim, field);
  if (object.kind === 'VolumeAttachment') return originsOfAttachment(view, object as VolumeAttachment);
  const owner = controllerOf(object);
  if (!owner) return [];
  const key = objectKey(owner.kind, object.metadata.namespace, owner.name);
  const parent = view.get(key);
  if (!parent) return [];
  if (object.kind === 'Pod') return [{ object: key, field: inTemplate(field) }];
  // A ReplicaSet is its Deployment's spec: template, selector and (in part) replicas.
  if (owner.kind === 'Deployment') return [{ object: key, field: asWritten(field) }];
  return [{ object: key, field }];
}

/** A pod's field in the template it was made from; what is not from the template (status, a name) is the template as a whole. */
function inTemplate(field: FieldPath): FieldPath {
  const [first, second] = field;
  if (first === 'spec' && second === 'nodeName') return ['spec', 'template', 'spec'];
  if (first === 'spec') return ['spec', 'template', ...field];
  if (first === 'metadata' && (second === 'labels' || second === 'annotations')) return ['spec', 'template', ...field];
  return ['spec', 'template'];
}

function asWritten(field: FieldPath): FieldPath {
  return field[0] === 'spec' ? field : ['spec'];
}

function originsOfSlice(view: ClusterView, slice: EndpointSlice, field: FieldPath): readonly Cause[] {
  const owner = controllerOf(slice);
  if (!owner) return [];
  const key = objectKey(owner.kind, slice.metadata.namespace, owner.name);
  if (owner.kind === 'Endpoints') return [{ object: key, field: ['subsets'] }];
  const [part, index] = field;
  if (part === 'ports' && typeof index === 'number') return [servicePort(view, key, slice, index)];
  const selector: Cause = { object: key, field: ['spec', 'selector'] };
  const pod = part === 'endpoints' && typeof index === 'number' ? slice.endpoints[index]?.targetRef : undefined;
  if (!pod || pod.kind !== 'Pod' || pod.name === undefined) return [selector];
  const podKey = objectKey('Pod', pod.namespace ?? slice.metadata.namespace, pod.name);
  return [selector, { object: podKey, field: ['metadata', 'labels'] }];
}

/** The Service port behind a port of a slice: both have the same name. */
function servicePort(view: ClusterView, key: ObjectKey, slice: EndpointSlice, index: number): Cause {
  const port = slice.ports?.[index];
  const ports = view.get<Service>(key)?.spec.ports ?? [];
  const at = ports.findIndex((one) => (one.name ?? '') === (port?.name ?? '') && one.protocol === port?.protocol);
  return { object: key, field: at < 0 ? ['spec', 'ports'] : ['spec', 'ports', at, 'targetPort'] };
}

/** Endpoints that the endpoint controller wrote come from the Service of the same name. */
function originsOfEndpoints(view: ClusterView, object: KubeObject): readonly Cause[] {
  const { namespace, name } = parseKey(objectKey('Service', object.metadata.namespace, object.metadata.name));
  const key = objectKey('Service', namespace, name);
  const selector = view.get<Service>(key)?.spec.selector;
  return selector ? [{ object: key, field: ['spec', 'selector'] }] : [];
}
