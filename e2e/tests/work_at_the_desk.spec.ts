import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { sheetsOf } from '../support/pdf';
import { expect, sitDownAs, test } from '../support/portal';

/** Where a facility's staff work. No page of it has a script: each says all it says without one. */

const NUMBER = '00000001';
const HANAKO = '見本 花子';

async function find(page: Page, number: string): Promise<void> {
  await page.goto('/desk');
  await page.getByLabel('患者番号').fill(number);
  await page.keyboard.press('Enter');
}

/** What answers a form is shown once: with scripts off, axe would have to ask for it again, and get another page. */
async function expectAnswerAccessible(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled !== false) await expectAccessible(page);
}

test('a clerk finds a patient by number and prints an invitation once', async ({ page }) => {
  await sitDownAs(page, '見本 受付');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('患者を探す');
  await expectAccessible(page);

  await find(page, NUMBER);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${HANAKO}さん`);
  await expect(page.getByText('ミホン ハナコ')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText('高血圧症');
  await expectAccessible(page);

  await page.getByRole('link', { name: /招待状を印刷する/ }).click();
  await expectAccessible(page);
  await page.getByLabel('運転免許証').check();
  await page.getByLabel(/目の前の人は/).check();
  await page.getByRole('button', { name: '招待状をつくる' }).click();
  await expect(page.getByRole('img', { name: /QRコード/ })).toBeVisible();
  const code = await page.locator('.paper-code').innerText();
  expect(code.trim().split(/\s+/)).toHaveLength(8);
  await expectAnswerAccessible(page);
});

test('the invitation fits on one sheet, in Japanese and in English', async ({ page }, info) => {
  test.skip(info.project.name !== 'desktop', 'paper is the same from every screen');
  await sitDownAs(page, '見本 受付');
  await find(page, NUMBER);
  await page.getByRole('link', { name: /招待状を印刷する/ }).click();
  await page.getByLabel('運転免許証').check();
  await page.getByLabel(/目の前の人は/).check();
  await page.getByRole('button', { name: '招待状をつくる' }).click();
  const code = (await page.locator('.paper-code').innerText()).replace(/\s+/g, '');
  const sheets = await sheetsOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
  expect(sheets).toHaveLength(1);
  // Letters stand where the drawing put them: without white space.
  const words = sheets[0]!.replace(/\s+/g, '');
  expect(words).toContain(HANAKO.replace(' ', ''));
  expect(words).toContain(code);
  expect(words).toContain('はじめかた');
  expect(words).toContain('Howtobegin');
  expect(words, 'what is only for the screen stays there').not.toContain('Ctrl+P');
});

test.describe('what is refused', () => {
  // Chromium remarks on the answer's status, which is as it must be.
  test.use({ expectedNoise: /status of (400|403|404)/ });

  test('who is not found is not found in words', async ({ page }) => {
    await sitDownAs(page, '見本 医師');
    await page.goto('/desk');
    await page.getByLabel('患者番号').fill('99999999');
    const answer = page.waitForResponse((response) => response.url().endsWith('/desk/find'));
    await page.keyboard.press('Enter');
    expect((await answer).status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('患者を探す');
    await expect(page.getByRole('alert')).toContainText('見つかりません');
    await expect(page.getByLabel('患者番号')).toHaveValue('99999999');
    await expectAnswerAccessible(page);
    // Corrected where it stands.
    await page.getByLabel('患者番号').fill(NUMBER);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${HANAKO}さん`);
  });

  test('a doctor attests somebody, and stops them without a reason', async ({ page }) => {
    await sitDownAs(page, '見本 医師');
    await find(page, NUMBER);
    await page.getByRole('link', { name: '代理の人を確認する' }).click();
    await expectAccessible(page);
    const fill = async (ground: RegExp) => {
      await page.getByRole('radio', { name: ground }).check();
      await page.getByLabel('代理の人の氏名').fill('見本 代理');
      await page.getByRole('radio', { name: '契約書・委任状' }).check();
      await page.getByLabel(/本人確認書類を確かめました/).check();
      await page.getByRole('button', { name: '確認して招待状をつくる' }).click();
    };
    await fill(/未成年者の法定代理人/);
    await expect(page.getByRole('alert')).toContainText('患者は18歳以上です');
    await fill(/本人から代理権/);
    await expect(page.getByText('見本 代理 様')).toBeVisible();
    await expect(page.getByText(`${HANAKO}さんの記録を、代わりに見るための招待状です`)).toBeVisible();

    // Who attested it is not the second person; another of the staff is.
    await find(page, NUMBER);
    await page.getByRole('link', { name: /見本 代理さんについて：2人目として確認する/ }).first().click();
    await page.getByRole('button', { name: '2人目として確認する' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('もう1人の確認が要ります');
    await find(page, NUMBER);
    await page.getByRole('link', { name: /見本 代理さんについて：停止する/ }).first().click();
    await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
    await expectAccessible(page);
    await page.getByRole('button', { name: '停止する' }).click();
    await expect(page.getByRole('main')).toContainText('停止中');
  });

  test('an administrator invites somebody and makes a key that is shown once', async ({ page }, info) => {
    await sitDownAs(page, '見本 管理');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('職員');
    await expectAccessible(page);
    await page.getByRole('link', { name: '職員を招待する' }).click();
    await expectAccessible(page);
    await page.getByLabel('氏名').fill(`試験 ${info.project.name}`);
    await page.getByRole('button', { name: '招待状をつくる' }).click();
    await expect(page.getByRole('alert')).toContainText('ひとつ以上');
    await page.getByRole('checkbox', { name: /事務/ }).check();
    await page.getByRole('button', { name: '招待状をつくる' }).click();
    await expect(page.locator('.paper-code')).toBeVisible();

    await page.goto('/desk/keys');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'APIキーをつくる' }).click();
    await page.getByLabel('使う場所').fill('試験');
    await page.getByRole('checkbox', { name: /記録を送る/ }).check();
    await page.getByRole('button', { name: 'APIキーをつくる' }).click();
    const secret = await page.locator('.desk-secret').innerText();
    expect(secret).toMatch(/^mk_/);
    await expectAnswerAccessible(page);
    await page.getByRole('link', { name: 'APIキーの一覧へ戻る' }).click();
    await expect(page.getByRole('main')).not.toContainText(secret);
  });
});

test('the desk speaks English, and the keyboard reaches everything', async ({ page }) => {
  await sitDownAs(page, '見本 受付');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Find a patient');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel('Patient number').focus();
  await page.keyboard.type(NUMBER);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(HANAKO);
});
