import { describe, expect, it } from 'vitest';
import type { ObjectKey, ReachParty, Trace } from '../../core/index.js';
import type { ObjectSummary, PairEnd } from '../../engine/protocol.js';
import { endChoices, endOfSource, endOfTarget, endValue, readEnd, requestOfPair } from './pair.js';
import { pairsOf } from './reach-packet.js';

const key = (text: string) => text as ObjectKey;
const pod = (name: string): PairEnd => ({ kind: 'pod', pod: key(`Pod/default/${name}`) });
const objects = [
  { key: key('Pod/default/a'), kind: 'Pod', name: 'a', namespace: 'default', ip: '10.244.1.2', system: false },
  { key: key('Pod/default/starting'), kind: 'Pod', name: 'starting', namespace: 'default', system: false },
  {
    key: key('Pod/kube-system/dns'),
    kind: 'Pod',
    name: 'dns',
    namespace: 'kube-system',
    ip: '10.244.1.3',
    system: true,
  },
  { key: key('Node//worker-1'), kind: 'Node', name: 'worker-1', namespace: '', ip: '192.168.10.11', system: false },
] as unknown as readonly ObjectSummary[];

describe('the ends of a pair', () => {
  it('are pods, nodes and the world outside, and are read back', () => {
    const values = endChoices(objects).map(({ value }) => value);
    expect(values).toEqual([
      'pod:Pod/default/a',
      'pod:Pod/default/starting',
      'pod:Pod/kube-system/dns',
      'node:worker-1',
      'outside:internet',
      'outside:lan',
    ]);
    for (const value of values) expect(endValue(readEnd(value))).toBe(value);
    expect(readEnd('')).toBeNull();
  });

  it('who sends from outside is in the Internet where nothing else is said', () => {
    expect(endOfSource({ kind: 'outside' })).toEqual({ kind: 'outside', place: 'internet' });
  });

  const trace = (part: Partial<Trace>): Trace => ({ hops: [], ...part }) as unknown as Trace;
  it('behind a Service is the pod that answered, or the one that a policy kept the packet from', () => {
    const service = { kind: 'service', service: key('Service/default/web') } as const;
    const server = {
      pod: key('Pod/default/a'),
      ip: '10.244.1.2',
      port: 80,
      sourceIp: '10.244.1.9',
      sourcePort: 40_000,
    };
    expect(endOfTarget(trace({ server }), service)).toEqual(pod('a'));
    const stopped = { kind: 'policy', decision: { direction: 'ingress', pod: key('Pod/default/b') } };
    expect(endOfTarget(trace({ hops: [stopped] as unknown as Trace['hops'] }), service)).toEqual(pod('b'));
    expect(endOfTarget(trace({}), service)).toBeNull();
    expect(endOfTarget(null, { kind: 'ip', ip: '1.2.3.4' })).toEqual({ kind: 'address', ip: '1.2.3.4' });
  });

  it('are a packet where the sender can send and the other has an address', () => {
    const ask = (from: PairEnd, to: PairEnd) => requestOfPair({ from, to, protocol: 'TCP', port: 80 }, objects);
    expect(ask(pod('a'), { kind: 'node', node: 'worker-1' })).toEqual({
      from: pod('a'),
      to: { kind: 'ip', ip: '192.168.10.11' },
      port: 80,
      protocol: 'TCP',
      attempt: 0,
    });
    expect(ask(pod('a'), pod('starting'))).toBeNull();
    expect(ask({ kind: 'address', ip: '1.2.3.4' }, pod('a'))).toBeNull();
    expect(ask(pod('a'), { kind: 'node', node: 'gone' })).toBeNull();
  });
});

describe('the pairs of a cell', () => {
  const party = (...names: readonly string[]) =>
    ({ kind: 'pods', pods: names.map((name) => key(`Pod/default/${name}`)) }) as unknown as ReachParty;

  it('of a party with itself, two pods come before one with itself', () => {
    expect(pairsOf(party('a', 'b'), party('a', 'b'), [])).toEqual([
      [pod('a'), pod('b')],
      [pod('b'), pod('a')],
      [pod('a'), pod('a')],
      [pod('b'), pod('b')],
    ]);
  });

  it('of the world outside, who sends is a place and who is sent to is the address that was asked about', () => {
    const outside = { kind: 'outside', name: '198.51.100.7', pods: [] } as unknown as ReachParty;
    expect(pairsOf(outside, party('a'), [])).toEqual([[{ kind: 'outside', place: 'internet' }, pod('a')]]);
    expect(pairsOf(party('a'), outside, [])).toEqual([[pod('a'), { kind: 'address', ip: '198.51.100.7' }]]);
  });

  it('of the nodes, a worker comes before the control plane', () => {
    const nodes = { kind: 'nodes', pods: [] } as unknown as ReachParty;
    expect(pairsOf(nodes, party('a'), ['control-plane', 'worker-1'])[0]).toEqual([
      { kind: 'node', node: 'worker-1' },
      pod('a'),
    ]);
  });
});
