import type { Box, Scene, Timeline } from '../scene/index.js';
import { middleOf, ownLinks } from './link-path.js';

/** Something that the focus can be on. A line is where its middle is, and has ends. */
interface Stop {
  readonly id: string;
  readonly box: Box;
  readonly ends?: readonly [from: string, to: string];
}

function stopsOf(scene: Scene): readonly Stop[] {
  return [
    ...scene.groups.filter(({ object }) => object !== undefined),
    ...scene.nodes,
    ...ownLinks(scene.links).map((link): Stop => {
      return { id: link.id, box: { ...middleOf(link), width: 0, height: 0 }, ends: [link.from, link.to] };
    }),
  ];
}

/** What can be pointed at, in the order in which it is read: bands with what stands in them, left to right, top to bottom; then the lines. */
export function readingOrder(scene: Scene): readonly string[] {
  return [...stopsOf(scene)]
    .sort(
      (a, b) =>
        Number(a.ends !== undefined) - Number(b.ends !== undefined) ||
        a.box.y - b.box.y ||
        a.box.x - b.box.x ||
        (a.id < b.id ? -1 : 1),
    )
    .map(({ id }) => id);
}

/** The things and lines that the packet comes to, in order, without repeats in a row. */
export function pathOf(scene: Scene, timeline: Timeline | null): readonly string[] {
  if (timeline === null) return [];
  const stops = new Set([...scene.nodes, ...ownLinks(scene.links)].map(({ id }) => id));
  const path: string[] = [];
  for (const hop of timeline.hops) {
    for (const id of hop.lit) if (stops.has(id) && path.at(-1) !== id) path.push(id);
  }
  return path;
}

export type Arrow = 'ArrowRight' | 'ArrowLeft' | 'ArrowUp' | 'ArrowDown';

/**
 * Where an arrow key leads. Right and left follow the packet where the focus is on its path; otherwise, and for up and down, the focus goes to
 * the nearest thing that way, or to a line that begins or ends here.
 */
export function neighbour(
  scene: Scene,
  path: readonly string[],
  at: string,
  key: Arrow,
  step: number | null,
): { readonly id: string; readonly step: number | null } | null {
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const here = step !== null && path[step] === at ? step : path.indexOf(at);
    const next = here + (key === 'ArrowRight' ? 1 : -1);
    const id = here >= 0 ? path[next] : undefined;
    if (id !== undefined) return { id, step: next };
  }
  const id = nearest(scene, at, key);
  return id === null ? null : { id, step: null };
}

/** The next thing or line in the order in which they are read, or the one before; none beyond the first and the last. */
export function inOrder(scene: Scene, at: string, by: 1 | -1): string | null {
  const order = readingOrder(scene);
  return order[order.indexOf(at) + by] ?? null;
}

function nearest(scene: Scene, at: string, key: Arrow): string | null {
  const stops = stopsOf(scene);
  const from = stops.find(({ id }) => id === at);
  if (from === undefined) return stops[0]?.id ?? null;
  let best: { id: string; cost: number } | null = null;
  for (const stop of stops) {
    if (stop.id === at || (stop.ends !== undefined && !meets(from, stop.ends))) continue;
    const cost = costOf(from.box, stop.box, key);
    if (cost !== null && (best === null || cost < best.cost)) best = { id: stop.id, cost };
  }
  return best?.id ?? null;
}

/** Whether a line leads to the thing, or away from an end of the other line. */
function meets({ id, ends = [id, id] }: Stop, line: readonly [string, string]): boolean {
  return line.some((end) => ends.includes(end));
}

/** Distance that way; going aside counts double. Null for what does not lie that way. */
function costOf(from: Box, to: Box, key: Arrow): number | null {
  const dx = to.x + to.width / 2 - (from.x + from.width / 2);
  const dy = to.y + to.height / 2 - (from.y + from.height / 2);
  const across = key === 'ArrowLeft' || key === 'ArrowRight';
  const along = across ? dx : dy;
  const ahead = key === 'ArrowRight' || key === 'ArrowDown' ? along : -along;
  if (ahead < 4) return null;
  return ahead + 2 * Math.abs(across ? dy : dx);
}
