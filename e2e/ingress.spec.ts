import { expect, SCREENS, test } from './workbench.js';

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test.describe(`the lecture’s fanout, ${screen}`, () => {
    test.use({ viewport });

    test('one host, two paths, two Services, and a path that is nobody’s', async ({ bench, page }) => {
      test.setTimeout(60_000);
      await bench.openAsked('lecture-ingress-fanout');
      await expect(bench.caption).toHaveAttribute('data-verdict', 'FORWARDED');
      await expect(bench.caption).toContainText('HTTP 200');
      await expect(bench.caption).toContainText(/gets 200 from s2-/);
      expect(await bench.stillDrawing()).toMatchSnapshot(`fanout-${screen}.svg`);

      await page.getByTestId('url').fill('http://foo.bar.com/foo');
      await bench.send();
      await expect(bench.caption).toContainText(/gets 200 from s1-/);
      await page.getByTestId('url').fill('http://foo.bar.com/nowhere');
      await bench.send();
      await expect(bench.caption).toContainText('HTTP 404');
    });
  });
}

test.describe('on a wide screen', () => {
  test.use({ viewport: SCREENS.wide });

  test('the rules that were tried stand in order, with the one that matched; another path is tried without a packet', async ({
    bench,
    page,
  }) => {
    await bench.openAsked('ingress-fanout');
    await bench.showPanel(/Route/);
    const now = page.getByTestId('route-now');
    await expect(now.locator('[data-matched="true"]')).toContainText('/foo/bar');
    await expect(now.getByTestId('route-backend')).toContainText('s2');
    await page.getByTestId('test-path').fill('/foo/barrel');
    await expect(page.getByTestId('route-tested').getByTestId('route-backend')).toContainText('s1');
    // Until it is sent for real.
    await bench.picture(() => page.getByTestId('test-send').click());
    await bench.toEnd();
    await expect(bench.caption).toContainText(/gets 200 from s1-/);
  });

  test('the controller’s configuration is text, and says the hosts and paths of the Ingress', async ({
    bench,
    page,
  }) => {
    await bench.openAsked('ingress-fanout');
    await bench.showPanel(/Controller/);
    await expect(page.getByTestId('config-text')).toContainText('server_name foo.bar.com');
    await expect(page.getByTestId('config-text')).toContainText('/foo/bar');
  });

  test('TLS ends at the controller with the Secret’s certificate; plain HTTP is sent to https', async ({
    bench,
    page,
  }) => {
    await bench.openAsked('ingress-tls');
    await expect(bench.caption).toContainText('HTTP 200');
    await bench.showPanel(/Journal/);
    await expect(page.getByTestId('journal')).toContainText('ssl.example.foo.com');
    await page.getByTestId('url').fill('http://ssl.example.foo.com/');
    await bench.send();
    await expect(bench.caption).toContainText('HTTP 308');
  });

  test('a missing Secret is seen in the certificate that the client is shown', async ({ bench, page }) => {
    await bench.openAsked('ingress-no-secret');
    await bench.showPanel(/Journal/);
    await expect(page.getByTestId('journal')).toContainText('the certificate that it made for itself');
  });

  test('without a controller nothing happens; one click brings one', async ({ bench, page }) => {
    await bench.openAsked('ingress-no-controller');
    await expect(bench.caption).toHaveAttribute('data-verdict', 'REJECTED');
    await bench.showEditor();
    await bench.mend(/controller/i);
    await bench.toEnd();
    await expect(bench.caption).toContainText('HTTP 200');
    await bench.showPanel(/Controller/);
    await expect(page.getByTestId('controller')).toContainText('ingress-nginx');
  });

  for (const [id, problems] of [
    ['lecture-ingress', [/unknown field/, /extensions\/v1beta1/]],
    ['lecture-ingress-tls', [/line 11|yaml|\.\.\./i, /base64/]],
  ] as const) {
    test(`${id} runs after two clicks`, async ({ bench, page }) => {
      await bench.open(`#example/${id}`);
      await expect(page.getByTestId('stale')).toBeVisible();
      await bench.showEditor();
      for (const problem of problems) await bench.mend(problem);
      await expect(page.getByTestId('stale')).toBeHidden();
      await bench.toEnd();
      await expect(bench.caption).toContainText('HTTP 200');
    });
  }

  test('a node without a pod drops what comes for it, unless every node may pass it on', async ({ bench }) => {
    await bench.openAsked('node-port-local');
    await expect(bench.caption).toHaveAttribute('data-verdict', 'DROPPED');
    await expect(bench.caption).toContainText('timed out');
    await bench.showEditor();
    await bench.picture(() => bench.typeAtEndOf('externalTrafficPolicy', 5, 'Cluster'));
    await bench.comesTo('FORWARDED');
  });

  test('a balancer that never came comes with the settings of the cluster', async ({ bench, page }) => {
    await bench.openAsked('balancer-pending');
    await expect(page.getByTestId('picture')).toContainText('pending');
    await page.getByTestId('open-cluster').click();
    await page.getByTestId('load-balancer').selectOption('vip');
    await bench.picture(() => page.getByTestId('apply-cluster').click());
    await expect(page.getByTestId('picture')).toContainText('203.0.113.1');
  });

  test('who can reach a Service is listed, and a click sends that packet', async ({ bench, page }) => {
    await bench.openAsked('lecture-cluster-ip');
    await bench.thing('Service/default/svc').first().click();
    await bench.showPanel(/Object/);
    const exposure = page.getByTestId('exposure');
    await expect(exposure.getByRole('listitem')).toHaveCount(4);
    await bench.picture(() => page.getByTestId('play-internet').click());
    await bench.toEnd();
    await expect(bench.caption).not.toHaveAttribute('data-verdict', 'FORWARDED');
  });
});
