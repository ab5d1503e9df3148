import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { pagesFrom, sortOf } from '../test/browser/all-pages.ts';
import { newPerson, openBrowser, type Size, SIZES, THEMES } from '../test/browser/browser.ts';
import { demoNight, raceOn } from '../test/browser/demo-night.ts';
import { serveClubs } from '../test/browser/served.ts';
import { stopsOf } from '../test/browser/walk.ts';
import { clubDay, clubSeason, exampleNight, logsOf, midway, type World } from '../test/browser/worlds.ts';

// Writes pictures of every sort of page and of every screen of every desk, in three sizes and two themes, to be looked at:
// `npm run screens` or, of those with a word in their name, `npm run screens -- results`.
const FOLDER = resolve(import.meta.dirname, '../screens');
const wanted = process.argv[2] ?? '';

const browser = await openBrowser();
let count = 0;

/** Takes the pictures of one screen that are wanted; a page is sized and coloured anew, not loaded. */
async function take(page: Page, name: string, go: () => Promise<unknown>): Promise<void> {
  const pictures = (Object.keys(SIZES) as Size[])
    .flatMap((size) => THEMES.map((theme) => ({ size, theme, file: `${name}-${size}-${theme}.png` })))
    .filter(({ file }) => file.includes(wanted));
  if (pictures.length === 0) return;
  await page.setViewportSize(SIZES.wide);
  try {
    await go();
  } catch (error) {
    process.stderr.write(`${name} is not reached: ${String(error).split('\n')[0] ?? ''}\n`);
    return;
  }
  for (const { size, theme, file } of pictures) {
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: join(FOLDER, file), fullPage: size !== 'wide', animations: 'disabled' });
    count += 1;
  }
}

async function takePages(name: string, worlds: readonly World[]): Promise<void> {
  const { data, remove } = await logsOf(worlds);
  const served = await serveClubs({ data });
  const pages = await pagesFrom(
    served.address,
    worlds.map(({ club }) => `/clubs/${club}`),
    2,
  );
  const sorts = Map.groupBy(
    pages.map((page) => page.path),
    sortOf,
  );
  const person = await newPerson(browser);
  const page = await person.newPage();
  for (const [sort, [path = '']] of sorts)
    await take(page, `${name}-${sort.replaceAll(/[^\w-]+/g, '_')}`, () => page.goto(`${served.address}${path}`));
  await person.close();
  await served.stop();
  remove();
}

async function takeDesks(): Promise<void> {
  const night = await demoNight();
  await raceOn(night);
  const person = await newPerson(browser);
  person.setDefaultTimeout(10_000);
  const page = await person.newPage();
  for (const stop of await stopsOf(night)) await take(page, `desk-${stop.name}`, () => stop.go(page));
  await person.close();
  await night.stop();
}

if (wanted === '') rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
try {
  await takeDesks();
  if (!wanted.startsWith('desk-')) {
    await takePages('over', [clubDay(), clubSeason(), exampleNight('verdict')]);
    await takePages('on', [midway(clubDay(), 70), exampleNight('transponders')]);
  }
} finally {
  await browser.close();
}
process.stdout.write(`${count} pictures in ${FOLDER}\n`);
