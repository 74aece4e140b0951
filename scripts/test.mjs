// @ts-check
/**
 * `npm test` runs everything that can be proven on this machine; `npm run check` (`--fast`) leaves out the build, the browser and the fuzzing. A step
 * that fails does not stop the next. The last line is `N passed, N failed`: the unit and browser tests, and 1 for each other step that failed.
 */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { endChild, endChildrenOnSignals, startChild } from './test/children.mjs';
import { freePort } from './test/free-port.mjs';
import { playwrightTally, vitestTally } from './test/tally.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const reports = path.join(root, 'test-results');
const unitReport = path.join(reports, 'unit.json');
const e2eReport = path.join(reports, 'e2e.json');

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} run the arguments of node
 * @property {number} minutes after which it is ended and counted as failed
 * @property {boolean} [slow] left out of the inner loop
 * @property {string[]} [whenFast] further arguments in the inner loop
 * @property {string[]} [needs] steps without which this one cannot run
 * @property {() => import('./test/tally.mjs').Tally} [tally] reads how many tests passed; without it the step itself is the test
 */

/** @type {Step[]} */
const STEPS = [
  { name: 'schema', run: ['scripts/gen-schema.mjs'], minutes: 1 },
  { name: 'types', run: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], minutes: 3 },
  { name: 'types without the DOM', run: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.pure.json'], minutes: 3 },
  { name: 'types of scripts', run: ['node_modules/typescript/bin/tsc', '-p', 'scripts/tsconfig.json'], minutes: 3 },
  // Oxlint lints node_modules when it is given no folder.
  {
    name: 'lint',
    run: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', 'src', 'e2e', 'scripts', 'bench'],
    minutes: 3,
  },
  { name: 'walls', run: ['scripts/walls.mjs'], minutes: 1 },
  { name: 'dead code', run: ['node_modules/knip/bin/knip.js', '--no-progress'], minutes: 2 },
  {
    name: 'unit',
    run: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
      '--allowOnly=false',
    ],
    minutes: 6,
    // Thousands of made-up inputs each: for the whole run.
    whenFast: ['--exclude=**/{fuzz,hostile*,properties}.test.ts'],
    tally: () => vitestTally(unitReport),
  },
  { name: 'build', run: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], minutes: 3, slow: true },
  { name: 'size', run: ['scripts/size.mjs'], minutes: 1, slow: true, needs: ['build'] },
  { name: 'browser', run: ['scripts/ensure-browser.mjs'], minutes: 15, slow: true },
  {
    name: 'e2e',
    run: ['node_modules/@playwright/test/cli.js', 'test'],
    minutes: 10,
    slow: true,
    needs: ['build', 'browser'],
    tally: () => playwrightTally(e2eReport),
  },
];

/**
 * @param {Step} step
 * @returns {Promise<{ ok: boolean, output: string, seconds: number }>}
 */
function runStep(step) {
  const began = performance.now();
  return new Promise((done) => {
    const child = startChild([...step.run, ...(fast ? (step.whenFast ?? []) : [])], {
      cwd: root,
      env: { KUBEWALK_E2E_REPORT: e2eReport, KUBEWALK_E2E_PORT: port, NO_COLOR: '1' },
    });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    const timer = setTimeout(() => {
      output.push(Buffer.from(`\nended after ${step.minutes} minutes\n`));
      endChild(child);
    }, step.minutes * 60_000);
    child.on('close', (code) => {
      clearTimeout(timer);
      done({
        ok: code === 0,
        output: stripVTControlCharacters(Buffer.concat(output).toString('utf8')).trim(),
        seconds: (performance.now() - began) / 1000,
      });
    });
  });
}

const fast = process.argv.includes('--fast');
endChildrenOnSignals();
// What is served for the browser tests must not be what somebody else serves there.
const port = process.env.KUBEWALK_E2E_PORT ?? String(await freePort(4173));
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const began = performance.now();
/** @type {Set<string>} */
const broken = new Set();
let passed = 0;
let failed = 0;

for (const step of STEPS) {
  if (fast && step.slow) continue;
  const missing = step.needs?.find((name) => broken.has(name));
  if (missing) {
    console.log(`✗ ${step.name}: cannot run without ‘${missing}’`);
    broken.add(step.name);
    failed += 1;
    continue;
  }
  const { ok, output, seconds } = await runStep(step);
  const tally = step.tally?.();
  const faults = tally?.faults ?? [];
  // A runner that failed, but names no failing test (it crashed, or a hook did), has failed all the same.
  const unnamed = !ok && !tally?.failed && faults.length === 0 ? 1 : 0;
  const lost = (tally?.failed ?? 0) + faults.length + unnamed;
  passed += tally?.passed ?? 0;
  failed += lost;
  if (lost > 0) broken.add(step.name);
  const count = tally ? `, ${tally.passed} passed${tally.failed ? `, ${tally.failed} failed` : ''}` : '';
  console.log(`${lost ? '✗' : '✓'} ${step.name} (${seconds.toFixed(1)} s${count})`);
  for (const fault of faults) console.log(`  ${fault}`);
  if (lost > 0 || step.name === 'size' || step.name === 'browser') console.log(output.replace(/^/gm, '  '));
}

console.log(
  `\n${fast ? 'check' : 'test'} took ${((performance.now() - began) / 1000).toFixed(0)} s${broken.size ? `; failed: ${[...broken].join(', ')}` : ''}`,
);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
