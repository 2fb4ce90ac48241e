import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { sheetsOf } from '../support/pdf';
import { expect, sitDownAs, test } from '../support/portal';

/** A hospital's emergency room: somebody who cannot be asked is found by the four items, opened for a while, and told of it. */

const HANAKO = '見本 花子';

/** As her page at the desk says it; the form asks for the day as browsers send it. */
async function dayOfBirth(page: Page): Promise<string> {
  await page.goto('/desk');
  await page.getByLabel('患者番号').fill('00000001');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${HANAKO}さん`);
  const said = await page.getByRole('main').innerText();
  const [, year, month, day] = said.match(/(\d{4})年(\d{1,2})月(\d{1,2})日/) ?? [];
  return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
}

test.describe('in an emergency', () => {
  // Chromium remarks on the answer's status, which is as it must be.
  test.use({ expectedNoise: /status of 400/ });

  test('a record opens by four items, and everybody is told', async ({ page }, info) => {
    test.skip(info.project.name === 'phone', 'a desk has a wide screen; without scripts it is as narrow');
    await sitDownAs(page, '見本 医師');
    const born = await dayOfBirth(page);
    await page.getByRole('link', { name: '救急', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('救急：患者を4情報で探して開く');
    await expectAccessible(page);

    await page.getByLabel('氏名').fill('みほん　はなこ');
    await page.getByLabel('生年月日').fill(born);
    await page.getByRole('radio', { name: '女性' }).check();
    await page.getByLabel('住所：都道府県').selectOption('東京都');
    await page.getByLabel('住所：市区町村から先').fill('例示市仮町９');
    await page.getByRole('radio', { name: /その他（/ }).check();
    await page.getByLabel('命にかかわり、同意を待てません').check();
    await page.getByRole('button', { name: '記録を開く' }).click();
    await expect(page.getByRole('alert')).toContainText('「その他」の理由の説明');
    await page.getByRole('radio', { name: '意識障害' }).check();
    await page.getByLabel('命にかかわり、同意を待てません').check();
    await page.getByRole('button', { name: '記録を開く' }).click();
    await expect(page.getByRole('alert')).toContainText('この4情報に合う人は見つかりません');

    await page.getByLabel('住所：市区町村から先').fill('架空区見本町一丁目２－３');
    await page.getByLabel('命にかかわり、同意を待てません').check();
    await page.getByRole('button', { name: '記録を開く' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(HANAKO);
    await expect(page.getByRole('main')).toContainText('同意なしで開いています');
    await expect(page.getByRole('main')).toContainText('意識障害');
    await expectAccessible(page);
    const sheets = await sheetsOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
    expect(sheets, 'a usual patient fits one sheet').toHaveLength(1);
    // Letters stand where the drawing put them: without white space.
    const printed = sheets.join('').replace(/\s+/g, '');
    expect(printed).toContain(HANAKO.replace(' ', ''));
    expect(printed, 'what is only for the screen stays there').not.toContain('ログアウト');
    expect(printed).not.toContain('PDFで保存');
    for (const file of ['PDF', 'XML']) {
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: new RegExp(file) }).click();
      expect((await download).suggestedFilename()).toMatch(new RegExp(`^mikata-emergency-\\w+\\.${file.toLowerCase()}$`));
    }
    await page.getByRole('link', { name: 'ふつうの画面で記録を見る' }).click();
    await expect(page.getByRole('region', { name: 'いまの薬' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: '救急サマリーへ戻る' }).click();
    await expect(page.getByRole('region', { name: '薬の確認（禁忌・アレルギー）' })).toContainText('禁忌');

    await page.getByRole('link', { name: '救急', exact: true }).click();
    await expectAccessible(page);
    await page.getByRole('region', { name: 'いま開いている記録' }).getByRole('link', { name: HANAKO }).click();
    await expect(page.getByRole('heading', { level: 2, name: '救急サマリー' })).toBeVisible();

    await sitDownAs(page, '見本 管理');
    await expect(page.getByRole('main')).toContainText('まだ見ていないもの');
    await page.getByRole('link', { name: '救急の記録を見る' }).click();
    await expect(page.getByRole('row', { name: /見本 医師.*意識障害.*開いた/ }).first()).toBeVisible();
    await expect(page.getByRole('main')).not.toContainText(HANAKO);
    await expectAccessible(page);
    await page.goto('/desk/staff');
    await expect(page.getByRole('main')).not.toContainText('まだ見ていないもの');
  });
});
