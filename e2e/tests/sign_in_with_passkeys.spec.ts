import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { HARUNO, type Person } from '../support/bundles';
import { Authenticator, invite } from '../support/passkeys';
import { expect, test } from '../support/portal';
import type { Page } from '@playwright/test';

const SIGN_IN = 'パスキーでログイン';

/** As somebody who holds the paper: the link's code is there already, the date of birth is theirs. */
async function openInvitation(page: Page, link: string, person: Person): Promise<void> {
  await page.goto(link);
  const code = page.getByLabel('招待状の番号');
  await expect(code, 'the code of the link').toHaveValue(link.split('#')[1]!);
  await answer(page, person.birthDate);
}

async function answer(page: Page, birthDate: string): Promise<void> {
  const [year, month, day] = birthDate.split('-').map(Number);
  await page.getByLabel('年', { exact: true }).fill(String(year));
  await page.getByLabel('月', { exact: true }).fill(String(month));
  await page.getByLabel('日', { exact: true }).fill(String(day));
  await page.getByRole('button', { name: '次へ' }).click();
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: SIGN_IN }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('banner')).toContainText(HARUNO.name);
}

test('from an invitation to signing out everywhere', async ({ page, browser, baseURL }) => {
  const authenticator = await Authenticator.in(page);
  const { link } = await invite();

  await openInvitation(page, link, HARUNO);
  await expect(page).toHaveURL('/invitation/passkey');
  await expect(page.getByRole('main')).toContainText(`${HARUNO.name}さんの記録を開く招待状です`);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel('パスキーの名前').fill('居間のパソコン');
  await page.getByRole('button', { name: 'パスキーを作る' }).click();
  await expect(page, 'signed in at once').toHaveURL('/');
  await expect(page.getByRole('banner')).toContainText(HARUNO.name);
  expect(await authenticator.passkeys()).toBe(1);

  await page.getByRole('button', { name: 'ログアウト' }).click();
  await expect(page).toHaveURL('/signin');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await signIn(page);

  // Another device: it has no passkey of this account, so it may make one.
  await page.goto('/signins');
  await expect(page.getByRole('main')).toContainText('居間のパソコン');
  await authenticator.remove();
  const second = await Authenticator.in(page);
  await page.reload();
  await page.getByLabel('パスキーの名前').last().fill('新しいスマホ');
  await page.getByRole('button', { name: 'パスキーを作る' }).click();
  await expect(page.getByText('パスキー「新しいスマホ」を追加しました')).toBeVisible();
  expect(await second.passkeys()).toBe(1);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // The second passkey signs in elsewhere as well as the first; here, in another tab of the same device.
  await page.getByRole('button', { name: 'ログアウト' }).click();
  await signIn(page);
  await page.goto('/signins');
  await page.getByRole('button', { name: 'この端末も含めてすべて終える' }).click();
  await expect(page).toHaveURL('/signin');
  await page.goto('/');
  await expect(page, 'signed out').toHaveURL('/signin');
});
