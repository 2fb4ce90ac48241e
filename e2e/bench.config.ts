import { defineConfig } from '@playwright/test';
import { chromium } from './support/chromium.mjs';

/** What is measured in a browser, for docs/performance.md: one after another, by `cargo xtask bench --phone`. */
export default defineConfig({
  testDir: 'bench',
  outputDir: 'results/bench',
  workers: 1,
  retries: 0,
  timeout: 600_000,
  reporter: 'line',
  use: { locale: 'ja-JP', timezoneId: 'Asia/Tokyo', launchOptions: chromium },
});
