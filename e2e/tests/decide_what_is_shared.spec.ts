import { expectAccessible } from '../support/accessibility';
import { expect, openAlive, signInAs, sitDownAs, switchLanguage, test } from '../support/portal';

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

test('a preset decides, the page says so, and it can be undone', async ({ page }) => {
  await page.goto('/consent');
  await page.getByRole('button', { name: /^そのつど決める/ }).click();
  await page.getByRole('button', { name: /^これまでにかかった医療機関・薬局すべてに見せる/ }).click();
  await expect(page.getByRole('button', { name: /^これまでにかかった医療機関・薬局すべてに見せる/ })).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('#decided')).toContainText('感染症の検査と手術・処置のほかのすべて');
  await expect(page.locator('.consent-seen [data-kind="tests"]')).toContainText('件');
  await expect(page.locator('.consent-seen [data-kind="infections"]')).toContainText('見えません');
  await page.locator('#history').getByRole('button', { name: /この変更を元に戻す/ }).first().click();
  await expect(page.locator('.consent-seen [data-kind="tests"]')).toContainText('見えません');
  await expectAccessible(page);
});

test('a kind is shown to one facility for a visit, and taken back', async ({ page }, { project }) => {
  const { facility } = PATIENTS[project.name]!;
  await page.goto('/consent');
  await page.getByLabel('だれに').selectOption({ label: facility });
  await page.locator('form[action="/consent#switches"]').first().getByRole('button').click();
  await expect(page.getByRole('heading', { level: 3, name: new RegExp(facility) })).toBeVisible();
  await page.getByRole('checkbox', { name: '検査', exact: true }).check();
  await page.getByRole('radio', { name: /24時間/ }).check();
  await page.getByRole('button', { name: 'この内容にする' }).click();
  await expect(page.locator('#decided')).toContainText(`${facility}に、「検査」を見せる（24時間）`);
  await expect(page.locator('.consent-seen [data-kind="tests"]')).not.toContainText('見えません');
  await expectAccessible(page);
  await page.locator('#decided').getByRole('button', { name: /検査.*取り消す/ }).first().click();
  await page.goto('/consent');
  await expect(page.locator('#decided')).not.toContainText(`${facility}に、「検査」を見せる（24時間）`);
});

test('while a switch moves, what would appear and vanish is said before anything is saved', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'only a living page computes by itself');
  await page.goto('/consent');
  await page.getByRole('button', { name: /^そのつど決める/ }).click();
  await page.waitForURL(/\/consent/);
  await openAlive(page, '/consent');
  await expect(page.locator('[data-alive]')).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const seen = page.locator('.consent-seen [data-kind="allergies"]');
  await expect(seen).toHaveAttribute('data-count', '0');
  await page.getByRole('checkbox', { name: 'アレルギー', exact: true }).check();
  await expect(page.locator('[data-appear]')).toContainText('アレルギー');
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

/** Whom a facility treats is the patient's to say: one that only sent something is asked about, and sees nothing before. */
test('a facility that only sent something is asked about on home, and a stated visit ends by "not me"', async ({ page, browser, baseURL }, { project }) => {
  test.skip(project.name !== 'no-js', 'one doctor, one patient whom nobody else is at the same time; the forms need no scripts');
  const { name, facility } = PATIENTS[project.name]!;
  const about = page.locator('#treating .card', { hasText: facility });
  await page.goto('/consent');
  await page.getByRole('button', { name: /^これまでにかかった医療機関・薬局すべてに見せる/ }).click();
  // As though she had never answered.
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
  const others = page.locator('#treating .folded > summary');
  if (await others.count()) await others.click();
  const question = page.locator('#treating .card', { hasText: facility });
  await expect(question).toContainText('あなたを診ていると言っています');
  await expectAccessible(page);
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
