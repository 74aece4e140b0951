import { join } from 'node:path';
import { countCases, discoverSuites } from './discover.js';
import knownDifferences from './known-differences.json' with { type: 'json' };
import { canonical, type CaseResult, type Suite, type SuiteResult } from './suite.js';
import { SUITES } from './suites/index.js';

/** A case that we answer otherwise than its source on purpose, with the reason and where that can be read. */
interface KnownDifference {
  readonly suite: string;
  readonly case: string;
  readonly reason: string;
  readonly source: string;
}

interface Totals {
  passed: number;
  failed: number;
  known: number;
  notCovered: number;
}

/** What a run needs to know; a test gives its own. */
interface Setup {
  readonly suites: readonly Suite[];
  readonly differences: readonly KnownDifference[];
  readonly print: (line: string) => void;
}

const SETUP: Setup = { suites: SUITES, differences: knownDifferences, print: (line) => console.log(line) };

/**
 * Runs the cases of `dir` (only the suites of `only`, when it names some) and prints the report.
 * Gives the exit code: 1 when a case failed that is not a known difference.
 */
export async function main(dir: string, only: readonly string[], setup: Setup = SETUP): Promise<number> {
  const { suites, print } = setup;
  const known = new Map(setup.differences.map((k) => [`${k.suite} ${k.case}`, k]));
  const totals: Totals = { passed: 0, failed: 0, known: 0, notCovered: 0 };
  for (const name of discoverSuites(dir)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const suite = suites.find((candidate) => candidate.name === name);
    const result: SuiteResult = suite
      ? await runGuarded(() => suite.run(join(dir, name)))
      : { cases: [], notCovered: countCases(dir, name) };
    report(name, result, known, totals, print);
  }
  print(`${totals.known} known differences, ${totals.notCovered} cases not covered`);
  print(`${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed === 0 ? 0 : 1;
}

/** A runner that throws is one failing case: the other suites still run. */
async function runGuarded(run: () => SuiteResult | Promise<SuiteResult>): Promise<SuiteResult> {
  try {
    return await run();
  } catch (error) {
    const actual = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { cases: [{ case: 'the suite itself', ok: false, expected: 'a result', actual }] };
  }
}

function report(
  name: string,
  result: SuiteResult,
  known: ReadonlyMap<string, KnownDifference>,
  totals: Totals,
  print: Setup['print'],
): void {
  const passed = result.cases.filter((c) => c.ok).length;
  if (result.cases.length > 0) print(`${name}: ${passed}/${result.cases.length}`);
  for (const c of result.cases) {
    const difference = known.get(`${name} ${c.case}`);
    if (c.ok && difference) print(`  passes, yet is listed as a known difference: ${c.case}`);
    if (c.ok) continue;
    if (difference) print(`  known difference: ${c.case}: ${difference.reason} (${difference.source})`);
    else printFailure(c, print);
    totals[difference ? 'known' : 'failed'] += 1;
  }
  totals.passed += passed;
  const notCovered = result.notCovered ?? 0;
  totals.notCovered += notCovered;
  if (notCovered > 0 || result.cases.length === 0) print(`${name}: not covered (${notCovered} cases)`);
}

function printFailure(failure: CaseResult, print: Setup['print']): void {
  print(`  FAIL ${failure.case}`);
  print(`    expected ${show(failure.expected)}`);
  print(`    actual   ${show(failure.actual)}`);
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : (canonical(value) ?? 'nothing');
}
