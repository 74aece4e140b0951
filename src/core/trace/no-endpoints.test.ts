import { expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { Cluster } from '../cluster/cluster.js';
import { createCluster } from '../controllers/create-cluster.js';
import { expectCauses } from './testing/expect-causes.js';
import { createTracer } from './tracer.js';

type Spec = Readonly<Record<string, unknown>>;
const app = { app: 'web' };
const [service, deployment] = [objectKey('Service', 'default', 'web'), objectKey('Deployment', 'default', 'web')];

const once = { name: 'once', image: 'busybox', ports: [{ name: 'once', containerPort: 8081 }] };

/** A Service as a student writes it, two pods of a Deployment, and a client; with what the student got wrong. */
function manifests(of: { spec?: Spec; port?: Spec; replicas?: number; pod?: Spec }): readonly KubeObject[] {
  const container = { name: 'c', image: 'nginx', ports: [{ name: 'http', containerPort: 8080 }] };
  const object = (apiVersion: string, kind: string, name: string, spec: Spec) =>
    ({ apiVersion, kind, metadata: { name, namespace: 'default' }, spec }) as unknown as KubeObject;
  return [
    object('v1', 'Service', 'web', {
      selector: app,
      ports: [{ port: 80, targetPort: 'http', ...of.port }],
      ...of.spec,
    }),
    object('apps/v1', 'Deployment', 'web', {
      replicas: of.replicas ?? 2,
      selector: { matchLabels: app },
      template: { metadata: { labels: app }, spec: { containers: [container], ...of.pod } },
    }),
    object('v1', 'Pod', 'client', { containers: [{ name: 'c', image: 'busybox' }] }),
  ];
}

function refused(objects: readonly KubeObject[], deed: (cluster: Cluster) => void = () => {}) {
  const cluster = createCluster();
  expect(cluster.apply(objects).refusals).toEqual([]);
  cluster.settle();
  deed(cluster);
  cluster.settle();
  const from = { kind: 'pod', pod: objectKey('Pod', 'default', 'client') } as const;
  const request = { from, to: { kind: 'service', service }, port: 80, protocol: 'TCP', attempt: 0 } as const;
  const trace = createTracer().trace(cluster, request);
  expectCauses(cluster, trace);
  return { cluster, trace };
}

const webPods = (cluster: Cluster): readonly Pod[] =>
  cluster.list<Pod>('Pod', 'default').filter(({ metadata }) => metadata.name !== 'client');

function makeUnready(cluster: Cluster): void {
  for (const { metadata } of webPods(cluster)) {
    cluster.act({ type: 'set-readiness', pod: objectKey('Pod', 'default', metadata.name), ready: false });
  }
}

test.each([
  ['a label that no pod has', { spec: { selector: { app: 'wbe' } } }, 'NoLabels', service, 'spec.selector'],
  ['one label too many', { spec: { selector: { ...app, tier: 'x' } } }, 'NoLabels', service, 'spec.selector'],
  ['no selector and no slice', { spec: { selector: undefined } }, 'NoSelector', service, 'spec.ports'],
  ['no replicas', { replicas: 0 }, 'NoReplicas', deployment, 'spec.replicas'],
  ['a port name that no pod has', { port: { targetPort: 'htpp' } }, 'PortName', service, 'spec.ports.0.targetPort'],
  [
    'a port name that only an init container has, which is no sidecar',
    { port: { targetPort: 'once' }, pod: { initContainers: [once] } },
    'PortName',
    service,
    'spec.ports.0.targetPort',
  ],
])('%s: the refusal names it, and its field', (_, wrong, code, object, field) => {
  const { trace } = refused(manifests(wrong));
  expect([trace.client, trace.why.code]).toEqual(['connection-refused', `trace.sum.refused${code}`]);
  expect([trace.cause.object, trace.cause.field.join('.')]).toEqual([object, field]);
  // The rule that refuses and the refusal itself point there too.
  const ends = trace.hops.filter((hop) => hop.kind === 'stop' || (hop.kind === 'rule' && / REJECT/.test(hop.text)));
  expect(ends.map(({ cause }) => cause)).toEqual([trace.cause, trace.cause]);
});

test('pods that no node takes are told from pods that are not ready, each by its pod', () => {
  const waiting = refused(manifests({ pod: { nodeSelector: { disk: 'ssd' } } }));
  expect([waiting.trace.why.code, waiting.trace.why.params['count']]).toEqual(['reason.unscheduled', 2]);
  expect(waiting.trace.cause.field).toEqual(['spec', 'nodeSelector']);

  const unready = refused(manifests({}), makeUnready);
  expect([unready.trace.why.code, unready.trace.why.params['count']]).toEqual(['trace.sum.refusedNotReady', 2]);
  const [first] = webPods(unready.cluster).map(({ metadata }) => objectKey('Pod', 'default', metadata.name));
  expect(unready.trace.cause.object).toBe(first);
});

test('what publishes pods that are not ready does not blame readiness', () => {
  const wrong = { spec: { publishNotReadyAddresses: true }, port: { targetPort: 'htpp' } };
  expect(refused(manifests(wrong), makeUnready).trace.why.code).toBe('trace.sum.refusedPortName');
});
