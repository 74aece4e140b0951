import {
  keyOf,
  type ClusterView,
  type Namespace,
  type ObjectKey,
  type Pod,
  type ReachChange,
  type Trace,
} from '../../core/index.js';
import { keepIdentity } from '../identity.js';
import { elideEnd, elideName, HEADING, MONO, textWidth } from '../text/measure.js';
import { GROUP_PAD } from '../text/group-runs.js';
import type { Profile } from '../traffic/options.js';
import type { Box, Group, Lane, Scene, SceneLink, SceneNode } from '../types.js';
import { allNode, partyNode, policyNode, type Boundary } from './cards.js';
import { place, type Placement } from './layout.js';
import type { PolicyOptions } from './options.js';
import { ELSEWHERE } from './parties.js';
import { keyOfNamespace, planOf, shapeOf, type Band, type Plan, type Wire } from './plan.js';
import type { Reach } from './reach.js';
import { tracedWays, type Members, type TracedWay } from './traced.js';
import { tell } from './words.js';

/** What a scene was made from: its timeline asks where the connections of the trace run. */
export interface PolicyOrigin {
  readonly plan: Plan;
  readonly shape: string;
  readonly placement: Placement;
  readonly ways: readonly TracedWay[];
  readonly made: Made;
}

interface Made {
  readonly reach: Reach;
  readonly trace: Trace | null;
  readonly changes: readonly ReachChange[] | undefined;
  readonly profile: Profile;
  readonly lists: readonly (readonly unknown[])[];
}

const origins = new WeakMap<Scene, PolicyOrigin>();

export function originOf(scene: Scene): PolicyOrigin | undefined {
  return origins.get(scene);
}

/** The kinds that the lens reads itself. */
const KINDS = ['Pod', 'NetworkPolicy', 'Namespace', 'Service', 'Node'] as const;

/**
 * The Policy lens: namespaces with their policies and their workloads, the boundary that policies draw around each, and the connections that their
 * rules allow. The trace's own connection is always drawn, allowed or not, and so is what the last change did. A pure function of its input.
 */
export function buildPolicyScene(
  view: ClusterView,
  reach: Reach,
  trace: Trace | null,
  options: PolicyOptions = {},
): Scene {
  const { profile = 'wide', changes, previous, work } = options;
  const made: Made = { reach, trace, changes, profile, lists: KINDS.map((kind) => view.list(kind)) };
  const before = previous && origins.get(previous);
  if (previous && before && sameInput(before.made, made)) return previous;
  const ways = trace === null ? [] : tracedWays(trace, view, membersOf(view, reach));
  const plan = planOf({ view, reach, trace, ways, changes: changes ?? [], profile });
  const shape = shapeOf(plan);
  const placement = before?.shape === shape ? before.placement : place(plan, work);
  const scene = keepIdentity(draw(view, plan, placement), previous);
  origins.set(scene, { plan, shape, placement, ways, made });
  return scene;
}

function sameInput(a: Made, b: Made): boolean {
  return (
    a.reach === b.reach &&
    a.trace === b.trace &&
    a.changes === b.changes &&
    a.profile === b.profile &&
    a.lists.every((list, index) => list === b.lists[index])
  );
}

/** Pods and the others as members of the reachability. Pods of the host's network are their node to a policy. */
function membersOf(view: ClusterView, { reachability: { parties } }: Reach): Members {
  const first = (kind: 'outside' | 'nodes'): number | undefined => {
    const index = parties.findIndex((party) => party.kind === kind);
    return index < 0 ? undefined : index;
  };
  const nodes = first('nodes');
  const pods = new Map<ObjectKey, number | undefined>();
  parties.forEach((party, index) => party.pods.forEach((pod) => pods.set(pod, index)));
  for (const pod of view.list<Pod>('Pod')) if (pod.spec.hostNetwork === true) pods.set(keyOf(pod), nodes);
  return { pod: (key) => pods.get(key), outside: first('outside'), nodes };
}

function draw(view: ClusterView, plan: Plan, placement: Placement): Scene {
  const { width, height, boxes } = placement;
  const lit = partsOf(plan);
  const nodes = plan.bands.flatMap((band) => bandNodes(band, plan, placement, lit));
  const selects = [...placement.selects].map(([id, points]) => selectsLink(id, points, lit));
  const drawn = plan.wires.filter(({ from, to }) => boxes.has(from) && boxes.has(to));
  return {
    lens: 'policy',
    box: { x: 0, y: 0, width, height },
    lanes: placement.notices.flatMap((box, index) => notice(plan, box, index)),
    groups: placement.bands.flatMap(({ band, box }) =>
      namespaceGroup(view, plan, band, { box, edge: placement.edge }, lit),
    ),
    nodes,
    links: [...selects, ...drawn.flatMap((wire) => wireLink(wire, placement))],
  };
}

/** The ids of all that the trace has to do with. */
function partsOf(plan: Plan): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id, from, to, way } of plan.wires) if (way !== null) for (const one of [id, from, to]) ids.add(one);
  for (const { policies, all } of plan.bands) {
    for (const { id, part, selects } of policies) {
      if (!part) continue;
      ids.add(id);
      if (all !== null && selects.includes(all)) ids.add(all);
    }
  }
  return ids;
}

function notice({ notices }: Plan, box: Box, index: number): Lane[] {
  const title = notices[index];
  return title === undefined ? [] : [{ id: `notice:${title.code}`, title, box, form: 'heading' }];
}

function bandNodes(band: Band, plan: Plan, { boxes, doors }: Placement, lit: ReadonlySet<string>): SceneNode[] {
  const nodes: SceneNode[] = [];
  for (const card of band.policies) {
    const box = boxes.get(card.id);
    if (box !== undefined) nodes.push(policyNode(card, box));
  }
  const all = band.all === null ? undefined : boxes.get(band.all);
  if (band.all !== null && all !== undefined) nodes.push(allNode(band.all, all, lit.has(band.all)));
  for (const index of band.parties) {
    const party = plan.parties[index];
    const box = party === undefined ? undefined : boxes.get(party.id);
    if (party === undefined || box === undefined) continue;
    const boundary: Boundary = {
      selected: selectedIn(band, index),
      enforced: plan.enforced,
      doors: doors.get(party.id) ?? [],
    };
    nodes.push(partyNode(party, box, boundary, lit.has(party.id)));
  }
  return nodes;
}

/** In which directions policies select a party, whoever enforces them. */
function selectedIn({ policies }: Band, party: number): { readonly ingress: boolean; readonly egress: boolean } {
  const own = policies.flatMap((card) => card.policies).filter(({ selects }) => selects.includes(party));
  const types = own.flatMap(({ policy: { spec } }) => spec.policyTypes ?? (['Ingress'] as const));
  return { ingress: types.includes('Ingress'), egress: types.includes('Egress') };
}

function namespaceGroup(
  view: ClusterView,
  { metrics, parties }: Plan,
  { namespace, parties: own, policies }: Band,
  { box, edge }: { readonly box: Box; readonly edge: number },
  lit: ReadonlySet<string>,
): Group[] {
  if (namespace === null) return [];
  const object = namespace === ELSEWHERE ? undefined : keyOfNamespace(namespace);
  const labels = object === undefined ? [] : labelsOf(view.get<Namespace>(object));
  // It ends before the parties or, above them, where they do: right of that lines run down.
  const room = metrics.beside ? metrics.policyWidth : edge - box.x - GROUP_PAD;
  const heading = elideName(namespace, room, HEADING);
  const left = room - textWidth(heading, HEADING) - 10;
  const part = own.some((index) => lit.has(parties[index]?.id ?? '')) || policies.some(({ part }) => part);
  return [
    {
      id: `namespace:${namespace}`,
      kind: 'namespace',
      box,
      label: namespace,
      heading,
      sublabel: left < 40 ? '' : elideEnd(labels.join(','), left, MONO),
      state: 'neutral',
      ...(object === undefined && {
        note: tell('scene.policy.namespaces', { count: Number(parties[own[0] ?? 0]?.name) }),
      }),
      ...(object !== undefined && view.get(object) !== undefined && { object }),
      ...(part && { part: true }),
    },
  ];
}

/** The label that every namespace has says its name again. */
function labelsOf(namespace: Namespace | undefined): readonly string[] {
  return Object.entries(namespace?.metadata.labels ?? {}).flatMap(([key, value]) =>
    key === 'kubernetes.io/metadata.name' ? [] : [`${key}=${value}`],
  );
}

function selectsLink(id: string, points: SceneLink['points'], lit: ReadonlySet<string>): SceneLink {
  const space = id.indexOf(' ');
  const [from, to] = [id.slice(0, space), id.slice(space + 1)];
  return {
    id: `selects:${id}`,
    from,
    to,
    kind: 'selects',
    points,
    cause: { object: from as ObjectKey, field: ['spec', 'podSelector'] },
    ...(lit.has(from) && lit.has(to) && { part: true }),
  };
}

function wireLink(wire: Wire, { routes }: Placement): SceneLink[] {
  const route = routes.get(wire.id);
  if (route === undefined) return [];
  const { labelAt, stopped, points } = route;
  return [
    {
      id: wire.id,
      from: wire.from,
      to: wire.to,
      kind: wire.kind,
      points,
      ...(labelAt !== null && {
        labelAt,
        ...(wire.label !== null && { label: wire.label }),
        ...(wire.words.length > 0 && { words: wire.words }),
      }),
      ...(wire.cause && { cause: wire.cause }),
      ...(wire.also && { also: wire.also }),
      ...(stopped !== null && { stopped }),
      ...(wire.change !== undefined && { change: wire.change }),
      ...(wire.partly && { partly: true }),
      ...(wire.way !== null && { part: true }),
    },
  ];
}
