import type { Page } from '@playwright/test';
import { expectNoSidewaysScroll, expectNothingLost } from '../support/accessibility';
import { addressOf, LANGUAGES, PLACES } from '../support/places';
import { expect, signInAs, switchLanguage, test } from '../support/portal';

// The living page says what the server wrote, so the written one is measured: it is there sooner.
test.use({ javaScriptEnabled: false });

/** Somebody with much to read. */
const HANAKO = '見本 花子';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** What 400 % leaves of a window of 1280 × 1024. */
const ZOOMED = { width: 320, height: 256 };
/** The smallest telephone. */
const SMALL = { width: 320, height: 640 };

async function pagesOf(page: Page): Promise<string[]> {
  return ['/signin', ...PLACES, await addressOf(page, '/labs'), await addressOf(page, '/documents'), '/no-such-page'];
}

async function measure(page: Page, viewport: { width: number; height: number }, size: string): Promise<void> {
  await page.setViewportSize(viewport);
  // Through the object model, which the policy about styles leaves to the reader's own browser.
  await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), size);
  await test.step(`${viewport.width} × ${viewport.height}, letters of ${size || 'the page’s own size'}`, async () => {
    await expectNoSidewaysScroll(page);
    await expectNothingLost(page);
  });
}

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    // The answer to the page that is not there.
    test.use({ expectedNoise: /status of 404/ });

    test.beforeEach(async ({ page }) => {
      await signInAs(page, HANAKO);
      if (language !== 'ja') await switchLanguage(page, language);
    });

    test('nothing is lost at 200 % and at 400 %', async ({ page }) => {
      for (const address of await pagesOf(page)) {
        await test.step(address, async () => {
          await page.goto(address);
          // Nobody is kept from enlarging with two fingers.
          const viewport = await page.locator('meta[name="viewport"]').getAttribute('content');
          expect(viewport).not.toMatch(/user-scalable|(maximum|minimum)-scale/);
          await measure(page, DESKTOP, '200%');
          await measure(page, PHONE, '200%');
          await measure(page, ZOOMED, '');
          await measure(page, SMALL, '');
        });
      }
    });

    test('nothing is lost with the portal’s own largest letters', async ({ page }) => {
      await page.goto('/settings');
      const before = await page.locator('h1').evaluate((heading) => parseFloat(getComputedStyle(heading).fontSize));
      await page.getByRole('main').locator('form[action="/settings/text-size"] button[value="largest"]').click();
      await expect(page.locator('html')).toHaveAttribute('data-text-size', 'largest');
      const after = await page.locator('h1').evaluate((heading) => parseFloat(getComputedStyle(heading).fontSize));
      expect(after / before).toBeGreaterThan(1.3);
      for (const address of await pagesOf(page)) {
        await test.step(address, async () => {
          await page.goto(address);
          await measure(page, DESKTOP, '');
          await measure(page, PHONE, '');
          await measure(page, SMALL, '');
        });
      }
    });
  });
}
