import type { Box, Point } from '../types.js';
import { ALL_HEIGHT, BAND_GAP, CARD_GAP, HEADING_HEIGHT, NOTICE, RING, RING_GAP } from './metrics.js';
import type { Party } from './parties.js';
import type { Band, Plan, PolicyCard, Wire } from './plan.js';
import { routeOf, stubsOf, tracksOf, WORDS_AT, type Bundle, type Route, type Stubs } from './wiring.js';

export interface PlacedBand {
  readonly band: Band;
  readonly box: Box;
}

export interface Placement {
  /** The right edge of the parties: where their lines begin and end. */
  readonly edge: number;
  readonly width: number;
  readonly height: number;
  readonly notices: readonly Box[];
  readonly bands: readonly PlacedBand[];
  /** Cards, by id: parties, policies, and those that stand for a whole namespace. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** Ways of the wires, by id. */
  readonly routes: ReadonlyMap<string, Route>;
  /** From policies to what they select: `POLICY TARGET`. */
  readonly selects: ReadonlyMap<string, readonly Point[]>;
  /** Where lines come through the right edge of a card, in px below its top. */
  readonly doors: ReadonlyMap<string, readonly number[]>;
}

/** Heights of cards before lines make them higher. */
const ISOLATED_HEIGHT = 64;
const OPEN_HEIGHT = 46;
const OUTER_HEIGHT = 34;
const FOLDED_POLICIES = 30;
const NOTICE_WIDTH = 480;
const POLICY_LINES = 2;
const LINE = 17;
const POLICY_EDGES = 14;
/** From the top of a card to the first line that selects it, and from one to the next. */
const SELECTED_AT = 20;
const SELECTED_STEP = 11;
const POLICY_EXIT = 14;
const TRACK = 7;
const GUTTER = 12;

/** Places everything: namespaces from top to bottom, in each its policies and its parties, and right of all of them the lines. */
export function place(plan: Plan, work?: { nodesLaidOut: number }): Placement {
  const { metrics, bands, notices } = plan;
  const order = bands.flatMap(({ all, parties }) => [
    ...(all === null ? [] : [all]),
    ...parties.flatMap((party) => plan.parties[party]?.id ?? []),
  ]);
  const stubs = stubsOf(plan.wires, order);
  const columns = columnsOf(plan);
  const boxes = new Map<string, Box>();
  const selected = selectionsOf(bands);
  const headings = notices.map((_, index): Box => ({
    x: metrics.margin,
    y: 6 + index * NOTICE,
    width: (metrics.beside ? NOTICE_WIDTH : metrics.width) - 2 * metrics.margin,
    height: NOTICE - 4,
  }));

  let y = 8 + notices.length * NOTICE + RING;
  const placed = bands.map((band): PlacedBand => {
    const height = placeBand(band, y, { plan, columns, stubs, selected, boxes });
    const box = { x: metrics.margin, y, width: 0, height };
    y += height + (band.namespace === null ? RING_GAP : BAND_GAP);
    return { band, box };
  });
  if (work) work.nodesLaidOut += boxes.size;

  const wiring = wire(plan, stubs, boxes, columns.edge);
  const least = metrics.width - (columns.policies === columns.parties && metrics.beside ? metrics.policyWidth : 0);
  const width = Math.max(least, wiring.right + metrics.pad + metrics.margin);
  return {
    edge: columns.edge,
    width,
    height: Math.max(y - BAND_GAP + metrics.margin, 120),
    notices: headings,
    bands: placed.map(({ band, box }) => ({ band, box: { ...box, width: width - 2 * metrics.margin } })),
    boxes,
    routes: wiring.routes,
    selects: selectWays(bands, boxes, selected, columns),
    doors: doorsOf(stubs, boxes),
  };
}

interface Columns {
  readonly policies: number;
  readonly parties: number;
  /** The right edge of the parties. */
  readonly edge: number;
  /** Where the line of a band's n-th policy runs up and down. */
  readonly track: (index: number) => number;
}

function columnsOf({ bands, metrics }: Plan): Columns {
  const { margin, pad, beside, policyWidth, partyWidth } = metrics;
  const most = Math.max(0, ...bands.map(({ policies }) => policies.filter(({ selects }) => selects.length > 0).length));
  const left = margin + pad + RING;
  if (!beside) {
    const x = left + (most === 0 ? 0 : GUTTER - RING + TRACK * most);
    return { policies: x, parties: x, edge: x + partyWidth, track: (index) => x - GUTTER - TRACK * index };
  }
  if (bands.every(({ policies }) => policies.length === 0)) {
    return { policies: left, parties: left, edge: left + partyWidth, track: () => left };
  }
  const policies = margin + pad;
  const parties = policies + policyWidth + 2 * GUTTER + TRACK * most;
  return {
    policies,
    parties,
    edge: parties + partyWidth,
    // The first policy's line is the farthest from it, so that it runs over the exits of those below.
    track: (index) => parties - GUTTER - TRACK * (index + 0.5),
  };
}

interface BandInput {
  readonly plan: Plan;
  readonly columns: Columns;
  readonly stubs: Stubs;
  readonly selected: Selections;
  readonly boxes: Map<string, Box>;
}

/** Puts the cards of a band below each other; returns its height. */
function placeBand(band: Band, top: number, { plan, columns, stubs, selected, boxes }: BandInput): number {
  const { metrics, parties } = plan;
  const named = band.namespace !== null;
  let policyY = top + (named ? HEADING_HEIGHT + 2 : 0);
  for (const card of band.policies) {
    const height = policyHeight(card);
    boxes.set(card.id, { x: columns.policies, y: policyY, width: metrics.policyWidth, height });
    policyY += height + CARD_GAP;
  }
  const policiesEnd = policyY - CARD_GAP;
  let y = metrics.beside
    ? top + (named ? (band.all === null ? HEADING_HEIGHT + 2 : 8) : 0)
    : band.policies.length > 0
      ? policiesEnd + RING_GAP
      : top + (named ? HEADING_HEIGHT + 2 : 0);
  const put = (id: string, base: number): void => {
    const picked = selected.get(id)?.length ?? 0;
    const least = picked < 2 ? base : Math.max(base, 2 * SELECTED_AT + SELECTED_STEP * (picked - 1));
    const height = Math.max(least, stubs.at.get(id)?.height ?? 0);
    boxes.set(id, { x: columns.parties, y, width: metrics.partyWidth, height });
    y += height + RING_GAP;
  };
  if (band.all !== null) put(band.all, ALL_HEIGHT);
  if (metrics.beside && named) y = Math.max(y, top + HEADING_HEIGHT + 2);
  for (const index of band.parties) {
    const party = parties[index];
    if (party !== undefined) put(party.id, partyHeight(party, isGuarded(band, index)));
  }
  const end = Math.max(y - RING_GAP, policiesEnd, top + (named ? HEADING_HEIGHT : 0));
  return end - top + (named ? metrics.pad + RING : 0);
}

/** Its name; its labels, beside which an open one says so; and how it is isolated. */
function partyHeight({ kind, labels, members }: Party, guarded: boolean): number {
  if (kind !== 'pods') return OUTER_HEIGHT;
  return guarded && (labels.length > 0 || members.length > 1) ? ISOLATED_HEIGHT : OPEN_HEIGHT;
}

/** Whether a boundary is drawn around a party, which needs a line of words. */
function isGuarded({ policies }: Band, party: number): boolean {
  return policies.some((card) => card.policies.some(({ selects }) => selects.includes(party)));
}

/** A policy's name and selector, and what it says. */
function policyHeight({ policies, lines }: PolicyCard): number {
  return policies.length > 1 ? FOLDED_POLICIES : POLICY_EDGES + LINE * (POLICY_LINES + lines.length);
}

/** For every card, which policies of its band select it: their places among those that point at something. */
type Selections = ReadonlyMap<string, readonly { readonly policy: string; readonly index: number }[]>;

function selectionsOf(bands: readonly Band[]): Selections {
  const selected = new Map<string, { policy: string; index: number }[]>();
  for (const { policies } of bands) {
    policies
      .filter(({ selects }) => selects.length > 0)
      .forEach(({ id, selects }, index) => {
        for (const target of selects) {
          const list = selected.get(target) ?? [];
          list.push({ policy: id, index });
          selected.set(target, list);
        }
      });
  }
  return selected;
}

function selectWays(
  bands: readonly Band[],
  boxes: ReadonlyMap<string, Box>,
  selected: Selections,
  columns: Columns,
): ReadonlyMap<string, readonly Point[]> {
  const ways = new Map<string, readonly Point[]>();
  const beside = columns.policies !== columns.parties;
  for (const { policies } of bands) {
    for (const { id, selects } of policies) {
      const own = boxes.get(id);
      if (own === undefined) continue;
      for (const target of selects) {
        const box = boxes.get(target);
        const list = selected.get(target) ?? [];
        const at = list.findIndex(({ policy }) => policy === id);
        const index = list[at]?.index;
        if (box === undefined || index === undefined) continue;
        const y = box.y + Math.min(SELECTED_AT + SELECTED_STEP * at, Math.max(box.height - 8, box.height / 2));
        const track = columns.track(index);
        const exit = own.y + POLICY_EXIT;
        ways.set(`${id} ${target}`, [
          { x: beside ? own.x + own.width : own.x, y: exit },
          { x: track, y: exit },
          { x: track, y },
          { x: box.x - RING - 2, y },
        ]);
      }
    }
  }
  return ways;
}

function wire(
  { wires, metrics }: Plan,
  stubs: Stubs,
  boxes: ReadonlyMap<string, Box>,
  edge: number,
): { readonly routes: ReadonlyMap<string, Route>; readonly right: number } {
  const yOf = (bundle: Bundle, id: string, end: 'out' | 'in'): number => {
    const stub = stubs.at.get(id)?.stubs.find((one) => one.bundle === bundle && one.end === end);
    return (boxes.get(id)?.y ?? 0) + (stub?.y ?? 0) + slack(stubs, boxes, id);
  };
  const known = ({ from, to }: Wire): boolean => boxes.has(from) && boxes.has(to);
  const { track, count } = tracksOf(stubs.bundles, (bundle) => {
    const ys = [yOf(bundle, bundle.to, 'in'), ...bundle.wires.map(({ from }) => yOf(bundle, from, 'out'))];
    return [Math.min(...ys), Math.max(...ys)];
  });
  const left = edge + WORDS_AT + metrics.labelRoom;
  const routes = new Map<string, Route>();
  for (const bundle of stubs.bundles) {
    const x = left + metrics.step * (track.get(bundle) ?? 0);
    for (const one of bundle.wires) {
      if (!known(one)) continue;
      const from = yOf(bundle, one.from, 'out');
      const to = yOf(bundle, one.to, 'in');
      routes.set(one.id, routeOf({ wire: one, bundle, edge, track: x, from, to }));
    }
  }
  return { routes, right: wires.length === 0 ? edge + RING : left + metrics.step * Math.max(0, count - 1) };
}

/** Ends stand in the middle of a card that has more room than they need. */
function slack(stubs: Stubs, boxes: ReadonlyMap<string, Box>, id: string): number {
  const height = boxes.get(id)?.height ?? 0;
  return Math.max(0, Math.floor((height - (stubs.at.get(id)?.height ?? 0)) / 2));
}

function doorsOf(stubs: Stubs, boxes: ReadonlyMap<string, Box>): ReadonlyMap<string, readonly number[]> {
  const doors = new Map<string, readonly number[]>();
  for (const [id, { stubs: own }] of stubs.at) {
    const by = slack(stubs, boxes, id);
    const through = own.filter(({ bundle, end }) => bundle.wires.some((one) => passes(one, end)));
    doors.set(
      id,
      through.map(({ y }) => y + by),
    );
  }
  return doors;
}

/** A connection that is denied comes through neither the gate it is stopped at nor the ring. */
function passes({ kind, way, change }: Wire, end: 'out' | 'in'): boolean {
  if (kind === 'allows') return true;
  if (change === 'removed' || way === null) return false;
  return end === 'out' ? way.stopped === 'ingress' : false;
}
