import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../testing/faults.js';
import { clusters, openClusters } from '../testing/generated.js';
import { crowd, firstPath } from '../testing/clusters.js';
import { aTrace, traffic } from '../testing/pictures.js';
import type { Box, Scene } from '../types.js';

describe.each(['wide', 'compact'] as const)('a %s Traffic scene of any cluster', (profile) => {
  it('has no box over another, no text outside its box, and no line through a text', () => {
    fc.assert(
      fc.property(clusters, (objects) => {
        expect(faultsOf(traffic(objects, null, { profile }))).toEqual([]);
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('has none of these either where there are ways in', () => {
    fc.assert(
      fc.property(openClusters, (objects) => {
        expect(faultsOf(traffic(objects, null, { profile }))).toEqual([]);
      }),
      { numRuns: 60, seed: 17 },
    );
  });

  it('is the same each time it is built', () => {
    fc.assert(
      fc.property(fc.oneof(clusters, openClusters), (objects) => {
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
