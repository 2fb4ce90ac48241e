import type { Page } from '@playwright/test';
import { HARUNO, STORY } from '../support/bundles';
import { sheetsOf } from '../support/pdf';
import { addressOf, LANGUAGES } from '../support/places';
import { expect, openAlive, signInAs, switchLanguage, test } from '../support/portal';
import { TODAY } from '../support/server';

const HANAKO = '見本 花子';

/** A day that is neither the day the portal goes by nor the day of the run. */
const PRINTED = '2024-08-15';

/** Prints, and returns the words of each sheet. */
async function print(page: Page, address: string): Promise<string[]> {
  await openAlive(page, address);
  // The page is left open, and printed later.
  await page.clock.setFixedTime(new Date(`${PRINTED}T01:00:00Z`));
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  await page.clock.setFixedTime(new Date(`${TODAY}T01:00:00Z`));
  return sheetsOf(pdf);
}

const withoutSpaces = (words: string) => words.replace(/\s+/g, '');

for (const language of LANGUAGES) {
  const [asOf, printed] = language === 'ja' ? ['2024年8月1日', '2024年8月15日'] : ['1 Aug 2024', '15 Aug 2024'];

  test(`in ${language} the summary of somebody with much in it takes two sheets at most`, async ({ page }) => {
    await signInAs(page, HANAKO);
    if (language !== 'ja') await switchLanguage(page, language);
    const sheets = await print(page, '/summary');
    expect(sheets.length).toBeGreaterThan(0);
    expect(sheets.length).toBeLessThanOrEqual(2);
    expectNamedAndDated(sheets, HANAKO, asOf, printed);
  });

  test(`in ${language} a document takes two sheets at most`, async ({ page }) => {
    await signInAs(page, HARUNO.name);
    if (language !== 'ja') await switchLanguage(page, language);
    const sheets = await print(page, await addressOf(page, '/documents'));
    expect(sheets.length).toBeLessThanOrEqual(2);
    expectNamedAndDated(sheets, HARUNO.name, asOf, printed);
    for (const fact of [STORY.clinic, STORY.doctor, STORY.mainDiagnosis, STORY.plan, STORY.advice]) {
      expect(sheets.join('')).toContain(withoutSpaces(fact));
    }
  });
}

function expectNamedAndDated(sheets: string[], name: string, asOf: string, printed: string): void {
  for (const [index, sheet] of sheets.entries()) {
    for (const said of [name, asOf, printed]) {
      expect(sheet, `sheet ${index + 1} of ${sheets.length}`).toContain(withoutSpaces(said));
    }
    // A way to go or to choose is of no use on paper.
    expect(sheet).not.toMatch(/ログアウト|Signout|標準|本文へ進む|Skiptothecontent/);
  }
}

test('on paper nothing is to be pressed, and headings stay with what they head', async ({ page }) => {
  await signInAs(page, HANAKO);
  const places = ['/', '/medicines', '/labs', '/record', '/summary', await addressOf(page, '/labs'), await addressOf(page, '/documents')];
  for (const place of places) {
    await page.goto(place);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const found = await page.evaluate(() => {
      const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
      const pressed = [...document.querySelectorAll('button, nav, .button, .skip-link, input:not([type="hidden"])')].filter(shown);
      const alone = [...document.querySelectorAll('h1, h2, h3')]
        .filter(shown)
        .filter((heading) => !['avoid', 'avoid-page'].includes(getComputedStyle(heading).breakAfter));
      const told = (elements: Element[]) => elements.map((element) => element.outerHTML.slice(0, 120));
      const { color } = getComputedStyle(document.body);
      const header = document.querySelector('.banner')!;
      return {
        pressed: told(pressed),
        alone: told(alone),
        color,
        ground: getComputedStyle(document.documentElement).backgroundColor,
        repeated: getComputedStyle(header).display,
        named: shown(header.querySelector('.whose-name')!) && shown(header.querySelector('.printed-on')!),
      };
    });
    expect(found, place).toEqual({
      pressed: [],
      alone: [],
      color: 'rgb(0, 0, 0)',
      ground: 'rgb(255, 255, 255)',
      // What is the head of a table stands on every sheet.
      repeated: 'table-header-group',
      named: true,
    });
    await page.emulateMedia({ media: null, colorScheme: null });
  }
});
