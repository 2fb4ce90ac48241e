import { HARUNO, STORY } from '../support/bundles';
import { OFFICIAL_SUMMARY, readReference } from '../support/reference';
import { expect, signInAs, switchLanguage, test } from '../support/portal';

test('a clinic’s summary shows both diagnoses, the doctor and the plan', async ({ page }) => {
  await signInAs(page, HARUNO.name);
  for (const language of ['ja', 'en'] as const) {
    if (language === 'en') await switchLanguage(page, 'en');
    await page.goto('/summary');
    const main = page.getByRole('main');
    for (const fact of [STORY.clinic, STORY.doctor, STORY.mainDiagnosis, STORY.secondDiagnosis, STORY.plan, STORY.advice]) {
      await expect(main).toContainText(fact);
    }
    // The main diagnosis stands before the secondary one, though it came last.
    // What opens on a tap is there, too.
    const text = (await main.locator('.summary-clinics').textContent())!;
    const block = text.slice(text.indexOf(STORY.clinic));
    expect(block.indexOf(STORY.mainDiagnosis)).toBeLessThan(block.indexOf(STORY.secondDiagnosis));
  }
});

test('the official example is readable in Japanese and English', async ({ page }) => {
  const official = readReference(OFFICIAL_SUMMARY);
  test.skip(!official, 'the official examples are not beside this checkout (set MIKATA_REFERENCE)');
  await signInAs(page, '牧野 爛漫');
  for (const language of ['ja', 'en'] as const) {
    if (language === 'en') await switchLanguage(page, 'en');
    await page.goto('/summary');
    const main = page.getByRole('main');
    for (const fact of ['みなと診療所', '石川 さおり', '高血圧', '狭心症', '高血圧について内服を継続してください。', '1日30分でも軽い運動を継続しましょう。']) {
      await expect(main).toContainText(fact);
    }
  }
});
