import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { collection, diagnosis, HARUNO, laboratory, letter, STORY } from '../support/bundles';
import { KAKERA, KARA, MEZURASHI, NAGAI, YAMANAMI } from '../support/people';
import { addressOf, LANGUAGES, NAVIGATION } from '../support/places';
import { expect, isRecord, openAlive, signInAs, signOut, switchLanguage, test } from '../support/portal';
import { tenYearsOfResults, TESTS } from '../support/results';
import { Door } from '../support/server';

// The people are sent once, and the states are looked at one after the other.
test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  const door = Door.ofTheSharedPortal();
  await door.sendAccepted(collection(KARA, 'Condition', []));
  for (const person of [NAGAI, MEZURASHI]) {
    await door.sendAccepted(collection(person, 'Condition', [diagnosis({ id: 'N1', text: STORY.mainDiagnosis, key: '20061593', onset: '2019-02-03' })]));
  }
  const half = laboratory({ id: 'K1', text: STORY.labItem.ja, code: '3A015000001827101', display: 'ALB', list: 'Core', quantity: ['3.9', 'g/dL', '4.1', '5.1'] });
  half.interpretation = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'QQ' }] }];
  await door.sendAccepted(collection(KAKERA, 'Observation', [half]));
  const nameless = diagnosis({ id: 'K2', text: STORY.secondDiagnosis, key: '20058911', onset: '2018-08-21' });
  delete nameless.code;
  await door.sendAccepted(letter(KAKERA, { id: 'KAKERA', sections: [['紹介目的', '精査をお願いします。']], entries: [nameless] }));
});

/** Light and dark, wide and narrow: nothing for axe to find, nothing wider than the screen. */
async function expectWell(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // No colour is measured on its way to another.
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
    await expectAccessible(page);
  }
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoSidewaysScroll(page);
  }
}

const EMPTY = {
  ja: { nothing: /(はありません|は、まだどの医療機関・薬局からも届いていません)（2024年8月1日/, advice: '「登録がない」ことは「ない」という意味ではありません' },
  en: { nothing: /(had sent no .* by|has sent any .* yet) .*1 Aug 2024/, advice: '“Not registered” does not mean “none”' },
} as const;

for (const language of LANGUAGES) {
  test(`an empty record never reads as “none”, in ${language}`, async ({ page }) => {
    await signInAs(page, KARA.name);
    if (language !== 'ja') await switchLanguage(page, language);
    for (const place of ['/', '/medicines', '/medicines/show', '/labs', '/record', '/summary', '/documents']) {
      await page.goto(place);
      const main = page.getByRole('main');
      if (place !== '/' && place !== '/summary') {
        await expect(main, place).toContainText(EMPTY[language].nothing);
        await expect(main, place).toContainText(EMPTY[language].advice);
      }
      await expectWell(page);
    }
  });

  test(`what cannot be read is said, with whom to ask, in ${language}`, async ({ page }) => {
    await signInAs(page, KAKERA.name);
    if (language !== 'ja') await switchLanguage(page, language);
    const [part, ask, entry] =
      language === 'ja'
        ? ['一部を読み取れませんでした：判定の印', `${STORY.clinic}に「共有した記録の内容を教えてください」`, 'この部分は届いていますが、読み取れませんでした']
        : ['Some of this could not be read: the high or low mark', `ask ${STORY.clinic}`, 'could not be read'];
    const main = page.getByRole('main');
    for (const place of ['/labs', await addressOf(page, '/labs')]) {
      await page.goto(place);
      await expect(main, 'what could be read is shown').toContainText('3.9 g/dL');
      await expect(main).toContainText(part);
      await expect(main).toContainText(ask);
      await expectWell(page);
    }
    await page.goto(await addressOf(page, '/documents'));
    await expect(main).toContainText('精査をお願いします。');
    await expect(main).toContainText(entry);
    await expectWell(page);
  });

  test.describe('an address that leads nowhere', () => {
    test.use({ expectedNoise: /status of 404/ });

    test(`says so without blame, in ${language}`, async ({ page }) => {
      await signInAs(page, HARUNO.name);
      if (language !== 'ja') await switchLanguage(page, language);
      for (const address of ['/no-such-page', '/labs/no-such-test', '/documents/no-such-document']) {
        const answer = await page.goto(address);
        expect(answer!.status(), address).toBe(404);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(
          language === 'ja' ? 'ここには表示できるものがありません' : 'There is nothing to show here',
        );
        await expect(page.getByRole('main').getByRole('link')).toHaveAttribute('href', '/');
        await expectWell(page);
      }
    });
  });
}

test.describe('a session that has ended', () => {
  test.use({ expectedNoise: /status of 401/ });

  test('takes the record off the screen', async ({ page, context }) => {
    await signInAs(page, HARUNO.name);
    await openAlive(page, '/');
    await context.clearCookies();
    await page.getByRole('navigation').first().getByRole('link', { name: NAVIGATION.ja['/record'], exact: true }).click();
    await expect(page).toHaveURL(/\/signin$/);
    await expect(page.locator('body')).not.toContainText(STORY.longTermDiagnosis);
    await expectWell(page);
  });
});

test.describe('where the program does not arrive', () => {
  test.use({ expectedNoise: /_bg\.wasm|Failed to load resource|WebAssembly|Failed to fetch|TypeError|was preloaded using link preload/ });

  test('T49: the button that needs it says what to do', async ({ page, javaScriptEnabled }) => {
    test.skip(javaScriptEnabled === false, 'without scripts another sentence says so');
    await page.route(/_bg.*\.wasm/, (route) => route.abort());
    await page.goto('/signin');
    const words = page.getByText('ページを読みこみ直してください');
    await expect(words).toBeHidden();
    await expect(words).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole('button', { name: 'パスキーでログイン' })).toBeDisabled();
  });

  test('T49: pages without a button stay readable', async ({ page }) => {
    await page.route(/_bg.*\.wasm/, (route) => route.abort());
    await signInAs(page, HARUNO.name);
    await page.goto('/record');
    await expect(page.getByRole('main')).toContainText(STORY.longTermDiagnosis);
    await page.getByRole('navigation').first().getByRole('link', { name: 'くすり', exact: true }).click();
    await expect(page).toHaveURL(/\/medicines$/);
    await expect(page.getByRole('main')).toContainText(STORY.medicine);
  });
});

test.describe('signed out', () => {
  // A page that is left just after it came may have asked to listen by then.
  test.use({ expectedNoise: /status of 401 .*access-history\/live/ });

  test('whoever signs out is out', async ({ page }) => {
    await signInAs(page, HARUNO.name);
    await page.goto('/record');
    await signOut(page);
    await expect(page).toHaveURL(/\/signin$/);
    await page.goBack();
    await expect(page).toHaveURL(/\/signin(\?return_to=\S+)?$/);
    await expect(page.locator('body')).not.toContainText(STORY.longTermDiagnosis);
  });
});

test.describe('without a network', () => {
  test.use({ expectedNoise: /ERR_INTERNET_DISCONNECTED/ });

  test('the page says so, and the record that it holds is still to be read', async ({ page, context }) => {
    await signInAs(page, HARUNO.name);
    await openAlive(page, '/');
    const notice = page.locator('.offline');
    await expect(notice).toBeHidden();
    await context.setOffline(true);
    await expect(notice).toBeVisible();
    await expect(notice).toHaveText('いま、インターネットにつながっていません。この画面は 2024年8月1日（令和6年） 時点の記録です。');
    await expectWell(page);
    const facts = { '/medicines': STORY.medicine, '/labs': STORY.labValue, '/record': STORY.foodAllergy };
    for (const [address, fact] of Object.entries(facts)) {
      await page.locator(`.places a[href="${address}"]`).click();
      await expect(page).toHaveURL(address);
      await expect(page.getByRole('main')).toContainText(fact);
      await expect(notice, 'on every page').toBeVisible();
    }
    await context.setOffline(false);
    await expect(notice).toBeHidden();
  });
});

test('three thousand results are all there', async ({ page }) => {
  test.slow();
  const each = 375;
  for (const bundle of tenYearsOfResults(YAMANAMI, each)) await Door.ofTheSharedPortal().sendAccepted(bundle);
  await signInAs(page, YAMANAMI.name);
  await openAlive(page, '/labs');
  const tests = page.getByRole('main').locator('a[href^="/labs/"]');
  await expect(tests).toHaveCount(TESTS.length);
  await expectAccessible(page);

  // One test, without asking the server for more than whether the record is the same.
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!isRecord(request.url()) && !request.url().endsWith('/favicon.svg')) asked.push(request.url());
  });
  await tests.first().click();
  await expect(page.getByRole('heading', { name: `これまでの結果（${each}件）` })).toBeVisible();
  expect(asked).toEqual([]);
  const rows = page.locator('section:has(#results) tbody tr');
  await expect(rows).toHaveCount(each);
  await expect(rows.first()).toContainText('2024年7月31日');
  await expect(rows.last()).toContainText('2014年8月');
  await expect(page.locator('svg.trend-wide')).toBeVisible();
});

test('whoever asks for no motion sees none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signInAs(page, HARUNO.name);
  await page.goto('/labs');
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) =>
      [null, '::before', '::after']
        .map((part) => getComputedStyle(element, part))
        .filter(({ transitionDuration, animationDuration }) => parseFloat(transitionDuration) > 0.001 || parseFloat(animationDuration) > 0.001)
        .map(() => element.outerHTML.slice(0, 100)),
    ),
  );
  expect(moving).toEqual([]);
});

test('one facility is named, and not counted', async ({ page }) => {
  await signInAs(page, HARUNO.name);
  const since = page.locator('.since');
  await expect(since).toContainText(`${STORY.clinic}から`);
  await expect(since).not.toContainText('ほか');
});

test('a name of forty characters is shown whole', async ({ page }) => {
  expect([...NAGAI.name]).toHaveLength(40);
  await signInAs(page, NAGAI.name);
  for (const place of ['/', '/summary', '/medicines/show']) {
    await page.goto(place);
    await expect(page.locator('.whose-name')).toContainText(NAGAI.name);
    await expectWell(page);
  }
});

test('rare kanji stay what they are', async ({ page }) => {
  await signInAs(page, MEZURASHI.name);
  await openAlive(page, '/summary');
  await expect(page.locator('.whose-name')).toContainText('髙﨑 𠮷');
  await expect(page.locator('.whose .disc'), 'the first letter of the given name, not half of it').toHaveText('𠮷');
  await expect(page.getByRole('main')).toContainText('髙﨑 𠮷');
  await expectWell(page);
});
