import type { Point } from '../types.js';
import { BESIDE_SIGN, RING, SLOTS } from './metrics.js';
import type { Wire } from './plan.js';

/** Lines that end in the same arrow: to one card, with the same words. They share their way down to it. */
export interface Bundle {
  readonly wires: readonly Wire[];
  readonly to: string;
  /** Words stand where the line ends; those of a connection that is stopped as it leaves, where it begins. */
  readonly wordsAt: 'start' | 'end';
  readonly lines: number;
}

/** One end of a bundle at the right edge of a card. */
export interface Stub {
  readonly bundle: Bundle;
  readonly end: 'out' | 'in';
  /** Below the top of the card, in px. */
  readonly y: number;
}

/** The ends at every card, and how much room they take there. */
export interface Stubs {
  readonly at: ReadonlyMap<string, { readonly stubs: readonly Stub[]; readonly height: number }>;
  readonly bundles: readonly Bundle[];
}

const ROOM_ABOVE = 2;
/** Where in its place the line runs: below its label. */
const LINE_AT = 19;

/** Gives every line its place at the edges of its two cards. `order`: the cards from top to bottom. */
export function stubsOf(wires: readonly Wire[], order: readonly string[]): Stubs {
  const bundles = bundlesOf(wires);
  const rank = new Map(order.map((id, index) => [id, index]));
  const rankOf = (id: string): number => rank.get(id) ?? 0;
  const loose = new Map<string, { bundle: Bundle; end: 'out' | 'in'; reach: number }[]>();
  const add = (id: string, bundle: Bundle, end: 'out' | 'in', partners: readonly number[]): void => {
    const reaches = partners.map((partner) => partner - rankOf(id));
    const up = Math.min(...reaches);
    const down = Math.max(...reaches);
    const list = loose.get(id) ?? [];
    list.push({ bundle, end, reach: -up > down ? up : down });
    loose.set(id, list);
  };
  for (const bundle of bundles) {
    const sources = [...new Set(bundle.wires.map(({ from }) => from))];
    for (const source of sources) add(source, bundle, 'out', [rankOf(bundle.to)]);
    add(bundle.to, bundle, 'in', sources.map(rankOf));
  }
  const at = new Map<string, { stubs: Stub[]; height: number }>();
  for (const [id, list] of loose) {
    // What goes up, the nearest first; then what goes down, the farthest first: so lines of one card do not cross beside it.
    const sorted = list.toSorted(
      (a, b) =>
        Number(a.reach >= 0) - Number(b.reach >= 0) ||
        b.reach - a.reach ||
        (a.end === b.end ? 0 : a.end === 'out' ? -1 : 1),
    );
    let y = ROOM_ABOVE;
    const stubs = sorted.map(({ bundle, end }): Stub => {
      const lines = wordsHere(bundle, end) ? bundle.lines : 0;
      const stub = { bundle, end, y: y + (lines === 0 ? 8 : LINE_AT) };
      y += SLOTS[lines] ?? SLOTS[2];
      return stub;
    });
    at.set(id, { stubs, height: y + ROOM_ABOVE });
  }
  return { at, bundles };
}

function wordsHere({ wordsAt }: Bundle, end: 'out' | 'in'): boolean {
  return (wordsAt === 'start') === (end === 'out');
}

function bundlesOf(wires: readonly Wire[]): readonly Bundle[] {
  const groups = new Map<string, Wire[]>();
  for (const wire of wires) {
    const { to, kind, label, words, change, partly, way } = wire;
    const told = words.map(({ code }) => code).join();
    const key = way === null ? [kind, to, label, told, change, partly].join('|') : `way ${wire.id}`;
    const list = groups.get(key);
    if (list) list.push(wire);
    else groups.set(key, [wire]);
  }
  return [...groups.values()].map((list): Bundle => {
    const [first] = list as [Wire, ...Wire[]];
    return {
      wires: list,
      to: first.to,
      wordsAt: first.way?.stopped === 'egress' ? 'start' : 'end',
      lines: Math.min(2, (first.label === null ? 0 : 1) + first.words.length),
    };
  });
}

/** The way of every line, and what stands on it. */
export interface Route {
  readonly points: readonly Point[];
  readonly labelAt: Point | null;
  readonly stopped: Point | null;
}

/** Room between two lines on one track. */
const APART = 8;

/** Gives every bundle a track of its own stretch: the shortest nearest to the cards. Returns for each its number, from the left. */
export function tracksOf(
  bundles: readonly Bundle[],
  spanOf: (bundle: Bundle) => readonly [number, number],
): { readonly track: ReadonlyMap<Bundle, number>; readonly count: number } {
  const spans = bundles.map((bundle) => ({ bundle, span: spanOf(bundle) }));
  const sorted = spans.toSorted((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]) || a.span[0] - b.span[0]);
  const taken: (readonly [number, number])[][] = [];
  const track = new Map<Bundle, number>();
  for (const { bundle, span } of sorted) {
    let index = taken.findIndex((list) => list.every(([from, to]) => span[1] + APART < from || to + APART < span[0]));
    if (index < 0) index = taken.push([]) - 1;
    taken[index]?.push(span);
    track.set(bundle, index);
  }
  return { track, count: taken.length };
}

/** Where a stopped packet stands, right of the edge of the card: before the ring that keeps it out, or in the gate that keeps it in. */
const STOP = { ingress: RING + 6, egress: 1 } as const;
/** Right of the edge begin the words: a packet that waits before the ring covers none of them. */
export const WORDS_AT = RING + 15;

interface RouteInput {
  readonly wire: Wire;
  readonly bundle: Bundle;
  readonly edge: number;
  readonly track: number;
  readonly from: number;
  readonly to: number;
}

/** From the edge of one card out to the track, along it, and back to the edge of the other. */
export function routeOf({ wire, bundle, edge, track, from, to }: RouteInput): Route {
  const stop = wire.way?.stopped ?? null;
  // What is no longer allowed ends where it would have come in.
  const end =
    stop === 'ingress' ? edge + STOP.ingress : wire.kind === 'denies' && stop === null ? edge + RING + 2 : edge;
  const y = bundle.wordsAt === 'start' ? from : to;
  const first = bundle.wires[0] === wire;
  return {
    points: [
      { x: edge, y: from },
      { x: track, y: from },
      { x: track, y: to },
      { x: end, y: to },
    ],
    labelAt:
      first && bundle.lines > 0
        ? { x: edge + WORDS_AT + (stop === null && wire.change === undefined ? 0 : BESIDE_SIGN), y: y - 5 }
        : null,
    stopped: stop === null ? null : stop === 'ingress' ? { x: end, y: to } : { x: edge + STOP.egress, y: from },
  };
}
