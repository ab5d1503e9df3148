import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Context } from 'hono';
import { setSignedCookie } from 'hono/cookie';
import { z } from 'zod';
import { AccountError, type Accounts } from '../accounts/accounts.ts';
import type { Person } from '../accounts/auth.ts';
import { fromElsewhere } from '../accounts/identify.ts';
import type { PasskeyPlace } from '../accounts/passkeys.ts';
import { SECURE_HEADER } from '../serve/arrival.ts';
import { readJson } from './body.ts';
import { accountProblem, checkedBy } from './people.ts';
import { problem, stopWith } from './problem.ts';

const text = z.string().max(200);
const response = z.looseObject({
  id: z.string().max(2000),
  rawId: z.string().max(2000),
  type: z.literal('public-key'),
  response: z.looseObject({}),
});

/** What somebody does about their own account. */
export const OWN_ACT = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set-pin'), pin: text, password: text.describe('yours, so that nobody sets it in your place') }),
  z.strictObject({ do: z.literal('forget-pin') }),
  z.strictObject({ do: z.literal('end-session'), id: text }),
  z.strictObject({ do: z.literal('sign-out-everywhere') }),
  z.strictObject({ do: z.literal('accept-invitation'), token: text }),
  z.strictObject({ do: z.literal('start-passkey') }),
  z.strictObject({ do: z.literal('finish-passkey'), attempt: text, name: text, response }),
  z.strictObject({ do: z.literal('forget-passkey'), id: z.string().max(2000) }),
]);
export type OwnAct = z.infer<typeof OWN_ACT>;

export const ACCEPTED = z.strictObject({ login: text, name: text, password: text, email: z.email().max(200).optional() });

export const PASSKEY_ACT = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('start') }),
  z.strictObject({ do: z.literal('finish'), attempt: text, response }),
]);

const answered = (value: unknown): Response => Response.json(value, { headers: { 'cache-control': 'no-store' } });

/** `GET /api/account`. */
export async function showAccount(c: Context, accounts: Accounts): Promise<Response> {
  return answered(await accountShown(accounts, await mustBePerson(c, accounts)));
}

export async function accountShown(accounts: Accounts, person: Person) {
  const own = (await accounts.list()).find((account) => account.login === person.login);
  return {
    login: person.login,
    name: person.name,
    posts: own?.posts ?? [],
    sessions: await accounts.sessionsOf(person),
    pin: await accounts.tablets.hasPin(person.login),
    passkeys: await accounts.passkeys.of(person.login),
  };
}

/** `POST /api/account`. */
export async function changeAccount(c: Context, accounts: Accounts): Promise<Response> {
  const act = checkedBy(OWN_ACT, await readJson(c));
  const person = await mustBePerson(c, accounts);
  return answered(await actOnAccount(c, accounts, person, act).catch(accountProblem));
}

/** @throws AccountError when it cannot be done as asked */
export async function actOnAccount(c: Context, accounts: Accounts, person: Person, act: OwnAct): Promise<object> {
  const { login } = person;
  switch (act.do) {
    case 'set-pin':
      if (!(await accounts.isPassword(login, act.password))) throw new AccountError('that is not your password', 'wrong-password');
      await accounts.tablets.setPin(login, act.pin);
      return { says: 'your PIN is set' };
    case 'forget-pin':
      await accounts.tablets.forget(login);
      accounts.changed();
      return { says: 'you have no PIN any more' };
    case 'end-session':
      await accounts.endSession(person, act.id);
      return { says: 'that device is signed out' };
    case 'sign-out-everywhere':
      await accounts.signOutEverywhere(login);
      return { says: 'you are signed out everywhere' };
    case 'accept-invitation':
      return accounts.acceptAs(act.token, login);
    case 'start-passkey':
      return accounts.passkeys.startMaking(person, placeOf(c));
    case 'finish-passkey': {
      const made = act.response as unknown as RegistrationResponseJSON;
      await accounts.passkeys.finishMaking(login, act.attempt, made, placeOf(c), act.name);
      return { says: 'the passkey is kept' };
    }
    case 'forget-passkey':
      await accounts.passkeys.forget(login, act.id);
      return { says: 'the passkey is forgotten' };
  }
}

/** `GET /api/invitations/:token`: what a link invites to. */
export async function showInvitation(c: Context, accounts: Accounts): Promise<Response> {
  const invited = await accounts.invitations.of(c.req.param('token') ?? '');
  return answered(
    invited ?? stopWith(problem(410, 'invitation-over', 'this invitation was used, taken back, or is over: ask for a new one')),
  );
}

/** `POST /api/invitations/:token`: makes an account for whoever holds the link, and signs in. */
export async function acceptInvitation(c: Context, accounts: Accounts): Promise<Response> {
  if (fromElsewhere(c)) stopWith(problem(403, 'from-elsewhere', 'accept invitations on the pages of this server'));
  const who = checkedBy(ACCEPTED, await readJson(c));
  const { email, ...plain } = who;
  const invited = await accounts
    .accept(c.req.param('token') ?? '', { ...plain, ...(email === undefined ? {} : { email }) })
    .catch(accountProblem);
  await signInAs(c, accounts, who.login);
  return c.json(invited, 200, { 'cache-control': 'no-store' });
}

/** `POST /api/passkeys`: signs in by a key that the device holds. */
export async function signInByPasskey(c: Context, accounts: Accounts): Promise<Response> {
  if (fromElsewhere(c)) stopWith(problem(403, 'from-elsewhere', 'sign in on the pages of this server'));
  const act = checkedBy(PASSKEY_ACT, await readJson(c));
  if (act.do === 'start') return answered(await accounts.passkeys.startSigningIn(placeOf(c)));
  const given = act.response as unknown as AuthenticationResponseJSON;
  const login = await accounts.passkeys.finishSigningIn(act.attempt, given, placeOf(c)).catch(accountProblem);
  await signInAs(c, accounts, login);
  return c.json({ login }, 200, { 'cache-control': 'no-store' });
}

/** Starts a session and puts its cookie on the answer, as the library signs it. */
export async function signInAs(c: Context, accounts: Accounts, login: string): Promise<void> {
  const { token, expires } = await accounts.startSession(login, c.req.raw.headers);
  await setSignedCookie(c, 'racetower.session_token', token, accounts.secret, { httpOnly: true, sameSite: 'Lax', path: '/', expires });
}

function placeOf(c: Context): PasskeyPlace {
  const host = c.req.header('host') ?? '';
  const scheme = c.req.header(SECURE_HEADER) === 'yes' ? 'https' : 'http';
  return { host: host.replace(/:\d+$/, ''), origin: `${scheme}://${host}` };
}

export async function mustBePerson(c: Context, accounts: Accounts): Promise<Person> {
  const person = fromElsewhere(c) ? undefined : await accounts.signedIn(c.req.raw.headers);
  return person ?? stopWith(problem(401, 'sign-in', 'sign in first; at a shared tablet accounts are not changed'));
}
