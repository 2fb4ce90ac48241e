import { HARUNO } from '../support/bundles';
import { NAVIGATION, PLACES } from '../support/places';
import { expect, isRecord, openAlive, signInAs, test } from '../support/portal';

test.beforeEach(async ({ page }) => {
  await signInAs(page, HARUNO.name);
  await openAlive(page, '/');
});

test('going from page to page asks the server for nothing but a fresh record', async ({ page }) => {
  const asked: string[] = [];
  let streams = 0;
  page.on('request', (request) => {
    // The browser itself looks for the tab's icon whenever the address changes; what is known about medicines is
    // fetched once, by whoever first looks at medicines, and has nobody's data in it.
    const expected = isRecord(request.url()) || /\/favicon\.svg$|\/knowledge\/(rules|names)-/.test(request.url());
    // The stream of news begins once the page lives, and stays open from page to page.
    if (request.url().includes('/api/access-history/live')) streams += 1;
    else if (!expected) asked.push(request.url());
  });
  for (const [address, name] of Object.entries(NAVIGATION.ja).slice(1)) {
    await page.getByRole('navigation').first().getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(address);
    await expect(page.getByRole('banner')).toContainText(HARUNO.name);
  }
  expect(asked).toEqual([]);
  expect(streams).toBeLessThanOrEqual(1);
});

test('the heading takes the focus and is announced', async ({ page }) => {
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading, 'on arrival the focus stays where the browser put it').not.toBeFocused();
  for (const [address, name] of Object.entries(NAVIGATION.ja).slice(1)) {
    await page.getByRole('navigation').first().getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(address);
    await expect(heading).toBeFocused();
    const title = (await heading.innerText()).trim();
    const region = page.locator('[aria-live="polite"]');
    await expect(region.filter({ hasText: title })).toHaveCount(1);
    await expect(page).toHaveTitle(new RegExp(title));
  }
});

test('the way back works without the server', async ({ page }) => {
  const navigation = page.getByRole('navigation').first();
  await navigation.getByRole('link', { name: NAVIGATION.ja['/record'], exact: true }).click();
  // A second tap before the page is there would go instead of the first.
  await expect(page).toHaveURL('/record');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const before = await page.getByRole('main').innerText();
  await navigation.getByRole('link', { name: NAVIGATION.ja['/labs'], exact: true }).click();
  await expect(page).toHaveURL('/labs');
  await page.goBack();
  await expect(page).toHaveURL('/record');
  await expect(page.getByRole('main')).toHaveText(before, { useInnerText: true });
});

test('the living page says what the server wrote', async ({ page }) => {
  for (const place of PLACES) {
    // From another page: one that is opened directly may stay as the server wrote it.
    await openAlive(page, place === '/' ? '/labs' : '/');
    await page.evaluate((path) => {
      const link = document.createElement('a');
      link.href = path;
      document.querySelector('main')?.append(link);
      link.click();
    }, place);
    await expect(page).toHaveURL(place);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    const [living, written] = await page.evaluate(async () => {
      const text = (root: ParentNode) => {
        const main = root.querySelector('body main')?.cloneNode(true) as Element | undefined;
        // What only a living page can say: that it now answers by itself.
        main?.querySelectorAll('[data-alive]').forEach((element) => element.remove());
        return main?.textContent?.replace(/\s+/g, ' ').trim();
      };
      const html = await (await fetch(location.href)).text();
      return [text(document), text(new DOMParser().parseFromString(html, 'text/html'))];
    });
    expect(living, place).toBe(written);
    expect(living, place).toBeTruthy();
  }
});
