import type { Box, Point, Scene, SceneLink, SceneNode } from '../types.js';

/** Where the packet can be: at a thing of the scene, at one point of it. */
export interface Place {
  readonly id: string;
  readonly point: Point;
}

/** How the packet gets from place to place: only along lines that are drawn. */
export interface Way {
  readonly points: readonly Point[];
  /** The things and lines it passes, ends included. */
  readonly ids: readonly string[];
}

export interface Ways {
  node(id: string): SceneNode | undefined;
  /** The place where the packet rests at a thing: where its line begins. */
  at(id: string): Place | undefined;
  between(from: Place, to: Place): Way;
}

const WIRES = new Set<SceneLink['kind']>(['veth', 'bridge', 'wire', 'uplink', 'enters']);

interface Edge {
  readonly link: SceneLink;
  readonly to: string;
  /** From this end to the other. */
  readonly points: readonly Point[];
}

/** Reads the lines of a scene into a graph. They form a tree, so there is at most one way between two places. */
export function waysOf(scene: Scene): Ways {
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  const edges = new Map<string, Edge[]>();
  const add = (from: string, edge: Edge): void => {
    const list = edges.get(from);
    if (list) list.push(edge);
    else edges.set(from, [edge]);
  };
  for (const link of scene.links) {
    if (!WIRES.has(link.kind) || link.from === link.to) continue;
    add(link.from, { link, to: link.to, points: link.points });
    add(link.to, { link, to: link.from, points: link.points.toReversed() });
  }

  const at = (id: string): Place | undefined => {
    const node = nodes.get(id);
    if (node === undefined) return undefined;
    const first = edges.get(id)?.[0]?.points[0];
    return { id, point: first ?? { x: node.box.x + node.box.width / 2, y: node.box.y + node.box.height } };
  };

  return {
    node: (id) => nodes.get(id),
    at,
    between: (from, to) => {
      if (from.id === to.id) return { points: tidy([from.point, to.point]), ids: [from.id] };
      const path = search(edges, from.id, to.id);
      // No line joins them (a pod in its node's own network): straight over.
      if (path === null) return { points: tidy([from.point, to.point]), ids: [from.id, to.id] };
      const points: Point[] = [from.point];
      const ids: string[] = [from.id];
      for (const { link, to: next, points: along } of path) {
        const here = points.at(-1) as Point;
        const [joint] = along as readonly [Point, ...Point[]];
        const corner = cornerIn(nodes.get(ids.at(-1) ?? '')?.box, here, joint);
        if (corner !== null) points.push(corner);
        points.push(...along);
        ids.push(link.id, next);
      }
      const last = cornerIn(nodes.get(to.id)?.box, points.at(-1) as Point, to.point);
      if (last !== null) points.push(last);
      points.push(to.point);
      return { points: tidy(points), ids };
    },
  };
}

/** Where the packet turns inside a thing that it passes from one joint to another; null where it goes straight. */
function cornerIn(box: Box | undefined, from: Point, to: Point): Point | null {
  if (box === undefined || from.x === to.x || from.y === to.y) return null;
  const corners = [
    { x: from.x, y: to.y },
    { x: to.x, y: from.y },
  ];
  const inside = corners.find(({ x, y }) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height);
  return inside ?? null;
}

function search(edges: ReadonlyMap<string, readonly Edge[]>, from: string, to: string): readonly Edge[] | null {
  const cameBy = new Map<string, { readonly edge: Edge; readonly from: string } | null>([[from, null]]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined && !cameBy.has(to); at = queue.shift()) {
    for (const edge of edges.get(at) ?? []) {
      if (cameBy.has(edge.to)) continue;
      cameBy.set(edge.to, { edge, from: at });
      queue.push(edge.to);
    }
  }
  if (!cameBy.has(to)) return null;
  const path: Edge[] = [];
  for (let step = cameBy.get(to); step; step = cameBy.get(step.from)) path.unshift(step.edge);
  return path;
}

/** Without points that repeat; never empty. */
export function tidy(points: readonly Point[]): readonly Point[] {
  return points.filter((point, index) => {
    const before = points[index - 1];
    return before === undefined || before.x !== point.x || before.y !== point.y;
  });
}
