import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pagesFrom, sortOf } from '../test/browser/all-pages.ts';
import { newPerson, openBrowser, type Size, SIZES, THEMES } from '../test/browser/browser.ts';
import { serveClubs } from '../test/browser/served.ts';
import { clubDay, clubSeason, exampleNight, logsOf, midway, type World } from '../test/browser/worlds.ts';

// Writes pictures of every sort of page in three sizes and two themes, to be looked at: `npm run screens [-- PART]`.
const FOLDER = resolve(import.meta.dirname, '../screens');
const wanted = process.argv[2] ?? '';

const day = clubDay();
const settings: readonly { readonly name: string; readonly worlds: readonly World[] }[] = [
  { name: 'over', worlds: [day, clubSeason(), exampleNight('verdict')] },
  { name: 'on', worlds: [midway(day, 70), exampleNight('transponders')] },
];

const browser = await openBrowser();
if (wanted === '') rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
let count = 0;
try {
  for (const { name, worlds } of settings) {
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
    for (const theme of THEMES)
      for (const size of Object.keys(SIZES) as Size[]) {
        const person = await newPerson(browser, { theme, size });
        const page = await person.newPage();
        for (const [sort, [path = '']] of sorts) {
          const file = `${name}-${sort.replaceAll(/[^\w-]+/g, '_')}-${size}-${theme}.png`;
          if (!file.includes(wanted)) continue;
          await page.goto(`${served.address}${path}`);
          await page.screenshot({ path: join(FOLDER, file), fullPage: size !== 'wide' });
          count += 1;
        }
        await person.close();
      }
    await served.stop();
    remove();
  }
} finally {
  await browser.close();
}
process.stdout.write(`${count} pictures in ${FOLDER}\n`);
