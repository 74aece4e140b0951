// @ts-check
import path from 'node:path';
import { runnerImport } from 'vite';
import { median } from './statistics.mjs';

/** How large the cluster is; the plain loop takes long, so it is run once, between two halves of our runs. */
export const REACH = { pods: 1_000, policies: 200, ports: 5, rounds: 6, sampleEvery: 4_999 };

/**
 * How long it takes to say who reaches whom on five ports: by classes of pods, and by a loop that asks for each pair. The loop is plain, not careless:
 * it knows beforehand which policies select which pod, stops at the first rule that matches and makes no sentences. Both must give the
 * same answers, and those of `decideConnection` in a sample of the pairs. Node only, nothing is drawn.
 * @param {{ root: string }} options
 * @returns {Promise<{ ours: number, plain: number, ratio: number, pairs: number, work: number, denied: number }>} milliseconds, pairs asked, and peers and ports tried
 */
export async function measureReachability({ root }) {
  const { module } = await runnerImport(path.join(root, 'scripts/reach-runs/main.ts'), {
    root,
    configFile: false,
    logLevel: 'error',
  });
  const { cluster, byClasses, plainly, sampled } = module;
  const view = cluster(REACH.pods, REACH.policies);
  /** @param {(view: unknown) => { work: number, tables(): readonly string[] }} way */
  const timed = (way) => {
    const start = performance.now();
    const run = way(view);
    return { ms: performance.now() - start, run };
  };
  timed(byClasses);
  const half = () => Array.from({ length: REACH.rounds / 2 }, () => timed(byClasses));
  const before = half();
  const plain = timed(plainly);
  const ours = [...before, ...half()];
  const tables = plain.run.tables();
  for (const { run } of ours) {
    if (JSON.stringify(run.tables()) !== JSON.stringify(tables)) throw new Error('classes of pods give other answers');
  }
  const first = tables[0]?.replaceAll('\n', '') ?? '';
  for (const [pair, letter] of sampled(view, REACH.sampleEvery)) {
    if (first[pair] !== letter) throw new Error(`decideConnection gives another answer for pair ${pair}`);
  }
  const ms = median(ours.map((one) => one.ms));
  return {
    ours: ms,
    plain: plain.ms,
    ratio: plain.ms / ms,
    pairs: plain.run.work,
    work: ours[0]?.run.work ?? 0,
    denied: tables.join('').split('X').length - 1,
  };
}
