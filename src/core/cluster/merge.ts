import { defaultObject } from '../api/defaults/index.js';
import type { KubeObject, Labels, ObjectMeta } from '../api/meta.js';
import type { Namespace, Node, Taint } from '../api/node.js';
import type { Pod, Toleration } from '../api/pod.js';
import type { Service } from '../api/service.js';
import type { Deployment, ReplicaSet } from '../api/workload.js';
import { deepEqual } from './deep.js';

/**
 * What `kubectl apply` would store: the manifest, with what others set in the live object and the manifest does not speak of. A label or
 * annotation goes when the last manifest had it and this one has not. Models the three-way merge of
 * `staging/src/k8s.io/kubectl/pkg/cmd/apply/patcher.go` for the kinds of the model; the status is not the manifest's to say.
 */
export function mergeApplied(last: KubeObject | undefined, live: KubeObject, given: KubeObject): KubeObject {
  const metadata = mergeMetadata(last?.metadata, live.metadata, given.metadata);
  const merged = { ...defaultObject(given), metadata };
  switch (given.kind) {
    case 'Pod':
      return mergePod(live as Pod, merged as Pod);
    case 'Deployment':
    case 'ReplicaSet':
      return mergeReplicas(
        live as Deployment | ReplicaSet,
        merged as Deployment | ReplicaSet,
        given as Deployment | ReplicaSet,
      );
    case 'Service':
      return withStatus(live, mergeService(live as Service, merged as Service));
    case 'Node':
      return mergeNode(last as Node | undefined, live as Node, merged as Node);
    case 'Namespace':
      return { ...merged, spec: (live as Namespace).spec, status: (live as Namespace).status } as Namespace;
    case 'PersistentVolume':
    case 'PersistentVolumeClaim':
    case 'StorageClass':
    case 'VolumeAttachment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Ingress':
      return withStatus(live, { ...mergeWritten(last, live, given), metadata } as KubeObject);
    default:
      return merged;
  }
}

/** Every field but metadata, which has its own rules, and the status, which is not the manifest's to say. */
function mergeWritten(last: KubeObject | undefined, live: KubeObject, given: KubeObject): object {
  const written = ({ metadata: _m, status: _s, ...rest }: KubeObject & { readonly status?: unknown }) => rest;
  return mergeFields(last && written(last), written(live), written(given));
}

/**
 * A field that the manifest names is the manifest's, one that only the last manifest named goes, any other stays what it is: the class
 * that admission gave a claim, the volume it is bound to. Lists are replaced as a whole; their defaults are filled in again.
 */
function mergeFields(last: object | undefined, live: object, given: object): object {
  const [was, is, said] = [last ?? {}, live, given].map((one) => new Map<string, unknown>(Object.entries(one)));
  if (!was || !is || !said) return given;
  const merged = new Map([...is].filter(([field]) => !was.has(field)));
  for (const [field, next] of said) {
    const [before, now] = [was.get(field), is.get(field)];
    merged.set(field, isMap(now) && isMap(next) ? mergeFields(isMap(before) ? before : undefined, now, next) : next);
  }
  return Object.fromEntries(merged);
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withStatus<T extends KubeObject>(live: KubeObject, merged: T): T {
  const { status } = live as { readonly status?: unknown };
  return status === undefined ? merged : { ...merged, status };
}

function mergeMetadata(last: ObjectMeta | undefined, live: ObjectMeta, given: ObjectMeta): ObjectMeta {
  const labels = mergeMap(last?.labels, live.labels, given.labels);
  const annotations = mergeMap(last?.annotations, live.annotations, given.annotations);
  const finalizers = mergeSet(last?.finalizers ?? [], live.finalizers ?? [], given.finalizers ?? []);
  const { labels: _l, annotations: _a, finalizers: _f, ...rest } = live;
  return {
    ...rest,
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
    ...(finalizers.length > 0 ? { finalizers } : {}),
  };
}

/**
 * Finalizers are merged one by one (`patchStrategy: merge` of ObjectMeta): those that others added stay. A manifest that writes `null`
 * has none.
 */
function mergeSet(last: readonly string[], live: readonly string[], given: readonly string[]): readonly string[] {
  const kept = live.filter((one) => !last.includes(one) || given.includes(one));
  return [...kept, ...given.filter((one) => !kept.includes(one))];
}

function mergeMap(last: Labels | undefined, live: Labels | undefined, given: Labels | undefined): Labels | undefined {
  const kept = Object.entries(live ?? {}).filter(
    ([key]) => !(last && Object.hasOwn(last, key)) || (given && Object.hasOwn(given, key)),
  );
  const merged = Object.fromEntries([...kept, ...Object.entries(given ?? {})]);
  return Object.keys(merged).length > 0 || given !== undefined ? merged : undefined;
}

/** The node is the scheduler's, further tolerations are admission's. */
function mergePod(live: Pod, given: Pod): Pod {
  const tolerations: readonly Toleration[] = given.spec.tolerations ?? [];
  const extra = (live.spec.tolerations ?? []).filter(
    (one) => one.key?.startsWith('node.kubernetes.io/') && !tolerations.some((other) => deepEqual(one, other)),
  );
  const nodeName = given.spec.nodeName ?? live.spec.nodeName;
  const all = [...tolerations, ...extra];
  return withStatus(live, {
    ...given,
    spec: {
      ...given.spec,
      ...(nodeName === undefined ? {} : { nodeName }),
      ...(all.length > 0 ? { tolerations: all } : {}),
    },
  });
}

/** A manifest without `replicas` leaves the number to whoever scaled. */
function mergeReplicas<T extends Deployment | ReplicaSet>(live: T, given: T, written: T): T {
  const replicas = (written.spec as { readonly replicas?: number }).replicas ?? live.spec.replicas;
  return withStatus(live, { ...given, spec: { ...given.spec, replicas } });
}

/** Allocated values are patched in by the allocator; the number that load balancers check belongs here. */
function mergeService(live: Service, given: Service): Service {
  const checked = live.spec.healthCheckNodePort;
  const same =
    live.spec.type === given.spec.type && live.spec.externalTrafficPolicy === given.spec.externalTrafficPolicy;
  if (checked === undefined || !same || given.spec.healthCheckNodePort !== undefined) return given;
  return { ...given, spec: { ...given.spec, healthCheckNodePort: checked } };
}

/** Taints of the node lifecycle controller, the cordon and the pod CIDR stay. */
function mergeNode(last: Node | undefined, live: Node, given: Node): Node {
  const mine = (taint: Taint, taints: readonly Taint[] | undefined) =>
    taints?.some((one) => one.key === taint.key && one.effect === taint.effect) === true;
  const taints = [
    ...(given.spec.taints ?? []),
    ...(live.spec.taints ?? []).filter((taint) => !mine(taint, last?.spec?.taints) && !mine(taint, given.spec.taints)),
  ];
  const unschedulable = given.spec.unschedulable ?? (last?.spec?.unschedulable ? undefined : live.spec.unschedulable);
  const { taints: _t, unschedulable: _u, ...kept } = live.spec;
  return {
    ...given,
    spec: {
      ...kept,
      ...given.spec,
      ...(taints.length > 0 ? { taints } : {}),
      ...(unschedulable === undefined ? {} : { unschedulable }),
    },
    status: {
      ...live.status,
      ...(given.status?.addresses ? { addresses: given.status.addresses } : {}),
      ...(given.status?.capacity ? { capacity: given.status.capacity } : {}),
      ...(given.status?.allocatable ? { allocatable: given.status.allocatable } : {}),
    },
  };
}
