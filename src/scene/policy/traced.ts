import {
  keyOf,
  type ClusterView,
  type Hop,
  type Node,
  type ObjectKey,
  type Packet,
  type Pod,
  type PolicyDirection,
  type Protocol,
  type Service,
  type Trace,
} from '../../core/index.js';

/** Who an address or a pod is, as a member of `Reachability.parties`. */
export interface Members {
  readonly pod: (pod: ObjectKey) => number | undefined;
  readonly outside: number | undefined;
  readonly nodes: number | undefined;
}

/** One connection of a trace, from party to party: the client's own, a look-up, or one that a proxy opens. */
export interface TracedWay {
  /** Members of `Reachability.parties`. */
  readonly from: number;
  readonly to: number;
  readonly protocol: Protocol;
  readonly port: number;
  /** Where a policy drops its packets; null where none does. */
  readonly stopped: PolicyDirection | null;
  /** The hops of its request and of its reply. */
  readonly out: readonly number[];
  readonly back: readonly number[];
}

interface Run {
  readonly id: string;
  readonly out: number[];
  readonly back: number[];
}

/**
 * The connections of a trace, in order. A hop belongs to the connection that its leg and its ports say; a connection whose far end is nobody (a
 * cluster IP behind which nobody stands) is left out.
 */
export function tracedWays(trace: Trace, view: ClusterView, members: Members): readonly TracedWay[] {
  const addresses = addressesOf(view, members);
  return runsOf(trace).flatMap((run): TracedWay[] => {
    const hops = run.out.flatMap((index) => trace.hops[index] ?? []);
    const [first] = hops;
    const last = hops.at(-1);
    if (first === undefined || last === undefined) return [];
    const from = sourceOf(trace, first, members, addresses);
    const to = targetOf(last, members, addresses);
    const packet = last.packet.after;
    if (from === undefined || to === undefined || packet.protocol === 'icmp') return [];
    const denied = hops.find((hop) => hop.kind === 'policy' && !hop.decision.allowed);
    return [
      {
        from,
        to,
        protocol: packet.protocol.toUpperCase() as Protocol,
        port: packet.dport,
        stopped: denied?.kind === 'policy' ? denied.decision.direction : null,
        out: run.out,
        back: run.back,
      },
    ];
  });
}

const DNS_PORT = 53;

function runsOf(trace: Trace): readonly Run[] {
  const runs: Run[] = [];
  let current: Run | undefined;
  trace.hops.forEach((hop, index) => {
    const id = `${hop.leg ?? 0} ${isLookUp(hop, trace) ? 'dns' : 'request'}`;
    const known = hop.direction === 'back' ? runs.findLast((run) => run.id === id) : undefined;
    if (known !== undefined) {
      known.back.push(index);
      current = known;
      return;
    }
    if (current?.id !== id || current.back.length > 0) {
      current = { id, out: [], back: [] };
      runs.push(current);
    }
    current.out.push(index);
  });
  return runs;
}

function isLookUp(hop: Hop, { request }: Trace): boolean {
  if (hop.kind === 'dns') return true;
  const { dport, sport } = hop.packet.before;
  return request.port !== DNS_PORT && (hop.direction === 'out' ? dport : sport) === DNS_PORT;
}

interface Addresses {
  of(ip: string): number | undefined;
}

function addressesOf(view: ClusterView, members: Members): Addresses {
  const known = new Map<string, number | undefined>();
  for (const service of view.list<Service>('Service')) {
    for (const ip of service.spec.clusterIPs ?? []) known.set(ip, undefined);
  }
  for (const node of view.list<Node>('Node')) {
    for (const { address } of node.status?.addresses ?? []) known.set(address, members.nodes);
  }
  for (const pod of view.list<Pod>('Pod')) {
    const ip = pod.status.podIP;
    if (ip !== undefined && pod.spec.hostNetwork !== true) known.set(ip, members.pod(keyOf(pod)));
  }
  return { of: (ip) => (known.has(ip) ? known.get(ip) : members.outside) };
}

function sourceOf(trace: Trace, hop: Hop, members: Members, addresses: Addresses): number | undefined {
  // A look-up that was answered is one hop, told where the answer comes from.
  if (hop.kind !== 'dns' && hop.at.pod !== undefined && hop.at.place === 'pod') return members.pod(hop.at.pod);
  const { from } = trace.request;
  if (hop.leg === undefined || hop.leg === 0) {
    if (from.kind === 'pod') return members.pod(from.pod);
    return from.kind === 'node' ? members.nodes : members.outside;
  }
  return addresses.of(hop.packet.before.src);
}

function targetOf(hop: Hop, members: Members, addresses: Addresses): number | undefined {
  if (hop.kind === 'deliver' && hop.pod !== undefined) return members.pod(hop.pod);
  if (hop.kind === 'dns' && hop.at.pod !== undefined) return members.pod(hop.at.pod);
  return addresses.of(destinationOf(hop.packet));
}

function destinationOf({ after }: { readonly after: Packet }): string {
  return after.dst;
}
