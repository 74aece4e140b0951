import type { Packet } from '../../core/index.js';
import type { Frame, HeaderField, Point, Timeline, TimelineHop } from '../types.js';

/** The part of a hop in which the packet moves; in the rest it stands, to be read. */
const MOVING = 0.75;
/** Seconds before the end of a hop from which the next place is shown. */
const LEAD = 0.2;
/** The part of a hop after which a rewritten header shows its new value. */
const REWRITTEN = 0.2;

const NOWHERE: Point = { x: 0, y: 0 };
const NO_FIELD: HeaderField = { text: '' };

/**
 * One instant of the timeline. Total: before the first hop `hop` is -1 and the packet waits at the beginning, after the last one
 * `done` is true and it stands at the end; a timeline without hops gives an empty frame.
 */
export function frameAt(timeline: Timeline, t: number): Frame {
  const { hops, duration } = timeline;
  const [first] = hops;
  if (first === undefined) return emptyFrame(t);
  if (!(t >= 0)) return waiting(first, Number.isNaN(t) ? 0 : t);

  const index = hopIndexAt(hops, t);
  const hop = hops[index] as TimelineHop;
  const raw = hop.end > hop.start ? Math.min(1, (t - hop.start) / (hop.end - hop.start)) : 1;
  const progress = ease(Math.min(1, raw / MOVING));
  const at = pointAlong(hop.path, progress);
  const coming = hops[index + 1];
  const early = coming !== undefined && hop.end - t < LEAD ? coming.next : null;
  const fresh = raw >= REWRITTEN;
  return {
    t,
    hop: index,
    at,
    direction: hop.direction,
    source: field(hop, 'src', 'sport', fresh),
    destination: field(hop, 'dst', 'dport', fresh),
    mood: hop.mood,
    progress,
    lit: hop.lit,
    next: early ?? hop.next,
    done: t >= duration,
    trail: [...trailBefore(hops, index), ...pathUntil(hop.path, progress)],
    ...(hop.token !== undefined && { token: hop.token }),
    ...(hop.lock !== undefined && { lock: hop.lock }),
    ...(hop.decided !== undefined && { decided: hop.decided }),
    ...(hop.status !== undefined && { status: hop.status }),
    ...(hop.look !== undefined && { look: hop.look }),
    ...(hop.side !== undefined && { side: hop.side }),
    ...anchorOf(hop, hops[index - 1], at, progress),
  };
}

/** The point beside which the capsule stands, where it is not the packet's own. */
function anchorOf(hop: TimelineHop, before: TimelineHop | undefined, at: Point, progress: number): { anchor?: Point } {
  const { capsuleX, capsuleY, path, token } = hop;
  if (token === undefined && capsuleX === undefined) return clearOf(hop, before, at, progress);
  if (capsuleX === undefined && capsuleY === undefined) return {};
  const x = capsuleX === undefined ? at.x : slide(before?.capsuleX, capsuleX, progress);
  const share = path.length < 2 ? 1 : progress;
  const y =
    capsuleY === undefined
      ? at.y
      : token === undefined && before?.capsuleY !== undefined
        ? slide(before.capsuleY, capsuleY, progress)
        : at.y + (capsuleY - at.y) * share;
  return { anchor: { x, y } };
}

/** A packet’s capsule keeps the distance that it needs to clear the card that the packet came from, and comes to the one that the next card needs. */
function clearOf(hop: TimelineHop, before: TimelineHop | undefined, at: Point, progress: number): { anchor?: Point } {
  const [from, to] = [clearance(before), clearance(hop)];
  return from === 0 && to === 0 ? {} : { anchor: { x: at.x, y: at.y + from + (to - from) * progress } };
}

function clearance(hop: TimelineHop | undefined): number {
  const end = hop?.path.at(-1);
  return hop?.capsuleY === undefined || end === undefined ? 0 : hop.capsuleY - end.y;
}

/** From where the capsule stood in the hop before to where it belongs now. */
function slide(before: number | undefined, now: number, progress: number): number {
  return before === undefined ? now : before + (now - before) * progress;
}

function emptyFrame(t: number): Frame {
  return {
    t,
    hop: -1,
    at: NOWHERE,
    direction: 'out',
    source: NO_FIELD,
    destination: NO_FIELD,
    mood: 'plain',
    progress: 0,
    lit: [],
    next: null,
    done: true,
  };
}

function waiting(first: TimelineHop, t: number): Frame {
  return {
    t,
    hop: -1,
    at: first.path[0] ?? NOWHERE,
    direction: first.direction,
    source: field(first, 'src', 'sport', false),
    destination: field(first, 'dst', 'dport', false),
    mood: 'plain',
    progress: 0,
    lit: [],
    next: first.next,
    done: false,
    ...(first.token !== undefined && { token: first.token }),
    ...(first.lock !== undefined && { lock: first.lock }),
    ...(first.side !== undefined && { side: first.side }),
    ...(first.capsuleX !== undefined && { anchor: { x: first.capsuleX, y: first.path[0]?.y ?? 0 } }),
  };
}

/** The last hop that has begun by t. Times grow from hop to hop, so halving finds it. */
function hopIndexAt(hops: readonly TimelineHop[], t: number): number {
  let low = 0;
  let high = hops.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((hops[middle] as TimelineHop).start <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}

function field(hop: TimelineHop, address: 'src' | 'dst', port: 'sport' | 'dport', fresh: boolean): HeaderField {
  const { before, after } = hop.packet;
  const [old, now] = [written(before, address, port), written(after, address, port)];
  if (!fresh) return { text: old };
  return old === now ? { text: now } : { text: now, was: old };
}

function written(packet: Packet, address: 'src' | 'dst', port: 'sport' | 'dport'): string {
  return packet.protocol === 'icmp' ? packet[address] : `${packet[address]}:${packet[port]}`;
}

/** Slow at both ends, so that the eye can start and stop with it. */
export function ease(x: number): number {
  return x < 0.5 ? 4 * x * x * x : 1 - (-2 * x + 2) ** 3 / 2;
}

/** The point at a share of a polyline's length. */
export function pointAlong(path: readonly Point[], share: number): Point {
  return pathUntil(path, share).at(-1) ?? NOWHERE;
}

function pathUntil(path: readonly Point[], share: number): readonly Point[] {
  const [first, ...rest] = path;
  if (first === undefined) return [];
  let left = lengthOf(path) * share;
  const gone: Point[] = [first];
  let from = first;
  for (const to of rest) {
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length >= left) {
      const part = length === 0 ? 0 : left / length;
      gone.push({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
      return gone;
    }
    gone.push(to);
    left -= length;
    from = to;
  }
  return gone;
}

function lengthOf(path: readonly Point[]): number {
  let length = 0;
  path.forEach((point, index) => {
    const before = path[index - 1];
    if (before !== undefined) length += Math.hypot(point.x - before.x, point.y - before.y);
  });
  return length;
}

/** The paths of the earlier hops of the same direction; look-ups are a way of their own. */
function trailBefore(hops: readonly TimelineHop[], index: number): readonly Point[] {
  const present = hops[index] as TimelineHop;
  // A token has one way each; only a packet goes on where it was.
  if (present.token !== undefined) return [];
  const trail: Point[] = [];
  for (let i = index - 1; i >= 0; i--) {
    const hop = hops[i] as TimelineHop;
    if (hop.direction !== present.direction || (hop.mood === 'dns') !== (present.mood === 'dns')) break;
    if (present.mood === 'dns') break;
    trail.unshift(...hop.path);
  }
  return trail;
}
