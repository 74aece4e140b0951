import { keyOf, parseKey, type Cluster, type ClusterView, type KubeObject, type ObjectKey } from '../core/index.js';

/** What policies and routes are decided by; nothing else of an earlier cluster is asked for. */
const KINDS = [
  'ConfigMap',
  'DaemonSet',
  'Deployment',
  'EndpointSlice',
  'Endpoints',
  'Ingress',
  'IngressClass',
  'Job',
  'Namespace',
  'NetworkPolicy',
  'Node',
  'Pod',
  'ReplicaSet',
  'Secret',
  'Service',
  'StatefulSet',
] as const;

/** A cluster as it was, for comparing the present one with. */
export interface Earlier {
  /** How many steps of its journal were applied; null when it was another cluster, with other settings. */
  readonly step: number | null;
  readonly view: ClusterView;
}

/** Keeps the present moment of a cluster. Costs a look at each kind: a list stays the same array while nothing of its kind changes. */
export function remember(cluster: Cluster): Earlier {
  const lists = new Map<string, readonly KubeObject[]>(KINDS.map((kind) => [kind, cluster.list(kind)]));
  return { step: cluster.at, view: viewOf(cluster.settings, cluster.clock, lists) };
}

function viewOf(
  settings: ClusterView['settings'],
  clock: number,
  lists: ReadonlyMap<string, readonly KubeObject[]>,
): ClusterView {
  const byKey = new Map<string, ReadonlyMap<ObjectKey, KubeObject>>();
  const inNamespace = new Map<string, readonly KubeObject[]>();

  const indexOf = (kind: string): ReadonlyMap<ObjectKey, KubeObject> => {
    let index = byKey.get(kind);
    if (index === undefined) {
      index = new Map((lists.get(kind) ?? []).map((object) => [keyOf(object), object]));
      byKey.set(kind, index);
    }
    return index;
  };
  const partOf = (kind: string, namespace: string): readonly KubeObject[] => {
    const name = `${kind}/${namespace}`;
    let part = inNamespace.get(name);
    if (part === undefined) {
      part = (lists.get(kind) ?? []).filter(({ metadata }) => metadata.namespace === namespace);
      inNamespace.set(name, part);
    }
    return part;
  };
  return {
    settings,
    clock,
    get: <T extends KubeObject>(key: ObjectKey) => indexOf(parseKey(key).kind).get(key) as T | undefined,
    list: <T extends KubeObject>(kind: string, namespace?: string) =>
      (namespace === undefined ? (lists.get(kind) ?? NOTHING) : partOf(kind, namespace)) as readonly T[],
  };
}

const NOTHING: readonly KubeObject[] = [];
