import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../../packages/server/src/client/index.ts';
import { inBrowser } from './browser.ts';
import { chooseRole } from './officials.ts';
import { type Side, sidesOf } from './pdf.ts';
import { type Served, serveClubs } from './served.ts';

const CLUB = 'example-speedway';
const MEETING = '2026-05-02';
const FORMATS = ['Letter', 'A4'] as const;
/** Twelve millimetres, in points. */
const MARGIN = (12 / 25.4) * 72;
const CARS = 40;

/** A club after a big night in one class: every race that its cars came to is run as it was lined up. */
async function bigNight(): Promise<Served> {
  const served = await serveClubs({ rulebooks: [CLUB] });
  const client = openClient({ address: served.address, club: CLUB });
  const meeting = MEETING;
  await client.give({ do: 'open-season', by: 'race-director', season: '2026', starts: '2026-01-01', ends: '2026-12-31' });
  await client.give({ do: 'open-meeting', by: 'race-director', meeting, kind: 'points', name: 'Opening night' });
  for (let number = 1; number <= CARS; number += 1) {
    const car = String(number);
    await client.give({ do: 'record', by: 'pit-steward', meeting, name: 'inspection', car, fields: { passed: true } });
    const driver = `Driver ${car} Longname`;
    await client.give({
      do: 'sign-in',
      by: 'sign-in',
      meeting,
      class: 'mini-stock',
      car,
      driver,
      pill: number,
      details: { owner: `Owner ${car}` },
    });
  }
  await client.give({ do: 'draw', by: 'race-director', meeting, draw: 'invert', class: 'mini-stock', result: 4 });
  for (let run = true; run;) {
    run = false;
    const { races } = await client.ask('schedule', { meeting });
    for (const { race, standing, waitsFor } of races) {
      if (standing !== 'none' || waitsFor.length > 0) continue;
      const { slots } = await client.ask('line-up', { meeting, race });
      if (slots.length === 0) continue;
      await client.give({ do: 'finish', by: 'scorer', meeting, race, order: slots.map((slot) => slot.car) });
      run = true;
    }
  }
  client.close();
  return served;
}

/** Prints a page on both sorts of paper, and looks that nothing runs over its edges. */
async function printed(page: Page, begin: () => Promise<void> = () => Promise.resolve()): Promise<readonly (readonly Side[])[]> {
  const papers: (readonly Side[])[] = [];
  for (const format of FORMATS) {
    await begin();
    const sides = await sidesOf(await page.pdf({ format, preferCSSPageSize: false }));
    for (const { left, right, width } of sides) {
      expect([format, right]).toEqual([format, Math.min(right, width - MARGIN + 1)]);
      expect([format, left]).toEqual([format, Math.max(left, MARGIN - 1)]);
    }
    papers.push(sides);
  }
  return papers;
}

/** What colour paper and ink have, as the printer gets them. */
async function coloursOf(page: Page, what: string): Promise<readonly [paper: string, ink: string]> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  return page.evaluate<[string, string]>(
    `(() => { const { color } = getComputedStyle(document.querySelector(${JSON.stringify(what)}));
      const grounds = [document.querySelector(${JSON.stringify(what)}), document.body, document.documentElement].map((each) => getComputedStyle(each).backgroundColor);
      return [grounds.find((each) => each !== 'rgba(0, 0, 0, 0)') ?? 'none', color]; })()`,
  );
}

const isPaper = (colour: string): boolean => colour === 'rgb(255, 255, 255)' || colour === 'none';
/** Dark enough to be read on white: each part below a third. */
const isInk = (colour: string): boolean => (colour.match(/\d+/g) ?? []).slice(0, 3).every((part) => Number(part) < 85);

inBrowser('what is printed', (open) => {
  let served: Served;
  let mains: readonly string[];
  beforeAll(async () => {
    served = await bigNight();
    const client = openClient({ address: served.address, club: CLUB });
    const { races } = await client.ask('schedule', { meeting: MEETING });
    client.close();
    mains = races.map((each) => each.race);
  });
  afterAll(() => served.stop());

  test('a line-up is on one side from the console and from the page, with everybody on it', async () => {
    const page = await open({ size: 'wide', theme: 'dark' });
    await page.addInitScript('window.print = () => undefined');
    await page.goto(`${served.address}/console/${CLUB}/line-up?race=${encodeURIComponent('mini-stock/heat-1')}`);
    await chooseRole(page, 'Race director', 'Rae');
    const begin = async (): Promise<void> => {
      await page.getByRole('region', { name: 'Mini Stock Heat 1' }).getByRole('button', { name: 'Print' }).click();
      await page.locator('.paper').waitFor({ state: 'attached' });
    };
    for (const sides of await printed(page, begin)) {
      expect(sides.length).toBe(1);
      expect(sides[0]?.text).toMatch(/Mini Stock Heat 1.*Driver 1 Longname/);
    }
    await begin();
    const [paper, ink] = await coloursOf(page, '.paper');
    expect([isPaper(paper), isInk(ink)]).toEqual([true, true]);
    await page.goto(`${served.address}/clubs/${CLUB}/meetings/${MEETING}/races/mini-stock/heat-1/line-up`);
    for (const sides of await printed(page)) {
      expect(sides.length).toBe(1);
      expect(sides[0]?.text).toMatch(/Heat 1.*Driver 1 Longname/);
    }
    const colours = await coloursOf(page, 'main');
    expect([isPaper(colours[0]), isInk(colours[1])]).toEqual([true, true]);
  });

  test('a pay sheet breaks between rows, with its heads on every side and its sum on the last', async () => {
    const page = await open({ size: 'wide', theme: 'dark' });
    await page.addInitScript('window.print = () => undefined');
    await page.goto(`${served.address}/console/${CLUB}/results?meeting=${MEETING}&tab=pay`);
    await chooseRole(page, 'Treasurer', 'Tess');
    const begin = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Print to sign' }).click();
      await page.locator('.paper').waitFor({ state: 'attached' });
    };
    for (const sides of await printed(page, begin)) {
      expect(sides.length).toBeGreaterThan(1);
      for (const side of sides) expect(side.text).toMatch(/Who.*Due.*Signed/);
      expect(sides.filter((side) => /\bSum\b/i.test(side.text)).length).toBe(1);
      expect(sides.at(-1)?.text).toMatch(/Sum/i);
    }
  });

  test('standings break between rows, with their heads on every side', async () => {
    const page = await open({ size: 'wide', theme: 'dark' });
    await page.goto(`${served.address}/clubs/${CLUB}/seasons/2026?class=mini-stock`);
    for (const sides of await printed(page)) {
      expect(sides.length).toBeGreaterThan(1);
      expect(sides.map((side) => side.text).join(' ')).toMatch(/Driver 40 Longname/);
      for (const side of sides) expect(side.text).toMatch(/Place Driver.*Total/);
    }
    const [paper, ink] = await coloursOf(page, 'main');
    expect([isPaper(paper), isInk(ink)]).toEqual([true, true]);
    expect(mains.length).toBeGreaterThan(1);
    expect(served.faults).toEqual([]);
  });
});
