import type { Box, Scene, Timeline } from '../scene/index.js';

/** What can be pointed at, in the order in which it is read: bands with what stands in them, left to right, top to bottom. */
export function readingOrder(scene: Scene): readonly string[] {
  const groups = scene.groups.filter(({ object }) => object !== undefined);
  return [...groups, ...scene.nodes]
    .map(({ id, box }) => ({ id, box }))
    .sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

/** The things that the packet comes to, in order, without repeats in a row. */
export function pathOf(scene: Scene, timeline: Timeline | null): readonly string[] {
  if (timeline === null) return [];
  const nodes = new Set(scene.nodes.map(({ id }) => id));
  const path: string[] = [];
  for (const hop of timeline.hops) {
    for (const id of hop.lit) if (nodes.has(id) && path.at(-1) !== id) path.push(id);
  }
  return path;
}

export type Arrow = 'ArrowRight' | 'ArrowLeft' | 'ArrowUp' | 'ArrowDown';

/**
 * Where an arrow key leads. Right and left follow the packet where the focus is on its path; otherwise, and for up and down, the focus goes to
 * the nearest thing that way.
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

function nearest(scene: Scene, at: string, key: Arrow): string | null {
  const things = [...scene.groups.filter(({ object }) => object !== undefined), ...scene.nodes];
  const from = things.find(({ id }) => id === at);
  if (from === undefined) return things[0]?.id ?? null;
  let best: { id: string; cost: number } | null = null;
  for (const { id, box } of things) {
    if (id === at) continue;
    const cost = costOf(from.box, box, key);
    if (cost !== null && (best === null || cost < best.cost)) best = { id, cost };
  }
  return best?.id ?? null;
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
