import type { Fields } from '@racetower/engine';
import type { ResultLine, SeasonSheet, SheetAct } from 'racetower';
import { type Ruling, rulingsOf } from './rulings.ts';
import { type Drive, type GrandPrix, readCalendar, readDrives } from './season-files.ts';

/** Reads a season's calendar, results and rulings as a club would bring them in from spreadsheets. */
export function seasonSheet(folder: string, season: number): SeasonSheet {
  const calendar = readCalendar(folder);
  const rulings = rulingsOf(season);
  const dates = new Map(calendar.map((each) => [each.round, each.date]));
  const sessions = Map.groupBy(readDrives(folder), (drive) => `${drive.round} ${drive.session}`);
  const results = [...sessions.values()].flatMap((drives) => sessionLines(folder, drives, dates.get(drives[0]?.round ?? 0) ?? '', rulings));
  return { season: String(season), meetings: calendar.map(meetingOf), results, people: new Map(), acts: seasonActs(results, rulings) };
}

function meetingOf(race: GrandPrix): SeasonSheet['meetings'][number] {
  const { date, name, multiplier, sprint, forConstructors } = race;
  const values: Fields =
    multiplier === 1 ? {} : { points_times: Math.max(1, Math.round(multiplier)), points_over: Math.max(1, Math.round(1 / multiplier)) };
  return { id: date, date, name, kind: sprint ? 'sprint-weekend' : forConstructors ? 'grand-prix' : 'drivers-only', values };
}

/** A car with all who drove it; who drove it first signed it in. */
interface Car {
  readonly first: Drive;
  readonly relief: readonly Drive[];
}

/** Words for cars that were not in the race. */
const NOT_IN_RACE = new Set(['DNS', 'DNQ', 'DNPQ', 'DNP', 'EX', '']);
const STATUSES: Readonly<Record<string, string>> = { DNF: 'dnf', NC: 'nc', DSQ: 'dq' };

function sessionLines(folder: string, drives: readonly Drive[], meeting: string, rulings: readonly Ruling[]): readonly ResultLine[] {
  const cars = carsOf(drives.filter((drive) => !NOT_IN_RACE.has(drive.position)));
  const kept = placesKept(cars);
  const fastest = fastestDrives(drives, rulings);
  return cars.map((car) => {
    const { first, relief } = car;
    const place = /^\d+$/.test(first.position) ? Number(first.position) : kept.get(car);
    const status = kept.has(car) ? 'dq-place-kept' : isGuest(car, rulings) ? 'guest' : STATUSES[first.position];
    const entrant = aboutRound(rulings, first.round).find((each) => each.team === first.constructor && each.entrant !== undefined);
    return {
      spot: { file: `${folder}/results.csv`, line: first.line },
      meeting,
      class: 'car',
      round: first.session,
      race: `car/${first.session}`,
      driver: first.driver,
      ...(first.number === '' ? {} : { car: first.number }),
      ...(place === undefined ? {} : { place }),
      ...(status === undefined ? {} : { status }),
      ...(first.laps === '' ? {} : { laps: Number(first.laps) }),
      ...(/^\d+$/.test(first.grid) ? { start: Number(first.grid) } : {}),
      details: {
        constructor: first.constructor,
        engine: first.engine,
        ...(entrant?.entrant === undefined ? {} : { entrant: entrant.entrant }),
      },
      acts: [
        ...relief.map((drive) => ({ name: 'relief-driver', fields: { driver: drive.driver } })),
        ...(first.session === 'race' ? fastestLap(car, fastest) : []),
        ...rulingActs(car, rulings),
      ],
    };
  });
}

function carsOf(drives: readonly Drive[]): readonly Car[] {
  const cars: { readonly first: Drive; readonly relief: Drive[] }[] = [];
  for (const drive of drives) {
    const last = cars.at(-1);
    if (drive.shared && last) last.relief.push(drive);
    else cars.push({ first: drive, relief: [] });
  }
  return cars;
}

/** Where the places in the list leave one out, it stays with a car that was disqualified. */
function placesKept(cars: readonly Car[]): ReadonlyMap<Car, number> {
  const places = cars.flatMap(({ first }) => (/^\d+$/.test(first.position) ? [Number(first.position)] : []));
  const missing = places.flatMap((place, index) => (place - (places[index - 1] ?? 0) === 2 ? [place - 1] : []));
  const disqualified = cars.filter(({ first }) => first.position === 'DSQ');
  return new Map(missing.flatMap((place, index) => (disqualified[index] ? [[disqualified[index], place]] : [])));
}

function aboutRound(rulings: readonly Ruling[], round: number): readonly Ruling[] {
  return rulings.filter((each) => each.rounds?.includes(round) ?? true);
}

function fastestDrives(drives: readonly Drive[], rulings: readonly Ruling[]): readonly Drive[] {
  const only = aboutRound(rulings, drives[0]?.round ?? 0).find((each) => each.onlyFastest !== undefined)?.onlyFastest;
  return drives.filter((drive) => drive.fastestLap && (only?.includes(drive.driver) ?? true));
}

/** The lap belongs to who drove it, and is divided among all who set the same. */
function fastestLap({ first, relief }: Car, fastest: readonly Drive[]): readonly SheetAct[] {
  const own = fastest.filter((drive) => drive === first || relief.includes(drive));
  return own.map((drive) => ({ name: 'fastest-lap', fields: { driver: drive.driver, drivers: fastest.length } }));
}

/** A car of another formula: those behind it move up. */
function isGuest({ first }: Car, rulings: readonly Ruling[]): boolean {
  return aboutRound(rulings, first.round).some((ruling) => ruling.status === 'guest' && ruling.drivers?.includes(first.driver) === true);
}

function rulingActs({ first, relief }: Car, rulings: readonly Ruling[]): readonly SheetAct[] {
  const drivers = new Set([first, ...relief].map((drive) => drive.driver));
  return aboutRound(rulings, first.round).flatMap((ruling): readonly SheetAct[] => {
    const named = ruling.drivers?.filter((driver) => drivers.has(driver)) ?? [];
    if (ruling.team !== first.constructor && named.length === 0) return [];
    const why = ruling.why === undefined ? {} : { why: ruling.why };
    if (ruling.call !== undefined) return [{ name: ruling.call, fields: why }];
    return ruling.record === undefined ? [] : named.map((driver) => ({ name: ruling.record ?? '', fields: { driver } }));
  });
}

/** What is about the whole season of a driver, or of a constructor with each of its engines. */
function seasonActs(results: readonly ResultLine[], rulings: readonly Ruling[]): readonly SheetAct[] {
  return rulings.flatMap((ruling) => {
    const fields = ruling.why === undefined ? {} : { why: ruling.why };
    return whom(results, ruling).flatMap((person): readonly SheetAct[] => [
      ...(ruling.excluded === undefined ? [] : [{ name: 'excluded', person, fields: { ...fields, as: ruling.excluded } }]),
      ...(ruling.deduct === undefined ? [] : [{ name: 'points-taken', person, fields: { ...fields, points: ruling.deduct } }]),
    ]);
  });
}

function whom(results: readonly ResultLine[], ruling: Ruling): readonly string[] {
  if (ruling.team === undefined) return ruling.drivers ?? [];
  const own = results.filter((line) => line.details['constructor'] === ruling.team && line.details['entrant'] === undefined);
  return [...new Set(own.map((line) => `${String(line.details['constructor'])},${String(line.details['engine'])}`))];
}
