import pg from 'pg';
import { isAway } from './patience.ts';

/** The channel of all clubs; a message names one. */
const CHANNEL = 'racetower_facts';
/** A lost message is made good after so long. */
const POLL_MS = 1000;
/** Without messages, as on clusters that have none, this is how long others wait to see a fact. */
const POLL_ALONE_MS = 100;

const ENDS = 'select club, (select max(seq) from facts where facts.club = asked.club) as seq from unnest($1::text[]) as asked (club)';

/** Somebody who waits for facts of a club. */
interface Waiter {
  /** The number that was seen last. */
  readonly seen: () => number;
  readonly wake: () => void;
}

/**
 * Wakes who waits for facts of a club.
 *
 * Messages of the database wake at once; a look at the ends of the logs that are waited for makes good what was not told, as when the line was
 * down or the database keeps no channels.
 */
export class Bell {
  readonly #pool: pg.Pool;
  readonly #onFault: (error: unknown) => void;
  readonly #waiters = new Map<string, Set<Waiter>>();
  readonly #pollMs: number | undefined;
  readonly #ringing = new Set<string>();
  readonly #ringAgain = new Set<string>();
  #line: pg.Client | undefined;
  #connecting = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param pollMs between two looks; left out: by whether there are messages */
  constructor(pool: pg.Pool, onFault: (error: unknown) => void, pollMs?: number) {
    this.#pool = pool;
    this.#pollMs = pollMs;
    this.#onFault = onFault;
  }

  /** Waits for facts of a club until it is called off. */
  await(club: string, waiter: Waiter): () => void {
    const own = this.#waiters.get(club) ?? new Set();
    this.#waiters.set(club, own.add(waiter));
    this.#begin();
    return () => {
      own.delete(waiter);
      if (own.size === 0 && this.#waiters.get(club) === own) this.#waiters.delete(club);
    };
  }

  /** Tells this process at once, and others by the database; nobody waits for that. */
  ring(club: string): void {
    this.#wake(club);
    if (this.#ringing.has(club)) this.#ringAgain.add(club);
    else void this.#tell(club);
  }

  /** One message says as much as many: those that come due while one is under way become the next. */
  async #tell(club: string): Promise<void> {
    this.#ringing.add(club);
    await this.#pool.query('select pg_notify($1, $2)', [CHANNEL, club]).catch(() => undefined);
    this.#ringing.delete(club);
    if (this.#ringAgain.delete(club) && !this.#closed) await this.#tell(club);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const own of this.#waiters.values()) for (const waiter of own) waiter.wake();
    await this.#line?.end().catch(() => undefined);
  }

  #wake(club: string): void {
    for (const waiter of this.#waiters.get(club) ?? []) waiter.wake();
  }

  #begin(): void {
    if (this.#timer === undefined && !this.#closed) this.#pollSoon();
    if (!this.#line && !this.#connecting) void this.#listen();
  }

  /** Listens on a line of its own; one that breaks is tried again by the next look. */
  async #listen(): Promise<void> {
    if (this.#closed) return;
    this.#connecting = true;
    const line = new pg.Client(this.#pool.options);
    const gone = (): void => {
      if (this.#line === line) this.#line = undefined;
    };
    line.on('error', gone);
    line.on('end', gone);
    line.on('notification', ({ payload }) => this.#wake(payload ?? ''));
    try {
      await line.connect();
      await line.query(`listen ${CHANNEL}`);
      if (this.#closed) await line.end();
      else {
        this.#line = line;
        // What was told before anybody listened is looked up once.
        await this.#look();
      }
    } catch (error) {
      // Some clusters have no channels: looking is enough there.
      if (!isAway(error) && (error as { readonly code?: unknown }).code !== '0A000') this.#onFault(error);
      await line.end().catch(() => undefined);
    } finally {
      this.#connecting = false;
    }
  }

  #pollSoon(): void {
    this.#timer = setTimeout(() => void this.#poll(), this.#pollMs ?? (this.#line ? POLL_MS : POLL_ALONE_MS));
    this.#timer.unref();
  }

  async #poll(): Promise<void> {
    await this.#look();
    if (this.#closed) return;
    if (this.#waiters.size === 0) {
      this.#timer = undefined;
      return;
    }
    this.#begin();
    this.#pollSoon();
  }

  /** Looks at the ends of the logs that are waited for, and wakes who has not seen them. */
  async #look(): Promise<void> {
    const clubs = [...this.#waiters.keys()];
    if (clubs.length === 0) return;
    try {
      const ends = await this.#pool.query<{ readonly club: string; readonly seq: number | null }>(ENDS, [clubs]);
      for (const { club, seq } of ends.rows)
        for (const waiter of this.#waiters.get(club) ?? []) if ((seq ?? 0) > waiter.seen()) waiter.wake();
    } catch (error) {
      if (!isAway(error) && !this.#closed) this.#onFault(error);
    }
  }
}
