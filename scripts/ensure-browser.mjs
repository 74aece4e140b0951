// @ts-check
/**
 * Finds a Chromium for the browser tests, or gets one, without root and without a download site if need be. Every candidate is started
 * and must draw text before it is accepted; the answer is kept in node_modules/.cache/browser.json, which playwright.config.ts reads.
 * `CHROMIUM_PATH` names one; `KUBEWALK_SKIP_SYSTEM_BROWSER=1` passes over those installed on the machine.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions, rememberBrowser, rememberedBrowser } from './browser/launch-options.mjs';
import { unpackNpmChromium } from './browser/npm-chromium.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const skipSystem = process.env.KUBEWALK_SKIP_SYSTEM_BROWSER === '1';
const INSTALLED = 'installed on this machine';

/** @typedef {{ executablePath: string | null, env: Record<string, string> }} Candidate */

/**
 * @param {Candidate} candidate
 * @returns {Promise<string>} its version
 * @throws when it does not start within half a minute, or has no font for Latin and Cyrillic
 */
async function tryOut(candidate) {
  const browser = await chromium.launch({ ...launchOptions(candidate), timeout: 30_000 });
  try {
    const page = await browser.newPage();
    await page.setContent('<span>Service</span><br><span>Служба</span>');
    const widths = await page.evaluate(
      '[...document.querySelectorAll("span")].map((s) => s.getBoundingClientRect().width)',
    );
    if (!Array.isArray(widths) || widths.some((width) => width < 10))
      throw new Error('it has no fonts: text is 0 px wide');
    return browser.version();
  } finally {
    await browser.close();
  }
}

function* installedPaths() {
  const { platform, env } = process;
  if (platform === 'darwin') {
    yield '/Applications/Chromium.app/Contents/MacOS/Chromium';
    yield '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    yield '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
  } else if (platform === 'win32') {
    for (const base of [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]) {
      if (!base) continue;
      yield path.join(base, 'Google/Chrome/Application/chrome.exe');
      yield path.join(base, 'Chromium/Application/chrome.exe');
      yield path.join(base, 'Microsoft/Edge/Application/msedge.exe');
    }
  } else {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']) {
      yield `/usr/bin/${name}`;
    }
    yield '/snap/bin/chromium';
  }
}

/** @returns {Candidate[]} */
const installed = () => [...installedPaths()].filter(existsSync).map((executablePath) => ({ executablePath, env: {} }));

/** @returns {Candidate[]} */
const playwrights = () => (existsSync(chromium.executablePath()) ? [{ executablePath: null, env: {} }] : []);

/** @param {string} command @param {string[]} args @param {number} seconds @param {Record<string, string>} [env] */
function runs(command, args, seconds, env = {}) {
  const run = spawnSync(command, args, {
    stdio: 'ignore',
    timeout: seconds * 1000,
    env: { ...process.env, ...env },
  });
  return run.status === 0;
}

/** @returns {Candidate[]} */
function downloadedByPlaywright() {
  console.log('No browser is here yet. Asking Playwright to download its own…');
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
  const limit = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  return runs(process.execPath, [cli, 'install', 'chromium-headless-shell'], 300, limit)
    ? [{ executablePath: null, env: {} }]
    : [];
}

/** @returns {Candidate[]} */
function fromNpm() {
  console.log('Fetching a headless Chromium from the npm registry (68 MB)…');
  return [unpackNpmChromium(path.join(root, 'node_modules/.cache/npm-chromium'))];
}

/** @returns {Candidate[]} */
function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return [];
  console.log('Installing Debian’s Chromium with apt-get…');
  runs('apt-get', ['update', '-qq'], 300);
  runs('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], 600, {
    DEBIAN_FRONTEND: 'noninteractive',
  });
  return installed();
}

function remembered() {
  const found = rememberedBrowser();
  if (!found || (skipSystem && found.from === INSTALLED)) return [];
  return !found.executablePath || existsSync(found.executablePath) ? [found] : [];
}

/** In the order of what they cost the user. @type {{ from: string, candidates: () => Candidate[] }[]} */
const SOURCES = [
  { from: 'named by CHROMIUM_PATH', candidates: () => named(process.env.CHROMIUM_PATH) },
  { from: 'found before', candidates: remembered },
  { from: 'of Playwright', candidates: playwrights },
  { from: INSTALLED, candidates: () => (skipSystem ? [] : installed()) },
  { from: 'downloaded by Playwright', candidates: downloadedByPlaywright },
  { from: 'from npm', candidates: fromNpm },
  { from: 'installed from Debian', candidates: fromDebian },
];

/** @param {string | undefined} executablePath @returns {Candidate[]} */
const named = (executablePath) => (executablePath ? [{ executablePath, env: {} }] : []);

/**
 * @returns {Promise<import('./browser/launch-options.mjs').FoundBrowser | null>} a browser that was seen to work, remembered for
 * playwright.config.ts; null when there is none to be had, each refusal having been printed
 */
export async function ensureBrowser() {
  for (const { from, candidates } of SOURCES) {
    try {
      for (const candidate of candidates()) {
        const where = candidate.executablePath ?? 'Playwright’s browser';
        try {
          const version = await tryOut(candidate);
          const origin = from === 'found before' ? (rememberedBrowser()?.from ?? from) : from;
          const found = { from: origin, executablePath: candidate.executablePath, env: candidate.env, version };
          rememberBrowser(found);
          console.log(
            `Browser for tests: Chromium ${version}, ${origin}${candidate.executablePath ? ` (${where})` : ''}`,
          );
          return found;
        } catch (error) {
          console.log(`${where} (${from}) will not do: ${String(error).split('\n')[0]}`);
        }
      }
    } catch (error) {
      console.log(`No browser ${from}: ${String(error).split('\n')[0]}`);
    }
  }
  console.error('No Chromium to test with. Install Chromium or Chrome, or set CHROMIUM_PATH to one.');
  return null;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exit((await ensureBrowser()) ? 0 : 1);
}
