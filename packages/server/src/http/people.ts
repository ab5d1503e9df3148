import { didYouMean } from '@racetower/engine';
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { z } from 'zod';
import { DESKS } from '../access/desks.ts';
import { anybodyArranges, type Arranged, deskFor, mayArrange, rolesToGive } from '../access/people.ts';
import type { Visitor } from '../access/visitor.ts';
import { AccountError, type Accounts } from '../accounts/accounts.ts';
import { TABLET_COOKIE } from '../accounts/identify.ts';
import { erase, ErasureError, exportOf } from '../privacy/erase.ts';
import { readJson } from './body.ts';
import { type ServedClubs, type Visit, visitOf } from './clubs.ts';
import { problem, stopWith } from './problem.ts';
import { issuesOf } from './schemas.ts';

const word = z.string().min(1).max(200);
const desk = z.enum(DESKS).optional().describe('where the role works; left out: at the desk of its name, else that of any official');

/** What may be arranged about the people of a club. */
export const ARRANGEMENT = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('give-role'), login: word, role: word, desk }),
  z.strictObject({ do: z.literal('take-role'), login: word, role: word }),
  z.strictObject({ do: z.literal('invite'), role: word, desk, days: z.int().optional().describe('left out: 7') }),
  z.strictObject({ do: z.literal('revoke-invitation'), id: word }),
  z.strictObject({ do: z.literal('sign-out'), login: word }),
  z.strictObject({ do: z.literal('reset-password'), login: word.describe('of somebody who works at this club alone') }),
  z.strictObject({ do: z.literal('forget-pin'), login: word }),
  z.strictObject({ do: z.literal('enrol-tablet'), name: word.describe('what the tablet that asks is called, as pit gate') }),
  z.strictObject({ do: z.literal('revoke-tablet'), id: word }),
  z.strictObject({ do: z.literal('export-person'), person: word.describe('a name as it stands in the log') }),
  z.strictObject({ do: z.literal('erase-person'), person: word.describe('a name as it stands in the log; cannot be taken back') }),
]);
export type Arrangement = z.infer<typeof ARRANGEMENT>;

/** What an arrangement came to, for whoever asked. */
export interface Arrangedly {
  readonly says: string;
  /** Of an invitation: where it is accepted. Shown once. */
  readonly link?: string;
  /** Of an export: everything that is known of the person. */
  readonly known?: object;
}

/** Reads something by a schema. @throws the problem to answer, naming every field at fault */
export function checkedBy<T>(schema: z.ZodType<T>, value: unknown): T {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const errors = issuesOf(checked.error);
  const says = errors.map((each) => `${each.field || 'body'}: ${each.says}`).join('; ');
  return stopWith(problem(400, 'bad-input', says.slice(0, 1000), { ...(errors[0] ? { field: errors[0].field } : {}), errors }));
}

/** Says as a problem why an account cannot be changed as asked. */
export function accountProblem(error: unknown): never {
  if (!(error instanceof AccountError)) throw error;
  const status = { locked: 429, 'wrong-pin': 401, 'bad-passkey': 401, 'pin-needed': 401, 'invitation-over': 410, 'login-taken': 409 }[
    error.code
  ];
  const missing = error.code.startsWith('no-such') ? 404 : 400;
  return stopWith(problem((status ?? missing) as 400, error.code, error.message), error.code === 'locked' ? { 'retry-after': '900' } : {});
}

/** `POST /api/clubs/:club/people`: arranges something about the people of a club. */
export async function arrangePeople(c: Context, served: ServedClubs, accounts: Accounts): Promise<Response> {
  const visit = await visitOf(c, served);
  const asked = checkedBy(ARRANGEMENT, await readJson(c));
  // By the context, which has the cookie of an enrolled tablet.
  return c.json(await arrange(c, visit, accounts, asked), 200, { 'cache-control': 'no-store' });
}

/** `GET /api/clubs/:club/people`. */
export async function listPeople(c: Context, served: ServedClubs, accounts: Accounts): Promise<Response> {
  const visit = await visitOf(c, served);
  mustArrange(visit.visitor, 'tablets');
  return Response.json(await peopleOf(visit, accounts), { headers: { 'cache-control': 'no-store' } });
}

export type PeopleListed = Awaited<ReturnType<typeof peopleOf>>;

/** The people of a club, and what is open: invitations for who may invite, tablets. */
export async function peopleOf({ club, visitor }: Visit, accounts: Accounts) {
  return {
    people: await Promise.all(
      (await accounts.list(club.name)).map(async (each) => ({ ...each, pin: await accounts.tablets.hasPin(each.login) })),
    ),
    roles: rolesToGive(club.book),
    desks: DESKS.filter((each) => each !== 'public'),
    invitations: mayArrange(visitor, 'roles') ? await accounts.invitations.at(club.name) : [],
    tablets: await accounts.tablets.at(club.name),
  };
}

/** Arranges something. @throws the problem to answer */
export async function arrange(c: Context, visit: Visit, accounts: Accounts, asked: Arrangement): Promise<Arrangedly> {
  mustArrange(visit.visitor, asked.do.endsWith('tablet') ? 'tablets' : 'roles');
  try {
    return await arranged(c, visit, accounts, asked);
  } catch (error) {
    return accountProblem(error);
  }
}

async function arranged(c: Context, visit: Visit, accounts: Accounts, asked: Arrangement): Promise<Arrangedly> {
  const club = visit.club.name;
  const by = visit.visitor.is === 'member' ? visit.visitor.name : 'the operator of the machine';
  switch (asked.do) {
    case 'give-role':
      mustBeRole(visit, asked.role);
      await mustBeLeft(visit, accounts, asked);
      await accounts.grant(asked.login, club, asked.role, deskFor(asked.role, asked.desk));
      return { says: `${asked.login} is ${asked.role} from now on` };
    case 'take-role':
      await mustBeLeft(visit, accounts, asked);
      await accounts.revoke(asked.login, club, asked.role);
      return { says: `${asked.login} is no longer ${asked.role}` };
    case 'sign-out':
      await mustWorkHere(accounts, asked.login, club);
      await accounts.signOutEverywhere(asked.login);
      return { says: `${asked.login} is signed out everywhere` };
    case 'reset-password':
      await mustWorkHere(accounts, asked.login, club, 'alone');
      return {
        says: `whoever opens the link within the hour takes a new password for ${asked.login}`,
        link: `/reset-password/${await accounts.startReset(asked.login)}`,
      };
    case 'forget-pin':
      await mustWorkHere(accounts, asked.login, club);
      await accounts.tablets.forget(asked.login);
      accounts.changed();
      return { says: `${asked.login} has no PIN any more` };
    case 'invite': {
      mustBeRole(visit, asked.role);
      const to = { club, role: asked.role, desk: deskFor(asked.role, asked.desk) };
      const { token, until } = await accounts.invitations.make(to, by, asked.days);
      return { says: `whoever opens the link first, until ${until.slice(0, 10)}, is ${asked.role}`, link: `/invitations/${token}` };
    }
    case 'revoke-invitation':
      await accounts.invitations.revoke(club, asked.id);
      return { says: 'the invitation is taken back' };
    case 'enrol-tablet': {
      const { secret } = await accounts.tablets.enrol(club, asked.name, by);
      setCookie(c, TABLET_COOKIE, secret, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 400 * 86_400 });
      return { says: `this tablet is enrolled as ${asked.name}` };
    }
    case 'export-person':
      return { says: `this is known of ${asked.person}`, known: exportOf([...(await visit.club.latest()).all], asked.person) };
    case 'erase-person':
      return { says: await erased(visit, asked.person) };
    case 'revoke-tablet':
      await accounts.tablets.revoke(club, asked.id);
      accounts.changed();
      return { says: 'the tablet is no longer enrolled' };
  }
}

async function erased({ club, sealed }: Visit, person: string): Promise<string> {
  if (!sealed) throw new AccountError('the log of this club is not sealed: people in it cannot be erased, see seal-people', 'not-sealed');
  try {
    const { kept, shownAs } = await erase(person, { log: sealed, editions: club.editions, now: club.now() });
    await club.readAnew();
    return `they are ${shownAs} from now on${kept.length === 0 ? '' : `; what results rest on stayed: ${kept.join(', ')}`}`;
  } catch (error) {
    if (error instanceof ErasureError) throw new AccountError(error.message, 'not-erased');
    throw error;
  }
}

/** Who works elsewhere too keeps the password that opens the other club: only whoever runs the machine may set it anew. */
async function mustWorkHere(accounts: Accounts, login: string, club: string, alone?: 'alone'): Promise<void> {
  if ((await accounts.postsOf(login, club)).length === 0)
    throw new AccountError(`${login.slice(0, 60)} has no role here`, 'no-such-account');
  const posts = alone ? ((await accounts.list()).find((each) => each.login === login)?.posts ?? []) : [];
  if (posts.some((each) => each.club !== club))
    throw new AccountError(
      `${login.slice(0, 60)} works at another club too: whoever runs the machine sets the password, with racetower account password ${login.slice(0, 60)}`,
      'works-elsewhere',
    );
}

function mustArrange(visitor: Visitor, what: Arranged): void {
  if (mayArrange(visitor, what)) return;
  const signedIn = visitor.is === 'member';
  stopWith(problem(signedIn ? 403 : 401, signedIn ? 'not-your-desk' : 'sign-in', `the ${what} of a club are for its office and its board`));
}

function mustBeRole({ club }: Visit, role: string): void {
  const roles = rolesToGive(club.book);
  if (roles.includes(role)) return;
  stopWith(problem(400, 'unknown-role', `there is no role "${role.slice(0, 60)}" here${didYouMean(role, roles)}`, { field: 'role' }));
}

/** Somebody who may arrange roles is always left, so that no club locks itself out. */
async function mustBeLeft(
  { club, visitor }: Visit,
  accounts: Accounts,
  asked: Extract<Arrangement, { readonly do: 'give-role' | 'take-role' }>,
): Promise<void> {
  if (visitor.is === 'operator') return;
  const posts = (await accounts.list(club.name)).flatMap((account) =>
    account.posts.filter((post) => account.login !== asked.login || post.role !== asked.role),
  );
  const given = asked.do === 'give-role' ? [{ role: asked.role, desk: deskFor(asked.role, asked.desk) }] : [];
  if (!anybodyArranges([...posts, ...given]))
    throw new AccountError('nobody would be left who may arrange this: give somebody else the office first', 'last-one');
}
