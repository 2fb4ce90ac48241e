/**
 * Pictures of every page, on a phone and a desktop, in Japanese and English, from a running portal:
 *
 *   node e2e/support/screenshots.mjs [URL] [NAME]
 *
 * URL defaults to http://localhost:3000, NAME (part of a demonstration person's name) to the first offered.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromium as options } from './chromium.mjs';

const PLACES = ['/signin', '/', '/medicines', '/labs', '/record', '/summary', '/documents', '/settings'];
const SCREENS = { 390: { width: 390, height: 844 }, 1280: { width: 1280, height: 800 } };
const LANGUAGES = { ja: 'ja-JP', en: 'en-GB' };

const [url = 'http://localhost:3000', name] = process.argv.slice(2);
const folder = join(import.meta.dirname, '../results/screens');
await mkdir(folder, { recursive: true });

const browser = await chromium.launch(options);
for (const [width, viewport] of Object.entries(SCREENS)) {
  for (const [language, locale] of Object.entries(LANGUAGES)) {
    const context = await browser.newContext({ viewport, locale, timezoneId: 'Asia/Tokyo', baseURL: url });
    const page = await context.newPage();
    await page.goto('/signin');
    const people = page.locator('form[action="/signin/demo"] button');
    await (name ? people.filter({ hasText: name }) : people).first().click();
    await page.waitForURL('/');
    for (const place of PLACES) {
      await page.goto(place, { waitUntil: 'networkidle' });
      const file = join(folder, `${place.slice(1).replaceAll('/', '-') || 'home'}-${width}-${language}.png`);
      await page.screenshot({ path: file, fullPage: true });
      console.log(file);
    }
    await context.close();
  }
}
await browser.close();
