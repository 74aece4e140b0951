import { expect, test } from './workbench.js';

test.use({ viewport: { width: 1440, height: 900 } });

test('a killed pod is replaced, the rules and the next packet change, and the past can be looked at', async ({
  bench,
  page,
}) => {
  await bench.open();
  await bench.toEnd();
  const steps = page.getByRole('tab', { name: /^Cluster/ });
  const before = await steps.textContent();
  const pod = bench.thing('Pod/default/my-app-').first();
  const name = await pod.getAttribute('data-id');
  await pod.click({ button: 'right' });
  const menu = page.getByTestId('node-menu');
  await expect(menu).toContainText('kubectl delete pod');
  await bench.picture(() => menu.getByTestId('action-delete-pod').first().click());
  await expect(steps).not.toHaveText(before ?? '');
  await expect(bench.thing('Pod/default/my-app-')).toHaveCount(3);
  const now = await Promise.all(
    (await bench.thing('Pod/default/my-app-').all()).map((thing) => thing.getAttribute('data-id')),
  );
  expect(now).not.toContain(name);

  await steps.click();
  await page.getByTestId('cluster-scrubber').focus();
  await bench.picture(() => page.keyboard.press('Home'));
  await expect(page.getByTestId('in-the-past')).toBeVisible();
  await expect(bench.thing('Pod/default/my-app-')).toHaveCount(0);
  await bench.picture(() => page.getByTestId('in-the-past').getByRole('button').click());
  await expect(bench.thing('Pod/default/my-app-')).toHaveCount(3);
});

test('a request from any place to any place can be composed', async ({ bench, page }) => {
  await bench.open();
  await page.getByTestId('from').selectOption({ label: 'worker-2' });
  await page.getByTestId('to').selectOption('service:Service/default/my-service');
  await bench.picture(() => page.getByTestId('send').click());
  await bench.toEnd();
  await expect(bench.caption).toHaveAttribute('data-verdict', 'FORWARDED');
});

test('cluster settings change the cluster, nodes and addresses and all', async ({ bench, page }) => {
  await bench.open();
  await page.getByTestId('open-cluster').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await dialog.getByRole('textbox', { name: /pod/i }).first().fill('10.199.0.0/16');
  await bench.picture(() => dialog.getByTestId('apply-cluster').click());
  await expect(page.getByTestId('picture').locator('svg').first()).toContainText('10.199.');
});

/** The slides that are no manifests as they are: errors until they are mended. */
const TO_BE_MENDED = ['lecture-class', 'lecture-ingress', 'lecture-ingress-tls'];
/** The gallery is long: each of these goes through its share. */
const SHARES = [0, 1, 2, 3];

for (const share of SHARES) {
  test(`every example of the gallery opens; its packet ends with a verdict, its volumes with their story, ${share + 1}/${SHARES.length}`, async ({
    bench,
    page,
  }) => {
    test.setTimeout(120_000);
    await bench.open();
    await page.getByTestId('open-gallery').click();
    const gallery = page.getByRole('dialog');
    await expect(gallery.getByTestId('example-first-path')).toBeVisible();
    const ids = await gallery
      .locator('[data-testid^="example-"]')
      .evaluateAll((cards) => cards.map((card) => (card.getAttribute('data-testid') ?? '').replace('example-', '')));
    expect(ids.length).toBeGreaterThanOrEqual(60);
    for (const id of ids.filter((_id, index) => index % SHARES.length === share)) {
      await page.goto(`./#example/${id}`);
      await page.reload();
      await bench.revision(1);
      if (TO_BE_MENDED.includes(id)) {
        await expect(page.getByTestId('stale')).toBeVisible();
        continue;
      }
      const ofVolumes = (await page.getByRole('tab', { name: 'Storage' }).getAttribute('aria-selected')) === 'true';
      if (ofVolumes) await bench.endOfStory();
      else {
        await bench.toEnd();
        await expect(bench.caption, id).toHaveAttribute('data-verdict', /FORWARDED|REJECTED|DROPPED/);
      }
      await expect(page.getByTestId('stale')).toBeHidden();
    }
  });
}

test('settings that no cluster could have are told in one sentence, and nothing is made anew', async ({
  bench,
  page,
}) => {
  await bench.open();
  await page.getByTestId('open-cluster').click();
  const settings = page.getByRole('dialog');
  await settings.getByLabel('podCIDR').fill('10.244.0.0/25');
  await page.getByTestId('apply-cluster').click();
  await expect(page.getByTestId('settings-fault')).toHaveText(/nodeMask 24, 10\.244\.0\.0\/25 has room for no node/);
  await settings.getByLabel('podCIDR').fill('10.200.0.0/16');
  await expect(page.getByTestId('settings-fault')).toBeHidden();
  await bench.picture(() => page.getByTestId('apply-cluster').click());
  await expect(page.getByTestId('picture')).toContainText('10.200.1.0/24');
});
