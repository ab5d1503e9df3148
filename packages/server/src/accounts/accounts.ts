import { randomBytes } from 'node:crypto';
import { openPool } from '@racetower/log';
import { type Desk, deskOf, DESKS, type Post } from '../access/desks.ts';
import { AccountError } from './account-error.ts';
import { ApprovalRequests } from './approval-requests.ts';
import { Approvals } from './approvals.ts';
import { type Auth, authOn, LOGIN, type Mail, type Person, SHORTEST_PASSWORD } from './auth.ts';
import type { Hashing } from './hashing.ts';
import { type Invited, Invitations } from './invitations.ts';
import { Passkeys } from './passkeys.ts';
import { type AccountDatabase, type AccountStore, freshSecret, openPostgresAccounts, openSqliteAccounts } from './store.ts';
import { Tablets } from './tablets.ts';
import { WrongTries } from './wrong-tries.ts';

export { AccountError } from './account-error.ts';

export interface Account {
  readonly login: string;
  /** As it goes on record. */
  readonly name: string;
  readonly posts: readonly (Post & { readonly club: string })[];
}

/** A device that somebody is signed in on. */
export interface DeviceListed {
  readonly id: string;
  readonly made: string;
  readonly until: string;
  /** As the browser calls itself. */
  readonly device: string;
  readonly address: string;
  readonly here: boolean;
}

export interface AccountOptions {
  /** Left out: the clock of the machine, in milliseconds. */
  readonly now?: () => number;
  /** Left out: nothing is ever mailed. */
  readonly mail?: Mail;
  /** Where visitors find the pages, for links in letters. */
  readonly address?: string;
  /** How slowly passwords and PINs are hashed; left out: as slowly as is safe. */
  readonly rounds?: number;
}

/** Opens the accounts in a folder, or makes the file. */
export async function openAccounts(folder: string, options: AccountOptions = {}): Promise<Accounts> {
  return accountsOn(await openSqliteAccounts(folder), options);
}

/** Opens the accounts in a PostgreSQL database by its URL. */
export async function openAccountsAt(url: string, options: AccountOptions = {}): Promise<Accounts> {
  const pool = openPool(url, 3);
  const store = await openPostgresAccounts(pool);
  return accountsOn({ ...store, close: async () => pool.end() }, options);
}

/** Opens the accounts on a store. */
export async function accountsOn(store: AccountStore, { now = Date.now, ...options }: AccountOptions = {}): Promise<Accounts> {
  return new Accounts(store, await authOn(store, options), now);
}

/** What may be asked of the accounts over HTTP; names and roles are given by the club, nobody changes their own. */
const OPEN_PATHS: ReadonlySet<string> = new Set([
  'sign-in/username',
  'sign-out',
  'get-session',
  'change-password',
  'list-sessions',
  'revoke-session',
  'revoke-sessions',
  'revoke-other-sessions',
  'reset-password',
]);
const MAIL_PATHS: ReadonlySet<string> = new Set(['request-password-reset']);
const HOUR_MS = 3_600_000;
/** Paths after which somebody may be nobody any more. */
const ENDING = /^(sign-out|change-password|revoke-|reset-password)/;

/** The people of the clubs: who they are, and in which roles they act where. */
export class Accounts {
  readonly invitations: Invitations;
  readonly tablets: Tablets;
  readonly approvals: Approvals;
  readonly requests: ApprovalRequests;
  readonly passkeys: Passkeys;
  readonly secret: string;
  readonly mails: boolean;
  readonly now: () => number;
  readonly store: AccountStore;
  readonly #database: AccountDatabase;
  readonly #auth: Auth;
  readonly #tries: WrongTries;
  readonly #listeners = new Set<() => void>();

  constructor(
    store: AccountStore,
    { auth, hashing, mails }: { readonly auth: Auth; readonly hashing: Hashing; readonly mails: boolean },
    now: () => number,
  ) {
    this.store = store;
    this.#database = store.database;
    this.#auth = auth;
    this.secret = store.secret;
    this.mails = mails;
    this.now = now;
    this.#tries = new WrongTries(now);
    this.invitations = new Invitations(store.database, now);
    this.tablets = new Tablets(store.database, hashing, now);
    this.approvals = new Approvals(store.database, store.secret, now);
    this.requests = new ApprovalRequests(store.database, now);
    this.passkeys = new Passkeys(store.database, now);
  }

  /** Calls back whenever somebody may be nobody any more, or somebody else: signed out, another role. @returns stops it */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells everybody who listens that people are not who they were. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Answers a request to `/api/auth/…`; nothing for what is not to be asked. */
  async answer(request: Request): Promise<Response | undefined> {
    const path = new URL(request.url).pathname.replace('/api/auth/', '');
    if (!OPEN_PATHS.has(path) && !(this.mails && MAIL_PATHS.has(path))) return undefined;
    const answered =
      path === 'sign-in/username'
        ? await this.#tries.answer(request, (tried) => this.#auth.handler(tried))
        : await this.#auth.handler(request);
    if (ENDING.test(path) && answered.ok) this.changed();
    return answered;
  }

  /** Who is signed in, by the cookies of a request; nobody when the session is over. */
  async signedIn(headers: Headers): Promise<Person | undefined> {
    const session = await this.#auth.api.getSession({ headers });
    if (!session || !('username' in session.user) || typeof session.user.username !== 'string') return undefined;
    return { login: session.user.username, name: session.user.name, session: session.session.token, email: session.user.email };
  }

  /** Starts a session for somebody who proved who they are in another way, and puts its cookie on the answer. */
  async startSession(login: string, headers: Headers): Promise<{ readonly token: string; readonly expires: Date }> {
    const id = await this.#mustBe(login);
    const { internalAdapter } = await this.#auth.$context;
    const session = await internalAdapter.createSession(id, false, {
      userAgent: headers.get('user-agent') ?? '',
      ipAddress: headers.get('x-racetower-address') ?? '',
    });
    return { token: session.token, expires: session.expiresAt };
  }

  /** Where somebody works at a club. */
  async postsOf(login: string, club: string): Promise<readonly Post[]> {
    const rows = await this.#database
      .selectFrom('posts')
      .select(['role', 'desk'])
      .where('login', '=', login)
      .where('club', '=', club)
      .orderBy('role')
      .execute();
    return rows.map((row) => ({ role: row.role, desk: deskNamed(row.desk) }));
  }

  /** The name of a login, as it goes on record. */
  async nameOf(login: string): Promise<string | undefined> {
    return (await this.#database.selectFrom('user').select('name').where('username', '=', login).executeTakeFirst())?.name;
  }

  /** Tells whether anybody has a role at a club. */
  async anyAt(club: string): Promise<boolean> {
    return (await this.#database.selectFrom('posts').select('login').where('club', '=', club).limit(1).executeTakeFirst()) !== undefined;
  }

  /** Everybody with an account, or with a role at a club; then only the roles there. */
  async list(club?: string): Promise<readonly Account[]> {
    const users = await this.#database.selectFrom('user').select(['username', 'name']).orderBy('username').execute();
    const all = await this.#database.selectFrom('posts').selectAll().orderBy('club').orderBy('role').execute();
    const posts = club === undefined ? all : all.filter((post) => post.club === club);
    return users
      .map((user) => ({
        login: user.username ?? '',
        name: user.name,
        posts: posts
          .filter((post) => post.login === user.username)
          .map((post) => ({ club: post.club, role: post.role, desk: deskNamed(post.desk) })),
      }))
      .filter((account) => club === undefined || account.posts.length > 0);
  }

  /** Makes an account. @param chosen left out: a password is made up @returns the password, which is kept nowhere */
  async add(login: string, name: string, chosen?: string, email?: string): Promise<string> {
    if (!LOGIN.test(login)) throw new AccountError(`"${login}" is no login: 2 to 30 small letters, digits, dots and underlines`);
    const called = name.trim();
    if (called === '' || /[:<>\p{Cc}]/u.test(called) || called.length > 80) throw new AccountError(`"${name}" is no name`);
    if (chosen !== undefined && (chosen.length < SHORTEST_PASSWORD || chosen.length > 128))
      throw new AccountError(`a password has ${SHORTEST_PASSWORD} to 128 signs`);
    if ((await this.nameOf(login)) !== undefined) throw new AccountError(`there is a "${login}" already`, 'login-taken');
    const { internalAdapter, password } = await this.#auth.$context;
    const first = chosen ?? randomBytes(9).toString('base64url');
    // Where nothing is mailed the address is one that cannot exist.
    const given = { email: email ?? `${login}@racetower.invalid`, name: called, username: login, emailVerified: true };
    const user = await internalAdapter.createUser(given, { method: 'email-password' });
    await internalAdapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: await password.hash(first),
    });
    return first;
  }

  /** Makes an account for whoever holds an invitation, and gives it the role. The link is used up first: it works once. */
  async accept(
    token: string,
    who: { readonly login: string; readonly name: string; readonly password: string; readonly email?: string },
  ): Promise<Invited> {
    if (!(await this.invitations.of(token)))
      throw new AccountError('this invitation was used, taken back, or is over: ask for a new one', 'invitation-over');
    await this.add(who.login, who.name, who.password, who.email);
    return this.acceptAs(token, who.login);
  }

  /** Gives somebody who has an account already the role that an invitation is for. */
  async acceptAs(token: string, login: string): Promise<Invited> {
    const invited = await this.invitations.use(token, login);
    await this.grant(login, invited.club, invited.role, invited.desk);
    return invited;
  }

  /** Gives somebody a role at a club, at the desk of that name or another. */
  async grant(login: string, club: string, role: string, desk: Desk = deskOf(role)): Promise<void> {
    await this.#mustBe(login);
    await this.#database
      .insertInto('posts')
      .values({ login, club, role, desk })
      .onConflict((conflict) => conflict.columns(['login', 'club', 'role']).doUpdateSet({ desk }))
      .execute();
    this.changed();
  }

  /** Takes a role at a club away, or all of them. @throws AccountError when there is none */
  async revoke(login: string, club: string, role?: string): Promise<void> {
    const own = this.#database.deleteFrom('posts').where('login', '=', login).where('club', '=', club);
    const done = await (role === undefined ? own : own.where('role', '=', role)).executeTakeFirst();
    if (done.numDeletedRows === 0n) throw new AccountError(`${login} is not ${role ?? 'anybody'} at ${club}`, 'no-such-role');
    this.changed();
  }

  /** Sets a new password and ends every session. @returns the password, which is kept nowhere */
  async resetPassword(login: string): Promise<string> {
    const id = await this.#mustBe(login);
    const { internalAdapter, password } = await this.#auth.$context;
    const fresh = randomBytes(9).toString('base64url');
    await internalAdapter.updatePassword(id, await password.hash(fresh));
    await this.signOutEverywhere(login);
    return fresh;
  }

  /** Lets whoever holds the token take a new password, within an hour and once. @returns the token, which is kept nowhere */
  async startReset(login: string): Promise<string> {
    const id = await this.#mustBe(login);
    const { internalAdapter } = await this.#auth.$context;
    const token = freshSecret();
    await internalAdapter.createVerificationValue({
      value: id,
      identifier: `reset-password:${token}`,
      expiresAt: new Date(this.now() + HOUR_MS),
    });
    return token;
  }

  /** Tells whether a password is somebody's. */
  async isPassword(login: string, tried: string): Promise<boolean> {
    const id = await this.#mustBe(login);
    const { internalAdapter, password } = await this.#auth.$context;
    const account = (await internalAdapter.findAccounts(id)).find((each) => each.providerId === 'credential');
    return typeof account?.password === 'string' && (await password.verify({ hash: account.password, password: tried }));
  }

  /** Ends every session of somebody, also at tablets. */
  async signOutEverywhere(login: string): Promise<void> {
    const { internalAdapter } = await this.#auth.$context;
    await internalAdapter.deleteUserSessions(await this.#mustBe(login));
    await this.tablets.leaveEverywhere(login);
    this.changed();
  }

  /** The sessions of somebody, the latest first; `here` is the one that asks. */
  async sessionsOf({ login, session }: Person): Promise<readonly DeviceListed[]> {
    const { internalAdapter } = await this.#auth.$context;
    const all = await internalAdapter.listSessions(await this.#mustBe(login));
    return all
      .map((each) => ({
        id: each.id,
        made: each.createdAt.toISOString(),
        until: each.expiresAt.toISOString(),
        device: each.userAgent ?? '',
        address: each.ipAddress ?? '',
        here: each.token === session,
      }))
      .toSorted((a, b) => (a.made < b.made ? 1 : -1));
  }

  /** Ends one session of somebody. @throws AccountError when they have none of this id */
  async endSession({ login }: Pick<Person, 'login'>, id: string): Promise<void> {
    const { internalAdapter } = await this.#auth.$context;
    const found = (await internalAdapter.listSessions(await this.#mustBe(login))).find((each) => each.id === id);
    if (!found) throw new AccountError('there is no such session', 'no-such-session');
    await internalAdapter.deleteSession(found.token);
    this.changed();
  }

  /** Takes an account away, its sessions and its roles; what it put on record stays. */
  async remove(login: string): Promise<void> {
    const id = await this.#mustBe(login);
    const { internalAdapter } = await this.#auth.$context;
    await this.tablets.forget(login);
    await this.passkeys.forget(login);
    await internalAdapter.deleteUserSessions(id);
    await internalAdapter.deleteUser(id);
    await this.#database.deleteFrom('posts').where('login', '=', login).execute();
    this.changed();
  }

  async close(): Promise<void> {
    await this.store.close();
  }

  async #mustBe(login: string): Promise<string> {
    const row = await this.#database.selectFrom('user').select('id').where('username', '=', login).executeTakeFirst();
    if (!row) throw new AccountError(`there is no account "${login}"`, 'no-such-account');
    return row.id;
  }
}

const deskNamed = (word: string): Desk => DESKS.find((desk) => desk === word) ?? 'official';
