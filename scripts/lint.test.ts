import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = path.dirname(import.meta.dirname);

/** One file for each rule that must bite, and the rule's name as oxlint prints it. */
const PLANTED: readonly [file: string, rule: string, code: string][] = [
  ['src/core/a01.ts', 'no-restricted-globals', 'export const t = Date.now();'],
  ['src/core/a02.ts', 'no-restricted-properties', 'export const r = Math.random();'],
  ['src/scene/a03.ts', 'no-restricted-globals', 'setTimeout(() => {}, 1);'],
  ['src/kubectl/a04.ts', 'no-restricted-globals', "void fetch('x');"],
  ['src/messages/a05.ts', 'no-restricted-globals', 'console.log(1);'],
  ['src/share/a06.ts', 'no-restricted-globals', 'export const n = performance.now();'],
  ['src/ui/a07.ts', 'no-console', 'console.log(1);'],
  ['src/ui/a08.ts', 'no-floating-promises', 'const f = async () => 1; f();'],
  ['src/ui/a09.ts', 'no-explicit-any', 'export const f = (x: any) => x as string;'],
  ['src/ui/a10.ts', 'no-unused-expressions', 'export const f = (x: number) => { x + 1; };'],
  [
    'src/ui/a11.tsx',
    'rules-of-hooks',
    "import { useState } from 'react'; export function P({ a }: { a: boolean }) { if (a) useState(1); return null; }",
  ],
  [
    'src/ui/a12.tsx',
    'exhaustive-deps',
    "import { useEffect } from 'react'; export function P({ a }: { a: number }) { useEffect(() => { document.title = String(a); }, []); return null; }",
  ],
  ['src/ui/a13.tsx', 'alt-text', 'export const P = () => <img src="x.png" />;'],
  ['src/ui/a14.tsx', 'no-danger', 'export const P = () => <p dangerouslySetInnerHTML={{ __html: "" }} />;'],
  ['src/ui/a15.ts', 'no-cycle', "import type { B } from './b15.js'; export type A = B | 1;"],
  ['src/ui/b15.ts', 'no-cycle', "import type { A } from './a15.js'; export type B = A | 2;"],
  ['src/ui/a16.ts', 'no-eval', "eval('1');"],
  ['src/ui/a17.ts', 'no-non-null-assertion', 'export const f = (x: string | null) => x!.length;'],
  [
    'src/ui/a18.ts',
    'switch-exhaustiveness-check',
    "export function f(x: 'a' | 'b') { switch (x) { case 'a': return 1; } return 2; }",
  ],
  ['src/ui/a19.ts', 'no-misused-promises', 'export const f = (p: Promise<boolean>) => { if (p) return 1; return 2; };'],
];

describe('the linter', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'kubewalk-lint-'));
  const found = new Set<string>();

  beforeAll(() => {
    for (const file of ['.oxlintrc.json', 'tsconfig.json']) cpSync(path.join(repository, file), path.join(root, file));
    symlinkSync(path.join(repository, 'node_modules'), path.join(root, 'node_modules'), 'junction');
    for (const [file, , code] of PLANTED) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), `${code}\nexport {};\n`);
    }
    const oxlint = path.join(repository, 'node_modules/oxlint/bin/oxlint');
    const run = spawnSync(process.execPath, [oxlint, '--type-aware', '--format', 'json', 'src'], {
      cwd: root,
      encoding: 'utf8',
    });
    const report = JSON.parse(run.stdout) as { diagnostics: { code: string; severity: string; filename: string }[] };
    for (const { code, severity, filename } of report.diagnostics) {
      if (severity === 'error') found.add(`${filename} ${/\((.+)\)/.exec(code)?.[1] ?? code}`);
    }
  }, 60_000);

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(PLANTED)('%s breaks %s, as an error', (file, rule) => {
    expect([...found]).toContain(`${file} ${rule}`);
  });
});
