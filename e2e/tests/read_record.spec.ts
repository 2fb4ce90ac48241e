import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { HARUNO, STORY } from '../support/bundles';
import { LANGUAGES, NAVIGATION, OPEN_TO_ANYBODY, PLACES } from '../support/places';
import { expect, openAlive, signInAs, switchLanguage, test } from '../support/portal';

for (const language of LANGUAGES) {
  test.describe(`in ${language}`, () => {
    test.beforeEach(async ({ page }) => {
      await signInAs(page, HARUNO.name);
      if (language !== 'ja') await switchLanguage(page, language);
    });

    for (const place of PLACES) {
      test(`${place} says whose record it is and is accessible`, async ({ page, javaScriptEnabled }) => {
        await openAlive(page, place, javaScriptEnabled);

        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await expect(page.getByRole('banner')).toContainText(HARUNO.name);
        const heading = page.getByRole('heading', { level: 1 });
        await expect(heading).toHaveCount(1);
        await expect(heading).not.toBeEmpty();
        await expect(page).toHaveTitle(new RegExp((await heading.innerText()).trim()));
        // What a catalogue without the key would print.
        await expect(page.locator('body')).not.toContainText('No localization');

        // What is held out to somebody has nothing but the way back.
        const heldOut = place === '/medicines/show';
        const navigation = page.getByRole('navigation').first();
        if (heldOut) await expect(page.getByRole('banner').getByRole('link')).toHaveAttribute('href', '/medicines');
        for (const [address, name] of heldOut ? [] : Object.entries(NAVIGATION[language])) {
          await expect(navigation.getByRole('link', { name, exact: true })).toHaveAttribute('href', address);
        }

        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await page.setViewportSize({ width: 320, height: 640 });
        await expectNoSidewaysScroll(page);
      });
    }

    test('the six information are all there', async ({ page }) => {
      await page.goto('/record');
      const main = page.getByRole('main');
      for (const fact of [STORY.longTermDiagnosis, STORY.foodAllergy, STORY.drugContraindication]) {
        await expect(main).toContainText(fact);
      }
      // Signed in just now: the proof is fresh.
      await expect(main).not.toContainText(STORY.infection);
      await page.locator('#infections a.button').click();
      await expect(page).toHaveURL(/\/record\/infections$/);
      await expect(main).toContainText(STORY.infection);
      await page.goto('/labs');
      await expect(main).toContainText(STORY.labItem[language]);
      await expect(main).toContainText(STORY.labValue);
      await expect(main).toContainText('g/dL');
      await page.goto('/medicines');
      await expect(main).toContainText(STORY.medicine);
    });
  });
}

test('a visitor who is not signed in is led to the sign-in page', async ({ page }) => {
  for (const place of PLACES.filter((place) => !OPEN_TO_ANYBODY.includes(place))) {
    await page.goto(place);
    await expect(page).toHaveURL(/\/signin(\?return_to=\S+)?$/);
    await expect(page.locator('body')).not.toContainText(STORY.clinic);
  }
  await expectAccessible(page);
  // Where they were going is not forgotten.
  await page.goto('/medicines');
  await expect(page.getByRole('status').filter({ hasText: '開こうとしたページ' })).toBeVisible();
  await page.getByRole('button', { name: HARUNO.name }).and(page.locator('[name="person"]')).click();
  await expect(page).toHaveURL(/\/medicines$/);
});
