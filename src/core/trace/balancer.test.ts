import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import type { Service } from '../api/service.js';
import { OUTSIDE_IN_CLOUD } from '../cluster/load-balancer.js';
import { aNode } from '../network/testing/objects.js';
import { OUTSIDE_CLIENT } from './place.js';
import { chains, internet, ip, lan, landed, local, node, trace, VIP } from './testing/opened.js';
import { backends, pod, service } from './testing/shop.js';
import { ended, hops } from './testing/traced.js';
import { OUTSIDE_HOSTS } from './world.js';

const [web1, web2] = backends;

describe('a load balancer that passes packets through', () => {
  const to = { from: internet, to: ip(VIP), port: 80 };
  const mode = 'VIP';

  test('the destination stays its address, and the rules of a node do the rest', () => {
    const made = trace(to, { mode, behind: [web1] });
    const [balance] = hops(made, 'balance');
    expect(balance?.packet.after.dst).toBe(VIP);
    expect(balance?.nodes).toEqual([
      { name: 'control-plane', healthy: true },
      { name: 'worker-1', healthy: true },
      { name: 'worker-2', healthy: true },
    ]);
    expect(balance?.at).toEqual({ place: 'outside', outside: 'load-balancer', service: 'Service/default/my-service' });
    expect(chains(made)).toEqual(['KUBE-SERVICES', 'KUBE-EXT', 'KUBE-EXT']);
    expect(ended(made)).toEqual(['FORWARDED', 'ok', 'edge.sum.lost']);
  });

  test('Local: only nodes with a ready endpoint are asked, and the client’s address is kept', () => {
    const made = trace(to, { mode, spec: local, behind: [web2] });
    expect(hops(made, 'balance')[0]?.nodes.filter(({ healthy }) => healthy)).toEqual([
      { name: 'worker-2', healthy: true },
    ]);
    expect(landed(made)).toEqual(['web-2', OUTSIDE_CLIENT]);
    expect(ended(made)).toEqual(['FORWARDED', 'ok', 'edge.sum.kept']);
  });

  test.each([
    ['a dead node is left out', {}, [aNode('worker-1', 1, { ready: 'Unknown' })], ['control-plane', 'worker-2']],
    [
      'a node that is about to be deleted is left out',
      {},
      [
        {
          ...aNode('worker-1', 1),
          spec: { podCIDR: '10.244.1.0/24', taints: [{ key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' }] },
        } as KubeObject,
      ],
      ['control-plane', 'worker-2'],
    ],
  ] as const)('%s', (_, spec, more, expected) => {
    const made = trace(to, { mode, spec, behind: [web2], more });
    expect(hops(made, 'balance')[0]?.nodes.flatMap(({ name, healthy }) => (healthy ? [name] : []))).toEqual(expected);
  });

  test('nodes that are labelled away are not its nodes at all', () => {
    const control = aNode('control-plane', 0);
    const labels = { 'node.kubernetes.io/exclude-from-external-load-balancers': '' };
    const made = trace(to, { mode, more: [{ ...control, metadata: { ...control.metadata, labels } }] });
    expect(hops(made, 'balance')[0]?.nodes.map(({ name }) => name)).toEqual(['worker-1', 'worker-2']);
  });

  test('attempt after attempt it goes to every node; with session affinity to one', () => {
    const nodesOf = (spec: Partial<Service['spec']>) =>
      new Set(
        Array.from({ length: 24 }, (_, attempt) => hops(trace({ ...to, attempt }, { mode, spec }), 'balance')[0]?.node),
      );
    expect(nodesOf({}).size).toBe(3);
    expect(nodesOf({ sessionAffinity: 'ClientIP' }).size).toBe(1);
  });

  test.each([
    [
      'Local without an endpoint anywhere: no node is healthy',
      { spec: local, behind: [] },
      {},
      ['DROPPED', 'timeout', 'edge.sum.noHealthyNode'],
    ],
    [
      'Cluster without an endpoint: a node refuses',
      { behind: [] },
      {},
      ['REJECTED', 'connection-refused', 'refusedNoEndpoints'],
    ],
    ['a port it does not serve', {}, { port: 81 }, ['DROPPED', 'timeout', 'timeout']],
    [
      'a source range that fits',
      { spec: { loadBalancerSourceRanges: ['198.51.100.0/24'] } },
      {},
      ['FORWARDED', 'ok', 'edge.sum.lost'],
    ],
    [
      'a source range that does not fit',
      { spec: { loadBalancerSourceRanges: ['10.0.0.0/8'] } },
      {},
      ['DROPPED', 'timeout', 'edge.sum.sourceRange'],
    ],
    [
      'a source range that does not fit, by the node port: that way round it',
      { spec: { loadBalancerSourceRanges: ['10.0.0.0/8'] } },
      { from: lan, to: ip('192.168.0.11'), port: 30080 },
      ['FORWARDED', 'ok', 'edge.sum.lost'],
    ],
    ['from beside the nodes', {}, { from: lan }, ['FORWARDED', 'ok', 'edge.sum.lost']],
    [
      'the Service itself is dialled from outside',
      {},
      { to: service('my-service') },
      ['FORWARDED', 'ok', 'edge.sum.lost'],
    ],
  ] as const)('%s', (_, built, parts, expected) => {
    expect(ended(trace({ ...to, ...parts }, { mode, ...built }))).toEqual(expected);
  });

  test('a pod or node inside never gets that far: kube-proxy takes the address itself', () => {
    for (const from of [pod('client'), node('worker-1')]) {
      const made = trace({ ...to, from }, { mode, behind: [web2] });
      expect([made.client, hops(made, 'balance').length, landed(made)[0]]).toEqual(['ok', 0, 'web-2']);
      expect(made.hops.some(({ at }) => at.place === 'outside')).toBe(false);
    }
    // Policy Local has no say in that: any endpoint, and a pod keeps its address.
    expect(landed(trace({ ...to, from: pod('client') }, { mode, spec: local, behind: [web2] }))).toEqual([
      'web-2',
      '10.244.1.5',
    ]);
  });

  test('loadBalancerSourceRanges also shut out pods that they do not name', () => {
    const made = trace(
      { ...to, from: pod('client') },
      { mode, spec: { loadBalancerSourceRanges: ['198.51.100.0/24'] } },
    );
    expect(ended(made)).toEqual(['DROPPED', 'timeout', 'edge.sum.sourceRange']);
    expect(made.cause.field).toEqual(['spec', 'loadBalancerSourceRanges']);
  });
});

describe('a load balancer that is a proxy', () => {
  const to = { from: internet, to: ip(VIP), port: 80 };
  const mode = 'Proxy';

  test('opens a connection of its own to a node port; the client’s address stays behind, whatever the policy', () => {
    const made = trace(to, { mode, spec: local, behind: [web2] });
    expect(ended(made)).toEqual(['FORWARDED', 'ok', 'edge.sum.proxied']);
    expect(landed(made)).toEqual(['web-2', VIP]);
    const sockets = hops(made, 'socket').map(({ leg = 0, direction, packet }) => [
      leg,
      direction,
      `${packet.after.dst}:${packet.after.dport}`,
    ]);
    expect(sockets.filter(([, direction]) => direction === 'out')).toEqual([
      [0, 'out', `${VIP}:80`],
      [1, 'out', '192.168.0.12:30080'],
    ]);
    expect(sockets.filter(([, direction]) => direction === 'back').map(([leg]) => leg)).toEqual([1, 0]);
    expect(hops(made, 'deliver').map(({ leg = 0, direction }) => `${leg} ${direction}`)).toEqual([
      '0 out',
      '1 out',
      '1 back',
      '0 back',
    ]);
  });

  test('kube-proxy has no rule for its address: a pod goes out to it and comes back in', () => {
    const made = trace({ ...to, from: pod('client') }, { mode, behind: [web2] });
    expect(ended(made)).toEqual(['FORWARDED', 'ok', 'ok']);
    expect(hops(made, 'balance')).toHaveLength(1);
    expect(chains(made).filter((chain) => chain === 'KUBE-NODEPORTS')).toHaveLength(1);
  });

  test.each([
    [
      'no endpoint: its own connection is refused, and it cuts the client off',
      { behind: [] },
      {},
      ['REJECTED', 'connection-refused', 'refusedNoEndpoints'],
    ],
    [
      'Local without an endpoint: no healthy node',
      { spec: local, behind: [] },
      {},
      ['REJECTED', 'connection-refused', 'edge.sum.noHealthyNode'],
    ],
    [
      'a source range that does not fit',
      { spec: { loadBalancerSourceRanges: ['10.0.0.0/8'] } },
      {},
      ['DROPPED', 'timeout', 'edge.sum.sourceRange'],
    ],
    [
      'a source range that fits',
      { spec: { loadBalancerSourceRanges: ['198.51.100.7/32'] } },
      {},
      ['FORWARDED', 'ok', 'edge.sum.proxied'],
    ],
    ['the second packet', {}, { packet: 'second' }, ['FORWARDED', 'ok', 'edge.sum.proxied']],
  ] as const)('%s', (_, built, parts, expected) => {
    expect(ended(trace({ ...to, ...parts }, { mode, ...built }))).toEqual(expected);
  });
});

test('the cloud never gives an address of the world outside', () => {
  const inCloud = [...OUTSIDE_HOSTS].filter((one) => one.startsWith('203.0.113.'));
  expect(inCloud.filter((one) => !OUTSIDE_IN_CLOUD.has(one))).toEqual([]);
});
