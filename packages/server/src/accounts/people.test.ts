import { describe, expect, test } from 'vitest';
import { exampleAccounts } from '../testing/example-accounts.ts';
import { CLUB } from '../testing/example-club.ts';

const PASSWORD = 'a long enough one';
const PEOPLE = `/clubs/${CLUB}/people`;
const API = `/api${PEOPLE}`;
const REGISTER = { do: 'register', person: 'Ann', details: {} };

/** The club with an office, and somebody who signs in the cars. */
async function withOffice(...more: Parameters<typeof exampleAccounts>) {
  const made = await exampleAccounts(...more);
  const { accounts, browser } = made;
  await accounts.add('olga', 'Olga Orr', PASSWORD);
  await accounts.add('sue', 'Sue Smith', PASSWORD);
  await accounts.grant('olga', CLUB, 'office');
  await accounts.grant('sue', CLUB, 'sign-in');
  const signedIn = async (login: string) => {
    const one = browser();
    expect((await one.signIn(login, PASSWORD)).status).toBe(303);
    return one;
  };
  return { ...made, signedIn };
}

const codeOf = async (response: Response): Promise<unknown> => ((await response.json()) as { readonly code?: unknown }).code;

describe('an invitation', () => {
  const linkIn = async (response: Response): Promise<string> => /\/invitations\/[\w-]+/.exec(await response.text())?.[0] ?? '';
  test('makes an account with a role, by pages alone, once', async () => {
    const { browser, club, signedIn } = await withOffice();
    const olga = await signedIn('olga');
    const link = await linkIn(await olga.send(PEOPLE, PEOPLE, { do: 'invite', role: 'scorer', desk: '', days: '3' }));
    const sam = browser();
    expect(await (await sam.ask(link)).text()).toContain('<strong>scorer</strong>');
    const fields = { name: 'Sam Stone', login: 'sam', password: PASSWORD };
    const made = await sam.send(link, link, fields);
    expect([made.status, made.headers.get('location')]).toEqual([303, `/clubs/${CLUB}`]);
    expect(await (await sam.ask(`/api/clubs/${CLUB}/me`)).json()).toMatchObject({
      name: 'Sam Stone',
      posts: [{ role: 'scorer', desk: 'scorer' }],
    });
    expect((await browser().ask(link)).status).toBe(410);
    expect((await club.latest()).seq).toBe(0);
  });
  test('is accepted by somebody with an account', async () => {
    const { accounts, signedIn } = await withOffice();
    const { token } = await accounts.invitations.make({ club: CLUB, role: 'tech', desk: 'tech' }, 'Olga');
    const sue = await signedIn('sue');
    await sue.send(`/invitations/${token}`, `/invitations/${token}`, { own: 'yes' });
    expect((await accounts.postsOf('sue', CLUB)).map((post) => post.role)).toEqual(['sign-in', 'tech']);
  });
  test.each(['taken back', 'over', 'used'])('that is %s makes nothing', async (how) => {
    const { accounts, browser, clock } = await withOffice();
    const { id, token } = await accounts.invitations.make({ club: CLUB, role: 'tech', desk: 'tech' }, 'Olga', 1);
    if (how === 'taken back') await accounts.invitations.revoke(CLUB, id);
    if (how === 'over') clock.ms += 86_400_001;
    if (how === 'used') await accounts.acceptAs(token, 'sue');
    const response = await browser().ask(`/api/invitations/${token}`, { login: 'kim', name: 'Kim', password: PASSWORD });
    expect([response.status, await codeOf(response)]).toEqual([410, 'invitation-over']);
    expect(await accounts.nameOf('kim')).toBeUndefined();
  });
  test('used by two at once is used by one', async () => {
    const { accounts } = await withOffice();
    const { token } = await accounts.invitations.make({ club: CLUB, role: 'tech', desk: 'tech' }, 'Olga');
    const both = await Promise.allSettled(['sue', 'olga'].map((login) => accounts.acceptAs(token, login)));
    expect(both.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
  test.each([
    { name: 'a login that is taken', given: { login: 'sue', name: 'Kim', password: PASSWORD } },
    { name: 'a short password', given: { login: 'kim', name: 'Kim', password: 'short' } },
    { name: 'a name that would pass for a role', given: { login: 'kim', name: 'board:Kim', password: PASSWORD } },
  ])('with $name is still open', async ({ given }) => {
    const { accounts, browser } = await withOffice();
    const { token } = await accounts.invitations.make({ club: CLUB, role: 'tech', desk: 'tech' }, 'Olga');
    const response = await browser().ask(`/api/invitations/${token}`, given);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(await accounts.invitations.of(token)).toBeDefined();
  });
});

describe('roles', () => {
  test('are given, changed and taken by the office, and count at once', async () => {
    const { signedIn } = await withOffice();
    const [olga, sue] = [await signedIn('olga'), await signedIn('sue')];
    expect((await sue.give({ ...REGISTER, by: 'race-director' })).status).toBe(403);
    expect((await olga.ask(API, { do: 'give-role', login: 'sue', role: 'race-director' })).status).toBe(200);
    expect((await sue.give({ ...REGISTER, by: 'race-director' })).status).toBe(200);
    expect((await olga.ask(API, { do: 'take-role', login: 'sue', role: 'race-director' })).status).toBe(200);
    expect((await sue.give({ ...REGISTER, by: 'race-director' })).status).toBe(403);
  });
  test('are nobody else’s to arrange', async () => {
    const { accounts, browser, signedIn } = await withOffice();
    const sue = await signedIn('sue');
    const asked = { do: 'give-role', login: 'sue', role: 'board' };
    expect([(await sue.ask(API, asked)).status, (await sue.ask(API)).status, (await browser().ask(API, asked)).status]).toEqual([
      403, 403, 401,
    ]);
    expect((await sue.send('/account', PEOPLE, asked)).status).toBe(403);
    expect(await accounts.postsOf('sue', CLUB)).toEqual([{ role: 'sign-in', desk: 'sign-in' }]);
  });
  test('of the last who may arrange them stay', async () => {
    const { signedIn } = await withOffice();
    const olga = await signedIn('olga');
    expect(await codeOf(await olga.ask(API, { do: 'take-role', login: 'olga', role: 'office' }))).toBe('last-one');
    expect(await codeOf(await olga.ask(API, { do: 'give-role', login: 'olga', role: 'office', desk: 'scorer' }))).toBe('last-one');
  });
  test.each([
    { name: 'a role that is none', asked: { do: 'give-role', login: 'sue', role: 'scorrer' }, status: 400, says: 'scorer' },
    { name: 'nobody', asked: { do: 'give-role', login: 'nobody', role: 'scorer' }, status: 404, says: 'there is no account' },
    { name: 'an unknown field', asked: { do: 'invite', role: 'scorer', club: 'other' }, status: 400, says: 'club: is no field here' },
    { name: 'too many days', asked: { do: 'invite', role: 'scorer', days: 9999 }, status: 400, says: '1 to 60 days' },
    { name: 'nothing', asked: {}, status: 400, says: 'do' },
    { name: 'an invitation of nobody', asked: { do: 'revoke-invitation', id: 'x' }, status: 404, says: 'no such invitation' },
  ])('refuse $name', async ({ asked, status, says }) => {
    const { signedIn } = await withOffice();
    const response = await (await signedIn('olga')).ask(API, asked);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(says)]);
  });
});

describe('a form', () => {
  test('of a page of somebody else does nothing', async () => {
    const { accounts, signedIn } = await withOffice();
    const olga = await signedIn('olga');
    const fields = new URLSearchParams({ do: 'give-role', login: 'sue', role: 'board' }).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const tries = [
      await olga.ask(PEOPLE, fields, type),
      await olga.ask(PEOPLE, `${fields}&form=made-up`, type),
      await olga.send(PEOPLE, PEOPLE, { do: 'give-role', login: 'sue', role: 'board', form: '' }),
      await olga.ask(PEOPLE, fields, { ...type, origin: 'https://stranger.example' }),
      await olga.ask(PEOPLE, fields, { ...type, 'sec-fetch-site': 'cross-site' }),
    ];
    expect(tries.map((each) => each.status)).toEqual([403, 403, 403, 403, 403]);
    expect(await accounts.postsOf('sue', CLUB)).toHaveLength(1);
  });
  test('goes on to pages of this server alone', async () => {
    const { browser } = await withOffice();
    for (const to of ['https://stranger.example', '//stranger.example', '/\\stranger.example']) {
      const sent = await browser().send('/sign-in', '/sign-in', { login: 'sue', password: PASSWORD, to });
      expect(sent.headers.get('location')).toBe('/account');
    }
  });
});

describe('one’s own account', () => {
  test('takes a new password, which ends every other session', async () => {
    const { signedIn, browser } = await withOffice();
    const [one, two] = [await signedIn('sue'), await signedIn('sue')];
    const sent = await one.send('/account', '/account/password', { current: PASSWORD, fresh: 'another long one' });
    expect(sent.status).toBe(303);
    expect([(await one.ask('/api/account')).status, (await two.ask('/api/account')).status]).toEqual([200, 401]);
    expect((await browser().signIn('sue', PASSWORD)).status).toBe(401);
  });
  test('keeps the password when the old one is not known', async () => {
    const { signedIn } = await withOffice();
    const sue = await signedIn('sue');
    expect((await sue.send('/account', '/account/password', { current: 'not that one', fresh: 'another long one' })).status).toBe(400);
    expect((await signedIn('sue')).cookie('racetower.session_token')).toBeDefined();
  });
  test('lists its devices and signs one or all of them out', async () => {
    const { signedIn } = await withOffice();
    const [one, two] = [await signedIn('sue'), await signedIn('sue')];
    const { sessions } = (await (await one.ask('/api/account')).json()) as {
      readonly sessions: { readonly id: string; readonly here: boolean }[];
    };
    expect(sessions.map((each) => each.here).toSorted()).toEqual([false, true]);
    await one.ask('/api/account', { do: 'end-session', id: sessions.find((each) => !each.here)!.id });
    expect([(await one.ask('/api/account')).status, (await two.ask('/api/account')).status]).toEqual([200, 401]);
    await one.send('/account', '/account/devices', { all: 'yes' });
    expect((await one.ask('/api/account')).status).toBe(401);
  });
  test('ends no session of somebody else', async () => {
    const { accounts, signedIn } = await withOffice();
    const [olga, sue] = [await signedIn('olga'), await signedIn('sue')];
    const [theirs] = await accounts.sessionsOf({ login: 'olga', name: '', session: '', email: '' });
    expect((await sue.ask('/api/account', { do: 'end-session', id: theirs!.id })).status).toBe(404);
    expect((await olga.ask('/api/account')).status).toBe(200);
  });
});

describe('live updates', () => {
  const live = `/api/clubs/${CLUB}/live/history`;
  const ends = async (response: Response): Promise<boolean> => {
    const reader = response.body!.getReader();
    for (;;) if ((await reader.read()).done) return true;
  };
  test.each([
    { name: 'sign-out', end: (sue: Browser) => sue.ask('/api/auth/sign-out', {}) },
    { name: 'sign-out everywhere', end: (sue: Browser) => sue.ask('/api/account', { do: 'sign-out-everywhere' }) },
  ])('end at $name', async ({ end }) => {
    const { signedIn } = await withOffice();
    const sue = await signedIn('sue');
    const stream = await sue.ask(live);
    expect(stream.status).toBe(200);
    await end(sue);
    expect(await ends(stream)).toBe(true);
    expect((await sue.ask(live)).status).toBe(401);
  });
  test('end at a new password on another device, and when a role is taken', async () => {
    const { accounts, signedIn } = await withOffice();
    const [one, two] = [await signedIn('sue'), await signedIn('sue')];
    const streams = [await two.ask(live), await one.ask(live)];
    await one.send('/account', '/account/password', { current: PASSWORD, fresh: 'another long one' });
    expect(await ends(streams[0]!)).toBe(true);
    await accounts.revoke('sue', CLUB, 'sign-in');
    expect(await ends(streams[1]!)).toBe(true);
  });
  test('end at the next beat once the session is over elsewhere', async () => {
    const { accounts, clubs, lives, signedIn } = await withOffice();
    const sue = await signedIn('sue');
    const stream = await sue.ask(live);
    // Another process on the same store: nobody here is told.
    const other = await exampleAccounts({ clubs, store: accounts.store });
    await other.accounts.signOutEverywhere('sue');
    lives.beat();
    expect(await ends(stream)).toBe(true);
  });
});
type Browser = ReturnType<Awaited<ReturnType<typeof exampleAccounts>>['browser']>;

describe('a forgotten password or PIN', () => {
  test('is set anew by a link from the office, which works once and ends every session', async () => {
    const { browser, signedIn } = await withOffice();
    const [olga, sue] = [await signedIn('olga'), await signedIn('sue')];
    const { link } = (await (await olga.ask(API, { do: 'reset-password', login: 'sue' })).json()) as { readonly link: string };
    expect(link).toMatch(/^\/reset-password\/[\w-]{20,}$/);
    const stranger = browser();
    expect((await stranger.send(link, link, { password: 'short' })).status).toBe(400);
    expect((await stranger.send(link, link, { password: 'a quite new one' })).headers.get('location')).toBe('/sign-in');
    expect((await stranger.send(link, link, { password: 'yet another one' })).status).toBe(400);
    expect((await sue.give({ ...REGISTER, by: 'sign-in' })).status).toBe(401);
    expect((await browser().signIn('sue', 'a quite new one')).headers.get('location')).toBe('/account');
  });
  test('is over after an hour', async () => {
    const { browser, clock, signedIn } = await withOffice();
    const olga = await signedIn('olga');
    clock.ms -= 3_700_000;
    const { link } = (await (await olga.ask(API, { do: 'reset-password', login: 'sue' })).json()) as { readonly link: string };
    expect((await browser().send(link, link, { password: 'a quite new one' })).status).toBe(400);
  });
  test('of somebody who works at another club too is for whoever runs the machine', async () => {
    const { accounts, signedIn } = await withOffice();
    await accounts.grant('sue', 'other-speedway', 'office');
    const olga = await signedIn('olga');
    expect(await codeOf(await olga.ask(API, { do: 'reset-password', login: 'sue' }))).toBe('works-elsewhere');
  });
  test.each(['reset-password', 'forget-pin'])('%s is for the office, and for people of the club', async (what) => {
    const { accounts, signedIn } = await withOffice();
    const [olga, sue] = [await signedIn('olga'), await signedIn('sue')];
    expect((await sue.ask(API, { do: what, login: 'olga' })).status).toBe(403);
    expect(await codeOf(await olga.ask(API, { do: what, login: 'nobody' }))).toBe('no-such-account');
    expect((await olga.ask(API, { do: what })).status).toBe(400);
    await accounts.tablets.setPin('sue', '2580');
    expect((await olga.ask(API, { do: what, login: 'sue' })).status).toBe(200);
    expect(await accounts.tablets.hasPin('sue')).toBe(what === 'reset-password');
  });
});
