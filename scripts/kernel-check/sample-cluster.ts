import {
  createCluster,
  keyOf,
  outsideAddresses,
  type Cluster,
  type KubeObject,
  type Pod,
} from '../../src/core/index.js';
import { Random } from './random.js';

export const WORKERS = ['worker-1', 'worker-2'] as const;
const BACKEND = { tier: 'backend' };
const PORTS = [
  { name: 'web', containerPort: 8080, protocol: 'TCP' },
  { name: 'echo', containerPort: 5353, protocol: 'UDP' },
];

/** Addresses that no machine has: what the administrator has routed to a node. */
export const EXTERNAL_IPS = { ext: '198.18.7.1', 'ext-local': '198.18.7.2' } as const;

/**
 * A cluster made by a seed and run to rest by its own controllers: three to six backends and two clients over two workers, and a Service of each
 * sort that ClusterIP knows, and of each way in from outside. In two of three clusters one backend is not ready; address ranges differ.
 */
export function sampleCluster(seed: number): Cluster {
  const random = new Random(seed);
  const node = (name: string, controlPlane: boolean) => ({
    name,
    controlPlane,
    cpu: '4',
    memory: '8Gi',
    zone: 'zone-a',
  });
  const cluster = createCluster({
    nodes: [node('control-plane', true), ...WORKERS.map((name) => node(name, false))],
    podCIDR: random.pick(['10.244.0.0/16', '10.32.0.0/16', '172.28.0.0/16']),
    nodeMask: 24,
    serviceCIDR: random.pick(['10.96.0.0/16', '10.43.0.0/16', '172.20.0.0/16']),
    nodeCIDR: random.pick(['192.168.64.0/24', '10.1.0.0/24']),
    clusterDomain: 'cluster.local',
    seed,
    loadBalancer: 'vip',
  });
  const backends = Array.from({ length: 3 + random.below(4) }, (_, i) => `backend-${i}`);
  const pods = [
    ...backends.map((name, i) =>
      pod(name, i < 2 ? (WORKERS[i] ?? '') : random.pick(WORKERS), { ...BACKEND, name, half: random.pick(['a', 'b']) }),
    ),
    ...WORKERS.map((worker, i) => pod(`client-${i}`, worker, { tier: 'client' })),
  ];
  const { lan, internet } = outsideAddresses(cluster.settings);
  const edge = edgeServices(random.pick(['backend-0', 'backend-1']), random.pick([lan, internet]));
  const { refusals } = cluster.apply([...pods, ...services(), ...edge]);
  if (refusals.length > 0) throw new Error(`the check's own manifests are refused: ${JSON.stringify(refusals)}`);
  cluster.settle();
  const sick = random.below(3) > 0 ? pods[2] : undefined;
  if (sick !== undefined) cluster.act({ type: 'set-readiness', pod: keyOf(sick), ready: false });
  cluster.settle();
  const waiting = cluster.list<Pod>('Pod').filter(({ status }) => status.podIP === undefined);
  if (waiting.length > 0) throw new Error(`pods without an address: ${waiting.map(keyOf).join(', ')}`);
  return cluster;
}

function services(): KubeObject[] {
  const web = { name: 'web', port: 80, protocol: 'TCP', targetPort: 8080 };
  const echo = { name: 'echo', port: 53, protocol: 'UDP', targetPort: 5353 };
  return [
    service('many', { selector: BACKEND, ports: [web, echo] }),
    service('named', { selector: { half: 'a' }, ports: [{ ...web, targetPort: 'web' }] }),
    service('solo', { selector: { name: 'backend-0' }, ports: [web, echo] }),
    service('sticky', { selector: BACKEND, ports: [web], sessionAffinity: 'ClientIP' }),
    service('here', { selector: { name: 'backend-1' }, ports: [web], internalTrafficPolicy: 'Local' }),
    service('nobody', { selector: { tier: 'nobody' }, ports: [web, echo] }),
    service('mistaken', { selector: BACKEND, ports: [{ ...web, targetPort: 9999 }] }),
  ];
}

/** The ways in: node ports, external IPs and balancers of both policies. `one` is the only pod behind what is Local, `allowed` the only client let in. */
function edgeServices(one: string, allowed: string): KubeObject[] {
  const web = { name: 'web', port: 80, protocol: 'TCP', targetPort: 8080 };
  const echo = { name: 'echo', port: 53, protocol: 'UDP', targetPort: 5353 };
  const local = { externalTrafficPolicy: 'Local', selector: { name: one } };
  const both = { ports: [web, echo] };
  return [
    service('np', { type: 'NodePort', selector: BACKEND, ...both }),
    service('np-local', { type: 'NodePort', ...local, ...both }),
    service('np-sticky', { type: 'NodePort', selector: BACKEND, ports: [web], sessionAffinity: 'ClientIP' }),
    service('np-nobody', { type: 'NodePort', selector: { tier: 'nobody' }, ...both }),
    service('ext', { selector: BACKEND, externalIPs: [EXTERNAL_IPS.ext], ...both }),
    service('ext-local', { type: 'NodePort', ...local, externalIPs: [EXTERNAL_IPS['ext-local']], ports: [web] }),
    service('lb', { type: 'LoadBalancer', selector: BACKEND, ...both }),
    service('lb-local', { type: 'LoadBalancer', ...local, ports: [web] }),
    service('lb-ranges', {
      type: 'LoadBalancer',
      selector: BACKEND,
      ports: [web],
      loadBalancerSourceRanges: [`${allowed}/32`],
    }),
  ];
}

// Manifests are written as a learner would write them; the API server's defaults complete them.
function service(name: string, spec: object): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' }, spec } as KubeObject;
}

function pod(name: string, nodeName: string, labels: Readonly<Record<string, string>>): KubeObject {
  const spec = {
    nodeSelector: { 'kubernetes.io/hostname': nodeName },
    containers: [{ name: 'app', image: 'registry.k8s.io/e2e-test-images/agnhost:2.53', ports: PORTS }],
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', labels }, spec } as KubeObject;
}
