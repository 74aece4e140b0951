import type { Page } from '@playwright/test';
import { expect, SCREENS, test } from './workbench.js';

/** Where two things of the page meet, if they do. */
async function meet(page: Page, a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map((id) => page.getByTestId(id).first().boundingBox()));
  if (one == null || other == null) throw new Error(`${a} and ${b} are not both to be seen`);
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

for (const [name, viewport] of Object.entries(SCREENS)) {
  test.describe(`on a ${name} screen`, () => {
    test.use({ viewport });

    test('a notice covers neither the field behind the caption nor what the reader is invited to', async ({
      bench,
      page,
    }) => {
      await bench.open('#example/there-is-none');
      await expect(page.getByTestId('notice')).toBeVisible();
      await bench.toEnd();
      await expect(page.getByTestId('invitation')).toBeVisible();
      await expect(async () => {
        expect(await meet(page, 'notice', 'caption-cause')).toBe(false);
        expect(await meet(page, 'notice', 'invitation')).toBe(false);
      }).toPass();
      await page.getByTestId('notices').getByRole('button', { name: 'Dismiss' }).click();
      await expect(page.getByTestId('notice')).toHaveCount(0);
      await expect(bench.caption).toHaveCSS('padding-bottom', bench.narrow ? '6px' : '8px');
    });
  });
}

test.describe('on a narrow screen', () => {
  test.use({ viewport: SCREENS.phone });

  test('the rules have a strip below them for the packet’s header, and the button stands in it', async ({
    bench,
    page,
  }) => {
    await bench.open();
    const svg = page.locator('svg.kw-scene');
    const whole = page.locator('canvas.kw-packets');
    const left = async (): Promise<number> => {
      const [rules, all] = [await svg.boundingBox(), await whole.boundingBox()];
      return (all?.height ?? 0) - (rules?.height ?? 0);
    };
    expect(await left()).toBe(0);
    await page.getByRole('tab', { name: 'Rules', exact: true }).click();
    await expect.poll(left).toBeGreaterThan(40);
    const [rules, fit] = [await svg.boundingBox(), await page.getByTestId('fit').boundingBox()];
    expect(fit?.y ?? 0).toBeGreaterThanOrEqual((rules?.y ?? 0) + (rules?.height ?? 0));
    await page.getByRole('tab', { name: 'Traffic', exact: true }).click();
    await expect.poll(left).toBe(0);
  });
});

test.describe('on a wide screen', () => {
  test.use({ viewport: SCREENS.wide });

  test('where the lines of a Service run as one, they are pointed at as one', async ({ bench, page }) => {
    await bench.open();
    await bench.toEnd();
    await bench.showEditor();
    const lines = bench.thing('selects:Service/default/my-service:');
    await expect(lines).toHaveCount(3);
    const begin = await lines.first().evaluate((line) => {
      const path = line.querySelector<SVGPathElement>('.kw-line');
      const matrix = path?.getScreenCTM();
      if (path === null || matrix == null) return null;
      const { x, y } = path.getPointAtLength(20).matrixTransform(matrix);
      return { x, y };
    });
    if (begin === null) throw new Error('the line is not drawn');
    await page.mouse.move(begin.x, begin.y);
    const card = page.getByTestId('hover-card');
    await expect(card).toContainText(/my-app-.*, .*my-app-.*, .*my-app-/);
    await expect(card.locator('code')).toHaveText('service/my-service spec.selector');
    await expect(page.locator('.kw-link.is-pointed')).toHaveCount(3);
    await page.mouse.click(begin.x, begin.y);
    await expect(page.locator('.active-line-number')).toHaveText('7');
    await expect(lines.and(page.locator('.is-selected'))).toHaveCount(3);
  });
});
