// Starts the program on the document that opens a kept record. It names its files, and has no script of its own: so it is
// the same for everybody, and may be kept.

const address = (link) => document.querySelector(`link[rel="${link}"]`).getAttribute('href');

const program = await import(address('modulepreload'));
await program.default({ module_or_path: address('preload') });
program.hydrate();
