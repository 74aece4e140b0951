/** Values of χ² that chance exceeds once in a million times, by degrees of freedom from 1 on. */
const LIMITS = [23.93, 27.63, 30.66, 33.38, 35.89, 38.26, 40.52, 42.7];

/** Pearson's test: whether counts may come from the given probabilities. A count where the probability is 0 never may. */
export function agrees(
  counts: readonly number[],
  probabilities: readonly number[],
): { ok: boolean; chi2: number; limit: number } {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let chi2 = 0;
  let cells = 0;
  for (const [i, probability] of probabilities.entries()) {
    const count = counts[i] ?? 0;
    const expected = probability * total;
    if (expected > 0) {
      chi2 += (count - expected) ** 2 / expected;
      cells++;
    } else if (count > 0) chi2 = Number.POSITIVE_INFINITY;
  }
  const limit = cells < 2 ? 0 : (LIMITS[cells - 2] ?? Number.NaN);
  return { ok: chi2 <= limit, chi2, limit };
}
