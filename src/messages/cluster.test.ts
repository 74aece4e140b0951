import { describe, expect, it } from 'vitest';
import { createCluster, objectKey, type Action, type KubeObject } from '../core/index.js';
import { en } from './en/index.js';
import { createFormatter } from './formatter.js';
import { ru } from './ru/index.js';
import { daemonLife } from './testing/daemon-life.js';
import { volumeLife } from './testing/volume-life.js';

const probe = { tcpSocket: { port: 80 }, periodSeconds: 5 };
const app = (image: string) => ({ name: 'app', image, readinessProbe: probe });
const workload = (kind: string, name: string, image: string, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [app(image)] } },
    ...spec,
  },
});
const pod = (name: string, spec: object = {}, namespace = 'default') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { app: name } },
  spec: { containers: [{ name: 'app', image: 'one:1' }], ...spec },
});
const service = (name: string, selector: object | undefined) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default' },
  spec: { selector, ports: [{ port: 80 }] },
});
const endpoints = {
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata: { name: 'out', namespace: 'default' },
  subsets: [{ addresses: [{ ip: '1.2.3.4' }], ports: [{ port: 80 }] }],
};
const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker-1', labels: { disk: 'ssd' } } };

const labelled = (name: string, app: string, rest: object = {}) => ({
  ...pod(name, rest),
  metadata: { name, namespace: 'default', labels: { app } },
});
const bare = pod('bare');
const stray = labelled('stray', 'plain');
const first = [
  service('web', { app: 'web' }),
  service('out', undefined),
  endpoints,
  workload('Deployment', 'web', 'one:1', { revisionHistoryLimit: 1 }),
  stray,
  workload('ReplicaSet', 'plain', 'one:1'),
  pod('host', { hostNetwork: true }),
  bare,
  pod('big', { nodeSelector: { no: 'where' } }),
  pod('lost', { nodeName: 'nowhere' }),
  node,
  shop,
  { ...workload('Deployment', 'in', 'one:1'), metadata: { name: 'in', namespace: 'shop' } },
];
/** What is edited while all is well: a pod that is replaced, one that is restarted, labels that move pods, a node that joins. */
const edits = [
  ...first,
  {
    ...workload('ReplicaSet', 'lone', 'one:1'),
    metadata: { name: 'lone', namespace: 'default', labels: { app: 'web' } },
  },
  pod('picture', { containers: [{ name: 'app', image: 'two:1' }] }),
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker-3' } },
  pod('deaf', {
    containers: [{ name: 'app', image: 'one:1', ports: [{ containerPort: 8080 }], livenessProbe: probe }],
  }),
  pod('misnamed', { containers: [{ ...app('one:1'), startupProbe: { tcpSocket: { port: 'no' } } }] }),
  pod('slow', { containers: [{ ...app('one:1'), readinessProbe: { ...probe, initialDelaySeconds: 9 } }] }),
];
const moreEdits = [
  ...first.filter((one) => one !== bare && one !== stray),
  labelled('stray', 'free'),
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker-3' } },
  pod('picture', { containers: [{ name: 'app', image: 'three:1' }] }),
  pod('bare', { hostname: 'x' }),
];
const second = [
  service('out', undefined),
  workload('Deployment', 'web', 'two:1', { revisionHistoryLimit: 1, progressDeadlineSeconds: 1 }),
  workload('ReplicaSet', 'plain', 'one:1'),
];

const paused = [workload('Deployment', 'web', 'four:1', { paused: true, revisionHistoryLimit: 1 })];
const slower = [workload('Deployment', 'web', 'two:1', { revisionHistoryLimit: 1, minReadySeconds: 3 })];
const third = [workload('Deployment', 'web', 'three:1', { revisionHistoryLimit: 1 }), ...first.slice(4)];

/** The codes that a life full of events puts into the journal, with their parameters. */
function messages() {
  const cluster = createCluster();
  const apply = (objects: readonly object[]) => {
    const { refusals } = cluster.apply(objects as readonly KubeObject[]);
    if (refusals.length > 0) throw new Error(refusals.map((one) => one.message).join('\n'));
    cluster.settle();
  };
  const act = (action: Action) => {
    cluster.act(action);
    cluster.settle();
  };
  for (const objects of [first, edits, moreEdits, first]) apply(objects);
  const [web] = cluster.list('Pod', 'default').filter((one) => one.metadata.labels?.['app'] === 'web');
  const target = objectKey('Pod', 'default', web?.metadata.name ?? '');
  for (const ready of [false, true]) act({ type: 'set-readiness', pod: target, ready });
  for (let i = 0; i < 2; i++) act({ type: 'crash-container', pod: target, container: 'app' });
  act({ type: 'scale', workload: objectKey('Deployment', 'default', 'web'), replicas: 1 });
  act({ type: 'delete-pod', pod: objectKey('Pod', 'default', 'host') });
  act({ type: 'set-readiness', pod: objectKey('Pod', 'default', 'bare'), ready: false });
  act({ type: 'drain', node: 'worker-2' });
  act({ type: 'cordon', node: 'worker-2', on: false });
  act({ type: 'fail-node', node: 'worker-1' });
  act({ type: 'heal-node', node: 'worker-1' });
  for (const objects of [second, slower, first, paused, third, []]) apply(objects);
  return cluster.journal.map((step) => step.why);
}

describe('every step of a cluster', () => {
  const all = [...messages(), ...volumeLife(), ...daemonLife()];

  it.each([
    ['en', en],
    ['ru', ru],
  ] as const)('is a whole sentence in %s', (language, catalogue) => {
    const { say } = createFormatter(language, catalogue);
    const problems = all
      .map((message) => say(message))
      .filter((text) => !text.endsWith('.') || /[{}]|undefined|cluster\.|storage\./.test(text));
    expect(problems).toEqual([]);
  });

  it('uses the whole catalogue, as a life full of events does', () => {
    const said = new Set(all.map((message) => message.code));
    const codes = Object.keys(en).filter((code) => code.startsWith('cluster.'));
    const unsaid = codes.filter((code) => !said.has(code));
    // A simulator or a range of addresses that is full, and a status that changes nothing else, are told of in the core's own tests.
    expect(unsaid).toEqual([
      'cluster.replicaset.refused',
      'cluster.daemonset.refused',
      'cluster.kubelet.noAddress',
      'cluster.kubelet.status',
      'cluster.nodeIpam.full',
      'cluster.garbageCollector.disowned',
    ]);
  });
});
