import { expect, openAlive, signInAs, switchLanguage, test } from '../support/portal';
import { expectAccessible } from '../support/accessibility';

/** Takes a sleeping medicine from one clinic and an antibiotic from a hospital that must not meet. */
const HANAKO = '見本 花子';
const SLEEPING = 'ベルソムラ';
const ANTIBIOTIC = 'クラリスロマイシン';

test.beforeEach(async ({ page }) => {
  await signInAs(page, HANAKO);
});

test('two clinics’ medicines that must not meet are named on home and explained', async ({ page }) => {
  for (const language of ['ja', 'en'] as const) {
    if (language === 'en') await switchLanguage(page, 'en');
    await page.goto('/');
    const line = page.locator('.notice-danger').getByRole('link', { name: ANTIBIOTIC });
    await expect(line.first()).toContainText(SLEEPING);
    await expect(line.first()).toHaveAttribute('href', '/medicines#check');
    await page.goto('/medicines');
    const finding = page.locator('#check .card-danger', { hasText: SLEEPING }).first();
    await expect(finding).toContainText(ANTIBIOTIC);
    // Whom to ask stands on the card itself; where it comes from is one tap away.
    await expect(finding).toContainText(language === 'ja' ? '医師か薬剤師' : /doctor or pharmacist/);
    await finding.locator('summary').click();
    await expect(finding).toContainText(language === 'ja' ? '根拠' : 'Source');
    await expect(page.locator('#check')).not.toContainText(/安全です|is safe|are safe/);
  }
  await page.goto('/medicines');
  await expectAccessible(page);
});

test('without scripts, or with them, the form answers', async ({ page }) => {
  await page.goto('/medicines/check?q=イトラコナゾール');
  const answer = page.locator('.check-answer');
  await expect(answer.locator('.card-danger', { hasText: SLEEPING })).toContainText('イトラコナゾール');
  await expectAccessible(page);
});

test('what nobody knows is never called anything but unknown', async ({ page }) => {
  await page.goto('/medicines/check?q=ミナモトノクスリ');
  const answer = page.locator('.check-answer');
  await expect(answer).toContainText('確認できませんでした');
  await expect(answer).not.toContainText('見つかりませんでした');
});

test('with the network off, every keystroke is answered in the browser', async ({ page, context, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'only a living page answers by itself');
  const known = page.waitForResponse((response) => response.url().includes('/knowledge/names-'));
  await openAlive(page, '/medicines/check');
  await (await known).finished();
  const field = page.getByRole('searchbox');
  await expect(field).toBeEnabled();
  await context.setOffline(true);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await field.pressSequentially('イトラコナゾール');
  const answer = page.locator('.check-answer');
  await expect(answer.locator('.card-danger', { hasText: SLEEPING })).toBeVisible();
  await field.fill('アセトアミノフェン');
  await expect(answer).toContainText('「アセトアミノフェン」について');
  await expect(answer.locator('.card-danger')).toHaveCount(0);
  // A name that begins like others offers them.
  await field.fill('ロキソニン');
  await answer.getByRole('button', { name: 'ロキソニンSプラス' }).click();
  await expect(field).toHaveValue('ロキソニンSプラス');
  expect(asked, 'nothing that is typed leaves this browser').toEqual([]);
  await context.setOffline(false);
});
