import { describe, expect, test } from 'vitest';
import type { KubeObject, OwnerReference } from '../api/meta.js';
import { aNamespace, aNode, aPod, aView } from '../network/testing/objects.js';
import { OUTSIDE_CLIENT } from '../trace/place.js';
import { OUTSIDE_ADDRESS } from './parties.js';
import { reachability, reachabilityWithWork } from './reachability.js';
import { reachChanges } from './reach-changes.js';
import { aPolicy } from './testing/objects.js';
import type { Reachability, ReachPort } from './types.js';

const HTTP: ReachPort = { protocol: 'TCP', port: 80 };
const owner = (kind: string, name: string): OwnerReference => ({
  apiVersion: 'apps/v1',
  kind,
  name,
  uid: name,
  controller: true,
});

/** A pod that a ReplicaSet of a Deployment has made. */
function replica(workload: string, i: number, node = 1) {
  const pod = aPod(`${workload}-${i}`, {
    node: `worker-${node}`,
    ip: `10.244.${node}.${i + 2}`,
    labels: { app: workload },
    ports: [80],
  });
  return { ...pod, metadata: { ...pod.metadata, ownerReferences: [owner('ReplicaSet', `${workload}-5d4f`)] } };
}

function replicaSet(workload: string): KubeObject {
  const metadata = { name: `${workload}-5d4f`, namespace: 'default', ownerReferences: [owner('Deployment', workload)] };
  return { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata };
}

function deployment(workload: string): KubeObject {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: workload, namespace: 'default' } };
}

const world = [
  aNamespace('default'),
  aNode('worker-1', 1),
  aNode('worker-2', 2),
  ...['api', 'web'].flatMap((name) => [deployment(name), replicaSet(name)]),
  replica('api', 0),
  replica('web', 1),
  replica('web', 2, 2),
];
const onlyApi = aPolicy('only-api', {
  podSelector: { matchLabels: { app: 'web' } },
  ingress: [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }] }],
});

const states = ({ parties, matrices }: Reachability) =>
  Object.fromEntries(
    parties.map((from, i) => [from.name, parties.map((_, j) => matrices[0]?.cells[i]?.[j]).join(' ')]),
  );

describe('parties', () => {
  test('pods are told by who made them in the end, then come the nodes and the world outside', () => {
    const { parties } = reachability(aView(world), { by: 'workload' });
    expect(parties.map(({ kind, id, namespace, pods }) => [kind, id, namespace, pods.length])).toEqual([
      ['pods', 'Deployment/default/api', 'default', 1],
      ['pods', 'Deployment/default/web', 'default', 2],
      ['nodes', 'nodes', undefined, 0],
      ['outside', 'outside', undefined, 0],
    ]);
  });

  test('of a maker that is gone the name stays, and no object is pointed at', () => {
    const view = aView(world.filter(({ kind }) => kind !== 'Deployment'));
    const [first] = reachability(view, { by: 'workload' }).parties;
    expect([first?.id, first?.object]).toEqual(['Deployment/default/api', undefined]);
  });

  test('a pod that has ended is nobody’s peer', () => {
    const ended = aPod('job', { phase: 'Succeeded' });
    expect(reachability(aView([ended]), { by: 'pod' }).parties.map(({ id }) => id)).toEqual(['outside']);
  });

  test('isolated in a direction are all of its pods, some or none', () => {
    const one = aPolicy('one', { podSelector: { matchLabels: { index: '1' } }, policyTypes: ['Egress'] });
    const marked = {
      ...replica('web', 1),
      metadata: { ...replica('web', 1).metadata, labels: { app: 'web', index: '1' } },
    };
    const { parties } = reachability(aView([...world, marked, one, onlyApi]), { by: 'workload' });
    expect(parties.map(({ isolated }) => isolated)).toEqual([
      { ingress: 'none', egress: 'none' },
      { ingress: 'all', egress: 'some' },
      { ingress: 'none', egress: 'none' },
      { ingress: 'none', egress: 'none' },
    ]);
  });

  test('the address outside is the one that the client outside has', () =>
    expect(OUTSIDE_ADDRESS).toBe(OUTSIDE_CLIENT));
});

describe('cells', () => {
  test('who reaches whom, and the nodes each their own pods', () => {
    expect(states(reachability(aView([...world, onlyApi]), { by: 'workload', ports: [HTTP] }))).toEqual({
      api: 'self allowed allowed allowed',
      web: 'allowed denied allowed allowed',
      nodes: 'allowed partly allowed allowed',
      [OUTSIDE_ADDRESS]: 'allowed denied allowed allowed',
    });
  });

  test('where nothing enforces, all is open, and pods are still told to be selected', () => {
    const { enforced, parties, matrices } = reachability(aView([...world, onlyApi], { networkPolicy: 'ignored' }), {
      by: 'namespace',
      ports: [HTTP],
    });
    expect(enforced).toBe(false);
    expect(parties[0]?.isolated.ingress).toBe('some');
    expect(new Set(matrices.flatMap(({ cells }) => cells.flat()))).toEqual(new Set(['allowed']));
  });

  test('without ports those that the pods declare are asked about, each once; where none do, 80', () => {
    const ports = (objects: readonly KubeObject[]) =>
      reachability(aView(objects), { by: 'pod' }).matrices.map(({ port }) => `${port.port}/${port.protocol}`);
    const dns = aPod('dns', {
      ports: [
        { port: 53, protocol: 'UDP' },
        { port: 53, protocol: 'TCP' },
      ],
    });
    expect(ports([...world, dns])).toEqual(['53/TCP', '53/UDP', '80/TCP']);
    expect(ports([aPod('mute')])).toEqual(['80/TCP']);
  });
});

describe('work', () => {
  const replicas = (count: number) => Array.from({ length: count }, (_, i) => replica('web', i + 1, 1 + (i % 2)));
  const work = (...objects: readonly KubeObject[]) =>
    reachabilityWithWork(aView([...world, ...objects]), { by: 'pod', ports: [HTTP, { protocol: 'UDP', port: 53 }] })
      .work;

  test('is of classes: more pods of a kind are no more work', () => {
    // api, web, two nodes, the outside: five classes, and one peer that is tried on each.
    const expected = { classes: 5, peersTried: 5, portsTried: 0 };
    expect(work(onlyApi)).toEqual(expected);
    expect(work(onlyApi, ...replicas(200))).toEqual(expected);
  });

  test('is of peers that are written differently: the same one in a hundred policies is tried once', () => {
    const same = Array.from({ length: 100 }, (_, i) => ({
      ...onlyApi,
      metadata: { ...onlyApi.metadata, name: `p${i}` },
    }));
    expect(work(...same)).toEqual({ classes: 5, peersTried: 5, portsTried: 0 });
  });

  // No label is looked at here, so all pods of the namespace are one class beside two nodes and the outside.
  test('a number is tried once for each port, a name on each class', () => {
    const rule = (port: number | string) => aPolicy('p', { ingress: [{ ports: [{ protocol: 'TCP', port }] }] });
    expect(work(rule(80)).portsTried).toBe(2);
    expect(work(rule('http')).portsTried).toBe(2 * 4);
  });

  test('a block parts pods by its edges alone', () => {
    const block = aPolicy('p', { ingress: [{ from: [{ ipBlock: { cidr: '10.244.2.0/24' } }] }] });
    expect(work(block, ...replicas(200)).classes).toBe(4 + 1);
  });
});

describe('changes', () => {
  const reach = (...objects: readonly KubeObject[]) => reachability(aView(objects), { by: 'workload', ports: [HTTP] });
  const told = (before: Reachability, after: Reachability) =>
    reachChanges(before, after).map(({ from, to, was, is }) => `${from.name} > ${to.name}: ${was} > ${is}`);

  test('of two equal states there are none', () => expect(told(reach(...world), reach(...world))).toEqual([]));

  test('a policy that comes and goes', () => {
    const closed = [
      'web > web: allowed > denied',
      'nodes > web: allowed > partly',
      `${OUTSIDE_ADDRESS} > web: allowed > denied`,
    ];
    expect(told(reach(...world), reach(...world, onlyApi))).toEqual(closed);
    expect(told(reach(...world, onlyApi), reach(...world))).toHaveLength(3);
  });

  test('a workload that goes takes its connections along, and one that comes brings them; what was denied is neither', () => {
    const without = world.filter(({ metadata }) => !metadata.name.startsWith('api'));
    const gone = told(reach(...world, onlyApi), reach(...without, onlyApi));
    expect(gone).toEqual([
      'api > web: allowed > absent',
      'web > api: allowed > absent',
      'api > nodes: allowed > absent',
      'nodes > api: allowed > absent',
      `api > ${OUTSIDE_ADDRESS}: allowed > absent`,
      `${OUTSIDE_ADDRESS} > api: allowed > absent`,
    ]);
    expect(told(reach(...without, onlyApi), reach(...world, onlyApi))).toHaveLength(gone.length);
  });

  test('a port that only one of both was asked about is no change', () => {
    const other = reachability(aView([...world, onlyApi]), { by: 'workload', ports: [{ protocol: 'TCP', port: 81 }] });
    expect(told(reach(...world), other)).toEqual([]);
  });
});
