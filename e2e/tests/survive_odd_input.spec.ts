import type { Page } from '@playwright/test';
import { allergy, collection, diagnosis, laboratory, letter, prescription, type LaboratoryFacts } from '../support/bundles';
import { FUSHIGI, newcomer, SAKASA } from '../support/people';
import { addressOf } from '../support/places';
import { expect, openAlive, signInAs, test } from '../support/portal';
import { Door } from '../support/server';

test.describe.configure({ mode: 'default' });

/** A test of the core items; each of the stories below has one of its own, so that none disturbs another. */
const ALB = { text: 'アルブミン', code: '3A015000001827101', display: 'ALB', list: 'Core' } as const;
const CRE = { text: 'クレアチニン', code: '3C015000002327101', display: 'Cre', list: 'Core' } as const;
const FBS = { text: '空腹時血糖', code: '3D010129902327101', display: 'FBS(BS)', list: 'Core' } as const;
const LDL = { text: 'LDLコレステロール', code: '3F077000002327101', display: 'LDL-C', list: 'Core' } as const;
const BNP = { text: 'BNP', code: '4Z271000002205101', display: 'BNP', list: 'Core' } as const;

const MARKUP = '<img src=x onerror=alert(1)><script>window.ran = true</script>';
const OVERRIDE = '\u202e';

/** A result as {@link laboratory} makes it, with some of it replaced. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function odd(facts: LaboratoryFacts, replaced: Record<string, unknown>): any {
  const result = { ...laboratory(facts), ...replaced };
  for (const [name, value] of Object.entries(replaced)) if (value === undefined) delete result[name];
  return result;
}

test.beforeAll(async () => {
  const door = Door.ofTheSharedPortal();
  const quantity: [string, string, string, string] = ['3.9', 'g/dL', '4.1', '5.1'];
  const results = [
    // Values without unit or range, words in a numeric test, and what lies below what can be measured.
    odd({ ...ALB, id: 'F1', at: '2024-07-05', quantity }, { valueQuantity: { value: 4.4 }, referenceRange: undefined, interpretation: undefined }),
    odd({ ...ALB, id: 'F2', at: '2024-06-05' }, { valueString: '検体不良のため測定できません' }),
    odd({ ...ALB, id: 'F3', at: '2024-05-05', quantity }, { valueQuantity: { value: 0.5, comparator: '<', unit: 'g/dL' }, interpretation: undefined }),
    odd({ ...ALB, id: 'F4', at: '2024-04-05', quantity }, {}),
    // The unit changed, and with it the range.
    odd({ ...CRE, id: 'F5', at: '2024-07-05', quantity: ['80', 'µmol/L', '40', '70'] }, { interpretation: undefined }),
    odd({ ...CRE, id: 'F6', at: '2023-07-05', quantity: ['0.9', 'mg/dL', '0.46', '0.79'] }, { interpretation: undefined }),
    // Within the range of its day, outside the range of today.
    odd({ ...LDL, id: 'F7', at: '2024-07-05', quantity: ['150', 'mg/dL', '65', '139'] }, { interpretation: undefined }),
    odd({ ...LDL, id: 'F8', at: '2023-07-05', quantity: ['150', 'mg/dL', '65', '163'] }, { interpretation: undefined }),
    // Somebody wrote the wrong year.
    odd({ ...BNP, id: 'F9', at: '2034-07-05', quantity: ['12.3', 'pg/mL', '0', '18.4'] }, { interpretation: undefined }),
  ];
  // A day in intensive care.
  const manyAtOnce = Array.from({ length: 40 }, (_, index) => {
    const minutes = index * 30;
    const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    return laboratory({ ...FBS, id: `F10-${index}`, at: `2024-07-05T${time}:00+09:00`, quantity: [String(100 + index), 'mg/dL', '73', '109'] });
  });
  await door.sendAccepted(collection(FUSHIGI, 'Observation', [...results, ...manyAtOnce]));

  const unknown = prescription({ id: 'F11', text: '試験錠１ｍｇ', yj: '2171022F2142', start: '2024-07-20', days: 28 });
  unknown.dosageInstruction[0].timing.code = {
    coding: [{ system: 'http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUsage_ePrescription', code: '9999999999999999', display: '月がきれいな夜に服用' }],
    text: '月がきれいな夜に服用',
  };
  await door.sendAccepted(collection(FUSHIGI, 'MedicationRequest', [unknown]));

  const lines = Array.from({ length: 5_000 }, (_, index) => `${index + 1}行目の経過です。`);
  await door.sendAccepted(letter(FUSHIGI, { id: 'LONG', sections: [['臨床経過', lines.join('\n')]] }));

  const steering = prescription({ id: 'S1', text: `${OVERRIDE}${MARKUP}試験錠`, yj: '2171022F2142', start: '2024-07-20', days: 28 });
  steering.note = [{ text: `${MARKUP}${OVERRIDE}ふらつきに注意` }];
  await door.sendAccepted(collection(SAKASA, 'MedicationRequest', [steering]));
  const noted = { ...diagnosis({ id: 'S2', text: '高血圧症', key: '20061593', onset: '2019-02-03' }), note: [{ text: `${OVERRIDE}${MARKUP}家でも測る` }] };
  await door.sendAccepted(collection(SAKASA, 'Condition', [noted]));
  await door.sendAccepted(collection(SAKASA, 'AllergyIntolerance', [allergy({ id: 'S3', text: `${MARKUP}${OVERRIDE}ペニシリン`, category: 'medication', criticality: 'high' })]));
  await door.sendAccepted(collection(SAKASA, 'Observation', [odd({ ...ALB, id: 'S4' }, { valueString: `${OVERRIDE}${MARKUP}陰性` })]));
  await door.sendAccepted(letter(SAKASA, { id: 'STEER', title: `${OVERRIDE}${MARKUP}診療情報提供書`, sections: [[`${MARKUP}紹介目的${OVERRIDE}`, `${MARKUP}${OVERRIDE}お願いします。`]] }));
});

async function openTest(page: Page, name: RegExp): Promise<void> {
  await page.goto('/labs');
  const link = page.getByRole('main').getByRole('link', { name });
  await openAlive(page, (await link.getAttribute('href'))!);
}

test('values without unit or range, words, and bounds are shown as they were sent', async ({ page }) => {
  await signInAs(page, FUSHIGI.name);
  await openTest(page, /アルブミン/);
  const row = (date: string) => page.locator('section:has(#results) tbody tr').filter({ hasText: date });
  await expect(row('2024年7月5日')).toContainText('4.4');
  await expect(row('2024年7月5日')).not.toContainText('g/dL');
  await expect(row('2024年7月5日')).toContainText('基準値は登録されていません');
  await expect(row('2024年6月5日')).toContainText('検体不良のため測定できません');
  await expect(row('2024年5月5日')).toContainText(/(<|＜)\s*0\.5|0\.5 g\/dL\s*未満/);
  await expect(row('2024年4月5日')).toContainText('3.9 g/dL');
  const trend = page.locator('section:has(#trend)');
  await expect(trend, 'a value without a unit is not drawn on the scale of another').toContainText('単位ごとに分けて描いています');
  await expect(trend).toContainText('図に描けない結果があります：数字ではない結果 1件');
  await expect(trend).toContainText('矢印のある印は、測れる限界より低い');
});

test('another unit is another drawing', async ({ page }) => {
  await signInAs(page, FUSHIGI.name);
  await openTest(page, /クレアチニン/);
  await expect(page.locator('figure.trend')).toHaveCount(2);
  await expect(page.locator('figure.trend').filter({ hasText: '単位：mg/dL' })).toHaveCount(1);
  await expect(page.locator('figure.trend').filter({ hasText: '単位：µmol/L' })).toHaveCount(1);
  await expect(page.locator('.lab-newest'), 'nothing is compared across units').not.toContainText('前回');
  await expect(page.locator('.lab-newest')).toContainText('基準値より高い（＋10 µmol/L）');
});

test('each result is judged by the range that came with it', async ({ page }) => {
  await signInAs(page, FUSHIGI.name);
  await openTest(page, /LDL/);
  const row = (date: string) => page.locator('section:has(#results) tbody tr').filter({ hasText: date });
  await expect(row('2024年7月5日')).toContainText('65–139 mg/dL');
  await expect(row('2024年7月5日')).toContainText('基準値より高い');
  await expect(row('2023年7月5日')).toContainText('65–163 mg/dL');
  await expect(row('2023年7月5日')).not.toContainText('基準値より高い');
  await expect(page.locator('.trend-legend')).toContainText('途中で基準値が変わっています。');
});

test('a date after today is shown and said to be that', async ({ page }) => {
  await signInAs(page, FUSHIGI.name);
  await openTest(page, /BNP/);
  for (const part of [page.locator('.lab-newest'), page.locator('section:has(#results) tbody tr')]) {
    await expect(part).toContainText('2034年7月5日');
    await expect(part).toContainText('日付が今日より先になっています');
  }
  await page.goto('/labs');
  await expect(page.getByRole('main')).toContainText('2034年7月5日');
});

test('forty results of one day are all there, each with its time', async ({ page }) => {
  await signInAs(page, FUSHIGI.name);
  await openTest(page, /血糖（/);
  await expect(page.locator('section:has(#results) tbody tr')).toHaveCount(40);
  await expect(page.locator('section:has(#results) tbody tr').first()).toContainText('19:30');
  await page.goto('/labs');
  const cell = page.locator('tr').filter({ hasText: '血糖' }).locator('td.cell-newest');
  await expect(cell.locator('.lab-result')).toHaveCount(40);
});

test('an unknown usage code is said in the words that came with it', async ({ page }) => {
  await signInAs(page, FUSHIGI.name);
  for (const place of ['/medicines', '/medicines/show']) {
    await page.goto(place);
    await expect(page.getByRole('main')).toContainText('月がきれいな夜に服用');
  }
});

test('a letter of five thousand lines opens', async ({ page }) => {
  await signInAs(page, FUSHIGI.name);
  await openAlive(page, await addressOf(page, '/documents'));
  const words = await page.getByRole('main').innerText();
  for (const line of [1, 2_500, 5_000]) expect(words).toContain(`\n${line}行目の経過です。`);
});

test('markup and marks that turn the line around do nothing', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  // Neither the page of people nor a record's own pages.
  await signInAs(page, '試験<b>逆</b>');
  const places = ['/', '/medicines', '/medicines/show', '/labs', '/record', '/summary', '/documents'];
  for (const place of [...places, await addressOf(page, '/labs'), await addressOf(page, '/documents')]) {
    await openAlive(page, place);
    const found = await page.evaluate(() => ({
      ran: 'ran' in window,
      made: [...document.body.querySelectorAll('img, b, script:not([nonce]):not([src])')]
        .filter((element) => element.tagName !== 'SCRIPT' || element.textContent!.includes('window.ran = true'))
        .map((element) => element.outerHTML.slice(0, 100)),
      steered: /[\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.textContent!) || /[\u202a-\u202e\u2066-\u2069]/.test(document.title),
      // Two letters after the name stand from left to right.
      reversed: (() => {
        const name = document.querySelector('.whose-name bdi')!;
        const age = document.querySelector('.whose-age')!;
        const said = name.lastChild!;
        const walker = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
        let last = said;
        while (walker.nextNode()) if (walker.currentNode.textContent!.trim().length > 1) last = walker.currentNode;
        const at = (index: number) => {
          const range = document.createRange();
          range.setStart(last, index);
          range.setEnd(last, index + 1);
          return range.getBoundingClientRect();
        };
        const end = last.textContent!.length;
        const [before, after] = [at(end - 2), at(end - 1)];
        const sameLine = Math.abs(before.top - after.top) < 2;
        const ageAfter = age.getBoundingClientRect().left >= after.left || age.getBoundingClientRect().top > after.top;
        return (sameLine && after.left < before.left) || !ageAfter;
      })(),
    }));
    expect(found, place).toEqual({ ran: false, made: [], steered: false, reversed: false });
    await expect(page.locator('.whose-name'), 'the markup is read as what it is').toContainText('試験<b>逆</b> <img src=x onerror=alert(1)>さんの記録');
  }
  await page.goto('/medicines');
  await expect(page.getByRole('main')).toContainText(`${MARKUP}試験錠`);
  await expect(page.getByRole('main')).toContainText(`${MARKUP}ふらつきに注意`);
  expect(dialogs).toEqual([]);
});

test('a title that ends the title is a heading and stands in no tab, before and after the program lives', async ({ page }) => {
  const title = '紹介状</title><meta http-equiv="refresh" content="0;url=/phish"><b>&lt;';
  await Door.ofTheSharedPortal().sendAccepted(letter(SAKASA, { id: 'TITLE', title, sections: [['紹介目的', 'お願いします。']] }));
  await signInAs(page, '試験<b>逆</b>');
  await page.goto('/documents');
  const link = page.getByRole('main').getByRole('link', { name: /phish/ });
  const address = (await link.getAttribute('href'))!;
  await openAlive(page, address);
  await expect(page).toHaveURL(address);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page).toHaveTitle('文書 · ミカタ');
  await expect(page.locator('meta[http-equiv]')).toHaveCount(0);
  // Led to by the program, which sets the title itself.
  await openAlive(page, '/documents');
  await page.getByRole('main').getByRole('link', { name: /phish/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(page).toHaveTitle('文書 · ミカタ');
});

test('what nobody could read is refused, and the refusal names it', async () => {
  const door = Door.ofTheSharedPortal();
  for (const [replaced, named] of [
    [{ effectiveDateTime: '2024-13-40' }, 'effectiveDateTime'],
    [{ code: undefined }, 'code'],
    [{ status: undefined }, 'status'],
  ] as const) {
    const answer = await door.send(collection(FUSHIGI, 'Observation', [odd({ ...ALB, id: 'F90', words: '陰性' }, replaced)]));
    expect(answer.status, named).toBe(400);
    const { resourceType, issue } = await answer.json();
    expect(resourceType).toBe('OperationOutcome');
    expect(issue.map(({ diagnostics }: { diagnostics: string }) => diagnostics).join('\n')).toContain(named);
  }
});

test('a letter that no typeface has is shown as one on a page that the browser made, too', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'the server made it');
  const person = newcomer(600 + 3 * test.info().parallelIndex + test.info().retry);
  const facts = { id: 'GAIJI', text: '\ue000見本症', key: '20054432', onset: '2024-07-01' };
  await Door.ofTheSharedPortal().sendAccepted(collection(person, 'Condition', [diagnosis(facts)]));
  await signInAs(page, person.name);
  await openAlive(page, '/medicines');
  await page.getByRole('navigation').first().getByRole('link', { name: '記録', exact: true }).click();
  await expect(page).toHaveURL('/record');
  await expect(page.getByRole('main')).toContainText('〓見本症');
  await expect(page.locator('body')).not.toContainText('\ue000見本症');
  await expect(page.getByRole('main')).toContainText('U+E000');
});
