/** An endpoint as kube-proxy on one node sees it, as far as the choice of endpoints goes. */
export interface EndpointState {
  /** `ip:port`. */
  readonly address: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly local: boolean;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
}

/** Which kinds of endpoints a Service port uses at all, given its traffic policies and whether it can be reached from outside. */
export interface EndpointUse {
  readonly usesCluster: boolean;
  readonly usesLocal: boolean;
  /** The topology annotation; only read where `hints` is `annotated`. */
  readonly hintsAnnotation?: string;
}

/** What differs between releases of Kubernetes. Today: hints always count and terminating endpoints are the last resort. */
export interface TopologyRules {
  /** `annotated`: hints count only on Services annotated for it (before trafficDistribution); `never`: before topology hints. */
  readonly hints: 'always' | 'annotated' | 'never';
  readonly terminatingFallback: boolean;
}

/** The endpoints of a Service port as one node may use them. */
export interface CategorizedEndpoints<E> {
  /** Null when the Service never uses that kind. */
  readonly cluster: readonly E[] | null;
  readonly local: readonly E[] | null;
  /** All that this node may send to: the two together. */
  readonly reachable: readonly E[];
  /** True when there is a usable endpoint anywhere, reachable from here or not: no REJECT then. */
  readonly any: boolean;
}

/**
 * Sorts a Service port's endpoints for one node: those of traffic policy Cluster (narrowed by topology hints), those of policy Local, and
 * terminating ones where nothing else is left, for the two kinds apart. Models `CategorizeEndpoints` of pkg/proxy/topology.go.
 */
export function categorizeEndpoints<E extends EndpointState>(
  endpoints: readonly E[],
  use: EndpointUse,
  node: { readonly name: string; readonly zone: string },
  rules: TopologyRules,
): CategorizedEndpoints<E> {
  const lastResort = (e: E): boolean => rules.terminatingFallback && !e.ready && e.serving && e.terminating;
  const hinted = use.usesCluster ? hintFilter(endpoints, use, node, rules) : undefined;

  let cluster: readonly E[] | null = null;
  if (use.usesCluster) {
    const usable = (e: E): boolean => e.ready && (hinted === undefined || hinted(e));
    const ready = endpoints.every(usable) ? endpoints : endpoints.filter(usable);
    // Terminating endpoints are taken wherever they are: better far away than a dropped connection.
    cluster = ready.length > 0 ? ready : endpoints.filter(lastResort);
  }
  if (!use.usesLocal) return { cluster, local: null, reachable: cluster ?? [], any: (cluster ?? []).length > 0 };

  const localReady = endpoints.filter((e) => e.local && e.ready);
  const local = localReady.length > 0 ? localReady : endpoints.filter((e) => e.local && lastResort(e));
  const any = endpoints.some((e) => e.ready || lastResort(e));
  if (cluster === null) return { cluster, local, reachable: local, any };
  return { cluster, local, reachable: union(cluster, local), any };
}

function union<E extends EndpointState>(a: readonly E[], b: readonly E[]): readonly E[] {
  const known = new Set(a.map((e) => e.address));
  const extra = b.filter((e) => !known.has(e.address));
  return extra.length === 0 ? a : [...a, ...extra].sort((x, y) => (x.address < y.address ? -1 : 1));
}

/**
 * The filter that hints ask for, or undefined when they are ignored as a whole: a ready endpoint without a hint, or no hint for this
 * node or zone, switches them off. Node hints come before zone hints. Models `topologyModeFromHints`.
 */
function hintFilter(
  endpoints: readonly EndpointState[],
  use: EndpointUse,
  node: { readonly name: string; readonly zone: string },
  rules: TopologyRules,
): ((e: EndpointState) => boolean) | undefined {
  const annotation = use.hintsAnnotation ?? '';
  if (rules.hints === 'never') return undefined;
  if (rules.hints === 'annotated' && ['', 'disabled', 'Disabled'].includes(annotation)) return undefined;
  const ready = endpoints.filter((e) => e.ready);
  const forNode = (e: EndpointState): boolean => e.nodeHints.includes(node.name);
  if (ready.every((e) => e.nodeHints.length > 0) && ready.some(forNode)) return forNode;
  const forZone = (e: EndpointState): boolean => node.zone !== '' && e.zoneHints.includes(node.zone);
  return ready.every((e) => e.zoneHints.length > 0) && ready.some(forZone) ? forZone : undefined;
}
