import { replayClock, serveTcp, simulateDecoder, simulateRace } from '@racetower/timing';
import { expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openClient } from '../../packages/server/src/client/index.ts';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { chooseRole } from './officials.ts';
import { type Served, serveClubs } from './served.ts';

const CLUB = 'example-speedway';
const AT = { meeting: '2026-05-02', race: 'mini-stock/heat-1' };
const S = 1_000_000;
const GREEN_US = Date.parse('2026-05-02T18:00:00Z') * 1000;
const DRIVERS = ['Ava Archer', 'Ben Boone', 'Cal Cole', 'Dee Dunn', 'Eli East', 'Fay Fox'];
const FIELD = ['11', '22', '33', '44', '55', '66'].map((car, index) => ({ car, transponder: Number(`70${car}`), lapS: 18 + index * 0.3 }));

interface Heat {
  readonly served: Served;
  /** Moves the club's clock on, so many seconds after the first green; what the loop hears by then is put on record. */
  readonly to: (seconds: number) => Promise<void>;
}

/** A heat that is lined up, on a track whose loop a simulated decoder hears over TCP, by a clock that the story moves. */
async function heat(): Promise<Heat> {
  const clock = replayClock(GREEN_US - 60 * S);
  const instant = (): string => new Date(Math.floor(clock.nowUs() / 1000)).toISOString();
  const crossings = simulateRace({ cars: FIELD, forS: 260, seed: 5 });
  const decoder = simulateDecoder({ clock, crossings, greenUs: GREEN_US });
  const line = await serveTcp(decoder.dial, { host: '127.0.0.1', port: 0 });
  const served = await serveClubs({ rulebooks: [CLUB], now: instant, clock });
  onTestFinished(async () => {
    decoder.stop();
    await served.stop();
    await line.close();
  });
  const client = openClient({ address: served.address, club: CLUB });
  await client.give({ do: 'open-meeting', by: 'race-director', meeting: AT.meeting, kind: 'points', name: 'Opening night' });
  for (const [index, { car, transponder }] of FIELD.entries()) {
    await client.give({ do: 'record', by: 'pit-steward', meeting: AT.meeting, name: 'inspection', car, fields: { passed: true } });
    const driver = DRIVERS[index] ?? '';
    await client.give({ do: 'sign-in', by: 'sign-in', meeting: AT.meeting, class: 'mini-stock', car, driver, pill: index + 1 });
    await client.give({ do: 'assign-transponder', by: 'race-director', class: 'mini-stock', car, transponder: `${transponder}` });
  }
  client.close();
  const gear = `${served.address}/api/clubs/${CLUB}/timing/sources/start-finish`;
  const headers = { 'content-type': 'application/json' };
  await fetch(gear, { method: 'PUT', headers, body: JSON.stringify({ protocol: 'p3', at: `127.0.0.1:${line.port}` }) });
  await fetch(`${gear}/start`, { method: 'POST' });
  const to = async (seconds: number): Promise<void> => {
    for (let us = clock.nowUs(); us < GREEN_US + seconds * S; us = clock.nowUs()) {
      clock.to(us + S / 2);
      for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
    }
  };
  return { served, to };
}

const order = (page: Page): Promise<readonly string[]> =>
  page.getByRole('region', { name: 'Running order' }).getByRole('rowheader').locator('.plate').allTextContents();
const flagNow = (page: Page, flag: string): Promise<void> =>
  page.getByRole('status', { name: 'Flag now' }).getByText(flag, { exact: true }).waitFor();
const lapNow = (page: Page, lap: number): Promise<void> => page.getByLabel(`Lap ${lap} of 10`).waitFor();

/** Chooses a call of the pad by its name, with the arrow keys. */
async function callByKeys(page: Page, name: string): Promise<void> {
  const pad = page.getByRole('group', { name: 'Calls' });
  await page.locator('[data-calls] [role=group] button:focus').waitFor();
  const names = await pad.getByRole('button').allTextContents();
  const place = names.findIndex((each) => each.toLowerCase().startsWith(name));
  for (let step = 0; step < place; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
}

inBrowser('race control in a browser', (open) => {
  test('a race is driven by the keyboard: yellow with two causers, restart, checkered, and a call taken back', async () => {
    const { served, to } = await heat();
    const page = await open({ size: 'wide' });
    await page.goto(`${served.address}/console/${CLUB}/race-control`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByText('loop is heard').waitFor();
    await to(0);
    await page.keyboard.press('g');
    await flagNow(page, 'Green');
    await to(66);
    await lapNow(page, 3);
    await page.keyboard.press('y');
    await flagNow(page, 'Yellow');
    const before = await order(page);
    await page.keyboard.type('22');
    await page.keyboard.press(' ');
    await page.keyboard.type('44');
    await page.keyboard.press('Enter');
    await callByKeys(page, 'caution');
    const dialog = page.getByRole('dialog', { name: 'the car brought out the caution' });
    await dialog.getByText('race Mini Stock Heat 1').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Tell the drivers' }).waitFor();
    const restart = [...before.filter((car) => car !== '22' && car !== '44'), '22', '44'];
    expect(await order(page)).toEqual(restart);
    await page.keyboard.press('g');
    await flagNow(page, 'Green');
    await to(170);
    await page.keyboard.press('c');
    await flagNow(page, 'Checkered');
    await page.keyboard.press('Control+z');
    await page.getByRole('dialog', { name: 'Undo Checkered' }).waitFor();
    await page
      .getByRole('dialog')
      .getByText(/phase ended → green/)
      .waitFor();
    await page.keyboard.press('Enter');
    await flagNow(page, 'Green');
    await page.keyboard.press('c');
    await flagNow(page, 'Checkered');
    expect(served.faults).toEqual([]);
  });

  test.each(THEMES.flatMap((theme) => (['phone', 'tablet', 'wide'] as const).map((size) => ({ theme, size }))))(
    'everybody can use it under yellow, in $theme on a $size screen',
    async ({ theme, size }) => {
      const { served, to } = await heat();
      const page = await open({ theme, size });
      await page.goto(`${served.address}/console/${CLUB}/race-control`);
      await chooseRole(page, 'Race director', 'Rae');
      await page.getByRole('region', { name: 'Flags' }).waitFor();
      await to(0);
      await page.keyboard.press('g');
      await flagNow(page, 'Green');
      await to(60);
      await page.keyboard.press('y');
      await page.getByRole('region', { name: 'Restart' }).waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SIZES[size].width);
      expect(served.faults).toEqual([]);
    },
  );

  test('a flag pressed late gets its true moment, and a call nobody may make says why', async () => {
    const { served, to } = await heat();
    const page = await open({ size: 'wide' });
    await page.goto(`${served.address}/console/${CLUB}/race-control`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByRole('region', { name: 'Flags' }).waitFor();
    await to(0);
    await page.keyboard.press('g');
    await flagNow(page, 'Green');
    await to(75);
    await page.keyboard.press('y');
    await flagNow(page, 'Yellow');
    const happened = page.getByRole('tabpanel', { name: 'What happened' });
    await happened.getByRole('listitem').filter({ hasText: 'yellow flag' }).getByRole('button', { name: 'True moment' }).click();
    const dialog = page.getByRole('dialog', { name: 'The true moment of: yellow flag' });
    await dialog.getByLabel('Seconds before it was pressed').fill('5');
    await dialog.getByRole('button', { name: /It was shown at/ }).click();
    await happened.getByText('shown 5 s before it was pressed').waitFor();
    await page
      .getByRole('button', { name: /^Warm-up.*/ })
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: /Make official/ }).getAttribute('aria-disabled')).toBe('true');
    expect(served.faults).toEqual([]);
  });
});
