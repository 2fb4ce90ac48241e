import { defineConfig, devices } from '@playwright/test';
import { chromium } from './support/chromium.mjs';

/** Specs whose subject does not change with the screen. */
const ONCE =
  /(check_security_headers|design_tokens|enlarge_text|expire_summary|print_pages|show_states|survive_odd_input|tell_this_device|verify_history|watch_who_looks)\.spec\.ts/;
/** Specs about keys: on a wide screen, and without scripts on a narrow one. */
const KEYS = /use_keyboard\.spec\.ts/;
/** Specs about pictures: what is drawn is the same with and without scripts. */
const PICTURES = /look_the_same\.spec\.ts/;
/** Specs about what only a living page does. */
const ALIVE = /(install_app|navigate_pages|open_any_page_first|read_without_network|replace_service_worker|share_by_link|sign_in_with_passkeys)\.spec\.ts/;

export default defineConfig({
  testDir: 'tests',
  outputDir: 'results/artifacts',
  globalSetup: './support/global-setup.ts',
  // Each with a server of its own. Two cores: more would only wait for each other.
  workers: 2,
  fullyParallel: true,
  // A test that passes at the second try has found something.
  // Once more on a busy machine; what needed it is reported as flaky, by name.
  retries: 2,
  forbidOnly: !!process.env.CI,
  // A portal of one's own writes its invented people first, in a program that is not optimised.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'results/report.json' }]],
  use: {
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    // Specs about the worker allow it; in all others its first fetching of everything would only take time.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: chromium,
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    {
      name: 'phone',
      testIgnore: [ONCE, KEYS],
      use: {
        ...devices['Pixel 7'],
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        isMobile: true,
        hasTouch: true,
      },
    },
    {
      name: 'no-js',
      testIgnore: [ONCE, ALIVE, PICTURES],
      use: { viewport: { width: 390, height: 844 }, javaScriptEnabled: false },
    },
  ],
});
