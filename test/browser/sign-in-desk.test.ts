import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../../packages/server/src/client/index.ts';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { chooseRole } from './officials.ts';
import { type Served, serveClubs } from './served.ts';

const CLUB = 'example-speedway';
const MEETING = '2026-05-02';

/** A club with a meeting open, one driver of last month, and two cars with inspections. */
async function openWindow(): Promise<Served> {
  const served = await serveClubs({ rulebooks: [CLUB] });
  const client = openClient({ address: served.address, club: CLUB });
  await client.give({ do: 'open-meeting', by: 'race-director', meeting: '2026-04-04', kind: 'practice' });
  await client.give({ do: 'register', by: 'sign-in', person: 'Ava Archer', details: { licence: 'M-17' } });
  for (const car of ['11', '22']) await client.give({ do: 'record', by: 'pit-steward', name: 'inspection', car, fields: { passed: true } });
  await client.give({
    do: 'sign-in',
    by: 'sign-in',
    meeting: '2026-04-04',
    class: 'mini-stock',
    car: '11',
    driver: 'Ava Archer',
    handler: 'Pam Archer',
  });
  await client.give({ do: 'close-meeting', by: 'race-director', meeting: '2026-04-04' });
  await client.give({ do: 'open-meeting', by: 'race-director', meeting: MEETING, kind: 'points', name: 'Opening night' });
  client.close();
  return served;
}

const finder = (page: Page) => page.getByRole('combobox', { name: 'Who is at the window?' });

inBrowser('the sign-in desk', (open) => {
  let served: Served;
  beforeAll(async () => {
    served = await openWindow();
  });
  afterAll(() => served.stop());

  test('an entry is found, signed in, paid and drawn without the mouse; the next one begins at once', async () => {
    const page = await open({ size: 'wide', reducedMotion: true });
    await page.goto(`${served.address}/console/${CLUB}/sign-in`);
    await chooseRole(page, 'Race director', 'Sue');
    await finder(page).waitFor();
    await page.keyboard.type('m-17');
    await page.getByRole('option', { name: /Ava Archer/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('May sign in').waitFor();
    expect(await page.getByRole('textbox', { name: 'Handler' }).inputValue()).toBe('Pam Archer');
    await page.keyboard.type('4');
    await page.keyboard.press('Enter');
    const card = page.getByRole('region', { name: 'Car 11, Ava Archer' });
    await card.getByRole('button', { name: /Take \$20.00 from Pam Archer/ }).waitFor();
    await page.locator('input:focus[role=combobox]').waitFor();
    await page.keyboard.press('Control+Enter');
    await card.getByText('Pam Archer has paid $20.00').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.type('22');
    await page.getByRole('option', { name: 'New: 22' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Ben Boone');
    await page.getByRole('textbox', { name: 'Pill' }).fill('4');
    await page.getByText('pill 4 was drawn by car 11').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Pill', description: /pill 4 was drawn by car 11/ }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Driver', exact: true }).inputValue()).toBe('Ben Boone');
    await page.getByRole('textbox', { name: 'Pill' }).fill('9');
    await page.keyboard.press('Enter');
    await page.getByText('2 cars signed in').waitFor();
    const client = openClient({ address: served.address, club: CLUB });
    const { entries } = await client.ask('entries', { meeting: MEETING });
    const { facts } = await client.ask('history', { meeting: MEETING });
    client.close();
    expect(entries.map(({ car, driver, handler, pill }) => [car, driver, handler, pill])).toEqual([
      ['11', 'Ava Archer', 'Pam Archer', 4],
      ['22', 'Ben Boone', undefined, 9],
    ]);
    expect(facts.filter((fact) => ['car-signed-in', 'payment-made'].includes(fact.kind)).length).toBe(3);
    expect(served.faults).toEqual([]);
  });

  test('who may not sign in is told by which clause, and let in with a reason by whoever may', async () => {
    const page = await open({ size: 'tablet', reducedMotion: true });
    await page.goto(`${served.address}/console/${CLUB}/sign-in`);
    await chooseRole(page, 'Race director', 'Rae');
    await finder(page).fill('77');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('Who drives?').waitFor();
    await page.getByRole('textbox', { name: 'Driver', exact: true }).fill('Zoe Zane');
    await page.getByText('car 77 has no inspection').waitFor();
    await page.getByRole('link', { name: 'EX-1.2' }).first().waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('inspected at the gate');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Car 77, Zoe Zane' }).waitFor();
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('engine');
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('region', { name: 'Car 77, Zoe Zane' }).getByText('Withdrawn').waitFor();
    expect(served.faults).toEqual([]);
  });

  test.each(THEMES.flatMap((theme) => (['phone', 'wide'] as const).map((size) => ({ theme, size }))))(
    'everybody can use the window and read the draw, in $theme on a $size screen',
    async ({ theme, size }) => {
      const page = await open({ theme, size, reducedMotion: true });
      await page.goto(`${served.address}/console/${CLUB}/sign-in?entry=mini-stock/11`);
      await chooseRole(page, 'Race director', 'Rae');
      await page.getByRole('heading', { name: 'Fees' }).waitFor();
      await finder(page).fill('new one');
      await page.getByRole('option', { name: 'New: new one' }).waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SIZES[size].width);
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: 'Car', exact: true }).waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.goto(`${served.address}/console/${CLUB}/sign-in?screen=draw`);
      await page.getByText('Ben Boone').waitFor();
      expect(await barriers(page)).toEqual([]);
    },
  );
});
