import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { type League, LEAGUE, leagueEvening, MEETING, roundFile } from './league-evening.ts';

const ROUND = {
  name: 'tuesday-3.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(roundFile({ subsession: 5003, day: '2025-07-16', strangers: true }))),
};

/** Puts down what the stewards found, by its form. */
async function finding(page: Page, says: string, fill: (form: Locator) => Promise<void>): Promise<void> {
  const part = page.getByRole('region', { name: 'Findings' });
  await part.getByRole('button', { name: /What was found$/ }).click();
  await page.getByRole('option', { name: says, exact: true }).click();
  await part.getByRole('button', { name: 'Put it down' }).click();
  const form = page.getByRole('dialog');
  await fill(form);
  await form.getByRole('button', { name: 'Put on record' }).click();
  await form.waitFor({ state: 'hidden' });
}

async function choose(page: Page, form: Locator, field: RegExp, option: RegExp): Promise<void> {
  await form.getByRole('button', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

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

  test('the stewards review lap 1, a driver protests with film, and the penalty moves the result and the standings', async () => {
    const kim = await at('kim', 'stewards');
    await kim
      .getByRole('button', { name: /^Review of lap 1/ })
      .first()
      .click();
    const file = kim.getByRole('article');
    // The review needs no filer; the window for protests stands beside it, by the clock of the league.
    await file.getByRole('region', { name: 'What was filed' }).getByText('opened by itself').waitFor();
    await file.getByRole('list', { name: 'Deadlines' }).getByText('Wed, Jul 16, 11:00 AM').waitFor();

    const ben = await open({ size: 'phone', scripts: false });
    await ben.goto(`${league.served.address}/sign-in`);
    await ben.getByLabel('Login').fill('ben');
    await ben.getByLabel('Password').fill(league.passwords['ben'] ?? '');
    await ben.getByRole('button', { name: 'Sign in', exact: true }).click();
    await ben.waitForURL('**/account');
    await ben.goto(`${league.served.address}/clubs/${LEAGUE}/protest?case=protest&meeting=${MEETING}&race=cars/race`);
    await ben.getByLabel('Who files').fill('Ben Baker');
    await ben.getByLabel('Against whom').fill('Ann Archer');
    await ben.getByLabel('Type').selectOption('incident');
    await ben.getByLabel('Involved').fill('Ann Archer, Ben Baker');
    await ben.getByRole('button', { name: 'File it' }).click();
    // A protest names the lap: without one it is not filed, and what was written is kept.
    await ben.getByRole('alert').getByText(/lap/i).first().waitFor();
    expect(await ben.getByLabel('Involved').inputValue()).toBe('Ann Archer, Ben Baker');
    await ben.getByLabel(/^Lap/).fill('1');
    await ben.getByRole('button', { name: 'File it' }).click();
    await ben.getByRole('heading', { name: 'It is filed' }).waitFor();

    await kim
      .getByRole('navigation', { name: 'List of cases' })
      .getByRole('button', { name: /^Protest.*Ben Baker against Ann Archer/ })
      .click();
    await kim.getByRole('button', { name: /^Hand in: film of it/ }).click();
    const piece = kim.getByRole('dialog');
    await piece.getByLabel('Whose it is').fill('Ben Baker');
    await piece.getByLabel(/^link/i).fill('https://films.example/t3');
    await piece.getByLabel(/^lap/i).fill('1');
    await piece.getByRole('button', { name: 'Put on record' }).click();
    await piece.waitFor({ state: 'hidden' });
    await file.getByText(/Lap 1$/).waitFor();

    // A steward who drove in it steps aside; the others vote.
    const involved = await at('bens', 'stewards');
    await involved
      .getByRole('navigation', { name: 'List of cases' })
      .getByRole('button', { name: /^Protest.*Ben Baker against/ })
      .click();
    await involved.getByText('Ben Baker is involved in this case and steps aside').first().waitFor();
    await involved.close();
    await finding(kim, 'What it did to whom', async (form) => {
      await form.getByLabel(/^caused by/i).fill('Ann Archer');
      await form.getByLabel(/^suffered/i).fill('Ben Baker');
      await choose(kim, form, /kind$/i, /^spin$/i);
    });
    await finding(kim, 'Avoidable, intentional or hard racing', (form) => choose(kim, form, /finding$/i, /^avoidable$/i));
    await kim.getByRole('button', { name: 'Vote: Yes', exact: true }).click();
    await kim.getByRole('list', { name: 'Votes' }).getByText('Kim Keller').waitFor();

    const verdict = kim.getByRole('region', { name: 'Verdict', exact: true });
    await verdict.getByRole('button', { name: /Outcome$/ }).click();
    await kim.getByRole('option', { name: 'Steward penalty' }).click();
    const preview = verdict.getByRole('group', { name: 'What it would change' });
    await preview.getByText('-5 points').waitFor();
    await preview
      .getByRole('table', { name: 'Result: Cars Race' })
      .getByRole('row', { name: /1 Ann Archer place 1 place 8/ })
      .waitFor();
    await preview
      .getByRole('table', { name: /^Standings/ })
      .getByRole('row', { name: /^Ann Archer place 1/ })
      .waitFor();
    expect(await barriers(kim)).toEqual([]);
    await verdict.getByRole('button', { name: 'Give the verdict' }).click();
    await file.getByRole('region', { name: 'What was filed' }).getByText('a steward penalty', { exact: true }).waitFor();

    await kim.getByRole('tab', { name: 'Register' }).click();
    await kim
      .getByRole('table', { name: 'Table: Register' })
      .getByRole('row', { name: /Ann Archer.*-5 points/ })
      .waitFor();
    await ben.goto(`${league.served.address}/clubs/${LEAGUE}/verdicts`);
    await ben.getByRole('table').getByRole('link').first().click();
    await ben.getByText('SIM-PEN-1.2').first().waitFor();
    await ben.getByRole('navigation', { name: 'Club' }).getByRole('link', { name: 'Standings' }).click();
    const ann = ben.getByRole('row', { name: /Ann A/ }).first();
    await ann.waitFor();
    const why = await ann.getByRole('link', { name: /why this place/ }).getAttribute('href');
    await ben.goto(`${league.served.address}${why ?? ''}`);
    expect(await ben.locator('#reason').textContent()).toMatch(/SIM-PEN-1\.2/);
    expect(league.served.faults).toEqual([]);
  });
});
