import { describe, expect, it } from 'vitest';
import { faultsOf } from '../testing/faults.js';
import {
  crowdOfClaims,
  firstConsumer,
  localKinds,
  multiAttach,
  releasedStory,
  statefulSet,
  staticStory,
  waitingPair,
} from '../testing/tales.js';
import type { Tale } from '../testing/tale.js';
import type { Box, Point, Scene } from '../types.js';

const TALES: readonly (readonly [string, Tale])[] = [
  ['a pair that does not match', waitingPair()],
  ['the static workflow', staticStory()],
  ['a Released volume', releasedStory()],
  ['WaitForFirstConsumer', firstConsumer()],
  ['multi-attach', multiAttach()],
  ['a StatefulSet of 3', statefulSet()],
  ['a StatefulSet of 9', statefulSet(9)],
  ['a StatefulSet of 30', statefulSet(30)],
  ['every kind of local volume', localKinds()],
  ['40 claims and 60 volumes', crowdOfClaims()],
  ['nothing', statefulSet(0)],
];

/** Whether a stretch of a line runs through the inside of a box, and not only along its edge. */
function through(a: Point, b: Point, { x, y, width, height }: Box): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  return left < x + width - 0.5 && right > x + 0.5 && top < y + height - 0.5 && bottom > y + 0.5;
}

function linesThroughCards({ nodes, links }: Scene): string[] {
  return links.flatMap(({ id, points }) =>
    points
      .slice(1)
      .flatMap((to, index) =>
        nodes
          .filter(({ box }) => through(points[index] as Point, to, box))
          .map((node) => `${id} runs through ${node.id}`),
      ),
  );
}

describe.each(['wide', 'compact'] as const)('a %s Storage scene', (profile) => {
  it.each(TALES)(
    'of %s has nothing over anything, no text cut and no line through a card, at any moment',
    (_, tale) => {
      for (let at = 0; at <= tale.journal.length; at += 1) {
        const scene = tale.scene({ profile, at });
        expect([at, ...faultsOf(scene), ...linesThroughCards(scene)]).toEqual([at]);
      }
    },
  );

  it.each(TALES)('of %s keeps every place from the first moment to the last', (_, tale) => {
    const places = new Map<string, string>();
    for (let at = 0; at <= tale.journal.length; at += 1) {
      for (const { id, kind, box } of tale.scene({ profile, at }).nodes) {
        // A pod moves once: when it is given its node.
        if (kind === 'pod') continue;
        const place = JSON.stringify(box);
        expect([id, place]).toEqual([id, places.get(id) ?? place]);
        places.set(id, place);
      }
    }
  });
});

it('is read at 12 px when one chain is fitted to the pane, and at 12 px on a phone', () => {
  const wide = staticStory().scene().box;
  expect(13 * Math.min(754 / wide.width, 660 / wide.height)).toBeGreaterThanOrEqual(12);
  expect(13 * (390 / staticStory().scene({ profile: 'compact' }).box.width)).toBeGreaterThanOrEqual(12);
});

it('shows a crowd in a few cards, and counts everything', () => {
  const { nodes } = crowdOfClaims().scene();
  expect(nodes.length).toBeLessThan(40);
  const count = (kind: string) =>
    nodes.filter((node) => node.kind === kind).reduce((sum, node) => sum + (node.count ?? 1), 0);
  expect([count('claim'), count('volume'), count('disk')]).toEqual([40, 60, 60]);
});

it('counts the pods that one card stands for', () => {
  const { nodes } = statefulSet(30).scene();
  const pods = nodes.filter(({ kind }) => kind === 'pod' || kind === 'pods');
  expect(pods.length).toBeLessThan(16);
  expect(pods.reduce((sum, { count = 1 }) => sum + count, 0)).toBe(30);
});

it('lays out once for a whole story', () => {
  const tale = staticStory();
  const work = { nodesLaidOut: 0 };
  let previous = tale.scene({ at: 0, work });
  const once = work.nodesLaidOut;
  for (let at = 1; at <= tale.journal.length; at += 1) previous = tale.scene({ at, work, previous });
  expect(work.nodesLaidOut).toBe(once);
});
