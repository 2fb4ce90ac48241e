// Keeps the program's files on this device as one set, answers with them, and with nothing else: no page and no answer
// about anybody passes into what is kept. Before this the server writes what it serves,
//   const SET = { version, offline: address, files: [[address, integrity, kind], …] };
// and after it push-worker.js.

const PREFIX = 'mikata-';
const KEPT = PREFIX + SET.version;
// Its being there says that a session is to be ended. It is of no version.
const SIGNED_OUT = 'signed-out';
// In a cache of another version: which pages were open when this one took over.
const MARK = '/pages-of-before';
const PARTS = /^\/(pkg|i18n|knowledge|install)\//;

self.addEventListener('install', (event) => event.waitUntil(fetchSet()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

/** All of it, or no new version. What is there already was compared when it came. */
async function fetchSet() {
  const cache = await caches.open(KEPT);
  await cache.delete(MARK);
  const open = [...SET.files];
  const fetchSome = async () => {
    while (open.length > 0) await fetchPart(cache, open.pop());
  };
  try {
    await Promise.all([fetchSome(), fetchSome(), fetchSome()]);
  } catch (problem) {
    // What has come waits for the rest, but not where there is no room for it.
    if (problem.name === 'QuotaExceededError') await caches.delete(KEPT);
    throw problem;
  }
  // An older version may have cleared up meanwhile.
  const there = await caches.open(KEPT);
  for (const [address] of SET.files) {
    if (!(await there.match(address))) throw new Error(`${address} was not kept`);
  }
}

async function fetchPart(cache, [address, integrity, kind]) {
  if (await cache.match(address)) return;
  const before = PARTS.test(address) && (await caches.match(address, { ignoreVary: true }));
  if (before) return cache.put(address, before);
  const ask = (how) => fetch(address, { integrity, cache: how, redirect: 'error' });
  // What the browser has kept may be what a hotel's network said in its place: then once more, past it.
  const answer = await ask('default').catch(() => ask('reload'));
  const said = answer.headers.get('content-type') ?? '';
  if (answer.status !== 200 || !said.startsWith(kind)) throw new Error(`${address}: ${answer.status} ${said}`);
  await cache.put(address, answer);
}

/** Waits for no page: one that is being opened waits for this. */
async function takeOver() {
  self.clients.claim().catch(() => undefined);
  await self.registration.navigationPreload?.enable();
}

/** A page has come, and waits for nothing: it is answered from now on, if it came before this took over. */
async function know(own) {
  await self.clients.claim().catch(() => undefined);
  await removeUnused(own).catch(() => undefined);
}

/** Removes the files of versions before, where none of the pages is open any more that were at the change: these go on
 *  with the files of before. `own`: a page that says that it came with this version. */
async function removeUnused(own) {
  // What is only coming is not of before.
  if (self.registration.installing || self.registration.waiting) return;
  for (const name of await others()) {
    const cache = await caches.open(name);
    const mark = await cache.match(MARK);
    const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const ids = open.map(({ id }) => id).filter((id) => id !== own);
    const before = mark ? (await mark.json()).filter((id) => ids.includes(id)) : ids;
    if (before.length === 0) await caches.delete(name);
    else if (!mark) await cache.put(MARK, new Response(JSON.stringify(before)));
  }
}

async function others() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== KEPT);
}

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  if (method !== 'GET') return;
  const { origin, pathname, search } = new URL(url);
  if (origin !== self.location.origin) return;
  if (mode === 'navigate') {
    // Every one of them, downloads too: what is not answered here would be asked of the server twice.
    event.respondWith(page(event));
  } else if (PARTS.test(pathname) && search === '' && !event.request.headers.has('range')) {
    event.respondWith(part(event.request, pathname));
  }
});

/** As the server says it; where it cannot be reached, a document that says so. The browser's own request goes first:
 *  it says from which site it comes. */
async function page(event) {
  // Somebody signed out without a network: no page of theirs is shown until the session has ended (kept.js).
  if (await caches.has(SIGNED_OUT).catch(() => false)) {
    const kept = await caches.match(SET.offline, { cacheName: KEPT, ignoreVary: true }).catch(() => undefined);
    if (kept) return kept;
  }
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (problem) {
    const kept = await caches.match(SET.offline, { cacheName: KEPT, ignoreVary: true }).catch(() => undefined);
    if (kept) return kept;
    throw problem;
  }
}

/** Whichever version has it: under its name there never was anything else. */
async function part(request, pathname) {
  const kept = await caches.match(pathname, { ignoreVary: true }).catch(() => undefined);
  return kept ?? fetch(request);
}

self.addEventListener('message', (event) => {
  const { loaded } = event.data;
  if (loaded) event.waitUntil(know(loaded === SET.version && event.source.id));
  if (event.data === 'take-over') self.skipWaiting();
  if (event.data === 'version') event.ports[0]?.postMessage(SET.version);
});
