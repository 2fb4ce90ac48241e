/** Two browsers side by side: a doctor looks, the patient sees it within a second, and closes the door. */

import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { expect, signInAs, sitDownAs, test, unfold } from '../support/portal';
import { Portal, TODAY } from '../support/server';

const PATIENT = '見本 花子';
const NUMBER = '00000001';
const DOCTOR = '見本 医師';
const HOSPITAL = '見本中央病院（架空）';
const EVERYBODY = /^これまでにかかった医療機関・薬局すべてに見せる/;
const NOBODY = /^そのつど決める/;
const SOMEBODY_LOOKED = '記録が開かれました。だれが開いたか確かめられます。';
const EMERGENCY = '緊急のため、あなたの記録が開かれました';

async function choose(page: Page, preset: RegExp): Promise<void> {
  await page.goto('/consent');
  await unfold(page, 'presets');
  await page.getByRole('button', { name: preset }).click();
  await unfold(page, 'presets');
  await expect(page.getByRole('button', { name: preset })).toHaveAttribute('aria-current', 'true');
}

/** At the desk, with the patient's page open. */
async function sitDown(page: Page): Promise<void> {
  await sitDownAs(page, DOCTOR);
  await page.getByLabel('患者番号').fill(NUMBER);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${PATIENT}さん`);
}

/** Its stream has begun: what happens from here on is heard. */
async function listening(page: Page, path: string): Promise<void> {
  await Promise.all([page.waitForResponse((answer) => answer.url().includes('/api/access-history/live')), page.goto(path)]);
}

test.describe('a patient and a doctor', () => {
  // What is refused is refused with a status that Chromium remarks on.
  test.use({ expectedNoise: /status of 403/ });

  let portal: Portal;
  let patient: Page;
  let doctor: Page;

  test.beforeEach(async ({ browser }) => {
    portal = await Portal.start({ today: TODAY, log: `watch-who-looks-${test.info().workerIndex}.log` });
    const open = () => browser.newContext({ baseURL: portal.url, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
    [patient, doctor] = [await (await open()).newPage(), await (await open()).newPage()];
    await signInAs(patient, PATIENT);
    await choose(patient, EVERYBODY);
    await sitDown(doctor);
  });

  test.afterEach(async () => {
    await patient?.context().close();
    await doctor?.context().close();
    await portal?.stop();
  });

  const openTheRecord = () => doctor.getByRole('link', { name: '診療のための記録を開く' }).click();

  test('she sees that the doctor looks within a second, and the next click is refused once she withdraws', async () => {
    await listening(patient, '/history');
    const entry = patient
      .getByRole('listitem')
      .filter({ hasText: HOSPITAL })
      .filter({ hasText: '開きました · 診療のため' });
    await expect(patient.getByText(/確かめました：\d+件すべて/)).toBeVisible();
    await expect(entry).toHaveCount(0);

    await openTheRecord();
    await expect(doctor.getByRole('main')).toContainText('高血圧症');
    const looked = Date.now();
    await expect(entry).toBeVisible({ timeout: 1_000 });
    const took = Date.now() - looked;
    test.info().annotations.push({ type: 'seen after', description: `${took} ms` });
    console.log(`    seen ${took} ms after the doctor's page was there`);
    // Sealed and verified as everything is, on the page that stayed open.
    await expect(patient.getByText(/確かめました：\d+件すべて/)).toBeVisible();
    await expectAccessible(patient);

    const change = await patient.context().newPage();
    await choose(change, NOBODY);
    const answer = doctor.waitForResponse((response) => response.url().endsWith('/record'));
    await doctor.reload();
    expect((await answer).status()).toBe(403);
    await expect(doctor.getByRole('main')).not.toContainText('高血圧症');
    // That they tried is there as well.
    await expect(patient.getByRole('listitem').filter({ hasText: '開けませんでした（内容は見られていません） · 診療のため' })).toBeVisible();
  });

  test('a visit that she opened stays open when another look arrives', async () => {
    await openTheRecord();
    await expect(doctor.getByRole('main')).toContainText('高血圧症');
    await listening(patient, '/history');
    await expect(patient.getByText(/確かめました：\d+件すべて/)).toBeVisible();
    const visit = patient.getByRole('listitem').filter({ has: patient.getByRole('heading', { level: 3, name: HOSPITAL }) });
    const entries = visit.getByRole('listitem').filter({ hasText: '診療のため' });
    await expect(entries.first()).toBeHidden();
    await visit.getByText('1件ずつ見る').click();
    await expect(entries).toHaveCount(1);
    await patient.getByText('しぼりこむ', { exact: true }).first().click();
    await patient.getByLabel('いつから').fill('2024-07-01');

    await doctor.reload();
    await expect(entries).toHaveCount(2);
    await expect(entries.first()).toBeVisible();
    await expect(patient.getByText(/確かめました：\d+件すべて/)).toBeVisible();
    await expect(entries.first()).toBeVisible();
    await expect(patient.getByLabel('いつから'), 'what she is filling in stays').toHaveValue('2024-07-01');
    // Her own looks, another visit that comes above, take nothing of it either.
    await patient.context().request.get('/api/record');
    await doctor.reload();
    await expect(entries).toHaveCount(3);
    await expect(entries.first()).toBeVisible();
  });

  test('on another page she is told, may close it, and is led to who it was', async () => {
    await listening(patient, '/medicines');
    const notice = patient.getByRole('complementary', { name: '記録についての知らせ' });
    await openTheRecord();
    await expect(notice).toContainText(SOMEBODY_LOOKED);
    await expect(patient.getByRole('status').filter({ hasText: SOMEBODY_LOOKED })).toHaveCount(1);
    await expectAccessible(patient);
    await notice.getByRole('button', { name: '閉じる' }).click();
    await expect(notice).toHaveCount(0);

    await doctor.reload();
    await notice.getByRole('link', { name: 'だれが見たかを確かめる' }).click();
    await expect(patient.getByRole('listitem').filter({ hasText: '開きました · 診療のため' })).toBeVisible();
    await expect(notice).toHaveCount(0);
    await patient.getByRole('navigation').getByRole('link', { name: 'くすり' }).first().click();
    await expect(patient.getByRole('heading', { level: 1 })).toHaveText('くすり');
    await expect(notice).toHaveCount(0);
  });

  test('an emergency stands out, cannot be put away, and fits on a phone', async () => {
    await patient.setViewportSize({ width: 390, height: 844 });
    let said = false;
    await patient.route('**/api/access-history/live*', async (route) => {
      const news = said ? '' : 'id: 9999\ndata: {"seq":9999,"kind":"emergency"}\n\n';
      said = true;
      await route.fulfill({ contentType: 'text/event-stream', body: `retry: 60000\n\n${news}` });
    });
    await patient.goto('/medicines');
    const notice = patient.getByRole('complementary', { name: '記録についての知らせ' });
    await expect(notice).toContainText(EMERGENCY);
    await expect(notice.getByRole('button')).toHaveCount(0);
    await expectNoSidewaysScroll(patient);
    await expectAccessible(patient);
    await notice.getByRole('link', { name: 'だれが見たかを確かめる' }).click();
    await expect(patient.getByRole('heading', { level: 1 })).toHaveText('閲覧履歴');
    await expect(notice).toHaveCount(0);
  });

  test('a page that is out of sight does not listen, and is told afterwards', async () => {
    await listening(patient, '/medicines');
    const hide = (hidden: boolean) =>
      patient.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      }, hidden);
    await hide(true);
    await openTheRecord();
    await expect(doctor.getByRole('main')).toContainText('高血圧症');
    const notice = patient.getByRole('complementary', { name: '記録についての知らせ' });
    await expect(notice).toHaveCount(0);
    await hide(false);
    await expect(notice).toContainText(SOMEBODY_LOOKED);
  });
});
