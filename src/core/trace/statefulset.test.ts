import { expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import { createCluster } from '../create-cluster.js';
import { expectCauses } from './testing/expect-causes.js';
import { createTracer } from './tracer.js';

const labels = { app: 'db' };
const containers = [{ name: 'db', image: 'postgres:17', ports: [{ containerPort: 5432 }] }];

test('a pod of a StatefulSet is reached by its name, also when it is another pod at another address', () => {
  const cluster = createCluster();
  const { refusals } = cluster.apply([
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db', namespace: 'default' },
      spec: { clusterIP: 'None', selector: labels, ports: [{ port: 5432 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'default' },
      spec: {
        serviceName: 'db',
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      },
    },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'client', namespace: 'default' }, spec: { containers } },
  ] as unknown as KubeObject[]);
  expect(refusals).toEqual([]);
  cluster.settle();
  const db = objectKey('Pod', 'default', 'db-1');
  const reached = () => {
    const trace = createTracer().trace(cluster, {
      from: { kind: 'pod', pod: objectKey('Pod', 'default', 'client') },
      to: { kind: 'name', name: 'db-1.db' },
      port: 5432,
      protocol: 'TCP',
      attempt: 0,
    });
    expectCauses(cluster, trace);
    expect(trace.verdict).toBe('FORWARDED');
    return trace.server?.ip;
  };
  const first = reached();
  expect(first).toBe(cluster.get<Pod>(db)?.status.podIP);
  cluster.act({ type: 'delete-pod', pod: db });
  cluster.settle();
  expect(cluster.get<Pod>(db)?.status.podIP).not.toBe(first);
  expect(reached()).toBe(cluster.get<Pod>(db)?.status.podIP);
});
