import { expect, test } from 'vitest';
import { addBit, addBits, allBits, hasBit, noBits } from './bits.js';

const SIZE = 100;
const of = (...numbers: readonly number[]) => {
  const bits = noBits(SIZE);
  for (const one of numbers) addBit(bits, one);
  return bits;
};
const numbers = (bits: ReturnType<typeof noBits>) =>
  Array.from({ length: SIZE }, (_, i) => i).filter((i) => hasBit(bits, i));

test('what is added is in, and nothing else, across the words of 32', () => {
  for (const some of [[], [0], [31, 32, 33], [63, 64], [5, 37, 69, 99]]) expect(numbers(of(...some))).toEqual(some);
  expect(numbers(allBits(SIZE))).toHaveLength(SIZE);
  expect([...allBits(3)]).toEqual([0b111]);
});

test('a set takes what another has, or what two others both have', () => {
  const into = of(1, 40);
  addBits(into, of(2, 70));
  expect(numbers(into)).toEqual([1, 2, 40, 70]);
  addBits(into, of(3, 41, 96), of(3, 42, 96));
  expect(numbers(into)).toEqual([1, 2, 3, 40, 70, 96]);
});
