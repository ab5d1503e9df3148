/** Every public page that links lead to from where somebody starts. */
export async function pagesFrom(address: string, starts: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const open = [...starts];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    const answered = await fetch(`${address}${path}`, { redirect: 'manual' });
    const text = await answered.text();
    found.set(path, answered.status === 200 ? text : `${answered.status}`);
    for (const [, link = ''] of text.matchAll(/<a [^>]*href="(\/clubs\/[^"#]+)/g)) open.push(link.replaceAll('&amp;', '&'));
  }
  return found;
}

/** What sort of page an address is: pages of one sort are drawn by the same code. */
export function sortOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://here');
  const [, , , ...parts] = pathname.split('/');
  const named = parts.map((part, index) => (index % 2 === 1 && index < 4 && !PLACES.has(part) ? ':' : part));
  const of = searchParams.get('of');
  return `${named.join('/').replace(/races\/:?[^/]*\/[^/]*/, 'races/:')}${of === null ? '' : ` ${of}`}` || 'home';
}
const PLACES = new Set(['board', 'screen', 'points', 'draws', 'calendar', 'champions', 'line-up']);
