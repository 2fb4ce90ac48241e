import { OFFICIAL_SUMMARY, readReference } from './reference';
import { everythingAbout, HARUNO } from './bundles';
import { Portal, TODAY } from './server';

/** Writes the people, and one invented person's full record, once for all portals; returns how to remove them. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const people = await Portal.start({ today: TODAY, log: 'people.log' });
  const removePeople = await people.leave('people');
  const portal = await Portal.start({ today: TODAY, log: 'everything.log' });
  try {
    for (const bundle of everythingAbout(HARUNO)) await portal.sendAccepted(bundle);
    const official = readReference(OFFICIAL_SUMMARY);
    if (official) await portal.sendAccepted(official);
    else console.warn('\nSKIPPED: the official examples are not beside this checkout (set MIKATA_REFERENCE)\n');
  } catch (error) {
    await portal.stop();
    throw error;
  }
  const removeEverything = await portal.leave('everything');
  return async () => {
    await removePeople();
    await removeEverything();
  };
}
