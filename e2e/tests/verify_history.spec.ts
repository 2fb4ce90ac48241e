/** Who looked: verified in the browser, and whatever is done to the log behind the program's back is said loudly. */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { expect, openAlive, signInAs, sitDownAs, test } from '../support/portal';
import { Portal, TODAY } from '../support/server';

const PERSON = '見本 花子';
const VERIFIED = /確かめました：\d+件すべてに、抜けも書きかえもありません/;
const ALTERED = 'この履歴は、抜けているか、書きかえられています';
const run = promisify(execFile);

/** Somebody who has the database's file: the triggers go first. */
async function tamper(database: string, sql: string): Promise<void> {
  const script = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)
for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
    db.execute(f"DROP TRIGGER {name}")
db.executescript(sys.argv[2])
`;
  await run('python3', ['-c', script, database, sql]);
}

const MINE = 'patient_id = (SELECT patient_id FROM access_head ORDER BY seq DESC LIMIT 1)';

/** Takes the log back by some leaves, with everything in the database that would tell. */
function cut(leaves: number): string {
  return Array.from({ length: leaves }, () => CUT_THE_NEWEST).join('\n');
}

const CUT_THE_NEWEST = `
  DROP TABLE IF EXISTS cut;
  BEGIN;
  CREATE TEMP TABLE cut AS SELECT max(position) AS position FROM log_leaf;
  DELETE FROM access_entry WHERE EXISTS (SELECT 1 FROM log_leaf l, cut WHERE l.position = cut.position
    AND l.pseudonym = access_entry.patient_pseudonym AND l.seq = access_entry.seq);
  DELETE FROM log_node WHERE id >= (SELECT 2 * position FROM cut)
    OR id IN (WITH RECURSIVE up(level, place) AS (SELECT 0, position FROM cut UNION ALL
      SELECT level + 1, place / 2 FROM up WHERE level < 20) SELECT ((2 * place + 1) << level) - 1 FROM up);
  DELETE FROM log_leaf WHERE position = (SELECT position FROM cut);
  DELETE FROM log_checkpoint WHERE size > (SELECT position FROM cut);
  UPDATE access_head SET
    seq = (SELECT max(e.seq) FROM access_entry e WHERE e.patient_id = access_head.patient_id),
    hash = (SELECT e.hash FROM access_entry e WHERE e.patient_id = access_head.patient_id ORDER BY e.seq DESC LIMIT 1);
  COMMIT;`;

const WAYS: Record<string, { sql: string; command: RegExp }> = {
  'an altered row': { sql: `UPDATE access_entry SET purpose = 'care' WHERE seq = 2 AND ${MINE};`, command: /^altered/m },
  'a deleted row': { sql: `DELETE FROM access_entry WHERE seq = 2 AND ${MINE};`, command: /^missing/m },
  'a leaf appended': {
    sql: `INSERT INTO log_leaf (position, leaf, pseudonym, seq)
      SELECT (SELECT max(position) + 1 FROM log_leaf), leaf, pseudonym, 9999 FROM log_leaf WHERE pseudonym =
        (SELECT patient_pseudonym FROM access_entry WHERE ${MINE} LIMIT 1) AND seq = 1;`,
    command: /^appended/m,
  },
  // The witness file tells the command; its memory tells the browser, which has not seen the very newest yet.
  'the newest cut off': { sql: cut(2), command: /^truncated|^forked/m },
  // The program goes on from there, and signs another story than the one that was seen.
  'another story told': { sql: cut(3), command: /^truncated|^forked/m },
};

async function expectVerified(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: VERIFIED })).toBeVisible();
}

test.describe('with a portal of its own', () => {
  let portal: Portal;
  test.beforeEach(async () => {
    portal = await Portal.start({ today: TODAY, log: `verify-history-${test.info().workerIndex}.log` });
  });
  test.afterEach(async () => portal?.stop());

  for (const [way, { sql, command }] of Object.entries(WAYS)) {
    test(`${way} is found by the browser and by the command`, async ({ browser }) => {
      const page = await browser.newPage({ baseURL: portal.url, locale: 'ja-JP' });
      await signInAs(page, PERSON);
      // Enough of them that some can be cut off.
      await openAlive(page, '/record');
      await openAlive(page, '/labs');
      await page.goto('/history');
      await expectVerified(page);
      await page.reload();
      await expectVerified(page);
      await expect(page.getByRole('main').getByRole('status')).toContainText('からの続きであることも');

      await tamper(portal.databaseFile, sql);
      await page.reload();
      await expect(page.getByRole('alert')).toContainText(ALTERED);
      await expectAccessible(page);
      // Looking again does not make it good.
      await page.reload();
      await expect(page.getByRole('alert')).toContainText(ALTERED);

      const said = await portal.verifyLog().catch((failed) => failed);
      expect(said.code).toBe(1);
      expect(said.stdout).toMatch(command);
      await page.close();
    });
  }

  test('what is saved is verified by another program', async ({ browser }) => {
    const page = await browser.newPage({ baseURL: portal.url, locale: 'ja-JP' });
    await signInAs(page, PERSON);
    await page.goto('/history');
    await expectVerified(page);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByText('手もとに残す', { exact: true }).click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '証明つきの履歴（JSON）' }).click(),
    ]);
    const file = (await saved.path())!;
    expect(JSON.parse(await readFile(file, 'utf8')).format).toBe('mikata-access-history-v1');
    const key = await (await fetch(`${portal.url}/log/key`)).text();
    const script = join(resolve(import.meta.dirname, '..'), 'verify_history.py');
    const { stdout } = await run('python3', [script, file, '--key', key.trim()]);
    expect(stdout).toContain('verified:');
    const { stdout: whole } = await portal.verifyLog();
    expect(whole).toContain('verified');
    await page.close();
  });
});

const FEW_WORDS = 'なぜ私を探しましたか？';

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without';
  test(`a visit is one card, is found by narrowing down, and is asked about, ${how} scripts`, async ({ browser }) => {
    test.slow();
    const portal = await Portal.start({ today: TODAY, log: `ask-about-history-${how}.log` });
    const open = () => browser.newPage({ baseURL: portal.url, locale: 'ja-JP', javaScriptEnabled });
    try {
      const desk = await open();
      await sitDownAs(desk, '見本 受付');
      for (let times = 0; times < 3; times += 1) {
        await desk.goto('/desk');
        await desk.getByLabel('患者番号').fill('00000001');
        await desk.keyboard.press('Enter');
        await expect(desk.getByRole('heading', { level: 1 })).toHaveText(`${PERSON}さん`);
      }

      const page = await open();
      await signInAs(page, PERSON);
      await page.goto('/history');
      if (javaScriptEnabled) await expectVerified(page);
      const visit = page.getByRole('listitem').filter({ hasText: '職種：受付・事務' }).first();
      await expect(visit).toContainText(/記録の数：\d+件/);
      await expect(visit.getByRole('listitem').first()).toBeHidden();
      await visit.locator('summary').click();
      await expect(visit.getByRole('listitem').first()).toBeVisible();

      await page.getByText('しぼりこむ').first().click();
      await page.getByLabel('医療機関・薬局のシステムの自動の問い合わせ').check();
      await page.getByRole('button', { name: 'しぼりこむ' }).click();
      await expect(page).toHaveURL(/who=machines/);
      await expect(page.getByRole('main')).toContainText('当てはまるものはありません');
      await expect(page.getByRole('main')).toContainText('いつも履歴の全部で確かめます');
      if (javaScriptEnabled) {
        await expectVerified(page);
        await expect(page.getByRole('main'), 'the filter stays when the list is verified').toContainText('当てはまるものはありません');
        await expectAccessible(page);
      }
      await expectNoSidewaysScroll(page);
      await page.getByRole('link', { name: 'しぼりこみをやめる' }).click();
      // What is sealed meanwhile is shown anew.
      if (javaScriptEnabled) await expectVerified(page);

      await visit.locator('summary').click();
      await visit.getByRole('link', { name: /について医療機関・薬局に質問する/ }).first().click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^記録番号 \d+$/);
      if (javaScriptEnabled) await expectAccessible(page);
      await page.getByLabel('医療機関・薬局に質問する').fill(FEW_WORDS);
      await page.getByRole('button', { name: '質問を送る' }).click();
      await expect(page.getByRole('main')).toContainText('医療機関・薬局の回答を待っています');
      await expect(page.getByRole('button', { name: '質問を取り消す' })).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);

      const office = await open();
      await sitDownAs(office, '見本 管理');
      await office.getByRole('link', { name: '患者からの質問（未回答1件）' }).click();
      await expect(office.getByRole('main')).toContainText(FEW_WORDS);
      await expect(office.getByRole('main')).toContainText('見た職員：見本 受付');
      if (javaScriptEnabled) await expectAccessible(office);
      await office.getByLabel('回答').fill('受付で保険証を確かめました。');
      await office.getByRole('button', { name: '回答を送る' }).click();
      await expect(office.getByRole('main')).toContainText('いまは、ありません');

      await page.goto('/history');
      await page.getByRole('link', { name: /への質問：回答があります/ }).click();
      await expect(page.getByRole('main')).toContainText('受付で保険証を確かめました。');
      await expect(page.getByRole('main')).not.toContainText('見本 受付');
      await expect(page.getByRole('main')).not.toContainText('見本 管理');
      await expect(page.getByRole('button', { name: '質問を取り消す' })).toHaveCount(0);
      await expectNoSidewaysScroll(page);
    } finally {
      await portal.stop();
    }
  });
}

test('a browser that remembers asks once, with the proof from there', async ({ page }) => {
  await signInAs(page, PERSON);
  const verified = page.getByText(/確かめました：\d+件すべて/);
  await page.goto('/history');
  await expect(verified).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => {
    const since = new URL(request.url()).searchParams.get('since');
    if (since !== null) asked.push(since);
  });
  await page.reload();
  await expect(verified).toBeVisible();
  await expect(page.getByRole('main')).toContainText('からの続きであることも、確かめました');
  expect(asked.length).toBeGreaterThan(0);
  expect(asked, 'never the whole from the beginning').not.toContain('0');
});

test('without scripts the list is there, and nothing claims to be verified', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL, locale: 'ja-JP', javaScriptEnabled: false });
  await signInAs(page, PERSON);
  await page.goto('/history');
  await expect(page.getByRole('main')).toContainText('まだ確かめていません');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('閲覧履歴');
  await expectNoSidewaysScroll(page);
  await page.close();
});
