import type { Page } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../../packages/server/src/client/index.ts';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { chooseRole } from './officials.ts';
import { type Served, serveClubs } from './served.ts';

const CLUB = 'example-speedway';
const VOTING = 'kokomo-quarter-midget';
const FORMS = 'kam-kartway';
const NOW = '2026-04-20T17:00:00.000Z';

/** Sits down at a desk on the day of the story. */
async function sitDown(page: Page, address: string, club: string, role: string, who: string): Promise<void> {
  await page.clock.setFixedTime(NOW);
  await page.goto(`${address}/console/${club}/season`);
  await chooseRole(page, role, who);
}

/** Types a day part by part, as somebody does who knows it. */
async function typeDay(page: Page, label: string, month: string, day: string, year: string): Promise<void> {
  await page.getByRole('spinbutton', { name: new RegExp(`month, ${label}`) }).click();
  await page.keyboard.type(`${month}${day}${year}`);
  await page
    .getByRole('spinbutton', { name: new RegExp(`year, ${label}`) })
    .filter({ hasText: year })
    .waitFor();
}

/** What a link brings down, as text. */
async function downloaded(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).click()]);
  return readFileSync(await download.path(), 'utf8');
}

inBrowser('the season desk', (open) => {
  let served: Served;
  beforeAll(async () => {
    served = await serveClubs({ rulebooks: [CLUB, VOTING, FORMS], now: () => NOW });
  });
  afterAll(() => served.stop());

  test('a new club opens its season, announces two meetings, sets a value for one and opens the night', async () => {
    const { address } = served;
    const page = await open({ size: 'wide', reducedMotion: true });
    await sitDown(page, address, CLUB, 'Race director', 'Rae');
    const steps = page.getByRole('region', { name: 'The way to your first night' });
    await steps.getByRole('button', { name: 'Open a season' }).click();
    const dialog = page.getByRole('dialog');
    await page.getByRole('spinbutton', { name: /year, Last day/ }).click();
    await page.keyboard.type('2025');
    await dialog.getByRole('button', { name: 'Open it' }).click();
    await dialog.getByText('the season ends on 2025-12-31, before it starts on 2026-01-01').waitFor();
    await page.getByRole('spinbutton', { name: /year, Last day/ }).click();
    await page.keyboard.type('2026');
    await dialog.getByRole('button', { name: 'Open it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Season 2026' }).waitFor();

    await steps.getByRole('button', { name: 'Schedule a meeting' }).click();
    await page.getByRole('spinbutton', { name: /day, Day/ }).click();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await dialog.getByLabel('Name').fill('Season opener');
    await dialog.getByLabel('Racing starts').fill('seven');
    await dialog.getByRole('button', { name: 'Put on the calendar' }).click();
    await dialog.getByText('Say which day').waitFor();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Season opener');
    await typeDay(page, 'Day', '05', '02', '2026');
    await dialog.getByRole('button', { name: 'Put on the calendar' }).click();
    await dialog.getByText('This is no time of day: write it as 7:30 pm or 19:30').waitFor();
    await dialog.getByLabel('Racing starts').fill('7 pm');
    await dialog.getByRole('button', { name: 'Put on the calendar' }).click();
    const opener = page.getByRole('region', { name: 'Season opener' });
    await opener.getByText('7:00 PM').waitFor();

    await page.getByRole('button', { name: 'Schedule a meeting', exact: true }).last().click();
    await page.locator('[role=spinbutton]:focus').waitFor();
    await typeDay(page, 'Day', '05', '09', '2026');
    await dialog.getByLabel('Name').fill('Youth day');
    await dialog.getByText('Mini Stock').click();
    await dialog.getByRole('button', { name: 'Put on the calendar' }).click();
    await page.getByRole('region', { name: 'Youth day' }).getByText('Youth Four').waitFor();

    await page
      .getByRole('navigation', { name: 'Meetings' })
      .getByRole('button', { name: /Season opener/ })
      .click();
    await opener.getByRole('link', { name: 'Values of this meeting alone' }).click();
    await page.getByRole('searchbox', { name: 'Find a value' }).fill('laps of a heat');
    await page.getByRole('button', { name: 'Set: laps of a heat' }).click();
    await dialog.getByLabel('From now on').fill('a dozen');
    await dialog.getByRole('button', { name: 'Set', exact: true }).click();
    await dialog.getByText('laps of a heat: this is a number, not "a dozen"').first().waitFor();
    expect(await dialog.getByLabel('From now on').inputValue()).toBe('a dozen');
    await dialog.getByLabel('From now on').fill('12');
    await dialog.getByLabel('Why').fill('a short night');
    await dialog.getByRole('button', { name: 'Set', exact: true }).click();
    await page.getByRole('region', { name: 'What the club has set' }).getByText('Season opener · a short night').waitFor();

    await page.getByRole('tab', { name: 'Calendar' }).click();
    await opener.getByRole('button', { name: 'Open the meeting' }).click();
    await dialog.getByRole('button', { name: 'Open the meeting' }).click();
    await opener.getByText('open now').waitFor();
    const client = openClient({ address, club: CLUB });
    const { meetings } = await client.ask('meetings', {});
    expect(meetings.map(({ name, date, startsAt, classes, opened }) => ({ name, date, startsAt, classes, opened }))).toEqual([
      { name: 'Season opener', date: '2026-05-02', startsAt: '2026-05-03T00:00:00Z', classes: undefined, opened: true },
      { name: 'Youth day', date: '2026-05-09', startsAt: undefined, classes: ['youth-four'], opened: false },
    ]);
    client.close();
    const reader = await open({ scripts: false });
    await reader.goto(`${address}/clubs/${CLUB}/seasons/2026/calendar`);
    const rows = reader.getByRole('table', { name: 'Meetings of 2026' }).getByRole('row');
    expect(await rows.nth(1).textContent()).toMatch(/Season opener.*7:00.*open/s);
    expect(await rows.nth(2).textContent()).toMatch(/Youth day.*Youth Four only/s);
    expect(served.faults).toEqual([]);
  });

  test('rain: a meeting is cancelled with its reason, everybody sees it, and the tables come down', async () => {
    const { address } = served;
    const page = await open({ size: 'tablet', reducedMotion: true });
    await sitDown(page, address, CLUB, 'Race director', 'Rae');
    await page
      .getByRole('navigation', { name: 'Meetings' })
      .getByRole('button', { name: /Youth day/ })
      .click();
    const youth = page.getByRole('region', { name: 'Youth day' });
    await youth.getByRole('button', { name: 'Cancel the meeting' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('It stays on the calendar as cancelled').waitFor();
    await dialog.getByRole('button', { name: 'Cancel the meeting' }).click();
    await dialog.getByText('Say why: everybody who wanted to come reads it').waitFor();
    await dialog.getByLabel('Why').fill('the track is under water');
    await dialog.getByRole('button', { name: 'Cancel the meeting' }).click();
    await youth.getByText('Cancelled: the track is under water').waitFor();
    await page.getByRole('tab', { name: 'Exports' }).click();
    const ics = await downloaded(page, 'Calendar for phones (ICS)');
    expect(ics.match(/SUMMARY:.*|STATUS:.*/g)?.map((line) => line.trim())).toEqual([
      'SUMMARY:Season opener',
      'STATUS:CONFIRMED',
      'SUMMARY:Youth day',
      'STATUS:CANCELLED',
    ]);
    expect(await downloaded(page, 'Calendar as a table (CSV)')).toMatch(/^meeting,.*\r\n2026-05-02,.*Season opener/s);
    expect(await downloaded(page, 'What the club has set')).toContain('laps of a heat');
    const reader = await open({ scripts: false });
    await reader.goto(`${address}/clubs/${CLUB}/seasons/2026/calendar`);
    await reader.getByText('The track is under water').waitFor();
    expect(served.faults).toEqual([]);
  });

  test('the calendar prints on one side of paper', async () => {
    const page = await open({ size: 'wide', reducedMotion: true });
    await page.addInitScript('globalThis.print = () => undefined');
    await sitDown(page, served.address, CLUB, 'Race director', 'Rae');
    await page.getByRole('button', { name: 'Print' }).click();
    await page.locator('body > .paper').waitFor({ state: 'attached' });
    const printed = (await page.pdf({ format: 'Letter' })).toString('latin1');
    expect(printed.match(/\/Type \/Page\b/g)).toHaveLength(1);
  });

  test('members vote once each for an award, and who has it is seen at once', async () => {
    const { address } = served;
    const client = openClient({ address, club: VOTING });
    await client.give({ do: 'open-season', by: 'race-director', season: '2026', starts: '2026-01-01', ends: '2026-12-31' });
    await client.give({ do: 'register', by: 'race-director', person: 'Nina Noe', details: { born: '2017-01-01' } });
    const page = await open({ size: 'wide', reducedMotion: true });
    await sitDown(page, address, VOTING, 'Member', 'Amy');
    await page.getByRole('tab', { name: 'Awards and votes' }).click();
    const award = page.getByRole('region', { name: 'Best Female Driver' });
    await award.getByRole('button', { name: 'Vote' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Vote' }).click();
    await dialog.getByText('Say who').waitFor();
    await dialog.getByLabel('Who').fill('Zoe Zed');
    await dialog.getByRole('button', { name: 'Vote' }).click();
    await award.getByText('1 vote').waitFor();
    await award.getByRole('button', { name: 'Vote' }).click();
    await dialog.getByLabel('Who').fill('Nina Noe');
    await dialog.getByRole('button', { name: 'Vote' }).click();
    await award.getByRole('button', { name: /Nina Noe.*Best Female Driver/ }).waitFor();
    await award.getByText('Voted so far: Amy').waitFor();
    expect((await client.ask('awards', { season: '2026' })).awards.map((each) => `${each.name}: ${each.driver}`)).toEqual([
      'Best Female Driver: Nina Noe',
    ]);
    client.close();
    expect(served.faults).toEqual([]);
  });

  test.each(THEMES)('everybody can use every form of the desk, in %s', async (theme) => {
    const size = theme === 'light' ? 'wide' : 'phone';
    const page = await open({ theme, size, reducedMotion: true });
    const client = openClient({ address: served.address, club: FORMS });
    const by = 'race-director';
    if ((await client.about()).seasons.length === 0) {
      await client.give({ do: 'open-season', by, season: '2026', starts: '2026-01-01', ends: '2026-12-31' });
      const [kind] = (await client.ask('meeting-kinds', {})).kinds;
      await client.give({ do: 'schedule-meeting', by, meeting: 'opener', date: '2026-05-02', kind: kind?.kind ?? '' });
    }
    client.close();
    await sitDown(page, served.address, FORMS, 'Race director', 'Rae');
    const look = async (what: string): Promise<void> => {
      expect([what, await barriers(page)]).toEqual([what, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SIZES[size].width);
    };
    await page.getByRole('grid').waitFor();
    await look('month');
    await page.getByRole('button', { name: 'Schedule a meeting', exact: true }).first().click();
    await page.getByRole('dialog').getByLabel('Name').waitFor();
    await look('schedule');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'List' }).click();
    await look('list');
    await page.getByRole('tab', { name: 'Standings' }).click();
    await page.getByRole('button', { name: 'Carry points in' }).click();
    await look('carry');
    await page.getByRole('dialog').getByLabel('Drivers and their points').fill('Ava twenty');
    await page.getByRole('dialog').getByRole('button', { name: 'Carry them in' }).click();
    await page.getByText('Line 1 does not end with points: Ava twenty').waitFor();
    await look('carry, refused');
  });
});
