import { expectAccessible } from '../support/accessibility';
import type { Page } from '@playwright/test';
import { expect, openAlive, signInAs, sitDownAs, switchLanguage, test, unfold } from '../support/portal';

/** Another person for each kind of browser: they decide at the same time. */
const PATIENTS: Record<string, { name: string; facility: string; kind: string }> = {
  desktop: { name: '見本 花子', facility: '例示内科クリニック（架空）', kind: 'diagnoses' },
  phone: { name: '架空 太郎', facility: '例示内科クリニック（架空）', kind: 'allergies' },
  'no-js': { name: '例示 みらい', facility: '見本中央病院（架空）', kind: 'diagnoses' },
};

test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ page }, { project }) => {
  await signInAs(page, PATIENTS[project.name]!.name);
});

const EVERYONE = /^これまでにかかった医療機関・薬局すべてに見せる/;

async function choosePreset(page: Page, name: RegExp): Promise<void> {
  await unfold(page, 'presets');
  await page.getByRole('button', { name }).click();
}

test('a preset decides, the page says what was decided, and it can be undone', async ({ page }) => {
  await page.goto('/consent');
  await choosePreset(page, /^そのつど決める/);
  await choosePreset(page, EVERYONE);
  const saved = page.locator('#saved');
  await expect(saved).toContainText('感染症の検査と手術・処置のほかのすべて');
  await expect(saved).toBeFocused();
  await expect(page.locator('#decided')).toContainText('感染症の検査と手術・処置のほかのすべて');
  await unfold(page, 'presets');
  await expect(page.getByRole('button', { name: EVERYONE })).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('.consent-seen [data-kind="tests"]')).toContainText('件');
  await expect(page.locator('.consent-seen [data-kind="infections"]')).toContainText('見えません');
  await saved.getByRole('button', { name: /この変更を元に戻す/ }).click();
  await expect(page.locator('.consent-seen [data-kind="tests"]')).toContainText('見えません');
  await expectAccessible(page);
});

test.describe('with nobody chosen', () => {
  // Of the choices that are folded the browser says that it cannot point at them; it points at the first.
  test.use({ expectedNoise: /name='to' is not focusable/ });

  test('nobody is chosen beforehand, and nothing is decided for nobody', async ({ page }) => {
    await page.goto('/consent');
    await expect(page.getByRole('radio', { name: /架空/ }).and(page.locator(':checked'))).toHaveCount(0);
    await page.getByRole('button', { name: '決める', exact: true }).click();
    await expect(page).toHaveURL('/consent');
  });
});

test('everything but infections and operations, for one facility and today: four taps from home', async ({ page }, { project }) => {
  const { facility } = PATIENTS[project.name]!;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  await page.locator('.menu summary').click();
  await page.locator('.menu a[href="/consent"]').click();
  await page.getByRole('radio', { name: facility }).check();
  await page.getByRole('button', { name: '決める', exact: true }).click();
  const line = page.locator('.consent-decided > li', { hasText: facility });
  await expect(line).toContainText('「感染症の検査と手術・処置のほかのすべて」を見せる（24時間');
  await line.getByRole('button', { name: /やめる$/ }).click();
});

test('everything but psychiatry and infections, for one facility and today: six taps from home', async ({ page }, { project }) => {
  const { facility } = PATIENTS[project.name]!;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  await page.locator('.menu summary').click();
  await page.locator('.menu a[href="/consent"]').click();
  await page.getByRole('radio', { name: facility }).check();
  await page.getByRole('checkbox', { name: /^精神科/ }).check();
  await page.getByRole('checkbox', { name: /^感染症のこと/ }).check();
  await page.getByRole('button', { name: '決める', exact: true }).click();
  const lines = page.locator('.consent-decided > li', { hasText: facility });
  const shown = lines.filter({ hasText: '「感染症の検査と手術・処置のほかのすべて」を見せる（24時間' });
  const keptBack = lines.filter({ hasText: /見せない：精神科・心療内科のこと、感染症のこと/ });
  await expect(keptBack).toHaveCount(1);
  await expect(page.getByRole('checkbox', { name: /^精神科/ }), 'it says what is kept back').toBeChecked();
  await expect(page.locator('.consent-subjects')).toContainText('文書の文章の中は探しません');
  await expectAccessible(page);
  await shown.getByRole('button', { name: /やめる$/ }).click();
  await expect(keptBack, 'what is kept back outlasts what was shown').toHaveCount(1);
  await keptBack.getByRole('button', { name: /取り消す$/ }).click();
  await expect(lines).toHaveCount(0);
});

test('one decision is one line, and ends with one button', async ({ page }, { project }) => {
  const { facility } = PATIENTS[project.name]!;
  await page.goto('/consent');
  await page.getByRole('radio', { name: facility }).check();
  await page.getByRole('radio', { name: /^すべて（/ }).check();
  await page.getByRole('button', { name: '決める', exact: true }).click();
  const line = page.locator('.consent-decided > li', { hasText: facility });
  await expect(line).toHaveCount(1);
  await expect(line).toContainText(`${facility}に、「すべて」を見せる（24時間`);
  await line.getByRole('button', { name: /やめる$/ }).click();
  await expect(page.locator('#saved')).toContainText(`${facility}に、「すべて」を見せる`);
  await expect(page.locator('.consent-decided > li', { hasText: facility })).toHaveCount(0);
});

test('a kind is shown to one facility for a visit, and taken back', async ({ page }, { project }) => {
  const { facility } = PATIENTS[project.name]!;
  await page.goto('/consent');
  await page.getByRole('radio', { name: facility }).check();
  // On a wide screen it stands open.
  const look = page.getByRole('button', { name: '見え方を確かめる' });
  if (!(await look.isVisible())) await page.getByText('種類ごとに見る').click();
  await look.click();
  await expect(page.getByRole('heading', { level: 3, name: new RegExp(facility) })).toBeVisible();
  await expect(page.getByRole('radio', { name: facility })).toBeChecked();
  await expect(page.locator('#decided'), 'looking decides nothing').not.toContainText(facility);
  await page.getByRole('radio', { name: /^種類を選ぶ/ }).check();
  await page.getByRole('checkbox', { name: '検査', exact: true }).check();
  await page.getByRole('radio', { name: /今日（24時間）/ }).check();
  await page.getByRole('button', { name: '決める', exact: true }).click();
  await expect(page.locator('#decided')).toContainText(`${facility}に、「検査」を見せる（24時間`);
  await expect(page.locator('.consent-seen [data-kind="tests"]')).not.toContainText('見えません');
  await expectAccessible(page);
  await page.locator('#decided').getByRole('button', { name: /検査.*やめる/ }).first().click();
  await page.goto('/consent');
  await expect(page.locator('#decided')).not.toContainText(`${facility}に、「検査」を見せる（24時間`);
});

test('while a choice moves, what would appear and vanish is said before anything is decided', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'only a living page computes by itself');
  await page.goto('/consent');
  await choosePreset(page, /^そのつど決める/);
  await page.waitForURL(/\/consent/);
  await openAlive(page, '/consent');
  await expect(page.locator('[data-alive]')).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const seen = page.locator('.consent-seen [data-kind="allergies"]');
  await expect(seen).toHaveAttribute('data-count', '0');
  await page.getByRole('radio', { name: /^種類を選ぶ/ }).check();
  await page.getByText('ほかのところ（はじめて、すべて）').click();
  await page.getByRole('radio', { name: 'これまでにかかった医療機関・薬局すべて' }).check();
  await expect(page.locator('.consent-sum')).toContainText('見えるもの：ありません');
  await page.getByRole('checkbox', { name: 'アレルギー', exact: true }).check();
  await expect(page.locator('[data-appear]')).toContainText('アレルギー');
  await expect(page.locator('.consent-sum')).toContainText(/見えるもの：アレルギー\d/);
  await expect(seen).not.toHaveAttribute('data-count', '0');
  await page.getByRole('checkbox', { name: 'アレルギー', exact: true }).uncheck();
  await expect(page.locator('[data-appear]')).toHaveCount(0);
  expect(asked).toEqual([]);
  await page.reload();
  await expect(page.locator('.consent-seen [data-kind="allergies"]')).toHaveAttribute('data-count', '0');
});

test('one entry stays out of emergencies too', async ({ page }, { project }) => {
  const { kind } = PATIENTS[project.name]!;
  const seen = page.locator(`.consent-seen [data-kind="${kind}"]`);
  await page.goto(`/consent?to=emergency&items=${kind}`);
  const before = Number(await seen.getAttribute('data-count'));
  expect(before).toBeGreaterThan(0);
  await page.locator('#items').getByRole('button', { name: /緊急のときも見せない/ }).first().click();
  await expect(page.locator('#items')).toContainText('緊急のときも見せません');
  await expect(page.getByRole('status').filter({ hasText: '変更しました' })).toBeVisible();
  // With every other line that is about the same.
  await expect.poll(async () => Number(await seen.getAttribute('data-count'))).toBeLessThan(before);
  await page.locator('#items').getByRole('button', { name: /見せてよい/ }).first().click();
  await expect(seen).toHaveAttribute('data-count', String(before));
});

test('a number that is no facility’s is said to be none', async ({ page }) => {
  await page.goto('/consent?code=1319999999');
  await expect(page.getByRole('alert')).toContainText('登録されていません');
  await page.goto('/consent?code=abc');
  await expect(page.getByRole('alert')).toContainText('登録されていません');
  // What was typed, to be put right, and nothing that would be aimed at anybody else.
  await expect(page.getByRole('textbox')).toHaveValue('abc');
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expect(page.locator('form[action="/consent/switches"]')).toHaveCount(0);
});

test('a first visit is found by name, and a number that is typed there aims at nobody else', async ({ page }) => {
  const search = async (what: string) => {
    await page.goto('/consent');
    await page.getByText('ほかのところ（はじめて、すべて）').click();
    await page.getByLabel(/^はじめてかかるところの名前/).fill(what);
    await page.getByLabel(/^はじめてかかるところの名前/).press('Enter');
  };
  await search('ちゅうおう病院');
  await expect(page.locator('#switches')).toContainText('この名前の医療機関・薬局は、ここに登録されていません');
  await search('見本中央');
  await expectAccessible(page);
  await page.locator('#switches').getByRole('link', { name: /見本中央病院/ }).click();
  await expect(page.getByRole('radio', { name: '見本中央病院（架空）' })).toBeChecked();
  await search('1319999999');
  await expect(page.getByRole('alert')).toContainText('登録されていません');
  await expect(page.locator('form[action="/consent/switches"]')).toHaveCount(0);
  await search('1310000011');
  await expect(page.getByRole('radio', { name: '見本中央病院（架空）' })).toBeChecked();
});

/** Whom a facility treats is the patient's to say: one that only sent something is asked about, and sees nothing before. */
test('a facility that only sent something is asked about on home, and a stated visit ends by "not me"', async ({ page, browser, baseURL }, { project }) => {
  test.skip(project.name !== 'no-js', 'one doctor, one patient whom nobody else is at the same time; the forms need no scripts');
  const { name, facility } = PATIENTS[project.name]!;
  const about = page.locator('#treating .card', { hasText: facility });
  await page.goto('/consent');
  await choosePreset(page, EVERYONE);
  // As though she had never answered.
  await unfold(page, 'treating');
  await about.getByRole('button', { name: /答えを取り消す/ }).click();
  await expect(about).toHaveAttribute('data-state', 'asked');

  const desk = await browser.newPage({ baseURL });
  await sitDownAs(desk, '見本 医師');
  await desk.goto('/desk');
  await desk.getByLabel('患者番号').fill('00000003');
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(`${name}さん`);
  const patient = new URL(desk.url()).pathname;
  const record = async () => (await desk.goto(`${patient}/record`))!.status();
  expect(await record()).toBe(403);

  await page.goto('/');
  await expectAccessible(page);
  const others = page.locator('#treating .folded > summary');
  if (await others.count()) await others.click();
  const question = page.locator('#treating .card', { hasText: facility });
  await expect(question).toContainText('あなたを診ていると言っています');
  await question.getByRole('button', { name: /かかっていません/ }).click();
  await expect(page.locator('#treating')).toContainText('にはかかっていない、と答えました');
  expect(await record()).toBe(403);
  await page.locator('#treating').getByRole('button', { name: /答えを取り消す/ }).click();
  expect(await record()).toBe(403);

  // A typed number states nothing; what was seen does, for a day.
  await desk.goto(`${patient}/visit`);
  await desk.getByLabel('写真のある本人確認書類を見た').check();
  await desk.getByRole('button', { name: '来院を伝える' }).click();
  expect(await record()).toBe(200);
  await expect(desk.locator('#untold')).toHaveCount(0);
  await expect(desk.locator('#infections')).toHaveCount(0);
  await page.goto('/');
  const visit = page.locator('#treating .card', { hasText: '来院していると伝えました' });
  await expect(visit).toContainText(facility);
  await visit.getByRole('button', { name: /それは私ではありません/ }).click();
  expect(await record()).toBe(403);

  // Her own word shows what waits for it.
  await page.goto('/consent');
  await unfold(page, 'treating');
  await about.getByRole('button', { name: /かかっています/ }).click();
  await expect(about).toHaveAttribute('data-state', 'confirmed');
  expect(await record()).toBe(200);
  await desk.close();
});

test('a code for the desk is shown once', async ({ page }) => {
  await page.goto('/consent/code');
  await expectAccessible(page);
  await page.getByRole('button', { name: '番号を出す' }).click();
  const code = page.locator('.invitation-code');
  await expect(code).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expect(page.getByRole('img', { name: '受付で読み取る番号' })).toBeVisible();
  await page.goto('/consent/code');
  await expect(page.locator('.invitation-code')).toHaveCount(0);
});

test('in English, too', async ({ page }) => {
  await switchLanguage(page, 'en');
  await page.goto('/consent?to=emergency');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who may see what');
  await expect(page.getByRole('heading', { level: 3, name: /hospital in an emergency/ })).toBeVisible();
  await expectAccessible(page);
  await switchLanguage(page, 'ja');
});
