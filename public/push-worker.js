// Shows what the portal tells this device, and leads to it. It asks for nothing and keeps nothing.

self.addEventListener('push', (event) => {
  const told = event.data?.json();
  if (!told?.title) return;
  const options = {
    lang: told.lang,
    icon: '/favicon.svg',
    tag: told.kind === 'emergency' ? 'emergency' : 'looked',
    renotify: true,
    requireInteraction: told.kind === 'emergency',
  };
  event.waitUntil(self.registration.showNotification(told.title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow('/history'));
});
