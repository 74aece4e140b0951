import {
  decideConnection,
  type ClusterView,
  type NetworkPolicy,
  type Pod,
  type PolicyDecision,
  type PolicyEnd,
  type Protocol,
} from '../../../src/core/index.js';
import { cidrContains, cidrSize, parseCidrSloppy, type Cidr } from '../../../src/core/api/cidr.js';
import { formatIp, parseIp } from '../../../src/core/api/ip.js';

/** The ports on which one end may connect to another: all of them, or ranges of each protocol. */
export type Connections = 'all' | Readonly<Partial<Record<Protocol, readonly (readonly [number, number])[]>>>;

const PROTOCOLS: readonly Protocol[] = ['SCTP', 'TCP', 'UDP'];
const LAST_PORT = 65535;

/** The ports at which an answer may change: the policies' own and those that their names may stand for, each with the next one. */
export function portSteps(policies: readonly NetworkPolicy[], pods: readonly Pod[]): readonly number[] {
  const steps = new Set([1]);
  const add = (first: number, last: number) => steps.add(first).add(last + 1);
  for (const pod of pods)
    for (const container of pod.spec.containers)
      for (const { name, containerPort } of container.ports ?? [])
        if (name !== undefined) add(containerPort, containerPort);
  for (const { spec } of policies)
    for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])])
      for (const { port, endPort } of rule.ports ?? []) if (typeof port === 'number') add(port, endPort ?? port);
  return [...steps].filter((port) => port >= 1 && port <= LAST_PORT).sort((a, b) => a - b);
}

/** Everything that may be opened between two ends, asked once for each protocol and stretch of ports. */
export function connections(view: ClusterView, from: PolicyEnd, to: PolicyEnd, steps: readonly number[]): Connections {
  const first = decideConnection(view, { from, to, protocol: 'TCP', port: 1 });
  const ends = [first.egress, first.ingress].flatMap((one) => one ?? []);
  // What does not depend on ports is asked once: ends that nothing isolates, and ends of which no rule names the peer.
  if (ends.every((one) => one.policies.length === 0 || one.because === 'self')) return 'all';
  const named = (end: PolicyDecision) =>
    end.allowed ||
    end.policies.some(({ rules }) =>
      rules.some(({ peers }) => peers.length === 0 || peers.some((peer) => peer.matched)),
    );
  if (!ends.every(named)) return {};
  const found: Partial<Record<Protocol, [number, number][]>> = {};
  for (const protocol of PROTOCOLS) {
    for (const [i, port] of steps.entries()) {
      if (!decideConnection(view, { from, to, protocol, port }).allowed) continue;
      const last = (steps[i + 1] ?? LAST_PORT + 1) - 1;
      const ranges = (found[protocol] ??= []);
      const open = ranges.at(-1);
      if (open && open[1] === port - 1) open[1] = last;
      else ranges.push([port, last]);
    }
  }
  const isAll = PROTOCOLS.every(
    (protocol) => found[protocol]?.[0]?.[0] === 1 && found[protocol]?.[0]?.[1] === LAST_PORT,
  );
  return isAll ? 'all' : found;
}

/** First addresses of the stretches between all ends of blocks and of the ranges given: inside one no answer changes. */
export function addressSteps(
  policies: readonly NetworkPolicy[],
  ranges: readonly (readonly [string, string])[],
): readonly string[] {
  const steps = new Set([0n]);
  for (const cidr of blocksOf(policies)) steps.add(cidr.base).add(cidr.base + cidrSize(cidr));
  for (const [first, last] of ranges) steps.add(valueOf(first)).add(valueOf(last) + 1n);
  return [...steps]
    .filter((value) => value < 1n << 32n)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((value) => formatIp({ family: 'IPv4', value }));
}

/** Addresses in the same blocks are the same to every policy: each with the first of those that it is like. */
export function alike(policies: readonly NetworkPolicy[], addresses: readonly string[]): ReadonlyMap<string, string> {
  const blocks = blocksOf(policies);
  const first = new Map<string, string>();
  return new Map(
    addresses.map((ip) => {
      const value = { family: 'IPv4' as const, value: valueOf(ip) };
      const signature = blocks.map((block) => (cidrContains(block, value) ? '1' : '0')).join('');
      if (!first.has(signature)) first.set(signature, ip);
      return [ip, first.get(signature) ?? ip] as const;
    }),
  );
}

function blocksOf(policies: readonly NetworkPolicy[]): readonly Cidr[] {
  const texts = policies.flatMap(({ spec }) =>
    [...(spec.ingress ?? []).map(({ from }) => from), ...(spec.egress ?? []).map(({ to }) => to)].flatMap((peers) =>
      (peers ?? []).flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr, ...(ipBlock.except ?? [])] : [])),
    ),
  );
  return [...new Set(texts)].flatMap((text) => parseCidrSloppy(text) ?? []).filter(({ family }) => family === 'IPv4');
}

const values = new Map<string, bigint>();

export function valueOf(ip: string): bigint {
  let value = values.get(ip);
  if (value === undefined) values.set(ip, (value = parseIp(ip)?.value ?? -1n));
  return value;
}
