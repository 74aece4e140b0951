// @ts-check
import path from 'node:path';
import { runnerImport } from 'vite';
import { interleaved, median } from './statistics.mjs';

/** How large the cluster is, and how often it is bound from scratch. */
export const BINDING = { claims: 1_000, volumes: 5_000, rounds: 5 };

/**
 * How long it takes to find (and take) a volume for each of 1,000 claims among 5,000 volumes: through the index the controller uses, and by
 * looking at every volume for every claim. Both must give each claim the same volume. Node only, nothing is drawn.
 * @param {{ root: string }} options
 * @returns {Promise<{ ours: number, plain: number, ratio: number, bound: number, looks: number, plainLooks: number, repeated: number }>} milliseconds, and volumes looked at
 */
export async function measureBinding({ root }) {
  const { module } = await runnerImport(path.join(root, 'scripts/binding-runs/main.ts'), {
    root,
    configFile: false,
    logLevel: 'error',
  });
  const { volumes, claims, withIndex, plainly } = module;
  const [allVolumes, allClaims] = [volumes(BINDING.volumes), claims(BINDING.claims)];
  /** @param {(volumes: unknown) => (claims: unknown) => { bound: readonly string[], looks: number }} way */
  const timed = (way) => {
    const bind = way(allVolumes);
    const start = performance.now();
    const { bound, looks } = bind(allClaims);
    return { ms: performance.now() - start, bound, looks };
  };
  const calibrate = () => {
    const start = performance.now();
    for (let i = 0, sum = 0; i < 2e7; i += 1) sum += i ^ (sum & 1);
    return Promise.resolve(performance.now() - start);
  };
  timed(withIndex);
  const { pairs, repeated } = await interleaved(BINDING.rounds, {
    calibrate,
    ours: () => Promise.resolve(timed(withIndex)),
    theirs: () => Promise.resolve(timed(plainly)),
  });
  for (const { ours, theirs } of pairs) {
    if (JSON.stringify(ours.bound) !== JSON.stringify(theirs.bound)) throw new Error('the index binds other volumes');
  }
  const [ours, plain] = [median(pairs.map((pair) => pair.ours.ms)), median(pairs.map((pair) => pair.theirs.ms))];
  const [first] = pairs;
  return {
    ours,
    plain,
    ratio: plain / ours,
    bound: first?.ours.bound.filter((name) => name !== '').length ?? 0,
    looks: first?.ours.looks ?? 0,
    plainLooks: first?.theirs.looks ?? 0,
    repeated,
  };
}
