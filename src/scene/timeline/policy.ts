import type { Hop, PolicyDirection, Trace } from '../../core/index.js';
import { originOf, type PolicyOrigin } from '../policy/build.js';
import { RING } from '../policy/metrics.js';
import type { TracedWay } from '../policy/traced.js';
import type { Point, Scene, Timeline, TimelineHop } from '../types.js';
import { durationOf } from './durations.js';
import { decidedOf, locksOf } from './edge.js';
import { pointAlong } from './frame.js';
import { moodOf } from './mood.js';
import { tidy } from './ways.js';

/** Before a ring stands whoever is asked at it, this far from the end of the line. */
const AT_RING = RING + 6;

/**
 * The trace as motion over a Policy scene: from party to party along the line of its connection. What happens on nodes is spent on the way; a policy is
 * asked at the boundary it draws. One entry for each hop, as on every lens.
 */
export function buildPolicyTimeline(scene: Scene, trace: Trace): Timeline {
  const tracks = tracksOf(scene, trace);
  const lock = locksOf(trace);
  const capsule = capsuleOf(scene);
  let here = startOf(tracks, scene);
  let start = 0;
  const hops = trace.hops.map((hop, index): TimelineHop => {
    const step = stepOf(hop, tracks.get(index), here);
    here = step.path.at(-1) ?? here;
    const end = start + durationOf(hop);
    const entry: TimelineHop = {
      index,
      start,
      end,
      path: step.path,
      lit: step.lit,
      next: step.next,
      packet: hop.packet,
      direction: hop.direction,
      mood: moodOf(hop, trace),
      caption: hop.why,
      cause: hop.cause,
      ...decidedOf(hop, trace),
      ...lock(hop, index),
      ...capsule(here),
    };
    start = end;
    return entry;
  });
  return { hops, duration: start };
}

/** From the lower border of a band to the capsule above it, with the room that it keeps from a packet. */
const OVER_BORDER = 25;
/** Right of the edge of the parties, where nothing but lines is. */
const RIGHT_OF_EDGE = 30;

/** Farther below the packet than this its header is not looked for, in px: then it stands beside the packet. */
const FAR = 260;

/** The capsule stands between two bands, where there are no words: below the one that the packet is in. There it is kept in sight. */
function capsuleOf(scene: Scene): (at: Point) => Pick<TimelineHop, 'capsuleX' | 'capsuleY' | 'look'> {
  const placement = originOf(scene)?.placement;
  if (placement === undefined) return () => ({});
  const bottoms = placement.bands.map(({ band, box }) => ({
    y: box.y + box.height,
    // Outside of namespaces cards end where their band does.
    over: band.namespace === null ? 0 : OVER_BORDER,
  }));
  return ({ x, y }) => {
    const bottom = bottoms.find((one) => one.y > y) ?? { y: scene.box.height, over: 0 };
    if (bottom.y - y > FAR) return {};
    return {
      capsuleX: placement.edge + RIGHT_OF_EDGE,
      capsuleY: bottom.y - bottom.over,
      look: { x, y: Math.min(scene.box.height, bottom.y) },
    };
  };
}

/** The stretch of a line that a hop is: shares of its length. */
interface Track {
  readonly points: readonly Point[];
  readonly link: string;
  readonly from: string;
  readonly to: string;
  readonly begin: number;
  readonly end: number;
}

function tracksOf(scene: Scene, trace: Trace): ReadonlyMap<number, Track> {
  const origin = originOf(scene);
  const tracks = new Map<number, Track>();
  for (const way of origin?.ways ?? []) {
    const line = lineOf(origin as PolicyOrigin, way);
    if (line === null) continue;
    lay(way.out, trace, way.stopped, marksOf(line.points)).forEach(([index, begin, end]) =>
      tracks.set(index, { ...line, begin, end }),
    );
    layBack(way.back, trace, marksOf(line.points)).forEach(([index, begin, end]) =>
      tracks.set(index, { ...line, begin, end }),
    );
  }
  return tracks;
}

/** The shares of a line at its first corner, at its last one, and before the ring at its end. */
function marksOf(points: readonly Point[]): { readonly first: number; readonly corner: number; readonly gate: number } {
  const length = Math.max(1, lengthOf(points));
  const first = lengthOf(points.slice(0, 2)) / length;
  return { first, corner: lengthOf(points.slice(0, -1)) / length, gate: Math.max(0, 1 - AT_RING / length) };
}

type Line = Pick<Track, 'points' | 'link' | 'from' | 'to'>;

function lineOf({ plan, placement }: PolicyOrigin, way: TracedWay): Line | null {
  const wire =
    plan.wires.find((one) => one.way === way) ?? plan.wires.find((one) => one.way !== null && isAlike(one.way, way));
  const points = wire === undefined ? undefined : placement.routes.get(wire.id)?.points;
  return wire === undefined || points === undefined ? null : { points, link: wire.id, from: wire.from, to: wire.to };
}

/** Connections of the same parties to the same port share one line. */
function isAlike(a: TracedWay, b: TracedWay): boolean {
  return a.from === b.from && a.to === b.to && a.protocol === b.protocol && a.port === b.port;
}

/**
 * Divides the way of a request among its hops: it waits in its own card until it leaves it, is on the way as far as the last corner, and waits before the
 * ring while it is asked, so that it rests on no words.
 */
function lay(
  hops: readonly number[],
  trace: Trace,
  stopped: TracedWay['stopped'],
  { corner, gate }: { readonly corner: number; readonly gate: number },
): readonly (readonly [index: number, begin: number, end: number])[] {
  const kinds = hops.flatMap((index) => trace.hops[index] ?? []);
  const asked = (direction: PolicyDirection): number =>
    kinds.findIndex((hop) => hop.kind === 'policy' && hop.decision.direction === direction);
  // Whoever is stopped inside its own gate has not left.
  if (stopped === 'egress') return hops.map((index) => [index, 0, 0]);
  const leaves = kinds.findIndex(({ at }) => at.place !== 'pod');
  const first = Math.max(0, asked('egress') + 1, leaves);
  const before = asked('ingress');
  const arrives = before < 0 ? hops.length - 1 : before;
  const travelling = Math.max(1, arrives - first);
  let at = 0;
  return hops.map((index, place) => {
    const begin = at;
    if (place >= first && place < arrives) at = (corner * (place - first + 1)) / travelling;
    if (place === before) at = stopped === null ? gate : 1;
    if (place === hops.length - 1) at = 1;
    return [index, begin, at];
  });
}

/** The same of its reply: it is on the way between the two corners. */
function layBack(
  hops: readonly number[],
  trace: Trace,
  { corner, first }: { readonly corner: number; readonly first: number },
): readonly (readonly [index: number, begin: number, end: number])[] {
  const leaves = Math.max(
    0,
    hops.findIndex((index) => trace.hops[index]?.at.place !== 'pod'),
  );
  const travelling = Math.max(1, hops.length - 2 - leaves);
  let at = 1;
  return hops.map((index, place) => {
    const begin = at;
    if (place >= leaves) at = corner - ((corner - first) * (place - leaves)) / travelling;
    if (place === hops.length - 1) at = 0;
    return [index, begin, at];
  });
}

interface Step {
  readonly path: readonly Point[];
  readonly lit: readonly string[];
  readonly next: string | null;
}

function stepOf(hop: Hop, track: Track | undefined, here: Point): Step {
  const policies = policiesOf(hop);
  if (track === undefined) return { path: [here], lit: policies, next: null };
  const { points, link, from, to, begin, end } = track;
  if (hop.kind === 'dns') {
    const path = goingOn(here, [...points, ...points.toReversed().slice(1)]);
    return { path, lit: [from, link, to], next: to };
  }
  const lit = [
    link,
    ...(begin <= 0 || end <= 0 ? [from] : []),
    ...(hop.kind === 'policy' || end >= 1 || begin >= 1 ? [to] : []),
  ];
  const egress = hop.kind === 'policy' && hop.decision.direction === 'egress';
  return {
    path: goingOn(here, stretch(points, begin, end)),
    lit: [...(egress ? [from, link] : lit), ...policies],
    next: hop.direction === 'out' ? (egress ? from : to) : from,
  };
}

/** From one line to the next of the same card it goes along the edge of the card. */
function goingOn(here: Point, path: readonly Point[]): readonly Point[] {
  return tidy(here.x === path[0]?.x ? [here, ...path] : path);
}

/** The policies that decide: the one whose rule lets it pass, or all that select the pod and let nothing of the kind pass. */
function policiesOf(hop: Hop): readonly string[] {
  if (hop.kind !== 'policy') return [];
  const { allowed, policies } = hop.decision;
  return policies.filter((trial) => trial.allowed || !allowed).map(({ policy }) => policy);
}

function startOf(tracks: ReadonlyMap<number, Track>, scene: Scene): Point {
  const [first] = tracks.values();
  return first?.points[0] ?? { x: scene.box.width / 2, y: Math.min(40, scene.box.height) };
}

/** The part of a line between two shares of its length, which may lead back. */
function stretch(points: readonly Point[], begin: number, end: number): readonly Point[] {
  if (begin === end) return [pointAlong(points, begin)];
  const [low, high] = [Math.min(begin, end), Math.max(begin, end)];
  const length = lengthOf(points);
  const part: Point[] = [pointAlong(points, low)];
  let gone = 0;
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before !== undefined) gone += Math.hypot(point.x - before.x, point.y - before.y);
    if (gone > low * length && gone < high * length) part.push(point);
  });
  part.push(pointAlong(points, high));
  return tidy(begin < end ? part : part.reverse());
}

function lengthOf(points: readonly Point[]): number {
  let length = 0;
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before !== undefined) length += Math.hypot(point.x - before.x, point.y - before.y);
  });
  return length;
}
