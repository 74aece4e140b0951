import { expect, SCREENS, test } from './workbench.js';

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test.describe(`the lecture’s policy, ${screen}`, () => {
    test.use({ viewport });

    test('a stranger waits in vain at the boundary, a friend gets in', async ({ bench, page }) => {
      await bench.openAsked('lecture-access-nginx');
      await expect(page.getByRole('tab', { name: 'Policy', exact: true })).toHaveAttribute('aria-selected', 'true');
      await expect(bench.caption).toHaveAttribute('data-verdict', 'DROPPED');
      await expect(bench.caption).toContainText('timed out');
      await expect(page.getByTestId('picture')).toContainText('denied');
      expect(await bench.stillDrawing()).toMatchSnapshot(`access-nginx-${screen}.svg`);

      await page.getByTestId('from').selectOption({ label: 'friend' });
      await bench.send();
      await expect(bench.caption).toHaveAttribute('data-verdict', 'FORWARDED');
    });
  });
}

test.describe('on a wide screen', () => {
  test.use({ viewport: SCREENS.wide });

  test('the verdict says which rule failed and why; its field leads to the manifest', async ({ bench, page }) => {
    await bench.openAsked('lecture-access-nginx');
    await bench.showPanel(/Verdict/);
    const decision = page.getByTestId('verdict-trace').getByTestId('decision-ingress');
    await expect(decision).toHaveAttribute('data-allowed', 'false');
    await expect(decision.getByTestId('rule-ingress-0')).toHaveAttribute('data-matched', 'false');
    await bench.showEditor();
    await page.getByTestId('caption-cause').click();
    await expect(page.locator('.active-line-number')).toHaveText(/[67]/);
  });

  test('a label opens the door, and what it opened is listed', async ({ bench, page }) => {
    await bench.openAsked('lecture-access-nginx');
    await bench.showEditor();
    await page.getByRole('tab', { name: /pods\.yaml/ }).click();
    await page.locator('.view-lines').click();
    await page.keyboard.press('Control+End');
    await bench.picture(() => bench.typeAtEndOf('name: stranger', 0, "\nlabels: {access: 'true'}"));
    await bench.comesTo('FORWARDED');
    await bench.showPanel(/Reachability/);
    await expect(page.getByTestId('reach-news')).toContainText('stranger');
  });

  test('everybody against everybody is a table; a cell sends its packet', async ({ bench, page }) => {
    await bench.openAsked('lecture-isolated-ns');
    await bench.showPanel(/Reachability/);
    await page.getByTestId('reach-table').click();
    const table = page.getByRole('dialog').getByRole('table');
    const cell = table.getByRole('button', { name: /neighbour.*web|web.*neighbour/ }).first();
    await bench.picture(() => cell.click());
    await bench.comesTo('FORWARDED');
  });

  test('after a packet was denied the matrix opens on its port and its protocol', async ({ bench, page }) => {
    await bench.openAsked('policy-no-dns');
    await expect(bench.caption).toHaveAttribute('data-verdict', 'DROPPED');
    await bench.showPanel(/Reachability/);
    await expect(page.getByTestId('reach-port')).toHaveValue('53/UDP');
  });

  test('no egress: the question for the name is what dies', async ({ bench }) => {
    await bench.openAsked('policy-no-dns');
    await expect(bench.caption).toHaveAttribute('data-verdict', 'DROPPED');
    await expect(bench.caption).toContainText(/DNS|name|10\.96\.0\.10/);
  });

  test('a provider that ignores policies lets everything through, until it is told not to', async ({ bench, page }) => {
    await bench.openAsked('policy-ignored');
    await expect(bench.caption).toHaveAttribute('data-verdict', 'FORWARDED');
    await page.getByTestId('open-cluster').click();
    await page.getByTestId('network-policy').selectOption('enforced');
    await bench.picture(() => page.getByTestId('apply-cluster').click());
    await bench.comesTo('DROPPED');
  });
});
