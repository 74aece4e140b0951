import type { Page } from '@playwright/test';
import { expect, test } from './workbench.js';

test.use({ viewport: { width: 1440, height: 900 } });

test('an unknown field is refused in the API server’s words, the picture stays and is marked, the fix mends it', async ({
  bench,
  page,
}) => {
  await bench.open();
  await bench.showEditor();
  await bench.picture(() => bench.typeAtEndOf('ports:', 6, 'prots:'));
  await expect(page.getByTestId('stale')).toContainText('1 error');
  await expect(bench.thing('Service/default/my-service')).toBeVisible();
  const problems = page.getByTestId('problems');
  await expect(problems).toContainText('unknown field "spec.prots"');
  await bench.picture(() => problems.getByRole('button', { name: /ports/ }).last().click());
  await expect(page.getByTestId('stale')).toBeHidden();
  // The fix is one step of undo.
  await page.locator('.monaco-editor .view-lines').click();
  await bench.picture(() => page.keyboard.press('Control+z'));
  await expect(problems).toContainText('unknown field "spec.prots"');
});

test('a port out of range is named with its value and its bounds', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  await bench.picture(() => bench.typeAtEndOf('port: 80', 2, '70000'));
  await expect(page.getByTestId('problems')).toContainText(
    'spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive',
  );
});

test('Ctrl+Space offers the fields of the very kind under the cursor', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  await bench.typeAtEndOf('app: MyApp', 0, '\n');
  // Out of the selector, to the fields of spec.
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+Space');
  const widget = page.locator('.suggest-widget');
  await expect(widget).toBeVisible();
  await expect(widget).toContainText(/sessionAffinity|clusterIP|externalName/);
});

test('a dropped file becomes a tab, and its objects come to life', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  await bench.picture(async () => {
    await page.getByTestId('file-chooser').setInputFiles({
      name: 'extra.yaml',
      mimeType: 'text/yaml',
      buffer: Buffer.from(
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: visitor\nspec:\n  containers:\n    - name: c\n      image: busybox\n',
      ),
    });
  });
  await expect(page.getByTestId('file-tab-extra.yaml')).toBeVisible();
  await expect(bench.thing('Pod/default/visitor')).toBeVisible();
});

test('what was typed is there after a reload', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  await bench.picture(() => bench.typeAtEndOf('targetPort', 4, '8081'));
  // Half a second after a key the draft is kept.
  await page.waitForTimeout(900);
  await page.reload();
  await bench.revision(1);
  await bench.showEditor();
  await expect(page.locator('.view-lines')).toContainText('8081');
});

test('the cursor on a line lights up what it causes', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  await page.locator('.view-line', { hasText: 'targetPort' }).click();
  await expect(page.locator('[data-testid="journal"] [data-caused="true"]').first()).toBeAttached();
});

test('a new theme dresses the editor too, not the one after it', async ({ bench, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await bench.open();
  await bench.showEditor();
  const colours = (): Promise<string[]> =>
    page.evaluate(() =>
      ['.monaco-editor', '[data-testid="composer"] select'].map(
        (part) => getComputedStyle(document.querySelector(part) as Element).backgroundColor,
      ),
    );
  for (const theme of ['paper', 'night', 'contrast']) {
    await page.getByTestId('theme').click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expect.poll(async () => new Set(await colours()).size, theme).toBe(1);
  }
});

test('a file closed by mistake comes back with what could be undone in it; another work has nothing to undo', async ({
  bench,
  page,
}) => {
  await bench.open();
  await bench.showEditor();
  const text = page.locator('.view-lines');
  await bench.picture(() => bench.typeAtEndOf('targetPort', 4, '8081'));
  await page.getByTestId('file-tab-my-service.yaml').focus();
  await bench.picture(() => page.keyboard.press('Delete'));
  // The keyboard goes on from the neighbour.
  await expect(page.getByTestId('file-tab-app.yaml')).toBeFocused();
  await bench.picture(() => page.getByTestId('notices').getByRole('button', { name: 'Undo' }).click());
  await text.click();
  await expect(text).toContainText('8081');
  await bench.picture(() => page.keyboard.press('Control+z'));
  await expect(text).not.toContainText('8081');

  await page.getByTestId('open-gallery').click();
  await bench.picture(() => page.getByTestId('example-hairpin').click());
  await expect(page.getByRole('dialog')).toBeHidden();
  const opened = await text.textContent();
  await text.click();
  await page.keyboard.press('Control+z');
  await expect(text).toHaveText(opened ?? '');
});

test('a file dropped beside the editor is taken in too', async ({ bench, page }) => {
  await bench.open();
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['kind: Namespace\napiVersion: v1\nmetadata:\n  name: shop\n'], 'shop.yml'));
    return transfer;
  });
  await page.getByTestId('picture').dispatchEvent('dragover', { dataTransfer: dropped });
  await bench.picture(() => page.getByTestId('picture').dispatchEvent('drop', { dataTransfer: dropped }));
  await expect(page.getByTestId('file-tab-shop.yml')).toHaveAttribute('aria-selected', 'true');
});

test('with no file open the editor says what to do', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  for (const file of ['my-service.yaml', 'app.yaml']) {
    await page.getByTestId(`file-tab-${file}`).focus();
    await bench.picture(() => page.keyboard.press('Delete'));
  }
  await expect(page.getByTestId('pane-editor')).toContainText('No manifest is open');
  await expect(page.getByTestId('add-file')).toBeFocused();
});

/** Opens a file of the reader's beside what is open. */
async function addFile(page: Page, name: string, text: string): Promise<void> {
  await page.getByTestId('file-chooser').setInputFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) });
}

test('what we say ourselves about a manifest follows the language at once, in the list and at the line', async ({
  bench,
  page,
}) => {
  await bench.open();
  await bench.showEditor();
  await bench.picture(() => bench.typeAtEndOf('app: MyApp', 1, ''));
  const problems = page.getByTestId('problems');
  /** What is said beside the underlined words. The pointer comes anew at each try: the first may have been too early. */
  const atTheLine = async (said: RegExp): Promise<void> => {
    await expect(async () => {
      const mark = await page.locator('.squiggly-warning').first().boundingBox();
      expect(mark).not.toBeNull();
      if (mark === null) return;
      await problems.hover();
      await page.mouse.move(mark.x + mark.width / 2, mark.y + mark.height / 2, { steps: 4 });
      await expect(page.locator('.monaco-hover').filter({ hasText: said }).first()).toBeVisible({ timeout: 3000 });
    }).toPass();
  };
  await expect(problems).toContainText('no pod in the manifests has the labels app=MyAp: the Service has no endpoints');
  await atTheLine(/no pod in the manifests has the labels app=MyAp/);
  await page.getByRole('button', { name: 'RU, русский' }).click();
  await expect(problems).toContainText('ни у одного пода в манифестах нет меток app=MyAp: у Service нет эндпоинтов');
  await expect(problems).not.toContainText('no pod');
  await atTheLine(/ни у одного пода в манифестах нет меток app=MyAp/);
});

test('a quote that is not closed is told where it opens, and closed by a click', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  await bench.picture(() =>
    addFile(
      page,
      'web.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: "visitor\nspec:\n  containers:\n    - {name: c, image: busybox}\n',
    ),
  );
  const problem = page.getByTestId('problems').locator('li', { hasText: 'Missing closing "quote' });
  await expect(problem).toContainText('web.yaml:4');
  await expect(problem).toContainText('The quote " that opens here is not closed');
  await bench.picture(() => problem.getByRole('button', { name: 'Add " at the end of the line' }).click());
  await expect(bench.thing('Pod/default/visitor')).toBeVisible();
  await expect(page.getByTestId('stale')).toBeHidden();
});

test('custom resources of one kind are one note, which leads to each of them', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  const car = (name: string): string => `apiVersion: example.com/v1\nkind: Car\nmetadata: {name: ${name}}\n`;
  await bench.picture(() => addFile(page, 'cars.yaml', ['a', 'b', 'c'].map(car).join('---\n')));
  const note = page.getByTestId('problems').locator('ul > li[data-severity="info"]');
  await expect(note).toHaveCount(1);
  await note.getByText('3 places').click();
  await note.getByRole('button', { name: 'car/c · cars.yaml:10' }).click();
  await expect(page.locator('.active-line-number')).toHaveText('10');
});
