import { openPool } from '@racetower/log';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { noPostgresBecause, type PostgresServer, startPostgres } from '../../../log/src/testing/postgres-server.ts';
import { exampleAccounts } from '../testing/example-accounts.ts';
import { CLUB } from '../testing/example-club.ts';
import { openPostgresAccounts } from './store.ts';

const missing = await noPostgresBecause();
if (missing !== undefined) process.stderr.write(`Not tested here: ${missing}\n`);
const PASSWORD = 'a long enough one';

describe.skipIf(missing !== undefined)('accounts in PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(async () => server?.stop());

  const opened = async (url: string) => {
    const pool = openPool(url, 4);
    onTestFinished(async () => pool.end());
    return exampleAccounts({ store: await openPostgresAccounts(pool) });
  };

  test('do what they do in a file: invite, sign in, PINs, approvals, sign out', async () => {
    const { accounts, browser } = await opened(await server.database());
    const { token } = await accounts.invitations.make({ club: CLUB, role: 'office', desk: 'office' }, 'the command line');
    const olga = browser();
    expect((await olga.ask(`/api/invitations/${token}`, { login: 'olga', name: 'Olga Orr', password: PASSWORD })).status).toBe(200);
    expect(await (await olga.ask(`/api/clubs/${CLUB}/me`)).json()).toMatchObject({ login: 'olga', posts: [{ role: 'office' }] });
    await expect(accounts.acceptAs(token, 'olga')).rejects.toThrow('was used');
    expect((await olga.ask('/api/account', { do: 'set-pin', pin: '2580', password: PASSWORD })).status).toBe(200);
    expect((await olga.ask(`/api/clubs/${CLUB}/people`, { do: 'enrol-tablet', name: 'gate' })).status).toBe(200);
    await olga.ask('/api/auth/sign-out', {});
    expect((await olga.ask('/api/tablet', { do: 'sign-in', login: 'olga', pin: '2580' })).status).toBe(200);
    expect(await (await olga.ask(`/api/clubs/${CLUB}/me`)).json()).toMatchObject({ login: 'olga' });
    for (let attempt = 0; attempt < 5; attempt += 1) await olga.ask('/api/tablet', { do: 'sign-in', login: 'olga', pin: '0000' });
    expect((await olga.ask('/api/tablet', { do: 'sign-in', login: 'olga', pin: '2580' })).status).toBe(429);
    const signed = accounts.approvals.sign(CLUB, { do: 'tick' }, 'office:Olga Orr');
    const read = accounts.approvals.read(signed.token, CLUB, { do: 'tick' });
    await accounts.approvals.use(read, 'a');
    await expect(accounts.approvals.use(read, 'b')).rejects.toThrow('was used');
    await accounts.signOutEverywhere('olga');
    expect(await (await olga.ask(`/api/clubs/${CLUB}/me`)).json()).toMatchObject({ is: 'public' });
  });
  test('are the same for two processes that open them at once', async () => {
    const url = await server.database();
    const [one, two] = await Promise.all([opened(url), opened(url)]);
    await one.accounts.add('sue', 'Sue Smith', PASSWORD);
    await one.accounts.grant('sue', CLUB, 'sign-in');
    const sue = two.browser();
    expect((await sue.signIn('sue', PASSWORD)).status).toBe(303);
    const cookie = `racetower.session_token=${sue.cookie('racetower.session_token') ?? ''}`;
    expect(await (await one.browser().ask('/api/account', undefined, { cookie })).json()).toMatchObject({ login: 'sue' });
    expect(one.accounts.secret).toBe(two.accounts.secret);
  });
  test('of an invitation let one of two in', async () => {
    const url = await server.database();
    const [one, two] = [await opened(url), await opened(url)];
    for (const login of ['sue', 'sam']) await one.accounts.add(login, login, PASSWORD);
    const { token } = await one.accounts.invitations.make({ club: CLUB, role: 'tech', desk: 'tech' }, 'Olga');
    const both = await Promise.allSettled([one.accounts.acceptAs(token, 'sue'), two.accounts.acceptAs(token, 'sam')]);
    expect(both.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});
