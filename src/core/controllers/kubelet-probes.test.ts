import { describe, expect, test } from 'vitest';
import type { EndpointSlice } from '../api/endpoints.js';
import { getField } from '../api/field-path.js';
import type { Pod } from '../api/pod.js';
import type { Cluster } from '../cluster/cluster.js';
import { aPod, aService, clusterWith, events, key, web } from './testing/manifests.js';

const pod = (cluster: Cluster, name = 'p') => cluster.get<Pod>(key.pod(name));
const first = (cluster: Cluster) => pod(cluster)?.status.containerStatuses?.[0];
const sidecar = (cluster: Cluster) => pod(cluster)?.status.initContainerStatuses?.[0];
const isReady = (cluster: Cluster, name = 'p') =>
  pod(cluster, name)?.status.conditions?.find((one) => one.type === 'Ready')?.status;

type Fields = Readonly<Record<string, unknown>>;

/** A pod `p` on worker-1 whose container listens on 9376, named `http`. */
const probed = (container: Fields, spec: Fields = {}) =>
  clusterWith(aPod('p', { containers: [{ ...web, ...container }], nodeName: 'worker-1', ...spec }));
const unhealthy = (cluster: Cluster) => events(cluster.journal, 'Unhealthy').map((line) => line.slice(11));
/** When each Event of a reason came, in seconds after the container was first started. */
function seconds(cluster: Cluster, reason: string): readonly number[] {
  const started = cluster.journal.find(({ event }) => event?.reason === 'Started')?.t ?? NaN;
  return cluster.journal
    .filter(({ event }) => event?.reason === reason)
    .map(({ t }) => Math.floor((t - started) / 1000));
}

// pkg/probe/http/http.go (DoHTTPProbe), pkg/probe/tcp/tcp.go, pkg/probe/grpc/grpc.go; pkg/kubelet/prober/prober.go.
describe('a readiness probe of a port where nobody listens is refused, in the words of', () => {
  test.each<[string, Fields, string]>([
    [
      'httpGet',
      { httpGet: { port: 8080 } },
      'Get "http://10.244.1.2:8080/": dial tcp 10.244.1.2:8080: connect: connection refused',
    ],
    [
      'httpGet with path and scheme',
      { httpGet: { port: 8443, path: 'ok?a=1', scheme: 'HTTPS' } },
      'Get "https://10.244.1.2:8443/ok?a=1": dial tcp 10.244.1.2:8443: connect: connection refused',
    ],
    [
      'httpGet on the node',
      { httpGet: { port: 8080, host: 'localhost' } },
      'Get "http://localhost:8080/": dial tcp 127.0.0.1:8080: connect: connection refused',
    ],
    [
      'httpGet on the node, where the pod does not listen',
      { httpGet: { port: 9376, host: '127.0.0.1' } },
      'Get "http://127.0.0.1:9376/": dial tcp 127.0.0.1:9376: connect: connection refused',
    ],
    ['tcpSocket', { tcpSocket: { port: 8080 } }, 'dial tcp 10.244.1.2:8080: connect: connection refused'],
    [
      'grpc',
      { grpc: { port: 8080 }, timeoutSeconds: 3 },
      'timeout: failed to connect service "10.244.1.2:8080" within 3s: context deadline exceeded',
    ],
  ])('%s', (_, readinessProbe, output) => {
    const cluster = probed({ readinessProbe });
    expect(unhealthy(cluster)).toEqual(Array(3).fill(`Readiness probe failed: ${output}`));
    expect([first(cluster)?.ready, isReady(cluster), pod(cluster)?.status.phase]).toEqual([false, 'False', 'Running']);
  });
});

describe('a readiness probe succeeds', () => {
  test.each<[string, Fields, Fields?]>([
    ['where the container declares the port', { readinessProbe: { httpGet: { port: 9376 } } }],
    ['where it names the port', { readinessProbe: { tcpSocket: { port: 'http' } } }],
    [
      'where another container of the pod listens',
      { readinessProbe: { tcpSocket: { port: 5432 } } },
      {
        containers: [
          { ...web, readinessProbe: { tcpSocket: { port: 5432 } } },
          { name: 'db', image: 'db', ports: [{ containerPort: 5432 }] },
        ],
      },
    ],
    [
      'where no port is declared at all: nothing is known then',
      { ports: [], readinessProbe: { httpGet: { port: 8080 } } },
    ],
    [
      'where a flag names the port',
      { args: ['--health-probe-bind-address=:8081'], readinessProbe: { httpGet: { port: 8081 } } },
    ],
    [
      'where the image is known for it',
      { image: 'registry.k8s.io/ingress-nginx/controller:v1.15.1', readinessProbe: { httpGet: { port: 10254 } } },
    ],
    ['with a command, which nobody runs', { readinessProbe: { exec: { command: ['false'] } } }],
    [
      'on a foreign host, of which nothing is known',
      { readinessProbe: { httpGet: { port: 8080, host: 'example.com' } } },
    ],
    ['on the node, by its kubelet', { readinessProbe: { tcpSocket: { port: 10250, host: '127.0.0.1' } } }],
    [
      'on the node, where the pod has its network',
      { readinessProbe: { tcpSocket: { port: 9376, host: '127.0.0.1' } } },
      { hostNetwork: true },
    ],
  ])('%s', (_, container, spec) => {
    const cluster = probed(container, spec);
    expect([unhealthy(cluster), isReady(cluster)]).toEqual([[], 'True']);
  });
});

test('a pod that is refused is in the slice, and not ready there', () => {
  const bad = { ...web, readinessProbe: { httpGet: { port: 8080 } } };
  const cluster = clusterWith(aService('web', { selector: { app: 'p' } }), aPod('p', { containers: [bad] }));
  const slices = cluster
    .list<EndpointSlice>('EndpointSlice', 'default')
    .filter(({ metadata }) => metadata.generateName === 'web-' || metadata.name.startsWith('web-'));
  expect(slices.flatMap(({ endpoints }) => endpoints.map((one) => one.conditions))).toEqual([
    { ready: false, serving: false, terminating: false },
  ]);
});

test('each failure is put down to the port that is asked', () => {
  const cluster = probed({ readinessProbe: { httpGet: { port: 8080 } } });
  const causes = cluster.journal.filter(({ event }) => event?.reason === 'Unhealthy').map(({ cause }) => cause);
  const field = ['spec', 'containers', 0, 'readinessProbe', 'httpGet', 'port'];
  expect(causes).toEqual(Array(3).fill({ object: key.pod('p'), field }));
  expect(getField(pod(cluster) as Pod, field)).toBe(8080);
});

// doProbe of pkg/kubelet/prober/worker.go.
describe('a probe keeps its times', () => {
  test.each<[string, Fields, readonly number[]]>([
    ['every 10 seconds', {}, [0, 10, 20]],
    ['every period', { periodSeconds: 4 }, [0, 4, 8]],
    ['from its first tick after the initial delay', { periodSeconds: 5, initialDelaySeconds: 12 }, [15, 20, 25]],
    ['as often as failureThreshold', { periodSeconds: 5, failureThreshold: 1 }, [0]],
  ])('%s', (_, times, at) => {
    expect(seconds(probed({ readinessProbe: { tcpSocket: { port: 1 }, ...times } }), 'Unhealthy')).toEqual(at);
  });

  test('and leaves a ready container ready until it has failed failureThreshold times', () => {
    const cluster = probed({ readinessProbe: { tcpSocket: { port: 9376 }, periodSeconds: 5 } });
    cluster.act({ type: 'set-readiness', pod: key.pod('p'), ready: false });
    cluster.settle();
    const at = cluster.journal.flatMap(({ event }, index) => (event?.reason === 'Unhealthy' ? [index + 1] : []));
    const ready = at.map((index) => {
      cluster.seek(index);
      return isReady(cluster);
    });
    expect(ready).toEqual(['True', 'True', 'False']);
  });

  test('and comes back after successThreshold of them', () => {
    const cluster = probed({ readinessProbe: { tcpSocket: { port: 9376 }, periodSeconds: 5, successThreshold: 3 } });
    cluster.act({ type: 'set-readiness', pod: key.pod('p'), ready: false });
    cluster.settle();
    expect(isReady(cluster)).toBe('False');
    const from = cluster.clock;
    cluster.act({ type: 'set-readiness', pod: key.pod('p'), ready: true });
    cluster.settle();
    expect([isReady(cluster), cluster.clock - from]).toEqual(['True', 15_000]);
  });
});

// pkg/probe/util.go (ResolveContainerPort); doProbe throws the result of a probe that errored away.
describe('a port name that the container does not have', () => {
  const port = { httpGet: { port: 'htp' } };
  test.each<[string, string, boolean]>([
    ['readinessProbe', 'Readiness', false],
    ['livenessProbe', 'Liveness', true],
    ['startupProbe', 'Startup', false],
  ])('of a %s', (kind, word, ready) => {
    const cluster = probed({ [kind]: port });
    expect(unhealthy(cluster)).toEqual(
      Array(3).fill(`${word} probe errored and resulted in unknown state: port "htp" not found`),
    );
    expect(first(cluster)).toMatchObject({ ready, restartCount: 0, started: kind !== 'startupProbe' });
    expect(events(cluster.journal, 'Killing')).toEqual([]);
  });
});

// computePodActions and doBackOff of pkg/kubelet/kuberuntime/kuberuntime_manager.go.
describe('a liveness probe that is refused', () => {
  const livenessProbe = { httpGet: { port: 8080 } };

  test('has the container killed and started again, until CrashLoopBackOff', () => {
    const cluster = probed({ livenessProbe });
    expect(new Set(events(cluster.journal, 'Killing'))).toEqual(
      new Set(['Killing: Container web failed liveness probe, will be restarted']),
    );
    // The first start again is not held up, the next three are longer apart than 10, 10 and 20 seconds; 40 is more than a life of 20.
    expect([seconds(cluster, 'Killing').length, first(cluster)?.restartCount]).toEqual([5, 4]);
    expect(first(cluster)?.state.waiting?.reason).toBe('CrashLoopBackOff');
    expect(first(cluster)?.state.waiting?.message).toMatch(
      /^back-off 40s restarting failed container=web pod=p_default/,
    );
    expect(events(cluster.journal, 'BackOff')).toHaveLength(1);
    expect(seconds(cluster, 'Unhealthy').slice(0, 3)).toEqual([0, 10, 20]);
    expect(isReady(cluster)).toBe('False');
  });

  test('rests in the end, also where it takes too long for a back-off', () => {
    const cluster = probed({ livenessProbe: { ...livenessProbe, initialDelaySeconds: 400 } });
    expect(first(cluster)).toMatchObject({ restartCount: 6, ready: true });
  });

  test('is ready between its deaths, for no readiness probe says otherwise', () => {
    const cluster = probed({ livenessProbe });
    const seen = cluster.journal.flatMap(({ changes }) =>
      changes.flatMap(({ key: of, after }) => (of === key.pod('p') && after ? [(after as Pod).status] : [])),
    );
    const ready = seen.map(({ containerStatuses }) => containerStatuses?.[0]?.ready ?? false);
    expect(ready.filter((one, i) => one !== ready[i - 1])).toEqual([false, ...Array(5).fill([true, false]).flat()]);
  });

  test('ends the pod whose containers are never started again', () => {
    const cluster = probed({ livenessProbe }, { restartPolicy: 'Never' });
    expect(events(cluster.journal, 'Killing')).toEqual(['Killing: Container web failed liveness probe']);
    expect(pod(cluster)?.status.phase).toBe('Succeeded');
  });

  test('is over when the container gets another image', () => {
    const cluster = probed({ livenessProbe });
    cluster.apply([aPod('p', { containers: [{ ...web, image: 'nginx:2', livenessProbe }], nodeName: 'worker-1' })]);
    const from = cluster.journal.length;
    cluster.settle();
    expect(events(cluster.journal.slice(from))[0]).toBe('Pulling: Pulling image "nginx:2"');
  });

  test('while the container of the pod that listens is down, is about that one', () => {
    const db = { name: 'db', image: 'db', ports: [{ containerPort: 5432 }] };
    const cluster = probed(
      {},
      { containers: [{ ...web, readinessProbe: { tcpSocket: { port: 5432 }, periodSeconds: 1 } }, db] },
    );
    for (let i = 0; i < 2; i++) {
      cluster.act({ type: 'crash-container', pod: key.pod('p'), container: 'db' });
      cluster.settle();
    }
    expect(unhealthy(cluster)).toContain(
      'Readiness probe failed: dial tcp 10.244.1.2:5432: connect: connection refused',
    );
    expect(isReady(cluster)).toBe('True');
  });
});

describe('a startup probe', () => {
  test('that is refused has the container killed before the others have asked anything', () => {
    const others = { livenessProbe: { tcpSocket: { port: 2 } }, readinessProbe: { tcpSocket: { port: 3 } } };
    const cluster = probed({ startupProbe: { tcpSocket: { port: 1 }, failureThreshold: 2 }, ...others });
    expect(new Set(unhealthy(cluster))).toEqual(
      new Set(['Startup probe failed: dial tcp 10.244.1.2:1: connect: connection refused']),
    );
    expect(events(cluster.journal, 'Killing')[0]).toBe(
      'Killing: Container web failed startup probe, will be restarted',
    );
    expect(first(cluster)).toMatchObject({ started: false, ready: false });
  });

  test('that succeeds late lets the others begin', () => {
    const startupProbe = { tcpSocket: { port: 9376 }, initialDelaySeconds: 30 };
    const cluster = probed({ startupProbe, readinessProbe: { tcpSocket: { port: 1 } } });
    expect(seconds(cluster, 'Unhealthy')).toEqual([30, 40, 50]);
  });
});

// computeInitContainerActions of pkg/kubelet/kuberuntime/kuberuntime_container.go.
describe('a sidecar', () => {
  const mesh = { name: 'mesh', image: 'mesh', restartPolicy: 'Always', ports: [{ containerPort: 15_001 }] };
  const with_ = (probes: Fields, more: Fields = {}) => probed(more, { initContainers: [{ ...mesh, ...probes }] });
  const refused = { tcpSocket: { port: 15_002 } };

  test('whose readiness probe is refused keeps its pod from being ready', () => {
    const cluster = with_({ readinessProbe: refused });
    expect(unhealthy(cluster)).toHaveLength(3);
    expect([sidecar(cluster)?.ready, first(cluster)?.ready, isReady(cluster)]).toEqual([false, true, 'False']);
  });

  test('whose liveness probe is refused is killed and started again', () => {
    const cluster = with_({ livenessProbe: refused });
    expect(events(cluster.journal, 'Killing')[0]).toBe('Killing: Init container mesh failed liveness probe');
    expect(sidecar(cluster)).toMatchObject({ restartCount: 4, state: { waiting: { reason: 'CrashLoopBackOff' } } });
    expect(first(cluster)).toMatchObject({ restartCount: 0, ready: true });
  });

  test('whose startup probe is refused holds up the pod', () => {
    const cluster = with_({ startupProbe: refused });
    expect(events(cluster.journal, 'Killing')[0]).toBe('Killing: Init container mesh failed startup probe');
    expect(pod(cluster)?.status.phase).toBe('Pending');
    expect(pod(cluster)?.status.conditions?.find(({ type }) => type === 'Initialized')?.status).toBe('False');
    expect(first(cluster)?.state.waiting?.reason).toBe('PodInitializing');
  });

  test('listens for the probe of a container, as for a request', () => {
    const cluster = with_({}, { readinessProbe: { tcpSocket: { port: 15_001 } } });
    expect([unhealthy(cluster), isReady(cluster)]).toEqual([[], 'True']);
  });
});

test('a cluster of refused probes comes to rest, with work that grows with its pods alone', () => {
  const work = (count: number) => {
    const bad = { ...web, readinessProbe: { httpGet: { port: 1 } } };
    const pods = Array.from({ length: count }, (_, i) => aPod(`p${i}`, { containers: [bad], nodeName: 'worker-1' }));
    const cluster = clusterWith(...pods);
    return cluster.reconciles;
  };
  const [ten, twenty, forty] = [work(10), work(20), work(40)];
  expect((forty - twenty) / (twenty - ten)).toBeLessThanOrEqual(2.1);
});
