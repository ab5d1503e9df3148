import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Night, openNight } from './club-night.ts';
import { barriers, inBrowser } from './browser.ts';

const CLUB = 'example-speedway';
const MEETING = '2026-05-02';
const FIELD = ['11', '22', '33', '44'].map((car, index) => ({ car, transponder: Number(`70${car}`), lapS: 18 + index * 0.3 }));
const DRIVERS = ['Ava Archer', 'Ben Boone', 'Cal Cole', 'Dee Dunn'];

/** A heat that is lined up, with the race director in the tower and the flagger at the fence. */
const heat = (): Promise<Night> =>
  openNight({
    club: CLUB,
    starts: '2026-05-02T23:00:00Z',
    officials: [
      { login: 'rae', name: 'Rae Reed', roles: [{ role: 'race-director', desk: 'race-director' }] },
      { login: 'flo', name: 'Flo Fink', roles: [{ role: 'flagger', desk: 'flagger' }] },
    ],
    before: async (client) => {
      await client.give({ do: 'open-meeting', by: 'race-director', meeting: MEETING, kind: 'points', name: 'Opening night' });
      for (const [index, { car, transponder }] of FIELD.entries()) {
        await client.give({ do: 'record', by: 'pit-steward', meeting: MEETING, name: 'inspection', car, fields: { passed: true } });
        const entry = {
          class: 'mini-stock',
          car,
          driver: DRIVERS[index] ?? '',
          pill: index + 1,
          details: { transponder: `${transponder}` },
        };
        await client.give({ do: 'sign-in', by: 'sign-in', meeting: MEETING, ...entry });
      }
    },
  });

async function signIn(page: Page, night: Night, login: string): Promise<void> {
  await page.getByLabel('Name to sign in with').fill(login);
  await page.getByLabel('Password').fill(night.passwords.get(login) ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Flags' }).waitFor();
}

async function atRaceControl(page: Page, night: Night, login: string): Promise<void> {
  await night.follow(page);
  await page.goto(`${night.served.address}/console/${CLUB}/race-control`);
  await signIn(page, night, login);
}

const flagNow = (page: Page, flag: string): Promise<void> =>
  page.getByRole('status', { name: 'Flag now' }).getByText(flag, { exact: true }).waitFor();

/** The flags on record, oldest first: which, by whom, and when by the club's clock. */
async function flags(night: Night): Promise<readonly string[]> {
  const state = await night.served.served.get(CLUB)?.club.latest();
  const facts = [...(state?.all ?? [])].filter((fact) => fact.kind === 'flag-shown');
  return facts.map((fact) => `${fact.body.flag} ${fact.by} ${fact.at.slice(11, 19)}`);
}

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['RACETOWER_SHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

inBrowser('a tablet that loses the network', (open) => {
  test('keeps what is called in a race, which goes on elsewhere; each call is on record once, in order, as of its time', async () => {
    const night = await heat();
    const [rae, flo] = [await open({ size: 'wide' }), await open({ size: 'tablet', touch: true })];
    await atRaceControl(rae, night, 'rae');
    await atRaceControl(flo, night, 'flo');
    await rae.keyboard.press('g');
    await flagNow(flo, 'Green');
    const field = night.roll(FIELD);
    await night.pass(40);
    await flo.context().setOffline(true);
    await flo.getByRole('button', { name: /^Yellow/ }).tap();
    await flo.getByText('One call waits').waitFor();
    await night.pass(20);
    await flo.getByRole('button', { name: /^Red/ }).tap();
    await flo.getByText('2 calls wait').waitFor();
    await shot(flo, 'net-1-queued');
    expect(await barriers(flo)).toEqual([]);
    await rae.getByLabel('Lap 3 of 10').waitFor();
    await night.pass(10);
    await flo.context().setOffline(false);
    await flagNow(rae, 'Red');
    await flagNow(flo, 'Red');
    await flo.getByText('The server is away.').waitFor({ state: 'hidden' });
    expect(await flags(night)).toEqual([
      'green race-director:Rae Reed 23:00:00',
      'yellow flagger:Flo Fink 23:00:40',
      'red flagger:Flo Fink 23:01:00',
    ]);
    field.stop();
    expect(night.served.faults).toEqual([]);
  });

  test('tells an official whose call came too late, and what to do', async () => {
    const night = await heat();
    const [rae, flo] = [await open({ size: 'wide' }), await open({ size: 'tablet', touch: true })];
    await atRaceControl(rae, night, 'rae');
    await atRaceControl(flo, night, 'flo');
    await rae.keyboard.press('g');
    await flagNow(flo, 'Green');
    const field = night.roll(FIELD);
    await night.pass(186);
    await flo.context().setOffline(true);
    await flo.getByRole('button', { name: /^Yellow/ }).tap();
    await flo.getByText('One call waits').waitFor();
    await rae.keyboard.press('c');
    await flagNow(rae, 'Checkered');
    await night.pass(25);
    field.stop();
    await rae.getByRole('region', { name: 'The result' }).waitFor();
    await shot(rae, 'net-2-rae');
    await rae.keyboard.press('e');
    await rae.getByText('✓official').waitFor();
    await flo.context().setOffline(false);
    const told = flo.getByRole('dialog', { name: 'Yellow is refused' });
    await told.getByText(/You called it at 6:03:06 PM, while the server was away/).waitFor();
    await told.getByText(/Look how it stands now/).waitFor();
    await shot(flo, 'net-3-refused');
    await told.getByRole('button', { name: 'Close' }).tap();
    expect((await flags(night)).map((each) => each.split(' ')[0])).toEqual(['green', 'checkered']);
  });

  test('opens again without it, where the browser may keep the page, and sends what waits', async () => {
    const night = await heat();
    const flo = await open({ size: 'tablet', keeps: true });
    await atRaceControl(flo, night, 'flo');
    await flo.evaluate(async () => {
      await navigator.serviceWorker.ready;
      while (!(await caches.match('/console/'))) await new Promise(requestAnimationFrame);
    });
    await flo.context().setOffline(true);
    await flo.keyboard.press('g');
    await flo.getByText('One call waits').waitFor();
    await flo.reload();
    await flo.getByText('One call waits').waitFor();
    await shot(flo, 'net-4-reloaded');
    await flo.context().setOffline(false);
    await flagNow(flo, 'Green');
    expect((await flags(night)).map((each) => each.split(' ')[0])).toEqual(['green']);
  });

  test('leaves nothing behind in a window that is closed: another of the same desk sends it', async () => {
    const night = await heat();
    const flo = await open({ size: 'tablet' });
    await atRaceControl(flo, night, 'flo');
    const other = await flo.context().newPage();
    await night.follow(other);
    await other.goto(`${night.served.address}/console/${CLUB}/race-control`);
    await other.getByRole('region', { name: 'Flags' }).waitFor();
    await flo.context().setOffline(true);
    await other.keyboard.press('g');
    await other.getByText('One call waits').waitFor();
    await other.close();
    await flo.context().setOffline(false);
    await flagNow(flo, 'Green');
    expect((await flags(night)).length).toBe(1);
  });

  test('sends calls in the name of nobody else: who signs out is told, and they wait until they sign in again', async () => {
    const night = await heat();
    const tablet = await open({ size: 'tablet' });
    await atRaceControl(tablet, night, 'flo');
    await tablet.route('**/commands', (route) => route.abort());
    await tablet.keyboard.press('g');
    await tablet.getByText('One call waits').waitFor();
    await tablet.getByRole('button', { name: /You are/ }).click();
    await tablet.getByRole('menuitem', { name: 'Sign out' }).click();
    await tablet.getByRole('dialog', { name: 'A call waits for the server' }).waitFor();
    await shot(tablet, 'net-5-sign-out');
    expect(await barriers(tablet)).toEqual([]);
    await tablet.getByRole('button', { name: 'Sign out all the same' }).click();
    await tablet.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tablet.unrouteAll();
    await signIn(tablet, night, 'rae');
    await tablet.getByText('A call of Flo Fink waits').waitFor();
    await shot(tablet, 'net-6-others');
    expect(await flags(night)).toEqual([]);
    await tablet.getByRole('button', { name: /You are/ }).click();
    await tablet.getByRole('menuitem', { name: 'Sign out' }).click();
    await tablet.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(tablet, night, 'flo');
    await flagNow(tablet, 'Green');
    expect(await flags(night)).toEqual(['green flagger:Flo Fink 23:00:00']);
  });
});
