import { expect, onTestFinished, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openClient } from '../../packages/server/src/client/index.ts';
import { inBrowser } from './browser.ts';
import { chooseRole } from './officials.ts';
import { type Served, serveClubs } from './served.ts';

const CLUB = 'kokomo-quarter-midget';
const MEETING = '2026-05-02';
const HEAT = 'jr-honda/heat-1';

async function lined(): Promise<Served> {
  const served = await serveClubs({ rulebooks: [CLUB] });
  onTestFinished(() => served.stop());
  const client = openClient({ address: served.address, club: CLUB });
  await client.give({ do: 'open-meeting', by: 'race-director', meeting: MEETING, kind: 'points', name: 'Spring opener' });
  for (const [index, car] of ['7', '12', '23'].entries()) {
    const about = { meeting: MEETING, class: 'jr-honda', car };
    await client.give({ do: 'record', by: 'registrar', name: 'safety-sheet', ...about, fields: { signer: 'Pam', code: '2018' } });
    await client.give({ do: 'record', by: 'registrar', name: 'proof-of-age', person: `Driver ${car}` });
    await client.give({ do: 'record', by: 'safety-director', name: 'safety-sticker', ...about, fields: {} });
    await client.give({ do: 'sign-in', by: 'registrar', ...about, driver: `Driver ${car}`, pill: index + 1 });
  }
  client.close();
  return served;
}

/** The facts of a kind on record. */
async function kindOf(served: Served, kind: string): Promise<number> {
  const state = await served.served.get(CLUB)?.club.latest();
  return [...(state?.all ?? [])].filter((fact) => fact.kind === kind).length;
}

async function atDesk(page: Page, served: Served, desk: string, role: string): Promise<void> {
  await page.goto(`${served.address}/console/${CLUB}/${desk}`);
  await chooseRole(page, role, 'Rae');
}

inBrowser('a form that is filled in wrongly', (open) => {
  test('to open a meeting: a day of no calendar is told at its field, the name stays, and it is opened once', async () => {
    const served = await serveClubs({ rulebooks: [CLUB] });
    onTestFinished(() => served.stop());
    const page = await open({ size: 'wide' });
    await atDesk(page, served, 'sign-in', 'Race director');
    await page.getByRole('button', { name: 'Open a meeting' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open a meeting' });
    await dialog.getByLabel('What it is called').fill('Spring opener');
    await dialog.getByLabel('Day').fill('');
    await dialog.getByLabel('What it is called').press('Enter');
    await dialog.getByLabel('Day').and(page.locator('[aria-invalid=true]')).waitFor();
    expect(await dialog.getByLabel('What it is called').inputValue()).toBe('Spring opener');
    expect(await kindOf(served, 'meeting-opened')).toBe(0);
    await dialog.getByLabel('Day').fill(MEETING);
    await dialog.getByLabel('What it is called').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(await kindOf(served, 'meeting-opened')).toBe(1);
    expect(served.faults).toEqual([]);
  });

  test('at race control: a call, a car by hand and a sheet are told at their fields, and go on record once', async () => {
    const served = await lined();
    const page = await open({ size: 'wide' });
    await atDesk(page, served, 'race-control', 'Race director');
    await page.getByRole('region', { name: 'Flags' }).waitFor();
    await page.getByRole('button', { name: /Change heat limit/i }).click();
    const call = page.getByRole('dialog', { name: 'another limit for the heat' });
    await call.getByLabel('minutes').fill('ten');
    await page.keyboard.press('Enter');
    await call.getByLabel('minutes').and(page.locator('[aria-invalid=true]')).waitFor();
    expect(await call.getByLabel('minutes').inputValue()).toBe('ten');
    await call.getByLabel('minutes').fill('15');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await call.waitFor({ state: 'hidden' });
    expect(await kindOf(served, 'call-made')).toBe(1);
    await page.keyboard.press('h');
    const byHand = page.getByRole('textbox', { name: 'Car by hand' });
    await byHand.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('99');
    await page.keyboard.press('Enter');
    await byHand.and(page.locator('[aria-invalid=true]')).waitFor();
    expect(await byHand.inputValue()).toBe('99');
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Sheets' }).click();
    const sheet = page.getByRole('form', { name: 'A sheet scored by hand' });
    await sheet.getByLabel('Lap', { exact: true }).fill('two');
    await sheet.getByLabel('Cars in order').fill('7 12 23');
    await page.keyboard.press('Enter');
    await sheet.getByText('A lap is a number').waitFor();
    expect(await sheet.getByLabel('Cars in order').inputValue()).toBe('7 12 23');
    expect(await kindOf(served, 'sheet-kept')).toBe(0);
    expect(served.faults).toEqual([]);
  });

  test('in the line-up room and at the grid: an order without a reason and a scratch that is thought over change nothing', async () => {
    const served = await lined();
    const page = await open({ size: 'tablet' });
    await atDesk(page, served, `line-up?race=${encodeURIComponent(HEAT)}`, 'Race director');
    const room = page.getByRole('region', { name: 'Jr. Honda Heat 1' });
    await room.getByRole('button', { name: 'Move car 23 one slot up' }).click();
    await room.getByRole('textbox', { name: /^Clause/ }).fill('NO-SUCH');
    await page.keyboard.press('Enter');
    await room.getByText('Say why: drivers will ask').waitFor();
    await room.getByRole('textbox', { name: 'Why' }).fill('new here');
    await page.keyboard.press('Enter');
    await room
      .getByRole('textbox', { name: /^Clause/ })
      .and(page.locator('[aria-invalid=true]'))
      .waitFor();
    expect(await room.getByRole('textbox', { name: 'Why' }).inputValue()).toBe('new here');
    expect(await kindOf(served, 'line-up-changed')).toBe(0);
    await page.goto(`${served.address}/console/${CLUB}/staging`);
    await page.getByRole('button', { name: 'Scratch car 12' }).click();
    await page.getByRole('dialog', { name: 'Scratch car 12' }).getByRole('button', { name: 'No' }).click();
    expect(await kindOf(served, 'car-scratched')).toBe(0);
    expect(served.faults).toEqual([]);
  });
});
