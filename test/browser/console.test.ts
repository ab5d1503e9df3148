import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../../packages/server/src/client/index.ts';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { chooseRole } from './officials.ts';
import { type Served, serveClubs } from './served.ts';

const CLUB = 'example-speedway';
const MEETING = '2026-05-02';
const CARS = ['11', '22', '33', '44'];

/** A club with a meeting open and four cars signed in to a class. */
async function signedIn(): Promise<Served> {
  const served = await serveClubs({ rulebooks: [CLUB] });
  const client = openClient({ address: served.address, club: CLUB });
  await client.give({ do: 'open-meeting', by: 'race-director', meeting: MEETING, kind: 'points', name: 'Opening night' });
  for (const [index, car] of CARS.entries()) {
    await client.give({ do: 'record', by: 'pit-steward', meeting: MEETING, name: 'inspection', car, fields: { passed: true } });
    const driver = ['Ava Archer', 'Ben Boone', 'Cal Cole', 'Dee Dunn'][index] ?? '';
    await client.give({
      do: 'sign-in',
      by: 'sign-in:Sue',
      meeting: MEETING,
      class: 'mini-stock',
      car,
      driver,
      pill: [4, 2, 9, 1][index] ?? 5,
    });
  }
  client.close();
  return served;
}

inBrowser('the console in a browser', (open) => {
  let served: Served;
  beforeAll(async () => {
    served = await signedIn();
  });
  afterAll(() => served.stop());

  test.each(THEMES.flatMap((theme) => (['phone', 'wide'] as const).map((size) => ({ theme, size }))))(
    'everybody can use the role picker and the grid, in $theme on a $size screen',
    async ({ theme, size }) => {
      const page = await open({ theme, size });
      const faults: string[] = [];
      page.on('console', (said) => said.type() === 'error' && faults.push(said.text()));
      page.on('pageerror', (error) => faults.push(error.message));
      await page.goto(`${served.address}/console`);
      await page.getByRole('heading', { name: 'In which role are you here?' }).waitFor();
      expect(await barriers(page)).toEqual([]);
      await chooseRole(page, 'Race director', 'Rae');
      await page.getByRole('link', { name: 'Staging' }).click();
      await page.getByRole('region', { name: 'Mini Stock Heat 1' }).waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SIZES[size].width);
      expect([faults, served.faults]).toEqual([[], []]);
    },
  );

  test('a steward sees who is here, scratches a car with its consequences, and takes it back', async () => {
    const page = await open({ size: 'wide' });
    await page.goto(`${served.address}/console/${CLUB}/staging`);
    await chooseRole(page, 'Race director', 'Rae');
    const race = page.getByRole('region', { name: 'Mini Stock Heat 1' });
    await race.getByRole('button', { name: 'Car 44 is here' }).click();
    await race.getByText('1 of 4 here').waitFor();
    await race.getByRole('button', { name: 'Scratch car 22' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scratch car 22' });
    await dialog.getByText('44 22 11 33 → 44 11 33').waitFor();
    await dialog.getByRole('button', { name: 'Scratch', exact: true }).click();
    await race.getByText('1 of 3 here').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByRole('dialog', { name: 'Undo Scratch car 22' }).getByRole('button', { name: 'Take it back' }).click();
    await race.getByText('1 of 4 here').waitFor();
    expect(served.faults).toEqual([]);
  });

  test('a call made while the server is away waits, also when the page is loaded again, and is on record once', async () => {
    const page = await open({ size: 'tablet' });
    await page.goto(`${served.address}/console/${CLUB}/staging`);
    await chooseRole(page, 'Race director', 'Rae');
    const race = page.getByRole('region', { name: 'Mini Stock Heat 1' });
    await race.getByRole('button', { name: 'Scratch car 33' }).click();
    await page.route('**/commands', (route) => route.abort());
    await page.getByRole('dialog').getByRole('button', { name: 'Scratch', exact: true }).click();
    await page.getByText('1 call on its way').waitFor();
    await page.unrouteAll();
    await page.reload();
    await race.getByText('of 3 here').waitFor();
    const client = openClient({ address: served.address, club: CLUB });
    const { facts } = await client.ask('history', { meeting: MEETING });
    client.close();
    expect(facts.filter((fact) => fact.kind === 'car-scratched' && !fact.voided).length).toBe(1);
  });

  test('why a car starts where it does is told in sentences with clauses', async () => {
    const page = await open();
    await page.goto(`${served.address}/console/${CLUB}/staging`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByRole('button', { name: /Row 1 inside.*Car 44 starts in slot 1 of Mini Stock Heat 1/ }).click();
    const clause = page.getByRole('dialog').getByRole('link', { name: 'EX-2.1' }).first();
    await clause.waitFor();
    expect(await clause.getAttribute('href')).toContain('/rulebook#EX-2.1');
  });

  test('the palette finds a car and a driver by the keyboard', async () => {
    const page = await open({ size: 'wide' });
    await page.goto(`${served.address}/console/${CLUB}/staging`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByRole('region', { name: 'Mini Stock Heat 1' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox').fill('Dee');
    await page.getByRole('menuitem', { name: /44 Dee Dunn/ }).waitFor();
    // The search names the hit it stands on a moment after the list has changed.
    const hit = await page.locator('[role="menuitem"][data-focused]').getAttribute('id');
    await page.locator(`input[aria-activedescendant="${hit}"]`).waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});
