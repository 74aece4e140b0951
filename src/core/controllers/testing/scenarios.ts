import type { Endpoints } from '../../api/endpoints.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { Cluster } from '../../cluster/cluster.js';
import { aDaemonSet, nodes, second } from './daemons.js';
import { aDeployment, aNamespace, aNode, aPod, aReplicaSet, aService, key, pods, web } from './manifests.js';

/** What a learner may do to a fresh cluster, from manifests to trouble. Each ends quiet. */
export interface Scenario {
  readonly name: string;
  run(cluster: Cluster): void;
}

const probe = { readinessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 5, initialDelaySeconds: 3 } };
const endpoints: Endpoints = {
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata: { name: 'outside', namespace: 'default' },
  subsets: [{ addresses: [{ ip: '1.2.3.4' }], ports: [{ port: 9376, protocol: 'TCP' }] }],
};

function firstPod(cluster: Cluster, app: string): Pod {
  const [pod] = pods(cluster, app);
  if (!pod) throw new Error(`no pod of ${app}`);
  return pod;
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'a Service and its Deployment',
    run(cluster) {
      cluster.apply([aService('web'), aDeployment('web', 3)]);
      cluster.settle();
    },
  },
  {
    name: 'bare pods, one of which is edited',
    run(cluster) {
      cluster.apply([aService('a'), aPod('a'), aPod('b')]);
      cluster.settle();
      cluster.apply([aService('a'), aPod('a', { hostname: 'alpha' }), aPod('b', {}, { labels: { app: 'a' } })]);
      cluster.settle();
      cluster.apply([]);
      cluster.settle();
    },
  },
  {
    name: 'a rolling update and back',
    run(cluster) {
      for (const image of ['nginx:1.27', 'nginx:1.28', 'nginx:1.27']) {
        cluster.apply([aService('web'), aDeployment('web', 4, {}, { ...probe, image })]);
        cluster.settle();
      }
    },
  },
  {
    name: 'a DaemonSet, its update, and nodes that come and go',
    run(cluster) {
      const surge = { updateStrategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } };
      for (const objects of [
        [aDaemonSet()],
        [aDaemonSet({}, second), ...nodes('a', 'b')],
        [aDaemonSet(surge), ...nodes('a')],
        [aDaemonSet({ minReadySeconds: 5 }, { ...second, nodeSelector: { role: 'edge' } }), ...nodes('a')],
        [],
      ]) {
        cluster.apply(objects);
        cluster.settle();
      }
    },
  },
  {
    name: 'an update by Recreate',
    run(cluster) {
      for (const image of ['nginx:1.27', 'nginx:1.28']) {
        cluster.apply([aDeployment('web', 2, { strategy: { type: 'Recreate' } }, { image })]);
        cluster.settle();
      }
    },
  },
  {
    name: 'scaling up, down, and in the middle of a rollout',
    run(cluster) {
      cluster.apply([aDeployment('web', 2), aReplicaSet('plain', 2)]);
      cluster.settle();
      cluster.act({ type: 'scale', workload: key.deployment('web'), replicas: 6 });
      cluster.settle();
      cluster.act({ type: 'scale', workload: key.deployment('web'), replicas: 1 });
      cluster.settle();
      cluster.apply([aDeployment('web', 8, {}, { image: 'nginx:1.28' })]);
      cluster.settle(40);
      cluster.act({ type: 'scale', workload: key.deployment('web'), replicas: 12 });
      cluster.settle();
    },
  },
  {
    name: 'deleting pods, softly and by force',
    run(cluster) {
      cluster.apply([aService('web'), aDeployment('web', 3)]);
      cluster.settle();
      cluster.act({ type: 'delete-pod', pod: key.pod(firstPod(cluster, 'web').metadata.name) });
      cluster.settle();
      cluster.act({ type: 'delete-pod', pod: key.pod(firstPod(cluster, 'web').metadata.name), force: true });
      cluster.settle();
    },
  },
  {
    name: 'readiness lost and found, with and without a probe',
    run(cluster) {
      cluster.apply([aService('web'), aDeployment('web', 2, {}, probe), aPod('bare')]);
      cluster.settle();
      for (const pod of [firstPod(cluster, 'web'), firstPod(cluster, 'bare')]) {
        for (const ready of [false, true]) {
          cluster.act({ type: 'set-readiness', pod: key.pod(pod.metadata.name), ready });
          cluster.settle();
        }
      }
    },
  },
  {
    name: 'probes of ports where nobody listens, of names that no port has, and of a sidecar',
    run(cluster) {
      const refused = { tcpSocket: { port: 1 }, periodSeconds: 2 };
      const sidecar = { name: 'mesh', image: 'mesh', restartPolicy: 'Always', startupProbe: refused };
      cluster.apply([
        aService('web'),
        aDeployment('web', 2, {}, { readinessProbe: refused }),
        aDeployment('dies', 1, {}, { image: 'dies', livenessProbe: refused }),
        aPod('misnamed', { containers: [{ ...web, readinessProbe: { httpGet: { port: 'no' } } }] }),
        aPod('held', { initContainers: [{ ...sidecar, ports: [{ containerPort: 2 }] }] }),
        aPod('once', { containers: [{ ...web, livenessProbe: refused }], restartPolicy: 'Never' }),
      ]);
      cluster.settle();
      cluster.act({ type: 'delete-pod', pod: key.pod('held') });
      cluster.settle();
    },
  },
  {
    name: 'crashes, with back-off and with restartPolicy Never',
    run(cluster) {
      cluster.apply([aPod('a'), aPod('once', { restartPolicy: 'Never' })]);
      cluster.settle();
      for (const pod of ['a', 'a', 'a', 'once']) {
        cluster.act({ type: 'crash-container', pod: key.pod(pod), container: 'web' });
        cluster.settle();
      }
    },
  },
  {
    name: 'cordon, drain and uncordon',
    run(cluster) {
      cluster.apply([aService('web'), aDeployment('web', 4)]);
      cluster.settle();
      cluster.act({ type: 'cordon', node: 'worker-1', on: true });
      cluster.settle();
      cluster.act({ type: 'drain', node: 'worker-2' });
      cluster.settle();
      cluster.act({ type: 'cordon', node: 'worker-1', on: false });
      cluster.act({ type: 'cordon', node: 'worker-2', on: false });
      cluster.settle();
    },
  },
  {
    name: 'a node fails for a while, then for good',
    run(cluster) {
      cluster.apply([aService('web'), aDeployment('web', 4)]);
      cluster.settle();
      cluster.act({ type: 'fail-node', node: 'worker-1' });
      cluster.settle(30);
      cluster.act({ type: 'heal-node', node: 'worker-1' });
      cluster.settle();
      cluster.act({ type: 'fail-node', node: 'worker-1' });
      cluster.settle();
      cluster.act({ type: 'heal-node', node: 'worker-1' });
      cluster.settle();
    },
  },
  {
    name: 'pods that fit nowhere until something changes',
    run(cluster) {
      const big = { resources: { requests: { cpu: '64' } } };
      cluster.apply([
        aPod('picky', { nodeSelector: { disk: 'ssd' } }),
        aPod('big', { containers: [{ ...web, ...big }] }),
        aDeployment('half', 4, {}, { resources: { requests: { cpu: '1500m' } } }),
      ]);
      cluster.settle();
      cluster.apply([
        aNode('worker-3', {}, { labels: { disk: 'ssd' } }),
        aPod('picky', { nodeSelector: { disk: 'ssd' } }),
        aDeployment('half', 4, {}, { resources: { requests: { cpu: '1500m' } } }),
      ]);
      cluster.settle();
      cluster.apply([]);
      cluster.settle();
    },
  },
  {
    name: 'a Service without a selector, mirrored',
    run(cluster) {
      const service = aService('outside', { selector: undefined });
      cluster.apply([service, endpoints]);
      cluster.settle();
      cluster.apply([service, { ...endpoints, subsets: [] } as KubeObject]);
      cluster.settle();
      cluster.apply([service]);
      cluster.settle();
      cluster.apply([]);
      cluster.settle();
    },
  },
  {
    name: 'Service types and named ports',
    run(cluster) {
      cluster.apply([
        aService('web', { type: 'NodePort', ports: [{ port: 80, targetPort: 'http' }] }),
        aService('headless', { clusterIP: 'None', selector: { app: 'web' } }),
        aService('name', { type: 'ExternalName', externalName: 'example.com', selector: undefined, ports: undefined }),
        aDeployment('web', 2),
      ]);
      cluster.settle();
      cluster.apply([aService('web', { ports: [{ port: 80, targetPort: 'nothing' }] }), aDeployment('web', 2)]);
      cluster.settle();
    },
  },
  {
    name: 'a namespace comes and goes',
    run(cluster) {
      const inside = { ...aDeployment('web', 2), metadata: { name: 'web', namespace: 'shop' } };
      cluster.apply([inside, aNamespace('shop')]);
      cluster.settle();
      cluster.apply([]);
      cluster.settle();
    },
  },
  {
    name: 'init containers, hostNetwork and an image that is already there',
    run(cluster) {
      cluster.apply([
        aPod('init', { initContainers: [{ name: 'wait', image: 'busybox:1.37' }] }),
        aPod('host', { hostNetwork: true }),
        aPod('again'),
      ]);
      cluster.settle();
    },
  },
  {
    name: 'labels that move pods in and out of their owner',
    run(cluster) {
      cluster.apply([aReplicaSet('web', 2), aPod('lonely', {}, { labels: { app: 'web' } })]);
      cluster.settle();
      cluster.apply([aReplicaSet('web', 2), aPod('lonely', {}, { labels: { app: 'free' } })]);
      cluster.settle();
    },
  },
];
