// @ts-check

/** @param {readonly number[]} values @param {number} share 0…1 @returns {number} the nearest-rank percentile; NaN of nothing */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export const median = (values) => percentile(values, 0.5);

/** How much slower than the best calibration of the run a moment may be before its pair is thrown away. */
const NOISE = 1.3;
const REPEATS = 3;

/**
 * Measures two things in turn, so that whatever else the machine does falls on both. A pair that was measured on a disturbed machine is
 * repeated, at most three times in a row.
 * @template T
 * @param {number} count pairs wanted
 * @param {{ calibrate: () => Promise<number>, ours: () => Promise<T>, theirs: () => Promise<T> }} measure
 * @returns {Promise<{ pairs: { ours: T, theirs: T }[], calibrations: number[], repeated: number }>}
 */
export async function interleaved(count, { calibrate, ours, theirs }) {
  /** @type {{ ours: T, theirs: T }[]} */
  const pairs = [];
  /** @type {number[]} */
  const calibrations = [];
  let repeated = 0;
  for (let inRow = 0; pairs.length < count;) {
    const before = await calibrate();
    // Who goes first changes from pair to pair.
    const swap = pairs.length % 2 === 1;
    const first = swap ? await theirs() : await ours();
    const second = swap ? await ours() : await theirs();
    const after = await calibrate();
    calibrations.push(before, after);
    if (Math.max(before, after) > Math.min(...calibrations) * NOISE && inRow < REPEATS) {
      inRow += 1;
      repeated += 1;
      continue;
    }
    inRow = 0;
    pairs.push(swap ? { ours: second, theirs: first } : { ours: first, theirs: second });
  }
  return { pairs, calibrations, repeated };
}
