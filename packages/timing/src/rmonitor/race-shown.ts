import type { PassingVerdict, RaceRun } from '@racetower/engine';
import type { LiveCar, LiveCrossing, LiveFlag, LiveRace, LiveSession } from './live-race.ts';

/** A race as the engine tells it, with who drives what. */
export interface RaceShown {
  readonly session: LiveSession;
  readonly run: Pick<RaceRun, 'flag' | 'order' | 'out' | 'lap' | 'lapsDone' | 'moments'>;
  /** What each passing counts for, in time order. */
  readonly passings: readonly Pick<PassingVerdict, 'car' | 'counts' | 'timeUs' | 'lap' | 'lapUs'>[];
  readonly cars: readonly CarShown[];
  /** Laps that it goes over. */
  readonly laps?: number;
  readonly timeToGoUs?: number;
  /** Cars in the order of the result, once there is one; left out, as they run. */
  readonly order?: readonly string[];
  /** Nothing comes any more: clients keep the board. */
  readonly closed: boolean;
}

export interface CarShown {
  readonly car: string;
  readonly class: string;
  readonly driver: string;
  readonly transponder?: string;
  readonly additional?: string;
}

const FLAGS: Readonly<Record<string, LiveFlag>> = { green: 'green', yellow: 'yellow', red: 'red', white: 'white', checkered: 'checkered' };

/** Shows a race to scoreboards: who runs, those who are out behind them, those who never started last. */
export function liveRaceOf(shown: RaceShown): LiveRace {
  const { run, laps } = shown;
  const greenMs = run.moments['first_green'];
  const beganUs = greenMs === undefined ? (shown.passings.find((each) => each.car !== undefined)?.timeUs ?? 0) : greenMs * 1000;
  const running = shown.order ?? [...run.order, ...run.out.toReversed().map((each) => each.car)];
  const crossed = Map.groupBy(
    shown.passings.filter((each) => each.counts === 'lap' || each.counts === 'begins'),
    (each) => each.car,
  );
  const order = [...new Set([...running, ...shown.cars.map((each) => each.car)])];
  return {
    session: shown.session,
    flag: FLAGS[run.flag] ?? 'none',
    closed: shown.closed,
    ...(laps === undefined ? {} : { lapsToGo: Math.max(0, laps - run.lap) }),
    ...(shown.timeToGoUs === undefined ? {} : { timeToGoUs: shown.timeToGoUs }),
    ...(greenMs === undefined ? {} : { greenUs: beganUs }),
    cars: order.flatMap((car) => {
      const entry = shown.cars.find((each) => each.car === car);
      return entry ? [liveCar(entry, run.lapsDone[car] ?? 0, { beganUs, own: crossed.get(car) ?? [] })] : [];
    }),
  };
}

interface Crossed {
  readonly beganUs: number;
  readonly own: RaceShown['passings'];
}

function liveCar(entry: CarShown, laps: number, { beganUs, own }: Crossed): LiveCar {
  const crossings = own.map(({ timeUs, lapUs }): LiveCrossing => ({
    totalUs: timeUs - beganUs,
    ...(lapUs === undefined ? {} : { lapUs }),
  }));
  const best = own.reduce<LiveCar['best']>(
    (found, { lap, lapUs }) =>
      lap === undefined || lapUs === undefined || (found && found.timeUs <= lapUs) ? found : { lap, timeUs: lapUs },
    undefined,
  );
  const [first = '', ...last] = entry.driver.split(' ');
  return {
    number: entry.car,
    class: entry.class,
    first,
    last: last.join(' '),
    laps,
    crossings,
    ...(entry.transponder === undefined ? {} : { transponder: entry.transponder }),
    ...(entry.additional === undefined ? {} : { additional: entry.additional }),
    ...(best ? { best } : {}),
  };
}
