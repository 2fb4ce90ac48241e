// Shows what the portal tells this device, and leads to it. It asks for nothing and keeps nothing.

self.addEventListener('push', (event) => {
  const told = event.data?.json();
  if (!told?.title) return;
  const urgent = ['emergency', 'sign-in', 'caring'].includes(told.kind);
  const options = {
    lang: told.lang,
    icon: '/favicon.svg',
    tag: urgent ? told.kind : 'looked',
    renotify: true,
    requireInteraction: urgent,
    data: { to: ['/signins', '/records'].includes(told.to) ? told.to : '/history' },
  };
  event.waitUntil(self.registration.showNotification(told.title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data?.to ?? '/history'));
});
