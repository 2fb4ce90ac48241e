import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll, expectNothingLost } from '../support/accessibility';
import { LANGUAGES } from '../support/places';
import { expect, openAlive, openRecordOf, signInAs, signInAsCaregiver, switchLanguage, test } from '../support/portal';

const DAUGHTER = '見本 みどり';
const MOTHER = '見本 花子';
const PARENT = '仮想 めぐみ';

test('a daughter opens her mother’s record, sees whose it is, who reads it, and what is kept from her', async ({ page }) => {
  await signInAsCaregiver(page, DAUGHTER);
  await openRecordOf(page, MOTHER);
  const banner = page.getByRole('banner');
  for (const place of ['/', '/medicines', '/labs', '/record', '/summary', '/documents']) {
    await page.goto(place);
    await expect(banner).toContainText(`${MOTHER}さんの記録`);
    await expect(banner).toContainText(`${DAUGHTER}さんが代わりに見ています`);
    await expect(page.getByRole('main')).toContainText('あなたには見せないことになっている種類：病名、文書');
  }
  await page.goto('/record');
  await expect(page.locator('#diagnoses')).toContainText(/病名.*は、あなたには見せないことになっています/);
  await expect(page.getByRole('main')).not.toContainText('高血圧症');
  await page.goto('/documents');
  await expect(page.getByRole('main')).toContainText(/文書（.*は、あなたには見せないことになっています/);
});

test.describe('what is refused', () => {
  test.use({ expectedNoise: /status of 403/ });

  test('who else sees her mother’s record is not hers to decide', async ({ page }) => {
    await signInAsCaregiver(page, DAUGHTER);
    await openRecordOf(page, MOTHER);
    await page.goto('/people');
    await expect(page.getByRole('main')).toContainText('ご本人が自分の記録を開いているときに見られます');
  });

  test('what her mother decided about sharing is not hers to see, and the page stays as the server wrote it', async ({ page, javaScriptEnabled }) => {
    test.skip(javaScriptEnabled === false, 'it is the program that took the page for another one');
    await signInAsCaregiver(page, DAUGHTER);
    await openRecordOf(page, MOTHER);
    await openAlive(page, '/consent');
    await expect(page.getByRole('main')).toContainText('ご本人だけ');
  });
});

test('who acts for somebody reads what stopping means before they stop', async ({ page, javaScriptEnabled }) => {
  await signInAsCaregiver(page, DAUGHTER);
  const stop = page.getByRole('button', { name: `${MOTHER}さんの記録を見るのをやめます` });
  await expect(stop).toBeHidden();
  await page.getByText(`${MOTHER}さんの記録を見るのをやめる`, { exact: true }).click();
  await expect(stop).toBeVisible();
  await expect(page.getByRole('main')).toContainText('元に戻すことはできません');
  // Without scripts a second browser looks at the address, where nothing is opened.
  if (javaScriptEnabled) await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  // Nobody stops by a slip: the mother's record opens as before.
  await openRecordOf(page, MOTHER);
});

test('the mother sees her daughter on the list, with everything there is to know', async ({ page }) => {
  await signInAs(page, MOTHER);
  await page.goto('/people');
  const card = page.getByRole('listitem').filter({ hasText: 'みどり（娘）' });
  await expect(card).toContainText(DAUGHTER);
  await expect(card).toContainText('あなたが決めました');
  await expect(card).toContainText('取りやめるまで');
  await expect(card).toContainText('病名、文書');
  await expect(card.getByRole('button', { name: 'みどり（娘）に見せるのをやめる' })).toBeVisible();
});

test('an invitation says what it would show, is shown once, and can be withdrawn', async ({ page, javaScriptEnabled }) => {
  await signInAs(page, '架空 太郎');
  const label = `試験の人${Math.floor(Math.random() * 1e9)}`;
  if (javaScriptEnabled) {
    await openAlive(page, '/people/new', true);
    await page.getByRole('link', { name: 'すべて', exact: true }).click();
    await expect(page.getByRole('checkbox', { name: '病名' })).toBeChecked();
    await page.getByRole('link', { name: '薬だけ' }).click();
    await expect(page.getByRole('checkbox', { name: '病名' })).not.toBeChecked();
    await page.getByRole('checkbox', { name: 'アレルギー' }).check();
    const preview = page.getByRole('region', { name: 'このまま招待すると' });
    await expect(preview).toContainText('見えるもの：アレルギー1件、薬0件');
    await expect(preview).toContainText('見えないもの：病名0件');
  } else {
    await page.goto('/people/new?kinds=medicines');
    await page.getByRole('checkbox', { name: 'アレルギー' }).check();
    await expect(page.getByRole('main')).toContainText('見えるもの：薬');
  }
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel('だれを招待しますか').fill(label);
  await page.getByRole('button', { name: '招待を作る' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('招待ができました');
  await expect(page.getByRole('img', { name: /招待のQRコード/ })).toBeVisible();
  const code = await page.locator('.invitation-code').innerText();
  expect(code).toMatch(/^([0-9A-Z]{4}-){7}[0-9A-Z]{4}$/);
  // It answers a form: without scripts there is no address at which a second browser would find the same page.
  if (javaScriptEnabled) await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.goto('/people');
  await expect(page.getByRole('main')).not.toContainText(code);
  const card = page.getByRole('listitem').filter({ hasText: label });
  await card.getByRole('button', { name: `${label}への招待を取り消す` }).click();
  await expect(page).toHaveURL(/\/people$/);
  await expect(page.getByRole('button', { name: `${label}への招待を取り消す` })).toHaveCount(0);
});

test('a parent of three sees less from the fifteenth birthday on, and hears of it before', async ({ page }) => {
  await signInAsCaregiver(page, PARENT);
  const choice = (name: string) => page.getByRole('button', { name });
  await expect(choice('仮想 そら')).toContainText('すべての種類を見られます');
  await expect(choice('仮想 そら')).toContainText('15歳の誕生日');
  await expect(choice('仮想 うみ')).toContainText('見られる種類：アレルギー、薬剤禁忌、予防接種');
  await openRecordOf(page, '仮想 うみ');
  await page.goto('/medicines');
  await expect(page.getByRole('main')).toContainText(/薬（処方）は、あなたには見せないことになっています/);
  await expect(page.getByRole('main')).not.toContainText('アダパレン');
  await openRecordOf(page, '仮想 そら');
  await page.goto('/medicines');
  await expect(page.getByRole('main')).toContainText('モンテルカスト');
});

test('a tab of one record never shows another after a switch elsewhere', async ({ page, context, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'without scripts every page comes from the server');
  await signInAsCaregiver(page, PARENT);
  await openRecordOf(page, '仮想 そら');
  await openAlive(page, '/');
  const other = await context.newPage();
  await openRecordOf(other, '仮想 うみ');
  await page.bringToFront();
  await page.getByRole('navigation').first().getByRole('link', { name: 'くすり', exact: true }).click();
  await expect(page).toHaveURL(/\/records$/);
  await expect(page.getByRole('button', { name: '仮想 うみ' })).toContainText('いま開いています');
});

for (const language of LANGUAGES) {
  test(`the pages about people are accessible and lose nothing in ${language}`, async ({ page }) => {
    await signInAs(page, MOTHER);
    if (language !== 'ja') await switchLanguage(page, language);
    for (const place of ['/people', '/people/new', '/records', '/settings']) {
      await page.goto(place);
      await expect(page.locator('body')).not.toContainText('No localization');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await expectNothingLost(page);
    }
  });
}
