/** Being told on this device: the switch, and the worker that shows what arrives. */

import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { expect, signInAs, test } from '../support/portal';

const PERSON = '見本 花子';

/** Hands the page's worker a message as a push service would. */
async function deliver(page: Page, told: object): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  const message = { origin: new URL(page.url()).origin, registrationId: await registered, data: JSON.stringify(told) };
  await cdp.send('ServiceWorker.deliverPushMessage', message);
  await cdp.detach();
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const { getNotifications } = ServiceWorkerRegistration.prototype;
    const all = await getNotifications.call(await navigator.serviceWorker.ready);
    return all.map(({ title, tag, lang, requireInteraction, body }) => ({ title, tag, lang, requireInteraction, body }));
  });

test.describe('with permission', () => {
  // Chromium remarks that it has no push service here.
  test.use({ permissions: ['notifications'], serviceWorkers: 'allow', expectedNoise: /Push API/ });

  test('where no push service can be reached the switch says so, and stays off', async ({ page }) => {
    await signInAs(page, PERSON);
    await page.goto('/settings');
    const section = page.getByRole('region', { name: 'この端末への通知' });
    await expect(section.getByRole('status')).toHaveText('通知はオフです。');
    await expectAccessible(page);
    await section.getByRole('button', { name: '通知をオンにする' }).click();
    // This browser has no push service; that there is one the server's tests show.
    await expect(section.getByRole('status')).toContainText('切りかえられませんでした');
    await page.reload();
    await expect(section.getByRole('status')).toHaveText('通知はオフです。');
  });

  test('what arrives is shown as it is said, and an emergency stays', async ({ page }) => {
    await signInAs(page, PERSON);
    await page.goto('/settings');
    // The page registers it by itself.
    const worker = page.evaluate(async () => new URL((await navigator.serviceWorker.ready).active!.scriptURL).pathname);
    expect(await worker).toBe('/service-worker.js');
    await deliver(page, { title: '記録が開かれました。だれが開いたか確かめられます。', lang: 'ja', kind: 'other' });
    const calm = { title: '記録が開かれました。だれが開いたか確かめられます。', tag: 'looked', lang: 'ja', requireInteraction: false, body: '' };
    await expect.poll(() => shown(page)).toEqual([calm]);
    await deliver(page, { title: 'Your record was opened in an emergency', lang: 'en', kind: 'emergency' });
    const loud = { title: 'Your record was opened in an emergency', tag: 'emergency', lang: 'en', requireInteraction: true, body: '' };
    await expect.poll(() => shown(page)).toContainEqual(loud);
    await deliver(page, { title: '代わりに見ている人の救急', lang: 'ja', kind: 'caring', to: '/records' });
    const caring = { title: '代わりに見ている人の救急', tag: 'caring', lang: 'ja', requireInteraction: true, body: '' };
    await expect.poll(() => shown(page)).toContainEqual(caring);
  });
});

test('the worker is handed out as what it is', async ({ request }) => {
  const answer = await request.get('/push-worker.js');
  expect(answer.headers()['content-type']).toMatch(/^text\/javascript/);
  expect(answer.headers()['cache-control']).toBe('no-cache');
  expect(await answer.text()).not.toMatch(/fetch|importScripts/);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says that it takes scripts', async ({ page }) => {
    await signInAs(page, PERSON);
    await page.goto('/settings');
    await expect(page.getByRole('main')).toContainText('スクリプトを使わない設定では使えません');
  });
});
