/** Sharing links without scripts: what is shared is listed, and the page that makes one says what it needs. */

import { expectAccessible } from '../support/accessibility';
import { expect, signInAs, test } from '../support/portal';

test('the list is there without scripts, and the other pages say what they need', async ({ page, javaScriptEnabled }) => {
  await signInAs(page, '見本 花子');
  await page.goto('/show');
  await page.getByRole('link', { name: '共有リンク・QRコードで見せる' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('共有リンク');
  await expect(page.getByText('今、開けるリンクはありません')).toBeVisible();
  await expectAccessible(page);
  if (javaScriptEnabled !== false) return;
  await page.goto('/show/link/new');
  expect((await page.locator('main noscript').allInnerTexts()).join()).toContain('JavaScriptが必要です');
  await page.goto('/v');
  expect((await page.locator('main noscript').allInnerTexts()).join()).toContain('JavaScriptを有効にして');
  await expectAccessible(page);
});
