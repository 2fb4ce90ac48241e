/** The service worker: what it keeps, what it shows without a network, and how it is replaced. */

import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { Network } from '../support/network';
import { expect, signInAs, test as base } from '../support/portal';
import { Portal, ROOT, TODAY } from '../support/server';

const PERSON = '見本 花子';
const DIST = join(ROOT, 'target/dist');

interface World {
  network: Network;
  /** A server behind the network: of the build as it is, or of another one. */
  serve(more?: { build?: string; options?: string[] }): Promise<Portal>;
  /** A folder with the build and one more file in it, by which it is another version. */
  anotherBuild(said: string): Promise<string>;
}

const test = base.extend<World>({
  network: async ({}, use) => {
    const network = await Network.start();
    await use(network);
    await network.stop();
  },
  serve: async ({ network }, use, { workerIndex }) => {
    const running: Portal[] = [];
    await use(async ({ build = DIST, options = [] } = {}) => {
      const more = ['--public-url', network.url, '--assets', build, ...options];
      const portal = await Portal.start({ today: TODAY, log: `worker-${workerIndex}-${running.length}.log`, options: more });
      running.push(portal);
      network.to = portal.url;
      return portal;
    });
    for (const portal of running) await portal.stop();
  },
  anotherBuild: async ({}, use) => {
    const folders: string[] = [];
    await use(async (said) => {
      const folder = await mkdtemp(join(tmpdir(), 'mikata-build-'));
      folders.push(folder);
      await cp(DIST, folder, { recursive: true });
      const style = `/* ${said} */`;
      const hash = createHash('sha256').update(style).digest('hex').slice(0, 16);
      await writeFile(join(folder, `other-${hash}.css`), style);
      return folder;
    });
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  },
  baseURL: async ({ network }, use) => use(network.url),
});

// What a network that fails leaves in the console.
test.use({ serviceWorkers: 'allow', expectedNoise: /net::ERR_|request to another origin: http:\/\/127|Failed to find a valid digest|status of 404|ServiceWorker|the server responded with/ });

/** Opens a page and waits until everything is kept. */
async function openKept(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.waitForFunction(() => navigator.serviceWorker.controller?.scriptURL.endsWith('/service-worker.js'));
}

const state = (page: Page) =>
  page.evaluate(async () => {
    const registered = await navigator.serviceWorker.getRegistration();
    const script = (worker: ServiceWorker | null | undefined) => worker && new URL(worker.scriptURL).pathname;
    const { waiting, installing, active } = registered ?? {};
    return { active: script(active), waiting: script(waiting), installing: script(installing), caches: await caches.keys() };
  });

/** Asks whether there is another worker, and waits until that one is there or could not be had. */
const update = (page: Page) =>
  page.evaluate(async () => {
    const registered = (await navigator.serviceWorker.getRegistration())!;
    // What the browser has begun to ask by itself answers the first question, too, and may have asked the server before.
    for (let asked = 0; asked < 3 && !registered.installing && !registered.waiting; asked += 1) {
      if (asked > 0) await new Promise((resolve) => setTimeout(resolve, 1_000));
      await registered.update().catch(() => undefined);
    }
    const coming = registered.installing ?? registered.waiting;
    if (!coming) return 'none';
    return new Promise<string>((resolve) => {
      const settled = () => coming.state !== 'installing' && resolve(coming.state);
      coming.addEventListener('statechange', settled);
      settled();
    });
  });

const note = (page: Page) => page.getByRole('complementary', { name: 'このアプリについてのお知らせ' });

test('without a network a document says so, at the address that was asked for, and nothing of the record is kept', async ({
  page,
  network,
  serve,
}) => {
  await serve();
  await signInAs(page, PERSON);
  await openKept(page, '/medicines');
  network.state = 'cut';
  for (const path of ['/medicines', '/labs', '/']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('ポータルにつながりません');
    await expect(page.getByRole('main')).toContainText('保存していなければ、つながってから');
    await expect(page.getByRole('main')).toContainText('The portal cannot be reached');
    await expect(page.locator('body')).not.toContainText('花子');
  }
  await expectAccessible(page);
  const kept = await page.evaluate(async () => {
    const all: [string, string][] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const one of await cache.keys()) {
        const text = await (await cache.match(one))!.text();
        all.push([new URL(one.url).pathname, /花子|signed_in(&quot;|"):true/.test(text) ? 'of somebody' : '']);
      }
    }
    return all;
  });
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.filter(([path]) => !/^\/(pkg|i18n|knowledge|install)\/|^\/offline$/.test(path))).toEqual([]);
  expect(kept.filter(([, of]) => of)).toEqual([]);
  network.state = 'open';
  await page.getByRole('link', { name: 'もう一度開く' }).click();
  await expect(page.getByRole('banner')).toContainText(PERSON);
  expect(new URL(page.url()).pathname).toBe('/');
});

test('the second visit fetches the page, and no file', async ({ page, network, serve }) => {
  await serve();
  await signInAs(page, PERSON);
  await openKept(page, '/');
  const before = network.asked.length;
  await page.goto('/', { waitUntil: 'networkidle' });
  const asked = network.asked.slice(before).map(({ url }) => url!);
  expect(asked).toContain('/');
  expect(asked.filter((path) => /^\/(pkg\/(app|[a-z-]+-[0-9a-f]{16}\.css)|i18n|knowledge|install\/)/.test(path))).toEqual([]);
});

test('a site that leads here is still known as another site', async ({ page, network, serve }) => {
  await serve();
  await openKept(page, '/glossary');
  const elsewhere = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end(`<a href="${network.url}/glossary?from=elsewhere">go</a>`);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
  await page.getByRole('link', { name: 'go' }).click();
  await page.waitForURL(/from=elsewhere/);
  elsewhere.closeAllConnections();
  elsewhere.close();
  const arrived = network.asked.filter(({ url }) => url === '/glossary?from=elsewhere');
  expect(arrived.length).toBeGreaterThan(0);
  for (const { headers } of arrived) expect(headers['sec-fetch-site']).toBe('cross-site');
});

test('a new version is offered to the open tab, taken when its reader says so, and asks before typed words are lost', async ({
  page,
  context,
  network,
  serve,
  anotherBuild,
}) => {
  await serve();
  await openKept(page, '/invitation');
  const other = await context.newPage();
  await openKept(other, '/glossary');
  const { caches: [first] } = await state(page);
  const field = page.getByRole('textbox').first();
  await field.fill('7K2M');

  await serve({ build: await anotherBuild('second') });
  expect(await update(page)).toBe('installed');
  await expect(note(page)).toContainText('新しい版があります');
  await expect(note(other)).toContainText('新しい版があります');
  // Offered, and nothing else: what is typed stays, and both tabs run what they ran.
  await expect(field).toHaveValue('7K2M');
  expect(await state(page)).toMatchObject({ active: '/service-worker.js', waiting: '/service-worker.js' });

  await note(page).getByRole('button', { name: '読み直す' }).click();
  await expect(note(page)).toContainText('入力中の文字は');
  await note(page).getByRole('button', { name: 'あとで' }).click();
  await expect(field).toHaveValue('7K2M');

  // In the other tab nothing is typed.
  const reloaded = other.waitForEvent('framenavigated');
  await note(other).getByRole('button', { name: '読み直す' }).click();
  await reloaded;
  await expect.poll(async () => (await state(other)).waiting).toBeFalsy();
  // The first tab still has the files that it began with, and was not reloaded.
  await expect(field).toHaveValue('7K2M');
  expect((await state(other)).caches).toContain(first);
  await page.close();
  await other.goto('/glossary');
  await expect.poll(async () => (await state(other)).caches).not.toContain(first);
  expect((await state(other)).caches).toHaveLength(1);
  await expect(note(other)).toHaveCount(0);
  network.state = 'cut';
  await other.goto('/glossary');
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('ポータルにつながりません');
});

test('a page that came from the newer server takes the newer worker without a word', async ({ page, serve, anotherBuild }) => {
  await serve();
  await openKept(page, '/glossary');
  const { caches: [first] } = await state(page);
  await serve({ build: await anotherBuild('second') });
  await page.goto('/glossary');
  await expect.poll(async () => (await state(page)).caches.includes(first), { timeout: 30_000 }).toBe(false);
  expect((await state(page)).caches).toHaveLength(1);
  await expect(note(page)).toHaveCount(0);
});

test('an older server behind a newer worker is read as before, and a newer version offered once', async ({
  page,
  network,
  serve,
  anotherBuild,
}) => {
  const older = await serve();
  await serve({ build: await anotherBuild('second') });
  await openKept(page, '/glossary');
  // As behind a balancer: pages from the older one, the worker from the newer.
  const newer = network.to;
  network.to = older.url;
  network.instead = (asked) => {
    network.to = asked.url === '/service-worker.js' ? newer : older.url;
    return false;
  };
  await page.goto('/glossary');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await note(page).getByRole('button', { name: '読み直す' }).click();
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(note(page)).toHaveCount(0);
});

test('a hotel that answers everything with its own page gets nothing into what is kept', async ({ page, network, serve, anotherBuild }) => {
  await serve();
  await openKept(page, '/glossary');
  const before = await state(page);
  await serve({ build: await anotherBuild('second') });
  // The worker itself still arrives, as from a cache on the way; every file is the hotel's, under the right kind.
  network.state = 'captive';
  const through = network.to;
  network.instead = (asked) => {
    network.state = asked.url === '/service-worker.js' ? 'open' : 'captive';
    network.to = through;
    return false;
  };
  expect(await update(page)).toBe('redundant');
  network.instead = () => false;
  network.state = 'cut';
  await page.goto('/glossary');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ポータルにつながりません');
  expect((await state(page)).active).toBe(before.active);
});

test('half a set is no version, and is completed when the rest can be had', async ({ page, network, serve }) => {
  await serve();
  let lost = '';
  network.instead = (asked, answer) => {
    if (!asked.url!.startsWith('/knowledge/names-')) return false;
    lost = asked.url!;
    answer.writeHead(404).end();
    return true;
  };
  await page.goto('/glossary');
  await expect.poll(() => lost, { timeout: 30_000 }).not.toBe('');
  await expect.poll(async () => (await state(page)).installing, { timeout: 30_000 }).toBeFalsy();
  expect(await state(page)).toMatchObject({ active: undefined, waiting: undefined });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  network.instead = () => false;
  const before = network.asked.length;
  await openKept(page, '/glossary');
  // What had come before is not fetched again.
  const again = network.asked.slice(before).filter(({ url }) => /_bg\.wasm$/.test(url!));
  expect(again).toEqual([]);
});

test('switched off by the operator it removes what it kept, and leaves', async ({ page, network, serve }) => {
  await serve();
  await openKept(page, '/glossary');
  expect((await state(page)).caches).toHaveLength(1);
  let loads = 0;
  page.on('load', () => (loads += 1));
  await serve({ options: ['--service-worker', 'off'] });
  await update(page);
  await expect.poll(async () => (await state(page)).caches).toEqual([]);
  expect(loads, 'nothing is reloaded').toBe(0);
  await page.goto('/glossary');
  await expect.poll(async () => (await state(page)).active).toBeFalsy();
  await page.goto('/settings');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  expect(network.state).toBe('open');
});

test('a device that had the worker for notifications alone is moved over to the whole one', async ({ page, serve }) => {
  await serve({ options: ['--service-worker', 'off'] });
  await page.goto('/glossary');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/push-worker.js');
    await navigator.serviceWorker.ready;
  });
  expect((await state(page)).active).toBe('/push-worker.js');
  await serve();
  await page.goto('/glossary');
  await expect.poll(async () => (await state(page)).active, { timeout: 30_000 }).toBe('/service-worker.js');
  await expect(note(page)).toHaveCount(0);
});
