/** A record that is kept on this device, read with the network off. */

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as launcher, type BrowserContext, type Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { HARUNO, STORY, collection, diagnosis, laboratory, letter } from '../support/bundles';
import { chromium } from '../support/chromium.mjs';
import { newcomer } from '../support/people';
import type { Language } from '../support/places';
import { expect, openAlive, openRecordOf, signInAs, signInAsCaregiver, signOut, switchLanguage, test, unfold } from '../support/portal';
import { Door } from '../support/server';

const PERSON = '見本 花子';
const MEDICINE = 'ベルソムラ';
const PASSPHRASE = 'kasumi ga kakaru yama';

/** Chromium remarks that what is asked for without a network does not arrive. */
test.use({ serviceWorkers: 'allow', expectedNoise: /ERR_INTERNET_DISCONNECTED|ERR_FAILED|ServiceWorker|Quota|status of 410 .*\/kept\/stays|status of 401 .*\/(kept\/terms|api\/[a-z-]+)\)/ });

const WORDS = {
  ja: {
    section: 'ネットワークがなくても読む',
    passphrase: '合言葉',
    again: '合言葉（もう一度）',
    keep: 'この端末に保存する',
    kept: /写しを保存しています/,
    nothing: 'この端末には保存していません。',
    title: 'この端末に保存した記録',
    open: '開く',
    wrong: /開けませんでした/,
    asOf: /2024年8月1日.*時点の写しです/,
    infections: '感染症の検査は、写しに入っていません',
    today: /今日/,
    places: ['くすり', '検査', '記録', 'まとめ'],
    tests: '検査の結果',
    history: '保存した時点の一覧です',
    needsNetwork: 'それには、ネットワーク',
    gone: 'この端末に、保存した記録はありません。',
    remove: 'この端末から消す',
  },
  en: {
    section: 'Read it with no network',
    passphrase: 'Passphrase',
    again: 'Passphrase (once more)',
    keep: 'Keep it on this device',
    kept: /keeps a copy as of/,
    nothing: 'Nothing is kept on this device.',
    title: 'Your record on this device',
    open: 'Open',
    wrong: /could not be opened/,
    asOf: /A copy as of .*2024/,
    infections: 'Tests for infections are not in it',
    today: /today/i,
    places: ['Medicines', 'Tests', 'Record', 'Summary'],
    tests: 'Test results',
    history: 'The list as it was when the copy was kept',
    needsNetwork: 'That needs a network',
    gone: 'No record is kept on this device.',
    remove: 'Remove it from this device',
  },
} as const;

const section = (page: Page, language: Language) => page.getByRole('region', { name: WORDS[language].section });

/** As somebody does it who wants a passphrase of their own. */
async function keep(page: Page, language: Language = 'ja', { infections = false } = {}): Promise<void> {
  const words = WORDS[language];
  await openAlive(page, '/settings');
  const setting = section(page, language);
  await expect(setting.getByRole('status')).toHaveText(words.nothing);
  await setting.getByLabel(words.passphrase, { exact: true }).fill(PASSPHRASE);
  await setting.getByLabel(words.again).fill(PASSPHRASE);
  if (infections) await setting.getByRole('checkbox').check();
  await setting.getByRole('button', { name: words.keep }).click();
  await expect(setting.getByRole('status')).toHaveText(words.kept);
}

/** From here on there is no network; an address that is asked for then shows what opens the record. */
async function goOffline(page: Page, context: BrowserContext, language: Language = 'ja', path = '/'): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.waitForFunction(() => navigator.serviceWorker.controller?.scriptURL.endsWith('/service-worker.js'));
  await context.setOffline(true);
  await page.goto(path);
  await expect(page.getByLabel(WORDS[language].passphrase)).toBeVisible();
}

async function unlock(page: Page, passphrase: string, language: Language = 'ja'): Promise<void> {
  await page.getByLabel(WORDS[language].passphrase).fill(passphrase);
  await page.getByRole('button', { name: WORDS[language].open, exact: true }).click();
}

/** What lies in the browser's database under a name, as bytes. */
function inDatabase(page: Page, name: 'current' | 'queue'): Promise<number[] | undefined> {
  return page.evaluate(async (name) => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    // Opening one that is not there would make it.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'mikata-kept')) return undefined;
    const database = await asked(indexedDB.open('mikata-kept', 1));
    const bytes = await asked(database.transaction('snapshot').objectStore('snapshot').get(name));
    database.close();
    return bytes && [...(bytes as Uint8Array)];
  }, name);
}

const kept = (page: Page) => inDatabase(page, 'current');

/** What waits beside it for a network. */
const queued = (page: Page) => inDatabase(page, 'queue');

async function putBack(page: Page, bytes: number[]): Promise<void> {
  await page.evaluate(async (bytes) => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await asked(indexedDB.open('mikata-kept', 1));
    const store = database.transaction('snapshot', 'readwrite').objectStore('snapshot');
    await asked(store.put(new Uint8Array(bytes), 'current'));
    database.close();
  }, bytes);
}

for (const language of ['ja', 'en'] as const) {
  test(`with the network off each page is read, and says of which day it is (${language})`, async ({ page, context }) => {
    const words = WORDS[language];
    await signInAs(page, PERSON);
    if (language === 'en') await switchLanguage(page, 'en');
    await keep(page, language);
    await expectAccessible(page);
    await goOffline(page, context, language, '/labs');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.title);
    await expect(page.getByRole('main')).toContainText(words.asOf);
    await expect(page.locator('body')).not.toContainText(PERSON);
    await expectAccessible(page);

    await unlock(page, 'kasumi ga kakaru umi', language);
    await expect(page.getByRole('alert')).toHaveText(words.wrong);
    await unlock(page, PASSPHRASE, language);
    await expect(page.getByRole('banner')).toContainText(PERSON);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await expect(page, 'what was asked for').toHaveURL('/labs');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.tests);
    const main = page.getByRole('main');
    await page.getByRole('navigation').first().getByRole('link').first().click();
    await expect(page).toHaveURL('/');
    await expect(main).toContainText(MEDICINE);
    for (const place of [undefined, ...words.places]) {
      if (place) await page.getByRole('navigation').first().getByRole('link', { name: place, exact: true }).click();
      if (place) await expect(page).not.toHaveURL('/');
      await expect(main).toContainText(words.asOf);
      await expect(main).toContainText(words.infections);
      for (const heading of await main.getByRole('heading').allInnerTexts()) expect(heading).not.toMatch(words.today);
    }
    await page.getByRole('navigation').first().getByRole('link', { name: words.places[0], exact: true }).click();
    await expect(main).toContainText(MEDICINE);

    // The check, of a medicine that is typed.
    await main.locator('a[href="/medicines/check"]').first().click();
    await page.getByRole('searchbox').fill('ロキソニン');
    await expect(page.locator('.check-answer')).toContainText('ロキソ');
    await expect(main).toContainText(words.asOf);

    // One test over time, and one document.
    await page.getByRole('navigation').first().getByRole('link', { name: words.places[1], exact: true }).click();
    await main.locator('a[href^="/labs/"]').first().click();
    await expect(page).toHaveURL(/\/labs\/.+/);
    await expect(main).toContainText(words.asOf);
    await page.evaluate(() => document.querySelector<HTMLAnchorElement>('a[href="/documents"]')?.click());
    await main.locator('a[href^="/documents/"]').first().click();
    await expect(page).toHaveURL(/\/documents\/.+/);
    await expect(main).toContainText(words.asOf);

    // Who looked, and who may: as of then, and nothing is changed.
    for (const [path, said] of [['/history', words.history], ['/consent', words.asOf]] as const) {
      await page.evaluate((path) => {
        const link = document.createElement('a');
        link.href = path;
        document.querySelector('main')!.append(link);
        link.click();
      }, path);
      await expect(page).toHaveURL(path);
      await expect(main).toContainText(said);
    }
    await main.locator('form[action="/consent/switches"] input[name="to"]').first().check();
    await main.locator('form[action="/consent/switches"] .consent-sum button').click();
    await expect(main).toContainText(words.needsNetwork);
    expect(asked.filter((path) => path.startsWith('/api/')), 'the portal is not asked').toEqual([]);

    // A network that comes back is noticed.
    await expect(main.locator('a[data-portal]')).toBeHidden();
    await context.setOffline(false);
    await main.locator('a[data-portal]').click();
    await expect(page.getByRole('banner')).toContainText(PERSON);
    await expect(main).not.toContainText(words.asOf);
  });
}

/** Somebody of whom this test alone decides anything, with two diagnoses. */
async function newcomerWithTwoDiagnoses(number: number): Promise<string> {
  const person = newcomer(number + 3 * test.info().parallelIndex + test.info().retry);
  const two = [
    diagnosis({ id: 'QUEUE-1', text: '高血圧症', key: '20054432', onset: '2024-07-01' }),
    diagnosis({ id: 'QUEUE-2', text: '２型糖尿病', key: '20064049', onset: '2024-07-02' }),
  ];
  await Door.ofTheSharedPortal().sendAccepted(collection(person, 'Condition', two));
  return person.name;
}

/** On the page of consent: the single lines that can be kept back. */
async function listDiagnoses(page: Page): Promise<void> {
  const items = page.locator('#items');
  await items.locator('summary').click();
  await items.getByRole('combobox').selectOption('diagnoses');
  await items.getByRole('combobox').locator('xpath=following-sibling::button').click();
  await expect(items.locator('form[action="/consent/item"]').first()).toBeVisible();
}

const tellOfTheNetwork = (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('online')));

test('what is decided with no network waits, is not in effect, and is sent in its order', async ({ page, context }) => {
  await signInAs(page, await newcomerWithTwoDiagnoses(700));
  await keep(page);
  await goOffline(page, context, 'ja', '/consent');
  await unlock(page, PASSPHRASE);
  const main = page.getByRole('main');
  const queue = main.locator('[data-queue]');
  await expect(page).toHaveURL('/consent');
  await listDiagnoses(page);
  const buttons = main.locator('form[action="/consent/item"] button[value="always"]');
  const [first, second] = [await buttons.nth(0).getAttribute('aria-label'), await buttons.nth(1).getAttribute('aria-label')];
  await buttons.nth(0).click();
  await expect(queue).toContainText(first!);
  await expect(queue).toContainText('まだ有効ではありません');
  await buttons.nth(1).click();
  await expect(queue.locator('li')).toHaveCount(2);
  await expect(queue.locator('li').nth(1)).toContainText(second!);
  await expectAccessible(page);

  // Showing more does not wait.
  await unfold(page, 'presets');
  await main.locator('form[action="/consent/preset"] button').first().click();
  await expect(main).toContainText(WORDS.ja.needsNetwork);
  await expect(queue.locator('li')).toHaveCount(2);

  // It is not in clear on the device, and there when the copy is opened again.
  const sealed = (await queued(page))!;
  expect(sealed.length).toBeGreaterThan(100);
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('consent');
  await page.goto('/kept');
  await unlock(page, PASSPHRASE);
  await expect(queue.locator('li')).toHaveCount(2);

  await context.setOffline(false);
  await tellOfTheNetwork(page);
  await expect(queue).toContainText(`送りました：${first}`);
  await expect(queue).toContainText(`送りました：${second}`);
  await expect(queue.locator('li')).toHaveCount(0);
  expect(await queued(page)).toBeUndefined();
  await openAlive(page, '/consent');
  for (const said of [first, second]) await expect(page.getByRole('main')).toContainText(said!.split(':')[0].trim());
  // Each for treatment and for emergencies at once.
  await expect(page.locator('form[action="/consent/withdraw"]')).toHaveCount(2);
});

test.describe('what is refused', () => {
  test.use({ expectedNoise: /ERR_INTERNET_DISCONNECTED|status of 400 .*\/consent\/item/ });

  test('what the portal does not take comes back with why not, and goes with the copy', async ({ page, context }) => {
    const person = await newcomerWithTwoDiagnoses(800);
    await signInAs(page, person);
    await page.goto('/consent');
    await unfold(page, 'presets');
    await page.locator('button[name="preset"][value="everyone"]').click();
    await page.goto('/consent?items=diagnoses#items');
    await page.locator('form[action="/consent/item"] button[value="always"]').first().click();
    await expect(page.locator('form[action="/consent/withdraw"] button:not([data-may-wait])')).toHaveCount(1);
    await keep(page);
    await goOffline(page, context, 'ja', '/consent');
    await unlock(page, PASSPHRASE);
    const main = page.getByRole('main');
    const queue = main.locator('[data-queue]');
    // One decision that is there, and one that is not: the portal says so on a page like any other.
    const withdraw = main.locator('form[action="/consent/withdraw"]', { has: page.locator('[data-may-wait]') }).first();
    // Taking back what keeps something from somebody shows more.
    await main.locator('form[action="/consent/withdraw"] button:not([data-may-wait])').first().click();
    await expect(main).toContainText(WORDS.ja.needsNetwork);
    await expect(queue.locator('li')).toHaveCount(0);
    await withdraw.getByRole('button').click();
    await expect(queue.locator('li')).toHaveCount(1);
    await withdraw
      .locator('input[name="id"]')
      .evaluate((field) => ((field as HTMLInputElement).value = '00000000-0000-4000-8000-000000000000'));
    await withdraw.getByRole('button').click();
    await expect(queue.locator('li')).toHaveCount(2);
    await listDiagnoses(page);
    const form = main.locator('form[action="/consent/item"]').last();
    await form.locator('input[name="item"]').evaluate((field) => ((field as HTMLInputElement).value = 'nothing-of-the-kind'));
    await form.locator('button[data-may-wait]').first().click();
    await expect(queue.locator('li')).toHaveCount(3);

    // Not signed in on this device any more: it waits until they are.
    await context.clearCookies();
    await context.setOffline(false);
    await tellOfTheNetwork(page);
    await expect(queue.getByRole('link', { name: 'ログインし、自分の記録を開いて送る' })).toBeVisible();
    await expect(queue.locator('li')).toHaveCount(3);
    const portal = await context.newPage();
    await signInAs(portal, person);
    await portal.close();
    await tellOfTheNetwork(page);
    await expect(queue.getByText('送りました：')).toHaveCount(1);
    await expect(queue.getByText('受け付けられませんでした')).toHaveCount(2);
    await expect(queue.locator('li')).toHaveCount(2);

    await queue.getByRole('button', { name: 'もう一度送る' }).first().click();
    await expect(queue.getByText('受け付けられませんでした')).toHaveCount(2);

    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (asked.length === 1 ? dialog.dismiss() : dialog.accept());
    });
    await main.getByRole('button', { name: WORDS.ja.remove }).click();
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]).toContain('送っていないもの');
    await expect(queue.locator('li')).toHaveCount(2);

    // The portal's pages say so, too, and a copy is not kept anew over it.
    await openAlive(page, '/settings');
    const setting = section(page, 'ja');
    await expect(setting).toContainText('2件が、まだ送られていません');
    await setting.getByLabel('今の合言葉').fill(PASSPHRASE);
    await setting.getByRole('button', { name: '新しい記録で保存し直す' }).click();
    await expect(setting.getByRole('alert')).toContainText('送っていないものが');
    await signOut(page);
    await expect(page).toHaveURL('/signin');
    expect(asked[1]).toContain('ログアウトすると消えます');
    expect(await kept(page)).toBeUndefined();
  });
});

test('infection tests are kept for whoever asks for them, after a fresh proof', async ({ page, context }) => {
  await signInAs(page, PERSON);
  const main = page.getByRole('main');
  // Without a fresh proof the portal asks for one: nothing is kept.
  await context.route('/record/infections', (route) => route.fulfill({ status: 303, headers: { location: '/verify?return_to=/record/infections' } }));
  await openAlive(page, '/settings');
  const setting = section(page, 'ja');
  await setting.getByLabel(WORDS.ja.passphrase, { exact: true }).fill(PASSPHRASE);
  await setting.getByLabel(WORDS.ja.again).fill(PASSPHRASE);
  await setting.getByRole('checkbox').check();
  await setting.getByRole('button', { name: WORDS.ja.keep }).click();
  await expect(setting.getByRole('alert')).toContainText('先に本人確認をして');
  await expect(setting.getByRole('link', { name: '本人確認をする' })).toHaveAttribute('href', '/verify?return_to=/settings');
  expect(await kept(page)).toBeUndefined();
  await context.unroute('/record/infections');

  await keep(page, 'ja', { infections: true });
  const sealed = Buffer.from((await kept(page))!);
  expect(sealed.includes(Buffer.from(STORY.infection))).toBe(false);
  await goOffline(page, context, 'ja', '/summary');
  await unlock(page, PASSPHRASE);
  await expect(main).toContainText('感染症の検査も、写しに入っています');
  await expect(main).not.toContainText(WORDS.ja.infections);
  await expect(main).not.toContainText(STORY.infection);
  await main.locator('a[href="/record/infections"]').click();
  await expect(page).toHaveURL('/record#infections');
  await expect(main.getByText(STORY.infection).first()).toBeHidden();
  await main.locator('#infections details > summary').first().click();
  await expect(main.getByText(STORY.infection).first()).toBeVisible();
  await expectAccessible(page);
});

test('a network that comes back brings the newest record, kept and offered', async ({ page, context }) => {
  const person = newcomer(870 + 3 * test.info().parallelIndex + test.info().retry);
  const portal = Door.ofTheSharedPortal();
  const sent = (id: string, text: string, key: string) =>
    portal.sendAccepted(collection(person, 'Condition', [diagnosis({ id, text, key, onset: '2024-07-01' })], id));
  await sent('ANEW-1', '高血圧症', '20054432');
  await signInAs(page, person.name);
  await keep(page);
  const before = await kept(page);
  await goOffline(page, context, 'ja', '/record');
  await unlock(page, PASSPHRASE);
  const main = page.getByRole('main');
  const offered = main.getByRole('button', { name: '新しい記録を見る' });
  await expect(main).toContainText('高血圧症');
  await sent('ANEW-2', '２型糖尿病', '20064049');
  await expect(offered).toHaveCount(0);
  await context.setOffline(false);
  await tellOfTheNetwork(page);
  // What is on screen stays until it is asked for.
  await expect(offered).toBeVisible();
  await expect(main).not.toContainText('２型糖尿病');
  await offered.click();
  await expect(main).toContainText('２型糖尿病');
  await expect(page).toHaveURL('/record');
  await expect(offered).toHaveCount(0);
  expect(await kept(page)).not.toEqual(before);

  // A tap still leads to one page, and a form still waits once.
  await page.getByRole('navigation').first().getByRole('link', { name: WORDS.ja.places[0], exact: true }).click();
  await expect(page).toHaveURL('/medicines');
  await context.setOffline(true);
  await page.goto('/consent');
  await unlock(page, PASSPHRASE);
  await listDiagnoses(page);
  // What was sent anew took the place of what was sent before.
  await expect(main.locator('form[action="/consent/item"]')).toHaveCount(1);
  await main.locator('form[action="/consent/item"] button[value="always"]').first().click();
  await expect(page.locator('[data-queue] li')).toHaveCount(1);
  await context.setOffline(false);
  await tellOfTheNetwork(page);
  await expect(page.locator('[data-queue]')).toContainText('送りました：');
});

test('two tabs that notice the network at once leave one copy, which both go on reading', async ({ page, context }) => {
  const person = newcomer(890 + 3 * test.info().parallelIndex + test.info().retry);
  const portal = Door.ofTheSharedPortal();
  const sent = (id: string, text: string, key: string) =>
    portal.sendAccepted(collection(person, 'Condition', [diagnosis({ id, text, key, onset: '2024-07-01' })], id));
  await sent('TABS-1', '高血圧症', '20054432');
  await signInAs(page, person.name);
  await keep(page);
  await goOffline(page, context, 'ja', '/record');
  await unlock(page, PASSPHRASE);
  const other = await context.newPage();
  await other.goto('/record');
  await unlock(other, PASSPHRASE);
  const both = [page, other];
  for (const tab of both) await expect(tab.getByRole('main')).toContainText('高血圧症');
  await sent('TABS-2', '２型糖尿病', '20064049');
  await context.setOffline(false);
  await Promise.all(both.map(tellOfTheNetwork));
  // Whichever was not the one that kept it reads what the other kept, when it is looked at again.
  for (const tab of both) {
    await expect(async () => {
      await tellOfTheNetwork(tab);
      await expect(tab.getByRole('button', { name: '新しい記録を見る' })).toBeVisible({ timeout: 1_500 });
    }).toPass();
  }
  for (const tab of both) {
    await tab.getByRole('button', { name: '新しい記録を見る' }).click();
    await expect(tab.getByRole('main')).toContainText('２型糖尿病');
    await expect(tab.getByRole('heading', { level: 1 })).toBeFocused();
  }
  expect(await kept(page)).toBeDefined();
  // A form of either waits beside the copy that lies there.
  await context.setOffline(true);
  await other.getByRole('navigation').first().getByRole('link', { name: WORDS.ja.places[0], exact: true }).click();
  await expect(other).toHaveURL('/medicines');
});

test('what waits and can never be sent is told, not only gone', async ({ page, context }) => {
  const person = await newcomerWithTwoDiagnoses(850);
  await signInAs(page, person);
  await keep(page);
  await goOffline(page, context, 'ja', '/consent');
  await unlock(page, PASSPHRASE);
  await listDiagnoses(page);
  // Two at once: none is lost.
  const buttons = page.locator('form[action="/consent/item"] button[value="always"]');
  await page.evaluate(() => {
    for (const button of [...document.querySelectorAll<HTMLElement>('form[action="/consent/item"] button[value="always"]')].slice(0, 2)) {
      button.click();
    }
  });
  await expect(page.locator('[data-queue] li')).toHaveCount(2);
  await expect(buttons.first()).toBeVisible();

  // On another device they end the sign-ins of all others.
  const elsewhere = await context.browser()!.newContext({ baseURL: new URL(page.url()).origin, locale: 'ja-JP' });
  const other = await elsewhere.newPage();
  await signInAs(other, person);
  await other.goto('/signins');
  await other.locator('form[action="/signins/end-others"] button').click();
  await elsewhere.close();
  await context.setOffline(false);
  await tellOfTheNetwork(page);
  const main = page.getByRole('main');
  await expect(main).toContainText(WORDS.ja.gone);
  await expect(main).toContainText('2件は、送られないまま');
  await signInAs(page, person);
  await openAlive(page, '/');
  await expect(main).toContainText('2件は、送られないまま');
  await main.getByRole('button', { name: '読みました' }).click();
  await expect(main).not.toContainText('送られないまま');
  await openAlive(page, '/');
  await expect(main).not.toContainText('送られないまま');
});

test('a caregiver keeps what they are shown, and nothing that is the person’s alone', async ({ page, context }) => {
  await signInAsCaregiver(page, '見本 みどり');
  await openRecordOf(page, PERSON);
  await openAlive(page, '/settings');
  await expect(section(page, 'ja')).toContainText('最後に保存した日から7日で');
  await keep(page);
  await expectAccessible(page);
  const header = /\{.*"token":"[^"]*"\}/.exec(String.fromCharCode(...(await kept(page))!.slice(0, 1500)))![0];
  const { written_at, expires_at } = JSON.parse(header) as { written_at: string; expires_at: string };
  const days = (Date.parse(expires_at) - Date.parse(written_at)) / 86_400_000;
  expect(days).toBeGreaterThan(5);
  expect(days).toBeLessThanOrEqual(7);

  await goOffline(page, context, 'ja', '/medicines');
  await unlock(page, PASSPHRASE);
  const main = page.getByRole('main');
  await expect(page.getByRole('banner')).toContainText(PERSON);
  await expect(main).toContainText(MEDICINE);
  await expect(main).toContainText(WORDS.ja.asOf);
  // Diagnoses and documents are not theirs to see, nor who looked and what is shared.
  await page.getByRole('navigation').first().getByRole('link', { name: WORDS.ja.places[2], exact: true }).click();
  await expect(main).toContainText('あなたには見せないことになっている種類：病名、文書');
  await expect(main).not.toContainText('高血圧症');
  for (const path of ['/history', '/consent']) await expect(page.locator(`a[href="${path}"]`)).toHaveCount(0);
  await context.setOffline(false);

  // The copy is theirs: another who signs in on this device takes it away.
  await context.clearCookies();
  await signInAs(page, PERSON);
  await openAlive(page, '/');
  await expect.poll(() => kept(page)).toBeUndefined();
});

test('what is removed is gone, and no passphrase opens it', async ({ page, context }) => {
  await signInAs(page, PERSON);
  await keep(page);
  await goOffline(page, context);
  await unlock(page, PASSPHRASE);
  await expect(page.getByRole('banner')).toContainText(PERSON);
  await context.setOffline(false);
  await page.getByRole('button', { name: WORDS.ja.remove }).click();
  await expect(page.getByRole('main')).toContainText(WORDS.ja.gone);
  expect(await kept(page)).toBeUndefined();
});

test('signing out removes it at once, also with no network, and then ends the session', async ({ page, context }) => {
  await signInAs(page, PERSON);
  await keep(page);
  await signOut(page);
  await expect(page).toHaveURL('/signin');
  await page.goto('/kept');
  await expect(page.getByRole('main')).toContainText(WORDS.ja.gone);
  expect(await kept(page)).toBeUndefined();

  await signInAs(page, PERSON);
  await keep(page);
  await context.setOffline(true);
  await signOut(page);
  await expect(page).toHaveURL('/kept');
  await expect(page.getByRole('main')).toContainText(WORDS.ja.gone);
  expect(await kept(page)).toBeUndefined();
  await context.setOffline(false);
  const documents: string[] = [];
  page.on('response', async (answer) => {
    if (answer.request().resourceType() === 'document') documents.push(await answer.text().catch(() => ''));
  });
  await page.goto('/medicines', { waitUntil: 'commit' });
  await expect(page, 'the session ends before any page is shown').toHaveURL(/\/signin/);
  expect(documents.length).toBeGreaterThan(0);
  expect(documents.filter((text) => text.includes(PERSON.split(' ')[1]) && !text.includes('name="person"'))).toEqual([]);
  await page.goto('/');
  await expect(page).toHaveURL('/signin');

  // A network that says it is there, and swallows what is sent.
  await signInAs(page, PERSON);
  await keep(page);
  await page.route('**/signout', (route) => route.abort());
  const swallowed = page.waitForEvent('requestfailed', (request) => new URL(request.url()).pathname === '/signout');
  await signOut(page);
  await swallowed;
  await page.unroute('**/signout');
  await page.goto('/medicines', { waitUntil: 'commit' });
  await expect(page, 'it was not forgotten').toHaveURL(/\/signin/);
});

test('a changed byte, a cut and an older one put back open nothing', async ({ page }) => {
  await signInAs(page, PERSON);
  await keep(page);
  const older = (await kept(page))!;
  const setting = section(page, 'ja');
  await setting.getByLabel('今の合言葉').fill(PASSPHRASE);
  await setting.getByRole('button', { name: '新しい記録で保存し直す' }).click();
  await expect.poll(() => kept(page)).not.toEqual(older);
  await expect(setting.getByRole('status')).toHaveText(WORDS.ja.kept);
  const whole = (await kept(page))!;
  const main = page.getByRole('main');
  const changed = (place: number) => whole.map((byte, at) => (at === place ? byte ^ 1 : byte));
  // With what the device remembers of the newest; without that nothing is opened, as at the end.
  const mark = await marked(whole);
  const shown = async (bytes: number[]) => {
    await page.evaluate((mark) => localStorage.setItem('mikata-kept', mark), mark);
    await putBack(page, bytes);
    await page.goto('/kept');
  };
  // In the header: the viewer, to whom the key is bound. It is not told from a slip of the finger, and stays.
  const place = String.fromCharCode(...whole.slice(0, 1000)).indexOf('"viewer":"') + 11;
  await shown(changed(place));
  await unlock(page, PASSPHRASE);
  await expect(page.getByRole('alert')).toHaveText(WORDS.ja.wrong);
  // The last byte of the content, which is found once the key is there.
  await shown(changed(whole.length - 1));
  await unlock(page, PASSPHRASE);
  await expect(main).toContainText('写しが壊れていたので、消しました');
  expect(await kept(page)).toBeUndefined();
  await shown(whole.slice(0, 60));
  await expect(main).toContainText('写しが壊れていたので、消しました');
  await shown(older);
  await expect(main).toContainText('写しが壊れていたので、消しました');
  expect(await kept(page)).toBeUndefined();
  // And unchanged it is opened.
  await shown(whole);
  await unlock(page, PASSPHRASE);
  await expect(page.getByRole('banner')).toContainText(PERSON);
  await page.evaluate(() => localStorage.removeItem('mikata-kept'));
  await page.goto('/kept');
  await expect(main).toContainText(WORDS.ja.gone);
  expect(await kept(page)).toBeUndefined();
});

/** What the device remembers beside this snapshot. */
async function marked(bytes: number[]): Promise<string> {
  const { record, written_at, token } = JSON.parse(/\{.*"token":"[^"]*"\}/.exec(String.fromCharCode(...bytes.slice(0, 1500)))![0]) as {
    record: string;
    written_at: string;
    token: string;
  };
  return `${record} ${Date.parse(written_at)} ja normal ${token}`;
}

test('by a clock that is a year ahead it is gone, and by one that is a year behind it is not opened', async ({ page }) => {
  await signInAs(page, PERSON);
  await keep(page);
  const year = 365 * 24 * 3_600_000;
  const whole = (await kept(page))!;
  await page.clock.setFixedTime(Date.now() - year);
  await page.goto('/kept');
  await expect(page.getByRole('main')).toContainText('この端末の時計が');
  expect(await kept(page), 'it stays for when the clock is right').toEqual(whole);
  await page.clock.setFixedTime(Date.now() + 2 * year);
  await page.goto('/kept');
  await expect(page.getByRole('main')).toContainText('読める期間が過ぎたので');
  expect(await kept(page)).toBeUndefined();
});

test('one that this program cannot read stays for the one that can, and goes where another person signs in', async ({ page, context }) => {
  await signInAs(page, PERSON);
  await keep(page);
  const whole = (await kept(page))!;
  const place = String.fromCharCode(...whole.slice(0, 200)).indexOf('"schema":') + 9;
  const another = whole.map((byte, at) => (at === place ? 0x39 : byte));
  await putBack(page, another);
  await openAlive(page, '/settings');
  await expect(section(page, 'ja').getByRole('status')).toContainText('別の版のプログラム');
  expect(await kept(page)).toEqual(another);
  await context.clearCookies();
  await signInAs(page, HARUNO.name);
  await openAlive(page, '/');
  await expect.poll(() => kept(page)).toBeUndefined();
});

test('another person who signs in on this device takes it away', async ({ page, context }) => {
  await signInAs(page, PERSON);
  await keep(page);
  // The session runs out, and nobody signed out.
  await context.clearCookies();
  await signInAs(page, HARUNO.name);
  await openAlive(page, '/');
  await expect.poll(() => kept(page)).toBeUndefined();
});

test('a snapshot of somebody else that is put in the place of one’s own is not opened', async ({ page, context }) => {
  await signInAs(page, HARUNO.name);
  await keep(page);
  const anothers = (await kept(page))!;
  await context.clearCookies();
  await signInAs(page, PERSON);
  await openAlive(page, '/');
  await expect.poll(() => kept(page)).toBeUndefined();
  await keep(page);
  await putBack(page, anothers);
  await page.goto('/kept');
  await expect(page.getByRole('main')).toContainText('写しが壊れていたので、消しました');
  expect(await kept(page)).toBeUndefined();
});

test('where the browser keeps nothing, does not answer, or has no room, it says so and nothing is half kept', async ({ page, context }) => {
  await signInAs(page, PERSON);
  const setting = section(page, 'ja');
  const broken = async (how: string) => {
    const script = await page.addInitScript({ content: `IDBFactory.prototype.open = ${how};` });
    await page.goto('/settings');
    return script;
  };
  const hangs = await broken('() => new EventTarget()');
  await expect(setting.getByRole('status')).toHaveText(/ブラウザーの保存場所が答えません/);
  await hangs.dispose();
  const refuses = await broken("() => { throw new DOMException('no', 'SecurityError') }");
  await expect(setting.getByRole('status')).toHaveText(/このブラウザーには保存できません/);
  await refuses.dispose();

  const cdp = await context.newCDPSession(page);
  await openAlive(page, '/settings');
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 1_000 });
  await setting.getByLabel(WORDS.ja.passphrase, { exact: true }).fill(PASSPHRASE);
  await setting.getByLabel(WORDS.ja.again).fill(PASSPHRASE);
  await setting.getByRole('button', { name: WORDS.ja.keep }).click();
  await expect(setting.getByRole('alert')).toContainText('保存する場所が足りません');
  await expect(setting.getByRole('status')).toHaveText(WORDS.ja.nothing);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /mikata-kep|mikata-keep/.test(key)))).toEqual([]);
});

const room = async (page: Page, context: BrowserContext, bytes: number) => {
  const cdp = await context.newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: bytes });
};

test('six megabytes are room for the program and the record', async ({ page, context }) => {
  await page.goto('/signin');
  await room(page, context, 6_000_000);
  await signInAs(page, PERSON);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await keep(page);
  await goOffline(page, context, 'ja', '/medicines');
  await unlock(page, PASSPHRASE);
  await expect(page.getByRole('main')).toContainText(MEDICINE);
});

test('where the program’s files take all the room, pages work, and it says that there is none for the record', async ({ page, context }) => {
  await signInAs(page, PERSON);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const taken = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  await room(page, context, taken);
  const setting = section(page, 'ja');
  await expect(keep(page)).rejects.toThrow();
  await expect(setting.getByRole('alert')).toContainText('保存する場所が足りません');
  expect(await kept(page)).toBeUndefined();
  await openAlive(page, '/medicines');
  await expect(page.getByRole('main')).toContainText(MEDICINE);
});

test('signing out in one tab closes what is open in the other, and ends what is only being kept', async ({ page, context }) => {
  await signInAs(page, PERSON);
  await keep(page);
  const reading = await context.newPage();
  await reading.goto('/kept');
  await unlock(reading, PASSPHRASE);
  await expect(reading.getByRole('banner')).toContainText(PERSON);
  await signOut(page);
  await expect(page).toHaveURL('/signin');
  await expect(reading.getByRole('main')).toContainText(WORDS.ja.gone);
  await expect(reading.locator('body')).not.toContainText(PERSON);
  await reading.close();

  await signInAs(page, PERSON);
  await openAlive(page, '/settings');
  const setting = section(page, 'ja');
  await setting.getByLabel(WORDS.ja.passphrase, { exact: true }).fill(PASSPHRASE);
  await setting.getByLabel(WORDS.ja.again).fill(PASSPHRASE);
  // Between the portal's answer and the writing.
  await page.evaluate(() => {
    const importKey = crypto.subtle.importKey.bind(crypto.subtle) as (...given: unknown[]) => Promise<CryptoKey>;
    Object.assign(crypto.subtle, {
      importKey: (...given: unknown[]) => {
        localStorage.clear();
        return importKey(...given);
      },
    });
  });
  await setting.getByRole('button', { name: WORDS.ja.keep }).click();
  await expect(setting.getByRole('alert')).toContainText(WORDS.ja.gone);
  expect(await kept(page)).toBeUndefined();
});

test('after reading, offline reading, a crash and signing out nothing of the record stands in clear in the browser’s folder', async ({
  baseURL,
}) => {
  test.slow();
  const person = newcomer(900 + 3 * test.info().parallelIndex + test.info().retry);
  const words = { diagnosis: 'カナリア病弐', title: 'カナリア状参', letter: 'カナリア文四', infection: 'カナリア感五', typed: 'カナリア薬六' };
  const portal = Door.ofTheSharedPortal();
  await portal.sendAccepted(
    collection(person, 'Condition', [diagnosis({ id: 'CANARY-D', text: words.diagnosis, key: '20064049', onset: '2024-07-01' })]),
  );
  const infection = { code: '5F016141002306211', display: 'HBs抗原', list: 'Infection', words: '陰性' } as const;
  await portal.sendAccepted(
    collection(person, 'Observation', [laboratory({ id: 'CANARY-I', text: words.infection, ...infection })]),
  );
  await portal.sendAccepted(letter(person, { id: 'CANARY-L', title: words.title, sections: [['紹介目的', words.letter]] }));
  const folder = await mkdtemp(join(tmpdir(), 'mikata-profile-'));
  const open = () => launcher.launchPersistentContext(folder, { ...chromium, baseURL, locale: 'ja-JP', viewport: { width: 390, height: 844 } });
  const read = async (page: Page) => {
    for (const address of ['/', '/medicines', '/record', '/summary', '/documents']) await openAlive(page, address);
    await page.getByRole('main').getByRole('link', { name: words.title }).first().click();
    await expect(page.getByRole('main')).toContainText(words.letter);
    await openAlive(page, '/medicines/check');
    await page.getByRole('searchbox').fill(words.typed);
    await expect(page.locator('.check-answer')).toContainText(words.typed);
  };
  const clear = async (after: string) => {
    const found = await inClear(folder, Object.values(words));
    expect(found, `after ${after}`).toEqual([]);
  };
  try {
    let context = await open();
    let page = await context.newPage();
    await signInAs(page, person.name);
    await read(page);
    await page.evaluate(() => localStorage.setItem('control', 'control-word-seven'));
    await context.close();
    expect(await inClear(folder, ['control-word-seven']), 'what stands there is found').not.toEqual([]);
    await clear('reading');

    context = await open();
    page = await context.newPage();
    await signInAs(page, person.name);
    await keep(page, 'ja', { infections: true });
    await goOffline(page, context);
    await unlock(page, PASSPHRASE);
    await expect(page.getByRole('banner')).toContainText(person.name);
    await page.getByRole('navigation').first().getByRole('link', { name: '記録', exact: true }).click();
    await expect(page.getByRole('main')).toContainText(words.diagnosis);
    await page.locator('#infections details > summary').first().click();
    await expect(page.getByText(words.infection).first()).toBeVisible();
    await context.close();
    await clear('offline reading');

    context = await open();
    page = await context.newPage();
    await signInAs(page, person.name);
    await openAlive(page, '/record');
    await expect(page.getByRole('main')).toContainText(words.diagnosis);
    const crash = await context.newCDPSession(page);
    const gone = context.waitForEvent('close');
    await crash.send('Browser.crash').catch(() => undefined);
    await gone;
    await clear('a crash');

    context = await open();
    page = await context.newPage();
    await signInAs(page, person.name);
    await openAlive(page, '/record');
    await signOut(page);
    await expect(page).toHaveURL('/signin');
    await context.close();
    await clear('signing out');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Files below a folder in which a word stands, in either way that browsers write text. */
async function inClear(folder: string, words: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (const word of words) {
      if (bytes.includes(Buffer.from(word, 'utf8')) || bytes.includes(Buffer.from(word, 'utf16le'))) found.push(`${word}: ${path}`);
    }
  }
  return found;
}

const AUTHENTICATOR = {
  protocol: 'ctap2',
  ctap2Version: 'ctap2_1',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  hasPrf: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

test('a passkey that computes a secret opens it, and nothing of that is sent anywhere', async ({ page, context }) => {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR });
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(`${new URL(request.url()).pathname} ${request.postData() ?? ''}`);
  });
  await signInAs(page, PERSON);
  await openAlive(page, '/settings');
  await page.evaluate(async () => {
    const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    await navigator.credentials.create({
      publicKey: {
        rp: { name: 'x' },
        user: { id: bytes(16), name: 'x', displayName: 'x' },
        challenge: bytes(32),
        pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg }) as const),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        extensions: { prf: {} },
      },
    });
  });
  sent.length = 0;
  await section(page, 'ja').getByRole('button', { name: 'パスキーで保存する' }).click();
  await expect(section(page, 'ja').getByRole('status')).toHaveText(WORDS.ja.kept);
  expect(sent).toEqual(['/kept/terms {"token":null}']);
  await page.goto('/kept');
  const open = page.getByRole('button', { name: 'パスキーで開く' });
  await expect(open).toBeVisible();
  await expect(page.locator('input')).toHaveCount(0);
  await context.setOffline(true);
  await open.click();
  await expect(page.getByRole('banner')).toContainText(PERSON);
  expect(sent).toEqual(['/kept/terms {"token":null}']);

  // On a device that has another passkey, which computes nothing.
  await context.setOffline(false);
  await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { ...AUTHENTICATOR, hasPrf: false } });
  await page.goto('/kept');
  await open.click();
  await expect(page.getByRole('alert')).toHaveText(/パスキーで確かめられませんでした/);
  expect(await kept(page), 'it stays').toBeDefined();
});
