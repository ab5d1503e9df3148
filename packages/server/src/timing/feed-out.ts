import { dayOf, type LineUp, type RaceRun } from '@racetower/engine';
import { type Clock, liveRaceOf, type LiveRace, type RaceShown, type RMonitorServer, serveRMonitor } from '@racetower/timing';
import type { ServedClub } from '../http/clubs.ts';
import { publicAnswer } from '../access/names.ts';
import { type RaceNow, raceNow } from './meeting-now.ts';
import type { FeedSetUp } from './set-up.ts';

/** Facts that come at once are shown at once, so many times a second at most. */
const SOON_US = 100_000;

/** Shows the race on the track to scoreboards and apps, as long as it is on. */
export class FeedOut {
  readonly #served: ServedClub;
  readonly #clock: Clock;
  readonly #server: RMonitorServer;
  #shown: RaceNow | undefined;
  #due = false;
  #stopped = false;
  #callOff: () => void = () => undefined;
  readonly #stopListening: () => void;
  #fault: string | undefined;

  private constructor(served: ServedClub, clock: Clock, server: RMonitorServer) {
    this.#served = served;
    this.#clock = clock;
    this.#server = server;
    this.#stopListening = served.club.onFacts(() => this.#soon());
    this.#soon();
  }

  /** Serves the feed. @throws PortProblem when the port cannot be had */
  static async open(served: ServedClub, clock: Clock, setUp: FeedSetUp): Promise<FeedOut> {
    const { zone } = served.club.book.club;
    const server = await serveRMonitor({ clock, localUs: (us) => localUs(us, zone), refreshS: setUp['refresh-s'] }, setUp);
    return new FeedOut(served, clock, server);
  }

  get port(): number {
    return this.#server.port;
  }

  get clients(): number {
    return this.#server.clients();
  }

  /** Why the race cannot be shown. */
  get fault(): string | undefined {
    return this.#fault;
  }

  async close(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    this.#stopListening();
    await this.#server.close();
  }

  #soon(): void {
    if (this.#due || this.#stopped) return;
    this.#due = true;
    this.#callOff = this.#clock.after(SOON_US, () => void this.#show());
  }

  async #show(): Promise<void> {
    this.#due = false;
    try {
      const { club } = this.#served;
      const state = await club.latest();
      const now = raceNow(state);
      const race = now ?? this.#shown;
      this.#shown = race;
      if (race && !this.#stopped) this.#server.show(await liveRaceNow(this.#served, race, now === undefined || race.finished));
      this.#fault = undefined;
    } catch (error) {
      this.#fault = error instanceof Error ? error.message : String(error);
    }
  }
}

/** What the clock at the track shows at an instant. */
function localUs(us: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' });
  const shown = Object.fromEntries(parts.formatToParts(us / 1000).map(({ type, value }) => [type, value]));
  const whole = Date.UTC(
    Number(shown['year']),
    Number(shown['month']) - 1,
    Number(shown['day']),
    Number(shown['hour']),
    Number(shown['minute']),
    Number(shown['second']),
  );
  return whole * 1000 + (us % 1_000_000);
}

async function liveRaceNow(served: ServedClub, { meeting, race }: RaceNow, closed: boolean): Promise<LiveRace> {
  const { club, publicNames } = served;
  const ask = async <T>(view: string, fields: object = { race }): Promise<T> => {
    const answered = await club.ask({ view, meeting, ...fields });
    if (!answered.ok) throw new Error(answered.refusal.says);
    return answered.answer as T;
  };
  const eye = { editions: club.editions, state: await club.latest(), shown: publicNames, day: dayOf(club.book, club.now()) };
  const run = await ask<RaceRun>('race');
  const { passings } = await ask<{ readonly passings: RaceShown['passings'] }>('passings');
  const lined = await club.ask({ view: 'line-up', meeting, race });
  const laps = lined.ok ? (lined.answer as LineUp).laps?.laps : undefined;
  const result = closed ? await ask<{ readonly rows: readonly { readonly car: string }[] }>('result') : undefined;
  const classes = (race.split('/')[0] ?? '').split('+');
  const known = new Map(club.book.classes.map(({ id, name }) => [id, name]));
  const cars = await Promise.all(
    classes.map(async (id) => {
      const { entries } = await ask<{ readonly entries: readonly Entry[] }>('entries', { class: id });
      return entries.map(({ car, driver, details }) => ({
        car,
        class: known.get(id) ?? id,
        driver: String(publicAnswer(driver, eye)),
        ...(typeof details?.['transponder'] === 'string' ? { transponder: details['transponder'] } : {}),
      }));
    }),
  );
  const started = new Set([...run.order, ...run.out.map((each) => each.car)]);
  return liveRaceOf({
    session: {
      id: `${meeting} ${race}`,
      name: `${classes.map((id) => known.get(id) ?? id).join(', ')} ${race.split('/')[1] ?? ''}`,
      track: club.book.club.name,
    },
    run,
    passings,
    closed,
    cars: cars.flat().filter((each) => started.has(each.car)),
    ...(laps === undefined ? {} : { laps }),
    ...(result && result.rows.length > 0 ? { order: result.rows.map((each) => each.car) } : {}),
  });
}

interface Entry {
  readonly car: string;
  readonly driver: string;
  readonly details?: Readonly<Record<string, unknown>>;
}
