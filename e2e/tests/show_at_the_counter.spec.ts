/** Medicines that are held out at a counter: large, at once, on one sheet, and the screen stays on. */

import type { Page } from '@playwright/test';
import { sheetsOf } from '../support/pdf';
import { expect, openAlive, signInAs, test } from '../support/portal';

/** 82 years old, with seven medicines of three clinics. */
const PERSON = '見本 花子';

const names = (page: Page) => page.locator('.counter-name');

test('one tap from home, the first medicine stands on top, and what must not be given above it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, PERSON);
  await page.goto('/');
  await page.getByRole('main').locator('a[href="/medicines/show"]').first().click();
  await expect(page).toHaveURL('/medicines/show');
  const boxes = await names(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top + scrollY));
  expect(boxes.length).toBeGreaterThanOrEqual(6);
  expect(boxes[0]).toBeLessThanOrEqual(200);
  const size = await names(page).first().evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  expect(size).toBeGreaterThanOrEqual(28);
  const banner = page.getByRole('banner');
  await expect(banner).toContainText(PERSON);
  await expect(banner).toContainText('1942年4月3日生まれ');
  for (const said of ['使ってはいけない薬（薬剤禁忌）：サワシリン', 'アレルギー：', 'eGFR']) {
    const top = await page.getByText(said).first().evaluate((one) => one.getBoundingClientRect().top + scrollY);
    expect(top, said).toBeLessThan(boxes[0]);
  }
  await expect(page.getByRole('main')).toContainText('ここに出ていない情報があるかもしれません');
  await page.getByRole('link', { name: '戻る' }).click();
  await expect(page).toHaveURL('/medicines');
});

test('the screen stays on while it is held out, and no longer', async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'only a program can ask for it');
  await page.addInitScript(() => {
    const held: string[] = [];
    Object.assign(window, { held });
    Object.defineProperty(navigator, 'wakeLock', {
      value: {
        request: async (what: string) => {
          held.push(what);
          return { release: async () => void held.push('released') };
        },
      },
    });
  });
  const held = () => page.evaluate(() => (window as unknown as { held: string[] }).held);
  await signInAs(page, PERSON);
  // As the server wrote it, and as a page that the browser made.
  await openAlive(page, '/medicines/show');
  await expect.poll(held).toEqual(['screen']);
  await page.getByRole('link', { name: '戻る' }).click();
  await expect(page).toHaveURL('/medicines');
  await expect.poll(held).toEqual(['screen', 'released']);
  await page.getByRole('main').locator('a[href="/medicines/show"]').first().click();
  await expect(page).toHaveURL('/medicines/show');
  await expect.poll(held).toEqual(['screen', 'released', 'screen']);
});

test('it is printed on one sheet', async ({ page, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'the day of printing is of a program');
  await signInAs(page, PERSON);
  await openAlive(page, '/medicines/show');
  const sheets = sheetsOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
  expect(sheets).toHaveLength(1);
  for (const said of [PERSON, 'サワシリン', 'ベルソムラ', '印刷した日']) expect(sheets[0]).toContain(said.replace(/\s+/g, ''));
});
