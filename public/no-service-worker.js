// Stands in the place of the service worker where an operator switched it off: it answers nothing, removes what was
// kept, and leaves. Where this device is to be told something it stays for that alone; before this is push-worker.js.

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(leave()));

async function leave() {
  const kept = (await caches.keys()).filter((name) => name.startsWith('mikata-'));
  await Promise.all(kept.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.disable();
  const told = await self.registration.pushManager?.getSubscription();
  if (!told) await self.registration.unregister();
}
