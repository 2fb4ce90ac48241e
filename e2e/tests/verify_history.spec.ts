/** Who looked: verified in the browser, and whatever is done to the log behind the program's back is said loudly. */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { expect, signInAs, test } from '../support/portal';
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

test('without scripts the list is there, and nothing claims to be verified', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL, locale: 'ja-JP', javaScriptEnabled: false });
  await signInAs(page, PERSON);
  await page.goto('/history');
  await expect(page.getByRole('main')).toContainText('まだ確かめていません');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('アクセス履歴');
  await expectNoSidewaysScroll(page);
  await page.close();
});
