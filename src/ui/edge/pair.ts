import type { ObjectKey, OutsidePlace, Trace, TrafficRequest, TrafficSource, TrafficTarget } from '../../core/index.js';
import type { ObjectSummary, PairEnd, PairQuestion } from '../../engine/protocol.js';

/** A choice of a list of ends; places outside have no text of their own. */
export interface EndChoice {
  readonly value: string;
  readonly text: string;
}

/** Who can stand at an end of a connection: pods, nodes, the world outside. */
export function endChoices(objects: readonly ObjectSummary[]): readonly EndChoice[] {
  const named = ({ name, namespace }: ObjectSummary): string =>
    namespace === 'default' ? name : `${name}.${namespace}`;
  const pods = objects.filter(({ kind }) => kind === 'Pod');
  const ordered = [...pods.filter(({ system }) => !system), ...pods.filter(({ system }) => system)];
  return [
    ...ordered.map((pod) => ({ value: `pod:${pod.key}`, text: named(pod) })),
    ...objects.filter(({ kind }) => kind === 'Node').map(({ name }) => ({ value: `node:${name}`, text: name })),
    { value: 'outside:internet', text: '' },
    { value: 'outside:lan', text: '' },
  ];
}

export function endValue(end: PairEnd | null): string {
  if (end === null) return '';
  if (end.kind === 'pod') return `pod:${end.pod}`;
  if (end.kind === 'node') return `node:${end.node}`;
  return end.kind === 'outside' ? `outside:${end.place}` : `address:${end.ip}`;
}

/** The end that a choice stands for; null for none. */
export function readEnd(value: string): PairEnd | null {
  const rest = value.slice(value.indexOf(':') + 1);
  if (value.startsWith('pod:')) return { kind: 'pod', pod: rest as ObjectKey };
  if (value.startsWith('node:')) return { kind: 'node', node: rest };
  if (value.startsWith('outside:')) return { kind: 'outside', place: rest as OutsidePlace };
  return value.startsWith('address:') ? { kind: 'address', ip: rest } : null;
}

/** Who sends, as an end. */
export function endOfSource(source: TrafficSource): PairEnd {
  return source.kind === 'outside' ? { kind: 'outside', place: source.place ?? 'internet' } : source;
}

/**
 * Whom a request is for, as an end: policies know no Services, so behind one it is the pod that the packet came to, or that a policy asked about.
 * Null where nobody knows.
 */
export function endOfTarget(trace: Trace | null, target: TrafficTarget): PairEnd | null {
  if (target.kind === 'pod') return target;
  const server = trace?.server?.pod;
  if (server !== undefined) return { kind: 'pod', pod: server };
  const stopped = trace?.hops.findLast((hop) => hop.kind === 'policy' && hop.decision.direction === 'ingress');
  if (stopped?.kind === 'policy') return { kind: 'pod', pod: stopped.decision.pod };
  return target.kind === 'ip' ? { kind: 'address', ip: target.ip } : null;
}

/** The packet that goes from one end to the other; null where one cannot send or has no address. */
export function requestOfPair(
  { from, to, protocol, port }: PairQuestion,
  objects: readonly ObjectSummary[],
): TrafficRequest | null {
  if (from.kind === 'address') return null;
  const target = targetOf(to, objects);
  return target === null ? null : { from, to: target, port, protocol, attempt: 0 };
}

function targetOf(end: PairEnd, objects: readonly ObjectSummary[]): TrafficTarget | null {
  if (end.kind === 'pod') return objects.find(({ key }) => key === end.pod)?.ip === undefined ? null : end;
  if (end.kind === 'address') return { kind: 'ip', ip: end.ip };
  if (end.kind === 'outside') return null;
  const ip = objects.find(({ kind, name }) => kind === 'Node' && name === end.node)?.ip;
  return ip === undefined ? null : { kind: 'ip', ip };
}
