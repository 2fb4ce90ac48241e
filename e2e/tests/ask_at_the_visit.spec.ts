/** Questions for the next visit: written down beside a test, shown or printed there, asked, put back and deleted. */

import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { expect, signInAs, switchLanguage, test } from '../support/portal';

const PERSON = '見本 花子';

test('a question is written down beside a test, and stands on one page until it is asked', async ({ page }, { project, retry }) => {
  const question = `${project.name}${retry}：目標はどのくらいですか。`;
  await signInAs(page, PERSON);
  await page.goto('/labs');
  await page.locator('main').getByRole('link', { name: /HbA1c/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('HbA1c');
  await page.getByText('診察で聞くことに書いておく').click();
  const words = page.getByLabel(/^聞きたいこと/);
  await expect(words).toHaveValue(/HbA1c.*について：/);
  await words.fill(question);
  await page.getByRole('button', { name: '書いておく', exact: true }).click();
  await expect(page).toHaveURL('/agenda?said=kept');
  await expect(page.getByRole('status')).toContainText('書いておきました');
  const open = page.locator('ol.agenda > li', { hasText: question });
  await expect(open).toHaveCount(1);
  await expect(page.getByRole('main')).toContainText(`${PERSON}さん`);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);

  // On paper it is the questions and whose they are.
  await page.emulateMedia({ media: 'print' });
  await expect(open).toBeVisible();
  await expect(page.getByLabel('聞きたいこと')).toBeHidden();
  await expect(page.getByRole('button')).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });

  await open.getByRole('button', { name: /^聞いた/ }).click();
  await expect(page).toHaveURL('/agenda?said=asked');
  await expect(open).toHaveCount(0);
  const asked = page.locator('details li', { hasText: question });
  await page.getByText(/^もう聞いたこと/).click();
  await asked.getByRole('button', { name: /^まだ聞いていない/ }).click();
  await expect(open).toHaveCount(1);
  await open.getByRole('button', { name: /^聞いた/ }).click();
  await page.getByText(/^もう聞いたこと/).click();
  await asked.getByRole('button', { name: /^消す/ }).click();
  await expect(page).toHaveURL('/agenda?said=deleted');
  await expect(page.getByRole('main')).not.toContainText(question);
});

test.describe('what cannot be kept', () => {
  test.use({ expectedNoise: /status of 422/ });

  test('is handed back, and the menu leads there', async ({ page }) => {
    await signInAs(page, PERSON);
    await page.locator('.menu summary').press('Enter');
    await page.locator('.menu a[href="/agenda"]').click();
    await expect(page).toHaveURL('/agenda');
    // Letters that nobody sees.
    await page.getByLabel('聞きたいこと').fill('薬\u202e名');
    await page.getByRole('button', { name: '書いておく' }).click();
    await expect(page.getByRole('alert')).toContainText('使えない文字');
    await expect(page.getByLabel('聞きたいこと')).toHaveValue(/薬/);
    await switchLanguage(page, 'en');
    await page.goto('/agenda');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questions for the visit');
    await expectAccessible(page);
  });
});
