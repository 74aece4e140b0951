import {
  createCluster,
  keyOf,
  outsideAddresses,
  type Cluster,
  type EndpointSlice,
  type KubeObject,
  type Node,
  type Pod,
} from '../../src/core/index.js';
import { Random } from './random.js';

const WORKERS = ['worker-1', 'worker-2', 'worker-3'] as const;
/** What a pod can be found by: `all` finds every backend, `half` some, `name` one, `host` those on the nodes' own network. */
const PORTS_OF_HOST = { web: 18080, echo: 15353 };

/**
 * A cluster in which everything is drawn: pods whose ports of one name differ, pods of the host's network, not ready, crashed and
 * terminating, all in one cluster; Services with any combination of selector, ports, affinity, traffic policies and ways in; slices
 * written by hand. Left in the middle of a deletion, so that endpoints terminate while the check looks.
 */
export function drawnCluster(seed: number): Cluster {
  const random = new Random(seed ^ 0x5bd1e995);
  const workers = WORKERS.slice(0, 2 + random.below(2));
  const cluster = createCluster({
    nodes: ['control-plane', ...workers].map((name, i) => ({
      name,
      controlPlane: i === 0,
      cpu: '4',
      memory: '8Gi',
      zone: random.pick(['zone-a', 'zone-b']),
    })),
    podCIDR: random.pick(['10.244.0.0/16', '10.32.0.0/16', '172.28.0.0/16']),
    nodeMask: random.pick([24, 25, 26]),
    serviceCIDR: random.pick(['10.96.0.0/12', '10.43.0.0/16', '172.20.0.0/24']),
    nodeCIDR: random.pick(['192.168.64.0/24', '10.1.0.0/24']),
    clusterDomain: 'cluster.local',
    seed,
    loadBalancer: 'vip',
  });
  const pods = drawPods(random, workers);
  const objects = [...pods, ...drawServices(random, cluster)];
  apply(cluster, objects);
  apply(cluster, [...objects, ...slicesByHand(random, cluster)]);
  disturb(random, cluster);
  return cluster;
}

function apply(cluster: Cluster, objects: readonly KubeObject[]): void {
  const { refusals } = cluster.apply(objects);
  if (refusals.length > 0) throw new Error(`the check's own manifests are refused: ${JSON.stringify(refusals)}`);
  cluster.settle();
  const waiting = cluster.list<Pod>('Pod').filter(({ status }) => status.podIP === undefined);
  if (waiting.length > 0) throw new Error(`pods without an address: ${waiting.map(keyOf).join(', ')}`);
}

/** Some pods fail their readiness, one crashes, some are asked to end: the cluster stays at the moment after their endpoints were told. */
function disturb(random: Random, cluster: Cluster): void {
  const backends = cluster
    .list<Pod>('Pod')
    .filter(({ metadata }) => /^(backend|host)-/.test(metadata.name))
    .map(keyOf);
  for (const pod of backends) if (random.below(5) === 0) cluster.act({ type: 'set-readiness', pod, ready: false });
  cluster.settle();
  const crashed = random.below(2) === 0 ? random.pick(backends) : undefined;
  if (crashed !== undefined) cluster.act({ type: 'crash-container', pod: crashed, container: 'app' });
  if (random.below(3) === 0) return void cluster.settle();
  const ending = backends.filter((pod) => pod !== crashed && random.below(3) === 0);
  for (const pod of ending) cluster.act({ type: 'delete-pod', pod });
  const isTold = (): boolean =>
    ending.every((pod) =>
      cluster
        .list<EndpointSlice>('EndpointSlice')
        .filter(({ metadata }) => metadata.ownerReferences?.[0]?.kind === 'Service')
        .flatMap(({ endpoints }) => endpoints)
        .every(
          ({ targetRef, conditions }) => pod !== `Pod/default/${targetRef?.name}` || conditions.terminating === true,
        ),
    );
  while (!isTold()) if (cluster.step() === null) return;
}

function drawPods(random: Random, workers: readonly string[]): KubeObject[] {
  const backends = Array.from({ length: 4 + random.below(4) }, (_, i) => {
    const labels = { all: 'yes', half: random.pick(['a', 'b']), name: `backend-${i}` };
    return pod(`backend-${i}`, random.pick(workers), labels, {
      ...(random.below(2) === 0 ? { initContainers: initContainers(random) } : {}),
      containers: [
        container('app', [
          ['web', random.pick([8080, 8081]), 'TCP', ...hostPort(random, 20_000 + i)],
          ['echo', 5353, 'UDP', ...hostPort(random, 20_000 + i)],
          ['dns-tcp', 5353, 'TCP'],
        ]),
        ...(random.below(2) === 0 ? [container('side', [['admin', random.pick([9000, 9001]), 'TCP']])] : []),
      ],
    });
  });
  const onHosts = workers
    .filter(() => random.below(2) === 0)
    .map((worker) =>
      pod(
        `host-${worker}`,
        worker,
        { host: 'yes', all: random.pick(['yes', 'no']), half: 'a' },
        {
          hostNetwork: true,
          containers: [
            container('app', [
              ['web', PORTS_OF_HOST.web, 'TCP'],
              ['echo', PORTS_OF_HOST.echo, 'UDP'],
            ]),
          ],
        },
      ),
    );
  const clients = workers.map((worker, i) => pod(`client-${i}`, worker, {}, { containers: [container('app', [])] }));
  return [...backends, ...onHosts, ...clients];
}

function drawServices(random: Random, cluster: Cluster): KubeObject[] {
  return Array.from({ length: 9 }, (_, i) => {
    const type = random.pick(['ClusterIP', 'ClusterIP', 'NodePort', 'LoadBalancer']);
    const externalIPs = random.below(4) === 0 ? [externalIp(random, cluster, i)] : [];
    const isOutside = type !== 'ClusterIP' || externalIPs.length > 0;
    const spec = {
      type,
      selector: random.pick([
        { all: 'yes' },
        { half: 'a' },
        { half: 'b' },
        { name: 'backend-0' },
        { host: 'yes' },
        { all: 'none' },
      ]),
      ports: drawPorts(random),
      ...(random.below(4) === 0
        ? {
            sessionAffinity: 'ClientIP',
            sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 + random.below(9000) } },
          }
        : {}),
      ...(random.below(4) === 0 ? { internalTrafficPolicy: 'Local' } : {}),
      ...(isOutside && random.below(2) === 0 ? { externalTrafficPolicy: 'Local' } : {}),
      ...(externalIPs.length > 0 ? { externalIPs } : {}),
      ...(random.below(5) === 0 ? { publishNotReadyAddresses: true } : {}),
      ...(random.below(5) === 0
        ? { trafficDistribution: random.pick(['PreferSameZone', 'PreferSameNode', 'PreferClose']) }
        : {}),
      ...(type === 'LoadBalancer' && random.below(2) === 0
        ? { loadBalancerSourceRanges: ranges(random, cluster) }
        : {}),
      ...(type === 'LoadBalancer' && random.below(4) === 0 ? { allocateLoadBalancerNodePorts: false } : {}),
    };
    return { apiVersion: 'v1', kind: 'Service', metadata: { name: `svc-${i}`, namespace: 'default' }, spec };
  }).concat([byHand('by-hand')]) as unknown as KubeObject[];
}

/** A Service without a selector: somebody writes its endpoints. */
function byHand(name: string): {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string };
  spec: never;
} {
  const spec = { type: 'NodePort', ports: [{ name: 'web', port: 80, protocol: 'TCP' }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' }, spec: spec as never };
}

/** An address that no machine has, or one that a worker has. */
function externalIp(random: Random, cluster: Cluster, i: number): string {
  if (random.below(3) > 0) return `198.18.7.${i + 1}`;
  return addressOf(cluster, random.pick(['worker-1', 'worker-2']));
}

function ranges(random: Random, cluster: Cluster): string[] {
  const { lan, internet } = outsideAddresses(cluster.settings);
  const { podCIDR, nodeCIDR } = cluster.settings;
  const all = [`${lan}/32`, `${internet}/32`, podCIDR, nodeCIDR, ' 198.51.100.0/24'];
  return all.filter(() => random.below(3) === 0).concat(random.pick(all));
}

function drawPorts(random: Random): object[] {
  const web = { name: 'web', port: 80, protocol: 'TCP', targetPort: random.pick(['web', 8080]) };
  const dns = [
    { name: 'dns', port: 53, protocol: 'UDP', targetPort: 'echo' },
    { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 'dns-tcp' },
  ];
  const admin = { name: 'admin', port: 9000, targetPort: 'admin' };
  const mesh = { name: 'mesh', port: 15_000, targetPort: random.pick(['mesh', 'once', 15_003]) };
  const wrong = { name: 'wrong', port: 81, targetPort: 7777 };
  return random.pick<object[]>([
    [web],
    [web, ...dns],
    dns,
    [web, admin],
    [{ port: 8080 }],
    [web, wrong],
    [web, mesh],
    [mesh],
    [{ ...web, port: 8443 }, ...dns, admin],
  ]);
}

/** What somebody wrote for `by-hand`: pods and machines that are none, some of them not ready, some with a node's name and some without. */
function slicesByHand(random: Random, cluster: Cluster): KubeObject[] {
  const { lan } = outsideAddresses(cluster.settings);
  const some = cluster
    .list<Pod>('Pod')
    .filter(({ metadata }) => metadata.name.startsWith('backend-') && random.below(2) === 0);
  const endpoints = [
    ...some.map(({ status, spec }) => ({
      addresses: [status.podIP],
      conditions: random.pick([
        {},
        { ready: true },
        { ready: false },
        { ready: false, serving: true, terminating: true },
      ]),
      ...(random.below(2) === 0 ? { nodeName: spec.nodeName } : {}),
    })),
    ...(random.below(3) === 0 ? [{ addresses: [lan], conditions: {} }] : []),
  ];
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'by-hand-1', namespace: 'default', labels: { 'kubernetes.io/service-name': 'by-hand' } },
    addressType: 'IPv4',
    endpoints,
    ports: [{ name: 'web', port: random.pick([8080, 8081]), protocol: 'TCP' }],
  };
  return [slice as unknown as KubeObject];
}

function addressOf(cluster: Cluster, name: string): string {
  const { status } = cluster.list<Node>('Node').find(({ metadata }) => metadata.name === name) ?? {};
  return status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '198.18.8.8';
}

/** One that ends before the others begin, whose port nobody serves, and a sidecar. */
function initContainers(random: Random): object[] {
  const mesh = container('mesh', [['mesh', random.pick([15_001, 15_002]), 'TCP']]);
  return [container('once', [['once', 15_003, 'TCP']]), { ...mesh, restartPolicy: 'Always' }];
}

type Port = readonly [name: string, containerPort: number, protocol: string, hostPort?: object];

/** In one of three containers also at the node: at a port of its own, on all addresses, or at 127.0.0.1 only. */
function hostPort(random: Random, number: number): [object?] {
  if (random.below(3) > 0) return [];
  return [{ hostPort: number, ...(random.below(4) === 0 ? { hostIP: '127.0.0.1' } : {}) }];
}

function container(name: string, ports: readonly Port[]): object {
  return {
    name,
    image: 'registry.k8s.io/e2e-test-images/agnhost:2.53',
    ports: ports.map(([port, containerPort, protocol, more]) => ({ name: port, containerPort, protocol, ...more })),
  };
}

function pod(name: string, nodeName: string, labels: Readonly<Record<string, string>>, spec: object): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: { nodeSelector: { 'kubernetes.io/hostname': nodeName }, ...spec },
  } as unknown as KubeObject;
}
