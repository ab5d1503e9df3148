import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { username } from 'better-auth/plugins';
import { type Desk, deskOf, DESKS, type Post } from '../access/desks.ts';

/** An account cannot be made or changed as asked; the message says why. */
export class AccountError extends Error {}

export interface Account {
  readonly login: string;
  /** As it goes on record. */
  readonly name: string;
  readonly posts: readonly (Post & { readonly club: string })[];
}

/** The address of a visitor, put there by the server and taken away when it comes from outside. */
export const ADDRESS_HEADER = 'x-racetower-address';

const SHORTEST_PASSWORD = 10;
const POSTS = `create table if not exists posts (
  login text not null, club text not null, role text not null, desk text not null, primary key (login, club, role)
) strict;`;

/** Opens the accounts in a folder, or makes the file. */
export async function openAccounts(folder: string): Promise<Accounts> {
  const database = new DatabaseSync(join(folder, 'accounts.db'));
  database.exec(`pragma busy_timeout = 5000; pragma journal_mode = wal; ${POSTS}`);
  const options = optionsFor(database, secretIn(folder));
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  return new Accounts(database, betterAuth(options));
}

/** The secret that signs cookies: made once, readable by the owner alone. */
function secretIn(folder: string): string {
  const file = join(folder, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}

const hostOf = (request: Request | undefined): string => request?.headers.get('host') ?? '';

function optionsFor(database: DatabaseSync, secret: string) {
  return {
    database,
    secret,
    appName: 'Racetower',
    trustedOrigins: (request?: Request) => [`http://${hostOf(request)}`, `https://${hostOf(request)}`],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: SHORTEST_PASSWORD },
    plugins: [username({ minUsernameLength: 2 })],
    rateLimit: { enabled: true },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: { cookiePrefix: 'racetower', ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] } },
  };
}

type Auth = ReturnType<typeof betterAuth<ReturnType<typeof optionsFor>>>;

/** What may be asked of the accounts over HTTP; names and roles are given by the club, nobody changes their own. */
const OPEN_PATHS: ReadonlySet<string> = new Set([
  'sign-in/username',
  'sign-out',
  'get-session',
  'change-password',
  'list-sessions',
  'revoke-sessions',
  'revoke-other-sessions',
]);

/** The people of the clubs: who they are, and in which roles they act where. */
export class Accounts {
  readonly #database: DatabaseSync;
  readonly #auth: Auth;

  constructor(database: DatabaseSync, auth: Auth) {
    this.#database = database;
    this.#auth = auth;
  }

  /** Answers a request to `/api/auth/…`; nothing for what is not to be asked. */
  async answer(request: Request): Promise<Response | undefined> {
    const path = new URL(request.url).pathname.replace('/api/auth/', '');
    return OPEN_PATHS.has(path) ? this.#auth.handler(request) : undefined;
  }

  /** Who is signed in, by the cookies of a request; nobody when the session is over. */
  async signedIn(headers: Headers): Promise<{ readonly login: string; readonly name: string } | undefined> {
    const session = await this.#auth.api.getSession({ headers });
    if (!session || !('username' in session.user) || typeof session.user.username !== 'string') return undefined;
    return { login: session.user.username, name: session.user.name };
  }

  /** Where somebody works at a club. */
  postsOf(login: string, club: string): readonly Post[] {
    const rows = this.#database.prepare('select role, desk from posts where login = ? and club = ? order by role').all(login, club);
    return rows.map((row) => ({ role: String(row['role']), desk: DESKS.find((desk) => desk === row['desk']) ?? 'official' }));
  }

  /** Tells whether anybody has a role at a club. */
  anyAt(club: string): boolean {
    return this.#database.prepare('select 1 from posts where club = ? limit 1').get(club) !== undefined;
  }

  list(): readonly Account[] {
    const users = this.#database.prepare('select username, name from user order by username').all();
    const posts = this.#database.prepare('select * from posts order by club, role').all() as unknown as readonly (Post & {
      login: string;
      club: string;
    })[];
    return users.map((user) => ({
      login: String(user['username']),
      name: String(user['name']),
      posts: posts.filter((post) => post.login === user['username']).map(({ club, role, desk }) => ({ club, role, desk })),
    }));
  }

  /** Makes an account. @returns its first password, which is kept nowhere */
  async add(login: string, name: string): Promise<string> {
    if (!/^[a-z0-9_.]{2,30}$/.test(login))
      throw new AccountError(`"${login}" is no login: 2 to 30 small letters, digits, dots and underlines`);
    if (name.trim() === '' || name.includes(':') || name.length > 80) throw new AccountError(`"${name}" is no name`);
    if (this.list().some((each) => each.login === login)) throw new AccountError(`there is a "${login}" already`);
    const { internalAdapter, password } = await this.#auth.$context;
    const first = randomBytes(9).toString('base64url');
    // Nothing is ever mailed: the address is one that cannot exist.
    const given = { email: `${login}@racetower.invalid`, name: name.trim(), username: login, emailVerified: true };
    const user = await internalAdapter.createUser(given, { method: 'email-password' });
    await internalAdapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: await password.hash(first),
    });
    return first;
  }

  /** Gives somebody a role at a club, at the desk of that name or another. */
  grant(login: string, club: string, role: string, desk: Desk = deskOf(role)): void {
    this.#mustBe(login);
    this.#database.prepare('insert or replace into posts (login, club, role, desk) values (?, ?, ?, ?)').run(login, club, role, desk);
  }

  /** Sets a new password and ends every session. @returns the password, which is kept nowhere */
  async resetPassword(login: string): Promise<string> {
    const id = this.#mustBe(login);
    const { internalAdapter, password } = await this.#auth.$context;
    const fresh = randomBytes(9).toString('base64url');
    await internalAdapter.updatePassword(id, await password.hash(fresh));
    await internalAdapter.deleteUserSessions(id);
    return fresh;
  }

  /** Takes an account away, its sessions and its roles; what it put on record stays. */
  async remove(login: string): Promise<void> {
    const id = this.#mustBe(login);
    const { internalAdapter } = await this.#auth.$context;
    await internalAdapter.deleteUserSessions(id);
    await internalAdapter.deleteUser(id);
    this.#database.prepare('delete from posts where login = ?').run(login);
  }

  close(): void {
    this.#database.close();
  }

  #mustBe(login: string): string {
    const row = this.#database.prepare('select id from user where username = ?').get(login);
    if (!row) throw new AccountError(`there is no account "${login}"`);
    return String(row['id']);
  }
}
