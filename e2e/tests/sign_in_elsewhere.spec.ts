import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { collection } from '../support/bundles';
import { invite, letIn, openInvitation } from '../support/passkeys';
import { newcomer } from '../support/people';
import { ASKED_WHILE_SIGNING_OUT, expect, signInAs, signOut, test as base } from '../support/portal';
import { Provider } from '../support/provider.mjs';
import { Portal, TODAY } from '../support/server';

/** A portal of this worker's own, with a provider that runs beside it. */
const test = base.extend<object, { provider: Provider; portal: Portal }>({
  provider: [
    async ({}, use) => {
      const provider = await Provider.listen();
      await use(provider);
      await provider.stop();
    },
    { scope: 'worker' },
  ],
  portal: [
    async ({ provider }, use, { parallelIndex, project }) => {
      const log = `server-elsewhere-${project.name}-${parallelIndex}.log`;
      const portal = await Portal.start({ today: TODAY, log, options: ['--outside-provider', provider.file] });
      provider.serve(portal.url);
      await use(portal);
      await portal.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ portal }, use) => use(portal.url),
  // There and back: the provider is another site.
  expectedNoise: new RegExp(
    `^request to another origin: http://127\\.0\\.0\\.1:|status of 403|${ASKED_WHILE_SIGNING_OUT.source}`,
  ),
});

const LINK = `${Provider.LABEL}でログイン`;
const HANAKO = '見本 花子';

async function signInThere(page: Page, account: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(Provider.LABEL);
  await page.getByLabel('アカウント').fill(account);
  await page.getByRole('button', { name: 'ログインする' }).click();
}

test('what was linked once opens the record from then on', async ({ page }) => {
  const account = `hanako-${test.info().project.name}-${test.info().retry}`;
  await signInAs(page, HANAKO);
  await page.goto('/signin/outside/sample?link&return_to=/settings');
  await signInThere(page, account);
  await expect(page).toHaveURL('/settings');
  await signOut(page);
  await expect(page).toHaveURL('/signin');

  await page.getByRole('link', { name: LINK }).click();
  // Whoever is signed in over there is asked again all the same.
  await signInThere(page, account);
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('banner')).toContainText(HANAKO);
  const cookies = await page.context().cookies();
  const names = cookies.map(({ name }) => name);
  expect(names).toContain('__Host-mikata_session');
  expect(names).not.toContain('__Host-mikata_outside');

  await page.goto('/signin/outside/sample?verify&return_to=/settings');
  await signInThere(page, account);
  await expect(page).toHaveURL('/settings');
});

test('who has no passkeys begins at the provider, with the invitation', async ({ page, portal }) => {
  const run = `${test.info().project.name}-${test.info().retry}`;
  // Other people than those of other specs: this portal is the worker's own.
  const person = newcomer(40 + ['desktop', 'phone', 'no-js'].indexOf(test.info().project.name) + 3 * test.info().retry);
  await portal.sendAccepted(collection(person, 'Condition', []));
  const { code } = await invite(person, portal);
  await openInvitation(page, code, person.birthDate);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: LINK }).click();
  await signInThere(page, `newcomer-${run}`);
  await letIn(page, person, portal);
  await expect(page.getByRole('banner')).toContainText(person.name);

  // Before anything grave, the same account proves that it is still they, and no other does.
  for (const [account, url] of [
    [`somebody-else-${run}`, '/signin/elsewhere/somebody-else'],
    [`newcomer-${run}`, '/settings'],
  ] as const) {
    // At the provider nobody is signed in any more: how it asks whether somebody else may be is its own affair.
    await page.context().clearCookies({ domain: '127.0.0.1' });
    await page.goto('/verify?return_to=/settings');
    await expectAccessible(page);
    await page.getByRole('link', { name: `${Provider.LABEL}で確認する` }).click();
    await signInThere(page, account);
    await expect(page).toHaveURL(url);
  }
  // From then on it is their way in.
  await signOut(page);
  await expect(page).toHaveURL('/signin');
  await page.getByRole('link', { name: LINK }).click();
  await signInThere(page, `newcomer-${run}`);
  await expect(page).toHaveURL('/');
});

test('a sign-in elsewhere that no invitation has linked opens nothing', async ({ page }) => {
  await page.goto('/signin');
  await page.getByRole('link', { name: LINK }).click();
  await signInThere(page, 'somebody-unknown');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('はじめて使うときは、招待が必要です');
  expect(new URL(page.url()).search, 'nothing of the provider’s answer stays in the address').toBe('');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.goto('/');
  await expect(page).toHaveURL('/signin');
});

test('whoever changes their mind at the provider is told so', async ({ page }) => {
  await page.goto('/signin');
  await page.getByRole('link', { name: LINK }).click();
  await page.getByRole('button', { name: 'やめる' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ログインは取りやめになりました');
  await page.getByRole('link', { name: 'ログインの画面へ' }).click();
  await expect(page.getByRole('link', { name: LINK })).toBeVisible();
});
