/**
 * Pictures of a running portal, on a phone and a desktop, in Japanese and English, light and dark:
 *
 *   node e2e/support/screenshots.mjs [URL] [NAME]        every page in full, into e2e/results/screens
 *   node e2e/support/screenshots.mjs --docs [URL] [NAME] the first screen of the main pages, small, into docs/look
 *   node e2e/support/screenshots.mjs --install [URL] [NAME] what a browser shows that offers to install, into public
 *
 * URL defaults to http://localhost:3000, NAME (part of a demonstration person's name) to the first offered.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromium as options } from './chromium.mjs';

const words = process.argv.slice(2);
const forDocs = words[0] === '--docs';
const forInstalling = words[0] === '--install';
if (forDocs || forInstalling) words.shift();
const [url = 'http://localhost:3000', name] = words;

const MAIN = { home: '/', labs: '/labs', test: '/labs/core-hba1c', medicines: '/medicines', summary: '/summary' };
const EVERY = {
  signin: '/signin',
  ...MAIN,
  counter: '/medicines/show',
  record: '/record',
  documents: '/documents',
  glossary: '/glossary',
  settings: '/settings',
};
const PLACES = forInstalling ? { home: MAIN.home, test: MAIN.test } : forDocs ? MAIN : EVERY;
const SCREENS = { 390: { width: 390, height: 844 }, 1280: { width: 1280, height: 900 } };
const COLOURS = forInstalling ? ['light'] : ['light', 'dark'];
const LANGUAGES = { ja: 'ja-JP', en: 'en-GB' };

const folder = join(import.meta.dirname, forInstalling ? '../../public' : forDocs ? '../../docs/look' : '../results/screens');
await mkdir(folder, { recursive: true });

const browser = await chromium.launch(options);
for (const [width, viewport] of Object.entries(SCREENS)) {
  for (const [language, locale] of Object.entries(LANGUAGES)) {
    for (const colorScheme of COLOURS) {
      const deviceScaleFactor = forDocs ? (width === '390' ? 0.8 : 0.6) : 1;
      const context = await browser.newContext({
        viewport, locale, colorScheme, deviceScaleFactor, timezoneId: 'Asia/Tokyo', baseURL: url,
      });
      const page = await context.newPage();
      await page.goto('/signin');
      const people = page.locator('form[action="/signin/demo"] button');
      await (name ? people.filter({ hasText: name }) : people).first().click();
      await page.waitForURL('/');
      for (const [place, address] of Object.entries(PLACES)) {
        await page.goto(address, { waitUntil: 'networkidle' });
        const small = forDocs || forInstalling;
        const name = forInstalling ? `screenshot-${place}-${width}-${language}` : `${place}-${width}-${language}-${colorScheme}`;
        const file = join(folder, `${name}.${small ? 'jpg' : 'png'}`);
        const picture = small ? { type: 'jpeg', quality: 60 } : { fullPage: true };
        await page.screenshot({ path: file, ...picture });
        console.log(file);
      }
      await context.close();
    }
  }
}
await browser.close();
