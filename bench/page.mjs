// @ts-check
/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').Browser} Browser */

/** Functions that the measured pages get before anything of their own runs. */
const INSTRUMENTS = () => {
  const w = /** @type {any} */ (globalThis);
  const frame = w.requestAnimationFrame.bind(w);
  /** A task that is posted in a frame runs when that frame has been painted. @param {() => void} then */
  const painted = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  };
  w.bench = {
    frames: 0,
    /** A fixed piece of work: its time says how disturbed the machine is. */
    calibrate() {
      const began = performance.now();
      let x = 1;
      for (let i = 0; i < 5e7; i += 1) x = (x * 1103515245 + 12345) | 0;
      return x === 0 ? 0 : performance.now() - began;
    },
    /** @param {string} text */
    shows: (text) => [...document.querySelectorAll('svg')].some((svg) => (svg.textContent ?? '').includes(text)),
    /**
     * From the next keydown to the end of the frame that shows the text: its style, layout and paint are in it, the idle wait for the frame
     * after it is not. @param {string} text
     */
    arm(text) {
      w.bench.done = new Promise((done, fail) => {
        setTimeout(() => fail(new Error(`after a minute the picture does not show ‘${text}’`)), 60_000);
        const poll = (/** @type {number} */ from) => {
          frame(() => {
            if (w.bench.shows(text)) painted(() => done(performance.now() - from));
            else poll(from);
          });
        };
        addEventListener('keydown', (event) => poll(event.timeStamp), { capture: true, once: true });
      });
    },
    /** When the picture was first seen with the text. @param {string} text */
    watch(text) {
      const poll = () => {
        if (w.bench.shows(text)) painted(() => (w.bench.picture ??= performance.now()));
        else frame(poll);
      };
      frame(poll);
    },
  };
  w.requestAnimationFrame = (/** @type {FrameRequestCallback} */ callback) => {
    w.bench.frames += 1;
    return frame(callback);
  };
};

/**
 * A page of its own, with the instruments in it.
 * @param {Browser} browser
 * @returns {Promise<Page>}
 */
export async function instrumented(browser) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.addInitScript(INSTRUMENTS);
  return page;
}

/** @param {Page} page @returns {Promise<number>} milliseconds of a fixed piece of work */
export const calibrate = (page) => page.evaluate(() => /** @type {any} */ (globalThis).bench.calibrate());

/** @param {Page} page @param {string} text @returns {Promise<boolean>} */
export const shows = (page, text) =>
  page.evaluate((wanted) => /** @type {any} */ (globalThis).bench.shows(wanted), text);

/**
 * Types a key over the character before the caret and waits until the picture shows what that makes.
 * @param {Page} page @param {string} key @param {string} expected
 * @returns {Promise<number>} milliseconds from the key to the frame after
 */
export async function keystroke(page, key, expected) {
  if (await shows(page, expected)) throw new Error(`the picture shows ‘${expected}’ before it was typed`);
  await page.keyboard.press('Shift+ArrowLeft');
  await page.evaluate((wanted) => /** @type {any} */ (globalThis).bench.arm(wanted), expected);
  await page.keyboard.press(key);
  return page.evaluate(() => /** @type {any} */ (globalThis).bench.done);
}

/** @param {Page} page waits until no frame was asked for during a second */
export async function untilStill(page) {
  for (let tries = 0; tries < 60; tries += 1) {
    const before = await page.evaluate(() => /** @type {any} */ (globalThis).bench.frames);
    await page.waitForTimeout(1000);
    if ((await page.evaluate(() => /** @type {any} */ (globalThis).bench.frames)) === before) return;
  }
  throw new Error('the page asks for frames without end');
}
