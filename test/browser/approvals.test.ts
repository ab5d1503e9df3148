import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Accounts, openAccounts } from '../../packages/server/src/accounts/accounts.ts';
import { openClient } from '../../packages/server/src/client/index.ts';
import { barriers, inBrowser } from './browser.ts';
import { type Served, serveClubs } from './served.ts';

const CLUB = 'example-speedway';
const MEETING = '2026-05-02';
const PASSWORD = 'a long enough one';

/** Two small classes that may run together if the race director approves it; Sam keeps the tower, Rae is the race director. */
async function tower(): Promise<{ readonly served: Served; readonly accounts: Accounts }> {
  const served = await serveClubs({ rulebooks: [CLUB] });
  const client = openClient({ address: served.address, club: CLUB });
  await client.give({ do: 'open-meeting', by: 'race-director', meeting: MEETING, kind: 'points', name: 'Opening night' });
  for (const [index, kind] of ['mini-stock', 'youth-four'].entries()) {
    const car = String(index + 1);
    const born = index === 0 ? '1990-05-01' : '2012-05-01';
    await client.give({ do: 'register', by: 'sign-in', person: `Driver ${car}`, details: { born } });
    await client.give({ do: 'record', by: 'pit-steward', meeting: MEETING, name: 'inspection', car, fields: { passed: true } });
    await client.give({ do: 'sign-in', by: 'sign-in', meeting: MEETING, class: kind, car, driver: `Driver ${car}`, pill: 1 });
  }
  client.close();
  const accounts = await openAccounts(served.data);
  await accounts.add('sam', 'Sam Sears', PASSWORD);
  await accounts.grant('sam', CLUB, 'pit-steward', 'tower');
  await accounts.add('rae', 'Rae Reed', PASSWORD);
  await accounts.grant('rae', CLUB, 'race-director');
  await accounts.tablets.setPin('sam', '4862');
  await accounts.tablets.setPin('rae', '2580');
  return { served, accounts };
}

async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel('Name to sign in with').fill(login);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Desks' }).waitFor();
}

/** Asks for both classes to run as one, which Sam may not do alone. */
async function runTogether(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run classes together' }).click();
  await page.getByText(/^Mini Stock \(/).click();
  await page.getByText(/^Youth Four \(/).click();
  await page.getByRole('form', { name: 'Run classes together' }).getByRole('button', { name: 'Run classes together' }).click();
  await page.getByRole('dialog', { name: /who approves\?$/ }).waitFor();
}

inBrowser('approvals and tablets', (open) => {
  let served: Served;
  let accounts: Accounts;
  beforeAll(async () => {
    ({ served, accounts } = await tower());
  });
  afterAll(async () => {
    await accounts.close();
    await served.stop();
  });
  const desk = (page: Page): Promise<unknown> => page.goto(`${served.address}/console/${CLUB}/line-up`);

  test('who has to approve sees it on a screen of their own, and the call goes on record under both names', async () => {
    const [sam, rae] = [await open({ size: 'wide' }), await open({ size: 'phone' })];
    await desk(rae);
    await signIn(rae, 'rae');
    await desk(sam);
    await signIn(sam, 'sam');
    await runTogether(sam);
    const asked = sam.getByRole('dialog');
    expect(await barriers(sam)).toEqual([]);
    await rae.getByRole('button', { name: 'Look' }).click();
    expect(await rae.getByRole('dialog').innerText()).toContain('Sam Sears');
    expect(await barriers(rae)).toEqual([]);
    await rae.getByRole('button', { name: 'Approve', exact: true }).click();
    await asked.getByText('Rae Reed approves').waitFor();
    await asked.getByRole('button', { name: 'Give it', exact: true }).click();
    await asked.waitFor({ state: 'detached' });
    const client = openClient({ address: served.address, club: CLUB, fetch: fetchAs(rae) });
    const { facts } = await client.ask('history', { meeting: MEETING });
    expect(facts.findLast((fact) => fact.kind === 'classes-combined')).toMatchObject({
      by: 'pit-steward:Sam Sears',
      body: { approvals: ['pit-steward:Sam Sears', 'race-director:Rae Reed'] },
    });
    client.close();
  });

  test('a tablet is worked at by PIN, taken over by a tap, and locked; a wrong PIN is said at its field', async () => {
    const page = await open({ size: 'tablet' });
    await desk(page);
    await signIn(page, 'rae');
    await page.evaluate(async (club) => {
      const headers = { 'content-type': 'application/json' };
      await fetch(`/api/clubs/${club}/people`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ do: 'enrol-tablet', name: 'the tower' }),
      });
      await fetch('/api/auth/sign-out', { method: 'POST', headers, body: '{}' });
    }, CLUB);
    await desk(page);
    await page.getByRole('heading', { name: 'Who works here?' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sam Sears' }).click();
    await page.getByRole('textbox', { name: 'PIN of Sam Sears' }).fill('9999');
    await page.getByRole('button', { name: 'Start work' }).click();
    await page.getByRole('form').getByText('that is not the PIN').first().waitFor();
    await page.getByRole('textbox', { name: 'PIN of Sam Sears' }).fill('4862');
    await page.getByRole('button', { name: 'Start work' }).click();
    await page.getByRole('navigation', { name: 'Desks' }).waitFor();
    await page.getByRole('button', { name: /You are.*Sam Sears/ }).click();
    await page.getByRole('menuitem', { name: 'Lock the tablet' }).click();
    await page.getByRole('heading', { name: 'Who works here?' }).waitFor();
    expect(served.faults).toEqual([]);
  });
});

/** Asks with the cookies of a page. */
const fetchAs =
  (page: Page): typeof globalThis.fetch =>
  async (address) => {
    const answered = await page.request.get(String(address));
    return new Response(await answered.text(), { status: answered.status() });
  };
