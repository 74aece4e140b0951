import { describe, expect, test } from 'vitest';
import type { Cluster } from '../cluster/cluster.js';
import type { KubeObject } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import { createCluster } from './create-cluster.js';
import { aDeployment, aNamespace, aPod, clusterWith, events, key, pods, web } from './testing/manifests.js';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

type Wish = 'podAffinity' | 'podAntiAffinity';
const wish = (kind: Wish, ...terms: readonly object[]) => ({ affinity: { [kind]: { [REQUIRED]: terms } } });
const near = (app: string, topologyKey = HOST, more: object = {}) =>
  wish('podAffinity', { labelSelector: { matchLabels: { app } }, topologyKey, ...more });
const awayFrom = (app: string, topologyKey = HOST, more: object = {}) =>
  wish('podAntiAffinity', { labelSelector: { matchLabels: { app } }, topologyKey, ...more });
const on = (nodeName: string) => ({ nodeName });
/** A Deployment whose pods all wish the same. */
const wishing = (name: string, replicas: number, spec: object): KubeObject =>
  aDeployment(name, replicas, {
    template: { metadata: { labels: { app: name } }, spec: { containers: [web], ...spec } },
  });
const nodeOf = (cluster: Cluster, name: string, namespace?: string) =>
  cluster.get<Pod>(key.pod(name, namespace))?.spec.nodeName;

// The default cluster: a tainted control plane, worker-1 in zone-a, worker-2 in zone-b.
describe('a pod that wants another near', () => {
  test.each<[string, readonly KubeObject[], string | undefined]>([
    ['goes to its node', [aPod('db', on('worker-2')), aPod('p', near('db'))], 'worker-2'],
    ['goes to its zone', [aPod('db', on('worker-1')), aPod('p', near('db', ZONE))], 'worker-1'],
    ['waits when there is none', [aPod('p', near('db'))], undefined],
    [
      'is content with itself as the first of its group',
      [aPod('p', { ...near('p'), nodeSelector: { [HOST]: 'worker-2' } })],
      'worker-2',
    ],
    ['even the first needs a node that has the label', [aPod('p', near('p', 'example.com/rack'))], undefined],
    [
      'means its own namespace',
      [aNamespace('other'), aPod('db', on('worker-2'), { namespace: 'other' }), aPod('p', near('db'))],
      undefined,
    ],
    [
      'unless it names another',
      [
        aNamespace('other'),
        aPod('db', on('worker-2'), { namespace: 'other' }),
        aPod('p', near('db', HOST, { namespaces: ['other'] })),
      ],
      'worker-2',
    ],
    [
      'or selects it by its labels',
      [
        aNamespace('other'),
        aPod('db', on('worker-2'), { namespace: 'other' }),
        aPod('p', near('db', HOST, { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } })),
      ],
      'worker-2',
    ],
    [
      'wants one pod to fit all its terms, not each term a pod of its own',
      [
        aPod('db', on('worker-2')),
        aPod('cache', on('worker-2')),
        aPod(
          'p',
          wish(
            'podAffinity',
            { labelSelector: { matchLabels: { app: 'db' } }, topologyKey: HOST },
            { labelSelector: { matchLabels: { app: 'cache' } }, topologyKey: HOST },
          ),
        ),
      ],
      undefined,
    ],
    [
      'without a selector means nobody',
      [aPod('db', on('worker-2')), aPod('p', wish('podAffinity', { topologyKey: HOST }))],
      undefined,
    ],
    [
      'only one of the same track, when it says so',
      [
        aPod('old', on('worker-1'), { labels: { app: 'db', track: 'old' } }),
        aPod('new', on('worker-2'), { labels: { app: 'db', track: 'new' } }),
        aPod('p', near('db', HOST, { matchLabelKeys: ['track'] }), { labels: { track: 'new' } }),
      ],
      'worker-2',
    ],
    [
      'only one of another track, when it says so',
      [
        aPod('old', on('worker-1'), { labels: { app: 'db', track: 'old' } }),
        aPod('new', on('worker-2'), { labels: { app: 'db', track: 'new' } }),
        aPod('p', near('db', HOST, { mismatchLabelKeys: ['track'] }), { labels: { track: 'new' } }),
      ],
      'worker-1',
    ],
  ])('%s', (_, objects, node) => {
    expect(nodeOf(clusterWith(...objects), 'p')).toBe(node);
  });

  test('says so while it waits, and is placed when it comes', () => {
    const cluster = clusterWith(aPod('p', near('db')));
    expect(events(cluster.journal, 'FailedScheduling')).toEqual([
      'FailedScheduling: 0/3 nodes are available: 1 node(s) had untolerated taint(s), ' +
        "2 node(s) didn't match pod affinity rules. no new claims to deallocate, preemption: 0/3 nodes are " +
        'available: 3 Preemption is not helpful for scheduling.',
    ]);
    const said = cluster.journal.find(({ event }) => event?.reason === 'FailedScheduling');
    expect(said?.cause).toEqual({ object: key.pod('p'), field: ['spec', 'affinity', 'podAffinity', REQUIRED, 0] });
    cluster.apply([aPod('p', near('db')), aPod('db', { nodeSelector: { [HOST]: 'worker-2' } })]);
    cluster.settle();
    expect(nodeOf(cluster, 'p')).toBe('worker-2');
  });

  test('is placed when one gets the label it looks for', () => {
    const cluster = clusterWith(aPod('p', near('db')), aPod('x', on('worker-1')));
    cluster.apply([aPod('p', near('db')), aPod('x', on('worker-1'), { labels: { app: 'db' } })]);
    cluster.settle();
    expect(nodeOf(cluster, 'p')).toBe('worker-1');
  });
});

describe('pods that want to be apart', () => {
  test('are one to a node; what is more waits, and says why', () => {
    const cluster = clusterWith(wishing('zk', 3, awayFrom('zk')));
    expect(pods(cluster).map(({ spec }) => spec.nodeName ?? '')).toEqual(
      expect.arrayContaining(['worker-1', 'worker-2', '']),
    );
    const said = cluster.journal.find(({ event }) => event?.reason === 'FailedScheduling');
    expect(said?.event?.message).toBe(
      "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match pod anti-affinity rules. " +
        'no new claims to deallocate, preemption: 0/3 nodes are available: ' +
        '1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.',
    );
    expect(said?.cause.field).toEqual(['spec', 'affinity', 'podAntiAffinity', REQUIRED, 0]);
  });

  test('leave their place to the one that waits', () => {
    const cluster = createCluster();
    cluster.apply([aPod('a', on('worker-1')), aPod('b', on('worker-2')), aPod('p', awayFrom('a'))]);
    cluster.settle();
    expect(nodeOf(cluster, 'p')).toBe('worker-2');
    cluster.apply([aPod('a', on('worker-1')), aPod('b', on('worker-2')), aPod('q', awayFrom('b'))]);
    cluster.settle();
    expect(nodeOf(cluster, 'q')).toBe('worker-1');
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['by node: the other node of the other zone is free', awayFrom('a'), 'worker-2'],
    ['by zone', awayFrom('a', ZONE), 'worker-2'],
  ])('%s', (_, spec, node) => {
    expect(nodeOf(clusterWith(aPod('a', on('worker-1')), aPod('p', spec)), 'p')).toBe(node);
  });

  test('a key that no node has keeps nobody away', () => {
    const spread = wishing('zk', 3, awayFrom('zk', 'example.com/rack'));
    expect(pods(clusterWith(spread)).every(({ spec }) => spec.nodeName !== undefined)).toBe(true);
  });

  test('who is there already may refuse the one that comes', () => {
    const cluster = clusterWith(
      aPod('shy', { ...on('worker-1'), ...awayFrom('p') }),
      aPod('p', { nodeSelector: { [HOST]: 'worker-1' } }),
    );
    expect(nodeOf(cluster, 'p')).toBeUndefined();
    const said = cluster.journal.find(({ event }) => event?.reason === 'FailedScheduling');
    expect(said?.event?.message).toContain("1 node(s) didn't satisfy existing pods anti-affinity rules");
    cluster.act({ type: 'delete-pod', pod: key.pod('shy') });
    cluster.settle();
    expect(nodeOf(cluster, 'p')).toBe('worker-1');
  });

  test('a pod that has ended refuses nobody', () => {
    const cluster = clusterWith(aPod('shy', { ...on('worker-1'), ...awayFrom('p'), restartPolicy: 'Never' }));
    cluster.act({ type: 'crash-container', pod: key.pod('shy'), container: 'web' });
    cluster.settle();
    const shy = aPod('shy', { ...on('worker-1'), ...awayFrom('p'), restartPolicy: 'Never' });
    cluster.apply([shy, aPod('p', { nodeSelector: { [HOST]: 'worker-1' } })]);
    cluster.settle();
    expect(cluster.get<Pod>(key.pod('shy'))?.status.phase).toBe('Failed');
    expect(nodeOf(cluster, 'p')).toBe('worker-1');
  });
});
