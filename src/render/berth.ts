import type { Box, Point } from '../scene/index.js';
import { meets } from './view.js';

/** Something that a capsule had better not cover. */
export interface Obstacle extends Box {
  readonly weight: number;
}

export interface BerthQuestion {
  /** Where the capsule would stand if nothing were in its way: its upper left corner. */
  readonly wanted: Point;
  readonly size: { readonly width: number; readonly height: number };
  /** The packet that it speaks for. */
  readonly packet: Point;
  /** What it stays near: the packet, or the edge of the card beside which it stands. */
  readonly near?: Point;
  readonly pane: { readonly width: number; readonly height: number };
  readonly obstacles: readonly Obstacle[];
}

/** The capsule keeps this far from the edge of the pane, and from words. */
const MARGIN = 6;
const CLEAR = 2;
/** What must not be covered at any price: the packet, the buttons in the corner. */
export const UNTOUCHABLE = 5000;
/** The packet, and the room around it. */
const PACKET = 13;
/** What a px of distance weighs: from the place that was wanted, and from the packet. */
const ASIDE = 0.12;
const APART = 0.5;
/** Covering anything costs this share of its weight at least, the rest by how much of it is covered. */
const TOUCHED = 0.5;

/** A place, and what it costs: nothing where it is free and close by. */
export interface Berth extends Point {
  readonly cost: number;
}

/**
 * Where a capsule that rests covers least: the wanted place if it is free, else the best within reach, weighed by what is covered, how far it is from the
 * packet, or what it stands beside, and from the wanted place. The same question has the same answer. A pane in which the capsule has no room gives the wanted place.
 */
export function berthOf({ wanted, size, packet, near = packet, pane, obstacles }: BerthQuestion): Berth {
  const itself = {
    x: packet.x - PACKET,
    y: packet.y - PACKET,
    width: 2 * PACKET,
    height: 2 * PACKET,
    weight: UNTOUCHABLE,
  };
  // The weightiest first: most places are given up at the first of them.
  const all = [...obstacles, itself].toSorted((a, b) => b.weight - a.weight);
  let best = wanted;
  let least = covered({ ...wanted, ...size }, all, Infinity);
  if (least === 0) return { ...wanted, cost: 0 };
  least += APART * apart({ ...wanted, ...size }, near);
  for (const { dx, dy, length } of steps()) {
    if (ASIDE * length >= least) break;
    const box = { x: wanted.x + dx, y: wanted.y + dy, ...size };
    if (!fits(box, pane)) continue;
    const distance = ASIDE * length + APART * apart(box, near);
    if (distance >= least) continue;
    const cost = distance + covered(box, all, least - distance);
    if (cost >= least) continue;
    least = cost;
    best = { x: box.x, y: box.y };
  }
  return { ...best, cost: least };
}

function fits({ x, y, width, height }: Box, pane: BerthQuestion['pane']): boolean {
  return x >= MARGIN && y >= MARGIN && x + width <= pane.width - MARGIN && y + height <= pane.height - MARGIN;
}

/** The weight of what a box covers; more than `enough` is not counted on. */
function covered(box: Box, obstacles: readonly Obstacle[], enough: number): number {
  const wide = { x: box.x - CLEAR, y: box.y - CLEAR, width: box.width + 2 * CLEAR, height: box.height + 2 * CLEAR };
  let sum = 0;
  for (const one of obstacles) {
    if (!meets(wide, one)) continue;
    sum += one.weight * (TOUCHED + (1 - TOUCHED) * share(wide, one));
    if (sum >= enough) return sum;
  }
  return sum;
}

/** How much of the second box is under the first. */
function share(over: Box, { x, y, width, height }: Box): number {
  const across = Math.min(over.x + over.width, x + width) - Math.max(over.x, x);
  const down = Math.min(over.y + over.height, y + height) - Math.max(over.y, y);
  return (across * down) / Math.max(1, width * height);
}

/** From the packet to the nearest point of the box. */
function apart({ x, y, width, height }: Box, packet: Point): number {
  return Math.hypot(Math.max(x - packet.x, 0, packet.x - x - width), Math.max(y - packet.y, 0, packet.y - y - height));
}

interface Move {
  readonly dx: number;
  readonly dy: number;
  readonly length: number;
}

const REACH = { x: 384, y: 240 };
const STEP = { x: 16, y: 6 };
let moves: readonly Move[] | null = null;

/** Every step aside, the shortest first; made when the first is wanted. */
function steps(): readonly Move[] {
  if (moves !== null) return moves;
  const made: Move[] = [];
  for (let dx = -REACH.x; dx <= REACH.x; dx += STEP.x) {
    for (let dy = -REACH.y; dy <= REACH.y; dy += STEP.y) made.push({ dx, dy, length: Math.hypot(dx, dy) });
  }
  moves = made.toSorted((a, b) => a.length - b.length || a.dy - b.dy || a.dx - b.dx);
  return moves;
}
