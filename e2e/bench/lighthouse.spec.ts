/** Lighthouse's mobile figures of the pages that a signed-in person opens first: the median of five runs of each. */

import { expect, test } from '@playwright/test';
import * as launcher from 'chrome-launcher';
import lighthouse, { type Flags } from 'lighthouse';
import { chromium } from '../support/chromium.mjs';
import { Portal } from '../support/server';

const RUNS = 5;

const PAGES = { home: '/', summary: '/summary' } as const;

/** What Lighthouse calls it, by what the figure is called. */
const AUDITS = {
  'lcp-ms': 'largest-contentful-paint',
  'blocking-ms': 'total-blocking-time',
  'shift': 'cumulative-layout-shift',
  'bytes': 'total-byte-weight',
} as const;

const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;

/** A run of which Lighthouse says itself that it recorded none is no measurement: it is made again, twice at most. */
async function recorded(address: string, flags: Flags) {
  for (let again = 2; ; again -= 1) {
    const { lhr } = (await lighthouse(address, flags))!;
    if (!lhr.runtimeError) return lhr;
    expect(again, `${address}: ${lhr.runtimeError.code}`).toBeGreaterThan(0);
  }
}

test('home and summary on a slow phone', async ({ page }) => {
  const portal = await Portal.start({ today: '2024-08-02', log: 'lighthouse.log' });
  const chrome = await launcher.launch({
    chromePath: chromium.executablePath,
    chromeFlags: ['--headless=new', ...(chromium.args ?? ['--no-sandbox'])],
  });
  try {
    await page.goto(`${portal.url}/signin`);
    await page.locator('[name="person"]').first().click();
    await expect(page.locator('.frame[data-record]')).toBeVisible();
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const flags: Flags = {
      port: chrome.port,
      output: 'json',
      logLevel: 'error',
      onlyCategories: [...CATEGORIES],
      extraHeaders: { Cookie: cookies, 'Accept-Language': 'ja' },
    };
    for (const [name, path] of Object.entries(PAGES)) {
      const runs: Record<string, number[]> = {};
      const note = (figure: string, value: number) => (runs[figure] ??= []).push(value);
      for (let run = 0; run < RUNS; run += 1) {
        const lhr = await recorded(portal.url + path, flags);
        for (const category of CATEGORIES) note(category, lhr.categories[category].score! * 100);
        for (const [figure, audit] of Object.entries(AUDITS)) note(figure, lhr.audits[audit].numericValue!);
      }
      for (const [figure, values] of Object.entries(runs)) {
        const median = values.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)];
        console.log(`measured lighthouse-${name}-${figure} ${median}`);
      }
    }
  } finally {
    chrome.kill();
    await portal.stop();
  }
});
