import type { Hop, Location, ObjectKey, RouteDecision, Trace } from '../../core/index.js';

/** What the way of a trace has to do with the ways in. */
export interface Entered {
  readonly internet: boolean;
  readonly lan: boolean;
  readonly balancers: ReadonlySet<ObjectKey>;
  /** What the balancer of a Service chose among. */
  readonly balanced: ReadonlyMap<ObjectKey, { readonly healthy: number; readonly all: number }>;
  /** `worker-1 30080/TCP`: ports of nodes that the packet was addressed to there. */
  readonly ports: ReadonlySet<string>;
  /** Addresses that the client dialled. */
  readonly addresses: ReadonlySet<string>;
  /** The last routing decision: of a chain of balancers, the one that is nearest to the server. */
  readonly decision: RouteDecision | undefined;
  /** Pods that decided, or ended TLS. */
  readonly deciders: ReadonlySet<ObjectKey>;
}

const NOT_ENTERED: Entered = {
  internet: false,
  lan: false,
  balancers: new Set(),
  balanced: new Map(),
  ports: new Set(),
  addresses: new Set(),
  decision: undefined,
  deciders: new Set(),
};

/** Reads a trace for what it passes outside the nodes. */
export function enteredOf(trace: Trace | null): Entered {
  if (trace === null) return NOT_ENTERED;
  const balancers = new Set<ObjectKey>();
  const balanced = new Map<ObjectKey, { healthy: number; all: number }>();
  const ports = new Set<string>();
  const addresses = new Set<string>();
  const deciders = new Set<ObjectKey>();
  const { from } = trace.request;
  let internet = from.kind === 'outside' && from.place !== 'lan';
  let lan = from.kind === 'outside' && from.place === 'lan';
  let decision: RouteDecision | undefined;
  const visit = (at: Location): void => {
    if (at.place !== 'outside') return;
    if (at.outside === 'lan') lan = true;
    else if (at.outside === undefined || at.outside === 'internet') internet = true;
    if (at.service !== undefined) balancers.add(at.service);
  };
  for (const hop of trace.hops) {
    visit(hop.at);
    if (hop.kind === 'link') visit(hop.to);
    if (hop.kind === 'balance') {
      balancers.add(hop.service);
      const healthy = hop.nodes.filter((node) => node.healthy).length;
      balanced.set(hop.service, { healthy, all: hop.nodes.length });
    }
    if (hop.kind === 'l7') decision = hop.decision;
    if ((hop.kind === 'l7' || hop.kind === 'tls') && hop.at.pod !== undefined) deciders.add(hop.at.pod);
    const port = portOf(hop);
    if (port !== undefined) ports.add(port);
    if (hop.direction === 'out' && hop.kind !== 'dns') addresses.add(hop.packet.before.dst);
  }
  return { internet, lan, balancers, balanced, ports, addresses, decision, deciders };
}

/** The open port of a node that a packet is addressed to while it is on that node: `worker-1 30080/TCP`. */
export function portOf({ at, direction, packet }: Hop): string | undefined {
  if (at.place !== 'node' || at.node === undefined || direction !== 'out') return undefined;
  const { dport, protocol } = packet.before;
  return `${at.node} ${dport}/${protocol.toUpperCase()}`;
}
