import type { ClusterView, Message, ObjectKey, ReachChange, Trace } from '../../core/index.js';
import { elideEnd, MONO } from '../text/measure.js';
import type { Profile } from '../traffic/options.js';
import type { SceneRule } from '../types.js';
import { changedWires, type Changed } from './changed.js';
import { connectionsOf, namedPairs, openConnections, without, type Connection, type End } from './connections.js';
import { causesOfLine, causesOfWay, type LineCauses } from './line-causes.js';
import { BESIDE_SIGN, METRICS, type PolicyMetrics } from './metrics.js';
import { accessOf, ELSEWHERE, partiesOf, type Party } from './parties.js';
import { selectingPolicies, type SelectingPolicy } from './policies.js';
import { wordsOf, type PortClass, type PortSet } from './ports.js';
import type { Reach } from './reach.js';
import { ruleLines } from './rule-lines.js';
import type { TracedWay } from './traced.js';
import { tell } from './words.js';

/** A policy's card; several policies of a namespace where there are too many. */
export interface PolicyCard {
  readonly id: string;
  readonly policies: readonly SelectingPolicy[];
  readonly lines: readonly SceneRule[];
  /** Ids of what it points to. */
  readonly selects: readonly string[];
  readonly part: boolean;
}

/** What stands in one namespace; or, without one, outside of all of them. */
export interface Band {
  readonly namespace: string | null;
  /** Places of its parties in the list. */
  readonly parties: readonly number[];
  readonly policies: readonly PolicyCard[];
  /** The card that stands for all of them, where a line leads to it. */
  readonly all: string | null;
}

/** One line between two cards. */
export interface Wire extends LineCauses {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'allows' | 'denies';
  readonly label: string | null;
  readonly words: readonly Message[];
  readonly change?: 'added' | 'removed';
  readonly partly: boolean;
  /** The connection of the trace that goes along it. */
  readonly way: TracedWay | null;
}

interface Line {
  readonly connection: Connection;
  readonly change?: 'added' | 'removed';
}

export interface Plan {
  readonly profile: Profile;
  readonly metrics: PolicyMetrics;
  readonly enforced: boolean;
  readonly notices: readonly Message[];
  readonly parties: readonly Party[];
  /** Members of the reachability to places of the parties. */
  readonly placeOf: ReadonlyMap<number, number>;
  readonly bands: readonly Band[];
  readonly wires: readonly Wire[];
}

export interface PlanInput {
  readonly view: ClusterView;
  readonly reach: Reach;
  readonly trace: Trace | null;
  readonly ways: readonly TracedWay[];
  readonly changes: readonly ReachChange[];
  readonly profile: Profile;
}

/** What the Policy lens shows, before anything has a place. */
export function planOf({ view, reach, trace, ways, changes, profile }: PlanInput): Plan {
  const metrics = METRICS[profile];
  const { classes, reachability } = reach;
  const focus = new Set(ways.flatMap(({ from, to }) => [from, to]));
  const parties = partiesOf(view, reachability, focus);
  const placeOf = new Map(parties.flatMap(({ members }, place) => members.map((member) => [member, place] as const)));
  const policies = selectingPolicies(view, parties, trace);
  const names = new Names(parties);
  const changed = changedWires({ parties, reachability, classes, changes });
  const allowed = reachability.enforced ? allowedConnections(parties, reach, changed) : [];
  const inWords: InWords = (set, sign) => labelOf(set, classes, metrics.labelRoom - LABEL_END - sign);

  const traced = ways.flatMap((way): Wire[] => {
    const [from, to] = [placeOf.get(way.from), placeOf.get(way.to)];
    if (from === undefined || to === undefined || (way.stopped === null && !reachability.enforced && from === to))
      return [];
    return [{ ...tracedWire(way, parties[from] as Party, parties[to] as Party), ...causesOfWay(trace, way) }];
  });
  const lines: readonly Line[] = [...changed.wires, ...allowed.map((connection) => ({ connection }))];
  const wires = lines.map(({ connection, change }) =>
    wireOf(connection, change === 'removed' ? 'denies' : 'allows', names, inWords, change),
  );
  const because = causesOfLine(view, parties, classes);
  const shown = wires
    .slice(0, Math.max(0, metrics.mostWires - traced.length))
    .map((wire, index) => ({ ...wire, ...because((lines[index] as Line).connection, wire.kind === 'allows') }));
  const hidden = wires.slice(shown.length);
  const all = [...unlike(traced, shown), ...shown.map((wire) => alsoTraced(wire, traced))];
  const bands = bandsOf(parties, policies, all, metrics);
  return {
    profile,
    metrics,
    enforced: reachability.enforced,
    notices: noticesOf(policies, reachability.enforced, changed, hidden),
    parties,
    placeOf,
    bands,
    wires: all,
  };
}

function allowedConnections(
  parties: readonly Party[],
  { reachability, classes }: Reach,
  changed: Changed,
): Connection[] {
  const { pairs, fromAnyone, toAnyone } = namedPairs(parties, accessOf(reachability, parties, classes));
  return [
    ...openConnections(parties, (party) => fromAnyone(party) & ~changed.addedFromAnyone(party), 'from'),
    ...openConnections(parties, toAnyone, 'to'),
    ...connectionsOf(parties, (from, to) => without(pairs(from, to), changed.added(from, to))),
  ];
}

/** The ids of ends. */
class Names {
  readonly #parties: readonly Party[];

  constructor(parties: readonly Party[]) {
    this.#parties = parties;
  }

  of(end: End): string {
    if (end.kind === 'namespace') return allId(end.namespace);
    if (end.kind === 'party') return this.#parties[end.party]?.id ?? '';
    return this.#parties.find(({ kind }) => kind === 'outside')?.id ?? '';
  }
}

function allId(namespace: string): string {
  return `all:${namespace}`;
}

/** Ports in words, where a sign before them takes some of their room. */
type InWords = (set: PortSet, sign: number) => Pick<Wire, 'label' | 'words'>;

/** Between the words of a line and the lines that run up and down. */
const LABEL_END = 8;

function labelOf(set: PortSet, classes: readonly PortClass[], room: number): Pick<Wire, 'label' | 'words'> {
  const text = wordsOf(set, classes);
  if (text === null) return { label: null, words: [tell('scene.policy.port.any', {})] };
  return { label: elideEnd(text, room, MONO), words: [] };
}

function wireOf(
  connection: Connection,
  kind: Wire['kind'],
  names: Names,
  inWords: InWords,
  change?: 'added' | 'removed',
): Wire {
  const { from, to, ports, partly } = connection;
  const [start, end] = [names.of(from), names.of(to)];
  const { label, words } = inWords(ports, change === undefined ? 0 : BESIDE_SIGN);
  // Of everybody's line and one's own, of all pods' and of some pods', each is another.
  const told = [from.kind, to.kind].includes('anyone') ? ' anyone' : '';
  return {
    id: `${kind}:${start}>${end}${told}${change === undefined ? '' : ` ${change}`}${partly ? ' partly' : ''}`,
    from: start,
    to: end,
    kind,
    label,
    words: [...words, ...noteOf(connection, change)],
    ...(change !== undefined && { change }),
    partly,
    way: null,
  };
}

/** The word below the ports: what happened to it, else for whom it is. */
function noteOf({ from, to, partly }: Connection, change: 'added' | 'removed' | undefined): Message[] {
  if (change !== undefined) return [tell(`scene.policy.${change}`, {})];
  if (partly) return [tell('scene.policy.partly', {})];
  if (from.kind === 'anyone') return [tell('scene.policy.from.any', {})];
  return to.kind === 'anyone' ? [tell('scene.policy.to.any', {})] : [];
}

function tracedWire(way: TracedWay, from: Party, to: Party): Wire {
  const kind = way.stopped === null ? 'allows' : 'denies';
  return {
    id: `traced:${from.id}>${to.id} ${way.protocol} ${way.port}`,
    from: from.id,
    to: to.id,
    kind,
    label: `${way.protocol} ${way.port}`,
    words: [tell(kind === 'allows' ? 'scene.policy.allowed' : 'scene.policy.denied', {})],
    partly: false,
    way,
  };
}

/** A line that stands already, with the same ends and the same port, is the one that the packet takes. */
function alsoTraced(wire: Wire, traced: readonly Wire[]): Wire {
  const same = traced.find((one) => isSame(one, wire));
  return same === undefined ? wire : { ...wire, way: same.way };
}

function unlike(traced: readonly Wire[], wires: readonly Wire[]): readonly Wire[] {
  const seen = new Set<string>();
  return traced.filter((one) => {
    const again = seen.has(one.id);
    seen.add(one.id);
    return !again && !wires.some((wire) => isSame(one, wire));
  });
}

function isSame(traced: Wire, wire: Wire): boolean {
  return (
    traced.kind === wire.kind &&
    traced.kind === 'allows' &&
    traced.from === wire.from &&
    traced.to === wire.to &&
    !wire.partly &&
    (wire.label === null || wire.label === traced.label)
  );
}

function noticesOf(
  policies: readonly SelectingPolicy[],
  enforced: boolean,
  changed: Changed,
  hidden: readonly Wire[],
): readonly Message[] {
  const hiddenChanges = hidden.filter(({ change }) => change !== undefined).length;
  const more = hidden.length - hiddenChanges;
  return [
    ...(policies.length === 0 ? [tell('scene.policy.none', {})] : []),
    ...(policies.length > 0 && !enforced ? [tell('scene.policy.ignored', {})] : []),
    ...(changed.wires.length > 0 ? [tell('scene.policy.changes', {})] : []),
    ...(hiddenChanges > 0 ? [tell('scene.policy.more.changes', { count: hiddenChanges })] : []),
    ...(more > 0 ? [tell('scene.policy.more.connections', { count: more })] : []),
  ];
}

/** More policies than this in the whole picture: each namespace shows those that were asked, and how many others there are. */
const MOST_POLICIES = 10;
const MOST_LINES = 5;
const LINES_OF_MANY = 2;

function bandsOf(
  parties: readonly Party[],
  policies: readonly SelectingPolicy[],
  wires: readonly Wire[],
  metrics: PolicyMetrics,
): readonly Band[] {
  const many = policies.length > MOST_POLICIES;
  const led = (id: string): boolean => wires.some(({ from, to }) => from === id || to === id);
  const outer = parties.flatMap(({ kind, id }, place) =>
    kind === 'outside' || (kind === 'nodes' && led(id)) ? [place] : [],
  );
  const names = [...new Set(parties.flatMap(({ kind, namespace }) => (kind === 'pods' ? [namespace] : [])))];
  const elsewhere = new Set(names.filter((name) => name !== ELSEWHERE));
  const ofBand = (name: string): readonly SelectingPolicy[] =>
    policies.filter(({ policy: { metadata } }) => {
      const own = metadata.namespace ?? '';
      return own === name || (name === ELSEWHERE && !elsewhere.has(own));
    });
  const empty = [
    ...new Set(policies.map(({ policy }) => policy.metadata.namespace ?? '').filter((own) => !elsewhere.has(own))),
  ].filter(() => !names.includes(ELSEWHERE));
  const bands = [...names, ...empty.sort()].map((namespace): Band => {
    const own = parties.flatMap((party, place) =>
      party.kind === 'pods' && party.namespace === namespace ? [place] : [],
    );
    const cards = cardsOf(namespace, ofBand(namespace), parties, own, many, metrics);
    const id = allId(namespace);
    const all = led(id) || cards.some(({ selects }) => selects.includes(id));
    return { namespace, parties: own, policies: cards, all: all ? id : null };
  });
  return outer.length === 0 ? bands : [{ namespace: null, parties: outer, policies: [], all: null }, ...bands];
}

function cardsOf(
  namespace: string,
  policies: readonly SelectingPolicy[],
  parties: readonly Party[],
  own: readonly number[],
  many: boolean,
  metrics: PolicyMetrics,
): readonly PolicyCard[] {
  const room = metrics.ruleRoom;
  const folds = many && policies.length > 1;
  const shown = folds ? policies.filter(({ part }) => part) : policies;
  const rest = folds ? policies.filter(({ part }) => !part) : [];
  const cards = shown.map((one): PolicyCard => {
    const whole = own.length > 1 && own.every((place) => one.selects.includes(place));
    return {
      id: one.key,
      policies: [one],
      lines: shortened(ruleLines(one.policy, one.tried, room), many ? LINES_OF_MANY : MOST_LINES),
      selects: whole ? [allId(namespace)] : one.selects.flatMap((place) => parties[place]?.id ?? []),
      part: one.part,
    };
  });
  if (rest.length === 0) return cards;
  return [...cards, { id: `policies:${namespace}`, policies: rest, lines: [], selects: [], part: false }];
}

function shortened(lines: readonly SceneRule[], most: number): readonly SceneRule[] {
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most - 1);
  return [...kept, { text: tell('scene.policy.rules.more', { count: lines.length - kept.length }) }];
}

/** What the layout reads of a plan, as one text: equal shapes have equal placements. */
export function shapeOf(plan: Plan): string {
  return JSON.stringify([
    plan.profile,
    plan.notices.length,
    plan.bands.map(({ namespace, parties, policies, all }) => [
      namespace,
      parties.map((place) => [plan.parties[place]?.id, plan.parties[place]?.labels.length === 0]),
      policies.map(({ id, lines, selects }) => [id, lines.length, selects]),
      all,
    ]),
    plan.wires.map(({ id, from, to, label, words, change, way }) => [id, from, to, label, words, change, way?.stopped]),
  ]);
}

export function keyOfNamespace(namespace: string): ObjectKey {
  return `Namespace//${namespace}` as ObjectKey;
}
