import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** A page as it is found by its links. */
export interface PageFound {
  readonly path: string;
  readonly status: number;
  readonly text: string;
  /** Bytes that came over the line. */
  readonly weight: number;
}

/** The public pages that links lead to from where somebody starts; of each sort so many at most. */
export async function pagesFrom(address: string, starts: readonly string[], most: number): Promise<readonly PageFound[]> {
  const found = new Map<string, PageFound>();
  const counts = new Map<string, number>();
  const open = [...starts];
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    const count = counts.get(sortOf(path)) ?? 0;
    if (found.has(path) || count >= most) continue;
    counts.set(sortOf(path), count + 1);
    const { status, text, weight } = await fetched(`${address}${path}`);
    found.set(path, { path, status, text, weight });
    for (const [, link = ''] of text.matchAll(/<a [^>]*?href="(\/clubs\/[^"#]+)/g)) open.push(link.replaceAll('&amp;', '&'));
  }
  return [...found.values()];
}

const PLACES = new Set(['board', 'screen', 'points', 'draws', 'calendar', 'champions', 'line-up', 'announcer', 'overlay']);

/** What sort of page an address is: pages of one sort are drawn by the same code. */
export function sortOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://here');
  const [, , club = '', first = 'home', second, third, ...rest] = pathname.split('/');
  const of = searchParams.get('of');
  const last = rest.at(-1) ?? '';
  const parts = [
    club,
    first,
    ...(second === undefined ? [] : [':']),
    ...(third === undefined ? [] : [third]),
    ...(PLACES.has(last) ? [last] : []),
    ...(of === null ? [] : [of]),
  ];
  return parts.join(' ');
}

/** What comes over the line for an address, packed as browsers ask for it. */
export function fetched(address: string): Promise<Omit<PageFound, 'path'>> {
  return new Promise((told, failed) => {
    get(address, { headers: { 'accept-encoding': 'gzip' } }, (answered) => {
      const parts: Buffer[] = [];
      answered.on('data', (part: Buffer) => parts.push(part));
      answered.on('end', () => {
        const bytes = Buffer.concat(parts);
        const text = (answered.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
        told({ status: answered.statusCode ?? 0, text, weight: bytes.length });
      });
    }).on('error', failed);
  });
}
