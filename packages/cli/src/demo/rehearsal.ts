import type { RaceRun } from '@racetower/engine';
import { type Club, type RaceNow, raceNow } from '@racetower/server';
import { type Chance, chanceFrom } from '@racetower/rulebook';
import { type Clock, serveTcp, simulateDecoder } from '@racetower/timing';
import { Track } from '../live/track.ts';

/** Cars that drive at a club's track as race control shows the flags, over a decoder that anybody can dial. */
export interface Rehearsal {
  /** Of this machine: the decoder speaks P3 there. */
  readonly port: number;
  readonly close: () => Promise<void>;
}

export interface RehearsalSettings {
  readonly club: Club;
  readonly clock: Clock;
  readonly seed: number;
  /** What a lap takes the fastest. */
  readonly lapS: number;
  /** Crossings of a thousand that the loop does not hear. */
  readonly lostPerMille: number;
  readonly onFault: (error: unknown) => void;
}

const S = 1_000_000;
/** The clock of the decoder is a little off, as they are. */
const AHEAD_US = 2_345_678;
/** The slowest car takes so much longer for a lap, in hundredths, and laps of a car differ by so much of one. */
const SPREAD = 4;
const NOISE = 0.012;

/** Starts the decoder; cars come to the line once a race shows its green. */
export async function openRehearsal(settings: RehearsalSettings): Promise<Rehearsal> {
  const { club, clock } = settings;
  const decoder = simulateDecoder({ clock, crossings: [], greenUs: clock.nowUs(), aheadUs: AHEAD_US });
  const chance = chanceFrom(settings.seed);
  const field = new Field({
    ...settings,
    chance,
    crossed: (car, transponder) => {
      const heard = chance.between(1, 1000) > settings.lostPerMille;
      decoder.cross({ car, transponder, heard, strength: chance.between(60, 180), hits: chance.between(8, 60) });
    },
  });
  const served = await serveTcp(decoder.dial, { host: '127.0.0.1', port: 0 });
  let looking: Promise<void> = Promise.resolve();
  const look = (): void => {
    looking = looking.then(() => field.look()).catch(settings.onFault);
  };
  const stop = club.onFacts(look);
  look();
  return {
    port: served.port,
    close: async () => {
      stop();
      await looking;
      field.stand();
      decoder.stop();
      await served.close();
    },
  };
}

interface FieldSettings extends RehearsalSettings {
  readonly chance: Chance;
  readonly crossed: (car: string, transponder: number) => void;
}

/** The cars of the race that is on the track. */
class Field {
  readonly #settings: FieldSettings;
  #race = '';
  #track: Track | undefined;
  /** What the field was shown last, so that a flag is obeyed once. */
  #shown = '';

  constructor(settings: FieldSettings) {
    this.#settings = settings;
  }

  /** Looks at the flag and drives by it. */
  async look(): Promise<void> {
    const { club } = this.#settings;
    const state = await club.latest();
    const now = raceNow(state);
    if (!now || now.finished) return this.stand();
    const answered = club.answerOn(state, { view: 'race', meeting: now.meeting, race: now.race });
    if (!answered.ok) return this.stand();
    const run = answered.answer as RaceRun;
    const key = `${now.meeting} ${now.race}`;
    if (this.#race !== key) await this.#newRace(key, now, run);
    for (const { car } of run.out) this.#track?.stop(car);
    const flags = state.meetings.get(now.meeting)?.races.get(now.race)?.facts.of('flag-shown').at(-1)?.seq ?? 0;
    const shown = `${flags} ${run.phase}`;
    if (this.#shown === shown) return undefined;
    this.#shown = shown;
    return this.#obey(run);
  }

  stand(): void {
    this.#track?.stand();
    this.#shown = '';
  }

  #obey(run: RaceRun): void {
    const track = this.#track;
    if (!track) return;
    const [leader] = run.order;
    switch (run.phase) {
      case 'green':
        track.go(run.order);
        break;
      case 'yellow':
        track.slow();
        break;
      case 'ended':
        if (leader !== undefined) track.finish(leader);
        break;
      case 'planned':
      case 'lined-up':
      case 'warm-up':
      case 'starting':
      case 'red':
        track.stand();
        break;
    }
  }

  async #newRace(key: string, now: RaceNow, run: RaceRun): Promise<void> {
    const { chance, clock, lapS, crossed } = this.#settings;
    this.stand();
    this.#race = key;
    const transponders = await this.#transponders(now);
    const cars = [...run.order, ...run.out.map((each) => each.car)].toSorted();
    this.#track = new Track({
      clock,
      chance,
      noise: NOISE,
      cars: cars.map((car) => ({ car, lapUs: Math.round(lapS * S * (1 + chance.between(0, SPREAD * 100) / 10_000)) })),
      crossed: (car) => {
        const transponder = transponders.get(car);
        if (transponder !== undefined) crossed(car, transponder);
      },
    });
  }

  /** The transponder of each car of the class: the one it was given last, else the one it signed in with. */
  async #transponders({ race, meeting }: RaceNow): Promise<ReadonlyMap<string, number>> {
    const { club } = this.#settings;
    const classes = (race.split('/')[0] ?? '').split('+');
    const state = await club.latest();
    const found = new Map<string, number>();
    const take = (car: string, transponder: unknown): void => {
      if (typeof transponder === 'string' && /^\d{1,9}$/.test(transponder)) found.set(car, Number(transponder));
    };
    for (const fact of state.all) {
      if (fact.kind === 'car-signed-in' && fact.meeting === meeting && classes.includes(fact.body.class))
        take(fact.body.car, fact.body.details['transponder']);
      if (fact.kind === 'transponder-assigned' && classes.includes(fact.body.class) && fact.body.off !== true)
        take(fact.body.car, fact.body.transponder);
    }
    return found;
  }
}
