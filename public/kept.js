// Starts the program on a document that opens a kept record, where there may be one. It names no file itself: so it is the
// same for everybody, and may be kept.

/** What a browser forbids (private windows) is as if nothing were kept. */
function isKept() {
  try {
    return ![null, 'removing'].includes(localStorage.getItem('mikata-kept'));
  } catch {
    return false;
  }
}

/** Ends the session that somebody left without a network. False: there is still none. */
async function endSession() {
  try {
    const page = await (await fetch('/settings', { headers: { accept: 'text/html' } })).text();
    const document = new DOMParser().parseFromString(page, 'text/html');
    const form = document.querySelector('form[action="/signout"]');
    const visit = document.querySelector('meta[name="mikata-visit"]');
    // A network that answers everything with a page of its own says nothing; a page of the portal's without the form,
    // that nobody is signed in any more.
    if (!form && !visit) return false;
    if (form) {
      const fields = [...form.querySelectorAll('input[name]')].map(({ name, value }) => [name, value]);
      const answer = await fetch('/signout', { method: 'POST', body: new URLSearchParams(fields) });
      if (!answer.ok) return false;
    }
    localStorage.removeItem('mikata-sign-out');
    await caches.delete('signed-out');
    return true;
  } catch {
    return false;
  }
}

async function isSignedOut() {
  try {
    return await caches.has('signed-out');
  } catch {
    return false;
  }
}

if ((await isSignedOut()) && (await endSession())) location.reload();

const { loader, program } = document.querySelector('[data-kept-shell]').dataset;
if (location.pathname === '/kept' || isKept()) {
  const { default: start, hydrate } = await import(loader);
  await start({ module_or_path: program });
  hydrate();
}
