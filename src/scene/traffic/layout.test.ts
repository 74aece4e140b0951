import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupRuns } from '../text/group-runs.js';
import { textWidth } from '../text/measure.js';
import { textRuns } from '../text/runs.js';
import type { TextRun } from '../text/text-run.js';
import { clusters } from '../testing/generated.js';
import { crowd, firstPath } from '../testing/clusters.js';
import { aTrace, overlap, traffic, within } from '../testing/pictures.js';
import type { Box, Point, Scene } from '../types.js';

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
function faultsOf(scene: Scene): string[] {
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

describe.each(['wide', 'compact'] as const)('a %s Traffic scene of any cluster', (profile) => {
  it('has no box over another, no text outside its box, and no line through a text', () => {
    fc.assert(
      fc.property(clusters, (objects) => {
        expect(faultsOf(traffic(objects, null, { profile }))).toEqual([]);
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('is the same each time it is built', () => {
    fc.assert(
      fc.property(clusters, (objects) => {
        expect(traffic([...objects].reverse(), null, { profile })).toEqual(traffic(objects, null, { profile }));
      }),
      { numRuns: 25, seed: 8 },
    );
  });
});

describe('the first picture', () => {
  const objects = firstPath();

  it('keeps its text at 12 px or more when it is fitted to a pane of 720 × 640', () => {
    const { box } = traffic(objects, aTrace(objects));
    expect(13 * Math.min(720 / box.width, 640 / box.height)).toBeGreaterThanOrEqual(12);
  });

  it('keeps its text at 11 px or more when it is fitted to the width of a phone', () => {
    const { box } = traffic(objects, aTrace(objects), { profile: 'compact' });
    expect(13 * (390 / box.width)).toBeGreaterThanOrEqual(11);
  });

  it('moves nothing when a pod comes or goes where there is room', () => {
    const before = new Map(traffic(objects).nodes.map(({ id, box }) => [id, box]));
    const after = traffic(firstPath({}, 4)).nodes;
    expect(after).toHaveLength(before.size + 1);
    for (const { id, box } of after) expect([id, box]).toEqual([id, before.get(id) ?? box]);
  });

  it('moves nothing when a pod stops being ready', () => {
    const boxes = (list: Scene) => list.nodes.map(({ id, box }) => [id, box]);
    expect(boxes(traffic(firstPath({ 0: { ready: false } })))).toEqual(boxes(traffic(objects)));
  });

  it('has the client at the left of the Services and its endpoints at the right of the trunk', () => {
    const { nodes, lanes, links } = traffic(objects);
    const strip = lanes.find(({ form }) => form === 'strip')?.box as Box;
    const trunk = links.find(({ id }) => id === 'trunk:0')?.points[0]?.x ?? 0;
    const client = nodes.find(({ id }) => id === 'Pod/default/client');
    expect((client?.box.x ?? 0) + (client?.box.width ?? 0)).toBeLessThan(strip.x);
    expect(trunk).toBeGreaterThan(strip.x + strip.width);
    for (const pod of nodes.filter(({ id }) => id.startsWith('Pod/default/my-app'))) {
      expect(pod.box.x).toBeGreaterThan(trunk);
    }
  });
});

it.each([
  ['five nodes', 5, 8],
  ['three nodes', 3, 15],
])('up to sixty things on %s, text is at least 9 px in a pane of 640 × 540', (_name, nodes, pods) => {
  const objects = crowd(nodes, pods);
  const { box } = traffic(objects);
  expect(13 * Math.min(640 / box.width, 540 / box.height)).toBeGreaterThanOrEqual(9);
});
