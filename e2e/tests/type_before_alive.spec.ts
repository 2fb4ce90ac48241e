/** What is typed and ticked before the program has come: on a slow phone that is what people do. */

import type { Page } from '@playwright/test';
import { expect, signInAs, test } from '../support/portal';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'there is no program');

/** Opens a page whose program does not come until it is let through. */
async function openStill(page: Page, path: string): Promise<() => Promise<void>> {
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(path, { waitUntil: 'domcontentloaded' });
  return async () => {
    letThrough();
    await page.locator('html[data-has-pages]').waitFor({ state: 'attached' });
    await page.unroute(/\.wasm$/);
  };
}

test('a medicine that was typed before is checked, and so is what was ticked', async ({ page }) => {
  await signInAs(page, '見本 花子');
  const comeAlive = await openStill(page, '/medicines/check');
  await page.getByRole('searchbox').fill('ロキソニン');
  await page.getByRole('checkbox').check();
  await comeAlive();
  await expect(page.locator('.check-answer')).toContainText('ロキソ');
  await expect(page.getByRole('searchbox')).toHaveValue('ロキソニン');
  await expect(page.getByRole('checkbox')).toBeChecked();
});

test('a kind that was unticked before stays so, and the preview says the same', async ({ page }) => {
  await signInAs(page, '見本 花子');
  const comeAlive = await openStill(page, '/people/new?kinds=all');
  const kinds = page.locator('input[name="kind"]');
  const first = kinds.first();
  const before = await first.isChecked();
  await first.setChecked(!before);
  await page.locator('#invite-label').fill('むすめ');
  await comeAlive();
  await expect.poll(() => first.isChecked(), 'once the program knows').toBe(!before);
  await page.waitForTimeout(300);
  expect(await first.isChecked()).toBe(!before);
  await expect(page.locator('#invite-label')).toHaveValue('むすめ');
});

test('a kind that was ticked on the page of consent before is in the preview', async ({ page }) => {
  await signInAs(page, '見本 花子');
  const comeAlive = await openStill(page, '/consent');
  await page.locator('.consent-switches input[name="to"]').first().check();
  await page.locator('.consent-switches input[name="what"][value="kinds"]').check();
  const box = page.locator('.consent-switches input[type="checkbox"][name="medicines"]');
  const before = await box.isChecked();
  const preview = page.locator('.consent-seen').first();
  await box.setChecked(!before);
  const still = (await preview.textContent())!;
  await comeAlive();
  await expect(preview).not.toHaveText(still);
  expect(await box.isChecked()).toBe(!before);
});
