import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countCases, discoverSuites } from './discover.js';
import { main } from './main.js';
import { canonical, type Suite } from './suite.js';

let dir = '';

const FILES: Readonly<Record<string, unknown>> = {
  'dns/a.json': {},
  'dns/b.json': {},
  'validation/service.json': { cases: [1, 2, 3] },
  'ingress/rules.json': { requests: [1, 2], hosts: [1] },
  'ingress/class.json': { requests: [] },
  'manifests-corpus/index.json': { files: [1, 2, 3, 4] },
  'manifests-corpus/argo/x.json': {},
  'robustness/index.json': { files: 7 },
  'kubeproxy/flows/one.json': {},
  'kubeproxy/golden/hashes.json': {},
  'netpol/cyclonus/001/expected.json': {},
  'netpol/cyclonus/002/expected.json': {},
};

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'cases-'));
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), JSON.stringify(content));
  }
  writeFileSync(join(dir, 'README.md'), '');
});

afterAll(() => {
  rmSync(dir, { recursive: true });
});

test('every folder of cases is a suite, and its cases are folders, files or rows', () => {
  const counts = discoverSuites(dir).map((suite) => [suite, countCases(dir, suite)]);
  expect(counts).toEqual([
    ['dns', 2],
    ['ingress', 4],
    ['kubeproxy/flows', 1],
    ['kubeproxy/golden', 1],
    ['manifests-corpus', 4],
    ['netpol/cyclonus', 2],
    ['robustness', 7],
    ['validation', 3],
  ]);
});

async function run(suites: readonly Suite[], only: readonly string[] = []) {
  const lines: string[] = [];
  const differences = [
    { suite: 'dns', case: 'known', reason: 'the source is old', source: 'somewhere' },
    { suite: 'dns', case: 'mended', reason: 'the source is old', source: 'somewhere' },
  ];
  const code = await main(dir, only, { suites, differences, print: (line) => lines.push(line) });
  return { code, lines };
}

const dns = (cases: ReturnType<Suite['run']>): Suite => ({ name: 'dns', run: () => cases });

test('a failure is printed with both sides and fails the run; a known difference does neither', async () => {
  const cases = [
    { case: 'good', ok: true },
    { case: 'known', ok: false, expected: 1, actual: 2 },
    { case: 'mended', ok: true },
    { case: 'bad', ok: false, expected: { b: 1, a: [2] }, actual: 'NXDOMAIN' },
  ];
  expect(await run([dns({ cases, notCovered: 3 })], ['dns'])).toEqual({
    code: 1,
    lines: [
      'dns: 2/4',
      '  known difference: known: the source is old (somewhere)',
      '  passes, yet is listed as a known difference: mended',
      '  FAIL bad',
      '    expected {"a":[2],"b":1}',
      '    actual   NXDOMAIN',
      'dns: not covered (3 cases)',
      '1 known differences, 3 cases not covered',
      '2 passed, 1 failed',
    ],
  });
  expect((await run([dns({ cases: cases.slice(0, 3) })], ['dns'])).code).toBe(0);
});

test('a suite without a runner is not covered, and never passed', async () => {
  const { code, lines } = await run([]);
  expect(code).toBe(0);
  expect(lines).toContain('netpol/cyclonus: not covered (2 cases)');
  expect(lines.at(-1)).toBe('0 passed, 0 failed');
});

test('a runner that throws fails, and the others still run', async () => {
  const broken: Suite = {
    name: 'dns',
    run: () => {
      throw new Error('no such field');
    },
  };
  const robustness: Suite = { name: 'robustness', run: () => ({ cases: [{ case: 'a', ok: true }] }) };
  const { code, lines } = await run([broken, robustness]);
  expect(code).toBe(1);
  expect(lines[0]).toBe('dns: 0/1');
  expect(lines.some((line) => line.includes('no such field'))).toBe(true);
  expect(lines.at(-1)).toBe('1 passed, 1 failed');
});

test('the order of keys does not count', () => {
  expect(canonical({ b: [{ d: 1, c: undefined }], a: 2n })).toBe('{"a":"2","b":[{"d":1}]}');
});
