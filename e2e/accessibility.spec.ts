import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect, SCREENS, test } from './workbench.js';

/** Runs axe on what is on screen. Monaco's inside is its own; everything else is ours. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { run } = (
      globalThis as unknown as {
        axe: {
          run(
            context: object,
            options: object,
          ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
        };
      }
    ).axe;
    const found = await run(
      { exclude: [['.monaco-editor'], ['.monaco-aria-container']] },
      { resultTypes: ['violations'] },
    );
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
    );
  });
}

for (const [screen, viewport] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${screen}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test('axe finds nothing on any screen', async ({ bench, page }) => {
        test.setTimeout(90_000);
        await bench.open();
        await bench.toEnd();
        expect(await violations(page), 'the first picture').toEqual([]);

        await page.getByRole('tab', { name: 'Rules' }).click();
        expect(await violations(page), 'the Rules lens').toEqual([]);
        await page.getByRole('tab', { name: 'Traffic' }).click();

        for (const dialog of ['open-gallery', 'open-cluster', 'open-share']) {
          await page.getByTestId(dialog).click();
          await expect(page.getByRole('dialog')).toBeVisible();
          expect(await violations(page), dialog).toEqual([]);
          await page.keyboard.press('Escape');
          await expect(page.getByRole('dialog')).toBeHidden();
        }

        if (bench.narrow) await page.getByRole('button', { name: 'Details', exact: true }).click();
        for (const panel of ['timeline', 'object', 'rules', 'dns', 'conntrack', 'events', 'journal']) {
          await page.locator(`#panel-tab-${panel}`).click();
          expect(await violations(page), panel).toEqual([]);
        }
        await bench.hideDrawer();
      });
    });
  }
}

for (const [screen, viewport] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`volumes, ${screen}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test('axe finds nothing in the Storage lens, its panels and its tables', async ({ bench, page }) => {
        test.setTimeout(90_000);
        await bench.openStory('released-volume');
        expect(await violations(page), 'the Storage lens').toEqual([]);

        await page.getByTestId('open-survival').click();
        await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
        expect(await violations(page), 'what survives').toEqual([]);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();

        if (bench.narrow) await page.getByRole('button', { name: 'Details', exact: true }).click();
        for (const panel of ['board', 'volumes', 'object', 'events', 'timeline', 'journal']) {
          await page.locator(`#panel-tab-${panel}`).click();
          expect(await violations(page), panel).toEqual([]);
        }
        await bench.hideDrawer();
      });
    });
  }
}

test('the graph is one tab stop; arrows walk it, Enter opens what is under the focus', async ({ bench, page }) => {
  await bench.open();
  await bench.toEnd();
  const picture = page.getByTestId('picture');
  await expect(picture.locator('[tabindex="0"]')).toHaveCount(1);
  await picture.locator('[tabindex="0"]').focus();
  const first = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await page.keyboard.press('ArrowRight');
  const second = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  expect(second).not.toBe(first);
  expect(second).toBeTruthy();
});

test('by the keyboard alone a pod is killed from its menu, and the focus stays in the picture', async ({
  bench,
  page,
}) => {
  await bench.open();
  await bench.toEnd();
  const focused = (): Promise<string | null> =>
    page.evaluate(() => document.activeElement?.getAttribute('data-id') ?? null);
  await bench.thing('Pod/default/my-app').first().focus();
  const victim = await focused();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByTestId('node-menu');
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  expect(await focused()).toBe(victim);
  await page.keyboard.press('Shift+F10');
  await menu.getByTestId('action-delete-pod').first().focus();
  await bench.picture(() => page.keyboard.press('Enter'));
  await expect(page.locator(`[data-id="${victim}"]`)).toHaveCount(0);
  expect(await focused()).not.toBeNull();
});

test.describe('with a finger on a tablet', () => {
  test.use({ viewport: SCREENS.tablet, hasTouch: true, isMobile: true });

  test('a tap opens what can be done to a thing, under its whole name', async ({ bench, page }) => {
    await bench.open();
    await bench.toEnd();
    await bench.thing('Pod/default/my-app').first().tap();
    const menu = page.getByTestId('node-menu');
    await expect(menu.getByRole('heading').first()).toContainText(/my-app-[0-9a-z]+-[0-9a-z]+/);
    await bench.picture(() => menu.getByTestId('action-delete-pod').first().tap());
  });
});

test('the first Tab is at the head of the page, however far the packet has come', async ({ bench, page }) => {
  await bench.open();
  await bench.toEnd();
  await page.reload();
  await bench.revision(1);
  await expect(page.locator('[data-testid="journal"] [data-current="true"]')).toBeAttached();
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('open-gallery')).toBeFocused();
});

test('the narration says each hop once, politely', async ({ bench, page }) => {
  await bench.open();
  await bench.toEnd();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('narration')).toHaveText(/^Hop \d+ of \d+\. ./);
  await expect(page.getByTestId('narration')).toHaveAttribute('aria-live', 'polite');
});

test.describe('in Russian', () => {
  test.use({ locale: 'ru-RU' });

  test('the page speaks Russian, and says so', async ({ bench, page }) => {
    await bench.open();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
    await expect(page.getByTestId('send')).toHaveText('Отправить');
    await bench.toEnd();
    await expect(bench.caption).toContainText(/[а-яё]{3}/i);
    expect(await violations(page)).toEqual([]);
  });
});

for (const [screen, viewport] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`ways in and policies, ${screen}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });

      test('axe finds nothing where a request is routed', async ({ bench, page }) => {
        test.setTimeout(90_000);
        await bench.openAsked('ingress-tls');
        expect(await violations(page), 'the Traffic lens').toEqual([]);
        if (bench.narrow) await page.getByRole('button', { name: 'Details', exact: true }).click();
        for (const panel of ['route', 'controller', 'journal']) {
          await page.locator(`#panel-tab-${panel}`).click();
          expect(await violations(page), panel).toEqual([]);
        }
      });

      test('axe finds nothing in the Policy lens, its panels and its table', async ({ bench, page }) => {
        test.setTimeout(90_000);
        await bench.openAsked('lecture-isolated-ns');
        expect(await violations(page), 'the Policy lens').toEqual([]);
        if (bench.narrow) await page.getByRole('button', { name: 'Details', exact: true }).click();
        for (const panel of ['verdict', 'reach', 'journal']) {
          await page.locator(`#panel-tab-${panel}`).click();
          expect(await violations(page), panel).toEqual([]);
        }
        await page.locator('#panel-tab-reach').click();
        await page.getByTestId('reach-table').click();
        await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
        expect(await violations(page), 'everybody against everybody').toEqual([]);
      });
    });
  }
}
