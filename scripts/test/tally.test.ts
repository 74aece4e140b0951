import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { playwrightTally, vitestTally } from './tally.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'kubewalk-tally-'));
const report = (content: unknown) => {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const unit = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
const e2e = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };

describe('a tally is honest', () => {
  it('counts what passed and failed', () => {
    expect(vitestTally(report({ ...unit, numFailedTests: 2 }))).toEqual({ passed: 3, failed: 2, faults: [] });
    expect(playwrightTally(report({ ...e2e, stats: { ...e2e.stats, unexpected: 1 } }))).toEqual({
      passed: 3,
      failed: 1,
      faults: [],
    });
  });
  it.each([
    [
      'a file that could not be loaded',
      { ...unit, testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults: [] }] },
    ],
    ['a skipped test', { ...unit, numPendingTests: 1 }],
    ['a test left to do', { ...unit, numTodoTests: 1 }],
    ['no test at all', { ...unit, numPassedTests: 0 }],
  ])('unit: %s is a fault', (_what, content) => expect(vitestTally(report(content)).faults).toHaveLength(1));
  it.each([
    ['an error outside any test', { ...e2e, errors: [{ message: 'no server' }] }],
    ['a skipped test', { ...e2e, stats: { ...e2e.stats, skipped: 1 } }],
    ['a test that passed only when repeated', { ...e2e, stats: { ...e2e.stats, flaky: 1 } }],
    ['no test at all', { ...e2e, stats: { ...e2e.stats, expected: 0 } }],
  ])('browser: %s is a fault', (_what, content) => expect(playwrightTally(report(content)).faults).toHaveLength(1));
  it('no report is a fault', () =>
    expect(vitestTally(path.join(folder, 'none.json')).faults).toEqual(['the test runner left no report']));
});
