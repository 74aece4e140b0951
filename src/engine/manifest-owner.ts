import {
  getField,
  objectKey,
  type Cause,
  type ClusterView,
  type FieldPath,
  type KubeObject,
  type ObjectKey,
} from '../core/index.js';

/** Owners of owners of owners; a chain in Kubernetes is at most three long, and a learner may write a circle. */
const LONGEST_CHAIN = 8;

/**
 * A cause and, behind it, the same cause as its owners' manifests say it: the field of a pod is in its owner's template, what an
 * EndpointSlice holds is in its Service. The nearest comes first; the learner wrote one of them.
 */
export function causeChain(view: ClusterView, cause: Cause): readonly Cause[] {
  const chain: Cause[] = [cause];
  for (let at: Cause | null = cause; at !== null && chain.length < LONGEST_CHAIN;) {
    const object: KubeObject | undefined = view.get(at.object);
    const owner: Cause | null = object === undefined ? null : ownersCause(object, at.field);
    if (owner !== null) chain.push(owner);
    at = owner;
  }
  return chain;
}

/** The objects that an object comes from, itself first. */
export function ownerChain(view: ClusterView, key: ObjectKey): readonly ObjectKey[] {
  return causeChain(view, { object: key, field: [] }).map(({ object }) => object);
}

function ownersCause(object: KubeObject, field: FieldPath): Cause | null {
  const { metadata } = object;
  if (object.kind === 'EndpointSlice') return slicesCause(object, field);
  const owner =
    metadata.ownerReferences?.find(({ controller }) => controller === true) ?? metadata.ownerReferences?.[0];
  if (owner === undefined) return null;
  const key = objectKey(owner.kind, owner.kind === 'Node' ? undefined : metadata.namespace, owner.name);
  return { object: key, field: object.kind === 'Pod' ? templateField(field) : field };
}

/** Where a pod's field stands in the object that made the pod. Its status stands nowhere: the template is the nearest there is. */
function templateField(field: FieldPath): FieldPath {
  const [top, second] = field;
  if (top === 'spec' && second === 'nodeName') return ['spec', 'template'];
  if (top === 'spec' || (top === 'metadata' && (second === 'labels' || second === 'annotations'))) {
    return ['spec', 'template', ...field];
  }
  return field.length === 0 ? [] : ['spec', 'template'];
}

/** EndpointSlices come from a Service's selector, or are mirrored from the Endpoints of the Service's name. */
function slicesCause(slice: KubeObject, field: FieldPath): Cause | null {
  const labels = slice.metadata.labels ?? {};
  const service = Object.hasOwn(labels, 'kubernetes.io/service-name')
    ? labels['kubernetes.io/service-name']
    : undefined;
  if (service === undefined) return null;
  const mirrored = labels['endpointslice.kubernetes.io/managed-by'] === 'endpointslicemirroring-controller.k8s.io';
  const key = objectKey(mirrored ? 'Endpoints' : 'Service', slice.metadata.namespace, service);
  if (field.length === 0) return { object: key, field: [] };
  if (mirrored) return { object: key, field: ['subsets'] };
  return { object: key, field: field[0] === 'ports' ? ['spec', 'ports'] : ['spec', 'selector'] };
}

/** True when `field` is `inside` or something within it. */
export function isWithin(field: FieldPath, inside: FieldPath): boolean {
  return inside.length <= field.length && inside.every((part, index) => part === field[index]);
}

/** The longest beginning of a field that an object has. */
export function nearestField(object: KubeObject | undefined, field: FieldPath): FieldPath {
  for (let length = field.length; length > 0; length -= 1) {
    const head = field.slice(0, length);
    if (getField(object, head) !== undefined) return head;
  }
  return [];
}
