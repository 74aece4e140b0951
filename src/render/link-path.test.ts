import { describe, expect, it } from 'vitest';
import { firstPath } from '../scene/testing/clusters.js';
import { traffic } from '../scene/testing/pictures.js';
import type { SceneLink } from '../scene/index.js';
import { describeLink } from './describe-link.js';
import { readingOrder } from './keyboard.js';
import { linkAt, middleOf, ownLinks, REACH } from './link-path.js';
import { idsOf, lineOf } from './shared-line.js';

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
    const alone = met.filter((id) => id !== undefined && idsOf(id).length === 1);
    expect(new Set(alone)).toEqual(new Set(links.map(({ id }) => id)));
  });
});

type Keyed = NonNullable<SceneLink['cause']>['object'];

describe('the lines from a Service to its endpoints', () => {
  const scene = traffic(firstPath());
  const own = scene.links.filter(({ kind }) => kind === 'selects');
  const [begin] = own[0]?.points ?? [];
  const trunk = { x: (begin?.x ?? 0) + 4, y: begin?.y ?? 0 };

  it('are one line where they run as one: it leads to every end, for the field that they share', () => {
    const one = linkAt(scene.links, trunk, REACH.fine) as SceneLink;
    expect(new Set(idsOf(one.id))).toEqual(new Set(own.map(({ id }) => id)));
    expect(one.cause).toEqual({ object: 'Service/default/my-service', field: ['spec', 'selector'] });
    const { title, causes } = describeLink(one, scene, ({ params }) => JSON.stringify(params));
    for (const { to } of own) expect(title).toContain(to.split('/').at(-1));
    expect(causes).toEqual([one.cause]);
    expect(lineOf(scene, one.id)).toEqual(one);
  });

  it('are each a line where they come to their endpoint, and the keyboard comes to each by itself', () => {
    const places = own.map(({ points }) => middleOf({ points: points.slice(-2) }));
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(own.length);
    expect(places.map((at) => linkAt(scene.links, at, REACH.fine)?.id)).toEqual(own.map(({ id }) => id));
    expect(lineOf(scene, own[0]?.id ?? '')).toBe(own[0]);
    const stops = readingOrder(scene);
    expect(own.filter(({ id }) => !stops.includes(id))).toEqual([]);
  });

  it('written by hand share the list that they stand in', () => {
    const written = own.map((link, index) => ({
      ...link,
      cause: { object: 'EndpointSlice/default/mine' as Keyed, field: ['endpoints', index, 'addresses', 0] },
    }));
    expect(linkAt(written, trunk, REACH.fine)?.cause?.field).toEqual(['endpoints']);
    const others = written.map((link, index) =>
      index === 0 ? link : { ...link, cause: { object: 'EndpointSlice/default/yours' as Keyed, field: ['endpoints'] } },
    );
    expect(linkAt(others, trunk, REACH.fine)?.cause).toEqual(others[0]?.cause);
  });
});
