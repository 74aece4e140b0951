import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockOf, timestamp } from './clock.js';

describe('the virtual clock as the API server writes it', () => {
  test.each([
    [0, '2026-01-01T00:00:00Z'],
    [-1, '2025-12-31T23:59:59Z'],
    [59_999, '2026-01-01T00:00:59Z'],
    [31 * 86_400_000, '2026-02-01T00:00:00Z'],
    [(365 * 2 + 31 + 28) * 86_400_000, '2028-02-29T00:00:00Z'],
    [-120_000, '2025-12-31T23:58:00Z'],
  ])('%i ms is %s', (clock, text) => {
    expect(timestamp(clock)).toBe(text);
  });

  test('agrees with the calendar of the machine, in both directions', () => {
    const zero = Date.UTC(2026, 0, 1);
    const seconds = fc.integer({ min: -2_000_000_000, max: 4_000_000_000 });
    fc.assert(
      fc.property(seconds, (second) => {
        const text = new Date(zero + second * 1000).toISOString().replace('.000Z', 'Z');
        expect(timestamp(second * 1000)).toBe(text);
        expect(clockOf(text)).toBe(second * 1000);
      }),
      { seed: 1 },
    );
  });

  test.each([undefined, '', 'yesterday', '2026-01-01'])('%s is no time', (text) => {
    expect(clockOf(text)).toBeUndefined();
  });
});
