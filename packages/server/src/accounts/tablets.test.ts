import { describe, expect, test } from 'vitest';
import { exampleAccounts } from '../testing/example-accounts.ts';
import { CLUB } from '../testing/example-club.ts';
import { IDLE_MS } from './tablets.ts';

const PASSWORD = 'a long enough one';
const PEOPLE = `/clubs/${CLUB}/people`;
const REGISTER = { do: 'register', person: 'Ann', details: {} };

/** A club with an enrolled tablet, and two officials with PINs. */
async function withTablet() {
  const made = await exampleAccounts();
  const { accounts, browser } = made;
  for (const [login, name, role] of [
    ['rae', 'Rae Reed', 'race-director'],
    ['sue', 'Sue Smith', 'sign-in'],
    ['pat', 'Pat Poe', 'pit-steward'],
  ] as const) {
    await accounts.add(login, name, PASSWORD);
    await accounts.grant(login, CLUB, role);
  }
  await accounts.tablets.setPin('sue', '2580');
  await accounts.tablets.setPin('pat', '7391');
  const tablet = browser();
  await tablet.signIn('rae', PASSWORD);
  expect((await tablet.send(PEOPLE, PEOPLE, { do: 'enrol-tablet', name: 'pit gate' })).status).toBe(200);
  await tablet.send('/account', '/sign-out', {});
  const works = async (login: string, pin?: string): Promise<number> =>
    (await tablet.ask('/api/tablet', pin === undefined ? { do: 'switch', login } : { do: 'sign-in', login, pin })).status;
  const by = async (): Promise<unknown> => {
    const response = await tablet.give(REGISTER);
    return response.status === 200
      ? ((await response.json()) as { readonly facts: readonly { readonly by: string }[] }).facts[0]?.by
      : response.status;
  };
  return { ...made, by, tablet, works };
}

describe('at an enrolled tablet', () => {
  test('officials sign in by PIN and take turns by a tap', async () => {
    const { by, tablet, works } = await withTablet();
    expect(await by()).toBe(401);
    expect([await works('sue', '2580'), await by()]).toEqual([200, 'sign-in:Sue Smith']);
    expect([await works('pat', '7391'), await by()]).toEqual([200, 403]);
    expect([await works('sue'), await by()]).toEqual([200, 'sign-in:Sue Smith']);
    expect(await (await tablet.ask('/api/tablet')).json()).toMatchObject({
      name: 'pit gate',
      works: 'sue',
      people: [
        { login: 'pat', here: true },
        { login: 'sue', here: true },
      ],
    });
    await tablet.ask('/api/tablet', { do: 'leave' });
    expect([await by(), await works('sue')]).toEqual([401, 401]);
  });
  test('the same by pages without a script', async () => {
    const { by, tablet } = await withTablet();
    expect(await (await tablet.ask('/tablet')).text()).toContain('href="/tablet?as=sue"');
    expect((await tablet.send('/tablet?as=sue', '/tablet', { do: 'sign-in', login: 'sue', pin: '2580' })).status).toBe(303);
    expect(await (await tablet.ask('/tablet')).text()).toContain('Sue Smith works here');
    expect(await by()).toBe('sign-in:Sue Smith');
    expect((await tablet.send('/tablet', '/tablet', { do: 'sign-in', login: 'pat', pin: '1111' })).status).toBe(401);
  });
  test('nobody works any more once it lay idle, and a tap does not do', async () => {
    const { by, clock, works } = await withTablet();
    await works('sue', '2580');
    clock.ms += IDLE_MS - 1000;
    expect(await by()).toBe('sign-in:Sue Smith');
    clock.ms += IDLE_MS - 1000;
    expect(await by()).toBe('sign-in:Sue Smith');
    clock.ms += IDLE_MS + 1;
    expect([await by(), await works('sue')]).toEqual([401, 401]);
  });
  test('wrong PINs lock somebody out, then take the PIN away', async () => {
    const { clock, works } = await withTablet();
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await works('sue', '0000')).toBe(401);
    expect(await works('sue', '2580')).toBe(429);
    expect(await works('pat', '7391')).toBe(200);
    clock.ms += 16 * 60_000;
    expect(await works('sue', '2580')).toBe(200);
    for (let round = 0; round < 3; round += 1) {
      for (let attempt = 0; attempt < 5; attempt += 1) await works('sue', '0000');
      clock.ms += 16 * 60_000;
    }
    expect(await works('sue', '2580')).toBe(401);
  });
  test('wrong PINs of many lock the tablet', async () => {
    const { accounts, works } = await withTablet();
    for (let attempt = 0; attempt < 10; attempt += 1) await works(`nobody${attempt}`, '0000');
    // Nobody of these has a role: they are not looked at, and lock nothing.
    expect(await works('sue', '2580')).toBe(200);
    for (const login of ['sue', 'pat', 'rae']) for (let attempt = 0; attempt < 4; attempt += 1) await works(login, '0000');
    expect(await works('pat', '7391')).toBe(429);
    expect(await accounts.tablets.hasPin('pat')).toBe(true);
  });
  test('guesses sent at once are no more guesses than allowed', async () => {
    const { works } = await withTablet();
    const all = await Promise.all(Array.from({ length: 30 }, (_, index) => works('sue', String(9000 + index * 7))));
    expect(all.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
  });
  test('it ends when it is revoked', async () => {
    const { accounts, by, works } = await withTablet();
    await works('sue', '2580');
    const [listed] = await accounts.tablets.at(CLUB);
    expect(listed).toMatchObject({ name: 'pit gate', by: 'Rae Reed', works: 'sue', revoked: false });
    await accounts.tablets.revoke(CLUB, listed!.id);
    expect([await by(), await works('sue', '2580')]).toEqual([401, 401]);
  });
  test('it is of its club alone', async () => {
    const { accounts, tablet, works } = await withTablet();
    await works('sue', '2580');
    await accounts.grant('sue', 'another-club', 'race-director');
    await expect(accounts.tablets.revoke('another-club', (await accounts.tablets.at(CLUB))[0]!.id)).rejects.toThrow('no such tablet');
    expect((await tablet.ask(`/api/clubs/${CLUB}/me`)).status).toBe(200);
  });
  test('accounts are not changed', async () => {
    const { tablet, works } = await withTablet();
    await works('sue', '2580');
    expect((await tablet.ask('/api/account', { do: 'set-pin', pin: '2581', password: PASSWORD })).status).toBe(401);
  });
});

test('a device that is not enrolled takes no PIN', async () => {
  const { browser } = await withTablet();
  expect((await browser().ask('/api/tablet', { do: 'sign-in', login: 'sue', pin: '2580' })).status).toBe(401);
  expect((await browser().ask('/tablet')).status).toBe(401);
});

test.each(['123', '1234', '4321', '0000', '2468', 'abcd', '123456789'])('the PIN %s is not taken', async (pin) => {
  const { accounts, browser } = await withTablet();
  const sue = browser();
  await sue.signIn('sue', PASSWORD);
  expect((await sue.ask('/api/account', { do: 'set-pin', pin, password: PASSWORD })).status).toBe(400);
  expect((await sue.ask('/api/account', { do: 'set-pin', pin: '2580', password: 'not that one' })).status).toBe(400);
  expect(JSON.stringify(await accounts.list())).not.toContain('2580');
});
