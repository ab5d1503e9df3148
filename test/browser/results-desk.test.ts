import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../../packages/server/src/client/index.ts';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { afterTheRaces, CLUB, MEETING } from './after-the-races.ts';
import { chooseRole } from './officials.ts';
import type { Served } from './served.ts';

const TABS = ['Results', 'Points and purse', 'Pay sheet', 'Books', 'Close-out', 'Funds'];

inBrowser('results and money in a browser', (open) => {
  let served: Served;
  beforeAll(async () => {
    served = await afterTheRaces();
  });
  afterAll(() => served.stop());

  test.each(THEMES)('everybody can use every part of the desk, in %s', async (theme) => {
    const page = await open({ theme, size: theme === 'light' ? 'wide' : 'phone' });
    await page.goto(`${served.address}/console/${CLUB}/results?meeting=${MEETING}`);
    await chooseRole(page, 'Treasurer', 'Tess');
    for (const tab of TABS) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.getByRole('tabpanel', { name: tab, exact: true }).waitFor();
      await page.getByText('Loading …').waitFor({ state: 'hidden' });
      expect([tab, await barriers(page)]).toEqual([tab, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
        SIZES[theme === 'light' ? 'wide' : 'phone'].width,
      );
    }
    expect(served.faults).toEqual([]);
  });

  test('a result that a protest holds says so by its clause; another is made official', async () => {
    const page = await open({ size: 'wide' });
    await page.goto(`${served.address}/console/${CLUB}/results?meeting=${MEETING}`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByRole('button', { name: /A Main/ }).click();
    const main = page.getByRole('region', { name: 'Mini Stock A Main', exact: true });
    const holds = main.getByRole('group', { name: 'What holds it' });
    await holds.getByText('a protest is open').waitFor();
    expect(await holds.getByRole('link').first().textContent()).toBe('EX-6.2');
    await main.getByRole('button', { name: 'Make official: Mini Stock A Main' }).click();
    const refused = page.getByRole('dialog');
    await refused.getByText('a protest is open').first().waitFor();
    await refused.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: /Heat 1/ }).click();
    const heat = page.getByRole('region', { name: 'Mini Stock Heat 1', exact: true });
    await heat.getByRole('button', { name: 'Make official: Mini Stock Heat 1', exact: true }).click();
    await heat.getByText('✓official').waitFor();
    expect(served.faults).toEqual([]);
  });

  test('the treasurer pays at the window, takes money in, and closes the night out', async () => {
    const page = await open({ size: 'tablet' });
    await page.goto(`${served.address}/console/${CLUB}/results?meeting=${MEETING}&tab=pay`);
    await chooseRole(page, 'Treasurer', 'Tess');
    await page.getByRole('button', { name: /^Pay out to Cal for .*held|^Pay out to Cal for .*open/ }).waitFor();
    await page.getByRole('button', { name: /^Pay out to Ben/ }).click();
    const window = page.getByRole('dialog');
    await window.getByLabel('Amount').fill('sixty');
    await window.getByRole('button', { name: 'Pay out' }).click();
    await window.getByText('This is no amount of money').first().waitFor();
    await window.getByLabel('Amount').fill('60.01');
    await window.getByRole('button', { name: 'Pay out' }).click();
    await window.getByText('$60.00 are due to Ben').first().waitFor();
    expect(await window.getByLabel('Amount').inputValue()).toBe('60.01');
    await window.getByLabel('Amount').fill('60.00');
    await window.getByRole('button', { name: 'Pay out' }).click();
    await window.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Pay out to Ben for Mini Stock A Main: nothing is left to pay' }).waitFor();
    await page.getByRole('tab', { name: 'Books' }).click();
    await page.getByRole('button', { name: 'Receive money' }).click();
    const receive = page.getByRole('dialog', { name: 'Receive money' });
    await receive.getByLabel('Amount').fill('300');
    await receive.getByRole('button', { name: /To$/ }).click();
    await page.getByRole('option', { name: 'gate' }).click();
    await receive.getByRole('button', { name: 'Book it' }).click();
    await receive.waitFor({ state: 'hidden' });
    await page.getByRole('tab', { name: 'Close-out' }).click();
    await page.getByLabel('Counted').fill('389');
    await page.getByText('-$1.00 from the book').waitFor();
    await page.getByRole('button', { name: 'Close out and sign' }).click();
    await page.getByText('$389.00 were counted, the book says $390.00: say why').first().waitFor();
    await page.getByLabel('Why it differs').fill('a dollar short');
    await page.getByRole('button', { name: 'Close out and sign' }).click();
    await page.getByText('Signed by treasurer:Tess').waitFor();
    const client = openClient({ address: served.address, club: CLUB });
    const sheet = await client.ask('close-out', { meeting: MEETING });
    client.close();
    expect(sheet).toMatchObject({ countedCents: 38_900, differenceCents: -100, why: 'a dollar short' });
    expect(served.faults).toEqual([]);
  });
});
