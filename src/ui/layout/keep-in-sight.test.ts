import { expect, it } from 'vitest';
import { overhang } from './keep-in-sight.js';

it.each([
  ['stands inside', 120, 140, 0],
  ['stands out above', 80, 130, -20],
  ['stands out below', 190, 215, 15],
  ['is larger than the place, so it begins where the place does', 150, 400, 50],
])('what %s is moved by as much', (_, from, to, moved) => {
  expect(overhang(from, to, 100, 200)).toBe(moved);
});
