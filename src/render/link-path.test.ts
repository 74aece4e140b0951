import { describe, expect, it } from 'vitest';
import { firstPath } from '../scene/testing/clusters.js';
import { traffic } from '../scene/testing/pictures.js';
import type { SceneLink } from '../scene/index.js';
import { linkAt, middleOf, ownLinks, REACH } from './link-path.js';

const line = (id: string, ...points: readonly (readonly [number, number])[]): SceneLink => ({
  id,
  from: 'a',
  to: 'b',
  kind: 'veth',
  points: points.map(([x, y]) => ({ x, y })),
});

const corner = line('corner', [0, 0], [100, 0], [100, 60]);
const beside = line('beside', [0, 5], [100, 5]);

describe('a line', () => {
  it.each([
    ['on it', { x: 40, y: 0 }, 'corner'],
    ['on its second stretch', { x: 100, y: 50 }, 'corner'],
    ['near it, within reach', { x: 104, y: 50 }, 'corner'],
    ['beyond its end, within reach', { x: 100, y: 65 }, 'corner'],
    ['out of reach', { x: 107, y: 50 }, undefined],
    ['between two, nearer to one', { x: 40, y: 2 }, 'corner'],
    ['between two, nearer to the other', { x: 40, y: 3 }, 'beside'],
  ])('is met %s', (_where, at, id) => {
    expect(linkAt([corner, beside], at, REACH.fine)?.id).toBe(id);
    expect(linkAt([beside, corner], at, REACH.fine)?.id).toBe(id);
  });

  it('is met by a finger where a mouse would miss it', () => {
    const at = { x: 109, y: 50 };
    expect(linkAt([corner], at, REACH.fine)).toBeUndefined();
    expect(linkAt([corner], at, REACH.coarse)).toBe(corner);
  });

  it('has its middle half way along, not between its ends', () => {
    expect(middleOf(corner)).toEqual({ x: 80, y: 0 });
    expect(middleOf(line('point', [7, 9]))).toEqual({ x: 7, y: 9 });
    expect(middleOf(line('nowhere'))).toEqual({ x: 0, y: 0 });
  });

  it('of the picture is met somewhere along its way, where it runs by itself', () => {
    const links = ownLinks(traffic(firstPath()).links);
    expect(links.length).toBeGreaterThan(12);
    const met = links.flatMap(({ points }) =>
      points.slice(1).map((to, index) => {
        const stretch = line('stretch', [points[index]?.x ?? 0, points[index]?.y ?? 0], [to.x, to.y]);
        return linkAt(links, middleOf(stretch), REACH.fine)?.id;
      }),
    );
    expect(new Set(met)).toEqual(new Set(links.map(({ id }) => id)));
  });
});
