import { expect, signInAs, test } from '../support/portal';
import { PLACES } from '../support/places';
import { Portal } from '../support/server';

// The day on which the pages were first measured: 見本 花子 is 82, takes seven medicines and has fourteen tests.
const DAY = '2026-11-29';
const HANAKO = '見本 花子';

test.use({
  baseURL: async ({}, use, { project }) => {
    const portal = await Portal.start({ today: DAY, log: `server-short-${project.name}.log` });
    try {
      await use(portal.url);
    } finally {
      await portal.stop();
    }
  },
});

/** How long each page may be on a phone of 390 px, in px. */
const LONGEST: Record<string, number> = {
  '/': 1800,
  '/medicines': 3200,
  '/labs': 3200,
  '/record': 3600,
  '/summary': 4200,
  '/consent': 2400,
  '/history': 2000,
};

test('each page of an 82-year-old is short on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, HANAKO);
  const measured: string[] = [];
  for (const [address, longest] of Object.entries(LONGEST)) {
    await page.goto(address);
    await page.evaluate(() => document.fonts.ready);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    measured.push(`${address} ${height} px (at most ${longest})`);
    expect.soft(height, `${address} at 390 px`).toBeLessThanOrEqual(longest);
  }
  console.log(`heights: ${measured.join(', ')}`);
});

/** Where people go, and what they would tap. A place behind the menu's button, or a folded part, takes one tap more. */
const DESTINATIONS = [...PLACES, '/consent', '/history', '/people'];

/** The taps from this page to each address that it links to: one, or two for what has to be unfolded first. */
function taps(): Record<string, number> {
  const found: Record<string, number> = {};
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')) {
    const address = new URL(link.href).pathname;
    const folded = link.closest('details:not([open])') !== null && link.closest('summary') === null;
    const drawn = folded || link.getClientRects().length > 0;
    if (!drawn) continue;
    found[address] = Math.min(found[address] ?? Infinity, folded ? 2 : 1);
  }
  return found;
}

test('every place is at most two taps from every other', async ({ page }) => {
  await signInAs(page, HANAKO);
  const from = new Map<string, Record<string, number>>();
  for (const address of DESTINATIONS) {
    await page.goto(address);
    from.set(address, await page.evaluate(taps));
  }
  const far: string[] = [];
  // What is held out at a counter has nothing else on it than what a word means, and one way back.
  expect(from.get('/medicines/show')).toEqual({ '/medicines': 1, '/glossary': 2 });
  for (const [start, links] of [...from].filter(([address]) => address !== '/medicines/show')) {
    for (const end of DESTINATIONS.filter((one) => one !== start)) {
      const over = Object.entries(links).map(([middle, first]) => first + (from.get(middle)?.[end] ?? Infinity));
      const least = Math.min(links[end] ?? Infinity, ...over);
      if (least > 2) far.push(`${start} → ${end}: ${least}`);
    }
  }
  expect(far, 'places more than two taps apart').toEqual([]);
});

test('the list to hold out at a counter is one tap from home', async ({ page }) => {
  await signInAs(page, HANAKO);
  await page.goto('/');
  await page.getByRole('main').locator('a[href="/medicines/show"]').first().click();
  await expect(page).toHaveURL(/\/medicines\/show$/);
  const first = page.getByRole('main').locator('li').first();
  await expect(first).toBeVisible();
});
