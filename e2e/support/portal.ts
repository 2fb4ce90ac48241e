/** What every spec starts from: the address, a watched console, and the first steps of a visitor. */

import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import type { Language } from './places';

interface Options {
  /** What a test provokes on purpose, of what {@link listen} writes down. */
  expectedNoise: RegExp | undefined;
}

interface Watch {
  /** Fails the test, at its end, for any error, warning, CSP violation or request to elsewhere. */
  quiet: void;
}

export const test = base.extend<Options & Watch>({
  expectedNoise: [undefined, { option: true }],
  baseURL: async ({}, use) => {
    const url = process.env.MIKATA_URL;
    if (!url) throw new Error('The global set-up has not started a portal.');
    await use(url);
  },
  quiet: [
    async ({ context, baseURL, expectedNoise }, use) => {
      const noise = listen(context, new URL(baseURL!).origin);
      await use();
      const unexpected = noise.filter((line) => !expectedNoise?.test(line));
      expect(unexpected, 'the console is clean and nothing asks another origin').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

function listen(context: BrowserContext, origin: string): string[] {
  const noise: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type())) {
      noise.push(`${message.type()}: ${message.text()} (${message.location().url})`);
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
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('banner')).toContainText(name);
}

/** Through the form in the settings, as a visitor does. */
export async function switchLanguage(page: Page, language: Language): Promise<void> {
  await page.goto('/settings');
  const form = page.locator('form[action="/settings/language"]').first();
  const button = form.locator(`button[name="language"][value="${language}"]`);
  if (await button.count()) {
    await button.click();
  } else {
    const choice = form.locator(`input[name="language"][value="${language}"]`);
    if (await choice.count()) await choice.check();
    else await form.locator('select[name="language"]').selectOption(language);
    await form.getByRole('button').click();
  }
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/**
 * Opens a page and waits until it lives: the record that the app asks for after hydrating has arrived.
 * Without JavaScript the page is complete as it comes.
 */
export async function openAlive(page: Page, path: string, javaScriptEnabled = true): Promise<void> {
  const record = javaScriptEnabled ? page.waitForResponse((answer) => isRecord(answer.url())) : undefined;
  await page.goto(path);
  await (await record)?.finished();
}

export function isRecord(url: string): boolean {
  return new URL(url).pathname === '/api/record';
}
