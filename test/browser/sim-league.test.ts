import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { type League, LEAGUE, leagueEvening, MEETING, roundFile } from './league-evening.ts';

const ROUND = {
  name: 'tuesday-3.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(roundFile({ subsession: 5003, day: '2025-07-16', strangers: true }))),
};

inBrowser('a sim league in a browser', (open) => {
  let league: League;
  beforeAll(async () => {
    league = await leagueEvening();
  });
  afterAll(() => league.served.stop());

  /** A person at the console, signed in at a desk. */
  const at = async (login: string, desk: string, looking: Parameters<typeof open>[0] = { size: 'wide' }): Promise<Page> => {
    const page = await open(looking);
    await page.goto(`${league.served.address}/console/${LEAGUE}/${desk}?meeting=${MEETING}`);
    await page.getByLabel('Name to sign in with').fill(login);
    await page.getByLabel('Password').fill(league.passwords[login] ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation', { name: 'Desks' }).waitFor();
    return page;
  };

  test.each(THEMES)('everybody can use the desk of result files, in %s', async (theme) => {
    const size = theme === 'light' ? 'wide' : 'phone';
    const page = await at('sid', 'imports', { size, theme });
    await page.getByRole('table', { name: 'Table: Imported before' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.locator('input[type=file]').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('a,b,c') });
    await page.getByRole('alert').getByText('This is neither a JSON result nor a table of results').waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'big.json', mimeType: 'application/json', buffer: Buffer.alloc(7 * 1024 * 1024) });
    await page.getByRole('alert').getByText('big.json has 7.0 MB').waitFor();
    await page.locator('input[type=file]').setInputFiles(ROUND);
    await page.getByRole('region', { name: 'Drivers' }).getByText('2 drivers are not known').waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SIZES[size].width);
    expect(league.served.faults).toEqual([]);
  });

  test('a file is looked at, its strangers are matched, and it is put on record', async () => {
    const sid = await at('sid', 'imports');
    await sid.locator('input[type=file]').setInputFiles(ROUND);
    const drivers = sid.getByRole('region', { name: 'Drivers' });
    await drivers.getByText('2 drivers are not known').waitFor();
    await sid.getByRole('region', { name: 'What officials should see' }).getByText('Opens: the review of lap 1').waitFor();
    await sid.getByRole('button', { name: /Put on record.*match the drivers first/ }).waitFor();
    await drivers.getByRole('button', { name: /Who H. Hunt Racing is/ }).click();
    await sid.getByRole('option', { name: 'Hal Hunt' }).click();
    await drivers.getByText('1 driver is not known').waitFor();
    await drivers.getByRole('button', { name: 'All others are new members' }).click();
    await drivers.getByText('All 9 drivers are known').waitFor();
    await sid
      .getByRole('table', { name: 'Table: Cars Race' })
      .getByRole('row', { name: /8 8 Hal Hunt/ })
      .waitFor();
    await sid.getByRole('button', { name: 'Put on record', exact: true }).click();
    await sid.getByRole('status').getByText('Tuesday night is on record').waitFor();
    await sid.getByRole('button', { name: 'Take another file' }).click();
    await sid
      .getByRole('table', { name: 'Table: Imported before' })
      .getByRole('row', { name: /Tuesday 3/ })
      .waitFor();
    // The same file again has nothing new in it, and everybody is known by the number now.
    await sid.locator('input[type=file]').setInputFiles(ROUND);
    await sid.getByRole('button', { name: /Put on record.*nothing in it is new/ }).waitFor();
    expect(league.served.faults).toEqual([]);
  });
});
