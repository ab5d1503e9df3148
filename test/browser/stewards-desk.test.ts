import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../../packages/server/src/client/index.ts';
import { afterTheRaces, CLUB, MEETING } from './after-the-races.ts';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { chooseRole } from './officials.ts';
import type { Served } from './served.ts';

inBrowser("the stewards' room in a browser", (open) => {
  let served: Served;
  beforeAll(async () => {
    served = await afterTheRaces();
  });
  afterAll(() => served.stop());

  test.each(THEMES)('everybody can use every part of the room, in %s', async (theme) => {
    const size = theme === 'light' ? 'phone' : 'wide';
    const page = await open({ theme, size });
    await page.goto(`${served.address}/console/${CLUB}/stewards?meeting=${MEETING}`);
    await chooseRole(page, 'Race director', 'Rae');
    for (const [tab, shown] of [
      ['Cases', ''],
      ['Proposals', 'Nothing waits for you'],
      ['Calendar', 'What comes next'],
      ['Register', 'The register is empty'],
    ] as const) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      if (tab === 'Cases') {
        await page
          .getByRole('button', { name: /^Protest/ })
          .first()
          .click();
        await page.getByRole('region', { name: 'Verdict', exact: true }).waitFor();
      } else await page.getByText(shown).first().waitFor();
      expect([tab, await barriers(page)]).toEqual([tab, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SIZES[size].width);
    }
    expect(served.faults).toEqual([]);
  });

  test('a protest is filed with its fee, film is handed in, and the verdict is seen before it is given', async () => {
    const page = await open({ size: 'wide' });
    await page.goto(`${served.address}/console/${CLUB}/stewards?meeting=${MEETING}`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByRole('button', { name: 'File a case', exact: true }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Who files').fill('Ben');
    await form.getByLabel('Against whom').fill('Ava');
    await form.getByRole('button', { name: /Race$/ }).click();
    await page.getByRole('option', { name: 'Mini Stock Heat 1' }).click();
    await form.getByLabel('grounds').fill('a light car');
    await form.getByLabel('Fee paid').fill('20');
    await form.getByRole('button', { name: 'File it' }).click();
    await form.getByText('the fee is $50.00, $20.00 were paid').first().waitFor();
    expect(await form.getByLabel('Who files').inputValue()).toBe('Ben');
    await form.getByLabel('Fee paid').fill('50');
    await form.getByRole('button', { name: 'File it' }).click();
    await form.waitFor({ state: 'hidden' });
    const room = page.getByRole('region', { name: 'What was filed', exact: true });
    await room.getByText('a light car').waitFor();
    await page.getByRole('button', { name: /^Hand in: / }).click();
    const film = page.getByRole('dialog');
    await film.getByLabel('Whose it is').fill('Ben');
    await film.getByLabel('link').fill('https://films.example/1');
    await film.getByLabel(/^lap/i).fill('2');
    await film.getByRole('button', { name: 'Put on record' }).click();
    await film.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'https://films.example/1' }).waitFor();
    const verdict = page.getByRole('region', { name: 'Verdict', exact: true });
    await verdict.getByRole('button', { name: /Outcome$/ }).click();
    await page.getByRole('option', { name: 'Protest is upheld' }).click();
    await verdict
      .getByRole('table', { name: 'Result: Mini Stock Heat 1' })
      .getByRole('row', { name: /1 Ava place 1 dq/ })
      .waitFor();
    await verdict.getByRole('button', { name: 'Give the verdict' }).click();
    await room.getByText('the protest is upheld', { exact: true }).waitFor();
    const client = openClient({ address: served.address, club: CLUB });
    const { rows } = await client.ask('result', { meeting: MEETING, race: 'mini-stock/heat-1' });
    client.close();
    expect(rows.map((row) => row.car)).toEqual(['2', '3', '4', '5', '6', '1']);
    expect(served.faults).toEqual([]);
  });
});
