/** Sharing by link: chosen, looked at, encrypted here, opened by a stranger, guessed at, ended; and other programs' links. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SHL, SHLManifestBuilder, SHLViewer } from 'kill-the-clipboard';
import type { Browser, Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { expect, signInAs, test } from '../support/portal';

const PERSON = '見本 花子';
const DOCTOR = '架空クリニック 見本医師';
const PASSCODE = 'matsu482913';

/** Refusals are what these tests are about. */
test.use({ expectedNoise: /status of (401|404|403)|blob:|issuer\.example/ });

/** Fills the form in, looks at what the other will see, and makes the link. */
async function makeLink(page: Page, passcode?: string): Promise<string> {
  await page.goto('/show/link');
  await page.getByRole('link', { name: '新しい共有リンクを作る' }).click();
  await page.getByLabel('だれに').fill('旅行先の病院');
  if (passcode) await page.getByLabel('パスコード（なくてもかまいません）').fill(passcode);
  await page.getByRole('button', { name: '相手に見える内容を確かめる' }).click();
  const preview = page.getByRole('region', { name: '相手にはこう見えます' });
  await expect(preview).toContainText(PERSON);
  await expect(preview).toContainText('アレルギー');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'この内容で共有リンクを作る' }).click();
  await expect(page.getByRole('heading', { name: '共有リンクができました' })).toBeFocused();
  await expect(page.locator('.link-picture svg')).toBeVisible();
  await expectAccessible(page);
  return (await page.locator('.link-text').innerText()).trim();
}

/** Somebody who has nothing to do with the portal. */
async function stranger(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(link);
  return page;
}

async function open(page: Page, passcode?: string): Promise<void> {
  await page.getByLabel('あなたのお名前と医療機関名').fill(DOCTOR);
  if (passcode) await page.getByLabel('パスコード').fill(passcode);
  await page.getByRole('button', { name: '開く', exact: true }).click();
}

test('a link is shared, opened, guessed at, and ended', async ({ page, browser }) => {
  await signInAs(page, PERSON);
  const link = await makeLink(page, PASSCODE);

  const doctor = await stranger(browser, link);
  await expect(doctor, 'the key is not in the address any more').toHaveURL(/\/v$/);
  await expectAccessible(doctor);
  await open(doctor, PASSCODE);
  await expect(doctor.getByRole('article')).toContainText(PERSON);
  for (const section of ['アレルギー・薬剤禁忌', '処方・使用薬', '傷病名']) {
    await expect(doctor.getByRole('heading', { name: section }).first()).toBeVisible();
  }
  await expectAccessible(doctor);
  await expectNoSidewaysScroll(doctor);
  const saving = doctor.waitForEvent('download');
  await doctor.getByRole('button', { name: 'FHIRファイルを保存' }).click();
  const saved = JSON.parse(readFileSync(await (await saving).path(), 'utf8'));
  expect(saved.entry[0].resource.resourceType).toBe('Composition');

  // Their own history and list say so at once.
  const history = await page.context().newPage();
  await history.goto('/history');
  await expect(history.getByText(`「${DOCTOR}」と名乗りました`).first()).toBeVisible({ timeout: 1_000 });
  await history.goto('/show/link');
  await expect(history.getByText(`「${DOCTOR}」と名乗る人が開きました`)).toBeVisible();

  const guesser = await stranger(browser, link);
  for (const left of [4, 3, 2, 1]) {
    await open(guesser, '000000');
    await expect(guesser.getByRole('alert')).toContainText(`あと${left}回`);
  }
  await open(guesser, '000000');
  await expect(guesser.getByRole('alert')).toContainText('開けなくなりました');
  const again = await stranger(browser, link);
  await open(again, PASSCODE);
  await expect(again.getByRole('alert')).toContainText('今は開けません');
  await expect(again.getByText('新しいリンクを作ってもらってください')).toBeVisible();

  const second = await makeLink(page);
  const colleague = await stranger(browser, second);
  await open(colleague);
  await expect(colleague.getByRole('article')).toContainText(PERSON);
  await page.goto('/show/link');
  await expectAccessible(page);
  await page.getByRole('button', { name: /今すぐ終わらせる/ }).click();
  await expect(page.getByRole('status')).toContainText('終わらせました');
  const late = await stranger(browser, second);
  await open(late);
  await expect(late.getByRole('alert')).toContainText('今は開けません');
});

test('another link in the same tab takes the first away, and so does going back', async ({ page, browser }) => {
  await signInAs(page, PERSON);
  const link = await makeLink(page);
  const doctor = await stranger(browser, link);
  await open(doctor);
  await expect(doctor.getByRole('article')).toContainText(PERSON);
  await doctor.evaluate((hash) => location.assign(hash), '#shlink:/broken');
  await expect(doctor.getByRole('alert')).toBeVisible();
  await expect(doctor.getByRole('article')).toHaveCount(0);
  await expect(doctor).toHaveURL(/\/v$/);
});

test('a doctor abroad gets a document in English, whatever the patient reads', async ({ page, browser }) => {
  await signInAs(page, PERSON);
  await page.goto('/show/link/new');
  await page.getByLabel('だれに').fill('旅行先の病院');
  await page.getByLabel('くすりと、アレルギー・禁忌だけ').check();
  await page.getByLabel('English').check();
  await page.getByRole('button', { name: '相手に見える内容を確かめる' }).click();
  await page.getByRole('button', { name: 'この内容で共有リンクを作る' }).click();
  const link = (await page.locator('.link-text').innerText()).trim();
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
  const doctor = await context.newPage();
  await doctor.goto(link);
  await doctor.getByLabel('Your name and facility').fill('Example Clinic');
  await doctor.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(doctor.getByRole('heading', { name: 'Allergies' }).first()).toBeVisible();
  await expect(doctor.getByRole('article')).toContainText('amlodipine', { ignoreCase: true });
  // The skip link leads within the page, and takes nothing away.
  await doctor.evaluate(() => location.assign('#main'));
  await expect(doctor.getByRole('article')).toBeVisible();
});

test('a program of others opens our link, with a passcode', async ({ page }) => {
  await signInAs(page, PERSON);
  const link = await makeLink(page, PASSCODE);
  const shlinkURI = link.slice(link.indexOf('shlink:'));
  const viewer = new SHLViewer({ shlinkURI });
  const resolved = await viewer.resolveSHL({ recipient: DOCTOR, passcode: PASSCODE });
  expect(resolved.fhirResources).toHaveLength(1);
  expect(JSON.stringify(resolved.fhirResources[0])).toContain(PERSON);
  // By its address, where it is not to be in the manifest.
  const located = await viewer.resolveSHL({ recipient: DOCTOR, passcode: PASSCODE, embeddedLengthMax: 1 });
  expect(located.fhirResources).toHaveLength(1);
  await expect(viewer.resolveSHL({ recipient: DOCTOR, passcode: 'wrong-one' })).rejects.toThrow();
});

test('our viewer opens a link that a program of others made', async ({ page }) => {
  const content = {
    resourceType: 'Bundle',
    type: 'document',
    timestamp: '2026-07-01T00:00:00Z',
    entry: [
      {
        fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000001',
        resource: {
          resourceType: 'Composition',
          status: 'final',
          title: 'Summary of another country',
          date: '2026-07-01',
          section: [
            {
              title: 'Allergies',
              text: {
                status: 'generated',
                div: '<div xmlns="http://www.w3.org/1999/xhtml"><p onclick="x()">Penicillin</p><script>window.ran = true</script><img src="https://elsewhere.example/p.png" alt="scan"/></div>',
              },
            },
          ],
        },
      },
    ],
  };
  const files = new Map<string, string>();
  const shl = SHL.generate({ baseManifestURL: 'https://issuer.example/shl', manifestPath: '/manifest.json' });
  const builder = new SHLManifestBuilder({
    shl,
    uploadFile: async (file) => {
      const path = String(files.size);
      files.set(path, file);
      return path;
    },
    getFileURL: async (path) => `https://issuer.example/file/${path}`,
    loadFile: async (path) => files.get(path)!,
  });
  await builder.addFHIRResource({ content: content as never, enableCompression: true });
  const manifest = await builder.buildManifest({ embeddedLengthMax: 1_000_000 });
  const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' };
  const asked: string[] = [];
  await page.route('https://issuer.example/**', async (route) => {
    asked.push(route.request().method());
    await route.fulfill({ json: manifest, headers });
  });

  await page.goto(`/v#${shl.toURI()}`);
  await page.getByRole('link', { name: 'ほかの発行元のリンクを開く画面へ' }).click();
  await expect(page).toHaveURL(/\/v\/other$/);
  await expect(page.getByText('このブラウザーが https://issuer.example に接続します')).toBeVisible();
  expect(asked, 'nobody is asked before').toEqual([]);
  await open(page);
  await expect(page.getByRole('article')).toContainText('Penicillin');
  await expect(page.getByRole('article')).toContainText('表示しなかったもの');
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  await expectAccessible(page);
});

test('documents of other makers open as files', async ({ page }) => {
  const folder = join(import.meta.dirname, '../../../shared/data/ips');
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    console.log(`SKIPPED: there is no ${folder}`);
    return;
  }
  for (const name of names) {
    await page.goto('/v/other');
    await page.getByLabel('または、文書のファイルを選ぶ').setInputFiles(join(folder, name));
    await expect(page.getByRole('article'), name).toBeVisible();
    await expectAccessible(page);
  }
  console.log(`${names.length} documents of other makers`);
  await page.goto('/v/other');
  await page.getByLabel('リンク、または文書（JSON）').fill('{"resourceType":"Patient"}');
  await page.getByRole('button', { name: '進む' }).click();
  await expect(page.getByRole('alert')).toContainText('文書として読めませんでした');
});
