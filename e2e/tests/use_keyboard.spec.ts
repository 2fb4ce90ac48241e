import type { Page } from '@playwright/test';
import { HARUNO } from '../support/bundles';
import { addressOf, PLACES } from '../support/places';
import { expect, openAlive, signInAs, test } from '../support/portal';

/** What the keyboard must reach, besides the skip link in the order of the document. */
const INTERACTIVE = 'a[href], button, summary, input:not([type="hidden"]), select, textarea, [tabindex="0"]';

interface Stop {
  /** Its number among the visible interactive elements; -1 is none of them. */
  number: number;
  told: string;
  indicated: boolean;
  /** What lies over it, where it cannot be seen. */
  covered: string | null;
}

/** The visible interactive elements, in the order of the document, as they are told in a failure. */
function interactive(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    const seen = [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0,
    );
    Object.assign(window, { seen });
    return seen.map((element) => element.outerHTML.slice(0, 100));
  }, INTERACTIVE);
}

/** Where the focus is, and whether one sees that it is there. */
function focused(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const number = (window as unknown as { seen: Element[] }).seen.indexOf(element);
    const style = getComputedStyle(element);
    const indicated = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const box = element.getClientRects()[0];
    const [x, y] = [box.left + box.width / 2, Math.min(box.top + box.height / 2, box.top + 20)];
    const top = document.elementFromPoint(x, y);
    const covered = top && (element.contains(top) || top.contains(element)) ? null : (top?.outerHTML.slice(0, 100) ?? 'beyond the window');
    return { number, told: element.outerHTML.slice(0, 100), indicated, covered };
  });
}

test('Tab reaches everything on every page, once, in order, and one sees where one is', async ({ page, javaScriptEnabled }) => {
  await signInAs(page, HARUNO.name);
  const pages: string[] = [...PLACES, await addressOf(page, '/labs'), await addressOf(page, '/documents'), '/labs?show=outside'];
  for (const address of pages) {
    await test.step(address, async () => {
      await openAlive(page, address, javaScriptEnabled);
      const expected = await interactive(page);
      // What is held out to somebody has little to press.
      expect(expected.length).toBeGreaterThan(address === '/medicines/show' ? 2 : 5);
      expect(expected[0], 'first of all, past what every page repeats').toContain('skip-link');
      const stops: Stop[] = [];
      for (const _ of expected) {
        await page.keyboard.press('Tab');
        stops.push(await focused(page));
      }
      expect(stops.map(({ number, told }) => (number < 0 ? told : expected[number])), 'in the order of the document').toEqual(expected);
      expect(stops.filter(({ indicated }) => !indicated), 'each shows that it has the focus').toEqual([]);
      expect(stops.filter(({ covered }) => covered), 'none has it behind something else').toEqual([]);
      await page.keyboard.press('Tab');
      // Beyond the last one is the browser, or the page from its top again.
      const { number } = await focused(page);
      expect([-1, 0], 'the page is left again').toContain(number);
    });
  }
});

test('Enter on the skip link goes past what every page repeats', async ({ page, javaScriptEnabled }) => {
  await signInAs(page, HARUNO.name);
  await openAlive(page, '/labs', javaScriptEnabled);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').locator(':focus'), 'reading goes on inside').toHaveCount(1);
});

test('a term’s explanation opens with Enter, closes with Escape and gives the focus back', async ({ page, javaScriptEnabled }) => {
  await signInAs(page, HARUNO.name);
  for (const address of [await addressOf(page, '/labs'), '/record']) {
    await openAlive(page, address, javaScriptEnabled);
    const button = page.getByRole('main').locator('button.term:visible').first();
    const explanation = page.locator(`#${await button.getAttribute('popovertarget')}`);
    await expect(explanation).toBeHidden();
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(explanation).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(explanation.locator(':focus'), 'what it offers comes next').toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(explanation).toBeHidden();
    await expect(button).toBeFocused();
    // By its own button, too.
    await page.keyboard.press('Enter');
    await explanation.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect(explanation).toBeHidden();
    await expect(button).toBeFocused();
  }
});

test('what is one tap away is one Enter away', async ({ page, javaScriptEnabled }) => {
  await signInAs(page, HARUNO.name);
  await openAlive(page, '/medicines', javaScriptEnabled);
  const details = page.getByRole('main').locator('details').first();
  const words = details.locator(':scope > :not(summary)').first();
  await expect(words).toBeHidden();
  await details.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(words).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(words).toBeHidden();
});

test('the tabs of the sheet are followed with Enter', async ({ page, javaScriptEnabled }) => {
  await signInAs(page, HARUNO.name);
  await openAlive(page, '/labs', javaScriptEnabled);
  const tabs = page.locator('.tabs').getByRole('link');
  await expect(tabs.first()).toHaveAttribute('aria-current', 'page');
  await tabs.last().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/labs?show=outside');
  await expect(tabs.last()).toHaveAttribute('aria-current', 'page');
  await expect(tabs.first()).not.toHaveAttribute('aria-current');
});
