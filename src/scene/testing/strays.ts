import { textRuns } from '../text/runs.js';
import { textWidth } from '../text/measure.js';
import type { Box, Point, Scene, SceneNode, Timeline, TimelineHop } from '../types.js';
import { overlap } from './pictures.js';

/** Wherever a packet passes over a card that it has nothing to do with, or over a word that stands on no card, in words. */
export function straysOf(scene: Scene, timeline: Timeline): string[] {
  return timeline.hops.flatMap((hop) => [...overCards(hop, scene), ...overWords(hop, scene)]);
}

function overCards(hop: TimelineHop, scene: Scene): string[] {
  const others = scene.nodes.filter(({ id, form }) => form !== 'line' && !hop.lit.includes(id));
  return stretches(hop).flatMap((way) =>
    others.filter(({ box }) => overlap(way, inner(box))).map(({ id }) => `hop ${hop.index} passes over ${id}`),
  );
}

/** The names of bridges stand below their rails. */
function overWords(hop: TimelineHop, scene: Scene): string[] {
  const bridges = scene.nodes.filter(({ form }) => form === 'line');
  return stretches(hop).flatMap((way) =>
    bridges.flatMap((node) =>
      inksOf(node).some((ink) => overlap(way, ink)) ? [`hop ${hop.index} strikes ${node.id}`] : [],
    ),
  );
}

function inksOf(node: SceneNode): Box[] {
  return textRuns(node).flatMap(({ x, y, text, font }) =>
    typeof text === 'string' ? [{ x, y: y - 9, width: textWidth(text, font), height: 9 }] : [],
  );
}

function stretches({ path }: TimelineHop): Box[] {
  return path.slice(1).map((to, index) => {
    const from = path[index] as Point;
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x) || 0.1,
      height: Math.abs(from.y - to.y) || 0.1,
    };
  });
}

/** A line that runs along an edge does not go over what is inside. */
function inner({ x, y, width, height }: Box): Box {
  return { x: x + 2, y: y + 2, width: width - 4, height: height - 4 };
}
