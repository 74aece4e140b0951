import fc from 'fast-check';
import type { KubeObject } from '../../core/index.js';
import { objectYaml } from '../object-yaml.js';
import { tear, torn, type Tear } from './tears.js';

/** JSON as a manifest may hold it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Path = readonly (string | number)[];

/** What is tampered with, and the values that the API server takes, by the name of the field. */
export interface HostileWorld {
  readonly objects: readonly Json[];
  readonly allowed: Readonly<Record<string, readonly Json[]>>;
}

const app = { app: 'web' };
const container = {
  name: 'web',
  image: 'registry.k8s.io/serve_hostname',
  ports: [{ name: 'http', containerPort: 9376, protocol: 'TCP' }],
  readinessProbe: { httpGet: { path: '/', port: 'http' } },
  resources: { requests: { cpu: '100m', memory: '64Mi' } },
};
const podSpec = { containers: [container], dnsPolicy: 'ClusterFirst', terminationGracePeriodSeconds: 5 };
const named = (name: string) => ({ name, namespace: 'default', labels: app, annotations: { note: 'a' } });
const workload = {
  replicas: 2,
  selector: { matchLabels: app },
  template: { metadata: { labels: app }, spec: podSpec },
};

/** A small world of objects that have to do with each other: whatever is done to one, the others notice. */
const WORLD: readonly Json[] = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: named('web'),
    spec: {
      type: 'ClusterIP',
      selector: app,
      sessionAffinity: 'None',
      ports: [{ name: 'http', port: 80, targetPort: 9376, protocol: 'TCP' }],
    },
  },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: named('web'), spec: workload },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'pinned', namespace: 'default' },
    spec: { ...workload, template: { metadata: { labels: app }, spec: { ...podSpec, nodeName: 'worker-1' } } },
  },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: named('old'), spec: { ...workload, replicas: 1 } },
  { apiVersion: 'v1', kind: 'Pod', metadata: { ...named('client'), labels: { app: 'client' } }, spec: podSpec },
  { apiVersion: 'v1', kind: 'Pod', metadata: named('loner'), spec: { ...podSpec, nodeName: 'worker-1' } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'legacy', namespace: 'default' },
    spec: { clusterIP: '10.96.44.4', ports: [{ port: 80, targetPort: 9376 }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'legacy', namespace: 'default' },
    subsets: [{ addresses: [{ ip: '10.96.44.4' }, { ip: '1.2.3.4' }], ports: [{ port: 9376 }] }],
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web-own', namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.244.1.9'], conditions: { ready: true }, nodeName: 'worker-1' }],
    ports: [{ name: 'http', port: 9376, protocol: 'TCP' }],
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'alias', namespace: 'default' },
    spec: { type: 'ExternalName', externalName: 'alias.default.svc.cluster.local' },
  },
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'extra', labels: { zone: 'c' } },
    spec: { podCIDR: '10.244.1.0/24', podCIDRs: ['10.244.1.0/24'], taints: [{ key: 'a', effect: 'NoSchedule' }] },
    status: {
      capacity: { cpu: '4', memory: '8Gi', pods: '110' },
      addresses: [{ type: 'InternalIP', address: '192.168.10.12' }],
    },
  },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' }, spec: { finalizers: ['kubernetes'] } },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...named('selfish'),
      finalizers: ['example.com/never'],
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'selfish', uid: 'u', controller: true }],
    },
    spec: { ...podSpec, hostNetwork: true },
    status: { phase: 'Running', podIP: '10.244.1.1' },
  },
];

const OWN_KEY = JSON.parse('{"__proto__": "a", "constructor": "b", "toString": "c"}') as Json;
const PROTO_TREE = JSON.parse('{"__proto__": {"polluted": true}}') as Json;
let deep: Json = 'x';
for (let i = 0; i < 95; i++) deep = i % 2 === 0 ? [deep] : { deep };

/** Values that have broken somebody's program. */
const NASTY: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e9,
  2 ** 31,
  1e30,
  Number.MAX_SAFE_INTEGER,
  70_000,
  65_535,
  1_000_000_000,
  'NaN',
  '.nan',
  '-0',
  '',
  ' ',
  'None',
  'ghost',
  'default',
  'kube-system',
  'web',
  'selfish',
  'worker-1',
  'control-plane',
  'Always',
  'UDP',
  'NodePort',
  'LoadBalancer',
  'ExternalName',
  'Recreate',
  '100%',
  '1000000000%',
  '2001:db8::1',
  '::ffff:10.0.0.1',
  '10.0.0.0/33',
  '10.244.0.0/16',
  '0.0.0.0',
  '127.0.0.1',
  '255.255.255.255',
  '10.96.0.10',
  '10.96.0.1',
  'a.b.c.d.e.svc.cluster.local',
  'alias.default.svc.cluster.local',
  '2020-01-01T00:00:00Z',
  '0',
  '1e400',
  'a'.repeat(63),
  'a'.repeat(253),
  'x'.repeat(20_000),
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\u202eevil\u2066',
  '\u200b\u200d\ufeff',
  '\u0301'.repeat(50),
  '🐳'.repeat(40),
  '__proto__',
  'constructor',
  '{kind, plural, other {#}}',
  [],
  [null],
  [[]],
  {},
  { '': null },
  OWN_KEY,
  PROTO_TREE,
  deep,
];

const KEYS = [
  '__proto__',
  'constructor',
  'generateName',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'uid',
  'ownerReferences',
  'finalizers',
  'nodeName',
  'hostNetwork',
  'status',
  'clusterIP',
  'externalIPs',
  'clusterIPs',
  'podCIDR',
  'podIP',
  'phase',
  'conditions',
  'replicas',
  'minReadySeconds',
  'terminationGracePeriodSeconds',
  'publishNotReadyAddresses',
  'topologySpreadConstraints',
  'initContainers',
  'restartPolicy',
  'hostname',
  'subdomain',
] as const;

/** Values that the API server takes, or that only the cluster refuses, by the name of the field. What they ask for happens. */
const ALLOWED: Readonly<Record<string, readonly Json[]>> = {
  replicas: [0, 1, 3, 40, 2, 5, 0, 1, 4, 2_147_483_647],
  nodeName: ['ghost', 'worker-1', 'control-plane', 'extra'],
  hostNetwork: [true, false],
  type: ['NodePort', 'LoadBalancer', 'ClusterIP'],
  selector: [{}, app, { app: 'client' }, { k: 'v' }],
  clusterIP: ['None', '10.96.0.10', '10.96.0.1', '10.96.44.4', '10.111.0.7'],
  sessionAffinity: ['ClientIP', 'None'],
  publishNotReadyAddresses: [true],
  port: [1, 53, 65_535],
  targetPort: [1, 'http', 'nope', 65_535],
  protocol: ['UDP', 'SCTP'],
  nodePort: [30_000, 30_001],
  podCIDR: ['10.244.2.0/24', '10.244.1.0/25', '10.96.0.0/16', '0.0.0.0/0', '10.1.0.0/32'],
  address: ['192.168.10.11', '10.244.1.2', '10.96.0.1', '::1'],
  ip: ['10.244.1.2', '10.96.0.1', '1.2.3.4', '192.168.10.12'],
  effect: ['NoExecute', 'PreferNoSchedule'],
  name: ['web', 'client', 'legacy', 'worker-1', 'control-plane', 'kubernetes', 'default', 'a'.repeat(63)],
  namespace: ['kube-system', 'shop', 'nowhere', 'kube-node-lease'],
  externalName: ['web.default.svc.cluster.local', 'alias', 'example.com', 'alias.default'],
  app: ['web', 'client', 'kube-dns', ''],
  note: ['<b>', '\u202e', 'x'.repeat(20_000), '{n, plural, other {#}}', '__proto__'],
  image: ['<img src=x>', '\u202egnp.exe', 'a'.repeat(2_000), 'x@y:z//'],
  cpu: ['0', '1000', '100m', '0.0001', '1e3'],
  pods: ['0', '1', '1000000'],
  terminationGracePeriodSeconds: [0, 1_000_000_000],
  minReadySeconds: [1_000_000],
  progressDeadlineSeconds: [1_000_001],
  revisionHistoryLimit: [0],
  paused: [true],
  dnsPolicy: ['Default', 'ClusterFirstWithHostNet'],
  hostname: ['web', 'client'],
  subdomain: ['web', 'nowhere'],
  restartPolicy: ['Never', 'OnFailure', 'Always'],
  periodSeconds: [1, 1_000_000],
  deletionTimestamp: ['2020-01-01T00:00:00Z'],
  finalizers: [['example.com/never'], []],
  ready: [true, false],
  externalIPs: [['192.168.10.12'], ['10.96.0.10'], ['8.8.8.8']],
};

type Mutation =
  | { readonly do: 'allow'; readonly at: number; readonly pick: number }
  | { readonly do: 'put'; readonly at: number; readonly value: Json }
  | { readonly do: 'add'; readonly at: number; readonly key: string; readonly value: Json }
  | { readonly do: 'cut'; readonly at: number }
  | { readonly do: 'move'; readonly at: number; readonly from: number };

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((one) => one as Json) },
);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 30, arbitrary: fc.record({ do: fc.constant('allow' as const), at: fc.nat(200), pick: fc.nat(20) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('put' as const), at: fc.nat(60), value }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('add' as const), at: fc.nat(60), key: fc.constantFrom(...KEYS), value }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), at: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), at: fc.nat(60), from: fc.nat(60) }) },
);

function pathsOf(tree: Json, path: Path = []): readonly Path[] {
  if (typeof tree !== 'object' || tree === null || path.length > 12) return [path];
  return [path, ...Object.entries(tree).flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

function at(tree: Json, path: Path): Json {
  return path.reduce<Json>((one, key) => (one as Record<string | number, Json>)[key] ?? null, tree);
}

/** The tree with a place replaced, or with undefined removed. Keys are defined, not assigned, so `__proto__` becomes one. */
function replaced(tree: Json, [key, ...rest]: Path, by: Json | undefined): Json {
  if (key === undefined) return by ?? null;
  const copy: object = Array.isArray(tree)
    ? [...(tree as readonly Json[])]
    : Object.defineProperties({}, Object.getOwnPropertyDescriptors(tree as object));
  const member = rest.length === 0 ? by : replaced((copy as Record<string | number, Json>)[key] ?? null, rest, by);
  if (member === undefined) Reflect.deleteProperty(copy, key);
  else Object.defineProperty(copy, key, { value: member, configurable: true, enumerable: true, writable: true });
  return copy as Json;
}

/** Gives a field another legal value, or adds one to a spec or a metadata. */
function allowed(
  table: HostileWorld['allowed'],
  tree: Json,
  paths: readonly Path[],
  place: number,
  pick: number,
): Json {
  const known = paths.filter((path) => Object.hasOwn(table, String(path.at(-1))));
  const maps = paths.filter((path) => ['spec', 'metadata'].includes(String(path.at(-1))));
  const names = Object.keys(table);
  const map = maps[place % Math.max(1, maps.length)];
  const written = known[place % Math.max(1, known.length)];
  const path = pick % 8 > 0 || map === undefined ? written : [...map, names[(place * 7 + pick) % names.length] ?? ''];
  if (path === undefined) return tree;
  const values = table[String(path.at(-1))] ?? [];
  return replaced(tree, path, values[pick % values.length]);
}

function mutated(table: HostileWorld['allowed'], tree: Json, change: Mutation): Json {
  const paths = pathsOf(tree);
  const path = paths[change.at % paths.length] ?? [];
  switch (change.do) {
    case 'allow':
      return allowed(table, tree, paths, change.at, change.pick);
    case 'put':
      return replaced(tree, path, change.value);
    case 'cut':
      return path.length === 0 ? tree : replaced(tree, path, undefined);
    case 'move':
      return replaced(tree, path, at(tree, paths[change.from % paths.length] ?? []));
    case 'add': {
      const target = at(tree, path);
      const isMap = typeof target === 'object' && target !== null && !Array.isArray(target);
      return replaced(tree, isMap ? [...path, change.key] : path, change.value);
    }
  }
}

function written(tree: Json, block: boolean): string {
  const isMap = typeof tree === 'object' && tree !== null && !Array.isArray(tree);
  return block && isMap ? objectYaml(tree as unknown as KubeObject) : `${JSON.stringify(tree)}\n`;
}

const plainOf = ({ objects }: HostileWorld) =>
  fc.tuple(fc.constantFrom(...objects), fc.boolean()).map(([object, block]) => written(object, block));

const hostileOf = ({ objects, allowed: table }: HostileWorld) =>
  fc
    .record({
      object: fc.constantFrom(...objects),
      changes: fc.array(mutation, { minLength: 1, maxLength: 2 }),
      block: fc.boolean(),
    })
    .map(({ object, changes, block }) =>
      written(
        changes.reduce<Json>((tree, change) => mutated(table, tree, change), object),
        block,
      ),
    );

/**
 * Texts of one to six documents, one or two of which were tampered with, and some of which are torn in a few places. About half of them
 * are valid: what they ask for is done.
 */
export const hostileTextOf = (world: HostileWorld): fc.Arbitrary<string> =>
  fc
    .record({
      documents: fc
        .tuple(fc.array(plainOf(world), { maxLength: 4 }), fc.array(hostileOf(world), { minLength: 1, maxLength: 2 }))
        .map(([right, wrong]): readonly string[] => [...right, ...wrong]),
      tears: fc.oneof(
        { weight: 19, arbitrary: fc.constant<readonly Tear[]>([]) },
        { weight: 1, arbitrary: fc.array(tear, { minLength: 1, maxLength: 3 }) },
      ),
    })
    .map(({ documents, tears }) => torn(documents.join('---\n'), tears));

/** Texts in which the whole world stands, but for one or two of its objects that were tampered with. */
export const tamperedTextOf = ({ objects, allowed: table }: HostileWorld): fc.Arbitrary<string> =>
  fc
    .array(fc.record({ index: fc.nat(objects.length - 1), change: mutation }), { minLength: 1, maxLength: 3 })
    .map((deeds) => {
      const world = [...objects];
      for (const { index, change } of deeds) world[index] = mutated(table, world[index] ?? null, change);
      return world.map((object) => written(object, true)).join('---\n');
    });

/** The same of workloads, Services, Nodes and what hangs on them. */
export const hostileText = hostileTextOf({ objects: WORLD, allowed: ALLOWED });
