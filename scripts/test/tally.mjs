// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * What a test runner's report says. `faults` are failures that no single test stands for: a file that could not be loaded, a skipped
 * test, no test at all.
 * @typedef {{ passed: number, failed: number, faults: string[] }} Tally
 */

/** @param {string} file @param {(report: any) => Tally} read @returns {Tally} */
function tallyOf(file, read) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, faults: ['the test runner left no report'] };
  }
  const tally = read(report);
  if (tally.passed + tally.failed + tally.faults.length === 0) tally.faults.push('no test was run');
  return tally;
}

/** @param {number} count @returns {string[]} */
const skipped = (count) => (count > 0 ? [`${count} skipped: a test that is not run proves nothing`] : []);

/** @param {string} file a report of vitest's json reporter @returns {Tally} */
export const vitestTally = (file) =>
  tallyOf(file, (report) => {
    const unloaded = report.testResults.filter(
      (/** @type {any} */ suite) =>
        suite.status === 'failed' &&
        !suite.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      faults: [
        ...unloaded.map((/** @type {any} */ suite) => `${path.relative(process.cwd(), suite.name)} could not be run`),
        ...skipped(report.numPendingTests + report.numTodoTests),
      ],
    };
  });

/** @param {string} file a report of Playwright's json reporter @returns {Tally} */
export const playwrightTally = (file) =>
  tallyOf(file, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected,
    faults: [
      ...errors.map((/** @type {any} */ error) => String(error.message ?? error).split('\n')[0]),
      ...(stats.flaky > 0 ? [`${stats.flaky} passed only when repeated`] : []),
      ...skipped(stats.skipped),
    ],
  }));
