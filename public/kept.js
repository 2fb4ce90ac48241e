// Starts the program on a document that opens a kept record, where there may be one. It names no file itself: so it is the
// same for everybody, and may be kept.

/** What a browser forbids (private windows) is as if nothing were kept. */
function isKept() {
  try {
    return localStorage.getItem('mikata-kept') !== null;
  } catch {
    return false;
  }
}

const { loader, program } = document.querySelector('[data-kept-shell]').dataset;
if (location.pathname === '/kept' || isKept()) {
  const { default: start, hydrate } = await import(loader);
  await start({ module_or_path: program });
  hydrate();
}
