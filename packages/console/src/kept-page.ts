const KEPT = 'racetower-console';

/**
 * Keeps the console in the browser, so that it opens while the server is away. Browsers do that on this machine and over https alone; in
 * another network of the track a page that is open stays open, and what waits in it is sent the next time it is opened.
 */
export async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const taken = serviceWorker.controller
    ? undefined
    : new Promise((now) => serviceWorker.addEventListener('controllerchange', now, { once: true }));
  await serviceWorker.register('/console/sw.js', { scope: '/console/' });
  // What comes from now on is kept as it comes; what came before is fetched once more, from the cache of the browser.
  await taken;
  const files = performance.getEntriesByType('resource').flatMap(({ name }) => (isOurs(new URL(name)) ? [name] : []));
  const cache = await caches.open(KEPT);
  await cache.addAll(['/console/', ...new Set(files)]);
}

const isOurs = ({ origin, pathname }: URL): boolean =>
  origin === location.origin && (pathname.startsWith('/console/assets/') || pathname.startsWith('/looks/'));
