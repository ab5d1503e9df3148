import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { DESKS } from '../../packages/console/src/desks/index.ts';
import { openAccounts } from '../../packages/server/src/accounts/accounts.ts';
import { openClient } from '../../packages/server/src/client/index.ts';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { openDesk, roleFor } from './officials.ts';
import { type Served, serveClubs } from './served.ts';
import { clubDay, logsOf, midway } from './worlds.ts';

inBrowser('every desk in a browser', (open) => {
  let served: Served;
  let club: string;
  let remove: () => void;
  beforeAll(async () => {
    const world = midway(clubDay(), 70);
    const { data, remove: removeLogs } = await logsOf([world]);
    [club, remove] = [world.club, removeLogs];
    served = await serveClubs({ data });
  });
  afterAll(async () => {
    await served.stop();
    remove();
  });

  test.each(DESKS.flatMap(({ id }) => THEMES.flatMap((theme) => (['phone', 'wide'] as const).map((size) => ({ id, theme, size })))))(
    '$id can be used by everybody in the middle of a day, in $theme on a $size screen',
    async ({ id, theme, size }) => {
      const page = await open({ theme, size });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (said) => said.type() === 'error' && said.text().includes('Content Security Policy') && faults.push(said.text()));
      await openDesk(page, { address: served.address, club, desk: id, role: await roleFor(served.address, club, id) });
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SIZES[size].width);
      expect([faults, served.faults]).toEqual([[], []]);
    },
  );

  test('the console speaks Spanish', async () => {
    const page = await open({ size: 'wide' });
    await page.addInitScript(() => localStorage.setItem('racetower-language', 'es'));
    await openDesk(page, { address: served.address, club, desk: 'race-control', role: 'race-director' });
    await page.getByRole('heading', { name: 'Orden de carrera' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
  });
});

inBrowser('signing in at the console', (open) => {
  test('a club with accounts lets officials in by name and password, to the desks of their roles', async () => {
    const served = await serveClubs({ rulebooks: ['example-speedway'] });
    const accounts = await openAccounts(served.data);
    const password = await accounts.add('sam', 'Sam Scorer');
    await accounts.grant('sam', 'example-speedway', 'pit-steward');
    const page = await open();
    await page.goto(`${served.address}/console/example-speedway`);
    await signIn(page, 'sam', 'wrong');
    await page.getByRole('alert').waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await page.getByLabel('Name to sign in with').inputValue()).toBe('sam');
    await signIn(page, 'sam', password);
    await page.getByRole('link', { name: 'Staging' }).waitFor();
    expect(await page.getByRole('link', { name: 'Race control' }).count()).toBe(0);
    await page.getByRole('button', { name: /Sam Scorer/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const client = openClient({ address: served.address, club: 'example-speedway' });
    expect((await client.me()).is).toBe('public');
    client.close();
    await accounts.close();
    await served.stop();
  });
});

async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Name to sign in with').fill(login);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
