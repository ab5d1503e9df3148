import { existsSync, openSync, readSync, closeSync, statSync } from 'node:fs';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { AnyFact, NewFact } from '@racetower/engine';
import { chain, EMPTY, factsOf, newRows, verifyRows } from './chain.ts';
import type { Row } from './codecs.ts';
import type { Answered, AnsweredRequest, Appended, AppendRequest, FactLog, Following, Tail, Verified } from './log.ts';
import { LogError } from './log-error.ts';

/** Marks the file as a log of Racetower (`RTLG`). */
const APPLICATION_ID = 0x52_54_4c_47;
const SCHEMA_VERSION = 3;
/** How long a follower sleeps before it looks for facts of other processes. */
const POLL_MS = 50;
/** Rows that are held at once while a chain is walked. */
const BATCH = 5000;

const SCHEMA = `
  create table club (name text not null);
  create table facts (
    seq integer primary key, at text not null, by text not null, kind text not null, version integer not null,
    season text, meeting text, race text, body text not null, hash text not null
  ) strict;
`;

/** `MIGRATIONS[n]` makes a log of schema n one of schema n + 1; there is no way back. */
const MIGRATIONS: Readonly<Record<number, string>> = {
  1: `create table requests (
    key text primary key, digest text not null, after integer not null, facts integer not null
  ) strict;`,
  2: 'create table following (writer text not null, since text not null) strict;',
};

/**
 * Opens the log of a club in an SQLite file, or makes it. Every append is synced to the disk before it is answered.
 * @throws LogError when the file is no log, is of another club, is damaged, or was written by a newer version
 */
export function openSqliteLog(path: string, club: string, options: { readonly readOnly?: boolean } = {}): FactLog {
  mustLookLikeALog(path);
  return guarded(() => {
    const existed = existsSync(path) && statSync(path).size > 0;
    const database = new DatabaseSync(path, { readOnly: options.readOnly ?? false });
    if (!(options.readOnly ?? false)) prepare(database, club, existed);
    mustBeOf(database, club);
    if (!(options.readOnly ?? false)) migrate(database);
    return new SqliteLog(database, club, options.readOnly ?? false);
  });
}

/** Names the club whose log a file is. @throws LogError when the file is no log or is damaged */
export function clubOfLog(path: string): string {
  mustLookLikeALog(path);
  return guarded(() => {
    const database = new DatabaseSync(path, { readOnly: true });
    const id = (database.prepare('pragma application_id').get() as { application_id: number }).application_id;
    const named = id === APPLICATION_ID ? (database.prepare('select name from club').get() as { name: string } | undefined) : undefined;
    database.close();
    if (!named) throw new LogError('not-a-log', `${path} is not a log of Racetower`);
    return named.name;
  });
}

/** SQLite would take an empty or foreign file for a new database; a log says what it is in its first bytes. */
function mustLookLikeALog(path: string): void {
  if (path === ':memory:' || !existsSync(path) || statSync(path).size === 0) return;
  const header = Buffer.alloc(16);
  const file = openSync(path, 'r');
  readSync(file, header, 0, 16, 0);
  closeSync(file);
  if (header.toString('latin1') !== 'SQLite format 3\u0000') throw new LogError('not-a-log', `${path} is not a log of Racetower`);
}

function prepare(database: DatabaseSync, club: string, existed: boolean): void {
  database.exec('pragma busy_timeout = 5000');
  const id = (database.prepare('pragma application_id').get() as { application_id: number }).application_id;
  if (existed && id !== APPLICATION_ID) {
    database.close();
    throw new LogError('not-a-log', 'the file is an SQLite database, but not a log of Racetower');
  }
  database.exec('pragma journal_mode = wal; pragma synchronous = full;');
  if (existed) return;
  database.exec('begin immediate');
  // Of two processes that make the same file, one waits here and finds it made.
  if (versionOf(database) === 0) {
    database.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = 1; ${SCHEMA}`);
    database.prepare('insert into club (name) values (?)').run(club);
  }
  database.exec('commit');
}

const versionOf = (database: DatabaseSync): number =>
  (database.prepare('pragma user_version').get() as { user_version: number }).user_version;

/** Brings a log of an earlier version up to date, whole or not at all; of two processes that try, one waits and finds it done. */
function migrate(database: DatabaseSync): void {
  if (versionOf(database) >= SCHEMA_VERSION) return;
  database.exec('begin immediate');
  for (let version = versionOf(database); version < SCHEMA_VERSION; version += 1)
    database.exec(`${MIGRATIONS[version] ?? ''} pragma user_version = ${version + 1};`);
  database.exec('commit');
}

function mustBeOf(database: DatabaseSync, club: string): void {
  const version = versionOf(database);
  if (version > SCHEMA_VERSION) throw new LogError('newer-version', `the log has schema ${version}, made by a newer version of Racetower`);
  const named = database.prepare('select name from club').get() as { name: string } | undefined;
  if (named?.name !== club) throw new LogError('other-club', `the log is of "${named?.name ?? ''}", not of "${club}"`);
}

/** Says in the words of the log what SQLite says of a damaged file. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof LogError || !(error instanceof Error)) throw error;
    if (/malformed|not a database|corrupt|no such table/i.test(error.message))
      throw new LogError('broken', `the log is damaged: ${error.message}`);
    throw error;
  }
}

class SqliteLog implements FactLog {
  readonly club: string;
  readonly #database: DatabaseSync;
  readonly #readOnly: boolean;
  readonly #insert: StatementSync;
  readonly #last: StatementSync;
  readonly #after: StatementSync;
  readonly #waiting = new Set<() => void>();
  #open = true;

  constructor(database: DatabaseSync, club: string, readOnly: boolean) {
    this.club = club;
    this.#database = database;
    this.#readOnly = readOnly;
    this.#insert = database.prepare(
      'insert into facts (seq, at, by, kind, version, season, meeting, race, body, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#last = database.prepare('select seq, hash from facts order by seq desc limit 1');
    this.#after = database.prepare('select * from facts where seq > ? order by seq limit ?');
  }

  async seq(): Promise<number> {
    return this.#tail().seq;
  }

  async digest(): Promise<string> {
    return this.#tail().hash;
  }

  async tail(): Promise<Tail> {
    return this.#tail();
  }

  #tail(): Tail {
    return guarded(() => (this.#last.get() as Tail | undefined) ?? EMPTY);
  }

  async append(facts: readonly NewFact[], expectedSeq: number, request?: AppendRequest): Promise<Appended> {
    return this.#written((): Appended => {
      const before = request && this.#answered(request.key);
      if (before) return { ok: false, code: 'repeated', ...before };
      const following = this.#following();
      if (following) return { ok: false, code: 'follows', writer: following.writer };
      const tail = this.#tail();
      if (tail.seq !== expectedSeq) return { ok: false, code: 'seq-taken', seq: tail.seq };
      const chained = chain(this.club, tail, facts);
      this.#write(chained.map((each) => each.row));
      if (request) this.#keep({ ...request, after: tail.seq, facts: facts.length });
      return { ok: true, facts: chained.map((each) => each.fact) };
    });
  }

  /** Does something in a transaction, on disk when it is back, and wakes the followers. */
  #written<T>(work: () => T): T {
    if (this.#readOnly) throw new LogError('read-only', 'the log was opened to read only');
    const done = guarded(() => {
      this.#database.exec('begin immediate');
      try {
        const made = work();
        this.#database.exec('commit');
        return made;
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('rollback');
        throw error;
      }
    });
    for (const wake of this.#waiting) wake();
    return done;
  }

  #write(rows: readonly Row[]): void {
    for (const { seq, at, by, kind, version, season, meeting, race, body, hash } of rows)
      this.#insert.run(seq, at, by, kind, version, season, meeting, race, body, hash);
  }

  async answered(key: string): Promise<Answered | undefined> {
    return guarded(() => this.#answered(key));
  }

  #answered(key: string): Answered | undefined {
    if (versionOf(this.#database) < 2) return undefined;
    const row = this.#database.prepare('select digest, after, facts from requests where key = ?').get(key) as
      | Omit<AnsweredRequest, 'key'>
      | undefined;
    return row && { digest: row.digest, facts: row.facts === 0 ? [] : factsOf(this.club, row.after, this.#rows(row.after, row.facts)) };
  }

  #keep({ key, digest, after, facts }: AnsweredRequest): void {
    this.#database
      .prepare('insert into requests (key, digest, after, facts) values (?, ?, ?, ?) on conflict do nothing')
      .run(key, digest, after, facts);
  }

  async read(after = 0, limit = Number.MAX_SAFE_INTEGER): Promise<readonly AnyFact[]> {
    return guarded(() => factsOf(this.club, after, this.#rows(after, limit)));
  }

  async rows(after = 0, limit = Number.MAX_SAFE_INTEGER): Promise<readonly Row[]> {
    return guarded(() => this.#rows(after, limit));
  }

  #rows(after: number, limit: number): readonly Row[] {
    return this.#after.all(after, limit) as unknown as readonly Row[];
  }

  async take(rows: readonly Row[]): Promise<Tail> {
    return this.#written(() => {
      const tail = this.#tail();
      const [first] = rows;
      const known = first && first.seq <= tail.seq ? this.#rows(first.seq - 1, rows.length) : [];
      this.#write(newRows(this.club, tail, rows, new Map(known.map((row) => [row.seq, row.hash]))));
      return this.#tail();
    });
  }

  async requests(afterKey = '', limit = Number.MAX_SAFE_INTEGER): Promise<readonly AnsweredRequest[]> {
    if (versionOf(this.#database) < 2) return [];
    const found = this.#database.prepare('select key, digest, after, facts from requests where key > ? order by key limit ?');
    return guarded(() => found.all(afterKey, limit) as unknown as readonly AnsweredRequest[]);
  }

  async keepRequests(requests: readonly AnsweredRequest[]): Promise<void> {
    this.#written(() => {
      for (const request of requests) this.#keep(request);
    });
  }

  async following(): Promise<Following | undefined> {
    return guarded(() => this.#following());
  }

  #following(): Following | undefined {
    if (versionOf(this.#database) < 3) return undefined;
    return this.#database.prepare('select writer, since from following').get() as Following | undefined;
  }

  async setFollowing(writer: string | undefined): Promise<void> {
    this.#written(() => {
      this.#database.exec('delete from following');
      if (writer !== undefined)
        this.#database.prepare('insert into following (writer, since) values (?, ?)').run(writer, new Date().toISOString());
    });
  }

  async *follow(after = 0, signal?: AbortSignal): AsyncIterable<AnyFact> {
    let seen = after;
    while (this.#open && !(signal?.aborted ?? false)) {
      for (const fact of await this.read(seen)) {
        seen = fact.seq;
        yield fact;
      }
      await this.#woken(signal);
    }
  }

  /** Resolves when this process appends, or after a short sleep, so that facts of other processes are seen too. */
  async #woken(signal: AbortSignal | undefined): Promise<void> {
    const stop = new AbortController();
    const wake = (): void => stop.abort();
    this.#waiting.add(wake);
    signal?.addEventListener('abort', wake, { once: true });
    await wait(POLL_MS, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
    this.#waiting.delete(wake);
    signal?.removeEventListener('abort', wake);
  }

  async verify(): Promise<Verified> {
    try {
      return await verifyRows(this.club, this.#batches());
    } catch (error) {
      return guarded(() => {
        throw error;
      });
    }
  }

  *#batches(): Iterable<readonly Row[]> {
    let after = 0;
    for (;;) {
      const rows = this.#rows(after, BATCH);
      const last = rows.at(-1);
      if (!last) return;
      yield rows;
      after = last.seq;
    }
  }

  async backup(path: string): Promise<void> {
    await backup(this.#database, path);
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#database.close();
  }
}
