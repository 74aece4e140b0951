// @ts-check
import { instrumented } from './page.mjs';
import { median } from './statistics.mjs';

/** @typedef {import('@playwright/test').Browser} Browser */

const LOADS = 5;
const MARKER = ':80 → 9376';

/**
 * Opens the app with an empty cache, again and again.
 * @param {{ browser: Browser, url: string, sizeOf: (file: string) => number }} run `sizeOf`: brotli bytes of a built file
 */
export async function measureFirstLoad({ browser, url, sizeOf }) {
  const loads = [];
  for (let load = 0; load < LOADS; load += 1) {
    const page = await instrumented(browser);
    await page.addInitScript((text) => /** @type {any} */ (globalThis).bench.watch(text), MARKER);
    await page.goto(`${url}/app/index.html`);
    await page.locator('[data-testid="code-editor"][data-ready="true"]').waitFor({ timeout: 60_000 });
    const seen = await page.evaluate(() => ({
      picture: /** @type {number} */ (/** @type {any} */ (globalThis).bench.picture),
      editor: performance.now(),
      resources: performance.getEntriesByType('resource').map((entry) => {
        const { name, startTime, responseEnd } = /** @type {PerformanceResourceTiming} */ (entry);
        return { file: new URL(name).pathname.replace(/^\/app\//, ''), startTime, responseEnd };
      }),
    }));
    // What had arrived when the picture stood is what it may have needed.
    const before = seen.resources.filter(({ responseEnd }) => responseEnd <= seen.picture);
    loads.push({ ...seen, before: before.reduce((sum, { file }) => sum + sizeOf(file), sizeOf('index.html')) });
    await page.context().close();
  }
  return {
    picture: median(loads.map(({ picture }) => picture)),
    editor: median(loads.map(({ editor }) => editor)),
    requests: median(loads.map(({ resources }) => resources.length)),
    bytesAtPicture: median(loads.map(({ before }) => before)),
    all: median(
      loads.map(({ resources }) => resources.reduce((sum, { file }) => sum + sizeOf(file), sizeOf('index.html'))),
    ),
    pictureFirst: loads.every(({ picture, editor }) => picture < editor),
  };
}

/**
 * The picture without a byte of the editor.
 * @param {{ browser: Browser, url: string, editorFiles: readonly string[] }} run
 * @returns {Promise<{ blocked: number, shown: boolean }>} how many requests were refused, and whether the picture came all the same
 */
export async function measureWithoutEditor({ browser, url, editorFiles }) {
  const page = await instrumented(browser);
  let blocked = 0;
  await page.route(
    (address) => editorFiles.some((file) => address.pathname.endsWith(file)),
    (route) => {
      blocked += 1;
      return route.abort();
    },
  );
  await page.goto(`${url}/app/index.html`);
  const shown = await page
    .waitForFunction((text) => /** @type {any} */ (globalThis).bench.shows(text), MARKER, { timeout: 15_000 })
    .then(() => true)
    .catch(() => false);
  await page.waitForTimeout(500);
  await page.context().close();
  return { blocked, shown };
}
