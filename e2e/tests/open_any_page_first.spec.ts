/** Any page may be the first that a browser opens: it is there at once, and the next ones fetch what they need. */

import { HARUNO } from '../support/bundles';
import { NAVIGATION, PLACES } from '../support/places';
import { expect, openAlive, signInAs, test } from '../support/portal';

/** Every page that a signed-in person may open, beside the places of the record. */
const PAGES = [...PLACES, '/history', '/consent', '/people', '/records', '/signins', '/invitation', '/signin', '/nowhere'];

/** Parts of the program that are not its main one. */
const PARTS = /\/pkg\/app-[0-9a-f]+\/(split|chunk)_\w+\.wasm$/;

test.describe('with one that leads nowhere', () => {
  test.use({ expectedNoise: /status of 404 \(Not Found\) \(\S+\/nowhere\)/ });

  test('every page opens directly, and leads on without a new document', async ({ page }) => {
    await signInAs(page, HARUNO.name);
    for (const path of PAGES) {
      await page.goto(path, { waitUntil: 'networkidle' });
      await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
      const home = page.getByRole('navigation').first().getByRole('link', { name: NAVIGATION.ja['/medicines'], exact: true });
      if ((await home.count()) === 0 || path.startsWith('/medicines')) continue;
      await page.evaluate(() => (document.body.dataset.document = 'same'));
      await home.click();
      await expect(page, `from ${path}`).toHaveURL('/medicines');
      await expect(page.getByRole('heading', { level: 1 }), `from ${path}`).toBeFocused();
      await expect(page.locator('body'), `from ${path}`).toHaveAttribute('data-document', 'same');
    }
  });

  test('a page fetches no part of the program but the main one before it is alive', async ({ page }) => {
    // Idle time is what the other parts wait for; here it never comes.
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
    await signInAs(page, HARUNO.name);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    for (const path of PAGES) {
      asked.length = 0;
      await page.goto(path, { waitUntil: 'networkidle' });
      const beside = asked.filter((address) => PARTS.test(address) && !/split_passkey|chunk_/.test(address));
      expect(beside, path).toEqual([]);
      expect(asked.filter((address) => /\/i18n\/|\/api\//.test(address)), path).toEqual([]);
    }
  });
});

test.describe('where a part of the program does not arrive', () => {
  test.use({ expectedNoise: /ERR_FAILED|Failed to (fetch|load)|TypeError/ });

  test('the server writes the page', async ({ page }) => {
    await page.route(PARTS, (route) => route.abort());
    await signInAs(page, HARUNO.name);
    await page.goto('/');
    await page.getByRole('navigation').first().getByRole('link', { name: NAVIGATION.ja['/labs'], exact: true }).click();
    await expect(page).toHaveURL('/labs');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/検査/);
    await page.getByRole('navigation').first().getByRole('link', { name: NAVIGATION.ja['/record'], exact: true }).click();
    await expect(page).toHaveURL('/record');
    await expect(page.getByRole('banner')).toContainText(HARUNO.name);
  });
});

test('a page that stays as written says when there is no network, and when there is again', async ({ page, context }) => {
  await signInAs(page, HARUNO.name);
  await openAlive(page, '/');
  await expect(page.locator('.frame[data-as-written]')).toHaveCount(1);
  const notice = page.locator('.offline');
  await expect(notice).toBeHidden();
  await context.setOffline(true);
  await expect(notice).toBeVisible();
  await context.setOffline(false);
  await expect(notice).toBeHidden();
});

test('a page that stays as written is printed with the day of printing', async ({ page }) => {
  await signInAs(page, HARUNO.name);
  await openAlive(page, '/summary');
  const day = page.locator('.frame[data-as-written] .printed-on');
  const written = await day.textContent();
  // What listens for it is fetched when the browser is idle.
  await expect(async () => {
    await page.evaluate(() => {
      const now = Date.now;
      Date.now = () => Date.UTC(2030, 0, 2);
      window.dispatchEvent(new Event('beforeprint'));
      Date.now = now;
    });
    expect(await day.textContent()).toContain('2030');
  }).toPass();
  expect(written).not.toContain('2030');
});
