import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One case and how it went. `expected` and `actual` are printed when it failed. */
export interface CaseResult {
  /** Unique in its suite and stable: the name of the case's folder or file, or `file#table[index] label` for a row. */
  readonly case: string;
  readonly ok: boolean;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

export interface SuiteResult {
  /** The cases that were run. A case that was not run is not here. */
  readonly cases: readonly CaseResult[];
  /** How many cases of this folder are about kinds or modes that the model does not have yet. */
  readonly notCovered?: number;
}

/** The runner of one folder of cases. `name` is the folder's path below the cases (`kubeproxy/flows`); `dir` is the folder itself. */
export interface Suite {
  readonly name: string;
  run(dir: string): SuiteResult | Promise<SuiteResult>;
}

/** The JSON of one file of a suite. The suite knows its shape and says so by `T`. */
export function readJson<T>(...path: readonly string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as T;
}

/** The names of the files of a folder that end in `suffix`, sorted. */
export function filesOf(dir: string, suffix: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => entry.name)
    .sort();
}

/** The names of the folders in a folder, sorted. */
export function foldersOf(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The case of a row: `service.json#cases[3] missing ports`. */
export function rowName(file: string, table: string, index: number, label?: unknown): string {
  const tail = label === undefined ? '' : ` ${typeof label === 'string' ? label : JSON.stringify(label)}`;
  return `${file}#${table}[${index}]${tail}`;
}

/** A case that passes when both sides have the same JSON, whatever the order of keys. */
export function compare(name: string, expected: unknown, actual: unknown): CaseResult {
  return { case: name, ok: canonical(expected) === canonical(actual), expected, actual };
}

/** JSON with sorted keys; absent and undefined are the same. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return part.toString();
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
