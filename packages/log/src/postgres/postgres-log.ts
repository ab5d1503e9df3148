import type { AnyFact, NewFact } from '@racetower/engine';
import type pg from 'pg';
import { chain, type Chained, EMPTY, factsOf, newRows, verifyRows } from '../chain.ts';
import type { Row } from '../codecs.ts';
import type { Answered, AnsweredRequest, Appended, AppendRequest, FactLog, Following, Tail, Verified } from '../log.ts';
import { LogError } from '../log-error.ts';
import type { Bell } from './bell.ts';
import { patiently } from './patience.ts';

interface Place {
  readonly pool: pg.Pool;
  readonly bell: Bell;
  readonly club: string;
  readonly patienceMs: number;
}

const COLUMNS = 'seq, at, by, kind, version, season, meeting, race, body, hash';
/** Rows that are held at once while a chain is walked. */
const BATCH = 5000;
/** Somebody else had the number, or the key, first. */
const UNIQUE_VIOLATION = '23505';

interface Outcome {
  readonly outcome: 'done' | 'taken' | 'repeated' | 'follows';
  readonly at_seq: number | null;
  readonly at_hash: string | null;
}

const names = new Map<string, string>();

/** The name under which a connection keeps the plan of a statement. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `log-${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** The log of a club in a PostgreSQL database. */
export class PostgresLog implements FactLog {
  readonly club: string;
  readonly #pool: pg.Pool;
  readonly #bell: Bell;
  readonly #patienceMs: number;
  readonly #closed = new AbortController();
  /** The end of the log as it was seen last: a new fact is chained to it without asking for it first. */
  #tail: Tail = EMPTY;

  constructor({ pool, bell, club, patienceMs }: Place) {
    this.club = club;
    this.#pool = pool;
    this.#bell = bell;
    this.#patienceMs = patienceMs;
  }

  async #ask<T extends object>(text: string, values: readonly unknown[]): Promise<readonly T[]> {
    if (this.#closed.signal.aborted) throw new LogError('closed', `the log of ${this.club} was closed`);
    return patiently(this.#patienceMs, async () => (await this.#pool.query<T>({ name: nameOf(text), text, values: [...values] })).rows);
  }

  async seq(): Promise<number> {
    return (await this.tail()).seq;
  }

  async digest(): Promise<string> {
    return (await this.tail()).hash;
  }

  async tail(): Promise<Tail> {
    const [last] = await this.#ask<Tail>('select seq, hash from facts where club = $1 order by seq desc limit 1', [this.club]);
    this.#tail = last ?? EMPTY;
    return this.#tail;
  }

  async append(facts: readonly NewFact[], expectedSeq: number, request?: AppendRequest): Promise<Appended> {
    const tail = await this.#tailAt(expectedSeq);
    if (tail.seq !== expectedSeq) return (await this.#repeated(request)) ?? { ok: false, code: 'seq-taken', seq: tail.seq };
    const chained = chain(this.club, tail, facts);
    const end = chained.at(-1)?.row ?? tail;
    const { outcome, at_seq: seq, at_hash: hash } = await this.#put(chained, tail, request);
    if (outcome === 'follows') return { ok: false, code: 'follows', writer: hash ?? '' };
    if (outcome === 'done') {
      this.#tail = end;
      this.#bell.ring(this.club);
      return { ok: true, facts: chained.map((each) => each.fact) };
    }
    const repeated = await this.#repeated(request);
    if (repeated) return repeated;
    if (outcome === 'repeated')
      throw new LogError('broken', `the request ${request?.key ?? ''} is on record without what it was answered with`);
    this.#tail = EMPTY;
    return { ok: false, code: 'seq-taken', seq: seq ?? (await this.seq()) };
  }

  /** The end of the log, asked for only when it is not the one seen last. */
  async #tailAt(expectedSeq: number): Promise<Tail> {
    if (expectedSeq === this.#tail.seq) return this.#tail;
    const [row] = await this.#ask<Tail>('select seq, hash from facts where club = $1 and seq = $2', [this.club, expectedSeq]);
    return row ?? (expectedSeq === 0 ? EMPTY : this.tail());
  }

  /** Calls the function of the database that appends; when its answer was lost on the way, looks whether it was done. */
  async #put(chained: readonly Chained[], tail: Tail, request: AppendRequest | undefined): Promise<Outcome> {
    if (this.#closed.signal.aborted) throw new LogError('closed', `the log of ${this.club} was closed`);
    const rows = chained.map((each) => each.row);
    const values = [this.club, tail.seq, tail.hash, ...columnsOf(rows), request?.key ?? null, request?.digest ?? null];
    const text = 'select * from append_facts($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)';
    return patiently(this.#patienceMs, async (again) => {
      const last = rows.at(-1);
      if (again && last && (await this.#isStored(last))) return { outcome: 'done', at_seq: null, at_hash: null };
      try {
        const [answer] = (await this.#pool.query<Outcome>({ name: 'append', text, values })).rows;
        if (!answer) throw new LogError('broken', 'the database did not say what became of the facts');
        return answer;
      } catch (error) {
        if ((error as { readonly code?: unknown }).code === UNIQUE_VIOLATION) return { outcome: 'taken', at_seq: null, at_hash: null };
        throw error;
      }
    });
  }

  async #isStored(row: Row): Promise<boolean> {
    const found = await this.#pool.query('select 1 from facts where club = $1 and seq = $2 and hash = $3', [this.club, row.seq, row.hash]);
    return found.rows.length > 0;
  }

  async #repeated(request: AppendRequest | undefined): Promise<Appended | undefined> {
    const answered = request && (await this.answered(request.key));
    return answered && { ok: false, code: 'repeated', ...answered };
  }

  async answered(key: string): Promise<Answered | undefined> {
    const text = 'select digest, after, facts from fact_requests where club = $1 and key = $2';
    const [row] = await this.#ask<Omit<AnsweredRequest, 'key'>>(text, [this.club, key]);
    return row && { digest: row.digest, facts: row.facts === 0 ? [] : await this.read(row.after, row.facts) };
  }

  async read(after = 0, limit?: number): Promise<readonly AnyFact[]> {
    const rows = await this.rows(after, limit);
    const facts = factsOf(this.club, after, rows);
    const last = rows.at(-1);
    if (last && limit === undefined) this.#tail = last;
    return facts;
  }

  async rows(after = 0, limit?: number): Promise<readonly Row[]> {
    const text = `select ${COLUMNS} from facts where club = $1 and seq > $2 order by seq limit $3`;
    return this.#ask<Row>(text, [this.club, after, limit === undefined || limit > Number.MAX_SAFE_INTEGER - 1 ? null : limit]);
  }

  async *follow(after = 0, signal?: AbortSignal): AsyncIterable<AnyFact> {
    let seen = after;
    let woken = Promise.withResolvers<void>();
    const wake = (): void => woken.resolve();
    const callOff = this.#bell.await(this.club, { seen: () => seen, wake });
    const stops = [this.#closed.signal, ...(signal ? [signal] : [])];
    for (const stop of stops) stop.addEventListener('abort', wake);
    try {
      while (!stops.some((stop) => stop.aborted)) {
        woken = Promise.withResolvers<void>();
        for (const fact of await this.read(seen)) {
          seen = fact.seq;
          yield fact;
        }
        if (!stops.some((stop) => stop.aborted)) await woken.promise;
      }
    } finally {
      callOff();
      for (const stop of stops) stop.removeEventListener('abort', wake);
    }
  }

  async verify(): Promise<Verified> {
    return verifyRows(this.club, this.#batches());
  }

  async *#batches(): AsyncIterable<readonly Row[]> {
    let after = 0;
    for (;;) {
      const rows = await this.rows(after, BATCH);
      const last = rows.at(-1);
      if (!last) return;
      yield rows;
      after = last.seq;
    }
  }

  async take(rows: readonly Row[]): Promise<Tail> {
    const [first] = rows;
    const taken = await this.#inTransaction(async (client) => {
      const last = await client.query<Tail>('select seq, hash from facts where club = $1 order by seq desc limit 1', [this.club]);
      const tail = last.rows[0] ?? EMPTY;
      const text = 'select seq, hash from facts where club = $1 and seq >= $2 and seq < $3';
      const known =
        first && first.seq <= tail.seq ? (await client.query<Tail>(text, [this.club, first.seq, first.seq + rows.length])).rows : [];
      const fresh = newRows(this.club, tail, rows, new Map(known.map((row) => [row.seq, row.hash])));
      for (let from = 0; from < fresh.length; from += 1000) await client.query(insertOf(this.club, fresh.slice(from, from + 1000)));
      return fresh.at(-1) ?? tail;
    });
    this.#tail = taken;
    this.#bell.ring(this.club);
    return { seq: taken.seq, hash: taken.hash };
  }

  async requests(afterKey = '', limit?: number): Promise<readonly AnsweredRequest[]> {
    // Keys are compared by their bytes, as the other stores do, whatever the order of letters that the database has.
    const text = `select key, digest, after, facts from fact_requests where club = $1 and key collate "C" > $2 order by key collate "C" limit $3`;
    return this.#ask<AnsweredRequest>(text, [this.club, afterKey, limit ?? null]);
  }

  async keepRequests(requests: readonly AnsweredRequest[]): Promise<void> {
    const text = `insert into fact_requests (club, key, digest, after, facts)
      select $1, * from unnest($2::text[], $3::text[], $4::integer[], $5::integer[]) on conflict do nothing`;
    const column = <K extends keyof AnsweredRequest>(name: K): AnsweredRequest[K][] => requests.map((request) => request[name]);
    await this.#ask(text, [this.club, column('key'), column('digest'), column('after'), column('facts')]);
  }

  async following(): Promise<Following | undefined> {
    const [row] = await this.#ask<Following>('select writer, since from fact_following where club = $1', [this.club]);
    return row;
  }

  async setFollowing(writer: string | undefined): Promise<void> {
    await this.#inTransaction(async (client) => {
      // Waits for every append that is under way, which looked at this table before it began.
      await client.query('lock table fact_following in exclusive mode');
      await client.query('delete from fact_following where club = $1', [this.club]);
      if (writer !== undefined)
        await client.query('insert into fact_following (club, writer, since) values ($1, $2, $3)', [
          this.club,
          writer,
          new Date().toISOString(),
        ]);
    });
    this.#bell.ring(this.club);
  }

  async #inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    if (this.#closed.signal.aborted) throw new LogError('closed', `the log of ${this.club} was closed`);
    return patiently(this.#patienceMs, async () => {
      const client = await this.#pool.connect();
      let broken: boolean | Error = false;
      try {
        await client.query('begin');
        const done = await work(client);
        await client.query('commit');
        return done;
      } catch (error) {
        await client.query('rollback').catch((fault: unknown) => {
          broken = fault instanceof Error ? fault : true;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    });
  }

  async backup(path: string): Promise<void> {
    const { copyLog } = await import('../copy.ts');
    const { openSqliteLog } = await import('../sqlite-log.ts');
    const file = openSqliteLog(path, this.club);
    try {
      await copyLog(this, file);
    } finally {
      await file.close();
    }
  }

  async close(): Promise<void> {
    this.#closed.abort();
  }
}

/** What a row holds beside its number, in the order of the table. */
const HELD = ['at', 'by', 'kind', 'version', 'season', 'meeting', 'race', 'body', 'hash'] as const;

/** Rows as a list for each column. */
function columnsOf(rows: readonly Row[]): readonly (readonly unknown[])[] {
  return HELD.map((name) => rows.map((row) => row[name]));
}

function insertOf(club: string, rows: readonly Row[]): { readonly text: string; readonly values: unknown[] } {
  return {
    text: `insert into facts (club, ${COLUMNS}) select $1, * from unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::integer[],
      $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])`,
    values: [club, rows.map((row) => row.seq), ...columnsOf(rows)],
  };
}
