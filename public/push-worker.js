// Shows what the portal tells this device, and leads to it. It asks for nothing and keeps nothing.

self.addEventListener('push', (event) => {
  const told = event.data?.json();
  if (!told?.title) return;
  const options = {
    lang: told.lang,
    icon: '/favicon.svg',
    tag: ['emergency', 'sign-in'].includes(told.kind) ? told.kind : 'looked',
    renotify: true,
    requireInteraction: ['emergency', 'sign-in'].includes(told.kind),
    data: { to: told.to === '/signins' ? '/signins' : '/history' },
  };
  event.waitUntil(self.registration.showNotification(told.title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data?.to ?? '/history'));
});
