import { expect, test } from './workbench.js';

test.use({ viewport: { width: 1440, height: 900 } });

/** The browser itself says of each request that failed that it failed; nothing else may be said. */
function expectOnlyLost(complaints: string[]): void {
  for (const complaint of complaints.splice(0)) {
    expect(complaint).toMatch(/Failed to (load resource|fetch)|preload CSS|ERR_(FAILED|INTERNET_DISCONNECTED)/);
  }
}

const SENTENCE = 'could not be loaded';

test('the network is lost: what is there works on, what is not is said, and comes when there is a network again', async ({
  bench,
  context,
  page,
  complaints,
}) => {
  await bench.open();
  await bench.showEditor();
  await context.setOffline(true);
  const notices = page.getByTestId('notices');
  const dismiss = () => notices.getByRole('button', { name: 'Dismiss' }).last().click();

  // A dialog, a menu, a panel: each is asked for, does not come, and can be asked for again.
  for (const ask of [
    () => page.getByTestId('open-share').click(),
    () => page.getByTestId('open-share').click(),
    () =>
      bench
        .thing('Pod/default/client')
        .first()
        .click({ button: 'right', position: { x: 24, y: 14 } }),
    () => page.getByRole('tab', { name: 'Events' }).click(),
  ]) {
    await ask();
    await expect(notices).toContainText(SENTENCE);
    await dismiss();
    await expect(notices).not.toContainText(SENTENCE);
  }

  // What has come goes on: the text is edited, the picture follows, the packet walks.
  await bench.picture(() => bench.typeAtEndOf('targetPort', 4, '8081'));
  await bench.comesTo('REJECTED');

  // There is no network yet: nothing is thrown away.
  await page.getByTestId('open-gallery').click();
  await notices.getByRole('button', { name: 'Reload' }).click();
  await expect(notices).toContainText(SENTENCE);
  await expect(page.locator('.view-lines')).toContainText('8081');

  await context.setOffline(false);
  // The page asks the server first: until it has loaded anew, what is on screen is the old one.
  const again = page.waitForEvent('load');
  await notices.getByRole('button', { name: 'Reload' }).click();
  await again;
  await expect(page.getByTestId('app')).toBeVisible();
  await bench.showEditor();
  await expect(page.locator('.view-lines')).toContainText('8081');
  await page.getByTestId('open-gallery').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expectOnlyLost(complaints);
});

test('an example that does not come leaves the work as it is, and comes after a reload', async ({
  bench,
  context,
  page,
  complaints,
}) => {
  await bench.open();
  await page.getByTestId('open-gallery').click();
  await context.setOffline(true);
  await page.getByTestId('example-headless').click();
  await expect(page.getByTestId('notices')).toContainText(SENTENCE);
  await expect(bench.thing('Service/default/my-service')).toBeVisible();
  await context.setOffline(false);
  await page.keyboard.press('Escape');
  await page.getByTestId('notices').getByRole('button', { name: 'Reload' }).click();
  await expect(bench.thing('Service/default/my-service')).toBeHidden();
  await bench.toEnd();
  expectOnlyLost(complaints);
});

test('without Monaco the text is edited in a plain field, and one click fetches it', async ({
  bench,
  page,
  complaints,
}) => {
  await page.route(/\/(CodeEditor|monaco-editor)-[^/]*$/, (route) => route.abort());
  await bench.open();
  await expect(page.getByTestId('notices')).toContainText(SENTENCE);
  const field = page.locator('#manifest-text textarea');
  const text = await field.inputValue();
  await bench.picture(() => field.fill(text.replace('9376', '8081')));
  await bench.comesTo('REJECTED');
  await page.unroute(/\/(CodeEditor|monaco-editor)-[^/]*$/);
  await page.getByTestId('notices').getByRole('button', { name: 'Reload' }).click();
  await bench.showEditor();
  await expect(page.locator('.view-lines')).toContainText('8081');
  expectOnlyLost(complaints);
});

for (const [lens, thing] of [
  ['Storage', 'StorageClass'],
  ['Policy', 'party:Pod/default/mongodb'],
] as const) {
  test(`what paints the ${lens} lens does not come: it is said, the rest goes on, and one click fetches it`, async ({
    bench,
    context,
    page,
    complaints,
  }) => {
    const chunk = new RegExp(`/${lens.toLowerCase()}-lens-[^/]*$`);
    const tab = (name: string) => page.getByRole('tablist').first().getByRole('tab', { name, exact: true }).click();
    await context.route(chunk, (route) => route.abort());
    await bench.open('#example/dynamic-volume');
    await tab('Traffic');
    await tab(lens);
    await expect(page.getByTestId('notices')).toContainText('Everything else goes on');
    await tab('Rules');
    await expect(page.locator('svg[data-drawn]')).toContainText('KUBE-SERVICES');
    await tab(lens);
    await context.unroute(chunk);
    await page.getByTestId('notices').getByRole('button', { name: 'Try again' }).last().click();
    await expect(bench.thing(thing).first()).toBeVisible();
    expectOnlyLost(complaints);
  });
}

test('a page that breaks while it is drawn says so; it is never white', async ({ page, complaints }) => {
  await page.addInitScript(() => {
    globalThis.ResizeObserver = class {
      constructor() {
        throw new Error('broken on purpose');
      }
    } as unknown as typeof ResizeObserver;
  });
  await page.goto('./');
  await expect(page.getByTestId('broken')).toContainText('stopped working');
  complaints.splice(0);
});
