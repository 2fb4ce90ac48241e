// Shows what the portal tells this device, and leads to it. It asks for nothing and keeps nothing.

self.addEventListener('push', (event) => {
  const told = event.data?.json();
  if (!told?.title) return;
  const urgent = ['emergency', 'sign-in', 'caring'].includes(told.kind);
  const options = {
    lang: told.lang,
    icon: '/pkg/icon-192.png',
    badge: '/pkg/icon-monochrome-512.png',
    tag: urgent ? told.kind : 'looked',
    renotify: true,
    requireInteraction: urgent,
    data: { to: ['/signins', '/records'].includes(told.to) ? told.to : '/history' },
  };
  const shown = self.registration.showNotification(told.title, options);
  // A mark on the icon, without a number: that there is something, not what.
  event.waitUntil(Promise.all([shown, self.navigator.setAppBadge?.().catch(() => undefined)]));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data?.to ?? '/history'));
});
