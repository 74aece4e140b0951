import { expect, it } from 'vitest';
import { RankedKeys } from './ranked-keys.js';

it('keys stand by rank, equal ranks by key, and are taken out with the rank they came with', () => {
  const keys = new RankedKeys();
  for (const [key, rank] of [
    ['b', '2'],
    ['a', '2'],
    ['c', '1'],
    ['a', '2'],
  ] as const)
    keys.add(key, rank);
  expect(keys.keys).toEqual(['c', 'a', 'b']);
  keys.delete('a', '1');
  expect(keys.keys).toEqual(['c', 'a', 'b']);
  keys.delete('a', '2');
  expect(keys.keys).toEqual(['c', 'b']);
});
