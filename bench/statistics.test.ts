import { describe, expect, it } from 'vitest';
import { interleaved, median, percentile } from './statistics.mjs';

describe('percentile', () => {
  it.each([
    [0.5, 5],
    [0.95, 10],
    [0, 1],
    [1, 10],
  ])('%d of one to ten is %d', (share, value) =>
    expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share)).toBe(value),
  );
  it('of nothing is not a number', () => expect(median([])).toBeNaN());
});

describe('interleaved pairs', () => {
  const run = async (calibrations: number[]) => {
    const order: string[] = [];
    let at = 0;
    const result = await interleaved(2, {
      calibrate: async () => calibrations[Math.min(at++, calibrations.length - 1)] ?? 0,
      ours: async () => order.push('ours'),
      theirs: async () => order.push('theirs'),
    });
    return { ...result, order };
  };
  it('take turns at being first', async () => {
    expect((await run([100])).order).toEqual(['ours', 'theirs', 'theirs', 'ours']);
  });
  it('are repeated when the machine was disturbed', async () => {
    const { pairs, repeated } = await run([100, 140, 100]);
    expect([pairs.length, repeated]).toEqual([2, 1]);
  });
  it('are taken as they are after three disturbed ones in a row', async () => {
    const { pairs, repeated } = await run([100, 100, 200]);
    expect([pairs.length, repeated]).toEqual([2, 3]);
  });
});
