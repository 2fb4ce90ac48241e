import { everythingAbout, HARUNO } from '../support/bundles';
import { expect, openAlive, signInAs, test } from '../support/portal';
import { Portal, TODAY } from '../support/server';

test.describe.configure({ mode: 'default' });

// A portal of its own, so that this is always her first visit and nobody else has sent anything.
let portal: Portal;
test.beforeAll(async () => {
  portal = await Portal.start({ today: TODAY, log: 'server-looks.log' });
  for (const bundle of everythingAbout(HARUNO)) await portal.sendAccepted(bundle);
});
test.afterAll(() => portal?.stop());
test.use({ baseURL: async ({}, use) => use(portal.url) });

test('the main pages look as they did', async ({ page }) => {
  await signInAs(page, HARUNO.name);
  const drawnWithOurFont = await page.evaluate(() => document.fonts.check('16px "BIZ UDPGothic"'));
  test.skip(!drawnWithOurFont, 'the pictures are drawn with BIZ UDPGothic: install fonts-morisawa-bizud-gothic to compare them');
  for (const [name, address] of Object.entries({
    home: '/',
    labs: '/labs',
    'one-test': '/labs/core-alb',
    medicines: '/medicines',
    summary: '/summary',
  })) {
    await openAlive(page, address);
    await expect.soft(page).toHaveScreenshot(`${name}.png`, {
      animations: 'disabled',
      scale: 'css',
      maxDiffPixelRatio: 0.02,
      // What arrived when depends on the moment of the run.
      mask: [page.locator('.news-list .source-line'), page.locator('.sources'), page.locator('.main .source-line')],
    });
  }
});
