import { HARUNO } from '../support/bundles';
import { NAVIGATION } from '../support/places';
import { expect, signInAs, switchLanguage, test } from '../support/portal';

test('a plain form changes the language, and the choice stays', async ({ page, context }) => {
  await signInAs(page, HARUNO.name);
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');

  await switchLanguage(page, 'en');
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const navigation = page.getByRole('navigation').first();
  for (const name of Object.values(NAVIGATION.en)) {
    await expect(navigation.getByRole('link', { name, exact: true })).toBeVisible();
  }

  const cookie = (await context.cookies()).find(({ value }) => value === 'en');
  expect(cookie).toMatchObject({ name: '__Host-mikata_language', secure: true, httpOnly: true, path: '/' });

  await switchLanguage(page, 'ja');
  await page.goto('/');
  await expect(navigation.getByRole('link', { name: NAVIGATION.ja['/medicines'], exact: true })).toBeVisible();
});

test.describe('a browser that prefers English', () => {
  test.use({ locale: 'en-GB' });

  test('is greeted in English', async ({ page }) => {
    await page.goto('/signin');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});
