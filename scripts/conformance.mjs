// npm run conformance -- --cases DIR
// Runs every case of DIR against the core and prints a line a suite. Exits 0 when every failure is a known difference, 1 when one is not, 2 when there are no cases to run.
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const DEFAULT_CASES = '../shared/cases';

const { values } = parseArgs({
  options: { cases: { type: 'string' }, suite: { type: 'string', multiple: true } },
});
const dir = values.cases === undefined ? resolve(root, DEFAULT_CASES) : resolve(values.cases);

if (!existsSync(dir) || !statSync(dir).isDirectory()) {
  console.error(`conformance: there are no cases at ${dir}. Name their folder: npm run conformance -- --cases DIR`);
  process.exit(2);
}

// The core is TypeScript: vite's module runner executes it as it is, through the same resolver that the build uses.
const { module } = await runnerImport(resolve(root, 'scripts/conformance/main.ts'), {
  root,
  configFile: false,
  logLevel: 'error',
});
process.exitCode = await module.main(dir, values.suite ?? []);
