import type { ClusterView, NetworkPolicy, NetworkPolicyPort, Pod, Protocol, ReachPort } from '../../core/index.js';

/** Ports that no policy of the cluster tells apart: what holds for one of them holds for all. Both ends belong to it. */
export interface PortClass {
  readonly protocol: Protocol;
  readonly from: number;
  readonly to: number;
  /** The ports that no rule names: the class stands for all of them, and `from` is one. */
  readonly rest: boolean;
}

/** A set of port classes, one bit each, in the order of the list. */
export type PortSet = bigint;

const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];
const LAST_PORT = 65535;

/**
 * Divides all ports by what the policies name: numbers, ranges, and the numbers that pods give to the names. So a few questions answer for every
 * port. In order of protocol and number, the rest of each protocol last.
 */
export function portClasses(views: readonly ClusterView[]): readonly PortClass[] {
  const named = views.flatMap((view) => view.list<NetworkPolicy>('NetworkPolicy').flatMap(portsOf));
  const numbers = numbersOf(
    views,
    named.flatMap(({ port }) => (typeof port === 'string' ? [port] : [])),
  );
  return PROTOCOLS.flatMap((protocol) => {
    const ranges = named.flatMap(({ port, endPort, protocol: own = 'TCP' }): readonly (readonly [number, number])[] => {
      if (own !== protocol) return [];
      if (typeof port === 'number') return [[port, endPort ?? port]];
      return port === undefined ? [] : (numbers.get(`${own} ${port}`) ?? []).map((number) => [number, number]);
    });
    return divide(protocol, ranges);
  });
}

function portsOf({ spec }: NetworkPolicy): readonly NetworkPolicyPort[] {
  // What is written may be missing, in lists too.
  const rules: readonly ({ readonly ports?: readonly (NetworkPolicyPort | null)[] | null } | null)[] = [
    ...(spec.ingress ?? []),
    ...(spec.egress ?? []),
  ];
  return rules.flatMap((rule) => rule?.ports ?? []).flatMap((port) => port ?? []);
}

/** What numbers the pods give to names of ports. */
function numbersOf(views: readonly ClusterView[], names: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  if (names.length === 0) return found;
  for (const pod of views.flatMap((view) => view.list<Pod>('Pod'))) {
    for (const { name, protocol = 'TCP', containerPort } of pod.spec.containers.flatMap(({ ports }) => ports ?? [])) {
      if (name === undefined || !names.includes(name)) continue;
      const id = `${protocol} ${name}`;
      const list = found.get(id) ?? [];
      if (!list.includes(containerPort)) list.push(containerPort);
      found.set(id, list);
    }
  }
  return found;
}

function divide(protocol: Protocol, ranges: readonly (readonly [number, number])[]): PortClass[] {
  const edges = ranges.flatMap(([from, to]) => [from, to + 1]);
  const cuts = [...new Set(edges)].filter((port) => port <= LAST_PORT).sort((a, b) => a - b);
  const classes = cuts.flatMap((from, index): PortClass[] => {
    const to = (cuts[index + 1] ?? LAST_PORT + 1) - 1;
    return ranges.some((range) => range[0] <= from && to <= range[1]) ? [{ protocol, from, to, rest: false }] : [];
  });
  const free = firstFree(classes);
  return free === null ? classes : [...classes, { protocol, from: free, to: free, rest: true }];
}

/** A port that no range covers. */
function firstFree(classes: readonly PortClass[]): number | null {
  let port = 1;
  for (const { from, to } of classes) {
    if (port < from) return port;
    port = to + 1;
  }
  return port <= LAST_PORT ? port : null;
}

/** One port of each class: the questions to ask. */
export function questionsOf(classes: readonly PortClass[]): readonly ReachPort[] {
  return classes.map(({ protocol, from }) => ({ protocol, port: from }));
}

/** The class a port is in, as a set. */
export function classOf(classes: readonly PortClass[], { protocol, port }: ReachPort): PortSet {
  const exact = classes.findIndex(
    (one) => one.protocol === protocol && !one.rest && one.from <= port && port <= one.to,
  );
  const index = exact >= 0 ? exact : classes.findIndex((one) => one.protocol === protocol && one.rest);
  return index < 0 ? 0n : 1n << BigInt(index);
}

/** Every port. */
function allPorts(classes: readonly PortClass[]): PortSet {
  return (1n << BigInt(classes.length)) - 1n;
}

export function has(set: PortSet, index: number): boolean {
  return ((set >> BigInt(index)) & 1n) === 1n;
}

/** A set of ports in short: `TCP 80,443 UDP 53`, `TCP,UDP 53`; null for all ports. A protocol alone stands for all of its ports. */
export function wordsOf(set: PortSet, classes: readonly PortClass[]): string | null {
  if (set === allPorts(classes)) return null;
  const byPorts = new Map<string, Protocol[]>();
  for (const protocol of PROTOCOLS) {
    const own = classes.flatMap((one, index) => (one.protocol === protocol ? [{ one, in: has(set, index) }] : []));
    const inside = own.filter((part) => part.in);
    if (inside.length === 0) continue;
    const ports = inside.length === own.length ? '' : portsText(inside.map(({ one }) => one));
    byPorts.set(ports, [...(byPorts.get(ports) ?? []), protocol]);
  }
  return [...byPorts].map(([ports, protocols]) => `${protocols.join(',')} ${ports}`.trimEnd()).join(' ');
}

/** The rest without the whole is the case of a pair of which only some pods may. */
function portsText(classes: readonly PortClass[]): string {
  return classes.some(({ rest }) => rest) ? '…' : joined(classes).join(',');
}

/** Ports as text, those beside each other as one range. */
function joined(list: readonly PortClass[]): string[] {
  const ranges: [number, number][] = [];
  for (const { from, to } of list) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === from && (to > from || last[1] > last[0])) last[1] = to;
    else ranges.push([from, to]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`));
}
