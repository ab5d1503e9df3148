import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { DESKS } from '../../packages/console/src/desks/index.ts';
import { openAccounts } from '../../packages/server/src/accounts/accounts.ts';
import { openClient } from '../../packages/server/src/client/index.ts';
import { type DemoNight, demoNight, raceOn } from './demo-night.ts';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';
import { openDesk } from './officials.ts';
import { serveClubs } from './served.ts';
import { smallTargets } from './targets.ts';
import { stopsOf, tabsShown, whereShown } from './walk.ts';

inBrowser('every desk in a browser', (open) => {
  let night: DemoNight;
  beforeAll(async () => {
    night = await demoNight();
    await raceOn(night);
  });
  afterAll(() => night.stop());

  test.each(DESKS.map(({ id }) => id))(
    '%s and all that opens there can be used by everybody, on a phone and wide, in both themes',
    async (id) => {
      const page = await open();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (said) => said.type() === 'error' && said.text().includes('Content Security Policy') && faults.push(said.text()));
      const found: string[] = [];
      for (const stop of await stopsOf(night, (desk) => desk.id === id)) {
        await stop.go(page);
        found.push(...(await lookAround(page)).map((each) => `${stop.name} ${each}`));
      }
      expect(found).toEqual([]);
      expect([faults, night.served.faults]).toEqual([[], []]);
    },
  );

  test('every tab of a desk stands in its list, so that nobody forgets to look at it', async () => {
    const page = await open({ size: 'wide' });
    for (const desk of DESKS) {
      await openDesk(page, await whereShown(night, desk));
      const shown = await tabsShown(page);
      const listed = new Set((desk.tabs ?? []).map((tab) => tab.id));
      expect([desk.id, shown.filter((tab) => !listed.has(tab))]).toEqual([desk.id, []]);
    }
  });

  test('the console speaks Spanish', async () => {
    const page = await open({ size: 'wide' });
    await page.addInitScript(() => localStorage.setItem('racetower-language', 'es'));
    await openDesk(page, { address: night.served.address, club: night.club, desk: 'race-control', role: 'race-director' });
    await page.getByRole('heading', { name: 'Orden de carrera' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
  });
});

/** What is wrong with a screen as it stands, on a phone and on a wide screen, in light and in dark. */
async function lookAround(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of ['phone', 'wide'] as const) {
    await page.setViewportSize(SIZES[size]);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      // In the dark the colours differ and nothing else.
      found.push(...(await barriers(page, theme === 'dark' ? 'colours' : 'all')).map((each) => `${size} ${theme}: ${each}`));
    }
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > SIZES[size].width) found.push(`${size}: it is ${width} px wide`);
    found.push(...(await smallTargets(page)).map((each) => `${size}: ${each} is hard to hit`));
  }
  return found;
}

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
