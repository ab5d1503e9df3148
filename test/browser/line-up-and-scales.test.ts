import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../../packages/server/src/client/index.ts';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { chooseRole } from './officials.ts';
import { type Served, serveClubs } from './served.ts';

const CLUB = 'example-speedway';
const MEETING = '2026-05-02';
const DRIVERS = ['Ava Archer', 'Ben Boone', 'Cal Cole', 'Dee Dunn'];
const CARS = ['11', '22', '33', '44'];

/** A club with four cars signed in to a class, and two to another. */
async function signedIn(): Promise<Served> {
  const served = await serveClubs({ rulebooks: [CLUB] });
  const client = openClient({ address: served.address, club: CLUB });
  await client.give({ do: 'open-meeting', by: 'race-director', meeting: MEETING, kind: 'points', name: 'Opening night' });
  for (const [index, car] of CARS.entries()) {
    await client.give({ do: 'record', by: 'pit-steward', meeting: MEETING, name: 'inspection', car, fields: { passed: true } });
    const driver = DRIVERS[index] ?? '';
    await client.give({ do: 'sign-in', by: 'sign-in', meeting: MEETING, class: 'mini-stock', car, driver, pill: index + 1 });
  }
  client.close();
  return served;
}

const HEAT = 'mini-stock/heat-1';

inBrowser('the line-up room and the scales', (open) => {
  let served: Served;
  beforeAll(async () => {
    served = await signedIn();
  });
  afterAll(() => served.stop());
  const ask = async () => {
    const client = openClient({ address: served.address, club: CLUB });
    const [lined, checks] = [
      await client.ask('line-up', { meeting: MEETING, race: HEAT }),
      await client.ask('checks', { meeting: MEETING, race: HEAT }),
    ];
    client.close();
    return { lined, weights: checks.checks.find((each) => each.record === 'weight')?.cars ?? [] };
  };

  test('a line-up is moved by the keyboard with a reason, posted, and its inversion drawn', async () => {
    const page = await open({ size: 'wide', reducedMotion: true });
    await page.goto(`${served.address}/console/${CLUB}/line-up?race=${encodeURIComponent(HEAT)}`);
    await chooseRole(page, 'Race director', 'Rae');
    const room = page.getByRole('region', { name: 'Mini Stock Heat 1' });
    await room.getByRole('button', { name: 'Move car 33 one slot up' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Alt+ArrowUp');
    await room.getByText('11 22 33 44 → 33 11 22 44').waitFor();
    await room.getByRole('button', { name: 'Put it in place' }).click();
    await room.getByText('Say why: drivers will ask').waitFor();
    await room.getByRole('textbox', { name: 'Why' }).fill('new driver to the front');
    await page.keyboard.press('Enter');
    await room.getByText('Changed').waitFor();
    await room.getByRole('button', { name: /Post/ }).click();
    await room.getByText('Posted').waitFor();
    expect((await ask()).lined).toMatchObject({ standing: 'posted', slots: [{ car: '33' }, { car: '11' }, { car: '22' }, { car: '44' }] });
    await page.getByRole('button', { name: /Mini Stock A Main/ }).click();
    const main = page.getByRole('region', { name: 'Mini Stock A Main' });
    await main.getByRole('button', { name: '6', exact: true }).click();
    await main.getByText('how many cars are inverted: 6').waitFor();
    expect(served.faults).toEqual([]);
  });

  test('a line-up is printed on one side of paper, without the desk around it', async () => {
    const page = await open({ size: 'wide' });
    // A printer would open its window here; the paper stays until it is done.
    await page.addInitScript('window.print = () => undefined');
    await page.goto(`${served.address}/console/${CLUB}/line-up?race=${encodeURIComponent(HEAT)}`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByRole('region', { name: 'Mini Stock Heat 1' }).getByRole('button', { name: 'Print' }).click();
    await page.locator('.paper').waitFor({ state: 'attached' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#console').isVisible()).toBe(false);
    expect(await page.locator('.paper').innerText()).toMatch(/Mini Stock Heat 1[^]*33[^]*Cal Cole/);
    const printed = (await page.pdf({ format: 'Letter' })).toString('latin1');
    expect(printed.match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
  });

  test('every car of a race goes over the scales, one that is too light is told by its clause, a word is no weight', async () => {
    const client = openClient({ address: served.address, club: CLUB });
    await client.give({ do: 'finish', by: 'scorer', meeting: MEETING, race: HEAT, order: ['33', '11', '22', '44'] });
    client.close();
    const page = await open({ size: 'tablet', reducedMotion: true });
    await page.goto(`${served.address}/console/${CLUB}/scales?race=${encodeURIComponent(HEAT)}`);
    await chooseRole(page, 'Scales', 'Sam');
    const first = page.getByRole('form', { name: 'over the scales: car 33' });
    await first.getByRole('textbox', { name: 'pounds' }).fill('light');
    await first.getByRole('textbox', { name: 'verifier' }).fill('Pat');
    await page.keyboard.press('Enter');
    await first
      .getByText(/pounds of .* is a number, not "light"/)
      .first()
      .waitFor();
    expect(await first.getByRole('textbox', { name: 'verifier' }).inputValue()).toBe('Pat');
    await first.getByRole('textbox', { name: 'pounds' }).fill('2290');
    await page.keyboard.press('Enter');
    await page.getByText('car 33 weighs 2290 pounds and has to weigh 2300').waitFor();
    const second = page.getByRole('form', { name: 'over the scales: car 11' });
    await second.waitFor();
    await page.keyboard.type('2310');
    await second.getByRole('textbox', { name: 'verifier' }).fill('Pat');
    await page.keyboard.press('Enter');
    await page.getByText('2 of 4 cars').waitFor();
    expect((await ask()).weights.filter((car) => 'stands' in car).map((car) => car.car)).toEqual(['33', '11']);
    await page.getByRole('tab', { name: 'Infractions' }).click();
    await page.getByRole('button', { name: 'Call the car is too light' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText(/result Mini Stock Heat 1/)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'Make the call' }).click();
    await page.getByRole('region', { name: 'Infractions in Mini Stock Heat 1' }).getByText(/dq$/).waitFor();
    expect(served.faults).toEqual([]);
  });

  test.each(THEMES.flatMap((theme) => (['phone', 'wide'] as const).map((size) => ({ theme, size }))))(
    'everybody can use both, in $theme on a $size screen',
    async ({ theme, size }) => {
      const page = await open({ theme, size, reducedMotion: true });
      await page.goto(`${served.address}/console/${CLUB}/line-up?race=${encodeURIComponent(HEAT)}`);
      await chooseRole(page, 'Race director', 'Rae');
      await page.getByRole('button', { name: 'Move car 11 one slot up' }).click();
      await page.getByRole('button', { name: 'Run classes together' }).click();
      await page.getByRole('button', { name: 'Put it in place' }).waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SIZES[size].width);
      for (const [tab, there] of [
        ['weigh-in', 'Dee Dunn'],
        ['infractions', 'Call'],
      ] as const) {
        await page.goto(`${served.address}/console/${CLUB}/scales?race=${encodeURIComponent(HEAT)}&tab=${tab}`);
        await page.getByRole('tabpanel').getByText(there).first().waitFor();
        expect(await barriers(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SIZES[size].width);
      }
    },
  );
});
