import type { Scene } from './types.js';

/** Whether two plain values (objects, arrays, primitives) are equal all the way down. The same object is equal at once. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(b, key)) return false;
    if (!sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false;
  }
  return true;
}

/**
 * The scene with every part that is equal in the previous one replaced by that very object. Whoever draws it sees by identity what it need
 * not touch.
 */
export function keepIdentity(scene: Scene, previous: Scene | undefined): Scene {
  if (previous === undefined) return scene;
  const kept: Scene = {
    lens: scene.lens,
    box: sameValue(scene.box, previous.box) ? previous.box : scene.box,
    lanes: keepItems(scene.lanes, previous.lanes),
    groups: keepItems(scene.groups, previous.groups),
    nodes: keepItems(scene.nodes, previous.nodes),
    links: keepItems(scene.links, previous.links),
  };
  const keys = ['lens', 'box', 'lanes', 'groups', 'nodes', 'links'] as const;
  return keys.every((key) => kept[key] === previous[key]) ? previous : kept;
}

function keepItems<T extends { readonly id: string }>(items: readonly T[], before: readonly T[]): readonly T[] {
  const byId = new Map(before.map((item) => [item.id, item]));
  const kept = items.map((item) => {
    const old = byId.get(item.id);
    return old !== undefined && sameValue(old, item) ? old : item;
  });
  return kept.length === before.length && kept.every((item, index) => item === before[index]) ? before : kept;
}
