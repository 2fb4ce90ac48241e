/** What one shows or hands out: the bar leads there, files come after a proof, and infection tests only where asked for. */

import { readFileSync } from 'node:fs';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { expect, signInAs, switchLanguage, test } from '../support/portal';

const PERSON = '見本 花子';
const FILES = ['/show/emergency.pdf', '/show/summary.pdf', '/show/summary.txt', '/show/summary.json'];

test('the bar leads to what one shows, and the three files come', async ({ page }) => {
  await signInAs(page, PERSON);
  await page.getByRole('navigation', { name: '行き先' }).getByRole('link', { name: '見せる', exact: true }).click();
  await expect(page).toHaveURL('/show');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('見せる・渡す');
  const main = page.getByRole('main');
  for (const address of ['/medicines/show', '/summary', '/consent']) {
    await expect(main.locator(`a[href="${address}"]`)).toBeVisible();
  }
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  for (const address of FILES) {
    const downloading = page.waitForEvent('download');
    await main.locator(`a[href="${address}"]`).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(address.replace('/show/', 'mikata-'));
    const bytes = readFileSync(await download.path());
    if (address.endsWith('.pdf')) {
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    } else if (address.endsWith('.txt')) {
      expect(bytes.toString()).toContain(PERSON);
    } else {
      const bundle = JSON.parse(bytes.toString());
      expect(bundle.type).toBe('document');
      expect(bundle.entry[0].resource.resourceType).toBe('Composition');
    }
  }
  await expect(main.locator('a[href$="infections=yes"]')).toHaveCount(FILES.length);

  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
  await switchLanguage(page, 'en');
  await page.goto('/show');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Show or hand out');
  await expectAccessible(page);
});
