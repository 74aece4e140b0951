// @ts-check
import { spawn } from 'node:child_process';
import process from 'node:process';

/** A child that does not end when it is told to is ended so many milliseconds later. */
const PATIENCE_MS = 3000;
const grouped = process.platform !== 'win32';
const watch = new URL('./die-with-parent.mjs', import.meta.url).href;

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

/**
 * Starts node in a process group of its own, so that it can be ended with all that it starts. Every node process among them also ends by
 * itself when this one is gone.
 * @param {string[]} args @param {{ cwd: string, env?: Record<string, string> }} options
 */
export function startChild(args, { cwd, env }) {
  const child = spawn(process.execPath, args, {
    cwd,
    detached: grouped,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${watch}`.trim(),
      KUBEWALK_PARENT: String(process.pid),
      ...env,
    },
  });
  children.add(child);
  child.on('close', () => children.delete(child));
  return child;
}

/** Ends a child and everything it started: it is told, and when it does not go, it is killed. @param {import('node:child_process').ChildProcess} child */
export function endChild(child) {
  tell(child, 'SIGTERM');
  const timer = setTimeout(() => tell(child, 'SIGKILL'), PATIENCE_MS);
  child.on('close', () => clearTimeout(timer));
}

/** On Ctrl+C, a time limit or a closed terminal the children end first, then this process, as the signal says. */
export function endChildrenOnSignals() {
  for (const [signal, number] of /** @type {const} */ ([
    ['SIGHUP', 1],
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ])) {
    process.once(signal, () => {
      if (children.size === 0) process.exit(128 + number);
      for (const child of children) {
        endChild(child);
        child.on('close', () => {
          if (children.size === 0) process.exit(128 + number);
        });
      }
    });
  }
  process.on('exit', () => {
    for (const child of children) tell(child, 'SIGKILL');
  });
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function tell(child, signal) {
  try {
    if (grouped && child.pid !== undefined) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended by itself.
  }
}
