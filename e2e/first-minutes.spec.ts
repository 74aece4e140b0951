import type { Locator } from '@playwright/test';
import { expect, SCREENS, test } from './workbench.js';

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test.describe(`the first five minutes, ${screen}`, () => {
    test.use({ viewport });

    test('a packet makes one captioned trip; a wrong targetPort breaks it at a named hop; mending it heals it', async ({
      bench,
      page,
    }) => {
      test.setTimeout(60_000);
      await bench.open();
      // Already drawn: the client, the Service, its three pods.
      await expect(bench.thing('Pod/default/client')).toBeVisible();
      await expect(bench.thing('Service/default/my-service')).toBeVisible();
      await expect(bench.thing('Pod/default/my-app-')).toHaveCount(3);

      // It moves by itself; at four times the speed, because a test has no time to look.
      await expect(page.getByTestId('play')).toHaveAccessibleName(/^Pause/);
      await page.getByRole('combobox', { name: 'Speed' }).selectOption('4');
      await expect(bench.caption).toHaveAttribute('data-verdict', 'FORWARDED', { timeout: 25_000 });
      await expect(bench.caption).toContainText('the client gets an answer');
      expect(await bench.drawing()).toMatchSnapshot(`first-path-${screen}.svg`);
      // One trip, then it stops.
      await expect(page.getByTestId('play')).toHaveAccessibleName(/^Play/);

      const invitation = page.getByTestId('invitation');
      await expect(invitation).toContainText('targetPort');
      // It takes room from the picture, but not from the place where the packet is.
      const bottom = async (locator: Locator): Promise<number> => {
        const box = await locator.boundingBox();
        return (box?.y ?? Number.NaN) + (box?.height ?? Number.NaN);
      };
      const edge = await bottom(page.locator('svg.kw-scene'));
      await expect.poll(() => bottom(bench.thing('Pod/default/client'))).toBeLessThanOrEqual(edge);
      await invitation.getByRole('button', { name: 'Show me the line' }).click();
      if (!bench.narrow) await bench.showEditor();
      await bench.picture(() => bench.typeAtEndOf('targetPort', 4, '8080'));
      await bench.hideDrawer();
      await bench.toEnd();
      await expect(bench.caption).toHaveAttribute('data-verdict', 'REJECTED');
      await expect(bench.caption).toContainText('connection refused');
      await expect(bench.caption).toContainText('8080');
      await expect(page.getByTestId('caption-cause')).toContainText('spec.ports[0].targetPort');

      // The cause leads back to the line.
      await page.getByTestId('caption-cause').click();
      await expect(page.locator('.active-line-number')).toHaveText('11');
      await bench.picture(() => bench.typeAtEndOf('targetPort', 4, '9376'));
      await bench.hideDrawer();
      await bench.toEnd();
      await expect(bench.caption).toHaveAttribute('data-verdict', 'FORWARDED');
    });

    test('nothing is cut off: the page does not scroll sideways, and no button is out of reach', async ({
      bench,
      page,
    }) => {
      await bench.open();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll('button, input, select, [role="tab"]')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .filter(
            (element) => element.closest('[role="tablist"], [role="tabpanel"][tabindex], .monaco-editor') === null,
          )
          .map((element) => ({
            name: element.getAttribute('aria-label') ?? element.textContent,
            box: element.getBoundingClientRect(),
          }))
          .filter(
            ({ box }) => box.width > 0 && (box.left < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1),
          )
          .map(({ name }) => name),
      );
      expect(outside).toEqual([]);
    });
  });
}
