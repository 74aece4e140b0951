import { expect, test } from 'vitest';
import { firstDifference, isSame } from './same.js';

test.each([
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, undefined],
  [{ a: 1 }, { a: 1, b: null, c: [], d: {}, e: '' }, undefined],
  [{ a: [{ x: 1 }] }, { a: [{ x: 2 }] }, ['a', 0, 'x']],
  [[1], [1, 2], [1]],
  [{ a: 0 }, {}, ['a']],
  [{ a: false }, {}, ['a']],
  [[], 'x', []],
  [{ a: '1' }, { a: 1 }, ['a']],
])('%j and %j differ at %j', (a, b, path) => {
  expect(firstDifference(a, b)).toEqual(path);
  expect(isSame(b, a)).toBe(path === undefined);
});
