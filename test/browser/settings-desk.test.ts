import type { Page } from 'playwright-core';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { replayClock, serveTcp, simulateDecoder } from '@racetower/timing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteLog } from '../../packages/log/src/index.ts';
import { openClient } from '../../packages/server/src/client/index.ts';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { chooseRole } from './officials.ts';
import { type Served, serveClubs } from './served.ts';

const CLUB = 'example-speedway';
/** A club that stays without accounts. */
const FORMS = 'kam-kartway';
const PASSWORD = 'a long enough one';

/** Follows a link of an invitation and makes an account with it. */
async function accept(page: Page, link: string, login: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Your name, as it goes on record').fill(name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Make my account' }).click();
  await page.waitForURL(`**/clubs/${CLUB}`);
}

/** Invites somebody to a role in the dialog, and takes the link. */
async function invited(page: Page, role: string): Promise<string> {
  await page.getByRole('button', { name: 'Invite an official' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Role/ }).or(dialog.getByLabel('Role')).first().click();
  await page.getByRole('option', { name: role, exact: true }).click();
  await dialog.getByLabel('Open for so many days').fill('soon');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  await dialog.getByText('This is a number of days, 1 to 60').waitFor();
  await dialog.getByLabel('Open for so many days').fill('3');
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const link = await dialog.getByRole('status', { name: `Link to be ${role}` }).innerText();
  await dialog.getByRole('button', { name: 'I have it' }).click();
  return link;
}

inBrowser('the settings desk', (open) => {
  let served: Served;
  const clock = replayClock(Date.parse('2026-05-03T00:00:00Z') * 1000);
  beforeAll(async () => {
    served = await serveClubs({ rulebooks: [CLUB, FORMS], clock, settings: { hooks: 'anywhere' } });
  });
  afterAll(() => served.stop());

  test('the office is invited first, invites an official, and that one comes to the right desks alone', async () => {
    const { address } = served;
    const page = await open({ size: 'wide', reducedMotion: true });
    await page.goto(`${address}/console/${CLUB}/settings`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByText('Nobody has an account yet').waitFor();
    const office = await invited(page, 'Office');
    await accept(page, office, 'olga', 'Olga Orr');
    await page.goto(`${address}/console/${CLUB}/settings`);
    const people = page.getByRole('table', { name: 'Who may do what' });
    await people
      .getByRole('row', { name: /Olga Orr/ })
      .getByText('Office')
      .waitFor();
    const scorer = await invited(page, 'Scorer');

    const other = await open({ size: 'phone', reducedMotion: true });
    await accept(other, scorer, 'kim', 'Kim Kay');
    await other.goto(`${address}/console/${CLUB}`);
    const desks = other.getByRole('navigation', { name: 'Desks' });
    await desks.getByRole('link', { name: /Race control/ }).waitFor();
    expect(await desks.getByRole('link', { name: /Settings/ }).count()).toBe(0);
    for (const path of ['people', 'hooks', 'machine'])
      expect([path, (await other.request.get(`${address}/api/clubs/${CLUB}/${path}`)).status()]).toEqual([path, 403]);

    const kim = people.getByRole('row', { name: /Kim Kay/ });
    await page.reload();
    await kim.getByRole('button', { name: /Change Kim Kay/ }).click();
    await page.getByRole('menuitem', { name: 'Give a role' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Role').first().click();
    await page.getByRole('option', { name: 'Race director', exact: true }).click();
    await dialog.getByRole('button', { name: 'Give a role' }).click();
    await kim.getByText('Race director').waitFor();
    await kim.getByRole('button', { name: 'Take Scorer from Kim Kay' }).click();
    await dialog.getByText('From now on Kim Kay may not act as Scorer').waitFor();
    await dialog.getByRole('button', { name: 'Take the role' }).click();
    await kim.getByText('Scorer').waitFor({ state: 'detached' });

    // A race director has some of it: tablets, decoders, webhooks; not people, and no copy of the log.
    await other.goto(`${address}/console/${CLUB}/settings`);
    await other.getByRole('tab', { name: 'Tablets' }).waitFor();
    expect(await other.getByRole('tab', { name: 'Officials and roles' }).count()).toBe(0);
    await other.getByRole('tab', { name: 'Backup and publishing' }).click();
    await other.getByText('Copies are taken by the office and the board.').waitFor();
    const tried = async (path: string, data: object): Promise<number> =>
      (await other.request.post(`${address}/api/clubs/${CLUB}/${path}`, { data, headers: { origin: address } })).status();
    expect([await tried('machine/backup', {}), await tried('people', { do: 'reset-password', login: 'olga' })]).toEqual([403, 403]);

    await kim.getByRole('button', { name: /Change Kim Kay/ }).click();
    await page.getByRole('menuitem', { name: 'Link to a new password' }).click();
    await dialog.getByRole('button', { name: 'Link to a new password' }).click();
    const reset = await dialog.getByRole('status').innerText();
    const again = await open({ size: 'phone' });
    await again.goto(reset);
    await again.getByLabel('New password').fill('another long one');
    await again.getByRole('button', { name: 'Take this password' }).click();
    await again.waitForURL('**/sign-in');
    expect(served.faults).toEqual([]);
  });

  test('a webhook with a bad address is refused at its field, then added, its secret shown once, tried and removed', async () => {
    const heard: string[] = [];
    const program = createServer((request, response) => {
      heard.push(request.headers['webhook-signature']?.toString() ?? '');
      response.end();
    });
    await new Promise<void>((listening) => void program.listen(0, '127.0.0.1', listening));
    const page = await open({ size: 'tablet', reducedMotion: true });
    await page.goto(`${served.address}/console/${FORMS}/settings?tab=hooks`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByRole('button', { name: 'Add a webhook' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill('our channel');
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await dialog.getByText('is an address that begins with https:// or http://').first().waitFor();
    expect(await dialog.getByLabel('Address').inputValue()).toBe('our channel');
    await dialog.getByLabel('Address').fill(`http://127.0.0.1:${(program.address() as AddressInfo).port}/racing`);
    await dialog.getByRole('button', { name: 'Add it' }).click();
    expect(await dialog.getByRole('status', { name: 'Secret of the webhook' }).innerText()).toMatch(/^whsec_/);
    await dialog.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('list', { name: 'The last messages' }).getByText('arrived').waitFor();
    expect(heard).toHaveLength(1);
    await page.getByRole('button', { name: 'Remove' }).click();
    await dialog.getByText('It is told nothing any more').waitFor();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Nobody is told').waitFor();
    await new Promise((closed) => void program.close(closed));
    expect(served.faults).toEqual([]);
  });

  test('a decoder is set up by its address, started, heard and stopped; a tablet enrolled and ended', async () => {
    const decoder = simulateDecoder({ clock, crossings: [], greenUs: clock.nowUs() });
    const line = await serveTcp(decoder.dial, { host: '127.0.0.1', port: 0 });
    const page = await open({ size: 'wide', reducedMotion: true });
    await page.goto(`${served.address}/console/${FORMS}/settings?tab=timing`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByRole('button', { name: 'Set up gear' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Set up', exact: true }).click();
    await dialog.getByText('Say where it is').waitFor();
    await dialog.getByLabel('Where it is').fill('127.0.0.1:notaport');
    await dialog.getByRole('button', { name: 'Set up', exact: true }).click();
    await dialog
      .getByText(/notaport/)
      .first()
      .waitFor();
    await dialog.getByLabel('Where it is').fill(`127.0.0.1:${line.port}`);
    await dialog.getByRole('button', { name: 'Set up', exact: true }).click();
    const gear = page.getByRole('region', { name: 'start-finish' });
    await gear.getByRole('button', { name: 'Start start-finish' }).click();
    await gear.getByText('connected').waitFor();
    await gear.getByRole('button', { name: 'Stop start-finish' }).click();
    await gear.getByText('off', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Tablets' }).click();
    await page.getByRole('button', { name: 'Enrol this device' }).click();
    await page.getByText('Say what the tablet is called').waitFor();
    await page.getByLabel('What this device is called').fill('pit gate');
    await page.getByRole('button', { name: 'Enrol this device' }).click();
    await page.getByRole('table', { name: 'Enrolled tablets' }).getByText('pit gate').waitFor();
    await page.getByRole('button', { name: 'End the tablet pit gate' }).click();
    await dialog.getByRole('button', { name: 'End it' }).click();
    await page.getByText('No tablet is enrolled yet.').waitFor();
    decoder.stop();
    await line.close();
    expect(served.faults).toEqual([]);
  });

  test('a copy of the log comes down proved, and is remembered', async () => {
    const { address, data } = served;
    const client = openClient({ address, club: FORMS });
    await client.give({ do: 'open-season', by: 'race-director', season: '2026', starts: '2026-01-01' });
    client.close();
    const page = await open({ size: 'tablet', reducedMotion: true });
    await page.goto(`${address}/console/${FORMS}/settings?tab=machine`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByText('never copied from here').waitFor();
    await page.getByRole('button', { name: 'Prove the log' }).click();
    await page.getByText('1 entry walked').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Take a proved copy' }).click()]);
    const file = join(data, 'copy-that-came-down.backup');
    writeFileSync(file, readFileSync(await download.path()));
    const copy = openSqliteLog(file, FORMS);
    expect(await copy.verify()).toMatchObject({ ok: true, facts: 1 });
    await copy.close();
    await page.getByText('everything is in the last copy').waitFor();
    await page.getByRole('list', { name: 'Copies that were taken here' }).getByText('1 entry').waitFor();
    expect(served.faults).toEqual([]);
  });

  test.each(THEMES)('everybody can use every part of the desk, in %s', async (theme) => {
    const size = theme === 'light' ? 'wide' : 'phone';
    const page = await open({ theme, size, reducedMotion: true });
    await page.goto(`${served.address}/console/${FORMS}/settings`);
    await chooseRole(page, 'Race director', 'Rae');
    for (const tab of ['Officials and roles', 'Tablets', 'Decoders and feeds', 'Webhooks', 'Backup and publishing']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel', { name: tab }).waitFor();
      await page.getByText('Loading …').waitFor({ state: 'hidden' });
      expect([tab, await barriers(page)]).toEqual([tab, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SIZES[size].width);
    }
  });
});
