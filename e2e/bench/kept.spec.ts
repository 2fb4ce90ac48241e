/** A record on a device, on a slow phone: opening it with no network, and keeping a long one. */

import { expect, test, type Page } from '@playwright/test';
import { YAMANAMI } from '../support/people';
import { tenYearsOfResults } from '../support/results';
import { Portal, TODAY } from '../support/server';

/** A processor so many times slower, as Lighthouse's mobile. */
const SLOWER = 4;
const RUNS = 5;
const PASSPHRASE = 'kasumi ga kakaru yama';
const MEDICINE = 'ベルソムラ';
/** Of eight tests. */
const EACH = 375;

test.use({ serviceWorkers: 'allow', viewport: { width: 390, height: 844 } });

const median = (values: number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

async function signInAs(page: Page, portal: Portal, name: string): Promise<void> {
  await page.goto(`${portal.url}/signin`);
  await page.getByRole('button', { name }).and(page.locator('[name="person"]')).click();
  await expect(page.getByRole('banner')).toContainText(name);
}

/** Keeps the record that is open; returns the milliseconds in which the page stood still meanwhile, from the press on. */
async function keep(page: Page, portal: Portal): Promise<number> {
  await page.goto(`${portal.url}/settings`);
  await page.locator('html[data-has-pages]').waitFor({ state: 'attached' });
  const section = page.locator('#keep');
  await section.locator('#keep-first').fill(PASSPHRASE);
  await section.locator('#keep-second').fill(PASSPHRASE);
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  });
  await section.locator('button.button-secondary').click();
  await expect(section.locator('#keep-renew')).toBeVisible({ timeout: 60_000 });
  await page.waitForTimeout(500);
  // What derives the key from the passphrase says how long that took.
  return page.evaluate(() => {
    const derived = performance.getEntriesByName('mikata-derived').reduce((all, { duration }) => all + duration, 0);
    return (window as unknown as { tasks: number[] }).tasks.reduce((all, one) => all + one, 0) - derived;
  });
}

test('a kept record is opened with no network, and a long one is kept', async ({ page, context }) => {
  const portal = await Portal.start({ today: TODAY, log: 'kept.log' });
  try {
    await signInAs(page, portal, '見本 花子');
    await keep(page, portal);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const [unlocking, home] = [[] as number[], [] as number[]];
    for (let run = 0; run < RUNS; run += 1) {
      await page.goto(`${portal.url}/`);
      await page.locator('#kept-passphrase').fill(PASSPHRASE);
      // Since the address was asked for.
      const asks = await page.evaluate(() => performance.getEntriesByName('mikata-asks')[0].startTime);
      await page.evaluate((fact) => {
        const look = () => document.querySelector('main')?.textContent?.includes(fact) && performance.mark('shown');
        new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
        document.addEventListener('click', () => performance.mark('pressed'), { capture: true, once: true });
      }, MEDICINE);
      await page.locator('main button').first().click();
      await expect(page.getByRole('main')).toContainText(MEDICINE);
      const at = (name: string) => page.evaluate((name) => performance.getEntriesByName(name)[0].startTime, name);
      const unlocked = await at('mikata-unlocked');
      unlocking.push(unlocked - (await at('pressed')));
      home.push(asks + (await at('shown')) - unlocked);
    }
    console.log(`measured kept-unlock-ms ${median(unlocking)}`);
    console.log(`measured kept-home-ms ${median(home)}`);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await context.setOffline(false);

    for (const bundle of tenYearsOfResults(YAMANAMI, EACH)) await portal.sendAccepted(bundle);
    await signInAs(page, portal, YAMANAMI.name);
    console.log(`measured kept-write-ms ${await keep(page, portal)}`);
  } finally {
    await portal.stop();
  }
});
