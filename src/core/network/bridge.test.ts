import { describe, expect, test } from 'vitest';
import { getField } from '../api/field-path.js';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';
import { aNode, aPod, aView } from './testing/objects.js';
import { bridgeProvider } from './bridge.js';
import { interfaceAddress, isLocalAddress, routeFor } from './route.js';
import { vethNames } from './veth.js';

const web = objectKey('Pod', 'default', 'web');
const view = aView([
  aNode('worker-1', 1),
  aNode('worker-2', 2),
  aPod('web', { node: 'worker-1', ip: '10.244.1.5' }),
  aPod('done', { node: 'worker-1', ip: '10.244.1.6', phase: 'Succeeded' }),
  aPod('crashed', { node: 'worker-1', ip: '10.244.1.7', phase: 'Failed' }),
  aPod('agent', { node: 'worker-1', ip: '192.168.0.11', hostNetwork: true }),
]);

describe('a node of the bridge provider', () => {
  const node = bridgeProvider.node(view, 'worker-1');

  test('has lo, eth0, the bridge with .1 of its pod CIDR, and one veth for each pod with a sandbox of its own', () => {
    expect(node.interfaces.map((i) => [i.kind, i.name.replace(/[0-9a-f]{8}$/, '…'), i.address])).toEqual([
      ['loopback', 'lo', '127.0.0.1/8'],
      ['physical', 'eth0', '192.168.0.11/24'],
      ['bridge', 'cni0', '10.244.1.1/24'],
      ['veth', 'veth…', undefined],
    ]);
    expect(node.interfaces[3]).toMatchObject({ master: 'cni0', pod: web });
  });

  test.each([
    ['10.244.1.9', '10.244.1.0/24', undefined, 'cni0'],
    ['10.244.2.9', '10.244.2.0/24', '192.168.0.12', 'eth0'],
    ['192.168.0.12', '192.168.0.0/24', undefined, 'eth0'],
    ['10.96.0.10', 'default', '192.168.0.1', 'eth0'],
    ['93.184.216.34', 'default', '192.168.0.1', 'eth0'],
  ])('sends %s by %s via %s dev %s', (to, destination, via, dev) => {
    const route = routeFor(node, to);
    expect([route?.destination, route?.via, route?.dev]).toEqual([destination, via, dev]);
  });

  test.each([
    ['10.244.1.1', true],
    ['192.168.0.11', true],
    ['127.0.0.53', true],
    ['10.244.1.5', false],
    ['10.96.0.10', false],
  ])('%s is local: %s', (ip, local) => expect(isLocalAddress(node, ip)).toBe(local));

  test('masquerades with the address of the interface the packet leaves by', () => {
    expect([interfaceAddress(node, 'eth0'), interfaceAddress(node, 'cni0')]).toEqual(['192.168.0.11', '10.244.1.1']);
  });

  test('every route names an existing field', () => {
    expect(node.routes).toHaveLength(4);
    for (const route of node.routes) expect(getField(view.get(route.cause.object), route.cause.field)).toBeDefined();
  });
});

test('a pod reaches its own block on the link and everything else by the bridge', () => {
  const pod = bridgeProvider.pod(view, web);
  expect(pod.interfaces.map((i) => i.address)).toEqual(['127.0.0.1/8', '10.244.1.5/24']);
  expect(routeFor(pod, '10.244.1.77')).toMatchObject({ destination: '10.244.1.0/24', dev: 'eth0' });
  expect(routeFor(pod, '10.244.2.77')).toMatchObject({ destination: 'default', via: '10.244.1.1' });
});

test('a hostNetwork pod has the network of its node', () => {
  expect(bridgeProvider.pod(view, objectKey('Pod', 'default', 'agent'))).toEqual(bridgeProvider.node(view, 'worker-1'));
});

test('a node without a pod CIDR yet has no bridge and no route to itself', () => {
  const bare = bridgeProvider.node(aView([aNode('new', 1, { podCIDR: undefined })]), 'new');
  expect(bare.interfaces.map((i) => i.name)).toEqual(['lo', 'eth0']);
  expect(routeFor(bare, '10.244.1.5')?.destination).toBe('default');
});

test('a pod that comes has its interface on the node, and one that goes takes it away', () => {
  const pods = (...names: string[]) =>
    aView(names.map((name, i) => aPod(name, { node: 'worker-1', ip: `10.244.1.${i + 5}` }))).list<Pod>('Pod');
  // The nodes and settings are the very same objects: only the list of pods is another.
  const seen = (...names: string[]) => {
    const now: ClusterView = {
      ...view,
      list: <T extends KubeObject>(kind: string) =>
        kind === 'Pod' ? (pods(...names) as readonly KubeObject[] as readonly T[]) : view.list<T>(kind),
    };
    return bridgeProvider.node(now, 'worker-1').interfaces.flatMap((one) => one.pod ?? []);
  };
  expect([seen('a'), seen('a', 'b'), seen()]).toEqual([
    [objectKey('Pod', 'default', 'a')],
    [objectKey('Pod', 'default', 'a'), objectKey('Pod', 'default', 'b')],
    [],
  ]);
});

test('a network of one address has no router, so its node has no way out', () => {
  const alone = { ...view, settings: { ...view.settings, nodeCIDR: '192.168.0.11/32' } };
  expect(routeFor(bridgeProvider.node(alone, 'worker-1'), '93.184.216.34')).toBeUndefined();
});

test('there is no route to the pods of a node that has no address yet', () => {
  const bare = aNode('worker-2', 2);
  const { status } = { ...bare, status: { ...bare.status, addresses: [] } };
  const node = bridgeProvider.node(aView([aNode('worker-1', 1), { ...bare, status }]), 'worker-1');
  expect(routeFor(node, '10.244.2.9')?.destination).toBe('default');
});

test('a route to what is no block leads nowhere', () => {
  const route = { destination: 'elsewhere', dev: 'eth0', cause: { object: web, field: ['spec'] } };
  const node = bridgeProvider.node(view, 'worker-1');
  expect(routeFor({ ...node, routes: [route] }, '10.0.0.1')).toBeUndefined();
});

test('an unknown node or pod has only lo', () => {
  expect(bridgeProvider.node(view, 'nowhere').interfaces.map((i) => i.name)).toEqual(['lo']);
  expect(routeFor(bridgeProvider.pod(view, objectKey('Pod', 'default', 'nobody')), '10.0.0.1')).toBeUndefined();
});

test('veth names are stable, distinct and fit an interface name (15 characters)', () => {
  const keys = Array.from({ length: 2000 }, (_, i) => objectKey('Pod', 'default', `web-${i}`));
  const names = [...vethNames(keys).values()];
  expect(new Set(names).size).toBe(2000);
  expect(names.every((name) => /^veth[0-9a-f]{8}$/.test(name))).toBe(true);
  expect([...vethNames(keys).values()]).toEqual(names);
});

test('masquerade rules let traffic between pods through and hide the rest', () => {
  expect(bridgeProvider.rules(view, 'worker-1').split('\n').slice(1, 6)).toEqual([
    ':IP-MASQ-AGENT - [0:0]',
    '-A POSTROUTING -m comment --comment "ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom IP-MASQ-AGENT chain" -m addrtype ! --dst-type LOCAL -j IP-MASQ-AGENT',
    '-A IP-MASQ-AGENT -d 169.254.0.0/16 -m comment --comment "ip-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN',
    '-A IP-MASQ-AGENT -d 10.244.0.0/16 -m comment --comment "ip-masq-agent: local traffic is not subject to MASQUERADE" -j RETURN',
    '-A IP-MASQ-AGENT -m comment --comment "ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)" -j MASQUERADE',
  ]);
});
