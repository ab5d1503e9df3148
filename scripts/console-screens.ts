import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DESKS } from '../packages/console/src/desks/index.ts';
import { newPerson, openBrowser, type Size, SIZES, THEMES } from '../test/browser/browser.ts';
import { openDesk, roleFor } from '../test/browser/officials.ts';
import { serveClubs } from '../test/browser/served.ts';
import { clubDay, logsOf, midway } from '../test/browser/worlds.ts';

// Writes pictures of every desk in the middle of a day, in three sizes and two themes: `npm run screens [-- PART]`.
const FOLDER = resolve(import.meta.dirname, '../screens');
const wanted = process.argv[2] ?? '';
const world = midway(clubDay(), 70);
const { data, remove } = await logsOf([world]);
const served = await serveClubs({ data });
const browser = await openBrowser();
mkdirSync(FOLDER, { recursive: true });
let count = 0;
try {
  for (const { id } of DESKS) {
    const role = await roleFor(served.address, world.club, id);
    for (const theme of THEMES)
      for (const size of Object.keys(SIZES) as Size[]) {
        const file = `desk-${id}-${size}-${theme}.png`;
        if (!file.includes(wanted)) continue;
        const person = await newPerson(browser, { theme, size });
        const page = await person.newPage();
        await openDesk(page, { address: served.address, club: world.club, desk: id, role });
        await page.screenshot({ path: join(FOLDER, file), fullPage: size !== 'wide' });
        await person.close();
        count += 1;
      }
  }
} finally {
  await browser.close();
  await served.stop();
  remove();
}
process.stdout.write(`${count} pictures of desks in ${FOLDER}\n`);
