/** The system's Chromium; Playwright downloads none. `CHROMIUM_PATH` names another. */
export const chromium = {
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    // Containers rarely allow the sandbox, and only our own pages are opened.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    // Without these Chromium talks to its maker, which would look like our page doing so.
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
