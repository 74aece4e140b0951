import { expect, test } from './workbench.js';

test.use({ viewport: { width: 1440, height: 900 } });

test('the keys walk the trace: forward, back, to the end, to the start, play and pause', async ({ bench, page }) => {
  await bench.open();
  await bench.toEnd();
  await page.getByRole('heading', { name: 'Kubewalk' }).click();
  const count = page.getByTestId('hop-count');
  await page.keyboard.press('Home');
  await expect(count).toHaveText(/^[01]\//);
  const start = await count.textContent();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(count).not.toHaveText(start ?? '');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('End');
  await expect(bench.caption).toHaveAttribute('data-verdict', 'FORWARDED');
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  await expect(page.getByTestId('play')).toHaveAccessibleName(/^Pause/);
  await page.keyboard.press(' ');
  await expect(page.getByTestId('play')).toHaveAccessibleName(/^Play/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('the journal leads the player, and each hop its header, its rule and its cause', async ({ bench, page }) => {
  await bench.open();
  await bench.toEnd();
  const journal = page.getByTestId('journal');
  await journal
    .getByRole('button', { name: /KUBE-SERVICES/ })
    .first()
    .click();
  await expect(journal).toContainText('-A KUBE-SERVICES');
  await journal.getByRole('button', { name: /DNAT/ }).first().click();
  await expect(journal.locator('del, s, [data-changed="true"]').first()).toBeAttached();
  await expect(page.getByTestId('hop-cause')).toBeVisible();
});

/** Who asks for an animation frame within a second: a stack for each. */
function framesAsked(): Promise<string[]> {
  const asked: string[] = [];
  const real = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (callback) => {
    asked.push(new Error('a frame was asked for').stack ?? '');
    return real(callback);
  };
  return new Promise((resolve) => {
    setTimeout(() => {
      globalThis.requestAnimationFrame = real;
      resolve(asked);
    }, 1000);
  });
}

test('no animation frame is asked for when nothing moves', async ({ bench, page }) => {
  await bench.open();
  await bench.showEditor();
  await bench.toEnd();
  // The editor and the packet draw themselves once when they come, however late; then there must be rest.
  await expect.poll(() => page.evaluate(framesAsked)).toEqual([]);
});

test('send again rolls new dice; the same seed rolls the same', async ({ bench, page }) => {
  await bench.open();
  // The third hop opens the socket: its source port is one of the dice.
  const socket = page.getByTestId('hop-2');
  const first = (await socket.textContent()) ?? '';
  await page.getByTestId('send-again').click();
  await expect(socket).not.toHaveText(first);
  await page.getByTestId('send').click();
  await expect(socket).toHaveText(first);
});

test('the Rules lens walks the packet from rule to rule', async ({ bench, page }) => {
  await bench.open();
  await bench.toEnd();
  await page.getByRole('tab', { name: 'Rules' }).click();
  await expect(page.getByTestId('picture').locator('svg').first()).toContainText('KUBE-SERVICES');
  await expect(page.getByTestId('picture').locator('svg').first()).toContainText('KUBE-SEP-');
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('the finished path stands at once, its hops numbered', async ({ bench, page }) => {
    await bench.open();
    await expect(page.getByTestId('picture')).toContainText('1');
    await expect(bench.caption).toHaveAttribute('data-verdict', 'FORWARDED');
  });
});

test('the trace is a table too: a row for every hop, each with its field', async ({ bench, page }) => {
  await bench.open();
  await bench.toEnd();
  const hops = Number((await page.getByTestId('hop-count').textContent())?.split('/')[1]);
  await page.getByTestId('trace-table').click();
  const table = page.getByRole('table', { name: /answered/ });
  await expect(table.getByRole('row')).toHaveCount(hops + 1);
  await expect(table.getByRole('columnheader')).toHaveCount(7);
  await expect(table.getByRole('row', { name: /DNAT.*10\.96\.\S+:80|DNAT.*:80 .*:9376/ }).first()).toBeVisible();
  await table.getByRole('button', { name: 'service/my-service spec.ports[0].targetPort' }).first().click();
  await expect(page.getByRole('dialog')).toBeHidden();
});
