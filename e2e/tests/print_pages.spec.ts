import type { Page } from '@playwright/test';
import { collection, HARUNO, laboratory, STORY, type LaboratoryFacts } from '../support/bundles';
import { newcomer } from '../support/people';
import { sheetsOf } from '../support/pdf';
import { addressOf, LANGUAGES } from '../support/places';
import { expect, openAlive, signInAs, switchLanguage, test } from '../support/portal';
import { Door, TODAY } from '../support/server';

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

test('T28: one long value takes no other off the paper', async ({ page }) => {
  const person = newcomer(55 + test.info().retry);
  const finding = '長い所見'.repeat(40);
  const name = `非常に長い検査名${'A'.repeat(160)}`;
  const uncoded = (facts: Pick<LaboratoryFacts, 'id' | 'text' | 'quantity' | 'words'>) => {
    const result = laboratory({ ...facts, code: '99999999999999999', display: '未標準化コード項目(JLAC)', list: 'Core' });
    result.code.coding[1].system = 'http://jpfhir.jp/fhir/clins/CodeSystem/JP_CLINS_ObsLabResult_Uncoded_CS';
    return result;
  };
  await Door.ofTheSharedPortal().sendAccepted(
    collection(person, 'Observation', [
      uncoded({ id: 'T28-1', text: name, words: finding }),
      uncoded({ id: 'T28-2', text: '短い検査', quantity: ['5.8', 'g/dL', '4.1', '5.1'] }),
    ]),
  );
  await signInAs(page, person.name);
  const sheets = await print(page, '/labs');
  expectNamedAndDated(sheets, person.name, '2024年8月1日', '2024年8月15日');
  const paper = sheets.join('');
  for (const said of ['短い検査', '5.8', '4.1–5.1', '基準値']) expect(paper).toContain(withoutSpaces(said));
  // Broken where needed, with nothing between but other columns.
  expect(paper.match(/長い所見/g)?.length).toBeGreaterThan(30);
  expect(paper.match(/A/g)?.length).toBeGreaterThanOrEqual(160);
});

test('T28: a long word anywhere in a table takes no column off the paper', async ({ page }) => {
  await signInAs(page, HANAKO);
  for (const place of ['/labs', await addressOf(page, '/labs')]) {
    await page.goto(place);
    await page.emulateMedia({ media: 'print' });
    // As wide as A4 between its margins.
    await page.setViewportSize({ width: 695, height: 900 });
    const wider = await page.evaluate(() => {
      for (const cell of document.querySelectorAll('.data-table td:last-child')) cell.append('W'.repeat(300));
      return [...document.querySelectorAll('.data-table')].filter((table) => table.getBoundingClientRect().right > innerWidth + 1).length;
    });
    expect(wider, place).toBe(0);
    await page.emulateMedia({ media: null });
  }
});

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
