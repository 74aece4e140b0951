import { describe, expect, test } from 'vitest';
import type { Endpoint, Endpoints, EndpointSlice } from '../api/endpoints.js';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Cluster } from '../cluster/cluster.js';
import { createCluster } from './create-cluster.js';
import { packSlices } from './slice-packing.js';
import { aDeployment, aNode, aPod, aService, clusterWith, key, pods, web, withWorkers } from './testing/manifests.js';

function slices(cluster: Cluster, service = 'web'): readonly EndpointSlice[] {
  return cluster
    .list<EndpointSlice>('EndpointSlice', 'default')
    .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === service);
}
const conditions = (cluster: Cluster) =>
  Object.fromEntries(
    slices(cluster).flatMap((slice) => slice.endpoints.map((one) => [one.targetRef?.name ?? '', one.conditions])),
  );
const endpointsOf = (cluster: Cluster, name = 'web') =>
  cluster.get<Endpoints>(objectKey('Endpoints', 'default', name))?.subsets;

describe('the slices of a Service', () => {
  test('without pods are one empty slice, owned by it', () => {
    const cluster = clusterWith(aService('web'));
    expect(slices(cluster)).toMatchObject([
      {
        endpoints: [],
        ports: [],
        addressType: 'IPv4',
        metadata: { ownerReferences: [{ kind: 'Service', name: 'web', controller: true }] },
      },
    ]);
    expect(endpointsOf(cluster)).toBeUndefined();
  });

  test('keep their name from the first pod to the last', () => {
    const cluster = clusterWith(aService('web'), aDeployment('web', 2));
    const [name] = slices(cluster).map((slice) => slice.metadata.name);
    cluster.act({ type: 'scale', workload: key.deployment('web'), replicas: 0 });
    cluster.settle();
    expect(slices(cluster).map((slice) => [slice.metadata.name, slice.endpoints.length])).toEqual([[name, 0]]);
  });

  test('follow labels: a pod that no longer matches leaves, one that matches now comes', () => {
    const labelled = (a: string, b: string) => [
      aService('web'),
      aPod('a', {}, { labels: { app: a } }),
      aPod('b', {}, { labels: { app: b } }),
    ];
    const cluster = clusterWith(...labelled('web', 'other'));
    expect(Object.keys(conditions(cluster))).toEqual(['a']);
    cluster.apply(labelled('other', 'web'));
    cluster.settle();
    expect(Object.keys(conditions(cluster))).toEqual(['b']);
  });

  // staging/src/k8s.io/endpointslice/utils.go: setEndpointSliceLabels.
  test('carry the labels of the Service, also those it gets later', () => {
    const labelled = (labels: Record<string, string>) => {
      const service = aService('web');
      return { ...service, metadata: { ...service.metadata, labels } };
    };
    const cluster = clusterWith(labelled({ team: 'a', old: 'yes' }), aPod('web'));
    expect(slices(cluster)[0]?.metadata.labels).toMatchObject({ team: 'a', old: 'yes' });
    cluster.apply([labelled({ team: 'b' }), aPod('web')]);
    cluster.settle();
    expect(slices(cluster)[0]?.metadata.labels).toMatchObject({ team: 'b', 'kubernetes.io/service-name': 'web' });
    expect(slices(cluster)[0]?.metadata.labels).not.toHaveProperty('old');
  });

  test('show a pod that is not ready as neither ready nor serving', () => {
    const cluster = clusterWith(aService('web'), aPod('web'));
    cluster.act({ type: 'set-readiness', pod: key.pod('web'), ready: false });
    cluster.settle();
    expect(conditions(cluster)).toEqual({ web: { ready: false, serving: false, terminating: false } });
    expect(endpointsOf(cluster)).toMatchObject([{ notReadyAddresses: [{ targetRef: { name: 'web' } }] }]);
  });

  test('show a pod that ends as serving and terminating until it is gone', () => {
    const cluster = clusterWith(aService('web'), aPod('web'));
    cluster.act({ type: 'delete-pod', pod: key.pod('web') });
    const seen = new Set<string>();
    while (cluster.step()) seen.add(JSON.stringify(conditions(cluster)));
    expect([...seen]).toEqual([
      '{"web":{"ready":true,"serving":true,"terminating":false}}',
      '{"web":{"ready":false,"serving":true,"terminating":true}}',
      '{}',
    ]);
  });

  test('publish pods that are not ready when the Service says so', () => {
    const cluster = clusterWith(aService('web', { publishNotReadyAddresses: true }), aPod('web'));
    cluster.act({ type: 'set-readiness', pod: key.pod('web'), ready: false });
    cluster.settle();
    expect(conditions(cluster)).toEqual({ web: { ready: true, serving: false, terminating: false } });
  });

  test('are as many as there are answers to a named targetPort; a pod without that port is in none with ports', () => {
    const container = (name: string, containerPort: number) => ({
      containers: [{ ...web, ports: [{ name, containerPort }] }],
    });
    const labels = { labels: { app: 'web' } };
    const cluster = clusterWith(
      aService('web', { ports: [{ port: 80, targetPort: 'http' }] }),
      aPod('old', container('http', 8080), labels),
      aPod('new', container('http', 9090), labels),
      aPod('none', container('grpc', 7070), labels),
    );
    const found = slices(cluster).map(({ ports, endpoints }) => {
      const numbers = ports?.map((port) => port.port).join(' ');
      return `${numbers}: ${endpoints.map((one) => one.targetRef?.name).join(' ')}`;
    });
    expect(found.toSorted()).toEqual(['8080: old', '9090: new', ': none']);
  });

  test('name pods by hostname only under the Service that is their subdomain', () => {
    const named = aPod('web', { hostname: 'alpha', subdomain: 'web' });
    const cluster = clusterWith(
      aService('web', { clusterIP: 'None' }),
      aService('other', { selector: { app: 'web' } }),
      named,
    );
    expect(slices(cluster)[0]?.endpoints[0]?.hostname).toBe('alpha');
    expect(slices(cluster, 'other')[0]?.endpoints[0]?.hostname).toBeUndefined();
    expect(slices(cluster)[0]?.metadata.labels).toHaveProperty('service.kubernetes.io/headless', '');
  });

  test('carry node, zone, and the hints of trafficDistribution', () => {
    const pod = aPod('web', { nodeName: 'worker-2' });
    const cluster = clusterWith(aService('web', { trafficDistribution: 'PreferSameNode' }), pod);
    expect(slices(cluster)[0]?.endpoints[0]).toMatchObject({
      nodeName: 'worker-2',
      zone: 'zone-b',
      hints: { forZones: [{ name: 'zone-b' }], forNodes: [{ name: 'worker-2' }] },
    });
    cluster.apply([
      aService('web'),
      pod,
      aNode('worker-2', {}, { labels: { 'topology.kubernetes.io/zone': 'zone-x' } }),
    ]);
    cluster.settle();
    expect(slices(cluster)[0]?.endpoints[0]).toMatchObject({ zone: 'zone-x' });
    expect(slices(cluster)[0]?.endpoints[0]?.hints).toBeUndefined();
  });

  test('hold at most 100 endpoints each', () => {
    const cluster = createCluster(withWorkers(4));
    cluster.apply([aService('web'), aDeployment('web', 230)]);
    cluster.settle();
    const lengths = slices(cluster).map((slice) => slice.endpoints.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(100);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(230);
    expect(endpointsOf(cluster)?.[0]?.addresses).toHaveLength(230);
  });

  test('go with their Service', () => {
    const cluster = clusterWith(aService('web'), aPod('web'));
    cluster.apply([aPod('web')]);
    cluster.settle();
    expect(slices(cluster)).toEqual([]);
    expect(endpointsOf(cluster)).toBeUndefined();
  });

  test('leave out pods that have ended', () => {
    const cluster = clusterWith(aService('web'), aPod('web', { restartPolicy: 'Never' }));
    cluster.act({ type: 'crash-container', pod: key.pod('web'), container: 'web' });
    cluster.settle();
    expect(conditions(cluster)).toEqual({});
  });
});

describe('packing', () => {
  const endpoints = (from: number, to: number): Endpoint[] =>
    Array.from({ length: to - from }, (_, i) => ({ addresses: [`10.0.0.${from + i}`], conditions: { ready: true } }));

  test('keeps endpoints where they are and fills changed slices first', () => {
    const existing = [
      { name: 'one', endpoints: endpoints(0, 3) },
      { name: 'two', endpoints: endpoints(3, 5) },
    ];
    expect(packSlices(existing, [...endpoints(1, 5), ...endpoints(9, 10)], 3)).toEqual({
      create: [],
      update: [{ name: 'one', endpoints: [...endpoints(1, 3), ...endpoints(9, 10)] }],
      remove: [],
    });
  });

  test('prefers the slice that is closest to full', () => {
    const existing = [
      { name: 'empty-ish', endpoints: endpoints(0, 1) },
      { name: 'fuller', endpoints: endpoints(1, 4) },
    ];
    expect(packSlices(existing, endpoints(0, 5), 5).update).toEqual([{ name: 'fuller', endpoints: endpoints(1, 5) }]);
  });

  test('deletes a slice that has nothing left', () => {
    const existing = [
      { name: 'one', endpoints: endpoints(0, 2) },
      { name: 'two', endpoints: endpoints(2, 4) },
    ];
    expect(packSlices(existing, endpoints(0, 2), 2)).toEqual({ create: [], update: [], remove: ['two'] });
  });
});

describe('Endpoints of a Service without a selector', () => {
  const service = aService('outside', { selector: undefined });
  const endpoints = (...ips: readonly string[]) =>
    ({
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'outside', namespace: 'default' },
      subsets: [{ addresses: ips.map((ip) => ({ ip })), ports: [{ port: 9376 }] }],
    }) as unknown as KubeObject;

  test('are mirrored, changed and removed with them', () => {
    const cluster = clusterWith(service, endpoints('1.2.3.4'));
    const [slice] = slices(cluster, 'outside');
    expect(slice).toMatchObject({
      metadata: {
        labels: { 'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io' },
        ownerReferences: [{ kind: 'Endpoints' }],
      },
      endpoints: [{ addresses: ['1.2.3.4'], conditions: { ready: true } }],
      ports: [{ name: '', port: 9376, protocol: 'TCP' }],
    });
    cluster.apply([service, endpoints('1.2.3.4', '5.6.7.8', '2001:db8::1')]);
    cluster.settle();
    expect(
      slices(cluster, 'outside')
        .map((one) => `${one.addressType} ${one.endpoints.length}`)
        .toSorted(),
    ).toEqual(['IPv4 2', 'IPv6 1']);
    cluster.apply([service]);
    cluster.settle();
    expect(slices(cluster, 'outside')).toEqual([]);
  });

  // pkg/controller/endpointslicemirroring/reconciler.go: endpoints are grouped by their ports, whatever subset they stand in.
  test('of the same ports are one slice, and one that is named twice is there once', () => {
    const port = { name: 'http', port: 80 };
    const metrics = { name: 'metrics', port: 9100 };
    const subsets = [
      { addresses: [{ ip: '1.2.3.4' }], ports: [port, metrics] },
      { addresses: [{ ip: '1.2.3.4' }], notReadyAddresses: [{ ip: '5.6.7.8' }], ports: [metrics, port] },
      { addresses: [{ ip: '1.2.3.4' }], ports: [port] },
    ];
    const cluster = clusterWith(service, { ...endpoints(), subsets } as unknown as KubeObject);
    const said = slices(cluster, 'outside').map(({ endpoints: all, ports = [] }) => [
      ports.map(({ name }) => name).join(),
      all.map(({ addresses, conditions }) => `${addresses[0]} ${conditions.ready}`),
    ]);
    expect(said.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['http', ['1.2.3.4 true']],
      ['http,metrics', ['1.2.3.4 true', '5.6.7.8 false']],
    ]);
  });

  test('keep the name of their slice when the port changes, and take their annotations along', () => {
    const at = (port: number): KubeObject => {
      const plain = endpoints('1.2.3.4');
      const annotations = { team: 'shop', 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
      const subsets = [{ addresses: [{ ip: '1.2.3.4' }], ports: [{ port }] }];
      return { ...plain, metadata: { ...plain.metadata, annotations }, subsets } as KubeObject;
    };
    const cluster = clusterWith(service, at(80));
    const [before] = slices(cluster, 'outside');
    expect(before?.metadata.annotations).toEqual({ team: 'shop' });
    cluster.apply([service, at(8080)]);
    cluster.settle();
    expect(slices(cluster, 'outside').map(({ metadata, ports }) => [metadata.name, ports?.[0]?.port])).toEqual([
      [before?.metadata.name, 8080],
    ]);
  });

  test('beyond a thousand in a subset are left out, and an event says so', () => {
    const many = Array.from({ length: 1003 }, (_, n) => `1.2.${n >> 8}.${n & 255}`);
    const cluster = clusterWith(service, endpoints(...many));
    expect(slices(cluster, 'outside').map((one) => one.endpoints.length)).toEqual([1000]);
    expect(
      cluster.journal.flatMap(({ event }) => (event?.reason === 'TooManyAddressesToMirror' ? [event] : [])),
    ).toMatchObject([
      {
        type: 'Warning',
        reason: 'TooManyAddressesToMirror',
        message:
          'A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. 3 addresses were skipped',
        object: 'Endpoints/default/outside',
      },
    ]);
  });

  test('are not mirrored when a label forbids it', () => {
    const labels = { 'endpointslice.kubernetes.io/skip-mirror': 'true' };
    const plain = endpoints('1.2.3.4');
    const cluster = clusterWith(service, { ...plain, metadata: { ...plain.metadata, labels } });
    expect(slices(cluster, 'outside')).toEqual([]);
  });

  // pkg/controller/endpointslicemirroring/endpointslicemirroring_controller.go: onServiceUpdate.
  test('are mirrored no longer when the Service gets a selector, and again when it has none', () => {
    const mirrored = (cluster: Cluster) =>
      slices(cluster, 'outside').filter((one) =>
        one.metadata.labels?.['endpointslice.kubernetes.io/managed-by']?.startsWith('endpointslicemirroring'),
      ).length;
    const cluster = clusterWith(service, endpoints('1.2.3.4'));
    const counts = [mirrored(cluster)];
    // While there is a selector the Endpoints are those of its pods, so they are written again for the Service that has none.
    for (const [next, ip] of [[aService('outside'), '1.2.3.4'] as const, [service, '1.2.3.5'] as const]) {
      cluster.apply([next, endpoints(ip)]);
      cluster.settle();
      counts.push(mirrored(cluster));
    }
    expect(counts).toEqual([1, 0, 1]);
  });

  test('wait for their Service', () => {
    const cluster = clusterWith(endpoints('1.2.3.4'));
    expect(slices(cluster, 'outside')).toEqual([]);
    cluster.apply([service, endpoints('1.2.3.4')]);
    cluster.settle();
    expect(slices(cluster, 'outside')).toHaveLength(1);
  });
});

describe('an EndpointSlice that somebody wrote', () => {
  test('is left alone', () => {
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'mine', namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['1.2.3.4'] }],
      ports: [{ port: 80 }],
    } as unknown as KubeObject;
    const cluster = clusterWith(aService('web'), aPod('web'), slice);
    expect(slices(cluster).find((one) => one.metadata.name === 'mine')?.endpoints).toHaveLength(1);
    expect(pods(cluster)).toHaveLength(1);
    expect(slices(cluster)).toHaveLength(2);
  });
});
