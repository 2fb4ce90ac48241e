// Registers the service worker, offers a newer version of the program, and invites to put the portal on the home screen.
// Pages work the same without it. Before this the server writes
//   const PORTAL = { version, worker: whether there is one, words: { … } };

const { version, words } = PORTAL;
const container = navigator.serviceWorker;

/** What a browser forbids (private windows) is as if it were not there. */
function stored(storage, key, value) {
  try {
    if (value === undefined) return storage().getItem(key);
    storage().setItem(key, value);
  } catch {
    // Then it is said again another time.
  }
  return null;
}
const thisTab = () => sessionStorage;
const thisBrowser = () => localStorage;

/** A quiet note above the page's last row. Each answer is its words, and what to do. */
function note(id, text, answers) {
  document.getElementById(id)?.remove();
  const aside = document.createElement('aside');
  Object.assign(aside, { id, className: 'notice passing-note screen-only', ariaLabel: words.label });
  const said = document.createElement('p');
  said.role = 'status';
  const row = document.createElement('p');
  row.className = 'cluster';
  for (const [label, answer] of answers) {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'button button-secondary', textContent: label });
    button.addEventListener('click', () => {
      aside.remove();
      answer();
    });
    row.append(button);
  }
  aside.append(said, row);
  document.body.append(aside);
  // After it is there: so it is read out.
  said.textContent = text;
}

// A newer version

const OFFERED = 'mikata-offered';

function versionOf(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(() => resolve(undefined), 5_000);
    worker.postMessage('version', [port2]);
  });
}

/** Letters in a field that are not what it came with. */
function somethingIsTyped() {
  const fields = document.querySelectorAll('textarea, input:not([type=hidden], [type=submit], [type=checkbox], [type=radio])');
  return [...fields].some((field) => !field.readOnly && field.value !== field.defaultValue);
}

function offer(waiting, its) {
  // Once: where servers of two versions answer, reloading may lead back to the older.
  if (stored(thisTab, OFFERED) === its) return;
  const decided = () => stored(thisTab, OFFERED, its);
  const reload = () => {
    decided();
    const again = () => location.reload();
    if (!waiting) return again();
    // Not while the one takes over from the other.
    container.addEventListener('controllerchange', again, { once: true });
    setTimeout(again, 5_000);
    waiting.postMessage('take-over');
  };
  const ask = () => {
    if (!somethingIsTyped()) return reload();
    note('new-version', words.typed, [[words.reload, reload], [words.later, decided]]);
  };
  note('new-version', words.newer, [[words.reload, ask], [words.later, decided]]);
}

async function compare(found) {
  const { waiting, active } = found;
  const newest = waiting ?? active;
  const its = newest && (await versionOf(newest));
  if (its === undefined) return;
  // This page came from a newer server already: nothing is taken from anybody.
  if (its === version) return waiting?.postMessage('take-over');
  if (!waiting) {
    // Its worker may only be coming: that one is looked at when it is there.
    await found.update().catch(() => undefined);
    if (found.installing || found.waiting) return;
  }
  offer(waiting, its);
}

async function register() {
  const found = await container.register('/service-worker.js', { updateViaCache: 'none' }).catch(() => undefined);
  if (!found) return;
  const look = () => compare(found);
  const watch = (worker) => worker?.addEventListener('statechange', () => worker.state === 'installed' && look());
  watch(found.installing);
  found.addEventListener('updatefound', () => watch(found.installing));
  const tell = () => found.active?.postMessage({ loaded: version });
  container.addEventListener('controllerchange', () => {
    look();
    tell();
  });
  look();
  container.ready.then(tell);
  // Who leaves a page open for days is told, too.
  let asked = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - asked < 3_600_000) return;
    asked = performance.now();
    found.update().catch(() => undefined);
  });
}

// The home screen

const DECIDED = 'mikata-install';
const VISITS = 'mikata-visits';
let prompting;

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  prompting = event;
  invite();
});
addEventListener('appinstalled', () => stored(thisBrowser, DECIDED, 'yes'));

function countVisit() {
  if (stored(thisTab, VISITS)) return;
  stored(thisTab, VISITS, 'counted');
  stored(thisBrowser, VISITS, String(Number(stored(thisBrowser, VISITS)) + 1));
}

/** Where there is a way to do it, on a second visit, at home, and not after an answer. */
function invite() {
  const installed = matchMedia('(display-mode: standalone)').matches || navigator.standalone;
  const can = prompting || navigator.standalone === false || /Android/.test(navigator.userAgent);
  const home = location.pathname === '/' && document.querySelector('.places');
  if (installed || !can || !home || stored(thisBrowser, DECIDED) || Number(stored(thisBrowser, VISITS)) < 2) return;
  const yes = async () => {
    if (!prompting) {
      stored(thisBrowser, DECIDED, 'shown');
      return location.assign('/install');
    }
    const { outcome } = await prompting.prompt();
    stored(thisBrowser, DECIDED, outcome);
  };
  note('install', words.invite, [[words.how, yes], [words.no, () => stored(thisBrowser, DECIDED, 'no')]]);
}

/** The mark on the icon says that there is news; whoever stands where it is told has seen it. */
function clearMark() {
  if (['/history', '/signins', '/records'].includes(location.pathname)) navigator.clearAppBadge?.().catch(() => undefined);
}

function begin() {
  if (PORTAL.worker && container) register();
  countVisit();
  invite();
  clearMark();
  self.navigation?.addEventListener('navigatesuccess', clearMark);
}

/** When everything that the page needs has arrived. */
const idle = self.requestIdleCallback ?? setTimeout;
if (document.readyState === 'complete') idle(begin);
else addEventListener('load', () => idle(begin), { once: true });
