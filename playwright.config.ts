import { defineConfig, devices } from '@playwright/test';
import { launchOptions, rememberedBrowser } from './scripts/browser/launch-options.mjs';

/** The one that scripts/ensure-browser.mjs saw working; before that has run, Playwright looks for its own. */
const browser = rememberedBrowser() ?? { executablePath: null, env: {} };

const PORT = Number(process.env.KUBEWALK_E2E_PORT ?? 4173);

/** The built app in a real Chromium: build it first (`npm test` does). */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Upper bounds for a slow, busy machine: a test waits for what it wants to see, never for these.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['line'], ['json', { outputFile: process.env.KUBEWALK_E2E_REPORT ?? 'test-results/e2e.json' }]],
  snapshotPathTemplate: '{testDir}/goldens/{testFileName}/{arg}{ext}',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://localhost:${PORT}/`,
    launchOptions: launchOptions(browser),
    locale: 'en-GB',
    timezoneId: 'UTC',
    serviceWorkers: 'block',
    // A recording of every step costs a third of the time: who looks into a failure asks for one with `--trace on`.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [{ name: 'chromium' }],
  webServer: {
    command: `node --import=./scripts/test/die-with-parent.mjs node_modules/vite/bin/vite.js preview --port ${PORT} --strictPort`,
    env: { KUBEWALK_PARENT: String(process.pid) },
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
    stdout: 'ignore',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
  },
});
