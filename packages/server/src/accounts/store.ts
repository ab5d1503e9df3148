import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NodeSqliteDialect } from '@better-auth/kysely-adapter/node-sqlite-dialect';
import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';

/** Tables of the accounts, beside those of the library; instants are texts in UTC, so that both stores sort them. */
export interface AccountTables {
  readonly user: { readonly id: string; readonly username: string | null; readonly name: string; readonly email: string };
  readonly posts: { readonly login: string; readonly club: string; readonly role: string; readonly desk: string };
  readonly invitations: {
    readonly id: string;
    readonly digest: string;
    readonly club: string;
    readonly role: string;
    readonly desk: string;
    readonly by: string;
    readonly made: string;
    readonly until: string;
    readonly used: string | null;
    readonly usedBy: string | null;
    readonly revoked: string | null;
  };
  readonly tablets: {
    readonly id: string;
    readonly digest: string;
    readonly club: string;
    readonly name: string;
    readonly by: string;
    readonly enrolled: string;
    readonly seen: string;
    readonly revoked: string | null;
    readonly wrong: number;
    readonly locked: string | null;
  };
  readonly pins: {
    readonly login: string;
    readonly hash: string;
    readonly wrong: number;
    readonly locked: string | null;
    readonly locks: number;
  };
  readonly sittings: {
    readonly tablet: string;
    readonly login: string;
    readonly since: string;
    readonly seen: string;
    readonly works: number;
  };
  readonly approvals: { readonly id: string; readonly until: string; readonly key: string };
  readonly requests: {
    readonly id: string;
    readonly club: string;
    readonly by: string;
    readonly login: string;
    readonly roles: string;
    readonly command: string;
    readonly until: string;
    readonly signed: string;
  };
  readonly passkeys: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly key: string;
    readonly counter: number;
    readonly transports: string;
    readonly made: string;
    readonly used: string | null;
  };
  readonly challenges: { readonly id: string; readonly challenge: string; readonly until: string };
  readonly people: { readonly club: string; readonly id: string; readonly name: string; readonly key: string; readonly kept: string };
  readonly secrets: { readonly name: string; readonly value: string };
}

export type AccountDatabase = Kysely<AccountTables>;

/** Where accounts are kept: a folder with an SQLite file, or PostgreSQL. */
export interface AccountStore {
  readonly database: AccountDatabase;
  readonly type: 'sqlite' | 'postgres';
  /** Signs cookies and tokens; the same for every process on the store. */
  readonly secret: string;
  /** Does something while no other process does the same to the tables. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

const FILE = 'accounts.db';

/** Opens the accounts in a folder, or makes the file; only its owner may read it. */
export async function openSqliteAccounts(folder: string): Promise<AccountStore> {
  const file = join(folder, FILE);
  const sqlite = new DatabaseSync(file);
  chmodSync(file, 0o600);
  sqlite.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;');
  const database = new Kysely<AccountTables>({ dialect: new NodeSqliteDialect({ database: sqlite }) });
  await makeTables(database);
  return {
    database,
    type: 'sqlite',
    secret: secretIn(folder),
    alone: (work) => work(),
    close: async () => void (sqlite.isOpen && sqlite.close()),
  };
}

/** Any number that nobody else locks. */
const LOCK = 7_214_033;

/** Opens the accounts in a PostgreSQL database. @param pool ended by whoever made it, after the store is closed */
export async function openPostgresAccounts(pool: Pool): Promise<AccountStore> {
  const database = new Kysely<AccountTables>({ dialect: new PostgresDialect({ pool }) });
  const alone: AccountStore['alone'] = async (work) => {
    const client = await pool.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [LOCK]);
      return await work();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [LOCK]);
      client.release();
    }
  };
  await alone(() => makeTables(database));
  const value = randomBytes(48).toString('base64url');
  await database
    .insertInto('secrets')
    .values({ name: 'cookies', value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await database.selectFrom('secrets').select('value').where('name', '=', 'cookies').executeTakeFirstOrThrow();
  return { database, type: 'postgres', secret: row.value, alone, close: async () => undefined };
}

/** The secret that signs cookies: made once, readable by the owner alone. */
function secretIn(folder: string): string {
  const file = join(folder, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}

const TABLES: Readonly<Record<Exclude<keyof AccountTables, 'user'>, readonly [columns: readonly string[], key: readonly string[]]>> = {
  posts: [
    ['login', 'club', 'role', 'desk'],
    ['login', 'club', 'role'],
  ],
  invitations: [['id', 'digest', 'club', 'role', 'desk', 'by', 'made', 'until', 'used?', 'usedBy?', 'revoked?'], ['id']],
  tablets: [['id', 'digest', 'club', 'name', 'by', 'enrolled', 'seen', 'revoked?', 'wrong#', 'locked?'], ['id']],
  pins: [['login', 'hash', 'wrong#', 'locked?', 'locks#'], ['login']],
  sittings: [
    ['tablet', 'login', 'since', 'seen', 'works#'],
    ['tablet', 'login'],
  ],
  approvals: [['id', 'until', 'key'], ['id']],
  requests: [['id', 'club', 'by', 'login', 'roles', 'command', 'until', 'signed'], ['id']],
  passkeys: [['id', 'login', 'name', 'key', 'counter#', 'transports', 'made', 'used?'], ['id']],
  challenges: [['id', 'challenge', 'until'], ['id']],
  people: [
    ['club', 'id', 'name', 'key', 'kept'],
    ['club', 'name'],
  ],
  secrets: [['name', 'value'], ['name']],
};

async function makeTables(database: AccountDatabase): Promise<void> {
  for (const [name, [columns, key]] of Object.entries(TABLES)) {
    let table = database.schema.createTable(name).ifNotExists();
    for (const column of columns) {
      const called = column.replace(/[?#]$/, '');
      table = table.addColumn(called, column.endsWith('#') ? 'integer' : 'text', (made) =>
        column.endsWith('?') ? made : column.endsWith('#') ? made.notNull().defaultTo(0) : made.notNull(),
      );
    }
    await table.addPrimaryKeyConstraint(`${name}_key`, key as never).execute();
  }
}

/** What is kept of a secret that somebody else holds. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const freshSecret = (): string => randomBytes(24).toString('base64url');
export const freshId = (): string => randomBytes(9).toString('base64url');
