import { describe, expect, test } from 'vitest';
import { getField } from '../api/field-path.js';
import type { KubeObject } from '../api/meta.js';
import type { Service } from '../api/service.js';
import { LOAD_BALANCER_CLEANUP, cloudBalancerMemory, type CloudBalancer } from '../cluster/load-balancer.js';
import type { Cluster } from '../cluster/cluster.js';
import { DEFAULT_SETTINGS } from '../cluster/settings.js';
import type { ClusterSettings } from '../cluster/types.js';
import { createCluster } from './create-cluster.js';
import { aDeployment, aNode, aService, events, key } from './testing/manifests.js';

/** What a later step has deleted cannot be asked for its fields any more. */
const GONE = {};

type Cloud = NonNullable<ClusterSettings['loadBalancer']>;

function start(cloud: Cloud, ...objects: readonly KubeObject[]): Cluster {
  const cluster = createCluster({ ...DEFAULT_SETTINGS, loadBalancer: cloud });
  return change(cluster, ...objects);
}

function change(cluster: Cluster, ...objects: readonly KubeObject[]): Cluster {
  const { refusals } = cluster.apply(objects);
  expect(refusals).toEqual([]);
  expect(cluster.settle().quiet).toBe(true);
  for (const { by, cause, changes } of cluster.journal) {
    if (by !== 'service-controller') continue;
    const object = changes.at(-1)?.before ?? cluster.get(cause.object) ?? GONE;
    expect(object === GONE || getField(object, cause.field) !== undefined, cause.field.join('.')).toBe(true);
  }
  return cluster;
}

const lb = (name: string, spec: object = {}) => aService(name, { type: 'LoadBalancer', ...spec });
const ingress = (cluster: Cluster, name: string) =>
  cluster.get<Service>(key.service(name))?.status.loadBalancer.ingress;
const hosts = (cluster: Cluster, name: string) =>
  cluster.recall?.<CloudBalancer>(cloudBalancerMemory(key.service(name)))?.hosts;
const said = (cluster: Cluster) =>
  cluster.journal.flatMap(({ by, event }) => (by === 'service-controller' && event ? [event.reason] : []));

describe('a Service of type LoadBalancer', () => {
  test('without a cloud stays pending for ever, and nobody holds it', () => {
    const cluster = start('none', lb('web'));
    expect(ingress(cluster, 'web')).toBeUndefined();
    expect(cluster.get(key.service('web'))?.metadata.finalizers).toBeUndefined();
    expect(said(cluster)).toEqual([]);
  });

  test.each([
    ['vip', 'VIP'],
    ['proxy', 'Proxy'],
  ] as const)('with a cloud of kind %s gets an address of mode %s', (cloud, ipMode) => {
    const cluster = start(cloud, lb('web'));
    expect(ingress(cluster, 'web')).toEqual([{ ip: '203.0.113.1', ipMode }]);
    expect(cluster.get(key.service('web'))?.metadata.finalizers).toEqual([LOAD_BALANCER_CLEANUP]);
    expect(said(cluster)).toEqual(['EnsuringLoadBalancer', 'EnsuredLoadBalancer']);
    expect(events(cluster.journal, 'EnsuredLoadBalancer')).toEqual(['EnsuredLoadBalancer: Ensured load balancer']);
  });

  test('sends to the workers: kubeadm labels the control plane away', () => {
    expect(hosts(start('vip', lb('web')), 'web')).toEqual(['worker-1', 'worker-2']);
  });

  test('has the address that somebody gave it, not one that its manifest claims', () => {
    const claimed = { ...lb('web'), status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } } as KubeObject;
    expect(ingress(start('none', claimed), 'web')).toBeUndefined();
    expect(ingress(start('vip', claimed), 'web')).toEqual([{ ip: '203.0.113.1', ipMode: 'VIP' }]);
  });

  test('takes time: the address is not there at once', () => {
    const cluster = start('vip', lb('web'));
    const [ensuring, ensured] = cluster.journal.filter(({ by }) => by === 'service-controller');
    expect((ensured?.t ?? 0) - (ensuring?.t ?? 0)).toBe(2_500);
  });

  test.each([
    ['of another class is left alone', lb('web', { loadBalancerClass: 'example.com/own' }), undefined],
    ['gets the address it asks for', lb('web', { loadBalancerIP: '78.11.24.19' }), '78.11.24.19'],
    ['does not get an address of the nodes', lb('web', { loadBalancerIP: '192.168.10.77' }), undefined],
    ['does not get an address of the Internet', lb('web', { loadBalancerIP: '203.0.113.10' }), undefined],
    ['of type NodePort gets none', aService('web', { type: 'NodePort' }), undefined],
    [
      'without node ports gets one from a pass-through balancer',
      lb('web', { allocateLoadBalancerNodePorts: false }),
      '203.0.113.1',
    ],
  ])('%s', (_, service, ip) => {
    expect(ingress(start('vip', service), 'web')?.[0]?.ip).toBe(ip);
  });

  test('without node ports gets none from a proxy, which has no port to connect to', () => {
    const cluster = start('proxy', lb('web', { allocateLoadBalancerNodePorts: false }));
    expect(ingress(cluster, 'web')).toBeUndefined();
    expect(events(cluster.journal, 'SyncLoadBalancerFailed')).toEqual([
      'SyncLoadBalancerFailed: Error syncing load balancer: failed to ensure load balancer: port 80/TCP has no nodePort to connect to',
    ]);
    change(cluster, lb('web'));
    expect(ingress(cluster, 'web')).toEqual([{ ip: '203.0.113.1', ipMode: 'Proxy' }]);
  });

  test('addresses are given in order, those of the Internet and of other Services left out', () => {
    const names = Array.from({ length: 12 }, (_, i) => `s${String(i).padStart(2, '0')}`);
    const cluster = start('vip', aService('ext', { externalIPs: ['203.0.113.3'] }), ...names.map((name) => lb(name)));
    const given = names.map((name) => ingress(cluster, name)?.[0]?.ip?.replace('203.0.113.', ''));
    expect(given).toEqual(['1', '2', '4', '5', '6', '7', '8', '9', '11', '12', '13', '14']);
  });
});

describe('when it changes', () => {
  test('deleted: the balancer goes first, then the Service; its address is free again', () => {
    const cluster = start('vip', lb('web'), lb('wants', { loadBalancerIP: '203.0.113.1' }));
    expect(ingress(cluster, 'wants')).toBeUndefined();
    change(cluster, lb('wants', { loadBalancerIP: '203.0.113.1' }));
    expect(cluster.get(key.service('web'))).toBeUndefined();
    expect(said(cluster).filter((one) => one.startsWith('Delet'))).toEqual([
      'DeletingLoadBalancer',
      'DeletedLoadBalancer',
    ]);
    expect(ingress(cluster, 'wants')?.[0]?.ip).toBe('203.0.113.1');
  });

  test.each<[string, object, object, readonly string[]]>([
    [
      'source ranges',
      {},
      { loadBalancerSourceRanges: ['10.0.0.0/8', '192.0.2.0/24'] },
      ['LoadBalancerSourceRanges: [] -> [10.0.0.0/8 192.0.2.0/24]'],
    ],
    ['the address asked for', {}, { loadBalancerIP: '78.11.24.19' }, ['LoadbalancerIP:  -> 78.11.24.19']],
    ['more external addresses', {}, { externalIPs: ['192.0.2.9'] }, ['ExternalIP: Count: 0 -> 1']],
    [
      'another external address',
      { externalIPs: ['192.0.2.8'] },
      { externalIPs: ['192.0.2.9'] },
      ['ExternalIP: Added: 192.0.2.9'],
    ],
    ['the policy', {}, { externalTrafficPolicy: 'Local' }, ['ExternalTrafficPolicy: Cluster -> Local']],
    ['session affinity, without a word', {}, { sessionAffinity: 'ClientIP' }, []],
    [
      'of two the first that is asked about',
      {},
      { loadBalancerIP: '78.11.24.19', externalTrafficPolicy: 'Local' },
      ['LoadbalancerIP:  -> 78.11.24.19'],
    ],
  ])('%s: told before the balancer is changed', (_, before, after, told) => {
    const cluster = start('vip', lb('web', before));
    const steps = cluster.journal.length;
    change(cluster, lb('web', after));
    const since = cluster.journal
      .slice(steps)
      .flatMap(({ by, event }) => (by === 'service-controller' && event ? [event] : []));
    expect(since.map(({ reason, message }) => `${reason}: ${message}`)).toEqual([
      ...told,
      'EnsuringLoadBalancer: Ensuring load balancer',
      'EnsuredLoadBalancer: Ensured load balancer',
    ]);
  });

  test('a change of type is told both ways', () => {
    const cluster = start('vip', aService('web', { type: 'NodePort' }));
    change(cluster, lb('web'));
    change(cluster, aService('web', { type: 'ClusterIP' }));
    expect(events(cluster.journal, 'Type')).toEqual([
      'Type: NodePort -> LoadBalancer',
      'Type: LoadBalancer -> ClusterIP',
    ]);
  });

  test('of another type: address and finalizer go, and come back with the type', () => {
    const cluster = start('vip', lb('web'));
    change(cluster, aService('web', { type: 'NodePort' }));
    expect(ingress(cluster, 'web')).toBeUndefined();
    expect(cluster.get(key.service('web'))?.metadata.finalizers).toBeUndefined();
    change(cluster, lb('web'));
    expect(ingress(cluster, 'web')?.[0]?.ip).toBe('203.0.113.1');
  });

  test('its ports: the same balancer is ensured again and keeps its address', () => {
    const cluster = start('vip', lb('a'), lb('web'));
    const before = ingress(cluster, 'web');
    change(cluster, lb('a'), lb('web', { ports: [{ port: 81 }] }));
    expect(ingress(cluster, 'web')).toEqual(before);
    expect(said(cluster).filter((one) => one === 'EnsuredLoadBalancer')).toHaveLength(3);
  });

  test('the nodes: a new one is added, one labelled away is taken out, and readiness is the health check’s business', () => {
    const cluster = start('vip', aDeployment('web', 2), lb('web'));
    const base = [aDeployment('web', 2), lb('web')];
    change(cluster, ...base, aNode('extra'));
    expect(hosts(cluster, 'web')).toEqual(['extra', 'worker-1', 'worker-2']);
    expect(events(cluster.journal, 'UpdatedLoadBalancer')).toEqual([
      'UpdatedLoadBalancer: Updated load balancer with new hosts',
    ]);
    const excluded = { 'node.kubernetes.io/exclude-from-external-load-balancers': '' };
    change(cluster, ...base, aNode('extra', {}, { labels: excluded }));
    expect(hosts(cluster, 'web')).toEqual(['worker-1', 'worker-2']);
    cluster.act({ type: 'fail-node', node: 'worker-1' });
    cluster.settle();
    expect(hosts(cluster, 'web')).toEqual(['worker-1', 'worker-2']);
  });

  test('no node is left: the Event of the real controller says so', () => {
    const away = (name: string) =>
      aNode(name, {}, { labels: { 'node.kubernetes.io/exclude-from-external-load-balancers': '' } });
    const cluster = start('vip', away('worker-1'), away('worker-2'), lb('web'));
    expect(events(cluster.journal, 'UnAvailableLoadBalancer')).toEqual([
      'UnAvailableLoadBalancer: There are no available nodes for LoadBalancer',
    ]);
    expect(ingress(cluster, 'web')?.[0]?.ip).toBe('203.0.113.1');
    expect(hosts(cluster, 'web')).toEqual([]);
  });

  test('a step back takes the balancer back too', () => {
    const cluster = start('vip', lb('web'));
    const end = cluster.journal.length;
    cluster.seek(1);
    expect(hosts(cluster, 'web')).toBeUndefined();
    cluster.seek(end);
    expect(hosts(cluster, 'web')).toEqual(['worker-1', 'worker-2']);
  });
});
