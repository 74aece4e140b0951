import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, foldersOf, readJson } from './suite.js';

/** Suites whose files are tables: a row is a case. In all others a file or a folder is one. */
const TABLES: ReadonlySet<string> = new Set([
  'attach',
  'cni',
  'endpointslice',
  'ingress',
  'kubeproxy/topology',
  'names',
  'podcidr',
  'quantity',
  'resolvconf',
  'selectors',
  'service-alloc',
  'validation',
]);

/** The arrays of a table file that hold its rows. A file that has none of them is one case. */
const ROWS = ['cases', 'rows', 'requests', 'hosts', 'sequences'] as const;

/**
 * The folders below `dir` that hold cases, as paths relative to it, sorted: a folder with JSON files of its own,
 * or with case folders, which have an `expected.json` each.
 */
export function discoverSuites(dir: string, below = ''): string[] {
  return foldersOf(join(dir, below)).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    const holdsCases =
      filesOf(join(dir, path), '.json').length > 0 ||
      foldersOf(join(dir, path)).some((child) => existsSync(join(dir, path, child, 'expected.json')));
    return holdsCases ? [path] : discoverSuites(dir, path);
  });
}

/** How many cases a suite has that no runner reads yet. */
export function countCases(dir: string, suite: string): number {
  const path = join(dir, suite);
  const files = filesOf(path, '.json');
  if (files.includes('index.json')) {
    const index = readJson<{ files?: number | readonly unknown[] }>(path, 'index.json');
    return typeof index.files === 'number' ? index.files : (index.files?.length ?? 0);
  }
  if (files.length === 0) return foldersOf(path).length;
  if (!TABLES.has(suite)) return files.length;
  return files.reduce((sum, file) => sum + countRows(readJson(path, file)), 0);
}

function countRows(document: Readonly<Record<string, unknown>>): number {
  const rows = ROWS.reduce((sum, key) => sum + (Array.isArray(document[key]) ? document[key].length : 0), 0);
  return rows === 0 ? 1 : rows;
}
