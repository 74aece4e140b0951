import { expect, test } from '@playwright/test';

test('the page opens without an error, and asks nobody but its own origin for anything', async ({ page, baseURL }) => {
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) =>
    complaints.push(`${request.url()}: ${request.failure()?.errorText ?? 'failed'}`),
  );
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.url()}: ${response.status()}`);
  });
  page.on('request', (request) => requests.push(request.url()));

  await page.goto('./');
  await expect(page).toHaveTitle(/Kubewalk/);
  await expect(page.locator('svg').first()).toBeVisible();
  await page.waitForLoadState('networkidle');

  const origin = new URL(baseURL ?? '').origin;
  const foreign = requests.filter(
    (url) => !['data:', 'blob:'].includes(new URL(url).protocol) && new URL(url).origin !== origin,
  );
  expect(requests.length).toBeGreaterThan(2);
  expect(foreign).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the first picture needs neither the engine nor the editor: both are refused here', async ({ page }) => {
  const refused: string[] = [];
  await page.route(/assets\/(worker|session|monaco-editor|CodeEditor)-[^/]*$/, (route) => {
    refused.push(new URL(route.request().url()).pathname);
    return route.abort();
  });
  await page.goto('./');
  await expect(page.locator('svg', { hasText: ':80 → 9376' }).first()).toBeVisible();
  await expect.poll(() => refused.some((path) => path.includes('/worker-'))).toBe(true);
  await expect.poll(() => refused.some((path) => path.includes('/CodeEditor-'))).toBe(true);
});
