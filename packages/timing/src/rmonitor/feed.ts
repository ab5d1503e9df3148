import { clockText } from '../text/times.ts';
import type { LiveCar, LiveCrossing, LiveFlag, LiveRace } from './live-race.ts';
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

/** A car on the board. */
interface Row {
  readonly car: LiveCar;
  /** What clients tell it apart by. */
  readonly reg: string;
  readonly place: number;
  readonly bestPlace: number;
  readonly totalUs: number;
}
type Rows = ReadonlyMap<string, Row>;

/** Turns races into the records that clients of RMonitor expect. */
export class RMonitorFeed {
  #race: LiveRace | undefined;
  #rows: Rows = new Map();
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
    const rows = [...this.#rows.values()];
    return [
      ...rows.toSorted((a, b) => a.bestPlace - b.bestPlace).map(bestRecord),
      ...rows.map(placeRecord),
      { record: '$B', run: race.closed ? CLOSED_RUN : this.#run, says: race.session.name },
      ...rows.map((row) => this.#competitor(row)),
      ...rows.map((row) => this.#entry(row)),
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
    const [before, earlier] = [this.#race, this.#rows];
    this.#race = race;
    this.#numberClasses(race, before);
    const rows = this.#rowsOf(race);
    this.#rows = rows;
    if (before?.session.id !== race.session.id) return this.#begun(before, nowUs);
    const changes = [...this.#entered(earlier, rows), ...crossed(earlier, rows), ...moved(earlier, rows)];
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

  #rowsOf(race: LiveRace): Rows {
    const bestPlaces = new Map(bestOrder(race.cars).map((car, index) => [car, index + 1]));
    return new Map(
      race.cars.map((car, index) => [
        keyOf(car),
        {
          car,
          reg: this.#reg(car),
          place: index + 1,
          bestPlace: bestPlaces.get(car) ?? index + 1,
          totalUs: car.crossings.at(-1)?.totalUs ?? 0,
        },
      ]),
    );
  }

  /** Competitors that are new or changed, with a class that is new. */
  #entered(before: Rows, now: Rows): readonly RMonitorRecord[] {
    const changed = [...now].filter(([key, { car }]) => !isSameEntry(before.get(key)?.car, car));
    if (changed.length === 0) return [];
    const classes = new Set([...before.values()].map(({ car }) => car.class));
    const fresh = new Set(changed.map(([, { car }]) => car.class).filter((each) => !classes.has(each)));
    return [
      ...changed.flatMap(([, row]) => [this.#competitor(row), this.#entry(row)]),
      ...[...fresh].map((says): RMonitorRecord => ({ record: '$C', class: this.#classes.get(says) ?? 1, says })),
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

  #competitor({ car, reg }: Row): RMonitorRecord {
    const { number, first, last, nationality = '', transponder = '' } = car;
    const digits = /^\d+$/.test(transponder) && transponder.length <= LONGEST_TRANSPONDER;
    const told = {
      number,
      transponder: digits ? Number(transponder) : 0,
      first,
      last,
      nationality,
      class: this.#classes.get(car.class) ?? 1,
    };
    return { record: '$A', reg, ...told };
  }

  #entry({ car, reg }: Row): RMonitorRecord {
    const { number, first, last, nationality = '', additional = '' } = car;
    return { record: '$COMP', reg, number, class: this.#classes.get(car.class) ?? 1, first, last, nationality, additional };
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

const isSameEntry = (one: LiveCar | undefined, other: LiveCar): boolean =>
  one !== undefined &&
  one.first === other.first &&
  one.last === other.last &&
  one.nationality === other.nationality &&
  one.additional === other.additional &&
  one.transponder === other.transponder;

function placeRecord({ car, reg, place, totalUs }: Row): RMonitorRecord {
  return { record: '$G', place, reg, laps: car.laps === 0 ? undefined : car.laps, totalUs };
}

function bestRecord({ car, reg, bestPlace }: Row): RMonitorRecord {
  return { record: '$H', place: bestPlace, reg, lap: car.best?.lap ?? 0, bestUs: car.best?.timeUs ?? 0 };
}

/** Crossings that are new, in order of time, each followed by the car's place and best lap. */
function crossed(before: Rows, now: Rows): readonly RMonitorRecord[] {
  const fresh = [...now].flatMap(([key, row]) => newCrossings(before.get(key), row).map((crossing) => ({ row, crossing })));
  return fresh
    .toSorted((a, b) => a.crossing.totalUs - b.crossing.totalUs)
    .flatMap(({ row, crossing }): readonly RMonitorRecord[] => [
      { record: '$J', reg: row.reg, lapTimeUs: crossing.lapUs ?? 0, totalUs: crossing.totalUs },
      placeRecord(row),
      bestRecord(row),
    ]);
}

function newCrossings(before: Row | undefined, { car, totalUs }: Row): readonly LiveCrossing[] {
  const earlier = before?.car.crossings ?? [];
  if (earlier.length === car.crossings.length && before?.totalUs === totalUs) return [];
  const heard = new Set(earlier.map((each) => each.totalUs));
  return car.crossings.filter((each) => !heard.has(each.totalUs));
}

/** Places and best laps that changed, save those told with a crossing. */
function moved(before: Rows, now: Rows): readonly RMonitorRecord[] {
  const still = [...now].map(([key, row]) => [before.get(key), row] as const).filter(([one, row]) => newCrossings(one, row).length === 0);
  const places = still.filter(([one, row]) => one?.place !== row.place || one.car.laps !== row.car.laps || one.totalUs !== row.totalUs);
  const bests = still.filter(
    ([one, row]) =>
      one?.bestPlace !== row.bestPlace || one.car.best?.lap !== row.car.best?.lap || one.car.best?.timeUs !== row.car.best?.timeUs,
  );
  return [...places.map(([, row]) => placeRecord(row)), ...bests.map(([, row]) => bestRecord(row))];
}

/** By the best lap; those without one follow in running order. */
function bestOrder(cars: readonly LiveCar[]): readonly LiveCar[] {
  return cars.toSorted((a, b) => (a.best?.timeUs ?? Infinity) - (b.best?.timeUs ?? Infinity) || 0);
}

function clearing(localUs: number): RMonitorRecord {
  const [year = '', month = '', day = ''] = new Date(localUs / 1000).toISOString().slice(0, 10).split('-');
  const name = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(month) - 1] ?? month;
  return { record: '$I', time: clockText(localUs % DAY_US), date: `${day} ${name} ${year.slice(2)}` };
}
