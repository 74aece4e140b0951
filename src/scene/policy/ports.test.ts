import { describe, expect, it } from 'vitest';
import type { NetworkPolicyPort } from '../../core/index.js';
import { aPod, aView } from '../testing/objects.js';
import { aPolicy } from '../testing/policies.js';
import { classOf, portClasses, questionsOf, wordsOf, type PortSet } from './ports.js';

const named = aPod('web', 'worker-1', { ip: '10.244.1.2' });
const web = {
  ...named,
  spec: {
    ...named.spec,
    containers: [
      { name: 'main', image: 'web', ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' as const }] },
    ],
  },
};

function classes(...ports: readonly NetworkPolicyPort[]) {
  return portClasses([aView([web, aPolicy('p', { ingress: [{ ports }] })])]);
}

function texts(...ports: readonly NetworkPolicyPort[]): string[] {
  return classes(...ports).map(
    ({ protocol, from, to, rest }) => `${protocol} ${rest ? 'rest' : from === to ? from : `${from}-${to}`}`,
  );
}

describe('ports that policies tell apart', () => {
  it.each<[string, readonly NetworkPolicyPort[], readonly string[]]>([
    ['none named: each protocol is one', [], ['TCP rest', 'UDP rest', 'SCTP rest']],
    ['a number, TCP by default', [{ port: 80 }], ['TCP 80', 'TCP rest', 'UDP rest', 'SCTP rest']],
    ['a name is the numbers that pods give it', [{ port: 'http' }], ['TCP 8080', 'TCP rest', 'UDP rest', 'SCTP rest']],
    ['a name that no pod has is nothing', [{ port: 'admin' }], ['TCP rest', 'UDP rest', 'SCTP rest']],
    [
      'ranges are cut where another one begins or ends',
      [{ port: 32000, endPort: 32768 }, { port: 32100 }],
      ['TCP 32000-32099', 'TCP 32100', 'TCP 32101-32768', 'TCP rest', 'UDP rest', 'SCTP rest'],
    ],
    [
      'a protocol has ports of its own',
      [{ port: 53, protocol: 'UDP' }],
      ['TCP rest', 'UDP 53', 'UDP rest', 'SCTP rest'],
    ],
    ['every port named: no rest', [{ port: 1, endPort: 65535 }], ['TCP 1-65535', 'UDP rest', 'SCTP rest']],
  ])('%s', (_, ports, expected) => {
    expect(texts(...ports)).toEqual(expected);
  });

  it('are asked about by a port that is of the class', () => {
    const all = classes({ port: 1, endPort: 3 }, { port: 80 });
    expect(
      questionsOf(all).map((port) => all.findIndex((_, index) => classOf(all, port) === 1n << BigInt(index))),
    ).toEqual(all.map((_, index) => index));
    expect(classOf(all, { protocol: 'TCP', port: 2 })).toBe(classOf(all, { protocol: 'TCP', port: 3 }));
    expect(classOf(all, { protocol: 'TCP', port: 4 })).toBe(classOf(all, { protocol: 'TCP', port: 9999 }));
  });
});

describe('words for a set of ports', () => {
  const all = classes(
    { port: 80 },
    { port: 443 },
    { port: 53 },
    { port: 53, protocol: 'UDP' },
    { port: 8000, endPort: 8099 },
  );
  const set = (...ports: readonly (readonly ['TCP' | 'UDP' | 'SCTP', number])[]): PortSet =>
    ports.reduce((sum, [protocol, port]) => sum | classOf(all, { protocol, port }), 0n);

  it.each<[string, PortSet, string | null]>([
    ['one', set(['TCP', 80]), 'TCP 80'],
    ['two of a protocol', set(['TCP', 443], ['TCP', 80]), 'TCP 80,443'],
    ['the same of two protocols', set(['TCP', 53], ['UDP', 53]), 'TCP,UDP 53'],
    ['a range', set(['TCP', 8001]), 'TCP 8000-8099'],
    ['a whole protocol', set(['UDP', 53], ['UDP', 1]), 'UDP'],
    ['everything needs other words', all.reduce((sum, _, index) => sum | (1n << BigInt(index)), 0n), null],
  ])('%s', (_, ports, expected) => {
    expect(wordsOf(ports, all)).toBe(expected);
  });
});
