import { describe, expect, it } from 'vitest';
import type { Timeline } from '../scene/index.js';
import { momentAt, momentOfLink, placeAt } from './place.js';

/** A timeline of hops of the trace, each so many seconds long. */
function timelineOf(...hops: readonly (readonly [index: number, seconds: number])[]): Timeline {
  let end = 0;
  const made = hops.map(([index, seconds]) => {
    const start = end;
    end += seconds;
    return { index, start, end } as Timeline['hops'][number];
  });
  return { hops: made, duration: end };
}

describe('the place of the player on another lens', () => {
  const traffic = timelineOf([0, 1], [1, 2], [2, 1], [3, 4]);
  const policy = timelineOf([1, 10], [3, 10]);

  it.each([
    ['half of a hop is half of it', 2, 5],
    ['a hop that is left out is the one before, shown whole', 3.5, 9.999],
    ['before the first that is told, nothing has been told', 0.5, 0],
    ['the end is the end', 8, 20],
    ['the beginning is the beginning', 0, 0],
  ])('%s', (_what, from, to) => {
    expect(momentAt(policy, placeAt(traffic, from))).toBe(to);
  });

  it('goes back to where it was', () => {
    expect(momentAt(traffic, placeAt(policy, 5))).toBe(2);
    expect(momentAt(traffic, placeAt(timelineOf(), 0))).toBe(0);
  });
});

it.each([
  ['the end', Infinity, 11.500000000000002],
  ['the end, rounded by a link of before', 11.5, 11.500000000000002],
  ['the last hop, shown whole', 11.499, 11.499],
  ['the middle of a hop', 3.3333333333333335, 3.3333333333333335],
])('a link to %s opens there', (_what, t, moment) => {
  expect(momentOfLink({ hops: [], duration: 11.500000000000002 }, t)).toBe(moment);
});
