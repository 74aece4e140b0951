import { groupRuns } from '../text/group-runs.js';
import { textWidth } from '../text/measure.js';
import { textRuns } from '../text/runs.js';
import type { TextRun } from '../text/text-run.js';
import type { Box, Point, Scene } from '../types.js';
import { overlap, within } from './pictures.js';

const CAPS = { height: 10, below: 2 };

/** The ink of a text that is known here; messages are worded elsewhere. */
function inkOf({ x, y, text, font, anchor }: TextRun): Box | null {
  if (typeof text !== 'string') return null;
  const width = textWidth(text, font);
  return { x: anchor === 'end' ? x - width : x, y: y - CAPS.height, width, height: CAPS.height + CAPS.below };
}

function wordsOf({ text }: TextRun): string {
  return typeof text === 'string' ? text : text.code;
}

function crosses(a: Point, b: Point, box: Box): boolean {
  return overlap(
    {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x) || 0.1,
      height: Math.abs(a.y - b.y) || 0.1,
    },
    box,
  );
}

/** Everything that is wrong with how a scene is laid out, in words. */
export function faultsOf(scene: Scene): string[] {
  const faults: string[] = [];
  const boxes = scene.nodes.filter(({ form }) => form !== 'line');
  boxes.forEach((a, index) => {
    if (!within(a.box, scene.box)) faults.push(`${a.id} leaves the picture`);
    for (const b of boxes.slice(index + 1)) if (overlap(a.box, b.box)) faults.push(`${a.id} covers ${b.id}`);
    if (a.box.height < 24 || a.box.width < 24) faults.push(`${a.id} is too small to hit`);
  });
  scene.groups.forEach((a, index) => {
    if (!within(a.box, scene.box)) faults.push(`${a.id} leaves the picture`);
    for (const b of scene.groups.slice(index + 1)) if (overlap(a.box, b.box)) faults.push(`${a.id} covers ${b.id}`);
  });
  const texts: { owner: string; ink: Box }[] = [];
  for (const node of scene.nodes) {
    for (const run of textRuns(node)) {
      const ink = inkOf(run);
      if (ink === null) continue;
      if (ink.width > run.room + 0.01) faults.push(`“${wordsOf(run)}” is wider than its room in ${node.id}`);
      if (!within(ink, node.box)) faults.push(`“${wordsOf(run)}” leaves ${node.id}`);
      texts.push({ owner: node.id, ink });
    }
  }
  for (const group of scene.groups) {
    const own = groupRuns(group).flatMap((run) => inkOf(run) ?? []);
    for (const ink of own) {
      if (!within(ink, group.box)) faults.push(`a text leaves ${group.id}`);
      for (const node of boxes) if (overlap(ink, node.box)) faults.push(`${node.id} covers a text of ${group.id}`);
      texts.push({ owner: group.id, ink });
    }
  }
  for (const link of scene.links) {
    link.points.slice(1).forEach((to, index) => {
      const from = link.points[index] as Point;
      for (const { owner, ink } of texts) {
        if (crosses(from, to, ink)) faults.push(`${link.id} crosses a text of ${owner}`);
      }
    });
  }
  return faults;
}
