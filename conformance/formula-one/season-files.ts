import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet, SheetError, type SheetRow } from 'racetower';
import { DataProblem } from '../conformance-set.ts';

/** A grand prix weekend as `races.csv` lists it. */
export interface GrandPrix {
  readonly round: number;
  readonly date: string;
  readonly name: string;
  /** 0.5 for half points, 2 for double. */
  readonly multiplier: number;
  readonly sprint: boolean;
  readonly forConstructors: boolean;
}

/** A driver of a car in a session, as `results.csv` lists it. */
export interface Drive {
  readonly line: number;
  readonly round: number;
  readonly session: string;
  /** A place, or a word as `DNF`. */
  readonly position: string;
  readonly driver: string;
  readonly number: string;
  readonly constructor: string;
  readonly engine: string;
  readonly laps: string;
  readonly grid: string;
  /** The driver took over the car listed before. */
  readonly shared: boolean;
  readonly fastestLap: boolean;
}

/** A row of an official table. */
export interface OfficialRow {
  readonly position: string;
  /** Driver, or `constructor,engine`. */
  readonly competitor: string;
  readonly points: string;
  /** Position by another source, where it is there. */
  readonly otherPosition?: string;
}

type Read = (heading: string) => string;

function table<T>(file: string, headings: readonly string[], make: (read: Read, line: number) => T): readonly T[] {
  try {
    const sheet = readSheet(file, (cell) => headings.includes(cell));
    const missing = headings.filter((each) => !sheet.headings.includes(each));
    if (missing.length > 0) throw new DataProblem(`${file} has no column ${missing.join(', ')}`);
    const at = new Map(sheet.headings.map((heading, index) => [heading, index]));
    const reader =
      (row: SheetRow): Read =>
      (heading) =>
        row.cells[at.get(heading) ?? -1] ?? '';
    return sheet.rows.map((row) => make(reader(row), row.line));
  } catch (error) {
    throw error instanceof SheetError ? new DataProblem(error.message) : error;
  }
}

/** Reads the calendar of a season. */
export function readCalendar(folder: string): readonly GrandPrix[] {
  const file = join(folder, 'races.csv');
  if (!existsSync(file)) throw new DataProblem(`${file} is not there`);
  return table(file, ['round', 'date', 'name', 'points_multiplier', 'sprint', 'constructors_championship'], (read) => ({
    round: Number(read('round')),
    date: read('date'),
    name: read('name'),
    multiplier: Number(read('points_multiplier')),
    sprint: read('sprint') === '1',
    forConstructors: read('constructors_championship') === '1',
  }));
}

/** Reads the results of a season. */
export function readDrives(folder: string): readonly Drive[] {
  const file = join(folder, 'results.csv');
  if (!existsSync(file)) throw new DataProblem(`${file} is not there`);
  const headings = [
    'round',
    'session',
    'position',
    'driver',
    'number',
    'constructor',
    'engine',
    'laps',
    'grid',
    'shared_car',
    'fastest_lap',
  ];
  return table(file, headings, (read, line) => ({
    line,
    round: Number(read('round')),
    session: read('session'),
    position: read('position'),
    driver: read('driver'),
    number: read('number'),
    constructor: read('constructor'),
    engine: read('engine'),
    laps: read('laps'),
    grid: read('grid'),
    shared: read('shared_car') === '1',
    fastestLap: read('fastest_lap') === '1',
  }));
}

/** Reads the official table of a season; nothing where it is kept back or there was none. */
export function readOfficial(folder: string, which: 'drivers' | 'constructors'): readonly OfficialRow[] | undefined {
  const file = join(folder, `standings_${which}.csv`);
  if (!existsSync(file)) return undefined;
  const headings = which === 'drivers' ? ['position', 'driver', 'points'] : ['position', 'constructor', 'engine', 'points'];
  return table(file, headings, (read) => ({
    position: read('position'),
    competitor: which === 'drivers' ? read('driver') : `${read('constructor')},${read('engine')}`,
    points: read('points'),
    ...(read('position_ergast') === '' ? {} : { otherPosition: read('position_ergast') }),
  }));
}
