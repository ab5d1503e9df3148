import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Visitor } from '../access/visitor.ts';
import { makeApp } from '../http/app.ts';
import { CLUB, exampleClub, temporaryFile } from '../testing/example-club.ts';
import { ADDRESS_HEADER } from './auth.ts';
import { openAccounts } from './accounts.ts';
import { identifyBy } from './identify.ts';

const HOST = 'http://tower.local';
let addresses = 0;

/** The service with accounts; `sue` signs people in, and `rae` is race director of another club. */
async function withAccounts(otherwise: Visitor = { is: 'operator' }) {
  const folder = dirname(temporaryFile());
  const accounts = await openAccounts(folder, { rounds: 16 });
  onTestFinished(async () => accounts.close());
  const passwords = { sue: await accounts.add('sue', 'Sue Smith'), rae: await accounts.add('rae', 'Rae Reed') };
  await accounts.grant('sue', CLUB, 'sign-in');
  await accounts.grant('rae', 'another-club', 'race-director');
  const club = exampleClub();
  const faults: unknown[] = [];
  // Tries are counted by address in the whole process: each test has its own.
  let address = `10.0.0.${(addresses += 1)}`;
  const { app } = makeApp({
    clubs: new Map([[CLUB, { club, publicNames: 'adults' }]]),
    identify: identifyBy(accounts, () => otherwise),
    accounts,
    onFault: (error) => faults.push(error),
  });
  const ask = async (path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    app.request(`${HOST}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { host: 'tower.local', origin: HOST, [ADDRESS_HEADER]: address, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const signIn = async (username: string, password: string): Promise<string> =>
    (await ask('/api/auth/sign-in/username', { username, password })).headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  const give = async (cookie: string, more: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    ask(`/api/clubs/${CLUB}/commands`, { do: 'register', person: 'Ann', details: {}, ...more }, { cookie, ...headers });
  return { accounts, ask, club, faults, folder, give, passwords, signIn, from: (other: string) => void (address = other) };
}

describe('somebody with an account', () => {
  test('signs in, and what they give goes on record under their role and name', async () => {
    const { club, give, passwords, signIn } = await withAccounts();
    const cookie = await signIn('sue', passwords.sue);
    expect((await give(cookie)).status).toBe(200);
    expect(club.seen.all.last()?.by).toBe('sign-in:Sue Smith');
    expect((await give(cookie, { by: 'race-director' })).status).toBe(403);
  });
  test('has a session that scripts cannot read', async () => {
    const { ask, passwords } = await withAccounts();
    const response = await ask('/api/auth/sign-in/username', { username: 'sue', password: passwords.sue });
    expect(response.headers.getSetCookie().join()).toMatch(/HttpOnly; SameSite=Lax/i);
  });
  test('of another club is the public here', async () => {
    const { ask, give, passwords, signIn } = await withAccounts();
    const cookie = await signIn('rae', passwords.rae);
    expect([(await give(cookie)).status, (await ask(`/api/clubs/${CLUB}/views/history`, undefined, { cookie })).status]).toEqual([
      401, 401,
    ]);
  });
  test('is nobody once signed out, here or everywhere', async () => {
    const { ask, give, passwords, signIn } = await withAccounts();
    const [one, two] = [await signIn('sue', passwords.sue), await signIn('sue', passwords.sue)];
    await ask('/api/auth/sign-out', {}, { cookie: one });
    expect([(await give(one)).status, (await give(two)).status]).toEqual([401, 200]);
    await ask('/api/auth/revoke-sessions', {}, { cookie: two });
    expect((await give(two)).status).toBe(401);
  });
  test('is nobody once the session is over, or the password was set anew', async () => {
    const { accounts, folder, give, passwords, signIn } = await withAccounts();
    const old = await signIn('sue', passwords.sue);
    const database = new DatabaseSync(join(folder, 'accounts.db'));
    database.exec(`update session set expiresAt = '2001-01-01T00:00:00.000Z'`);
    database.close();
    expect((await give(old)).status).toBe(401);
    const fresh = await signIn('sue', passwords.sue);
    const password = await accounts.resetPassword('sue');
    expect([(await give(fresh)).status, (await give(await signIn('sue', password))).status]).toEqual([401, 200]);
  });
  test('cannot change name or roles', async () => {
    const { ask, passwords, signIn } = await withAccounts();
    const cookie = await signIn('sue', passwords.sue);
    for (const path of ['update-user', 'change-email', 'delete-user', 'sign-up/email', 'sign-in/email', '../auth/update-user'])
      expect((await ask(`/api/auth/${path}`, { name: 'Rae Reed' }, { cookie })).status).toBe(404);
  });
  test('is no longer anybody once the account is taken away', async () => {
    const { accounts, give, passwords, signIn } = await withAccounts();
    const cookie = await signIn('sue', passwords.sue);
    await accounts.remove('sue');
    await accounts.grant('rae', CLUB, 'race-director');
    expect((await give(cookie)).status).toBe(401);
    expect((await accounts.list()).map((each) => each.login)).toEqual(['rae']);
  });
});

describe('somebody without', () => {
  test('is the operator of the machine only until the club has people', async () => {
    const { accounts, give } = await withAccounts();
    expect((await give('', { by: 'race-director' })).status).toBe(401);
    await accounts.remove('sue');
    expect((await give('', { by: 'race-director' })).status).toBe(200);
  });
  test('does not get in by a made-up cookie', async () => {
    const { give } = await withAccounts();
    expect((await give('racetower.session_token=abc.def')).status).toBe(401);
  });
  test('on a page of a stranger acts for nobody, whatever cookies the browser sends', async () => {
    const { ask, club, give, passwords, signIn } = await withAccounts();
    const cookie = await signIn('sue', passwords.sue);
    expect((await give(cookie, {}, { origin: 'https://stranger.example' })).status).toBe(401);
    const tried = await ask(
      '/api/auth/sign-in/username',
      { username: 'sue', password: passwords.sue },
      { origin: 'https://stranger.example' },
    );
    expect([tried.status, club.seen.seq]).toEqual([403, 0]);
  });
  test('who tries passwords is stopped, and others still get in', async () => {
    const { ask, from, passwords, signIn } = await withAccounts();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1)
      statuses.push((await ask('/api/auth/sign-in/username', { username: 'sue', password: `guess-${attempt}-guess` })).status);
    expect(statuses).toContain(401);
    expect(statuses.at(-1)).toBe(429);
    from('10.9.9.9');
    expect(await signIn('sue', passwords.sue)).toContain('racetower.session_token');
  });
  test('everybody of a club signs in at once, from one address', async () => {
    const { passwords, signIn } = await withAccounts();
    for (let turn = 0; turn < 8; turn += 1) expect(await signIn('sue', passwords.sue)).toContain('racetower.session_token');
  });
  test.each(['{', '[]', '{}', '{"username":7,"password":{}}', `{"username":"sue","password":"${'x'.repeat(5000)}"}`])(
    'sends %.40s and gets a problem',
    async (body) => {
      const { ask, faults } = await withAccounts();
      const response = await ask('/api/auth/sign-in/username', body);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(faults).toEqual([]);
    },
  );
});

describe('the accounts of a folder', () => {
  test('are there after a restart, with the sessions', async () => {
    const { accounts, folder, passwords, signIn } = await withAccounts();
    const cookie = await signIn('sue', passwords.sue);
    const again = await openAccounts(folder, { rounds: 16 });
    expect(await again.list()).toEqual(await accounts.list());
    expect(await again.signedIn(new Headers({ cookie, host: 'tower.local' }))).toMatchObject({ login: 'sue', name: 'Sue Smith' });
    await again.close();
  });
  test('keep their secret to the owner of the files', async () => {
    const { folder } = await withAccounts();
    expect(statSync(join(folder, 'secret')).mode & 0o077).toBe(0);
  });
  test.each([
    { name: 'a login that is none', login: 'Sue Smith', called: 'Sue', says: 'is no login' },
    { name: 'a name that would pass for another role', login: 'kim', called: 'x:Kim', says: 'is no name' },
    { name: 'a login twice', login: 'sue', called: 'Sue', says: 'there is a "sue" already' },
  ])('refuse $name', async ({ login, called, says }) => {
    const { accounts } = await withAccounts();
    await expect(accounts.add(login, called)).rejects.toThrow(says);
  });
});
