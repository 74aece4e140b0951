import {
  keyOf,
  matchesLabels,
  type Cause,
  type ClusterView,
  type EndpointSlice,
  type ObjectKey,
} from '../../core/index.js';
import type { Pod, Service } from '../../core/index.js';

/** Which pods stand behind which Services. */
export interface Selection {
  /** Pods that some Service selects, or that a hand-written EndpointSlice names: they stand on the side of the endpoints. */
  readonly chosen: ReadonlySet<ObjectKey>;
  /** For each Service, its pods that are ready endpoints now. */
  readonly ready: ReadonlyMap<ObjectKey, readonly ObjectKey[]>;
  /** For each Service, where its ready endpoints are written: by hand, or by the controller that follows the selector. */
  readonly written: ReadonlyMap<ObjectKey, ReadonlyMap<ObjectKey, Cause>>;
}

/** Reads selectors and EndpointSlices. A pod is looked up by one label of each selector first, so that a thousand pods cost no more than they must. */
export function selectionOf(view: ClusterView): Selection {
  const { named, ready, written } = endpointsOf(view.list<EndpointSlice>('EndpointSlice'));
  const byLabel = podsByLabel(view.list<Pod>('Pod'));
  const chosen = new Set(named);
  for (const service of view.list<Service>('Service')) {
    const [first] = Object.entries(service.spec.selector ?? {});
    if (first === undefined) continue;
    const candidates = byLabel.get(labelId(service.metadata.namespace, first[0], first[1])) ?? [];
    for (const pod of candidates) {
      if (matchesLabels(service.spec.selector ?? {}, pod.metadata.labels)) chosen.add(keyOf(pod));
    }
  }
  return { chosen, ready, written };
}

/** What EndpointSlices say: the pods that any of them names, and the ready ones of each Service. */
interface Endpoints {
  readonly named: ReadonlySet<ObjectKey>;
  readonly ready: Selection['ready'];
  readonly written: Selection['written'];
}

const endpoints = new WeakMap<readonly EndpointSlice[], Endpoints>();

/** Read once for each list of slices, which keeps its identity until a slice changes. */
function endpointsOf(slices: readonly EndpointSlice[]): Endpoints {
  const known = endpoints.get(slices);
  if (known) return known;
  const named = new Set<ObjectKey>();
  const written = new Map<ObjectKey, Map<ObjectKey, Cause>>();
  for (const slice of slices) {
    const name = slice.metadata.labels?.['kubernetes.io/service-name'];
    if (name === undefined) continue;
    const service = `Service/${slice.metadata.namespace ?? ''}/${name}` as ObjectKey;
    const object = keyOf(slice);
    for (const [index, endpoint] of slice.endpoints.entries()) {
      const target = endpoint.targetRef;
      if (target?.kind !== 'Pod' || target.name === undefined) continue;
      const pod = `Pod/${target.namespace ?? slice.metadata.namespace ?? ''}/${target.name}` as ObjectKey;
      named.add(pod);
      // An absent `ready` means true (discovery/v1 EndpointConditions).
      if (endpoint.conditions.ready === false) continue;
      const pods = written.get(service) ?? new Map<ObjectKey, Cause>();
      written.set(service, pods);
      if (!pods.has(pod)) pods.set(pod, { object, field: ['endpoints', index] });
    }
  }
  const read = { named, written, ready: new Map([...written].map(([service, pods]) => [service, [...pods.keys()]])) };
  endpoints.set(slices, read);
  return read;
}

const indexes = new WeakMap<readonly Pod[], ReadonlyMap<string, readonly Pod[]>>();

/** Made once for each list of pods, which keeps its identity until a pod changes. */
function podsByLabel(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const known = indexes.get(pods);
  if (known) return known;
  const byLabel = new Map<string, Pod[]>();
  for (const pod of pods) {
    for (const [label, value] of Object.entries(pod.metadata.labels ?? {})) {
      const id = labelId(pod.metadata.namespace, label, value);
      const list = byLabel.get(id);
      if (list) list.push(pod);
      else byLabel.set(id, [pod]);
    }
  }
  indexes.set(pods, byLabel);
  return byLabel;
}

function labelId(namespace: string | undefined, label: string, value: string): string {
  return `${namespace ?? ''}\n${label}\n${value}`;
}
