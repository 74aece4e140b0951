import type { Cause } from '../api/cause.js';
import type { EndpointSlice } from '../api/endpoints.js';
import { getField, type FieldPath } from '../api/field-path.js';
import { keyOf, parseKey, type ObjectKey } from '../api/key.js';
import { matchesLabels } from '../api/labels.js';
import type { Message } from '../api/message.js';
import type { KubeObject, Labels } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { Service, ServicePort } from '../api/service.js';
import { sidecarsOf } from '../api/sidecar.js';
import { conditionOf, hasEnded, isPodReady } from '../cluster/conditions.js';
import type { ClusterView } from '../cluster/types.js';
import type { RuleOrigin } from '../kubeproxy/types.js';
import { aboutNodes, keptFromNodes } from './unplaced.js';
import { heldBack } from './unready.js';
import { reasonWhy } from './why-reason.js';
import { why } from './why.js';

/** Why a Service has nobody to send a connection to, and the field that one would change. */
export interface NobodyBehind {
  /** The end of the story: what the client, named so, is told. */
  sum(client: string, service: string): Message;
  readonly cause: Cause;
}

/** The workloads that keep a number of pods. */
const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet'] as const;

/**
 * Tells apart why kube-proxy refuses what is sent to a Service port: it selects nothing, no pod has the labels, none of those that have is
 * ready, or none has a port of the name that `targetPort` asks for. These are the steps by which the endpoint slice controller passes a pod over
 * (pkg/controller/endpointslice, `reconcile`; `FindPort` of pkg/controller/endpoint). Undefined when the cluster has none of these reasons: the
 * slices lag behind the pods, or somebody else writes them.
 */
export function nobodyBehind(
  view: ClusterView,
  origin: Pick<RuleOrigin, 'service' | 'portName'>,
): NobodyBehind | undefined {
  const key = origin.service;
  const service = key === undefined ? undefined : view.get<Service>(key);
  if (key === undefined || service === undefined) return undefined;
  const ports = service.spec.ports ?? [];
  const index = Math.max(
    0,
    ports.findIndex(({ name }) => name === origin.portName),
  );
  const { selector } = service.spec;
  if (selector === undefined || Object.keys(selector).length === 0) return noSelector(view, key, ports[index]);
  const { namespace } = parseKey(key);
  const pods = view
    .list<Pod>('Pod', namespace)
    .filter((pod) => !hasEnded(pod) && matchesLabels(selector, pod.metadata.labels));
  const [first] = pods;
  if (first === undefined) return noPods(view, key, selector);
  const isPlaced = ({ spec }: Pod): boolean => spec.nodeName !== undefined;
  const ready = pods.filter(service.spec.publishNotReadyAddresses === true ? isPlaced : isPodReady);
  if (ready.length > 0) return noSuchPort(key, ports[index], index, ready);
  if (!pods.some(isPlaced)) return unplaced(first, pods.length);
  return unready(first, pods.length);
}

/** None of the pods is ready. What keeps the first of them from it stands for all: a probe, a container that does not stay up. */
function unready(pod: Pod, count: number): NobodyBehind {
  const params = { count, pod: pod.metadata.name };
  const held = heldBack(pod);
  return {
    sum: (client, service) => {
      const all = { client, service, ...params };
      if (held?.container === undefined) return why('trace.sum.refusedNotReady', all);
      const { container, probe } = held;
      return probe === undefined
        ? reasonWhy('reason.crashes', { ...all, container })
        : reasonWhy('reason.probe', { ...all, container, probe });
    },
    cause: {
      object: keyOf(pod),
      field: firstOf(pod, ...(held ? [held.field] : []), ['status', 'conditions'], ['status', 'phase']),
    },
  };
}

/** The scheduler has found no node for the pods, and has said why. */
function unplaced(pod: Pod, count: number): NobodyBehind {
  const said = conditionOf(pod.status.conditions, 'PodScheduled')?.message;
  return {
    sum: (client, service) =>
      said === undefined
        ? why('trace.sum.refusedUnscheduled', { client, service, count })
        : reasonWhy('reason.unscheduled', { client, service, count, said: aboutNodes(said) }),
    cause: { object: keyOf(pod), field: firstOf(pod, ...keptFromNodes(pod, said ?? ''), ['status', 'phase']) },
  };
}

/**
 * Whoever wrote the slices of a Service without a selector named their ports otherwise than the Service does, which is how the two are
 * matched (`pkg/proxy/endpointschangetracker.go`: endpoints are kept by the name of their port), or marked every endpoint as not ready.
 */
function noSelector(view: ClusterView, key: ObjectKey, port: ServicePort | undefined): NobodyBehind | undefined {
  const { namespace, name } = parseKey(key);
  const written = view
    .list<EndpointSlice>('EndpointSlice', namespace)
    .filter(({ metadata: { labels = {} } }) => labels['kubernetes.io/service-name'] === name);
  const [first] = written;
  if (first === undefined) {
    return {
      sum: (client, service) => why('trace.sum.refusedNoSelector', { client, service }),
      cause: { object: key, field: ['spec', 'ports'] },
    };
  }
  const wanted = port?.name ?? '';
  const names = new Set(written.flatMap(({ ports }) => (ports ?? []).map((one) => one.name ?? '')));
  if (names.size > 0 && !names.has(wanted)) {
    const params = { port: quoted(wanted), names: [...names].map(quoted).join(', ') };
    return {
      sum: (client, service) => reasonWhy('reason.portNames', { client, service, ...params }),
      cause: { object: keyOf(first), field: firstOf(first, ['ports', 0, 'name'], ['ports', 0]) },
    };
  }
  const endpoints = written.flatMap((slice) => slice.endpoints);
  if (endpoints.length === 0 || endpoints.some(({ conditions }) => conditions?.ready !== false)) return undefined;
  return {
    sum: (client, service) => reasonWhy('reason.writtenNotReady', { client, service }),
    cause: { object: keyOf(first), field: firstOf(first, ['endpoints', 0, 'conditions', 'ready'], ['endpoints']) },
  };
}

/** A port without a name has the name "". */
function quoted(name: string): string {
  return JSON.stringify(name);
}

/** Nobody has the labels; or a workload would make pods that do, but is told to make none. */
function noPods(view: ClusterView, key: ObjectKey, selector: Labels): NobodyBehind | undefined {
  const { namespace } = parseKey(key);
  const workloads = SCALED.flatMap((kind) => view.list(kind, namespace)).filter((workload) =>
    matchesLabels(selector, getField(workload, ['spec', 'template', 'metadata', 'labels']) as Labels | undefined),
  );
  const [first] = workloads;
  if (first === undefined) {
    const labels = Object.entries(selector)
      .map((pair) => pair.join('='))
      .join(', ');
    return {
      sum: (client, service) => why('trace.sum.refusedNoLabels', { client, service, labels }),
      cause: { object: key, field: ['spec', 'selector'] },
    };
  }
  if (workloads.some((workload) => getField(workload, ['spec', 'replicas']) !== 0)) return undefined;
  return {
    sum: (client, service) =>
      why('trace.sum.refusedNoReplicas', { client, service, kind: first.kind, workload: first.metadata.name }),
    cause: { object: keyOf(first), field: ['spec', 'replicas'] },
  };
}

/** `targetPort` is a name that the ready pods do not declare. */
function noSuchPort(
  key: ObjectKey,
  port: ServicePort | undefined,
  index: number,
  ready: readonly Pod[],
): NobodyBehind | undefined {
  const target = port?.targetPort;
  if (typeof target !== 'string') return undefined;
  const protocol = port?.protocol ?? 'TCP';
  const declares = ({ spec }: Pod): boolean =>
    [...spec.containers, ...sidecarsOf(spec).map(({ container }) => container)].some(({ ports = [] }) =>
      ports.some((one) => one.name === target && (one.protocol ?? 'TCP') === protocol),
    );
  if (ready.some(declares)) return undefined;
  return {
    sum: (client, service) => why('trace.sum.refusedPortName', { client, service, port: target, protocol }),
    cause: { object: key, field: ['spec', 'ports', index, 'targetPort'] },
  };
}

/** The first of these fields that the object has; its name, which every object has, where it has none. */
function firstOf(object: KubeObject, ...fields: readonly FieldPath[]): FieldPath {
  return fields.find((field) => getField(object, field) !== undefined) ?? ['metadata', 'name'];
}
