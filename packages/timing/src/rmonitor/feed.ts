import { clockText } from '../text/times.ts';
import type { LiveCar, LiveFlag, LiveRace } from './live-race.ts';
import { CLOSED_RUN, NO_LAPS_TO_GO, type RMonitorRecord } from './record.ts';

/** Clients know four flags; the last lap is still green. */
const FLAGS: Readonly<Record<LiveFlag, string>> = {
  none: '',
  green: 'Green',
  white: 'Green',
  yellow: 'Yellow',
  red: 'Red',
  checkered: 'Finish',
};
/** Run numbers from 1 on, one less than the one that closes. */
const RUNS = CLOSED_RUN - 1;
const CLASSES = 99;
const LONGEST_TRANSPONDER = 9;
const DAY_US = 86_400_000_000;

/** Turns races into the records that clients of RMonitor expect. */
export class RMonitorFeed {
  #race: LiveRace | undefined;
  #run = 0;
  readonly #classes = new Map<string, number>();
  readonly #regs = new Map<string, string>();
  readonly #localUs: (nowUs: number) => number;

  /** @param localUs what the clock on the wall of the track shows, as microseconds since 1970 */
  constructor(localUs: (nowUs: number) => number) {
    this.#localUs = localUs;
  }

  /** All that a client needs that has just come, or that has missed something. */
  burst(nowUs: number): readonly RMonitorRecord[] {
    const race = this.#race;
    if (!race) return [this.#second(nowUs)];
    const order = bestOrder(race.cars);
    return [
      ...order.map((car, index) => this.#best(car, index + 1)),
      ...race.cars.map((car, index) => this.#place(car, index + 1)),
      { record: '$B', run: race.closed ? CLOSED_RUN : this.#run, says: race.session.name },
      ...race.cars.map((car) => this.#competitor(car)),
      ...race.cars.map((car) => this.#entry(car)),
      ...[...this.#classes].map(([says, number]): RMonitorRecord => ({ record: '$C', class: number, says })),
      { record: '$E', setting: 'TRACKNAME', value: race.session.track ?? '' },
      { record: '$E', setting: 'TRACKLENGTH', value: race.session.trackLength ?? '' },
      this.#second(nowUs),
    ];
  }

  /** What is sent each second. */
  heartbeat(nowUs: number): readonly RMonitorRecord[] {
    return [this.#second(nowUs)];
  }

  /** What is new since the race was given last. */
  update(race: LiveRace, nowUs: number): readonly RMonitorRecord[] {
    const before = this.#race;
    this.#race = race;
    this.#numberClasses(race, before);
    if (before?.session.id !== race.session.id) return this.#begun(before, nowUs);
    const changes = [...this.#entries(before, race), ...this.#crossed(before, race), ...this.#moved(before, race)];
    if (race.closed && !before.closed) changes.push({ record: '$B', run: CLOSED_RUN, says: race.session.name });
    else if (!race.closed && before.closed) changes.push({ record: '$B', run: this.#run, says: race.session.name });
    const shown = before.flag !== race.flag || before.lapsToGo !== race.lapsToGo || before.closed !== race.closed;
    return shown ? [...changes, this.#second(nowUs)] : changes;
  }

  #begun(before: LiveRace | undefined, nowUs: number): readonly RMonitorRecord[] {
    this.#run = (this.#run % RUNS) + 1;
    const closing: readonly RMonitorRecord[] =
      before && !before.closed ? [{ record: '$B', run: CLOSED_RUN, says: before.session.name }] : [];
    return [...closing, clearing(this.#localUs(nowUs)), ...this.burst(nowUs)];
  }

  #numberClasses(race: LiveRace, before: LiveRace | undefined): void {
    if (before?.session.id !== race.session.id) {
      this.#classes.clear();
      this.#regs.clear();
    }
    for (const car of race.cars) if (!this.#classes.has(car.class)) this.#classes.set(car.class, Math.min(this.#classes.size + 1, CLASSES));
  }

  /** Competitors that are new or changed. */
  #entries(before: LiveRace, race: LiveRace): RMonitorRecord[] {
    const known = new Map(before.cars.map((car) => [keyOf(car), entryText(car)]));
    const classes = new Set(before.cars.map((car) => car.class));
    const changed = race.cars.filter((car) => known.get(keyOf(car)) !== entryText(car));
    return changed.flatMap((car): readonly RMonitorRecord[] => [
      this.#competitor(car),
      this.#entry(car),
      ...(classes.has(car.class) ? [] : [{ record: '$C', class: this.#classes.get(car.class) ?? 1, says: car.class } as const]),
    ]);
  }

  /** Crossings that are new, in order of time, each followed by the car's place and best lap. */
  #crossed(before: LiveRace, race: LiveRace): RMonitorRecord[] {
    const known = new Map(before.cars.map((car) => [keyOf(car), car.crossings]));
    const order = bestOrder(race.cars);
    const crossings = race.cars.flatMap((car, index) => {
      const earlier = known.get(keyOf(car)) ?? [];
      if (earlier.length === car.crossings.length && earlier.at(-1)?.totalUs === car.crossings.at(-1)?.totalUs) return [];
      const heard = new Set(earlier.map((each) => each.totalUs));
      return car.crossings.filter((each) => !heard.has(each.totalUs)).map((crossing) => ({ car, place: index + 1, crossing }));
    });
    return crossings
      .toSorted((a, b) => a.crossing.totalUs - b.crossing.totalUs)
      .flatMap(({ car, place, crossing }): readonly RMonitorRecord[] => [
        { record: '$J', reg: this.#reg(car), lapTimeUs: crossing.lapUs ?? 0, totalUs: crossing.totalUs },
        this.#place(car, place),
        this.#best(car, order.indexOf(car) + 1),
      ]);
  }

  /** Places and best laps that changed, save those told with a crossing. */
  #moved(before: LiveRace, race: LiveRace): RMonitorRecord[] {
    const crossed = new Set(
      race.cars
        .filter((car) => (before.cars.find((each) => keyOf(each) === keyOf(car))?.crossings.length ?? 0) < car.crossings.length)
        .map(keyOf),
    );
    const places = changedOf(before.cars, race.cars, (car, place) => `${place} ${car.laps} ${totalOf(car)}`);
    const bests = changedOf(bestOrder(before.cars), bestOrder(race.cars), (car, place) => `${place} ${car.best?.lap} ${car.best?.timeUs}`);
    return [
      ...places.filter(({ car }) => !crossed.has(keyOf(car))).map(({ car, place }) => this.#place(car, place)),
      ...bests.filter(({ car }) => !crossed.has(keyOf(car))).map(({ car, place }) => this.#best(car, place)),
    ];
  }

  #second(nowUs: number): RMonitorRecord {
    const race = this.#race;
    const over = !race || race.closed;
    const raceTimeUs = over || race.greenUs === undefined ? 0 : (race.stoppedUs ?? Math.max(0, nowUs - race.greenUs));
    return {
      record: '$F',
      lapsToGo: over ? 0 : (race.lapsToGo ?? NO_LAPS_TO_GO),
      timeToGoUs: over ? 0 : (race.timeToGoUs ?? 0),
      timeOfDayUs: this.#localUs(nowUs) % DAY_US,
      raceTimeUs,
      flag: over ? '' : FLAGS[race.flag],
    };
  }

  #place(car: LiveCar, place: number): RMonitorRecord {
    return { record: '$G', place, reg: this.#reg(car), laps: car.laps === 0 ? undefined : car.laps, totalUs: totalOf(car) };
  }

  #best(car: LiveCar, place: number): RMonitorRecord {
    return { record: '$H', place, reg: this.#reg(car), lap: car.best?.lap ?? 0, bestUs: car.best?.timeUs ?? 0 };
  }

  #competitor(car: LiveCar): RMonitorRecord {
    const digits = /^\d+$/.test(car.transponder ?? '') && (car.transponder ?? '').length <= LONGEST_TRANSPONDER;
    return {
      record: '$A',
      reg: this.#reg(car),
      number: car.number,
      transponder: digits ? Number(car.transponder) : 0,
      first: car.first,
      last: car.last,
      nationality: car.nationality ?? '',
      class: this.#classes.get(car.class) ?? 1,
    };
  }

  #entry(car: LiveCar): RMonitorRecord {
    const {
      reg,
      number,
      first,
      last,
      nationality,
      class: inClass,
    } = this.#competitor(car) as Extract<RMonitorRecord, { readonly record: '$A' }>;
    return { record: '$COMP', reg, number, class: inClass, first, last, nationality, additional: car.additional ?? '' };
  }

  /** What clients tell cars apart by, the same for the whole session: the number; with its class for a second car of that number. */
  #reg(car: LiveCar): string {
    const known = this.#regs.get(keyOf(car));
    if (known !== undefined) return known;
    const taken = new Set(this.#regs.values());
    const reg = taken.has(car.number) ? `${car.number}-${this.#classes.get(car.class) ?? 1}` : car.number;
    this.#regs.set(keyOf(car), reg);
    return reg;
  }
}

const keyOf = (car: LiveCar): string => `${car.class}/${car.number}`;
const totalOf = (car: LiveCar): number => car.crossings.at(-1)?.totalUs ?? 0;
const entryText = (car: LiveCar): string => JSON.stringify([car.first, car.last, car.nationality, car.additional, car.transponder]);

/** By the best lap; those without one follow in running order. */
function bestOrder(cars: readonly LiveCar[]): readonly LiveCar[] {
  return cars.toSorted((a, b) => (a.best?.timeUs ?? Infinity) - (b.best?.timeUs ?? Infinity) || 0);
}

function changedOf(
  before: readonly LiveCar[],
  now: readonly LiveCar[],
  text: (car: LiveCar, place: number) => string,
): readonly { readonly car: LiveCar; readonly place: number }[] {
  const known = new Map(before.map((car, index) => [keyOf(car), text(car, index + 1)]));
  return now.map((car, index) => ({ car, place: index + 1 })).filter(({ car, place }) => known.get(keyOf(car)) !== text(car, place));
}

function clearing(localUs: number): RMonitorRecord {
  const [year = '', month = '', day = ''] = new Date(localUs / 1000).toISOString().slice(0, 10).split('-');
  const name = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(month) - 1] ?? month;
  return { record: '$I', time: clockText(localUs % DAY_US), date: `${day} ${name} ${year.slice(2)}` };
}
