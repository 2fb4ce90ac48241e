import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { collection, type Person } from '../support/bundles';
import { Authenticator, decide, invite, letIn } from '../support/passkeys';
import { newcomer } from '../support/people';
import { ASKED_WHILE_SIGNING_OUT, expect, signOut, test } from '../support/portal';
import { Door } from '../support/server';
import type { Browser, Page } from '@playwright/test';

test.use({ expectedNoise: ASKED_WHILE_SIGNING_OUT });

const SIGN_IN = 'パスキーでログイン';

/** Somebody whom the facility knows; the screens' tests run at once on one portal. */
async function somebody(number: number): Promise<Person> {
  const person = newcomer(number + (test.info().project.name === 'phone' ? 10 : 0) + 100 * (test.info().retry % 3));
  await Door.ofTheSharedPortal().sendAccepted(collection(person, 'Condition', []));
  return person;
}

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

async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByRole('button', { name: SIGN_IN }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('banner')).toContainText(person.name);
}

/** Without this a virtual authenticator answers at once what waits in the field for somebody to choose. */
async function withoutAutofill(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
}

test('from an invitation to signing out everywhere', async ({ page }) => {
  await withoutAutofill(page);
  const authenticator = await Authenticator.in(page);
  const person = await somebody(1);
  const { link } = await invite(person);

  await openInvitation(page, link, person);
  await expect(page).toHaveURL('/invitation/passkey');
  await expect(page.getByRole('main')).toContainText(`${person.name}さんの記録を開く招待状です`);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel('パスキーの名前').fill('居間のパソコン');
  await page.getByRole('button', { name: 'パスキーを作る' }).click();
  await letIn(page, person);
  await expect(page.getByRole('banner')).toContainText(person.name);
  expect(await authenticator.passkeys()).toBe(1);

  await signOut(page);
  await expect(page).toHaveURL('/signin');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await signIn(page, person);

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
  await signOut(page);
  await signIn(page, person);
  await page.goto('/signins');
  await page.getByRole('button', { name: 'この端末も含めてすべて終える' }).click();
  await expect(page).toHaveURL('/signin');
  await page.goto('/');
  await expect(page, 'signed out').toHaveURL('/signin');
});

test('a passkey chosen in the field signs in', async ({ page }) => {
  await Authenticator.in(page);
  const person = await somebody(2);
  const { link } = await invite(person);
  await openInvitation(page, link, person);
  await page.getByRole('button', { name: 'パスキーを作る' }).click();
  await letIn(page, person);
  await signOut(page);
  // The virtual authenticator chooses as soon as it is asked.
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('banner')).toContainText(person.name);
});

test('T44: where there is no passkey, the causes and the next step are said', async ({ page }) => {
  await Authenticator.in(page);
  await withoutAutofill(page);
  await page.goto('/signin');
  await page.getByRole('button', { name: SIGN_IN }).click();
  const said = page.getByRole('alert').getByText('パスキーを使えませんでした');
  await expect(said).toBeVisible();
  for (const cause of ['取り消した', '時間がすぎた', 'この端末にパスキーがありません']) await expect(said).toContainText(cause);
  await expect(page.getByRole('link', { name: '招待状を使う' })).toBeVisible();
  await expect(page.getByRole('button', { name: SIGN_IN })).toBeEnabled();
});

test('a device that does not verify its owner is told so', async ({ page }) => {
  const authenticator = await Authenticator.in(page);
  await withoutAutofill(page);
  const person = await somebody(3);
  const { link } = await invite(person);
  await openInvitation(page, link, person);
  await authenticator.setOwnerVerified(false);
  await page.getByRole('button', { name: 'パスキーを作る' }).click();
  // All that it may say stands in the page, and only what is the case shows.
  await expect(page.getByRole('alert').getByText('パスキーを使えませんでした')).toBeVisible();
  // And it can be tried again at once.
  await authenticator.setOwnerVerified(true);
  await page.getByRole('button', { name: 'パスキーを作る' }).click();
  await letIn(page, person);
});

/** Comes in by an invitation in a browser of its own: until a second person sees who it is, nothing opens. */
async function redeem(browser: Browser, person: Person): Promise<Page> {
  const context = await browser.newContext({ baseURL: process.env.MIKATA_URL, locale: 'ja-JP' });
  const page = await context.newPage();
  await withoutAutofill(page);
  await Authenticator.in(page);
  const { link } = await invite(person);
  await openInvitation(page, link, person);
  await page.getByRole('button', { name: 'パスキーを作る' }).click();
  await expect(page).toHaveURL('/signin/held');
  return page;
}

test('a first way in by one clerk alone opens nothing, and the operator is the second person', async ({ browser }) => {
  const person = await somebody(5);
  const page = await redeem(browser, person);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('まだ何も開きません');
  await expect(page.getByRole('main')).toContainText('試験みなと診療所');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  for (const place of ['/', '/medicines', '/history', '/signins', '/settings']) {
    await page.goto(place);
    await expect(page, place).toHaveURL('/signin/held');
  }
  // A facility with one member of staff gets through with the operator.
  await letIn(page, person);
  await expect(page.getByRole('banner')).toContainText(person.name);
  await page.context().close();
});

test('a recovery is seen, and stopped, from the old phone', async ({ browser }) => {
  const person = await somebody(6);
  const phone = await redeem(browser, person);
  await letIn(phone, person);
  const other = await redeem(browser, person);
  await phone.goto('/');
  await expect(phone.getByRole('main')).toContainText('あなたの記録を開く新しい手段がつくられました');
  await expectAccessible(phone);
  await phone.getByRole('link', { name: 'ログインの管理を開く' }).first().click();
  await expect(phone.getByRole('main')).toContainText('新しいログインの手段が待っています');
  await expectAccessible(phone);
  await expectNoSidewaysScroll(phone);
  await phone.getByRole('button', { name: '心あたりがない：止める' }).click();
  await expect(phone.getByRole('main')).toContainText('止められています');
  await expect(phone.getByRole('button', { name: '心あたりがない：止める' })).toHaveCount(0);
  await other.getByRole('link', { name: 'もう一度確かめる' }).click();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('止められています');
  // One person is not enough any more.
  await decide('confirm', person);
  await other.getByRole('link', { name: 'もう一度確かめる' }).click();
  await expect(other).toHaveURL('/signin/held');
  await phone.goto('/');
  await expect(phone, 'the old phone goes on').toHaveURL('/');
  await phone.context().close();
  await other.context().close();
});

test('a frozen phone reads nothing', async ({ browser }) => {
  const person = await somebody(7);
  const phone = await redeem(browser, person);
  await letIn(phone, person);
  await decide('freeze', person);
  for (const place of ['/', '/labs', '/signins']) {
    // The page that is open hears of it, too, and may be on its way there already.
    await phone.goto(place).catch(() => undefined);
    await expect(phone, place).toHaveURL('/signin/held');
  }
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('このログインは止められています');
  await expectAccessible(phone);
  await expectNoSidewaysScroll(phone);
  // The operator is one of the two who can lift it.
  await decide('unfreeze', person);
  await phone.getByRole('link', { name: 'もう一度確かめる' }).click();
  await expect(phone).toHaveURL('/signin/held');
  await signOut(phone);
  await expect(phone).toHaveURL('/signin');
  await phone.context().close();
});

test('a wrong date of birth is told, with how often it may still be tried', async ({ page }) => {
  const person = await somebody(4);
  const { link } = await invite(person);
  await page.goto(link);
  await answer(page, '1901-02-03');
  await expect(page.getByRole('alert')).toContainText('あと4回');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  // The code is still there.
  await expect(page.getByLabel('招待状の番号')).toHaveValue(link.split('#')[1]!);
  await answer(page, person.birthDate);
  await expect(page).toHaveURL('/invitation/passkey');
});
