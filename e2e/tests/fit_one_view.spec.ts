/** What a doctor sees without scrolling at 1280 × 900, measured: 見本 花子, 82, with seven medicines from three clinics. */

import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { expect, signInAs, sitDownAs, test } from '../support/portal';
import { Portal, TODAY } from '../support/server';

const PATIENT = '見本 花子';
const NUMBER = '00000001';
const DOCTOR = '見本 医師';
const EVERYBODY = /^これまでにかかった医療機関・薬局すべてに見せる/;

/** Where an element ends, from the top of the document. */
async function endOf(element: Locator): Promise<number> {
  await expect(element).toBeVisible();
  return element.evaluate((found) => found.getBoundingClientRect().bottom + window.scrollY);
}

/** At the desk, with the patient's page open. */
async function sitDown(page: Page): Promise<void> {
  await sitDownAs(page, DOCTOR);
  await page.goto('/desk');
  await page.getByLabel('患者番号').fill(NUMBER);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${PATIENT}さん`);
}

test.describe('on a desktop', () => {
  let portal: Portal;
  let doctor: Page;

  test.beforeEach(async ({ browser }, { project }) => {
    test.skip(project.name !== 'desktop', 'a desk has a wide screen, and no page of it a script');
    portal = await Portal.start({ today: TODAY, log: `fit-one-view-${test.info().workerIndex}.log` });
    const viewport = { width: 1280, height: 900 };
    const context = await browser.newContext({ baseURL: portal.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport });
    doctor = await context.newPage();
  });

  test.afterEach(async () => {
    await doctor?.context().close();
    await portal?.stop();
  });

  test('the record for care shows everything that is asked for first', async ({ browser }) => {
    const patient = await browser.newPage({ baseURL: portal.url, locale: 'ja-JP' });
    await signInAs(patient, PATIENT);
    await patient.goto('/consent#presets');
    await patient.locator('#presets-title').click();
    await patient.getByRole('button', { name: EVERYBODY }).click();
    await expect(patient.locator('button[value="everyone"]')).toHaveAttribute('aria-current', 'true');
    await patient.close();

    await sitDown(doctor);
    await doctor.getByRole('link', { name: '診療のための記録を開く' }).click();
    const sections = ['薬剤禁忌', 'アレルギー', '傷病名', 'いまの薬', /^薬の確認/, '検査'];
    for (const name of sections) {
      const section = doctor.getByRole('region', { name, exact: true });
      expect(await endOf(section), `${name} ends on the first screen`).toBeLessThanOrEqual(900);
    }
    // Nothing is in a line by being left out of it.
    const medicines = doctor.locator('#medicines .care-medicines tbody tr');
    await expect(medicines).toHaveCount(7);
    await expect(medicines.first()).toContainText('クラリスロマイシン');
    const glucose = doctor.locator('#tests .care-tests tbody tr', { hasText: '血糖' }).first();
    await expect(glucose.locator('.care-result')).toHaveCount(3);
    await expect(doctor.locator('#contraindications')).toContainText('サワシリン');
    await expectNoSidewaysScroll(doctor);
    await expectAccessible(doctor);

    // Behind a tap there is the same in full.
    const full = doctor.locator('#medicines .care-full');
    await expect(full.getByText('例示内科クリニック（架空）').first()).toBeHidden();
    await full.locator('summary').click();
    await expect(full.getByText('例示内科クリニック（架空）').first()).toBeVisible();
    await doctor.locator('.care-copy > summary').click();
    await expect(doctor.locator('#care-copy')).toHaveValue(/【薬剤禁忌】[\s\S]*サワシリン[\s\S]*【検査】/);
    await expectAccessible(doctor);

    // By keyboard alone a prescription is tried.
    await doctor.getByRole('searchbox', { name: '処方を試す' }).focus();
    await doctor.keyboard.type('アモキシシリン');
    await doctor.keyboard.press('Enter');
    await expect(doctor.getByRole('region', { name: /^処方を試した結果/ })).toContainText('サワシリン');
    await expect(doctor.getByRole('searchbox', { name: '処方を試す' })).toHaveValue('アモキシシリン');
    await expectAccessible(doctor);
  });

  test('in an emergency what kills first ends in the first 600 px', async () => {
    await sitDown(doctor);
    await doctor.getByRole('link', { name: /^救急のために開く/ }).click();
    await doctor.getByRole('radio', { name: '意識障害' }).check();
    await doctor.getByLabel('命にかかわり、同意を待てません').check();
    await doctor.getByRole('button', { name: '記録を開く' }).click();
    await expect(doctor.getByRole('heading', { level: 2, name: '救急サマリー' })).toBeVisible();
    for (const name of ['薬剤禁忌', 'アレルギー', /^特に注意する薬/]) {
      const section = doctor.getByRole('region', { name, exact: true });
      expect(await endOf(section), `${name} ends in the first 600 px`).toBeLessThanOrEqual(600);
    }
    // Red is what must not be given or combined, and a grave allergy; a value above its range is none of it.
    const above = doctor.locator('#emergency-results + table .tag', { hasText: '基準値より高い' });
    await expect(above.first()).toBeVisible();
    await expect(doctor.locator('#emergency-results + table .tag-danger')).toHaveCount(0);
    await expectNoSidewaysScroll(doctor);
    await expectAccessible(doctor);
  });
});
