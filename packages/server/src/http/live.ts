import type { Context } from 'hono';
import { seesAsPublic } from '../access/visitor.ts';
import { Live } from '../live/live.ts';
import type { Club } from '../club/club.ts';
import { type ServedClubs, visitOf } from './clubs.ts';
import { problem, stopWith } from './problem.ts';
import { askedOf, shownTo } from './views.ts';

/** The live updates of every club. */
export class LiveClubs {
  readonly #lives = new Map<Club, Live>();
  readonly #onFault: (error: unknown) => void;

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  of(club: Club): Live {
    const live = this.#lives.get(club) ?? new Live(club, this.#onFault);
    this.#lives.set(club, live);
    return live;
  }

  /** Keeps every line open; to be called every so often. */
  beat(): void {
    for (const live of this.#lives.values()) live.beat();
  }

  /** Ends every stream, so that the server can stop. */
  end(): void {
    for (const live of this.#lives.values()) live.end();
  }
}

/** `GET /api/clubs/:club/live/:view`: a view now and whenever it changes, as server-sent events with the number of the fact as id. */
export async function followView(c: Context, served: ServedClubs, lives: LiveClubs): Promise<Response> {
  const visit = await visitOf(c, served);
  const asked = askedOf(visit, c.req.param('view') ?? '', c.req.queries());
  if (asked.seq !== undefined || asked.query.at !== undefined || asked.list !== undefined)
    return stopWith(problem(400, 'bad-input', 'live is now: seq, at and list are for questions about one moment'));
  const last = c.req.header('last-event-id');
  const lastSeq = last !== undefined && /^\d{1,15}$/.test(last) ? Number(last) : undefined;
  const audience = seesAsPublic(visit.visitor) ? 'public' : 'officials';
  const key = JSON.stringify([audience, asked.reasons, Object.entries(asked.query).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  const reader = lives.of(visit.club).join(key, (seq) => shownTo(visit, seq === undefined ? asked : { ...asked, seq }), lastSeq);
  return new Response(reader.stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
}
