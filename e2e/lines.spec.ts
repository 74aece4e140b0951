import type { Page } from '@playwright/test';
import { expect, SCREENS, test } from './workbench.js';

/** A point of the page that is on a line of the picture and on no card, a little beside the stroke itself. */
async function pointOn(page: Page, id: string): Promise<{ x: number; y: number }> {
  const point = await page.getByTestId('picture').evaluate((picture, start) => {
    const lines = [...picture.querySelectorAll('.kw-link[data-id]')];
    const line = lines.find((one) => one.getAttribute('data-id')?.startsWith(start));
    const path = line?.querySelector<SVGPathElement>('.kw-line');
    const matrix = path?.getScreenCTM();
    if (path === null || path === undefined || matrix === null || matrix === undefined) return null;
    for (let share = 0.95; share > 0; share -= 0.05) {
      const { x, y } = path.getPointAtLength(path.getTotalLength() * share).matrixTransform(matrix);
      const at = document.elementFromPoint(x + 3, y + 3);
      if (picture.contains(at) && at?.closest('svg') !== null && at?.closest('.kw-node') === null)
        return { x: x + 3, y: y + 3 };
    }
    return null;
  }, id);
  if (point === null) throw new Error(`${id} cannot be pointed at`);
  return point;
}

const SELECTS = 'selects:Service/default/my-service:';
const TRACED = 'traced:party:Pod/default/stranger>party:Pod/default/nginx';

test.describe('on a wide screen', () => {
  test.use({ viewport: SCREENS.wide });

  test('a click on a line leads to the field that it is there for', async ({ bench, page }) => {
    await bench.open();
    await bench.toEnd();
    await bench.showEditor();
    const { x, y } = await pointOn(page, SELECTS);
    await page.mouse.move(x, y);
    await expect(page.getByTestId('hover-card')).toContainText('service/my-service spec.selector');
    await page.mouse.click(x, y);
    await expect(page.locator('.active-line-number')).toHaveText('7');
    await expect(bench.thing(SELECTS).and(page.locator('.is-selected'))).not.toHaveCount(0);
  });

  test('the keyboard follows the packet over its lines, and Enter leads to their fields', async ({ bench, page }) => {
    await bench.open();
    await bench.toEnd();
    await bench.showEditor();
    const focused = page.getByTestId('picture').locator(':focus');
    await page.getByTestId('picture').locator('[tabindex="0"]').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(focused).toHaveAttribute('data-id', 'veth:Pod/default/client');
    await expect(focused).toHaveAccessibleName(/^veth pair: Pod default\/client — worker-\d cni0/);
    await expect(focused).toHaveAccessibleDescription('Pod/default/client spec.nodeName');
    await expect(page.getByTestId('hover-card')).toContainText('pod/client spec.nodeName');
    await expect(page.locator('.kw-focus-line')).toBeAttached();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: /app\.yaml/ })).toHaveAttribute('aria-selected', 'true');
    await expect(page.locator('.active-line-number')).toHaveText('27');
    await expect(focused).toHaveAttribute('data-id', 'veth:Pod/default/client');
    await page.keyboard.press('PageDown');
    await expect(focused).not.toHaveAttribute('data-id', 'veth:Pod/default/client');
    await page.keyboard.press('PageUp');
    await expect(focused).toHaveAttribute('data-id', 'veth:Pod/default/client');
  });

  test('the cursor on a field lights the lines that are there for it', async ({ bench, page }) => {
    await bench.open();
    await bench.toEnd();
    await bench.showEditor();
    const lit = page.locator('.kw-link.is-selected');
    await page.locator('.view-line', { hasText: 'app: MyApp' }).first().click();
    await expect(lit).toHaveCount(3);
    await page.locator('.view-line', { hasText: 'targetPort' }).first().click();
    await expect(lit).toHaveCount(0);
  });

  test('a line that no manifest asks for says so, and a click leaves it said', async ({ bench, page }) => {
    await bench.open();
    await bench.toEnd();
    const { x, y } = await pointOn(page, 'uplink');
    await page.mouse.move(x, y);
    const card = page.getByTestId('hover-card');
    await expect(card).toContainText('No manifest asks for it');
    await page.mouse.click(x, y);
    await expect(card).toContainText('No manifest asks for it');
    await expect(bench.thing('uplink')).toHaveClass(/is-selected/);
  });

  const lenses = [
    ['a jump between chains', 'first-path', 'Rules', 'jump:chain:nat/KUBE-SEP-', 'service/my-service spec.selector'],
    ['a policy’s choice', 'lecture-access-nginx', 'Policy', 'selects:', 'networkpolicy/access-nginx spec.podSelector'],
    ['a connection that is denied', 'lecture-access-nginx', 'Policy', TRACED, 'networkpolicy/access-nginx'],
  ] as const;
  for (const [what, id, lens, line, cause] of lenses) {
    test(`${what} says which field it is there for`, async ({ bench, page }) => {
      await bench.openAsked(id);
      await page.getByRole('tab', { name: lens, exact: true }).click();
      await expect(bench.thing(line).first()).toHaveRole('button');
      const { x, y } = await pointOn(page, line);
      await page.mouse.move(x, y);
      await expect(page.getByTestId('hover-card')).toContainText(cause);
    });
  }

  test('a mount leads to where the container asks for it', async ({ bench, page }) => {
    await bench.openStory('released-volume');
    await bench.showEditor();
    const { x, y } = await pointOn(page, 'mounts:Pod/default/');
    await page.mouse.move(x, y);
    await expect(page.getByTestId('hover-card')).toContainText('volumeMounts');
    await page.mouse.click(x, y);
    await expect(page.locator('.view-line', { hasText: 'mountPath' }).first()).toBeVisible();
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: SCREENS.phone, hasTouch: true });

  test('a tap on a line offers the way to its field', async ({ bench, page }) => {
    await bench.open();
    await bench.toEnd();
    const { x, y } = await pointOn(page, SELECTS);
    await page.touchscreen.tap(x, y);
    const menu = page.getByTestId('node-menu');
    await expect(menu).toContainText('Endpoint: Service default/my-service');
    await menu.getByRole('button', { name: 'Go to its line' }).click();
    await expect(page.locator('.active-line-number')).toHaveText('7');
  });
});

test.describe('in Russian', () => {
  test.use({ viewport: SCREENS.wide, locale: 'ru-RU' });

  test('lines are named in Russian', async ({ bench }) => {
    await bench.open();
    await bench.toEnd();
    await expect(bench.thing('veth:Pod/default/client')).toHaveAccessibleName(/^пара veth: /);
    await expect(bench.thing('uplink')).toHaveAccessibleDescription(/Ни один манифест/);
  });
});
