import pg from 'pg';
import type { FactLog } from '../log.ts';
import { LogError } from '../log-error.ts';
import { Bell } from './bell.ts';
import { migrate } from './migrations.ts';
import { isAway, patiently } from './patience.ts';
import { PostgresLog } from './postgres-log.ts';

/** How long somebody waits for a database that is away, as while it restarts, before it is answered so. */
const PATIENCE_MS = 15_000;
const CONNECT_MS = 5000;

export interface PostgresOptions {
  /** Told what goes wrong outside of any request. */
  readonly onFault?: (error: unknown) => void;
  readonly patienceMs?: number;
  /** Between two looks for facts of other processes that no message told of; left out: a second. */
  readonly pollMs?: number;
}

/** Tells the URL of a PostgreSQL database from the path of a file. */
export const isPostgresUrl = (text: string): boolean => /^postgres(ql)?:\/\//i.test(text);

/** The URL of a database as it may be shown: without what lets one in. */
export function shownUrl(url: string): string {
  try {
    const shown = new URL(url);
    shown.username = '';
    shown.password = '';
    shown.search = '';
    return shown.href;
  } catch {
    return 'the database';
  }
}

/** Connections to a database, made when they are needed; whoever takes it ends it. */
export function openPool(url: string, most = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: most, connectionTimeoutMillis: CONNECT_MS, application_name: 'racetower' });
  // A connection that breaks while nobody uses it is replaced when somebody does.
  pool.on('error', () => undefined);
  return pool;
}

/** Goes from each club to the next by the primary key, without a walk over all facts. */
const CLUBS = `
  with recursive known (club) as (
    (select club from facts order by club limit 1)
    union all
    select (select facts.club from facts where facts.club > known.club order by facts.club limit 1) from known where known.club is not null
  )
  select club from known where club is not null union select club from fact_following order by club`;

/** The logs of all clubs in a PostgreSQL database. No process owns a club: any number of them may work on the same one. */
export class PostgresStore {
  readonly #pool: pg.Pool;
  readonly #bell: Bell;
  readonly #patienceMs: number;

  private constructor(pool: pg.Pool, { onFault = () => undefined, patienceMs = PATIENCE_MS, pollMs }: PostgresOptions) {
    this.#pool = pool;
    this.#bell = new Bell(pool, onFault, pollMs);
    this.#patienceMs = patienceMs;
  }

  /**
   * Opens the logs in a database, and brings it up to date.
   * @param pool ended by whoever made it, after the store is closed
   * @throws LogError when the database cannot be reached or used
   */
  static async open(pool: pg.Pool, options: PostgresOptions = {}): Promise<PostgresStore> {
    const store = new PostgresStore(pool, options);
    await said(() =>
      patiently(store.#patienceMs, async () => {
        const client = await pool.connect();
        try {
          await migrate(client);
          client.release();
        } catch (error) {
          client.release(isAway(error));
          throw error;
        }
      }),
    );
    return store;
  }

  /** The log of a club; one without facts is empty. */
  log(club: string): FactLog {
    return new PostgresLog({ pool: this.#pool, bell: this.#bell, club, patienceMs: this.#patienceMs });
  }

  /** The clubs that have facts here, by name. */
  async clubs(): Promise<readonly string[]> {
    const found = await said(() => patiently(this.#patienceMs, () => this.#pool.query<{ readonly club: string }>(CLUBS)));
    return found.rows.map((row) => row.club);
  }

  async close(): Promise<void> {
    await this.#bell.close();
  }
}

/** Says in the words of the log what a database says when it does not let us in or do. */
async function said<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    const says = error instanceof Error ? error.message : String(error);
    if (code === '28P01' || code === '28000') throw new LogError('away', `the database does not let us in: ${says}`);
    if (code === '3D000') throw new LogError('away', says);
    if (code === '42501') throw new LogError('read-only', `the database does not let us make or change tables: ${says}`);
    throw error;
  }
}
