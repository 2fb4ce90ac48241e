/** Whose record is open, on every page and wherever it is read; and what is behind the header's button. */

import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { collection, diagnosis } from '../support/bundles';
import { newcomer } from '../support/people';
import { ASKED_WHILE_SIGNING_OUT, expect, openRecordOf, signInAs, signInAsCaregiver, switchLanguage, test } from '../support/portal';
import { Door } from '../support/server';

const PERSON = '見本 花子';

test('one line says whose record it is, and stays while the page is read', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, PERSON);
  for (const place of ['/', '/medicines', '/labs', '/record', '/summary']) {
    await page.goto(place);
    const banner = page.getByRole('banner');
    const { height } = (await banner.boundingBox())!;
    expect(height, place).toBeLessThanOrEqual(60);
    await page.evaluate(() => window.scrollTo(0, 1_500));
    await expect(banner).toBeInViewport();
    await expect(banner).toContainText(`${PERSON}さんの記録`);
    expect((await banner.boundingBox())!.y, place).toBe(0);
    // Given names tell people of one family apart.
    await expect(page.locator('.whose .disc')).toHaveText('花');
  }
});

test('behind the button are sharing, history, family, settings and the way out', async ({ page, javaScriptEnabled }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, PERSON);
  for (const address of ['/consent', '/history', '/people', '/settings', '/glossary']) {
    await page.goto('/labs');
    const menu = page.locator('.menu');
    const link = menu.locator(`a[href="${address}"]`);
    await expect(link).toBeHidden();
    await menu.locator('summary').press('Enter');
    if (address === '/consent') {
      if (javaScriptEnabled) await expectAccessible(page);
      await expect(menu.getByRole('button', { name: 'ログアウト' })).toBeInViewport();
      await page.setViewportSize({ width: 320, height: 640 });
      await expectNoSidewaysScroll(page);
      await page.setViewportSize({ width: 390, height: 844 });
    }
    await link.click();
    await expect(page).toHaveURL(address);
  }
});

test('with the largest letters on the smallest phone no place breaks, and the header leaves the page in sight', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signInAs(page, PERSON);
  await switchLanguage(page, 'en');
  await page.goto('/settings');
  await page.getByRole('main').locator('form[action="/settings/text-size"] button[value="largest"]').click();
  await expect(page.locator('html')).toHaveAttribute('data-text-size', 'largest');
  await page.goto('/');
  const labels = page.locator('.places-list li:not(.rail-only) a > span');
  await expect(labels).toHaveCount(5);
  const lines = await labels.evaluateAll((all) => all.map((label) => {
    const range = document.createRange();
    range.selectNodeContents(label);
    return `${label.textContent}: ${range.getClientRects().length} in ${Math.round(label.getBoundingClientRect().width)} px`;
  }));
  for (const line of lines) expect(line).toContain(': 1 in');
  const header = await page.getByRole('banner').boundingBox();
  expect(header!.height, 'of 640 px').toBeLessThan(320);
  await expectNoSidewaysScroll(page);
});

test('another person’s record is another line, and names who reads it', async ({ page }) => {
  await signInAsCaregiver(page, '見本 みどり');
  await openRecordOf(page, PERSON);
  await page.goto('/medicines');
  const banner = page.getByRole('banner');
  await page.evaluate(() => window.scrollTo(0, 1_500));
  await expect(banner).toBeInViewport();
  await expect(banner).toContainText('見本 みどりさんが代わりに見ています');
  await expect(banner.getByRole('link', { name: '見る記録を変える' })).toBeVisible();
  const colours = await banner.evaluate((one) => [getComputedStyle(one).backgroundColor, getComputedStyle(document.body).backgroundColor]);
  expect(colours[0]).not.toBe('rgb(255, 255, 255)');
  // What a person alone decides is not in their menu.
  await expect(page.locator('.menu a[href="/consent"]')).toHaveCount(0);
  // Whoever switches stays in the same place.
  await banner.getByRole('link', { name: '見る記録を変える' }).click();
  await expect(page).toHaveURL('/records?return_to=/medicines');
  await page.locator('.person-button', { hasText: PERSON }).click();
  await expect(page).toHaveURL('/medicines');
  await expect(banner).toContainText(`${PERSON}さんの記録`);
});

test('pages that are of no record name whose they are, too', async ({ page }) => {
  await signInAs(page, PERSON);
  for (const place of ['/people', '/history', '/signins', '/settings']) {
    await page.goto(place);
    await expect(page.getByRole('banner')).toContainText(`${PERSON}さんの記録`);
  }
});

test.describe('signed in twice', () => {
  test.use({ expectedNoise: ASKED_WHILE_SIGNING_OUT });

  test('what came lately is there on the next visit, too', async ({ page }) => {
    // Nobody else signs in as this one, so that their last visit is theirs.
    const person = newcomer(950 + 3 * test.info().parallelIndex + test.info().retry);
    const sent = [diagnosis({ id: 'LATELY-1', text: '高血圧症', key: '20054432', onset: '2024-07-01' })];
    await Door.ofTheSharedPortal().sendAccepted(collection(person, 'Condition', sent));
    await signInAs(page, person.name);
    await signInAs(page, person.name);
    await page.goto('/');
    const news = page.locator('details:has(#news-title)');
    await expect(news).toContainText('前回');
    await expect(news.locator('.news-list')).toHaveCount(0);
    await page.locator('#news-title').click();
    await news.getByRole('link', { name: 'この 90 日のあいだに届いた記録をすべて見る' }).click();
    await expect(page).toHaveURL(/\/\?recent=1#news-title$/);
    await expect(news.locator('.news-list > li').first()).toBeVisible();
    await expect(news).not.toContainText('前回');
    // As often as it is asked for.
    await page.reload();
    await expect(news.locator('.news-list > li').first()).toBeVisible();
  });
});
