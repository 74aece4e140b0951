// @ts-check
/**
 * Installs the npm packages when they are not the ones of package-lock.json. It runs before everything else, on a clone where nothing
 * is installed, so it uses Node's built-ins only and no syntax that an old Node cannot read.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = [20, 19];

/**
 * @param {string} version as in `process.versions.node`
 * @returns {string | null} what to tell the user, or null when this Node will do
 */
export function nodeComplaint(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = OLDEST_NODE;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return null;
  return `Kubewalk needs Node ${OLDEST_NODE.join('.')} or newer, and this is Node ${version}. Install a newer one from your package manager, then run the command again.`;
}

/** @param {string} file @returns {any} the parsed JSON, or null where there is none */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Compares what npm says it installed with the lock, so that an install made by hand is not made again.
 * @param {{ packages?: Record<string, any> }} lock package-lock.json
 * @param {{ packages?: Record<string, any> } | null} installed node_modules/.package-lock.json
 * @returns {boolean} whether every package of the lock is there in its version; optional ones (other platforms' binaries) may be absent
 */
export function matchesLock(lock, installed) {
  if (!installed?.packages || !lock.packages) return false;
  for (const [where, entry] of Object.entries(lock.packages)) {
    if (where === '') continue;
    const found = installed.packages[where];
    if (found ? found.version !== entry.version : !entry.optional && !entry.devOptional) return false;
  }
  return true;
}

/** npm as a script that this very Node can run: the one that called us, or the one that came with Node. */
function npmCommand() {
  const given = process.env.npm_execpath;
  if (given && /^npm-cli\.c?js$/.test(path.basename(given))) return [process.execPath, given];
  const bin = path.dirname(process.execPath);
  for (const place of ['../lib/node_modules', 'node_modules']) {
    const script = path.join(bin, place, 'npm/bin/npm-cli.js');
    if (existsSync(script)) return [process.execPath, script];
  }
  return ['npm'];
}

/**
 * Runs npm in a folder.
 * @param {string[]} args @param {string} cwd @param {'inherit' | 'pipe'} [stdio]
 * @returns {{ ok: boolean, output: string }}
 */
export function npm(args, cwd, stdio = 'inherit') {
  const [command = 'npm', ...first] = npmCommand();
  const run = spawnSync(command, [...first, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', stdio, stdio],
    shell: command === 'npm' && process.platform === 'win32',
  });
  return { ok: run.status === 0, output: `${run.stdout ?? ''}${run.stderr ?? ''}${run.error?.message ?? ''}` };
}

/**
 * Makes `node_modules` of a folder agree with its lock file.
 * @param {string} root the folder with package.json and package-lock.json
 * @returns {boolean} whether the packages are there now
 */
export function ensureDeps(root) {
  const lockText = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const manifest = readJson(path.join(root, 'package.json'));
  const wanted = JSON.stringify([
    manifest.dependencies,
    manifest.devDependencies,
    lockText,
    process.platform,
    process.arch,
  ]);
  const stamp = createHash('sha256').update(wanted).digest('hex');
  const stampFile = path.join(root, 'node_modules/.cache/deps.sha256');
  const installedFile = path.join(root, 'node_modules/.package-lock.json');
  const stamped = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && existsSync(installedFile);
  if (stamped) return true;
  const lock = JSON.parse(lockText);
  // npm alone can say what is wrong when package.json asks for something that the lock does not know.
  const agree = ['dependencies', 'devDependencies'].every(
    (field) => JSON.stringify(lock.packages?.['']?.[field] ?? {}) === JSON.stringify(manifest[field] ?? {}),
  );
  if (!agree || !matchesLock(lock, readJson(installedFile))) {
    console.log('Installing the packages of package-lock.json (about 20 seconds)…');
    // `loglevel=error` hides the engine warnings of kubernetes-models: its files are read at build time, its code is never run.
    if (!npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], root).ok) {
      console.error(
        'The packages could not be installed: npm’s own words are above. Is the npm registry reachable from here?',
      );
      return false;
    }
  }
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const complaint = nodeComplaint(process.versions.node);
  if (complaint) {
    console.error(complaint);
    process.exit(1);
  }
  const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  process.exit(ensureDeps(root) ? 0 : 1);
}
