// @ts-check
import { runnerImport } from 'vite';
import { flowchartOf, manifestsOf, workersFor } from './cluster.mjs';
import { calibrate, instrumented, keystroke, shows, untilStill } from './page.mjs';
import { interleaved, median, percentile } from './statistics.mjs';

/** @typedef {import('@playwright/test').Browser} Browser */
/** @typedef {import('@playwright/test').Page} Page */
/**
 * `typed`: what a Service shows in both pictures; its last character is typed over.
 * @typedef {{ label: string, pods: number, keys: { ours: number, theirs: number }, typed: string, default?: boolean }} Size
 */

const PAIRS = 5;

/** @type {readonly Size[]} */
export const SIZES = [
  { label: 'the default scene', pods: 3, keys: { ours: 6, theirs: 6 }, typed: ':80 → 9376', default: true },
  { label: '200 pods', pods: 200, keys: { ours: 6, theirs: 3 }, typed: ':80' },
  { label: '1,000 pods', pods: 1000, keys: { ours: 6, theirs: 1 }, typed: ':80' },
];

/**
 * @param {string} root of the repository @param {number} pods
 * @returns {Promise<string>} the fragment that opens a cluster of so many pods
 */
async function linkTo(root, pods) {
  const load = async (/** @type {string} */ file) =>
    (await runnerImport(`${root}/${file}`, { root, configFile: false, logLevel: 'error' })).module;
  const [{ linkOf }, { defaultCluster }] = await Promise.all([
    load('src/share/index.ts'),
    load('src/lessons/default-cluster.ts'),
  ]);
  const [control, worker] = defaultCluster.nodes;
  const workers = Array.from({ length: workersFor(pods) }, (_, index) => ({
    ...worker,
    name: `worker-${index + 1}`,
    cpu: '64',
    memory: '256Gi',
  }));
  const work = {
    files: manifestsOf(pods).map((file, index) => ({ id: `f${index + 1}`, ...file })),
    settings: { ...defaultCluster, nodes: [control, ...workers] },
    history: [],
    // With a request, each key also sends it anew: what is measured ends with the trace, not with the objects.
    request: {
      from: { kind: 'pod', pod: 'Pod/default/client' },
      to: { kind: 'service', service: 'Service/default/app-0' },
      port: 80,
      protocol: 'TCP',
      attempt: 0,
    },
  };
  return linkOf(work, { lens: 'traffic' });
}

/** @param {Browser} browser @param {string} url @param {string} fragment @param {string} marker a text of the picture */
async function openOurs(browser, url, fragment, marker) {
  const page = await instrumented(browser);
  await page.goto(`${url}/app/index.html${fragment}`);
  await page.locator('[data-testid="code-editor"][data-ready="true"]').waitFor({ timeout: 60_000 });
  await page.waitForFunction((text) => /** @type {any} */ (globalThis).bench.shows(text), marker, { timeout: 60_000 });
  await untilStill(page);
  await page.locator('[data-testid="code-editor"] .view-lines').click();
  await page.keyboard.press('Control+End');
  // The first example's file ends with a line break, and the port is before it.
  if (fragment === '') await page.keyboard.press('Backspace');
  return page;
}

/** @param {Browser} browser @param {string} url @param {Size} size */
async function openTheirs(browser, url, size) {
  const page = await instrumented(browser);
  await page.goto(`${url}/bench/mermaid.html`);
  await page.waitForFunction(() => 'openGraph' in globalThis);
  await page.evaluate((graph) => /** @type {any} */ (globalThis).openGraph(graph), flowchartOf(size.pods, size.typed));
  if (!(await shows(page, size.typed))) throw new Error('mermaid drew nothing');
  await page.locator('textarea').focus();
  await page.evaluate(() => {
    const text = /** @type {HTMLTextAreaElement} */ (document.querySelector('textarea'));
    const caret = text.value.lastIndexOf('"');
    text.setSelectionRange(caret, caret);
  });
  return page;
}

/** Types a digit again and again, so that each picture differs from the one before. @param {Page} page @param {string} typed */
function typist(page, typed) {
  const before = typed.slice(0, -1);
  let digit = Number(typed.slice(-1));
  return async (/** @type {number} */ keys) => {
    const times = [];
    for (let key = 0; key < keys; key += 1) {
      digit = digit === 9 ? 1 : digit + 1;
      times.push(await keystroke(page, String(digit), `${before}${digit}`));
    }
    return times;
  };
}

/**
 * From a key to the new, correct picture, beside mermaid drawing the same cluster.
 * @param {{ browser: Browser, url: string, root: string, size: Size }} run
 */
export async function measureKeystrokes({ browser, url, root, size }) {
  const fragment = size.default ? '' : await linkTo(root, size.pods);
  const [oursPage, theirsPage] = [
    await openOurs(browser, url, fragment, size.typed),
    await openTheirs(browser, url, size),
  ];
  try {
    const [ours, theirs] = [typist(oursPage, size.typed), typist(theirsPage, size.typed)];
    await Promise.all([ours(1), theirs(1)]);
    const { pairs, calibrations, repeated } = await interleaved(PAIRS, {
      calibrate: () => calibrate(oursPage),
      ours: () => ours(size.keys.ours),
      theirs: () => theirs(size.keys.theirs),
    });
    const all = { ours: pairs.flatMap((pair) => pair.ours), theirs: pairs.flatMap((pair) => pair.theirs) };
    return {
      size,
      ours: { p50: median(all.ours), p95: percentile(all.ours, 0.95) },
      theirs: { p50: median(all.theirs), p95: percentile(all.theirs, 0.95) },
      ratio: median(pairs.map((pair) => median(pair.theirs) / median(pair.ours))),
      calibration: { best: Math.min(...calibrations), worst: Math.max(...calibrations) },
      repeated,
    };
  } finally {
    await Promise.all([oursPage.context().close(), theirsPage.context().close()]);
  }
}
