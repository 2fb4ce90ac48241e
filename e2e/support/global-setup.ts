import { OFFICIAL_SUMMARY, readReference } from './reference';
import { everythingAbout, HARUNO } from './bundles';
import { Portal, TODAY } from './server';

/** Starts the portal once for all tests, with one invented person's full record; returns how to end it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const portal = await Portal.start({ today: TODAY, log: 'server.log' });
  try {
    for (const bundle of everythingAbout(HARUNO)) await portal.sendAccepted(bundle);
    const official = readReference(OFFICIAL_SUMMARY);
    if (official) await portal.sendAccepted(official);
    else console.warn('\nSKIPPED: the official examples are not beside this checkout (set MIKATA_REFERENCE)\n');
  } catch (error) {
    await portal.stop();
    throw error;
  }
  process.env.MIKATA_URL = portal.url;
  process.env.MIKATA_KEY = portal.key;
  process.env.MIKATA_DATABASE = portal.database;
  return () => portal.stop();
}
