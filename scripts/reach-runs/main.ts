import {
  decideConnection,
  type ClusterView,
  type KubeObject,
  type NetworkPolicy,
  type Pod,
  type PolicyEnd,
  type ReachPort,
  type Reachability,
} from '../../src/core/index.js';
import { DEFAULT_SETTINGS, keyOf, type ObjectKey } from '../../src/core/index.js';
import { seenAs, type Seen } from '../../src/core/policy/ends.js';
import { isPeer } from '../../src/core/policy/peers.js';
import { isPort } from '../../src/core/policy/ports.js';
import { policiesSelecting, rulesOf, type PolicyRule } from '../../src/core/policy/selection.js';
import { reachabilityWithWork } from '../../src/core/policy/reachability.js';

const NAMESPACES = 20;
const APPS = ['web', 'api', 'db', 'cache', 'queue'];
const TIERS = ['front', 'back', 'data'];

/** A view of a cluster whose pods are spread over 20 namespaces, and whose policies select, admit and block by all that policies can say. */
export function cluster(pods: number, policies: number): ClusterView {
  const objects: KubeObject[] = [];
  for (let i = 0; i < NAMESPACES; i++) {
    const labels = { 'kubernetes.io/metadata.name': `ns-${i}`, team: `team-${i % 4}` };
    objects.push({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `ns-${i}`, labels } });
  }
  for (let i = 0; i < pods; i++) objects.push(podOf(i));
  for (let i = 0; i < policies; i++) objects.push(policyOf(i));
  const byKey = new Map<ObjectKey, KubeObject>(objects.map((object) => [keyOf(object), object]));
  const lists = new Map<string, readonly KubeObject[]>();
  for (const kind of ['Namespace', 'Pod', 'NetworkPolicy'])
    lists.set(
      kind,
      objects.filter((object) => object.kind === kind),
    );
  return {
    settings: DEFAULT_SETTINGS,
    clock: 0,
    get: <T extends KubeObject>(key: ObjectKey) => byKey.get(key) as T | undefined,
    list: <T extends KubeObject>(kind: string) => (lists.get(kind) ?? []) as readonly KubeObject[] as readonly T[],
  };
}

/** Five replicas of each workload, each on another node, with a label of its own besides, as the pods of a StatefulSet have. */
function podOf(i: number): Pod {
  const [workload, node] = [Math.floor(i / 5), i % 50];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `pod-${String(i).padStart(4, '0')}`,
      namespace: `ns-${workload % NAMESPACES}`,
      labels: {
        app: APPS[Math.floor(workload / NAMESPACES) % 5],
        tier: TIERS[workload % 3],
        'apps.kubernetes.io/pod-index': String(i),
      },
    },
    spec: {
      nodeName: `worker-${node}`,
      containers: [{ name: 'app', ports: [{ name: 'http', containerPort: 8000 + (workload % 3), protocol: 'TCP' }] }],
    },
    status: { phase: 'Running', podIP: `10.244.${node}.${2 + Math.floor(i / 50)}` },
  } as unknown as Pod;
}

function policyOf(i: number): NetworkPolicy {
  const app = { matchLabels: { app: APPS[i % 5] } };
  const peers = [
    { podSelector: { matchLabels: { app: APPS[(i + 1) % 5] } } },
    { namespaceSelector: { matchLabels: { team: `team-${i % 4}` } } },
    {
      namespaceSelector: {},
      podSelector: { matchExpressions: [{ key: 'tier', operator: 'In', values: [TIERS[i % 3]] }] },
    },
    { ipBlock: { cidr: `10.244.${i % 4}.0/24`, except: [`10.244.${i % 4}.8/29`] } },
  ];
  const ports = [
    { protocol: 'TCP', port: 80 },
    { protocol: 'TCP', port: 'http' },
    { protocol: 'TCP', port: 8000, endPort: 8001 },
    { protocol: 'UDP', port: 53 },
  ];
  const pick = <T>(list: readonly T[], from: number) => [list[from % 4], list[(from + 1) % 4]];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `policy-${String(i).padStart(3, '0')}`, namespace: `ns-${i % NAMESPACES}` },
    spec: {
      podSelector: i % 10 === 0 ? {} : app,
      policyTypes: [['Ingress'], ['Egress'], ['Ingress', 'Egress']][i % 3],
      ingress: [{ from: pick(peers, i), ports: pick(ports, i >> 2) }, { from: pick(peers, i + 2) }],
      egress: [{ to: pick(peers, i + 1), ports: pick(ports, i >> 3) }, { to: [peers[i % 4]] }],
    },
  } as unknown as NetworkPolicy;
}

export const PORTS: readonly ReachPort[] = [
  { protocol: 'TCP', port: 80 },
  { protocol: 'TCP', port: 8000 },
  { protocol: 'TCP', port: 8002 },
  { protocol: 'UDP', port: 53 },
  { protocol: 'SCTP', port: 80 },
];

/** What a run found, to be written out when the clock has stopped: one letter a pair, `.` allowed and `X` denied, one text a port. */
interface Run {
  readonly work: number;
  tables(): readonly string[];
}

/** By classes of pods. */
export function byClasses(view: ClusterView): Run {
  const { reachability, work } = reachabilityWithWork(view, { by: 'pod', ports: PORTS });
  return { tables: () => tablesOf(reachability), work: work.peersTried + work.portsTried };
}

function tablesOf({ parties, matrices }: Reachability): readonly string[] {
  const places = parties.flatMap(({ kind, pods }, i) => (kind === 'pods' ? [[i, pods[0]] as const] : []));
  const order = places.sort(([, a = ''], [, b = '']) => (a < b ? -1 : 1)).map(([i]) => i);
  return matrices.map(({ cells }) =>
    order.map((from) => order.map((to) => (cells[from]?.[to] === 'denied' ? 'X' : '.')).join('')).join('\n'),
  );
}

/**
 * A plain loop: every pair is asked about by itself, on every port, until a rule of either end lets it through or none is left. It knows which
 * policies select which pod, and says nothing of why.
 */
export function plainly(view: ClusterView): Run {
  const ends = [...view.list<Pod>('Pod')]
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map((pod) => ({
      seen: seenAs(view, { kind: 'pod', pod }),
      egress: guards(view, pod, 'egress'),
      ingress: guards(view, pod, 'ingress'),
    }));
  let work = 0;
  const found = PORTS.map((port) =>
    ends.map((from) =>
      ends.map((to) => {
        work++;
        if (from === to) return true;
        return passes(from.egress, to.seen, to.seen, port) && passes(to.ingress, from.seen, to.seen, port);
      }),
    ),
  );
  const written = (rows: readonly (readonly boolean[])[]) =>
    rows.map((row) => row.map((isOpen) => (isOpen ? '.' : 'X')).join('')).join('\n');
  return { work, tables: () => found.map(written) };
}

type Guard = { readonly namespace: string; readonly rules: readonly PolicyRule[] };

function guards(view: ClusterView, pod: Pod, direction: 'ingress' | 'egress'): readonly Guard[] {
  return policiesSelecting(view, pod, direction).map((policy) => ({
    namespace: policy.metadata.namespace ?? '',
    rules: rulesOf(policy, direction),
  }));
}

function passes(all: readonly Guard[], peer: Seen, to: Seen, { protocol, port }: ReachPort): boolean {
  if (all.length === 0) return true;
  return all.some(({ namespace, rules }) =>
    rules.some(
      ({ peers, ports }) =>
        (ports.length === 0 || ports.some((item) => isPort(item, protocol, port, to))) &&
        (peers.length === 0 || peers.some((one) => isPeer(one, namespace, peer))),
    ),
  );
}

/** The verdict with all its reasons, of some pairs: what both ways must agree with. */
export function sampled(view: ClusterView, every: number): readonly (readonly [pair: number, letter: string])[] {
  const ends = [...view.list<Pod>('Pod')]
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map((pod): PolicyEnd => ({ kind: 'pod', pod }));
  const found: [number, string][] = [];
  const [port] = PORTS;
  for (let pair = 0; pair < ends.length * ends.length && port; pair += every) {
    const [from, to] = [ends[Math.floor(pair / ends.length)], ends[pair % ends.length]];
    if (from && to) found.push([pair, decideConnection(view, { from, to, ...port }).allowed ? '.' : 'X']);
  }
  return found;
}
