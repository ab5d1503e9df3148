import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../../packages/server/src/client/index.ts';
import { barriers, inBrowser, THEMES } from './browser.ts';
import { chooseRole } from './officials.ts';
import { type Served, serveClubs } from './served.ts';

const CLUB = 'example-speedway';
const AT = { meeting: '2026-05-02', race: 'mini-stock/heat-1' };

/** A heat in which the line-up was changed before the green: what stood before must be found again. */
async function heatRun(): Promise<Served> {
  const served = await serveClubs({ rulebooks: [CLUB] });
  const client = openClient({ address: served.address, club: CLUB });
  const { meeting } = AT;
  await client.give({ do: 'open-meeting', by: 'race-director', meeting, kind: 'points' });
  for (const [index, car] of ['11', '22'].entries()) {
    await client.give({ do: 'record', by: 'pit-steward', meeting, name: 'inspection', car, fields: { passed: true } });
    const driver = ['Ava Archer', 'Ben Boone'][index] ?? '';
    await client.give({ do: 'sign-in', by: 'sign-in:Sue', meeting, class: 'mini-stock', car, driver, pill: index + 1 });
  }
  await client.give({ do: 'post-line-up', by: 'race-director', ...AT });
  await client.give({ do: 'flag', by: 'race-director', ...AT, flag: 'green' });
  await client.give({ do: 'lap', by: 'scorer', ...AT, lap: 1, order: ['22', '11'] });
  client.close();
  return served;
}

inBrowser('replay in a browser', (open) => {
  let served: Served;
  beforeAll(async () => {
    served = await heatRun();
  });
  afterAll(() => served.stop());

  test.each(THEMES)('the night is gone through fact by fact, and shows what stood, in %s', async (theme) => {
    const page = await open({ size: theme === 'dark' ? 'phone' : 'wide', theme });
    await page.goto(`${served.address}/console/${CLUB}/replay`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByText(/^Moment \d+ of \d+$/).waitFor();
    await page.getByRole('button', { name: 'The whole night' }).click();
    await page.getByRole('option', { name: 'Mini Stock Heat 1' }).click();
    const order = page.getByRole('region', { name: 'Running order as it stood after this' });
    await order.getByRole('row').nth(1).getByText('22').waitFor();
    await page.getByRole('button', { name: 'One back' }).click();
    await order.getByRole('row').nth(1).getByText('11').waitFor();
    await page.getByRole('slider').press('End');
    await order.getByRole('row').nth(1).getByText('22').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Line-up' }).click();
    await page.getByRole('region', { name: 'Line-up as it stood after this' }).getByText('Ava Archer').waitFor();
    expect(served.faults).toEqual([]);
  });
});
