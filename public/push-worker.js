// Shows notices that the centre pushes to this browser, and opens the page they are about. It keeps nothing and answers no requests.
self.addEventListener('push', (event) => {
  let notice = {};
  try {
    notice = event.data === null ? {} : event.data.json();
  } catch {
    // Not ours: browsers want something to be shown for every push all the same.
    notice = {};
  }
  const { title = '支持中心', body = '', address = '/console/notices', tag } = notice;
  event.waitUntil(self.registration.showNotification(String(title), { body: String(body), tag, icon: '/icon.svg', data: { address: String(address) } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const address = new URL(event.notification.data?.address ?? '/console/notices', self.location.origin);
  // Whatever was pushed, only pages of this centre are opened.
  if (address.origin !== self.location.origin) return;
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((pages) => {
      const open = pages.find((page) => new URL(page.url).pathname === address.pathname);
      return open === undefined ? self.clients.openWindow(address.href) : open.focus();
    }),
  );
});
