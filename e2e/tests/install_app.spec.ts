/** The portal on a home screen: what browsers ask of it, and the invitation. */

import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { LANGUAGES } from '../support/places';
import { expect, openAlive, signInAs, switchLanguage, test } from '../support/portal';

const PERSON = '見本 花子';
const NAMES = { ja: 'ミカタ', en: 'Mikata' } as const;

test.describe('with a worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the browser finds nothing that stands against installing it, in both languages', async ({ page, context, request }) => {
    await signInAs(page, PERSON);
    for (const language of LANGUAGES) {
      await switchLanguage(page, language);
      await openAlive(page, '/');
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));
      await page.reload();
      expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toMatch(/\/service-worker\.js$/);
      const cdp = await context.newCDPSession(page);
      const { data, errors, url } = await cdp.send('Page.getAppManifest');
      expect(errors).toEqual([]);
      const manifest = JSON.parse(data!);
      expect(manifest).toMatchObject({ name: NAMES[language], lang: language, id: '/', display: 'standalone' });
      const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
      // Playwright's windows are private ones.
      expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
      expect(manifest.screenshots.map(({ form_factor }: { form_factor: string }) => form_factor)).toEqual(['narrow', 'wide', 'narrow', 'wide']);
      for (const icon of [...manifest.icons, ...manifest.screenshots]) {
        const answer = await request.get(new URL(icon.src, url).href);
        expect(answer.status(), icon.src).toBe(200);
        expect(answer.headers()['content-type'], icon.src).toBe(icon.type);
        const size = await page.evaluate(async (src) => {
          const picture = new Image();
          picture.src = src;
          await picture.decode();
          return `${picture.naturalWidth}x${picture.naturalHeight}`;
        }, icon.src);
        if (icon.sizes !== 'any') expect(size, icon.src).toBe(icon.sizes);
      }
      await cdp.detach();
    }
  });
});

/** As Chromium tells a page that it may be installed. */
const mayBeInstalled = (page: Page) =>
  page.evaluate(() => {
    const event = new Event('beforeinstallprompt', { cancelable: true });
    dispatchEvent(Object.assign(event, { prompt: async () => ({ outcome: 'dismissed' }) }));
  });

test.describe('the invitation', () => {
  const note = (page: Page) => page.getByRole('complementary', { name: 'このアプリについてのお知らせ' });

  /** Opens home, as on the visit of this number, and waits until the script has seen it. */
  const visit = async (page: Page, number: number) => {
    await page.evaluate(() => sessionStorage.clear());
    await page.goto('/');
    await page.waitForFunction((number) => Number(localStorage.getItem('mikata-visits')) >= number, number);
  };

  test('comes on a second visit, and never again after a no', async ({ page, isMobile }) => {
    await signInAs(page, PERSON);
    await page.waitForFunction(() => localStorage.getItem('mikata-visits') === '1');
    if (!isMobile) await mayBeInstalled(page);
    await expect(note(page)).toHaveCount(0);
    await visit(page, 2);
    if (!isMobile) await mayBeInstalled(page);
    await expect(note(page)).toContainText('ホーム画面に置くと');
    await expectAccessible(page);
    await note(page).getByRole('button', { name: '置かない' }).click();
    await expect(note(page)).toHaveCount(0);
    await visit(page, 3);
    await mayBeInstalled(page);
    await expect(note(page)).toHaveCount(0);
  });

  test('does not come where the browser cannot do it', async ({ page, isMobile }) => {
    test.skip(isMobile, 'Android can');
    await signInAs(page, PERSON);
    await visit(page, 1);
    await visit(page, 2);
    await expect(note(page)).toHaveCount(0);
  });

  test('leads to how it is done, where the browser leaves that to its reader', async ({ page, isMobile }) => {
    test.skip(!isMobile, 'only phones leave it to their reader');
    await signInAs(page, PERSON);
    await visit(page, 1);
    await visit(page, 2);
    await note(page).getByRole('button', { name: '置く', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('ミカタをホーム画面に置く');
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(['iPhone・iPad', 'Android', 'パソコン']);
    await expectAccessible(page);
  });
});
