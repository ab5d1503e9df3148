import type { Context } from 'hono';
import { readingOf } from '../access/private.ts';
import { seesAsPublic } from '../access/visitor.ts';
import { Live, type Wanted } from '../live/live.ts';
import type { Reader } from '../live/reader.ts';
import type { Club } from '../club/club.ts';
import { type ServedClubs, type Visit, visitOf } from './clubs.ts';
import { problem, stopWith } from './problem.ts';
import { type Asked, askedOf, shownTo } from './views.ts';

/** The live updates of every club. */
export class LiveClubs {
  readonly #lives = new Map<Club, Live>();
  readonly #onFault: (error: unknown) => void;
  readonly #watched = new Map<Reader, () => Promise<boolean>>();

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  of(club: Club): Live {
    const live = this.#lives.get(club) ?? new Live(club, this.#onFault);
    this.#lives.set(club, live);
    return live;
  }

  /** How many read, all clubs together. */
  get readers(): number {
    return [...this.#lives.values()].reduce((sum, live) => sum + live.readers, 0);
  }

  /** Keeps every line open that is still of who opened it; to be called every so often. */
  beat(): void {
    for (const live of this.#lives.values()) live.beat();
    this.lookAgain();
  }

  /** Ends a stream once whoever reads it is not who they were. */
  watch(reader: Reader, isStill: () => Promise<boolean>): void {
    for (const each of this.#watched.keys()) if (!each.open) this.#watched.delete(each);
    this.#watched.set(reader, isStill);
  }

  /** Looks whether everybody who reads is still who they were: not signed out, nor in another role. */
  lookAgain(): void {
    for (const [reader, isStill] of this.#watched) {
      if (!reader.open) this.#watched.delete(reader);
      else void this.#endUnless(reader, isStill);
    }
  }

  async #endUnless(reader: Reader, isStill: () => Promise<boolean>): Promise<void> {
    try {
      if (!(await isStill())) reader.end();
    } catch (error) {
      this.#onFault(error);
    }
  }

  /** Ends every stream, so that the server can stop. */
  end(): void {
    for (const live of this.#lives.values()) live.end();
  }
}

/** `GET /api/clubs/:club/live/:view`: a view now and whenever it changes, as server-sent events with the number of the fact as id. */
export async function followView(c: Context, served: ServedClubs, lives: LiveClubs): Promise<Response> {
  const visit = await visitOf(c, served);
  const last = c.req.header('last-event-id');
  const lastSeq = last !== undefined && /^\d{1,15}$/.test(last) ? Number(last) : undefined;
  const wanted = wantedOf(visit, askedOf(visit, c.req.param('view') ?? '', c.req.queries()), lastSeq);
  return streamTo(c, visit, served, lives, await lives.of(visit.club).join(wanted));
}

/** Questions over one line at most. */
const MOST = 60;

/** `GET /api/clubs/:club/live?ask=…&ask=…`: several views over one line, each asked as `race?meeting=…`, or `118 race?…` to go on from fact 118. */
export async function followViews(c: Context, served: ServedClubs, lives: LiveClubs): Promise<Response> {
  const visit = await visitOf(c, served);
  const { ask: asks = [], ...others } = c.req.queries();
  const strange = Object.keys(others)[0];
  if (strange !== undefined)
    return stopWith(problem(400, 'unknown-field', `"${strange.slice(0, 60)}" is no field here`, { field: strange.slice(0, 60) }));
  if (asks.length === 0 || asks.length > MOST)
    return stopWith(problem(400, 'bad-input', `ask from 1 to ${MOST} views, as ask=meetings`, { field: 'ask' }));
  const wanted = asks.map((ask) => {
    const [, seq, view = '', query = ''] = /^(?:(\d{1,15}) )?([^?]*)(?:\?(.*))?$/s.exec(ask) ?? [];
    const queries = Object.fromEntries(
      [...Map.groupBy(new URLSearchParams(query), ([name]) => name)].map(([name, all]) => [name, all.map(([, value]) => value)]),
    );
    return wantedOf(visit, askedOf(visit, view, queries), seq === undefined ? undefined : Number(seq));
  });
  return streamTo(c, visit, served, lives, await lives.of(visit.club).joinAll(wanted));
}

function wantedOf(visit: Visit, asked: Asked, lastSeq: number | undefined): Wanted {
  if (asked.seq !== undefined || asked.query.at !== undefined || asked.list !== undefined)
    return stopWith(problem(400, 'bad-input', 'live is now: seq, at and list are for questions about one moment'));
  const audience = seesAsPublic(visit.visitor) ? 'public' : readingOf(visit.visitor, visit.club.book);
  const key = JSON.stringify([audience, asked.reasons, Object.entries(asked.query).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  return { key, show: (state) => shownTo(visit, asked, state), lastSeq };
}

function streamTo(c: Context, { visitor, club }: Visit, { identify }: ServedClubs, lives: LiveClubs, reader: Reader): Response {
  const was = JSON.stringify(visitor);
  if (visitor.is !== 'public') lives.watch(reader, async () => JSON.stringify(await identify(c, club.name, 'quietly')) === was);

  return new Response(reader.stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
}
