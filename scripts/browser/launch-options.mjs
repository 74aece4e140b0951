// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/browser.json', import.meta.url));

/**
 * A browser that was launched and drew text. `executablePath` is null for the one that Playwright finds by itself; `env` is added to
 * the environment it is started with.
 * @typedef {{ from: string, executablePath: string | null, env: Record<string, string>, version: string }} FoundBrowser
 */

/**
 * What Chromium is started with. `--disable-gpu` keeps 2D drawing on the CPU raster: through the software GPU it is ten times slower.
 * @param {{ executablePath: string | null, env: Record<string, string> }} browser
 * @returns {import('@playwright/test').LaunchOptions}
 */
export function launchOptions({ executablePath, env }) {
  return {
    ...(executablePath ? { executablePath } : {}),
    env: { .../** @type {Record<string, string>} */ (process.env), ...env },
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}

/** @returns {FoundBrowser | null} what ensure-browser found last */
export function rememberedBrowser() {
  try {
    return JSON.parse(readFileSync(CACHE, 'utf8'));
  } catch {
    return null;
  }
}

/** @param {FoundBrowser} found */
export function rememberBrowser(found) {
  mkdirSync(path.dirname(CACHE), { recursive: true });
  writeFileSync(CACHE, JSON.stringify(found, null, 2));
}
