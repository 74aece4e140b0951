// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findCycles } from './cycles.mjs';
import { findForbidden } from './forbidden.mjs';
import { isRelative, packageOf, readModule, resolveImport } from './imports.mjs';

/** @typedef {import('../walls.table.mjs').Row} Row */
/** @typedef {{ wall: string, file: string, line: number, message: string }} Violation */
/** @typedef {{ from: string, to: string, typeOnly: boolean, test: boolean }} Edge an import of one source file by another */
/**
 * @typedef {object} House
 * @property {readonly Row[]} table
 * @property {Readonly<Record<string, readonly string[]>>} doors
 * @property {readonly string[]} testPackages
 * @property {readonly string[]} longDataFiles
 * @property {string} clockFolder
 */
/** @typedef {{ violations: Violation[], read: string[], edges: Edge[] }} Report `read`: every source file that was parsed */

const WALLED = ['src', 'e2e'];
const TIDY = ['src', 'e2e', 'scripts', 'bench'];
const SKIPPED = new Set(['node_modules', 'gen', 'dist', 'goldens']);
const MAX_LINES = 400;
const SOURCE = /\.[cm]?[jt]sx?$/;
const VAGUE = /(^|[-.])(utils?|helpers?|common|misc)([-.]|$)/i;

/** @param {string} file */
const isTest = (file) => /\.test\.tsx?$/.test(file) || file.split('/').includes('testing');

/** @param {string} file @param {string} folder also a single file, or `folder/*` */
const within = (file, folder) => file === folder || file.startsWith(`${folder.replace(/\/\*$/, '')}/`);

/** @param {string} root @param {string} folder @returns {string[]} its files, relative to the root, with `/` */
function filesOf(root, folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesOf(root, file);
    return [file];
  });
}

/** @param {readonly Row[]} table @param {string} file @returns {Row | undefined} the row of the longest folder that holds the file */
export const rowOf = (table, file) =>
  table.filter((row) => within(file, row.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];

/** A folder right under `src` or under `src/core` must have a row of its own: its parent's must not speak for it. @param {string} file */
function ownFolder(file) {
  const parts = path.posix.dirname(file).split('/');
  return parts.slice(0, parts[1] === 'core' ? 3 : 2).join('/');
}

/**
 * Checks every wall of a source tree.
 * @param {string} root @param {House} house
 * @returns {Report}
 */
export function checkWalls(root, house) {
  /** @type {Violation[]} */
  const violations = [];
  /** @type {Edge[]} */
  const edges = [];
  /** @type {string[]} */
  const read = [];
  const sources = WALLED.flatMap((folder) => filesOf(root, folder)).filter((file) => SOURCE.test(file));
  const known = new Set(sources);

  for (const file of sources) {
    const code = readFileSync(path.join(root, file), 'utf8');
    /** @param {string} wall @param {number} offset @param {string} message */
    const blame = (wall, offset, message) =>
      violations.push({ wall, file, line: code.slice(0, offset).split('\n').length, message });
    let module;
    try {
      module = readModule(file, code);
    } catch (error) {
      blame('unread', 0, `cannot be parsed, so its walls cannot be checked: ${String(error).split('\n')[0]}`);
      continue;
    }
    read.push(file);
    const row = rowOf(house.table, file);
    const needsRow = file.startsWith('src/') && file.split('/').length > 2 ? ownFolder(file) : null;
    if (!row || (needsRow && row.folder !== needsRow)) {
      blame(
        'unlisted',
        0,
        `no wall is written for ${needsRow ?? file}: say in scripts/walls.table.mjs what it may import, and why`,
      );
      continue;
    }
    for (const offset of module.computed)
      blame('computed', offset, 'an import whose address is computed cannot be checked: write it out');
    const reference = /^\/\/\/\s*<reference\b/m.exec(code);
    if (reference)
      blame('reference', reference.index, 'a reference directive brings types in past the walls: import what you need');
    for (const found of module.imports) {
      if (isRelative(found.source)) {
        const target = resolveImport(file, found.source, known);
        if (known.has(target)) edges.push({ from: file, to: target, typeOnly: found.typeOnly, test: isTest(file) });
        for (const [wall, message] of ourFaults(house, row, file, target, found.typeOnly))
          blame(wall, found.offset, message);
      } else {
        const fault = npmFault(house, row, file, packageOf(found.source));
        if (fault) blame('npm', found.offset, fault);
      }
    }
    if (file.startsWith('src/') && !isTest(file)) {
      for (const { wall, offset, what } of findForbidden(module.ast)) {
        if (wall === 'sink')
          blame('sink', offset, `${what} turns text into markup or code: use textContent and setAttribute`);
        else if (!within(file, house.clockFolder)) {
          blame(
            'clock',
            offset,
            `${what}: only ${house.clockFolder} reads wall time or asks for frames; take t as a parameter`,
          );
        }
      }
    }
  }

  violations.push(...cycleFaults(edges), ...unreadFaults(root, read), ...tidinessFaults(root, house));
  return { violations, read, edges };
}

/**
 * @param {House} house @param {Row} row @param {string} file @param {string} target @param {boolean} typeOnly
 * @returns {[wall: string, message: string][]}
 */
function ourFaults(house, row, file, target, typeOnly) {
  /** @type {[string, string][]} */
  const faults = [];
  const test = isTest(file);
  // A page of docs/ is checked against the code by a test that reads it.
  if (test && within(target, 'docs')) return faults;
  if (isTest(target) && !test && !file.startsWith('e2e/')) faults.push(['test-code', `${target} is for tests only`]);
  for (const [folder, doors] of Object.entries(house.doors)) {
    if (within(target, folder) && !within(file, folder) && !doors.includes(target)) {
      faults.push(['door', `${target} is behind a door: outside ${folder}, import ${doors.join(' or ')}`]);
    }
  }
  const rowOfTarget = rowOf(house.table, target);
  if (rowOfTarget === row) return faults;
  const inCore = within(file, 'src/core') && within(target, 'src/core');
  const allowed = row.imports.some((folder) => within(target, folder)) || (test && inCore);
  const byType = (row.types ?? []).some((folder) => within(target, folder));
  if (allowed || (byType && (typeOnly || test))) return faults;
  const where = rowOfTarget?.folder ?? target;
  if (byType) faults.push(['types-only', `${row.folder} may use ${where} by \`import type\` only. ${row.why}`]);
  else faults.push(['direction', `${row.folder} may not import ${where}. ${row.why}`]);
  return faults;
}

/** @param {House} house @param {Row} row @param {string} file @param {string} name @returns {string | null} */
function npmFault(house, row, file, name) {
  const test = isTest(file) || file.startsWith('e2e/');
  if (row.npm.includes(name) || (test && (name === 'node:' || house.testPackages.includes(name)))) return null;
  const home = house.table.filter((other) => other.npm.includes(name)).map((other) => other.folder);
  const advice =
    home.length > 0
      ? `${name} lives in ${home.join(', ')}.`
      : `No folder may name ${name === 'node:' ? 'Node’s modules' : name}.`;
  return `${row.folder} may not import ${name}. ${advice} ${row.why}`;
}

/** @param {Edge[]} edges @returns {Violation[]} */
function cycleFaults(edges) {
  /** @type {Map<string, Set<string>>} */
  const graph = new Map();
  for (const { from, to } of edges) {
    if (!graph.has(from)) graph.set(from, new Set());
    graph.get(from)?.add(to);
  }
  return findCycles(graph).map((cycle) => ({
    wall: 'cycle',
    file: cycle[0] ?? '',
    line: 1,
    message: `files import each other in a circle, types included: ${cycle.join(' → ')}`,
  }));
}

/**
 * The checker checks itself: the files it read against a second, independent listing.
 * @param {string} root @param {readonly string[]} read @returns {Violation[]}
 */
function unreadFaults(root, read) {
  const seen = new Set(read);
  const listed = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.split(path.sep).join('/')}`)
    .filter((file) => SOURCE.test(file) && !file.split('/').includes('gen'));
  const missed = listed.filter((file) => !seen.has(file));
  const faults = missed.map((file) => ({ wall: 'unread', file, line: 1, message: 'was not read' }));
  if (listed.length === 0) faults.push({ wall: 'unread', file: 'src', line: 1, message: 'no source file was found' });
  return faults;
}

/** @param {string} root @param {House} house @returns {Violation[]} */
function tidinessFaults(root, house) {
  /** @type {Violation[]} */
  const faults = [];
  const long = new Set();
  for (const file of TIDY.flatMap((folder) => filesOf(root, folder))) {
    const vague = file.split('/').find((part) => VAGUE.test(part));
    if (vague)
      faults.push({
        wall: 'name',
        file,
        line: 1,
        message: `‘${vague}’ says nothing: name the file after the noun it holds`,
      });
    if (!SOURCE.test(file) && !file.endsWith('.css')) continue;
    const lines = readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n').length;
    if (lines <= MAX_LINES) continue;
    long.add(file);
    if (house.longDataFiles.includes(file)) continue;
    faults.push({
      wall: 'length',
      file,
      line: lines,
      message: `${lines} lines, and ${MAX_LINES} is the limit: take one noun out`,
    });
  }
  for (const file of house.longDataFiles) {
    if (!long.has(file))
      faults.push({ wall: 'length', file, line: 1, message: 'need not be in LONG_DATA_FILES any more' });
  }
  return faults;
}
