import { HARUNO } from '../support/bundles';
import { expect, openAlive, signInAs, signOut, test } from '../support/portal';

test.use({ expectedNoise: /status of 40[13] / });

test('a page from before somebody else signed in changes nothing, says so and leads back', async ({ page, context, javaScriptEnabled }) => {
  await signInAs(page, HARUNO.name);
  await openAlive(page, '/settings', javaScriptEnabled);
  const other = await context.newPage();
  await other.goto('/settings');
  await signOut(other);
  await signInAs(other, '見本 花子');

  await page.getByRole('main').getByRole('button', { name: '特大', exact: true }).click();
  await expect(page.getByRole('main')).toContainText('この画面は、いまのログインより前に開いたものです');
  await expect(page.getByRole('main')).toContainText('何も変えていません');
  await page.getByRole('link', { name: '前の画面に戻る' }).click();
  await expect(page).toHaveURL('/settings');
  await expect(page.locator('html')).toHaveAttribute('data-text-size', 'normal');
  await page.getByRole('main').getByRole('button', { name: '特大', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-text-size', 'largest');
});
