import { expect, openAlive, signInAs, test } from '../support/portal';
import { expectAccessible } from '../support/accessibility';

/** 82 years old, with seven medicines of three clinics. */
const HANAKO = '見本 花子';

test('the same medicines by time of day, by clinic and by period, each a line that opens', async ({ page, javaScriptEnabled }) => {
  await signInAs(page, HANAKO);
  const views = { '時間ごと': '/medicines', '医療機関ごと': '/medicines?by=clinic', '期間': '/medicines?by=period' };
  await page.goto('/medicines');
  for (const [name, address] of Object.entries(views)) {
    await page.locator('.tabs').getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(address);
    await openAlive(page, address, javaScriptEnabled);
    await expect(page.locator('.tabs').getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
    const line = page.locator(':is(.line-list, .timeline) details.folded', { hasText: 'ベルソムラ' }).first();
    await expect(line, name).toBeVisible();
    const more = line.locator('.folded-rest').first();
    await expect(more).toBeHidden();
    await expectAccessible(page);
    await line.locator('summary').click();
    await expect(more).toBeVisible();
    await expect(more).toContainText('期間');
    await expect(more).toContainText('処方した日');
    // Without scripts another page is looked at, where nothing was opened.
    if (javaScriptEnabled) await expectAccessible(page);
  }
});

test('what a medicine does stands on its line in plain words', async ({ page }) => {
  await signInAs(page, HANAKO);
  await page.goto('/medicines?by=clinic');
  const line = page.locator('.line-list > li', { hasText: 'ベルソムラ' }).first();
  await expect(line.locator('summary')).toContainText('眠りを助ける薬');
  await expect(page.getByRole('main')).toContainText('別の目的で処方されることもあります');
});

test('on paper a line is laid out', async ({ page }) => {
  await signInAs(page, HANAKO);
  await page.goto('/medicines');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.line-list .folded-rest').first()).toBeVisible();
});
