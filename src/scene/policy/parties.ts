import {
  keyOf,
  type ClusterView,
  type KubeObject,
  type ObjectKey,
  type Pod,
  type Reachability,
  type ReachParty,
} from '../../core/index.js';
import type { PortClass, PortSet } from './ports.js';

/** Some of the pods of a party may be isolated and others not. */
export type Extent = 'none' | 'some' | 'all';

/** One card of the picture: a party, or several of a namespace folded into one. */
export interface Party {
  readonly id: string;
  readonly kind: 'pods' | 'outside' | 'nodes';
  readonly name: string;
  readonly namespace: string;
  readonly object?: ObjectKey;
  /** Where it stands in the list of `Reachability.parties`; several when they are folded. */
  readonly members: readonly number[];
  readonly pods: readonly ObjectKey[];
  /** Labels that all of its pods have, as selectors name them. */
  readonly labels: readonly string[];
  readonly isolated: { readonly ingress: Extent; readonly egress: Extent };
  readonly dns: boolean;
  readonly system: boolean;
}

const SYSTEM = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

function isSystem(namespace: string): boolean {
  return SYSTEM.has(namespace);
}

/** More rows of parties than this are not read: those of a namespace are folded into one. */
const MOST_ROWS = 14;
/** More namespaces than this: the last of them are folded into one card. */
const MOST_NAMESPACES = 8;
/** Where namespaces are folded into one another: no namespace can have this name. */
export const ELSEWHERE = '…';

/**
 * The parties as they are drawn: by namespace, those of the cluster itself last. Where there are too many, the parties of a namespace that nobody
 * looks at (`focus`: members of the present connection) share one card, and namespaces beyond a number share one too. Nobody is left out.
 */
export function partiesOf(view: ClusterView, reach: Reachability, focus: ReadonlySet<number>): readonly Party[] {
  const pods = new Map(view.list<Pod>('Pod').map((pod) => [keyOf(pod), pod]));
  const all = reach.parties.map((party, index) => single(party, index, pods));
  const outer = [...all.filter(({ kind }) => kind === 'outside'), ...all.filter(({ kind }) => kind === 'nodes')];
  // Pods of the host's network are their nodes to every policy.
  const ofNodes = (key: ObjectKey): boolean => pods.get(key)?.spec.hostNetwork === true;
  const namespaces = byNamespace(all.filter(({ kind, pods: own }) => kind === 'pods' && !own.every(ofNodes)));
  const crowded = [...namespaces.values()].reduce((sum, list) => sum + list.length, 0) > MOST_ROWS;
  const rows = [...namespaces].flatMap(([name, list]) => {
    if (!crowded) return list;
    const kept = list.filter(({ members }) => members.some((index) => focus.has(index)));
    const rest = list.filter((party) => !kept.includes(party));
    return rest.length < 2 ? list : [...kept, folded(rest, `namespace:${name}`, name, String(rest.length))];
  });
  return [...outer, ...fewerNamespaces(rows, focus)];
}

function fewerNamespaces(rows: readonly Party[], focus: ReadonlySet<number>): readonly Party[] {
  const names = [...new Set(rows.map(({ namespace }) => namespace))];
  if (names.length <= MOST_NAMESPACES) return rows;
  const looked = (name: string): boolean =>
    rows.some(({ namespace, members }) => namespace === name && members.some((index) => focus.has(index)));
  const kept = new Set([...names.filter(looked), ...names.filter((name) => !looked(name))].slice(0, MOST_NAMESPACES));
  const rest = rows.filter(({ namespace }) => !kept.has(namespace));
  const count = names.length - kept.size;
  return [...rows.filter(({ namespace }) => kept.has(namespace)), folded(rest, 'namespaces', ELSEWHERE, String(count))];
}

function byNamespace(parties: readonly Party[]): ReadonlyMap<string, readonly Party[]> {
  const groups = new Map<string, Party[]>();
  const names = [...new Set(parties.map(({ namespace }) => namespace))].sort(
    (a, b) => Number(isSystem(a)) - Number(isSystem(b)) || (a < b ? -1 : 1),
  );
  for (const name of names) {
    groups.set(
      name,
      parties.filter(({ namespace }) => namespace === name),
    );
  }
  return groups;
}

function single(party: ReachParty, index: number, pods: ReadonlyMap<ObjectKey, Pod>): Party {
  const own = party.pods.flatMap((key) => pods.get(key) ?? []);
  const namespace = party.namespace ?? '';
  return {
    id: `party:${party.id}`,
    kind: party.kind,
    name: party.name,
    namespace,
    ...(party.object !== undefined && { object: party.object }),
    members: [index],
    pods: party.pods,
    labels: sharedLabels(own),
    isolated: party.isolated,
    dns: own.length > 0 && own.every(({ metadata }) => metadata.labels?.['k8s-app'] === 'kube-dns'),
    system: isSystem(namespace),
  };
}

/** Several parties as one. Its name is their number. */
function folded(list: readonly Party[], id: string, namespace: string, name: string): Party {
  const extent = (of: (party: Party) => Extent): Extent => {
    const [first = 'none'] = list.map(of);
    return list.every((party) => of(party) === first) ? first : 'some';
  };
  return {
    id: `party:${id}`,
    kind: 'pods',
    name,
    namespace,
    members: list.flatMap(({ members }) => members),
    pods: list.flatMap(({ pods }) => pods),
    labels: [],
    isolated: {
      ingress: extent(({ isolated }) => isolated.ingress),
      egress: extent(({ isolated }) => isolated.egress),
    },
    dns: false,
    system: list.every(({ system }) => system),
  };
}

/** Labels that controllers write for themselves, and that no policy is written for. */
const OF_CONTROLLERS = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'controller-uid',
  'job-name',
]);

function sharedLabels(objects: readonly KubeObject[]): readonly string[] {
  const [first, ...rest] = objects.map(({ metadata }) => metadata.labels ?? {});
  if (first === undefined) return [];
  return Object.entries(first).flatMap(([key, value]) =>
    !OF_CONTROLLERS.has(key) && rest.every((labels) => Object.hasOwn(labels, key) && labels[key] === value)
      ? [`${key}=${value}`]
      : [],
  );
}

/** Who reaches whom among the parties as they are drawn. `every`: on these ports all pods may; `some`: on these at least one of them. */
export interface Access {
  readonly every: PortSet;
  readonly some: PortSet;
}

/** `access(from, to)`, by the places of the parties in their list. A pod's way to itself is no connection, and is left out. */
export function accessOf(
  reach: Reachability,
  parties: readonly Party[],
  classes: readonly PortClass[],
): (from: number, to: number) => Access {
  const table = parties.map((from) => parties.map((to) => between(reach, from, to, classes)));
  return (from, to) => table[from]?.[to] ?? NOBODY;
}

const NOBODY: Access = { every: 0n, some: 0n };

function between(reach: Reachability, from: Party, to: Party, classes: readonly PortClass[]): Access {
  let every = 0n;
  let some = 0n;
  classes.forEach((_, index) => {
    const cells = reach.matrices[index]?.cells;
    let asked = false;
    let all = true;
    let any = false;
    for (const a of from.members) {
      for (const b of to.members) {
        const state = cells?.[a]?.[b] ?? 'self';
        if (state === 'self') continue;
        asked = true;
        all &&= state === 'allowed';
        any ||= state !== 'denied';
      }
    }
    if (asked && all) every |= 1n << BigInt(index);
    if (asked && any) some |= 1n << BigInt(index);
  });
  return { every, some };
}
