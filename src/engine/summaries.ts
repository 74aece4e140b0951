import {
  keyOf,
  objectKey,
  type ClusterView,
  type DaemonSet,
  type Deployment,
  type Endpoints,
  type Ingress,
  type KubeObject,
  type NetworkPolicy,
  type Node,
  type ObjectKey,
  type ParsedManifests,
  type Pod,
  type ReplicaSet,
  type Service,
  type StatefulSet,
} from '../core/index.js';
import { ingressSummary, policySummary, serviceSummary } from './edge-summary.js';
import type { ObjectSummary } from './protocol.js';
import { storageSummary } from './storage-summary.js';

/** Makes summaries and remembers them by object, so that an unchanged object keeps its summary. */
export interface Summaries {
  /** What there is, in key order: the cluster's objects, and behind them what is kept but not simulated. */
  all(view: ClusterView & { keys(): readonly ObjectKey[] }, parsed: ParsedManifests): readonly ObjectSummary[];
}

export function createSummaries(): Summaries {
  const known = new WeakMap<KubeObject, ObjectSummary>();
  let last: readonly ObjectSummary[] = [];
  const summaryOf = (object: KubeObject, simulated: boolean): ObjectSummary => {
    let summary = known.get(object);
    if (summary === undefined) {
      summary = summarize(object, simulated);
      known.set(object, summary);
    }
    return summary;
  };
  return {
    all(view, parsed) {
      const kept = parsed.documents.filter(({ simulated }) => !simulated).map(({ object }) => summaryOf(object, false));
      // The Job that makes a Secret is in the cluster, and is not simulated otherwise.
      const listed = new Set(kept.map(({ key }) => key));
      const living = view.keys().flatMap((key) => {
        const object = listed.has(key) ? undefined : view.get(key);
        return object === undefined ? [] : [summaryOf(object, true)];
      });
      const next = [...living, ...kept];
      if (next.length !== last.length || next.some((summary, index) => summary !== last[index])) last = next;
      return last;
    },
  };
}

function summarize(object: KubeObject, simulated: boolean): ObjectSummary {
  const { kind, metadata } = object;
  const namespace = metadata.namespace ?? '';
  const base = {
    key: keyOf(object),
    kind,
    namespace,
    name: metadata.name,
    simulated,
    system: isSystem(object),
    ...ownerOf(object),
  };
  if (!simulated) return { ...base, state: '', ports: [] };
  switch (kind) {
    case 'Pod':
      return { ...base, ...podSummary(object as Pod) };
    case 'Service':
      return { ...base, ...serviceSummary(object as Service) };
    case 'Ingress':
      return { ...base, ...ingressSummary(object as Ingress) };
    case 'NetworkPolicy':
      return { ...base, ...policySummary(object as NetworkPolicy) };
    case 'Node':
      return { ...base, ...nodeSummary(object as Node) };
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet': {
      const { spec, status } = object as Deployment | ReplicaSet | StatefulSet;
      return { ...base, state: `${status?.readyReplicas ?? 0}/${spec.replicas}`, replicas: spec.replicas, ports: [] };
    }
    case 'DaemonSet': {
      const { numberReady = 0, desiredNumberScheduled = 0 } = (object as Partial<DaemonSet>).status ?? {};
      return { ...base, state: `${numberReady}/${desiredNumberScheduled}`, ports: [] };
    }
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
    case 'VolumeAttachment':
    case 'StorageClass':
      return { ...base, ...storageSummary(object), ports: [] };
    case 'Endpoints': {
      const ports = (object as Endpoints).subsets?.flatMap((subset) => subset.ports ?? []) ?? [];
      return { ...base, state: '', ports: ports.map(({ port, protocol }) => ({ port, protocol })) };
    }
    default:
      return { ...base, state: '', ports: [] };
  }
}

function ownerOf({ metadata }: KubeObject): { readonly owner?: ObjectKey } {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  return owner === undefined ? {} : { owner: objectKey(owner.kind, metadata.namespace, owner.name) };
}

/** What the cluster brings itself: kube-system, the API server's own Service, the namespaces every cluster begins with. */
function isSystem({ kind, metadata }: KubeObject): boolean {
  if (kind === 'Namespace') return metadata.name === 'default' || metadata.name.startsWith('kube-');
  if (metadata.namespace?.startsWith('kube-') === true) return true;
  return metadata.namespace === 'default' && metadata.name === 'kubernetes';
}

/** As the STATUS and READY columns of `kubectl get pods`. Models `printPod` of pkg/printers/internalversion/printers.go. */
function podSummary(pod: Pod): Omit<ObjectSummary, 'key' | 'kind' | 'namespace' | 'name' | 'system' | 'simulated'> {
  const statuses = pod.status?.containerStatuses ?? [];
  const waiting = statuses.find(({ state }) => state.waiting !== undefined)?.state.waiting?.reason;
  const ended = statuses.find(({ state }) => state.terminated !== undefined)?.state.terminated?.reason;
  const state =
    pod.metadata.deletionTimestamp !== undefined
      ? 'Terminating'
      : (waiting ?? ended ?? pod.status?.reason ?? pod.status?.phase ?? 'Pending');
  const ip = pod.status?.podIP;
  return {
    state,
    ready: pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
    ...(ip === undefined ? {} : { ip }),
    containers: pod.spec.containers.map(({ name }) => name),
    ports: pod.spec.containers.flatMap(({ ports }) =>
      (ports ?? []).map(({ containerPort, protocol, name }) => ({
        port: containerPort,
        protocol,
        ...(name === undefined ? {} : { name }),
      })),
    ),
  };
}

/** As the STATUS column of `kubectl get nodes`. Models `printNode` of the same file. */
function nodeSummary(node: Node): Pick<ObjectSummary, 'state' | 'ready' | 'outOfService' | 'ip' | 'ports'> {
  const ready = node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
  const ip = node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  return {
    state: `${ready ? 'Ready' : 'NotReady'}${node.spec?.unschedulable === true ? ',SchedulingDisabled' : ''}`,
    ready,
    ...(node.spec?.taints?.some(({ key }) => key === 'node.kubernetes.io/out-of-service') === true
      ? { outOfService: true }
      : {}),
    ...(ip === undefined ? {} : { ip }),
    ports: [],
  };
}
