import type { Page } from '@playwright/test';
import { everythingAbout, HARUNO } from '../support/bundles';
import { expect, openAlive, signInAs, test } from '../support/portal';
import { Portal, TODAY } from '../support/server';

// A portal of its own, so that this is always her first visit and nobody else has sent anything.
test.use({
  baseURL: async ({}, use, { project }) => {
    const portal = await Portal.start({ today: TODAY, log: `server-looks-${project.name}.log` });
    try {
      for (const bundle of everythingAbout(HARUNO)) await portal.sendAccepted(bundle);
      await use(portal.url);
    } finally {
      await portal.stop();
    }
  },
});

test('the main pages look as they did', async ({ page }) => {
  await signInAs(page, HARUNO.name);
  const drawnWithOurFont = await hasFont(page, 'BIZ UDPGothic');
  const without = 'the pictures are drawn with BIZ UDPGothic: install fonts-morisawa-bizud-gothic to compare them';
  if (!drawnWithOurFont) console.warn(`\nSKIPPED: ${without}\n`);
  test.skip(!drawnWithOurFont, without);
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
      mask: ['.source-line', '.sources'].map((place) => page.locator(place)),
    });
  }
});

/** `document.fonts.check` says yes to any name: a font is there if what it would fall back to makes no difference. */
function hasFont(page: Page, name: string): Promise<boolean> {
  return page.evaluate((name) => {
    const pen = document.createElement('canvas').getContext('2d')!;
    const [inFixed, inSerif] = ['monospace', 'serif'].map((fallback) => {
      pen.font = `40px "${name}", ${fallback}`;
      return pen.measureText('Mikata iiWW').width;
    });
    return inFixed === inSerif;
  }, name);
}
