import { expect, it } from 'vitest';
import { around } from './around.js';

const card = { x: 100, y: 50, width: 80, height: 20 };

it.each([
  ['in at the left, out at the top: over the nearer corner', [100, 60], [120, 50], [[100, 50]]],
  ['in below, out at the right', [120, 70], [180, 60], [[180, 70]]],
  [
    'straight over from left to right: along an edge',
    [100, 65],
    [180, 65],
    [
      [100, 70],
      [180, 70],
    ],
  ],
  ['back again the same way', [120, 50], [100, 60], [[100, 50]]],
  ['along one edge: no corner', [110, 50], [150, 50], []],
  ['a point that is not at the card', [10, 10], [150, 50], []],
])('%s', (_, [fx = 0, fy = 0], [tx = 0, ty = 0], corners) => {
  expect(around(card, { x: fx, y: fy }, { x: tx, y: ty })).toEqual(corners.map(([x, y]) => ({ x, y })));
});
