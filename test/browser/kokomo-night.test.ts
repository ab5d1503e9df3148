import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Night, openNight } from './club-night.ts';
import { inBrowser } from './browser.ts';

const CLUB = 'kokomo-quarter-midget';
const MEETING = '2026-05-02';
const CLASS = 'jr-honda';
const HEAT = 'Jr. Honda Heat 1';
const MAIN = 'Jr. Honda A Main';
/** Who raced here before, and is known at the window. */
const KNOWN = [
  { car: '7', driver: 'Ada Archer', handler: 'Pam Archer', transponder: '3007' },
  { car: '12', driver: 'Ben Boone', handler: 'Bob Boone', transponder: '3012' },
  { car: '23', driver: 'Cal Cole', handler: 'Cora Cole', transponder: '3023' },
];
const NEW = { car: '31', driver: 'Dee Dunn', handler: 'Don Dunn', transponder: '3031' };
const FIELD = [...KNOWN, NEW].map(({ car, transponder }, index) => ({ car, transponder: Number(transponder), lapS: 8 + index * 0.15 }));

const kokomo = (): Promise<Night> =>
  openNight({
    club: CLUB,
    starts: '2026-05-02T21:00:00Z',
    officials: [
      {
        login: 'sue',
        name: 'Sue Stone',
        roles: [
          { role: 'registrar', desk: 'sign-in' },
          { role: 'wristband-desk', desk: 'sign-in' },
        ],
      },
      { login: 'rae', name: 'Rae Reed', roles: [{ role: 'race-director', desk: 'race-director' }] },
      {
        login: 'pete',
        name: 'Pete Pohl',
        roles: [
          { role: 'pit-steward', desk: 'pit-steward' },
          { role: 'safety-director', desk: 'official' },
        ],
      },
      {
        login: 'sam',
        name: 'Sam Sand',
        roles: [
          { role: 'scale-official', desk: 'scales' },
          { role: 'tech-director', desk: 'tech' },
        ],
      },
    ],
    before: async (client) => {
      await client.give({ do: 'open-season', by: 'race-director', season: '2026', starts: '2026-01-01', ends: '2026-12-31' });
      await client.give({ do: 'open-meeting', by: 'race-director', meeting: '2026-04-18', kind: 'practice' });
      for (const { car, driver, handler, transponder } of KNOWN) {
        const where = { meeting: '2026-04-18', class: CLASS, car };
        await client.give({ do: 'record', by: 'registrar', name: 'safety-sheet', ...where, fields: { signer: handler, code: '2018' } });
        await client.give({ do: 'record', by: 'registrar', name: 'proof-of-age', person: driver });
        await client.give({ do: 'record', by: 'safety-director', name: 'safety-sticker', ...where, fields: { sticker: `26-${car}` } });
        await client.give({ do: 'sign-in', by: 'registrar', ...where, driver, handler, details: { transponder } });
      }
      await client.give({ do: 'close-meeting', by: 'race-director', meeting: '2026-04-18' });
    },
  });

/** Writes what a screen looks like where somebody wants to see it. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['RACETOWER_SHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** Tells a story; where it breaks off, how the screens stood is written. */
async function lookedAt(pages: readonly Page[], story: () => Promise<void>): Promise<void> {
  try {
    await story();
  } catch (error) {
    for (const [index, page] of pages.entries()) await shot(page, `failed-${index}`);
    throw error;
  }
}

/** Goes to another desk. */
const toDesk = (page: Page, desk: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Desks' }).getByRole('link', { name: desk }).click();

/** Sits down at a desk with name and password. */
async function sitDown(page: Page, night: Night, login: string, desk: string): Promise<void> {
  await night.follow(page);
  await page.goto(`${night.served.address}/console/${CLUB}/${desk}`);
  await page.getByLabel('Name to sign in with').fill(login);
  await page.getByLabel('Password').fill(night.passwords.get(login) ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Desks' }).waitFor();
}

const finder = (page: Page) => page.getByRole('combobox', { name: 'Who is at the window?' });

/** Four cars over the window, by the keyboard alone: three that are known, and one whose papers are made out there. */
async function atTheWindow(page: Page): Promise<void> {
  await finder(page).waitFor();
  for (const [index, { car, driver, handler }] of KNOWN.entries()) {
    // Known drivers take five keys: number, Enter, pill, Enter, and the fee.
    await page.locator('input:focus[role=combobox]').waitFor();
    await page.keyboard.type(car);
    await page.keyboard.press('Enter');
    await page.getByText('May sign in').waitFor();
    if (index === 0) await shot(page, '04-sue-known');
    await page.keyboard.type(String([7, 3, 9][index]));
    await page.keyboard.press('Enter');
    const card = page.getByRole('region', { name: `Car ${car}, ${driver}` });
    await card.getByRole('button', { name: `Take $25.00 from ${handler}` }).waitFor();
    if (index === 0) await shot(page, '05-sue-card');
    await page.keyboard.press('Control+Enter');
    await card.getByText(`${handler} has paid $25.00`).waitFor();
  }
  await page.keyboard.type(NEW.car);
  await page.keyboard.press('Enter');
  await shot(page, '06-sue-new');
  for (const text of [NEW.driver, NEW.handler, '5', NEW.transponder]) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await page.getByText('the safety sheet of car 31 is not signed').waitFor();
  await shot(page, '07-sue-papers');
  await page.getByRole('textbox', { name: 'Handler' }).focus();
  await page.keyboard.press('Enter');
  // What is missing is made out at once: Enter goes from paper to paper and back to signing in.
  const missing = page.getByRole('region', { name: 'Papers not on record yet' });
  await missing.getByRole('button', { name: 'Record proof of age was seen: Dee Dunn' }).and(page.locator(':focus')).waitFor();
  await shot(page, '08-sue-refused');
  await page.keyboard.press('Enter');
  await missing
    .getByRole('button', { name: /^Record the safety sheet/ })
    .and(page.locator(':focus'))
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('signer').waitFor();
  await page.keyboard.type(NEW.handler);
  await page.keyboard.press('Tab');
  await page.keyboard.type('2018');
  await page.keyboard.press('Enter');
  await page.getByText('May sign in').waitFor();
  await page.getByRole('button', { name: 'Sign in', exact: true }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  const card = page.getByRole('region', { name: `Car ${NEW.car}, ${NEW.driver}` });
  await card.getByRole('button', { name: 'Take $25.00 from Don Dunn' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await card.getByText('Don Dunn has paid $25.00').waitFor();
  // The wristbands are another job of the same window.
  await page.getByRole('button', { name: /Sue Stone/ }).click();
  await page.getByRole('menuitem', { name: 'Act as Wristband desk' }).click();
  await card.getByText(/^Papers/).click();
  await card.getByRole('button', { name: 'Record the liability waiver is signed: Don Dunn' }).click();
  await card.getByText('On record').nth(1).waitFor();
  await shot(page, '09-sue-wristband');
}

/** The safety director, who is the pit steward too, gives a new car the sticker without which it may not be lined up. */
async function stickers(page: Page): Promise<void> {
  await page.getByRole('button', { name: /You are/ }).click();
  await page.getByRole('menuitem', { name: 'Act as Safety director' }).click();
  await toDesk(page, 'Scales and tech');
  await page.getByRole('button', { name: /What is checked/ }).tap();
  await page.getByRole('option', { name: 'the sticker of the season' }).tap();
  await page.getByText('3 of 4 cars').waitFor();
  const form = page.getByRole('form', { name: 'the sticker of the season: car 31' });
  await form.getByLabel('sticker').fill('26-31');
  await shot(page, '11-pete-stickers');
  await form.getByRole('button', { name: 'Record' }).tap();
  await page.getByText('4 of 4 cars').waitFor();
}

/** The race director looks why, moves a car with a reason, and posts the heat. */
async function linedUp(page: Page): Promise<void> {
  const room = page.getByRole('region', { name: HEAT });
  await room.getByRole('button', { name: /Row 1 inside.*Car 12 starts in slot 1/ }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'KQMC-HEAT-3' }).first().waitFor();
  await shot(page, '12-rae-why');
  await page.keyboard.press('Escape');
  await room.getByRole('button', { name: 'Move car 31 one slot back' }).focus();
  await page.keyboard.press('Enter');
  await room.getByText('12 31 7 23 → 12 7 31 23').first().waitFor();
  await room.getByRole('textbox', { name: 'Why' }).fill('first night of a rookie driver');
  await shot(page, '12-rae-moved');
  await page.keyboard.press('Enter');
  await room.getByText('Changed').waitFor();
  await page.locator('body').press('p');
  await room.getByText('Posted').waitFor();
  await shot(page, '12-rae-posted');
}

async function atTheGrid(page: Page): Promise<void> {
  await page.getByRole('button', { name: /You are/ }).click();
  await page.getByRole('menuitem', { name: 'Act as Pit steward' }).click();
  await toDesk(page, 'Staging');
  const heat = page.getByRole('region', { name: HEAT });
  for (const car of ['12', '7', '31', '23']) await heat.getByRole('button', { name: `Car ${car} is here` }).tap();
  await heat.getByText('4 of 4 here').waitFor();
  await shot(page, '13-pete-grid');
}

/** The heat: green, a yellow with a call, the restart, and the checkered, by the keyboard alone. */
async function theHeat(page: Page, night: Night): Promise<void> {
  await toDesk(page, 'Race control');
  await page.getByText('loop is heard').waitFor();
  await shot(page, '14-rae-control');
  await page.keyboard.press('g');
  await flagNow(page, 'Green');
  const field = night.roll(FIELD);
  await night.pass(42);
  await page.getByLabel('Lap 5 of 15').waitFor();
  await shot(page, '15-rae-green');
  await page.keyboard.press('y');
  await flagNow(page, 'Yellow');
  field.stop();
  await shot(page, '16-rae-yellow');
  // Car 12 was in the chute: its number, Enter, the call by the arrows, Enter, and Enter again.
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Call on' }).waitFor();
  await shot(page, '16-rae-calls');
  await callByKeys(page, 'back from chute');
  const call = page.getByRole('dialog', { name: 'the car comes back from the hot chute' });
  await call.getByText('7 12 23 31 → 7 23 31 12').first().waitFor();
  await shot(page, '17-rae-call');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Tell the drivers' }).getByText('12').waitFor();
  await shot(page, '17-rae-restart');
  await page.keyboard.press('o');
  await page.getByRole('dialog', { name: 'Restart' }).waitFor();
  await shot(page, '17-rae-big');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Restart' }).waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await flagNow(page, 'Green');
  const again = night.roll(FIELD);
  await night.pass(90);
  await shot(page, '18-rae-late');
  await page.keyboard.press('c');
  await flagNow(page, 'Checkered');
  await night.pass(12);
  again.stop();
  await shot(page, '19-rae-checkered');
}

/** Chooses a call of the pad by its name, with the arrow keys. */
async function callByKeys(page: Page, name: string): Promise<void> {
  await page.locator('[data-calls] [role=group] button:focus').waitFor();
  const names = await page.getByRole('group', { name: 'Calls' }).getByRole('button').allTextContents();
  const place = names.findIndex((each) => each.toLowerCase().startsWith(name));
  for (let step = 0; step < place; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
}

const flagNow = (page: Page, flag: string): Promise<void> =>
  page.getByRole('status', { name: 'Flag now' }).getByText(flag, { exact: true }).waitFor();

/** Every car over the scales by touch, each verified by somebody else's handler. */
async function weighed(page: Page, { race, order }: { readonly race: string; readonly order: readonly string[] }): Promise<void> {
  const handlerOf = new Map([...KNOWN, NEW].map((each) => [each.car, each.handler]));
  await page.getByRole('region', { name: `Scale list of ${race}` }).waitFor();
  for (const [index, car] of order.entries()) {
    const form = page.getByRole('form', { name: `a car was weighed: car ${car}` });
    await form.waitFor();
    if (index === 0) await shot(page, '20-sam-scales');
    if (index === 0) {
      await form.getByLabel('verifier').fill(handlerOf.get(car) ?? '');
      await form.getByRole('button', { name: 'Record' }).tap();
      await form.getByText(`${handlerOf.get(car)} has no other car in the race`).waitFor();
      await shot(page, '20-sam-refused');
    }
    await form.getByLabel('verifier').fill(handlerOf.get(order[(index + 1) % order.length] ?? '') ?? '');
    await form.getByRole('button', { name: 'Record' }).tap();
  }
  await page.getByText('4 of 4 cars').waitFor();
}

/** The A main: the draw, posted, warmed up, run, finished; from race control alone. */
async function theMain(page: Page, night: Night): Promise<void> {
  await toDesk(page, 'Line-ups');
  await page.getByRole('navigation', { name: 'Races of the day' }).getByRole('button', { name: MAIN }).click();
  const room = page.getByRole('region', { name: MAIN });
  await room.getByRole('button', { name: 'inverted', exact: true }).click();
  await room.getByRole('button', { name: /Row 1 inside.*Car 31 starts in slot 1/ }).waitFor();
  await shot(page, '23-rae-main');
  await toDesk(page, 'Race control');
  await page.getByRole('heading', { name: MAIN }).waitFor();
  await page.locator('body').press('p');
  await page.getByText('line-up posted: 31 23 12 7').waitFor();
  await page.keyboard.press('m');
  await flagNow(page, 'Warm-up');
  await night.pass(60);
  // What may be given follows the night: the main no longer waits for its heat.
  await page.locator('button[data-flag=green][aria-disabled=false]').waitFor();
  await shot(page, '24-rae-warm-up');
  await page.keyboard.press('g');
  await flagNow(page, 'Green');
  const field = night.roll(FIELD);
  await night.pass(242);
  await page.getByLabel('Lap 30 of 30').waitFor();
  await page.keyboard.press('c');
  await flagNow(page, 'Checkered');
  await night.pass(12);
  field.stop();
}

/** The first three of the A main are held in tech, and let go one by one. */
async function released(page: Page): Promise<void> {
  await page.getByRole('button', { name: /You are/ }).tap();
  await page.getByRole('menuitem', { name: 'Act as Tech director' }).tap();
  await page.getByRole('tab', { name: 'Impound' }).tap();
  await shot(page, '31-sam-impound');
  for (const car of ['7', '12', '23']) {
    await page.getByRole('button', { name: `Release car ${car}`, exact: true }).tap();
    await page.getByRole('button', { name: `Release car ${car}`, exact: true }).waitFor({ state: 'hidden' });
  }
  await shot(page, '32-sam-released');
}

/** The race director makes the main official and reads the points of the day. */
async function officialOf(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'The result' }).getByText('Nothing holds it any more.').waitFor();
  await page.keyboard.press('e');
  await page.getByRole('region', { name: 'The result' }).getByText('✓official').waitFor();
  await toDesk(page, 'Results and money');
  await shot(page, '33-rae-results');
  await page.getByRole('tab', { name: 'Points and purse' }).click();
  await page
    .getByRole('row', { name: /Ada Archer/ })
    .getByText('70')
    .waitFor();
  await shot(page, '34-rae-points');
}

inBrowser('a Kokomo night', (open) => {
  test('goes from sign-in to official results over four roles', { timeout: 120_000 }, async () => {
    const night = await kokomo();
    const [sue, rae, pete, sam] = [
      await open({ size: 'wide', reducedMotion: true }),
      await open({ size: 'wide', reducedMotion: true }),
      await open({ size: 'phone', touch: true, reducedMotion: true }),
      await open({ size: 'tablet', touch: true, reducedMotion: true }),
    ];
    await lookedAt([sue, rae, pete, sam], async () => {
      await sitDown(sue, night, 'sue', 'sign-in');
      await sitDown(rae, night, 'rae', 'line-up');
      await sitDown(pete, night, 'pete', 'staging');
      await sitDown(sam, night, 'sam', 'scales');
      await shot(sue, '01-sue-closed');
      await shot(rae, '01-rae-closed');
      await shot(pete, '01-pete-closed');
      await shot(sam, '01-sam-closed');
      await rae.getByRole('button', { name: 'Open a meeting' }).click();
      await shot(rae, '02-rae-open');
      await rae.getByRole('dialog').getByLabel('What it is called').fill('Spring opener');
      await rae.keyboard.press('Enter');
      await sue.getByRole('combobox', { name: 'Who is at the window?' }).waitFor();
      await atTheWindow(sue);
      await rae.getByText('4 cars, 15 laps').waitFor();
      await shot(rae, '10-rae-lineup');
      await stickers(pete);
      await linedUp(rae);
      await atTheGrid(pete);
      await theHeat(rae, night);
      await weighed(sam, { race: HEAT, order: ['7', '12', '23', '31'] });
      await rae.getByText('Nothing holds it any more.').waitFor();
      await shot(rae, '21-rae-weighed');
      await rae.keyboard.press('e');
      await rae.getByRole('region', { name: 'The result' }).getByText('official').waitFor();
      await shot(rae, '22-rae-official');
      await theMain(rae, night);
      await weighed(sam, { race: MAIN, order: ['7', '12', '23', '31'] });
      await shot(sam, '30-sam-main');
      await released(sam);
      await officialOf(rae);
      const fan = await open({ size: 'phone' });
      await fan.goto(`${night.served.address}/clubs/${CLUB}/meetings/${MEETING}/races/${CLASS}/a-main`);
      await shot(fan, '40-fan');
      expect(await fan.locator('#live-race').innerText()).toMatch(/official[^]*7\s+Ada A\.\s+30/i);
      expect(night.served.faults).toEqual([]);
    });
  });
});
