// @ts-check
import { instrumented, untilStill } from './page.mjs';

/**
 * @param {{ browser: import('@playwright/test').Browser, url: string }} run
 * @returns {Promise<number>} frames that the page asks for in two seconds in which nothing moves
 */
export async function measureIdle({ browser, url }) {
  const page = await instrumented(browser);
  await page.goto(`${url}/app/index.html`);
  await page.locator('[data-testid="code-editor"][data-ready="true"]').waitFor({ timeout: 60_000 });
  await untilStill(page);
  const before = await page.evaluate(() => /** @type {any} */ (globalThis).bench.frames);
  await page.waitForTimeout(2000);
  const after = await page.evaluate(() => /** @type {any} */ (globalThis).bench.frames);
  await page.context().close();
  return after - before;
}
