// Keeps the console at hand while the server is away: its page and its files, never what the server knows.
const KEPT = 'racetower-console';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname.startsWith('/console')) event.respondWith(fresh(request));
  // Names of files change with what is in them.
  else if (pathname.startsWith('/console/assets/') || pathname.startsWith('/looks/')) event.respondWith(kept(request));
});

/** The page as the server has it; while it is away, as it was last. */
async function fresh(request) {
  const cache = await caches.open(KEPT);
  try {
    const answered = await fetch(request);
    if (answered.ok) await cache.put('/console/', answered.clone());
    return answered;
  } catch (error) {
    const page = await cache.match('/console/');
    if (page) return page;
    throw error;
  }
}

async function kept(request) {
  const cache = await caches.open(KEPT);
  const before = await cache.match(request);
  if (before) return before;
  const answered = await fetch(request);
  if (answered.ok) await cache.put(request, answered.clone());
  return answered;
}
