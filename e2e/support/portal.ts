/** What every spec starts from: the address, a watched console, and the first steps of a visitor. */

import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import type { Language } from './places';
import { Portal, TODAY } from './server';

interface Options {
  /** What a test provokes on purpose, of what {@link listen} writes down. */
  expectedNoise: RegExp | undefined;
}

interface Watch {
  /** Fails the test, at its end, for any error, warning, CSP violation or request to elsewhere. */
  quiet: void;
}

export const test = base.extend<Options & Watch, { shared: Portal }>({
  expectedNoise: [undefined, { option: true }],
  // One for each worker: two would wait for each other's database.
  shared: [
    async ({}, use, { workerIndex }) => {
      const portal = await Portal.start({ today: TODAY, log: `server-${workerIndex}.log`, like: 'everything' });
      process.env.MIKATA_URL = portal.url;
      process.env.MIKATA_DATABASE = portal.database;
      await use(portal);
      await portal.stop();
    },
    { scope: 'worker', auto: true },
  ],
  baseURL: async ({ shared }, use) => use(shared.url),
  quiet: [
    async ({ context, baseURL, expectedNoise, javaScriptEnabled }, use) => {
      const noise = listen(context, new URL(baseURL!).origin, javaScriptEnabled);
      await use();
      const unexpected = noise.filter((line) => !expectedNoise?.test(line));
      expect(unexpected, 'the console is clean and nothing asks another origin').toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * Where tests sign out as soon as they see the button: the old page may come alive while the form is on its way, and
 * what it then asks for reaches the server after its session has ended.
 */
export const ASKED_WHILE_SIGNING_OUT = /status of 401 \(Unauthorized\) \(\S+\/(push\/key|api\/(record|treating|access-history\/live\?after=\d+))\)/;

export { expect };

/**
 * The sign-in page's program asks for a challenge as soon as it lives. Where a test has just pressed a button of that
 * page, the challenge is asked for in a session that has begun meanwhile, by a page that was written for none.
 */
const ASKED_WHILE_SIGNING_IN = /status of 403 \(Forbidden\) \(\S+\/auth\/sign-in\/options\)/;

/** Chromium remarks that what scripts would have used was fetched early; with scripts off that is as it must be. */
const UNUSED_WITHOUT_SCRIPTS = /was preloaded using link preload but not used/;

/** Playwright says so of what the configuration asks of it. */
const BLOCKED = /Service Worker registration blocked by Playwright/;

function listen(context: BrowserContext, origin: string, javaScriptEnabled: boolean): string[] {
  const noise: string[] = [];
  context.on('console', (message) => {
    if (BLOCKED.test(message.text())) return;
    if (!javaScriptEnabled && UNUSED_WITHOUT_SCRIPTS.test(message.text())) return;
    if (['error', 'warning', 'assert'].includes(message.type())) {
      const line = `${message.type()}: ${message.text()} (${message.location().url})`;
      if (!ASKED_WHILE_SIGNING_IN.test(line)) noise.push(line);
    }
  });
  context.on('weberror', (error) => noise.push(`exception: ${error.error().stack}`));
  context.on('request', (request) => {
    const address = new URL(request.url());
    if (address.origin !== origin && !['data:', 'blob:'].includes(address.protocol)) {
      noise.push(`request to another origin: ${request.url()}`);
    }
  });
  return noise;
}

/** Chooses a person on the demonstration's sign-in page. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto('/signin');
  // Not somebody of their family, whose button names them, too.
  await page.getByRole('button', { name }).and(page.locator('[name="person"]')).click();
  await expect(page.getByRole('banner')).toContainText(name);
}

/** A caregiver of the demonstration: nobody's record is open yet. */
export async function signInAsCaregiver(page: Page, name: string): Promise<void> {
  await page.goto('/signin');
  await page.getByRole('button', { name }).click();
  await expect(page).toHaveURL(/\/records$/);
}

export async function openRecordOf(page: Page, name: string): Promise<void> {
  await page.goto('/records');
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('banner')).toContainText(name);
}

/** Chooses one of the demonstration's staff, folded away below the patients: they are then at their desk. */
export async function sitDownAs(page: Page, name: string): Promise<void> {
  await page.goto('/signin');
  await page.getByText('医療機関の人として試す').click();
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('banner')).toContainText(name);
}

/** Through the form, as a visitor does. */
export async function switchLanguage(page: Page, language: Language): Promise<void> {
  await page.goto('/settings');
  await page.getByRole('main').locator(`form[action="/settings/language"] button[value="${language}"]`).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** Signs out, with the header's menu where a page has one. */
export async function signOut(page: Page): Promise<void> {
  const menu = page.locator('.menu');
  if ((await menu.count()) > 0 && (await menu.getAttribute('open')) === null) await menu.locator('summary').click();
  await page.getByRole('button', { name: /^(ログアウト|Sign out)$/ }).click();
}

/**
 * Opens a page and waits until it lives: the record that the app asks for after hydrating has arrived.
 * Without JavaScript the page is complete as it comes.
 */
export async function openAlive(page: Page, path: string, javaScriptEnabled = true): Promise<void> {
  // Only from here on: the page before may still have been asking for its own record.
  await page.goto(path, { waitUntil: 'commit' });
  if (javaScriptEnabled) await page.waitForEvent('requestfinished', (request) => isRecord(request.url()));
  await page.waitForLoadState();
  if (javaScriptEnabled) await page.locator('html[data-has-pages]').waitFor({ state: 'attached' });
  // What the browser is asked for first: whether it can be told anything.
  if (javaScriptEnabled) await page.waitForFunction(() => !document.querySelector('[data-waits]'));
}

export function isRecord(url: string): boolean {
  return new URL(url).pathname === '/api/record';
}

/** Opens a section of a page that is folded, unless it is open. */
export async function unfold(page: Page, id: string): Promise<void> {
  const fold = page.locator(`#${id} > details`);
  if ((await fold.getAttribute('open')) === null) await fold.locator('> summary').click();
}
