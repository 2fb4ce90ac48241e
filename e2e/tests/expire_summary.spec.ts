import { everythingAbout, HARUNO, STORY } from '../support/bundles';
import { expect, signInAs, test } from '../support/portal';
import { Portal } from '../support/server';

test('six months after its date a clinic’s block is gone', async ({ browser }) => {
  // Two portals, one after the other.
  test.setTimeout(180_000);
  // Composition.date is 2024-07-07: on the last day it is there, on the next it is not.
  for (const [today, isThere] of [['2025-01-07', true], ['2025-01-08', false]] as const) {
    const portal = await Portal.start({ today, log: `server-${today}.log` });
    const context = await browser.newContext({ baseURL: portal.url, locale: 'ja-JP' });
    try {
      for (const bundle of everythingAbout(HARUNO)) await portal.sendAccepted(bundle);
      const page = await context.newPage();
      await signInAs(page, HARUNO.name);
      await page.goto('/summary');
      await expect(page.getByRole('main')).toBeVisible();
      // In the line, and in what it opens to.
      const plan = page.getByText(STORY.plan);
      await (isThere ? expect(plan.first(), today).toBeVisible() : expect(plan, today).toHaveCount(0));
    } finally {
      await context.close();
      await portal.stop();
    }
  }
});
