import { describe, expect, test } from 'vitest';
import type { Pod } from '../api/pod.js';
import type { Cluster } from '../cluster/cluster.js';
import { DEFAULT_SETTINGS } from '../cluster/settings.js';
import { createCluster } from './create-cluster.js';
import { aPod, clusterWith, events, key, web } from './testing/manifests.js';

const pod = (cluster: Cluster, name = 'p') => cluster.get<Pod>(key.pod(name));
const ready = (cluster: Cluster, name = 'p') =>
  pod(cluster, name)?.status.conditions?.find((one) => one.type === 'Ready')?.status;

/** The life of a pod as `kubectl get pod -w` shows it: phase, ready, and why its container waits. */
function life(cluster: Cluster, name = 'p'): readonly string[] {
  const lines: string[] = [];
  for (const step of cluster.journal) {
    for (const { key: changed, after } of step.changes) {
      if (changed !== key.pod(name)) continue;
      const { status } = (after ?? { status: undefined }) as Pod;
      const [container] = status?.containerStatuses ?? [];
      const state =
        container?.state.waiting?.reason ?? container?.state.terminated?.reason ?? (container ? 'Running' : '-');
      const line = after
        ? `${status?.phase} ${state} ${container?.ready ? '1/1' : '0/1'} ${status?.podIP ?? '<none>'}`
        : 'gone';
      if (lines.at(-1) !== line) lines.push(line);
    }
  }
  return lines;
}

describe('a pod starts', () => {
  test('Pending, ContainerCreating, then Running and ready', () => {
    expect(life(clusterWith(aPod('p', { nodeName: 'worker-1' })))).toEqual([
      'Pending - 0/1 <none>',
      'Pending ContainerCreating 0/1 <none>',
      'Pending ContainerCreating 0/1 10.244.1.2',
      'Running Running 1/1 10.244.1.2',
    ]);
  });

  test('with a readiness probe it is ready at the first tick after the initial delay', () => {
    const readinessProbe = { httpGet: { port: 9376 }, initialDelaySeconds: 12, periodSeconds: 5 };
    const cluster = clusterWith(aPod('p', { containers: [{ ...web, readinessProbe }] }));
    const at = (code: string) => cluster.journal.find((step) => step.why.code === code)?.t ?? NaN;
    expect(at('cluster.kubelet.ready') - at('cluster.kubelet.started')).toBe(15_000);
    expect(life(cluster).slice(-2)).toEqual(
      ['Running Running 0/1 10.244.1.2', 'Running Running 1/1 10.244.1.2'].map((line) =>
        line.replace('10.244.1.2', pod(cluster)?.status.podIP ?? ''),
      ),
    );
  });

  test('an image that is on the node is not pulled again, unless the policy says Always', () => {
    const cluster = clusterWith(aPod('a', { nodeName: 'worker-1' }));
    const always = { containers: [{ ...web, imagePullPolicy: 'Always' }], nodeName: 'worker-1' };
    cluster.apply([aPod('a', { nodeName: 'worker-1' }), aPod('b', { nodeName: 'worker-1' }), aPod('c', always)]);
    cluster.settle();
    const about = (name: string) => events(cluster.journal.filter((step) => step.event?.object === key.pod(name)));
    expect(about('b')[0]).toBe(
      'Pulled: Container image "nginx:1.27" already present on machine and can be accessed by the pod',
    );
    expect(about('c')[0]).toBe('Pulling: Pulling image "nginx:1.27"');
  });

  test('init containers come first, one after the other', () => {
    const initContainers = [
      { name: 'one', image: 'busybox' },
      { name: 'two', image: 'busybox' },
    ];
    const cluster = clusterWith(aPod('p', { initContainers }));
    const started = cluster.journal.filter((step) => step.event?.reason === 'Started').map((step) => step.cause.field);
    expect(started).toEqual([
      ['spec', 'initContainers', 0],
      ['spec', 'initContainers', 1],
      ['spec', 'containers', 0],
    ]);
    expect(pod(cluster)?.status.conditions?.find((one) => one.type === 'Initialized')?.status).toBe('True');
  });

  test('init containers have completed when the others run', () => {
    const cluster = clusterWith(aPod('p', { initContainers: [{ name: 'one', image: 'busybox' }] }));
    expect(pod(cluster)?.status.initContainerStatuses).toMatchObject([
      { name: 'one', ready: true, state: { terminated: { exitCode: 0, reason: 'Completed' } } },
    ]);
    const waiting = cluster.journal.flatMap(({ changes }) =>
      changes.map(({ after }) => (after as Pod | undefined)?.status),
    );
    const reasons = waiting.flatMap((status) => status?.containerStatuses?.[0]?.state.waiting?.reason ?? []);
    expect(new Set(reasons)).toEqual(new Set(['PodInitializing']));
  });

  test('a container has started when its startup probe has succeeded', () => {
    const cluster = createCluster();
    const startupProbe = { httpGet: { path: '/', port: 9376 }, initialDelaySeconds: 30 };
    cluster.apply([aPod('p', { containers: [{ ...web, startupProbe }] })]);
    const started = () => pod(cluster)?.status.containerStatuses?.[0]?.started;
    while (pod(cluster)?.status.phase !== 'Running') cluster.step();
    expect([started(), ready(cluster)]).toEqual([false, 'False']);
    cluster.settle();
    expect([started(), ready(cluster)]).toEqual([true, 'True']);
  });

  describe('a sidecar', () => {
    const ports = [{ containerPort: 15_001, protocol: 'TCP' } as const];
    const sidecar = { name: 'mesh', image: 'mesh', restartPolicy: 'Always', ports };
    const states = (cluster: Cluster) =>
      pod(cluster)?.status.initContainerStatuses?.map(({ name, state }) => [name, Object.keys(state)[0]]);

    test('is started in its turn and stays', () => {
      const initContainers = [{ name: 'one', image: 'busybox' }, sidecar, { name: 'two', image: 'busybox' }];
      const cluster = clusterWith(aPod('p', { initContainers }));
      expect(states(cluster)).toEqual([
        ['one', 'terminated'],
        ['mesh', 'running'],
        ['two', 'terminated'],
      ]);
    });

    test('counts for the readiness of its pod', () => {
      const slow = { ...sidecar, readinessProbe: { tcpSocket: { port: 15_001 }, initialDelaySeconds: 60 } };
      const cluster = createCluster();
      cluster.apply([aPod('p', { initContainers: [slow] })]);
      const ready = () => pod(cluster)?.status.conditions?.find(({ type }) => type === 'Ready');
      while (pod(cluster)?.status.phase !== 'Running') cluster.step();
      expect(ready()).toMatchObject({ status: 'False', message: 'containers with unready status: [mesh]' });
      cluster.settle();
      expect(ready()?.status).toBe('True');
    });

    test('holds up what comes after it until its startup probe succeeds', () => {
      const slow = { ...sidecar, startupProbe: { tcpSocket: { port: 15_001 }, initialDelaySeconds: 40 } };
      const [plain, held] = [sidecar, slow].map((one) => {
        const { journal } = clusterWith(aPod('p', { initContainers: [one] }));
        return journal.findLast(({ event }) => event?.reason === 'Started')?.t ?? 0;
      });
      expect((held ?? 0) - (plain ?? 0)).toBeGreaterThanOrEqual(40_000);
    });

    test('is told to stop with the others, and keeps no pod that has ended', () => {
      const cluster = clusterWith(aPod('p', { initContainers: [sidecar] }));
      cluster.act({ type: 'delete-pod', pod: key.pod('p') });
      cluster.settle();
      expect(events(cluster.journal, 'Killing')).toEqual([
        'Killing: Stopping container web',
        'Killing: Stopping container mesh',
      ]);
      expect(pod(cluster)).toBeUndefined();
    });

    test('ends when the containers of its pod have ended for good', () => {
      const cluster = clusterWith(aPod('p', { initContainers: [sidecar], restartPolicy: 'Never' }));
      cluster.act({ type: 'crash-container', pod: key.pod('p'), container: 'web' });
      cluster.settle();
      expect([pod(cluster)?.status.phase, states(cluster)]).toEqual(['Failed', [['mesh', 'terminated']]]);
    });
  });

  test('on the host network it has the address of its node', () => {
    const cluster = clusterWith(aPod('p', { hostNetwork: true, nodeName: 'worker-2' }));
    expect(pod(cluster)?.status).toMatchObject({ podIP: '192.168.10.13', hostIP: '192.168.10.13', phase: 'Running' });
  });

  test('bound to a node that does not exist, it is collected', () => {
    const cluster = clusterWith(aPod('p', { nodeName: 'nowhere' }));
    expect(pod(cluster)).toBeUndefined();
    expect(cluster.journal.at(-1)).toMatchObject({ by: 'pod-garbage-collector', t: 40_000 });
    expect(cluster.journal.at(-1)?.changes[0]?.after).toMatchObject({
      status: {
        phase: 'Failed',
        conditions: expect.arrayContaining([
          expect.objectContaining({
            type: 'DisruptionTarget',
            reason: 'DeletionByPodGC',
            message: 'PodGC: node no longer exists',
          }),
        ]),
      },
    });
  });
});

describe('addresses', () => {
  test('go round: one that was given back is not given again at once', () => {
    const cluster = clusterWith(aPod('p', { nodeName: 'worker-1' }));
    expect(pod(cluster)?.status.podIP).toBe('10.244.1.2');
    cluster.apply([]);
    cluster.settle();
    cluster.apply([aPod('p', { nodeName: 'worker-1' })]);
    cluster.settle();
    expect(pod(cluster)?.status.podIP).toBe('10.244.1.3');
  });

  test('run out, in the words of the plugin', () => {
    const cluster = createCluster({ ...DEFAULT_SETTINGS, nodeMask: 30 });
    cluster.apply([aPod('a', { nodeName: 'worker-1' }), aPod('b', { nodeName: 'worker-1' })]);
    expect(cluster.settle().quiet).toBe(true);
    const addresses = ['a', 'b'].map((name) => pod(cluster, name)?.status.podIP);
    expect(addresses.filter((ip) => ip !== undefined)).toEqual(['10.244.0.6']);
    expect(events(cluster.journal, 'FailedCreatePodSandBox')[0]).toContain(
      'no IP addresses available in range set: 10.244.0.5-10.244.0.6',
    );
  });
});

describe('readiness', () => {
  const readinessProbe = { tcpSocket: { port: 'http' }, periodSeconds: 5, failureThreshold: 3 };
  const probed = aPod('p', { containers: [{ ...web, readinessProbe }], nodeName: 'worker-1' });

  test('fails only after failureThreshold probes, each with its Event', () => {
    const cluster = clusterWith(probed);
    cluster.act({ type: 'set-readiness', pod: key.pod('p'), ready: false });
    cluster.settle();
    expect(events(cluster.journal, 'Unhealthy')).toEqual(
      Array(3).fill('Unhealthy: Readiness probe failed: dial tcp 10.244.1.2:9376: connect: connection refused'),
    );
    const times = cluster.journal.filter((step) => step.event?.reason === 'Unhealthy').map((step) => step.t);
    expect(times.map((t) => t - (times[0] ?? 0))).toEqual([0, 5000, 10_000]);
    expect([ready(cluster), pod(cluster)?.status.phase]).toEqual(['False', 'Running']);
  });

  test('comes back at the next probe', () => {
    const cluster = clusterWith(probed);
    cluster.act({ type: 'set-readiness', pod: key.pod('p'), ready: false });
    cluster.settle();
    const lost = cluster.clock;
    cluster.act({ type: 'set-readiness', pod: key.pod('p'), ready: true });
    cluster.settle();
    expect(ready(cluster)).toBe('True');
    expect(cluster.clock - lost).toBe(5000);
  });

  // pkg/kubelet/status/generate.go: GeneratePodReadyCondition. Nobody here sets the condition of a gate.
  test('waits for the gates of the pod, however ready its containers are', () => {
    const readinessGates = [{ conditionType: 'example.com/in' }, { conditionType: 'example.com/on' }];
    const cluster = clusterWith(aPod('p', { readinessGates }));
    const conditions = pod(cluster)?.status.conditions ?? [];
    expect(conditions.find((one) => one.type === 'ContainersReady')?.status).toBe('True');
    expect(conditions.find((one) => one.type === 'Ready')).toMatchObject({
      status: 'False',
      reason: 'ReadinessGatesNotReady',
      message:
        'corresponding condition of pod readiness gate "example.com/in" does not exist., corresponding condition of pod readiness gate "example.com/on" does not exist.',
    });
  });

  test('without a probe the step says that this could not happen', () => {
    const cluster = clusterWith(aPod('p'));
    cluster.act({ type: 'set-readiness', pod: key.pod('p'), ready: false });
    cluster.settle();
    expect(cluster.journal.map((step) => step.why.code)).toContain('cluster.kubelet.notReadyUnprobed');
    expect(ready(cluster)).toBe('False');
  });
});

describe('a container that ends', () => {
  const crash = (cluster: Cluster) => {
    cluster.act({ type: 'crash-container', pod: key.pod('p'), container: 'web' });
    cluster.settle();
  };

  test('is started again at once, then after 10, 20 and 40 seconds, and keeps its address', () => {
    const cluster = clusterWith(aPod('p'));
    const address = pod(cluster)?.status.podIP;
    const waits: number[] = [];
    for (let i = 0; i < 4; i++) {
      crash(cluster);
      const steps = cluster.journal.toReversed();
      const started = steps.find((step) => step.event?.reason === 'Started')?.t ?? NaN;
      const crashed = steps.find((step) => step.why.code === 'cluster.kubelet.crashed')?.t ?? NaN;
      waits.push(Math.floor((started - crashed) / 1000));
    }
    expect(waits).toEqual([0, 10, 20, 40]);
    expect(pod(cluster)?.status).toMatchObject({ phase: 'Running', podIP: address });
    expect(pod(cluster)?.status.containerStatuses?.[0]?.restartCount).toBe(4);
    expect(events(cluster.journal, 'BackOff')[0]).toBe(
      `BackOff: Back-off restarting failed container web in pod p_default(${pod(cluster)?.metadata.uid})`,
    );
    expect(life(cluster)).toContain(`Running CrashLoopBackOff 0/1 ${address}`);
  });

  test.each([
    ['Never', 'Failed'],
    ['OnFailure', 'Running'],
  ] as const)('with restartPolicy %s leaves the pod %s', (restartPolicy, phase) => {
    const cluster = clusterWith(aPod('p', { restartPolicy }));
    crash(cluster);
    expect(pod(cluster)?.status.phase).toBe(phase);
  });

  test('because its image changed is started from the new one, whatever the policy', () => {
    const spec = (image: string) => ({ restartPolicy: 'Never', containers: [{ ...web, image }] });
    const cluster = clusterWith(aPod('p', spec('nginx:1.27')));
    const uid = pod(cluster)?.metadata.uid;
    cluster.apply([aPod('p', spec('nginx:1.28'))]);
    cluster.settle();
    expect(events(cluster.journal, 'Killing')).toEqual([
      'Killing: Container web definition changed, will be restarted',
    ]);
    expect(pod(cluster)?.metadata.uid).toBe(uid);
    expect(pod(cluster)?.status.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
  });
});

describe('a deleted pod', () => {
  test('has its grace period, is told to stop, ends, and goes', () => {
    const cluster = clusterWith(aPod('p', { terminationGracePeriodSeconds: 45 }));
    cluster.act({ type: 'delete-pod', pod: key.pod('p') });
    expect(pod(cluster)?.metadata.deletionGracePeriodSeconds).toBe(45);
    cluster.settle();
    expect(pod(cluster)).toBeUndefined();
    expect(events(cluster.journal, 'Killing')).toEqual(['Killing: Stopping container web']);
    expect(life(cluster).slice(-2)).toEqual([`Succeeded Completed 0/1 ${address(cluster)}`, 'gone']);
  });

  test('by force is gone from the API at once, and its address only when the kubelet has cleaned up', () => {
    const cluster = clusterWith(aPod('p', { nodeName: 'worker-1' }));
    cluster.act({ type: 'delete-pod', pod: key.pod('p'), force: true });
    expect(pod(cluster)).toBeUndefined();
    cluster.settle();
    expect(events(cluster.journal, 'Killing')).toEqual([]);
  });

  test('that was never scheduled goes at once', () => {
    const cluster = clusterWith(aPod('p', { nodeSelector: { no: 'where' } }));
    cluster.act({ type: 'delete-pod', pod: key.pod('p') });
    expect(pod(cluster)).toBeUndefined();
  });
});

function address(cluster: Cluster): string {
  const last = cluster.journal
    .toReversed()
    .flatMap((step) => step.changes.map((change) => change.before as Pod | undefined));
  return last.find((one) => one?.kind === 'Pod')?.status.podIP ?? '';
}
