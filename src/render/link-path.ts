import { isTrunk, type Point, type SceneLink } from '../scene/index.js';
import { together } from './shared-line.js';

/** A line is met within so many px of the screen at either side of it: a mouse is finer than a finger. */
export const REACH = { fine: 6, coarse: 10 } as const;

/**
 * The line that a point is on or near, the nearest of several; undefined where none is within `reach`. Lines lie closer to each other than they are
 * easy to hit, so that no stroke drawn over them could tell them apart. Where the lines to several endpoints of one Service run as one, it is all of
 * them together. Both in px of the scene.
 */
export function linkAt(links: readonly SceneLink[], at: Point, reach: number): SceneLink | undefined {
  let nearest: SceneLink | undefined;
  let least = reach;
  for (const link of links) {
    const away = distance(link.points, at, least);
    if (away < least || (nearest === undefined && away === least)) [nearest, least] = [link, away];
  }
  return nearest?.kind === 'selects' ? together(links.filter((link) => runsWith(link, nearest, at, least))) : nearest;
}

/** Lines that lie on each other at a point. */
const AS_ONE = 0.5;

function runsWith(link: SceneLink, { kind, from }: SceneLink, at: Point, away: number): boolean {
  if (link.kind !== kind || link.from !== from) return false;
  return Math.abs(distance(link.points, at, away + 2 * AS_ONE) - away) <= AS_ONE;
}

function distance(points: readonly Point[], at: Point, enough: number): number {
  let least = Infinity;
  for (let index = 1; index < points.length; index += 1) {
    const [a, b] = [points[index - 1] as Point, points[index] as Point];
    // Most stretches are nowhere near.
    if (at.x < Math.min(a.x, b.x) - enough || at.x > Math.max(a.x, b.x) + enough) continue;
    if (at.y < Math.min(a.y, b.y) - enough || at.y > Math.max(a.y, b.y) + enough) continue;
    least = Math.min(least, fromStretch(a, b, at));
  }
  return least;
}

function fromStretch(a: Point, b: Point, at: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - a.x) * dx + (at.y - a.y) * dy) / length));
  return Math.hypot(at.x - a.x - share * dx, at.y - a.y - share * dy);
}

/** Half way along a line: where the keyboard finds it, and where its card stands. */
export function middleOf({ points }: Pick<SceneLink, 'points'>): Point {
  const lengths = points.slice(1).map((to, index) => span(points[index] as Point, to));
  let rest = lengths.reduce((sum, one) => sum + one, 0) / 2;
  for (const [index, length] of lengths.entries()) {
    const [from, to] = [points[index] as Point, points[index + 1] as Point];
    if (rest <= length) {
      const share = length === 0 ? 0 : rest / length;
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    }
    rest -= length;
  }
  return points[0] ?? { x: 0, y: 0 };
}

function span(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The lines that are things of their own. */
export function ownLinks(links: readonly SceneLink[]): readonly SceneLink[] {
  return links.filter((link) => !isTrunk(link));
}
