import { describe, expect, test } from 'vitest';
import type { EndpointSlice } from '../../api/endpoints.js';
import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { StatefulSet } from '../../api/workload.js';
import type { Cluster } from '../../cluster/cluster.js';
import { apply, claimNamed, clusterWith, codes, events, key } from '../testing/manifests.js';
import { aStatefulSet, names, podsOf, scale, web, withData } from '../testing/stateful-set.js';

/** The order in which pods were made, became ready and went: `+web-0`, `web-0 ready`, `-web-0`. */
function life(cluster: Cluster, from = 0): readonly string[] {
  return cluster.journal.slice(from).flatMap(({ changes, why }) =>
    changes.flatMap(({ before, after }) => {
      if ((after ?? before)?.kind !== 'Pod' || (after ?? before)?.metadata.namespace !== 'default') return [];
      const name = (after ?? before)?.metadata.name ?? '';
      if (!before) return [`+${name}`];
      if (!after) return [`-${name}`];
      return why.code === 'cluster.kubelet.runningReady' ? [`${name} ready`] : [];
    }),
  );
}

describe('identity', () => {
  test('a pod is its name: labels, hostname, subdomain, and the revision it was made from', () => {
    const cluster = clusterWith(aStatefulSet());
    const pod = cluster.get<Pod>(key.pod('web-1'));
    const set = cluster.get<StatefulSet>(web);
    expect(pod?.metadata).toMatchObject({
      generateName: 'web-',
      labels: {
        app: 'web',
        'statefulset.kubernetes.io/pod-name': 'web-1',
        'apps.kubernetes.io/pod-index': '1',
        'controller-revision-hash': set?.status.updateRevision,
      },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', controller: true }],
    });
    expect(pod?.spec).toMatchObject({ hostname: 'web-1', subdomain: 'web' });
    expect(set?.status.updateRevision).toMatch(/^web-[bcdf-hj-np-tv-xz24-9]{8,10}$/);
  });

  test('claims are named by template, set and number, and take the place of a volume of the same name', () => {
    const own = {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [{ name: 'app', image: 'i' }],
        volumes: [
          { name: 'data', emptyDir: {} },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    };
    const cluster = clusterWith(...withData({ replicas: 1, template: own }));
    expect(names(cluster.list('PersistentVolumeClaim'))).toEqual(['data-web-0']);
    expect(cluster.get<Pod>(key.pod('web-0'))?.spec.volumes).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'data-web-0' } },
      { name: 'tmp', emptyDir: {} },
    ]);
    expect(claimNamed(cluster, 'data-web-0')?.metadata.labels).toEqual({ app: 'web' });
  });

  test('a headless Service knows each pod by its name', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { clusterIP: 'None', selector: { app: 'web' }, ports: [{ port: 80 }] },
    } as unknown as KubeObject;
    const cluster = clusterWith(service, aStatefulSet());
    const names = cluster
      .list<EndpointSlice>('EndpointSlice', 'default')
      .flatMap((slice) => slice.endpoints.flatMap(({ hostname }) => hostname ?? []));
    expect(names.toSorted()).toEqual(['web-0', 'web-1', 'web-2']);
  });

  test('numbers begin where spec.ordinals says', () => {
    expect(names(podsOf(clusterWith(aStatefulSet({ ordinals: { start: 5 } }))))).toEqual(['web-5', 'web-6', 'web-7']);
  });

  test('a pod whose labels were taken away gets them back, one that no longer matches is let go and its name is kept', () => {
    const cluster = clusterWith(aStatefulSet({ replicas: 1 }));
    const [pod] = podsOf(cluster);
    apply(cluster, aStatefulSet({ replicas: 1 }), {
      ...pod,
      metadata: { name: 'web-0', namespace: 'default', labels: { app: 'free' } },
    } as Pod);
    expect(codes(cluster.journal, 'cluster.statefulset.')).toContain('released');
    expect(names(podsOf(cluster))).toEqual(['web-0']);
  });
});

describe('order', () => {
  test('each pod is made when the one before it is ready', () => {
    const cluster = clusterWith(aStatefulSet());
    expect(life(cluster)).toEqual(['+web-0', 'web-0 ready', '+web-1', 'web-1 ready', '+web-2', 'web-2 ready']);
    expect(events(cluster.journal, web)).toEqual([
      'SuccessfulCreate: create Pod web-0 in StatefulSet web successful',
      'SuccessfulCreate: create Pod web-1 in StatefulSet web successful',
      'SuccessfulCreate: create Pod web-2 in StatefulSet web successful',
    ]);
    expect(cluster.get<StatefulSet>(web)?.status).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
    });
  });

  test('in parallel all are made at once', () => {
    const cluster = clusterWith(aStatefulSet({ podManagementPolicy: 'Parallel' }));
    expect(life(cluster).slice(0, 3)).toEqual(['+web-0', '+web-1', '+web-2']);
  });

  test('the highest goes first, and the next one when it has gone', () => {
    const cluster = clusterWith(aStatefulSet());
    const from = cluster.journal.length;
    scale(cluster, 0);
    expect(life(cluster, from)).toEqual(['-web-2', '-web-1', '-web-0']);
    expect(events(cluster.journal.slice(from), web)[0]).toBe(
      'SuccessfulDelete: delete Pod web-2 in StatefulSet web successful',
    );
  });

  test('a pod that is not ready holds up those after it, and scaling down too', () => {
    const cluster = clusterWith(aStatefulSet());
    cluster.act({ type: 'set-readiness', pod: key.pod('web-0'), ready: false });
    cluster.settle();
    scale(cluster, 5);
    scale(cluster, 1);
    expect(names(podsOf(cluster))).toEqual(['web-0', 'web-1', 'web-2']);
    cluster.act({ type: 'set-readiness', pod: key.pod('web-0'), ready: true });
    cluster.settle();
    expect(names(podsOf(cluster))).toEqual(['web-0']);
  });

  test('of two that are not ready and too many, the lower one decides', () => {
    const cluster = clusterWith(aStatefulSet());
    const ready = (pod: string, on: boolean) => {
      cluster.act({ type: 'set-readiness', pod: key.pod(pod), ready: on });
      cluster.settle();
    };
    for (const pod of ['web-1', 'web-2']) ready(pod, false);
    scale(cluster, 1);
    expect(names(podsOf(cluster))).toEqual(['web-0', 'web-1', 'web-2']);
    ready('web-1', true);
    expect(names(podsOf(cluster))).toEqual(['web-0']);
  });

  test('a pod that ended, here by eviction, is deleted and made again', () => {
    const container = { name: 'app', image: 'i', volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] };
    const spec = { containers: [container], volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Ki' } }] };
    const cluster = clusterWith(
      aStatefulSet({ replicas: 1, template: { metadata: { labels: { app: 'web' } }, spec } }),
    );
    const uid = cluster.get(key.pod('web-0'))?.metadata.uid;
    const text = 'much'.repeat(1024);
    cluster.act({ type: 'write-file', pod: key.pod('web-0'), container: 'app', path: '/tmp/much', text });
    cluster.settle();
    expect(codes(cluster.journal, 'cluster.statefulset.')).toContain('ended');
    expect(cluster.get(key.pod('web-0'))?.metadata.uid).not.toBe(uid);
    expect(cluster.get<Pod>(key.pod('web-0'))?.status.phase).toBe('Running');
  });

  test('a deleted pod comes back under its name when its object has gone', () => {
    const cluster = clusterWith(aStatefulSet());
    const uid = cluster.get(key.pod('web-1'))?.metadata.uid;
    const from = cluster.journal.length;
    cluster.act({ type: 'delete-pod', pod: key.pod('web-1') });
    cluster.settle();
    expect(life(cluster, from)).toEqual(['-web-1', '+web-1', 'web-1 ready']);
    expect(cluster.get(key.pod('web-1'))?.metadata.uid).not.toBe(uid);
  });

  test('minReadySeconds lie between one pod and the next', () => {
    const cluster = clusterWith(aStatefulSet({ replicas: 2, minReadySeconds: 30 }));
    const at = (code: string, nth: number) => cluster.journal.filter(({ why }) => why.code === code)[nth]?.t ?? 0;
    const waited = at('cluster.statefulset.created', 1) - at('cluster.kubelet.runningReady', 0);
    expect(waited).toBeGreaterThanOrEqual(29_000);
    expect(cluster.get<StatefulSet>(web)?.status.availableReplicas).toBe(2);
  });
});

describe('a new template', () => {
  const images = (cluster: Cluster) => podsOf(cluster).map(({ spec }) => spec.containers[0]?.image);

  test('replaces pods from the highest down, each when the one before is ready again', () => {
    const cluster = clusterWith(aStatefulSet());
    const from = cluster.journal.length;
    apply(cluster, aStatefulSet({}, 'nginx:1.28'));
    expect(life(cluster, from)).toEqual(
      ['web-2', 'web-1', 'web-0'].flatMap((pod) => [`-${pod}`, `+${pod}`, `${pod} ready`]),
    );
    const { currentRevision, updateRevision } = cluster.get<StatefulSet>(web)?.status ?? {};
    expect(currentRevision).toBe(updateRevision);
    expect(cluster.list('ControllerRevision')).toHaveLength(2);
  });

  test('is rolled out one pod at a time in parallel too, or as many as maxUnavailable says', () => {
    for (const [maxUnavailable, most] of [
      [undefined, 1],
      [2, 2],
    ] as const) {
      const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable } };
      const spec = { podManagementPolicy: 'Parallel', updateStrategy };
      const cluster = clusterWith(aStatefulSet(spec));
      cluster.apply([aStatefulSet(spec, 'nginx:1.28')]);
      let down = 0;
      while (cluster.step()) {
        const up = podsOf(cluster).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
        down = Math.max(down, 3 - up.filter(({ status }) => status.phase === 'Running').length);
      }
      expect(down).toBe(most);
      expect(images(cluster)).toEqual(Array(3).fill('nginx:1.28'));
    }
  });

  test.each([
    [
      'below the partition nothing changes',
      { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
      ['1.27', '1.27', '1.28'],
    ],
    ['OnDelete changes nothing by itself', { type: 'OnDelete' }, ['1.27', '1.27', '1.27']],
  ])('%s', (_, updateStrategy, versions) => {
    const cluster = clusterWith(aStatefulSet({ updateStrategy }));
    apply(cluster, aStatefulSet({ updateStrategy }, 'nginx:1.28'));
    expect(images(cluster)).toEqual(versions.map((version) => `nginx:${version}`));
    const { currentRevision, updateRevision } = cluster.get<StatefulSet>(web)?.status ?? {};
    expect(currentRevision).not.toBe(updateRevision);
  });

  test('a pod below the partition comes back as it was; with OnDelete it comes back new', () => {
    for (const [updateStrategy, image] of [
      [{ type: 'RollingUpdate', rollingUpdate: { partition: 2 } }, 'nginx:1.27'],
      [{ type: 'OnDelete' }, 'nginx:1.28'],
    ] as const) {
      const cluster = clusterWith(aStatefulSet({ updateStrategy }));
      apply(cluster, aStatefulSet({ updateStrategy }, 'nginx:1.28'));
      cluster.act({ type: 'delete-pod', pod: key.pod('web-0') });
      cluster.settle();
      expect(images(cluster)[0]).toBe(image);
    }
  });

  test('the way back takes the revision there was, with the next number; the oldest unused are forgotten', () => {
    const limited = { revisionHistoryLimit: 1, replicas: 1 };
    const cluster = clusterWith(aStatefulSet(limited));
    const first = cluster.get<StatefulSet>(web)?.status.updateRevision;
    apply(cluster, aStatefulSet(limited, 'nginx:1.28'));
    apply(cluster, aStatefulSet(limited));
    expect(cluster.get<StatefulSet>(web)?.status.updateRevision).toBe(first);
    expect(cluster.get(objectKey('ControllerRevision', 'default', first ?? ''))).toMatchObject({ revision: 3 });
    apply(cluster, aStatefulSet(limited, 'nginx:1.29'));
    apply(cluster, aStatefulSet(limited, 'nginx:1.30'));
    expect(cluster.list('ControllerRevision')).toHaveLength(2);
  });
});
