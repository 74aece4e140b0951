import { describe, expect, test } from 'vitest';
import type { Endpoints, EndpointSlice } from '../api/endpoints.js';
import { objectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import { DEFAULT_SETTINGS } from '../cluster/settings.js';
import { createCluster } from './create-cluster.js';
import { aDeployment, aService, clusterWith, events, key, pods } from './testing/manifests.js';

describe('a booted cluster', () => {
  const cluster = createCluster();
  const node = (name: string) => cluster.get<Node>(key.node(name));

  test.each([
    ['control-plane', '10.244.0.0/24', '192.168.10.11'],
    ['worker-1', '10.244.1.0/24', '192.168.10.12'],
    ['worker-2', '10.244.2.0/24', '192.168.10.13'],
  ])('%s has the pod CIDR %s and the address %s', (name, podCIDR, address) => {
    expect(node(name)?.spec.podCIDR).toBe(podCIDR);
    expect(node(name)?.status.addresses?.[0]).toEqual({ type: 'InternalIP', address });
    expect(node(name)?.status.conditions?.at(-1)).toMatchObject({ type: 'Ready', status: 'True' });
  });

  test('only the control plane is tainted', () => {
    const taints = cluster.list<Node>('Node').map((one) => one.spec.taints);
    expect(taints).toEqual([
      [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
      undefined,
      undefined,
    ]);
  });

  test('has the namespaces of kubeadm, each labelled with its name', () => {
    const names = cluster.list('Namespace').map((one) => [one.metadata.name, one.metadata.labels]);
    expect(names.map(([name]) => name)).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
    expect(names[0]?.[1]).toEqual({ 'kubernetes.io/metadata.name': 'default' });
  });

  test('the API server is reached by default/kubernetes, whose endpoint is the control plane', () => {
    const service = cluster.get<Service>(key.service('kubernetes'));
    expect([service?.spec.clusterIP, service?.spec.ports?.[0]?.port]).toEqual(['10.96.0.1', 443]);
    const slice = cluster.get<EndpointSlice>(objectKey('EndpointSlice', 'default', 'kubernetes'));
    expect(slice?.endpoints.map((one) => one.addresses)).toEqual([['192.168.10.11']]);
    expect(slice?.ports).toEqual([{ name: 'https', port: 6443, protocol: 'TCP' }]);
    const endpoints = cluster.get<Endpoints>(objectKey('Endpoints', 'default', 'kubernetes'));
    expect(endpoints?.subsets?.[0]?.addresses).toEqual([{ ip: '192.168.10.11' }]);
  });

  test('CoreDNS runs twice behind kube-dns, scheduled like any other pod', () => {
    const service = cluster.get<Service>(key.service('kube-dns', 'kube-system'));
    expect(service?.spec.clusterIP).toBe('10.96.0.10');
    expect(service?.spec.ports?.map(({ name, port, protocol }) => `${name} ${port}/${protocol}`)).toEqual([
      'dns 53/UDP',
      'dns-tcp 53/TCP',
      'metrics 9153/TCP',
    ]);
    const coredns = cluster.list<Pod>('Pod', 'kube-system');
    expect(coredns.map((pod) => [pod.spec.nodeName, pod.status.phase, pod.status.podIP])).toEqual([
      ['control-plane', 'Running', '10.244.0.2'],
      ['control-plane', 'Running', '10.244.0.3'],
    ]);
    const [slice] = cluster.list<EndpointSlice>('EndpointSlice', 'kube-system');
    expect(slice?.endpoints.map((one) => one.conditions.ready)).toEqual([true, true]);
  });

  test('other settings move everything with them', () => {
    const other = createCluster({
      ...DEFAULT_SETTINGS,
      podCIDR: '172.16.0.0/12',
      nodeMask: 26,
      serviceCIDR: '10.0.0.0/24',
      nodeCIDR: '10.9.0.0/24',
    });
    expect(other.list<Node>('Node').map((one) => one.spec.podCIDR)).toEqual([
      '172.16.0.0/26',
      '172.16.0.64/26',
      '172.16.0.128/26',
    ]);
    expect(other.get<Service>(key.service('kube-dns', 'kube-system'))?.spec.clusterIP).toBe('10.0.0.10');
    expect(other.get<Node>(key.node('worker-1'))?.status.addresses?.[0]?.address).toBe('10.9.0.12');
  });
});

describe('my-service and three pods', () => {
  const cluster = clusterWith(aService('web'), aDeployment('web', 3));

  test('the pods run on both workers with addresses of their nodes', () => {
    const where = pods(cluster).map((pod) => [pod.spec.nodeName, pod.status.podIP, pod.status.phase]);
    expect(where.map(([node]) => `${node}`).toSorted()).toEqual(['worker-1', 'worker-2', 'worker-2']);
    for (const [node, ip, phase] of where) {
      expect(ip).toMatch(node === 'worker-1' ? /^10\.244\.1\.2$/ : /^10\.244\.2\.[23]$/);
      expect(phase).toBe('Running');
    }
  });

  test('the slice lists them, ready, on the port that the Service targets', () => {
    const [slice] = cluster.list<EndpointSlice>('EndpointSlice', 'default').filter((one) => one.metadata.generateName);
    expect(slice?.ports).toEqual([{ name: '', port: 9376, protocol: 'TCP' }]);
    expect(slice?.endpoints.map((one) => `${one.addresses[0]}`).toSorted()).toEqual(
      pods(cluster)
        .map((pod) => `${pod.status.podIP}`)
        .toSorted(),
    );
    expect(slice?.endpoints.every((one) => one.conditions.ready === true)).toBe(true);
  });

  test('the components say what they did in Kubernetes’ own words', () => {
    const [pod] = pods(cluster);
    const name = pod?.metadata.name ?? '';
    const replicaSet = name.replace(/-[^-]+$/, '');
    const about = cluster.journal.filter((step) => step.event?.object === key.pod(name));
    expect(
      events(about).map((text) => text.replace(/in [\d.]+m?s \([\d.]+m?s/, 'in T (T').replace(/\d+ bytes/, 'N bytes')),
    ).toEqual([
      `Scheduled: Successfully assigned default/${name} to ${pod?.spec.nodeName}`,
      'Pulling: Pulling image "nginx:1.27"',
      'Pulled: Successfully pulled image "nginx:1.27" in T (T including waiting). Image size: N bytes.',
      'Created: Container created',
      'Started: Container started',
    ]);
    expect(events(cluster.journal, 'ScalingReplicaSet')).toEqual([
      `ScalingReplicaSet: Scaled up replica set ${replicaSet} from 0 to 3`,
    ]);
    expect(events(cluster.journal, 'SuccessfulCreate')).toContain(`SuccessfulCreate: Created pod: ${name}`);
  });

  test('names are those of a real cluster: ReplicaSet hash and five letters without vowels', () => {
    expect(pods(cluster)).toHaveLength(3);
    for (const pod of pods(cluster)) {
      expect(pod.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
      expect(pod.metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  test('another seed gives other names, the same seed the same', () => {
    const again = clusterWith(aService('web'), aDeployment('web', 3));
    expect(pods(again).map((pod) => pod.metadata.name)).toEqual(pods(cluster).map((pod) => pod.metadata.name));
    const other = createCluster({ ...DEFAULT_SETTINGS, seed: 43 });
    other.apply([aDeployment('web', 3)]);
    other.settle();
    expect(pods(other).map((pod) => pod.metadata.name)).not.toEqual(pods(cluster).map((pod) => pod.metadata.name));
  });
});
