import type { BrowserContext, Page } from '@playwright/test';
import { expect, test, Workbench } from './workbench.js';

test.use({ viewport: { width: 1440, height: 900 } });

/** A page whose process is ended from outside: it says no word of farewell. */
async function kill(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await Promise.race([session.send('Page.crash').catch(() => {}), page.waitForEvent('crash')]);
}

/** Changes the port in the text, in Monaco. */
async function type(bench: Workbench, port: string): Promise<void> {
  await bench.showEditor();
  await bench.picture(() => bench.typeAtEndOf('targetPort', 4, port));
}

/** Until what was typed is in the database: nothing of it waits any more. */
async function kept(page: Page, text: string): Promise<void> {
  await expect.poll(async () => (await records(page)).some((record) => record.includes(text))).toBe(true);
}

/** The texts of all records, those of one draft in the order in which they were written. */
async function records(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const opened = indexedDB.open('kubewalk');
    await new Promise((done) => (opened.onsuccess = done));
    const all = opened.result.transaction('drafts').objectStore('drafts').getAll() as IDBRequest<{ text: string }[]>;
    await new Promise((done) => (all.onsuccess = done));
    opened.result.close();
    return all.result.map(({ text }) => text);
  });
}

const notices = (page: Page) => page.getByTestId('notices');
const lines = (page: Page) => page.locator('.view-lines');

test('what was typed this very moment is there after a reload', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  await bench.typeAtEndOf('targetPort', 4, '8081');
  await page.reload();
  await bench.revision(1);
  await bench.showEditor();
  await expect(lines(page)).toContainText('8081');
  await expect(notices(page)).toHaveText('');
});

test('what was typed just before an example was opened is a draft', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  await bench.typeAtEndOf('targetPort', 4, '8081');
  await page.evaluate(() => (location.hash = '#example/headless'));
  await expect(bench.thing('Service/default/my-service')).toBeHidden();
  await page.getByTestId('open-gallery').click();
  await page.getByTestId('open-drafts').click();
  await page.getByRole('dialog').getByRole('listitem').first().getByRole('button').click();
  await expect(lines(page)).toContainText('8081');
});

test('a page that is killed while it writes opens with what was on screen a second ago', async ({
  bench,
  context,
  page,
}) => {
  await bench.open();
  await type(bench, '8081');
  await kept(page, '8081');
  await bench.typeAtEndOf('targetPort', 0, ' # and more');
  await kill(context, page);
  const next = await context.newPage();
  await next.goto('./');
  await new Workbench(next).showEditor();
  await expect(lines(next)).toContainText('targetPort: 8081');
  await expect(notices(next)).toHaveText('');
});

test('a damaged record is noticed: the one before it opens, and a sentence says so', async ({ bench, page }) => {
  await bench.open();
  await type(bench, '8081');
  await kept(page, '8081');
  await type(bench, '8082');
  // The text first, then once more with what it did to the cluster.
  let before: readonly string[] = [];
  await expect(async () => {
    const last = before;
    before = await records(page);
    expect(before.join()).toContain('8082');
    expect(before).toEqual(last);
  }).toPass({ intervals: [800] });
  await page.evaluate(async () => {
    const opened = indexedDB.open('kubewalk');
    await new Promise((done) => (opened.onsuccess = done));
    const drafts = opened.result.transaction('drafts', 'readwrite').objectStore('drafts');
    const keys = drafts.getAllKeys();
    await new Promise((done) => (keys.onsuccess = done));
    const newest = keys.result.at(-1) ?? '';
    const record = drafts.get(newest) as IDBRequest<{ text: string }>;
    await new Promise((done) => (record.onsuccess = done));
    drafts.put({ ...record.result, text: record.result.text.slice(0, -100) }, newest);
    await new Promise((done) => (drafts.transaction.oncomplete = done));
    opened.result.close();
  });
  await page.reload();
  await expect(notices(page)).toContainText('was damaged, so it opens as it was kept before');
  await bench.showEditor();
  const typed = /targetPort: ?(\d*)/.exec(before.at(-2) ?? '')?.[1] ?? 'nothing';
  await expect(lines(page)).toContainText(`targetPort: ${typed}`);
});

test('a browser without a database keeps the work all the same', async ({ bench, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await bench.open();
  await type(bench, '8081');
  await page.reload();
  await bench.showEditor();
  await expect(lines(page)).toContainText('8081');
});

test('a browser that keeps nothing: it is said, all works, and it asks before the work is left', async ({
  bench,
  page,
}) => {
  await page.addInitScript(() => {
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  });
  await bench.open();
  await expect(notices(page)).toContainText('does not let the page keep drafts');
  await type(bench, '8081');
  await expect(page.getByText('not saved', { exact: true })).toBeVisible();
  const asked = page.waitForEvent('dialog');
  const left = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await left;
});

test('two tabs with one draft: the second works on a copy, says so, and neither loses a word', async ({
  bench,
  context,
  page,
}) => {
  await bench.open();
  await type(bench, '8081');
  await kept(page, '8081');
  const second = await context.newPage();
  await second.goto('./');
  const other = new Workbench(second);
  await other.revision(1);
  await expect(notices(second)).toContainText('Another tab has this draft open');
  await type(other, '8082');
  await kept(second, '8082');
  await page.bringToFront();
  await type(bench, '8083');
  await kept(page, '8083');
  expect((await records(page)).some((text) => text.includes('8082'))).toBe(true);
});

test('after two starts that came to no picture the third only shows the text, until it is told to run', async ({
  bench,
  context,
  page,
}) => {
  await bench.open();
  await type(bench, '8081');
  await kept(page, '8081');
  await page.close();
  // An engine that never says a word; the draft waits for it.
  await context.route(/\/worker-[^/]*$/, () => {});
  for (let start = 0; start < 2; start += 1) {
    const dying = await context.newPage();
    await dying.goto('./');
    await expect(dying.locator('#manifest-text')).toContainText('8081');
    await kill(context, dying);
    await dying.close();
  }
  await context.unroute(/\/worker-[^/]*$/);

  const third = await context.newPage();
  await third.goto('./');
  await expect(notices(third)).toContainText('nothing runs');
  const safe = new Workbench(third);
  await safe.showEditor();
  await safe.typeAtEndOf('targetPort', 4, '9376');
  await kept(third, 'targetPort: 9376');
  await expect(third.locator('svg[data-drawn] [data-id]')).toHaveCount(0);
  await notices(third).getByRole('button', { name: 'Run it' }).click();
  await safe.revision(1);
  await expect(safe.thing('Service/default/my-service')).toBeVisible();
  await expect(notices(third)).toHaveText('');
});

test('tabs that are opened at once, each before the picture of the one before, are no page that dies', async ({
  bench,
  context,
  page,
}) => {
  await bench.open();
  await type(bench, '8081');
  await kept(page, '8081');
  // An engine that never says a word; the draft waits for it.
  await context.route(/\/worker-[^/]*$/, () => {});
  for (let tab = 0; tab < 4; tab += 1) {
    const next = await context.newPage();
    await next.goto('./');
    await expect(next.locator('#manifest-text')).toContainText('8081');
    await expect(notices(next)).not.toContainText('nothing runs');
  }
});

test('a reload shows the reader where he was: the lens, the hop, the request, the panel', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  // A comment changes no packet's way: whenever its picture comes, the player stays where it is put.
  await bench.typeAtEndOf('targetPort', 0, ' # mine');
  await kept(page, '# mine');
  await page.getByRole('tab', { name: 'Rules' }).click();
  await page.getByTestId('journal').getByRole('button', { name: /DNAT/ }).first().click();
  await expect(page.locator('[data-testid="journal"] [data-current="true"]')).toContainText('DNAT');
  const hop = await page.getByTestId('hop-count').textContent();
  await bench.showPanel(/DNS/);
  await page.getByTestId('port').fill('8443');
  for (let time = 0; time < 2; time += 1) {
    await page.reload();
    await bench.revision(1);
    await expect(page.getByRole('tab', { name: 'Rules', exact: true })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByTestId('hop-count')).toHaveText(hop ?? '');
    await expect(page.getByTestId('panel-dns')).toBeVisible();
    await expect(page.getByTestId('port')).toHaveValue('8443');
    await expect(notices(page)).toHaveText('');
  }
});

test('each of two tabs opens its own draft again, and the way back from another site leads to it', async ({
  bench,
  context,
  page,
}) => {
  await bench.open();
  await type(bench, '8081');
  await kept(page, '8081');
  const second = await context.newPage();
  const other = new Workbench(second);
  await other.open('#example/session-affinity');
  await type(other, '8082');
  await kept(second, '8082');
  await page.reload();
  await bench.showEditor();
  await expect(lines(page)).toContainText('8081');
  await second.goto('about:blank');
  await second.goBack();
  await other.showEditor();
  await expect(lines(second)).toContainText('8082');
  for (const each of [page, second]) await expect(notices(each)).toHaveText('');
});

test('the way back from an example leads to the draft that was on screen before it', async ({ bench, page }) => {
  await bench.open();
  await type(bench, '8081');
  await kept(page, '8081');
  await page.evaluate(() => (location.hash = '#example/headless'));
  await expect(bench.thing('Service/default/my-service')).toBeHidden();
  await page.goBack();
  await expect(bench.thing('Service/default/my-service')).toBeVisible();
  await bench.showEditor();
  await expect(lines(page)).toContainText('8081');
});
