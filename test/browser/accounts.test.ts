import { createAdaptorServer } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ADDRESS_HEADER } from '../../packages/server/src/accounts/auth.ts';
import { exampleAccounts } from '../../packages/server/src/testing/example-accounts.ts';
import { CLUB } from '../../packages/server/src/testing/example-club.ts';
import { barriers, inBrowser, SIZES, THEMES } from './browser.ts';

let addresses = 0;
const PASSWORD = 'a long enough one';

/** A server with the example club, and Sue, who runs its office. */
async function served() {
  const made = await exampleAccounts();
  await made.accounts.add('sue', 'Sue Smith', PASSWORD);
  await made.accounts.grant('sue', CLUB, 'office');
  await made.accounts.tablets.setPin('sue', '2580');
  const server = createAdaptorServer({
    fetch: (request) => {
      // Tries to sign in are counted by address: each of these is of another one.
      request.headers.set(ADDRESS_HEADER, `10.9.0.${(addresses += 1) % 250}`);
      return made.app.fetch(request);
    },
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => void server.close());
  return { ...made, address: `http://localhost:${(server.address() as AddressInfo).port}` };
}

inBrowser('accounts', (open) => {
  test('a passkey made on a device signs in there, and none that was forgotten', async () => {
    const { accounts, address, faults } = await served();
    const page = await open({ size: 'phone' });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    const device = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    } as const;
    await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { ...device, automaticPresenceSimulation: true } });
    await page.goto(`${address}/sign-in`);
    await page.getByLabel('Login').fill('sue');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/account');
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    await page.getByRole('table', { name: 'Your passkeys' }).waitFor();
    expect(await accounts.passkeys.of('sue')).toHaveLength(1);
    const byPasskey = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
      await page.waitForURL('**/sign-in');
      await page.getByRole('button', { name: 'Sign in by passkey' }).click();
    };
    await byPasskey();
    await page.waitForURL('**/account');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Sue Smith');
    await accounts.passkeys.forget('sue');
    await byPasskey();
    await page.getByText('That did not work: that passkey was not taken').waitFor();
    expect(faults).toEqual([]);
  });
  test('without a script: signing in, inviting, enrolling a tablet, working on it', async () => {
    const { address } = await served();
    const page = await open({ size: 'tablet', scripts: false });
    await page.goto(`${address}/clubs/${CLUB}/people`);
    await page.getByLabel('Login').fill('sue');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/people');
    await page.getByLabel('Open for so many days').fill('3');
    await page.getByRole('button', { name: 'Make a link' }).click();
    await page.getByText('it is shown once and works once').waitFor();
    await page.getByLabel('What this device is called').fill('gate');
    await page.getByRole('button', { name: 'Enrol this device' }).click();
    await page.getByText('This tablet is enrolled as gate').waitFor();
    await page.goto(`${address}/tablet`);
    await page.getByRole('link', { name: /Sue Smith/ }).click();
    await page.getByLabel('PIN of Sue Smith').fill('2580');
    await page.getByRole('button', { name: 'Sign in as Sue Smith' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Sue Smith works here');
  });
  test.each(THEMES)('bar nobody and stay inside their screen, in %s', async (theme) => {
    const { accounts, address } = await served();
    const { token } = await accounts.invitations.make({ club: CLUB, role: 'scorer', desk: 'scorer' }, 'Sue Smith');
    for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) {
      const page = await open({ size, theme });
      const look = async (path: string): Promise<void> => {
        await page.goto(`${address}${path}`);
        expect([size, path, await barriers(page)]).toEqual([size, path, []]);
        const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        expect([size, path, over]).toEqual([size, path, 0]);
        if (process.env['RACETOWER_SHOTS'] !== undefined)
          await page.screenshot({
            path: `${process.env['RACETOWER_SHOTS']}/${path.replaceAll('/', '-')}-${size}-${theme}.png`,
            fullPage: true,
          });
      };
      await look('/sign-in');
      await look(`/invitations/${token}`);
      await page.goto(`${address}/sign-in`);
      await page.getByLabel('Login').fill('sue');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL('**/account');
      await look('/account');
      await look(`/clubs/${CLUB}/people`);
      await page.getByLabel('What this device is called').fill('gate');
      await page.getByRole('button', { name: 'Enrol this device' }).click();
      await look('/tablet');
    }
  });
});
