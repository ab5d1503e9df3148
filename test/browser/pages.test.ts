import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { fetched, pagesFrom, type PageFound, sortOf } from './all-pages.ts';
import { barriers, inBrowser } from './browser.ts';
import { type Served, serveClubs } from './served.ts';
import { clubDay, exampleNight, logsOf, midway } from './worlds.ts';

/** Bytes over the line for a page with all that it is drawn with, when nothing is kept from before. */
const HEAVIEST = 50_000;

let served: Served;
let remove: () => void;
let pages: readonly PageFound[];

/** The first page of each sort. */
const oneOfEach = (): readonly PageFound[] => [
  ...new Map(pages.toReversed().map((page) => [sortOf(page.path).replace(/^\S+ /, ''), page])).values(),
];

beforeAll(async () => {
  const worlds = [midway(clubDay(), 70), exampleNight('verdict')];
  const logs = await logsOf(worlds);
  ({ remove } = logs);
  served = await serveClubs({ data: logs.data });
  pages = await pagesFrom(
    served.address,
    worlds.map(({ club }) => `/clubs/${club}`),
    30,
  );
});
afterAll(async () => {
  await served.stop();
  remove();
});

/** Pages that are for those who were led to them. */
const NOT_FOR_SEARCH = /\/why\?|\/(screen|announcer|overlay)\b/;

describe('the pages of a night', () => {
  test('lead to pages that there are', () => {
    expect(served.faults).toEqual([]);
    expect(pages.filter((page) => page.status !== 200).map((page) => page.path)).toEqual([]);
    expect(oneOfEach().length).toBeGreaterThan(20);
    expect(served.faults).toEqual([]);
  });
  test('weigh less than 50 kB each on first load', async () => {
    const [page] = pages;
    const looks = [...(page?.text ?? '').matchAll(/(?:href|src)="(\/looks\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(looks.length).toBe(4);
    const shared = await Promise.all(looks.map((path) => fetched(`${served.address}${path}`)));
    const fixed = shared.reduce((sum, { weight }) => sum + weight, 0);
    const heavy = pages.filter(({ weight }) => fixed + weight > HEAVIEST).map(({ path, weight }) => `${path}: ${fixed + weight}`);
    expect(heavy).toEqual([]);
  });
  test('tell search engines what they are, and say who may not look for them', () => {
    for (const { path, text } of pages) {
      const data = [...text.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map(
        ([, json = '']) => JSON.parse(json) as object,
      );
      if (/\/meetings\/[^?]*$/.test(path) && !NOT_FOR_SEARCH.test(path))
        expect([path, data[0]]).toMatchObject([path, { '@type': 'SportsEvent' }]);
      expect([path, /<link rel="canonical" href="http/.test(text), /property="og:title"/.test(text)]).toEqual([path, true, true]);
      expect([path, text.includes('noindex')]).toEqual([path, NOT_FOR_SEARCH.test(path)]);
    }
  });
});

inBrowser('in a browser', (open) => {
  test('nothing bars a reader from any page, in light and in dark', async () => {
    const page = await open({ size: 'phone' });
    const found: string[] = [];
    for (const { path } of oneOfEach()) {
      await page.goto(`${served.address}${path}`);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        found.push(...(await barriers(page)).map((each) => `${path} ${colorScheme}: ${each}`));
      }
    }
    expect(found).toEqual([]);
  });
  test('no page is wider than a phone', async () => {
    const page = await open({ size: 'phone' });
    const wide: string[] = [];
    for (const { path } of oneOfEach()) {
      await page.goto(`${served.address}${path}`);
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > 390) wide.push(`${path}: ${width}`);
    }
    expect(wide).toEqual([]);
  });
});
