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

/** Pages that are measured together, so that each test signs in once. */
const EVERYWHERE: readonly string[] = ['/signin', ...PLACES, '/labs/{test}', '/documents/{id}', '/no-such-page'];
const HALVES = [EVERYWHERE.slice(0, EVERYWHERE.length / 2), EVERYWHERE.slice(EVERYWHERE.length / 2)];

async function addressesOf(page: Page, places: readonly string[]): Promise<string[]> {
  const found = { '/labs/{test}': await addressOf(page, '/labs'), '/documents/{id}': await addressOf(page, '/documents') };
  return places.map((place) => found[place as keyof typeof found] ?? place);
}

async function measure(page: Page, viewport: { width: number; height: number }, size: string): Promise<void> {
  await page.setViewportSize(viewport);
  // Through the object model, which the policy about styles leaves to the reader's own browser.
  await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), size);
  await test.step(`${page.url()} at ${viewport.width} × ${viewport.height}, letters ${size || 'as chosen'}`, async () => {
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

    for (const places of HALVES) {
      test(`nothing is lost from ${places[0]} to ${places.at(-1)}`, async ({ page }) => {
        test.slow();
        const addresses = await addressesOf(page, places);
        for (const address of addresses) {
          await page.goto(address);
          // Nobody is kept from enlarging with two fingers.
          const viewport = await page.locator('meta[name="viewport"]').getAttribute('content');
          expect(viewport).not.toMatch(/user-scalable|(maximum|minimum)-scale/);
          await measure(page, DESKTOP, '200%');
          await measure(page, PHONE, '200%');
          await measure(page, ZOOMED, '');
          await measure(page, SMALL, '');
        }

        // And with the portal's own largest letters, chosen through its form.
        await page.goto('/settings');
        const before = await sizeOfHeading(page);
        await page.getByRole('main').locator('form[action="/settings/text-size"] button[value="largest"]').click();
        await expect(page.locator('html')).toHaveAttribute('data-text-size', 'largest');
        expect((await sizeOfHeading(page)) / before).toBeGreaterThan(1.3);
        for (const address of addresses) {
          await page.goto(address);
          await measure(page, DESKTOP, '');
          await measure(page, PHONE, '');
          await measure(page, SMALL, '');
        }
      });
    }
  });
}

function sizeOfHeading(page: Page): Promise<number> {
  return page.locator('h1').evaluate((heading) => parseFloat(getComputedStyle(heading).fontSize));
}
