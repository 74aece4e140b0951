import { expect, test, Workbench } from './workbench.js';

test.use({ viewport: { width: 1440, height: 900 } });

test('a link opens this very step, with the same dice, in a fresh browser', async ({
  bench,
  page,
  browser,
  baseURL,
}) => {
  await bench.open();
  await bench.toEnd();
  await bench.picture(() => page.getByTestId('send-again').click());
  await page.getByTestId('journal').getByRole('button', { name: /DNAT/ }).first().click();
  const hop = await page.getByTestId('hop-count').textContent();
  const journal = await page.getByTestId('journal').textContent();
  const drawing = await bench.drawing();
  await page.getByTestId('open-share').click();
  const link = await page.getByTestId('share-link').inputValue();
  expect(link).toContain('#k1:');

  const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const fresh = await other.newPage();
  await fresh.goto(new URL(link, baseURL).href);
  await expect(fresh.getByTestId('hop-count')).toHaveText(hop ?? '');
  await expect(fresh.getByTestId('journal')).toHaveText(journal ?? '');
  await expect.poll(() => new Workbench(fresh).drawing()).toBe(drawing);
  await other.close();
});

test('a link made where the packet has arrived opens there, and says what came of it', async ({
  bench,
  page,
  browser,
  baseURL,
}) => {
  await bench.open();
  await bench.toEnd();
  await page.getByRole('tab', { name: 'Rules' }).click();
  const [caption, count] = [
    await bench.caption.locator('> p').first().textContent(),
    await page.getByTestId('hop-count').textContent(),
  ];
  await page.getByTestId('open-share').click();
  const link = await page.getByTestId('share-link').inputValue();

  const other = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const fresh = await other.newPage();
  await fresh.goto(new URL(link, baseURL).href);
  const told = new Workbench(fresh);
  await expect(told.caption).toHaveAttribute('data-verdict', 'FORWARDED');
  await expect(told.caption.locator('> p').first()).toHaveText(caption ?? '');
  await expect(fresh.getByTestId('hop-count')).toHaveText(count ?? '');
  await expect(fresh.getByRole('tab', { name: 'Rules' })).toHaveAttribute('aria-selected', 'true');
  await other.close();
});

const HOSTILE = {
  'cut short': '#k1:q1bKSSxJVbJSCkktLlHSUVIqLU5NS',
  'of the future': '#k99:AAAA',
  garbage: '#k1:%%%%<script>alert(1)</script>',
  'too long': `#k1:${'A'.repeat(70_000)}`,
  'of no example': '#example/../../etc/passwd',
};

for (const [kind, fragment] of Object.entries(HOSTILE)) {
  test(`a link that is ${kind} is refused in one sentence, and the work space stands`, async ({ bench, page }) => {
    await bench.open(fragment);
    await expect(page.getByTestId('notices')).toContainText(/was not opened|no such example/);
    await expect(bench.thing('Service/default/my-service')).toBeVisible();
  });
}

test('a link does not take the reader’s own draft away', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  await bench.picture(() => bench.typeAtEndOf('targetPort', 4, '8082'));
  await page.waitForTimeout(900);
  await page.goto('./#example/first-path');
  await page.reload();
  await bench.revision(1);
  await bench.showEditor();
  await expect(page.locator('.view-lines')).not.toContainText('8082');
  await page.getByTestId('notices').getByRole('button', { name: 'Back to my draft' }).click();
  await expect(page.locator('.view-lines')).toContainText('8082');
});
