/** Draws the pictures of public/favicon.svg that home screens take: `node support/icons.mjs`. */

import { chromium as browser } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium } from './chromium.mjs';

const PUBLIC = join(resolve(import.meta.dirname, '../..'), 'public');
const drawn = await readFile(join(PUBLIC, 'favicon.svg'), 'utf8');
const ground = drawn.match(/<rect[^>]*>/)[0];
const sign = drawn.match(/<path[^>]*>/)[0];
const blue = ground.match(/fill="(#[0-9a-f]{6})"/)[1];

const framed = (inside) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${inside}</svg>`;
/** Systems cut their own shape: to the edge, the sign within the inner 80 %. */
const whole = `<rect width="32" height="32" fill="${blue}"/>`;
const inner = `<g transform="translate(16 16) scale(0.8) translate(-16 -16.5)">${sign}</g>`;

const pictures = {
  'icon-192.png': [192, drawn],
  'icon-512.png': [512, drawn],
  'icon-maskable-512.png': [512, framed(whole + inner)],
  // Of one colour: only where something is counts.
  'icon-monochrome-512.png': [512, framed(inner)],
  // Without transparency, which iOS fills with black.
  'apple-touch-icon.png': [180, framed(whole + sign)],
};

const running = await browser.launch(chromium);
const page = await running.newPage();
for (const [name, [size, svg]] of Object.entries(pictures)) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await page.screenshot({ path: join(PUBLIC, name), omitBackground: true });
}
await running.close();
