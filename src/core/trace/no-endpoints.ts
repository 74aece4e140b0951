import type { Cause } from '../api/cause.js';
import { getField, type FieldPath } from '../api/field-path.js';
import { keyOf, parseKey, type ObjectKey } from '../api/key.js';
import { matchesLabels } from '../api/labels.js';
import type { Message } from '../api/message.js';
import type { KubeObject, Labels } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { Service, ServicePort } from '../api/service.js';
import { sidecarsOf } from '../api/sidecar.js';
import { hasEnded, isPodReady } from '../cluster/conditions.js';
import type { ClusterView } from '../cluster/types.js';
import type { RuleOrigin } from '../kubeproxy/types.js';
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
export function nobodyBehind(view: ClusterView, origin: RuleOrigin): NobodyBehind | undefined {
  const key = origin.service;
  const service = key === undefined ? undefined : view.get<Service>(key);
  if (key === undefined || service === undefined) return undefined;
  const ports = service.spec.ports ?? [];
  const index = Math.max(
    0,
    ports.findIndex(({ name }) => name === origin.portName),
  );
  const { selector } = service.spec;
  if (selector === undefined || Object.keys(selector).length === 0) return noSelector(view, key);
  const { namespace } = parseKey(key);
  const pods = view
    .list<Pod>('Pod', namespace)
    .filter((pod) => !hasEnded(pod) && matchesLabels(selector, pod.metadata.labels));
  const [first] = pods;
  if (first === undefined) return noPods(view, key, selector);
  const isPlaced = ({ spec }: Pod): boolean => spec.nodeName !== undefined;
  const ready = pods.filter(service.spec.publishNotReadyAddresses === true ? isPlaced : isPodReady);
  if (ready.length > 0) return noSuchPort(key, ports[index], index, ready);
  if (!pods.some(isPlaced)) {
    return {
      sum: (client, name) => why('trace.sum.refusedUnscheduled', { client, service: name, count: pods.length }),
      cause: { object: keyOf(first), field: held(first, ['spec', 'nodeSelector'], ['status', 'phase']) },
    };
  }
  const params = { count: pods.length, pod: first.metadata.name };
  return {
    sum: (client, name) => why('trace.sum.refusedNotReady', { client, service: name, ...params }),
    cause: { object: keyOf(first), field: held(first, ['status', 'conditions'], ['status', 'phase']) },
  };
}

/** A slice that somebody wrote by hand has reasons of its own. */
function noSelector(view: ClusterView, key: ObjectKey): NobodyBehind | undefined {
  const { namespace, name } = parseKey(key);
  const isWritten = view
    .list('EndpointSlice', namespace)
    .some(({ metadata: { labels = {} } }) => labels['kubernetes.io/service-name'] === name);
  if (isWritten) return undefined;
  return {
    sum: (client, service) => why('trace.sum.refusedNoSelector', { client, service }),
    cause: { object: key, field: ['spec', 'ports'] },
  };
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
function held(object: KubeObject, ...fields: readonly FieldPath[]): FieldPath {
  return fields.find((field) => getField(object, field) !== undefined) ?? ['metadata', 'name'];
}
