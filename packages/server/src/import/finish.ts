import type { Fields, ImportRule, Rulebook } from '@racetower/engine';
import type { ResultLine } from '@racetower/timing';
import { ImportRefused } from './request.ts';

/** A car of a session with the car it is here. */
export interface Placed {
  readonly line: ResultLine;
  readonly car: string;
}

export interface Finish {
  readonly order: readonly string[];
  readonly statuses: Readonly<Record<string, string>>;
  readonly laps: Readonly<Record<string, number>>;
  readonly bestLapsUs: Readonly<Record<string, number>>;
  readonly details: Readonly<Record<string, Fields>>;
}

/**
 * The finish of a race as a file has it. Cars that stand among the finishers keep their place whatever their status; the others
 * have their status alone. Starters who are not in the file did not start.
 */
export function finishOf(book: Rulebook, rule: ImportRule, placed: readonly Placed[], starters: readonly string[]): Finish {
  const rankOf = (status: string): number => book.statuses.get(status)?.rank ?? 0;
  const statuses = new Map(placed.map(({ line, car }) => [car, statusOf(book, rule, line.reasonOut)]));
  const absent = starters.filter((car) => !statuses.has(car));
  for (const car of absent) statuses.set(car, known(book, rule, 'dns'));
  const cars = placed.map((each) => each.car);
  return {
    order: cars.filter(
      (car) => rankOf(statuses.get(car) ?? '') === rankOf('finished') && (book.statuses.get(statuses.get(car) ?? '')?.placed ?? true),
    ),
    statuses: Object.fromEntries([...statuses].filter(([, status]) => status !== 'finished')),
    laps: Object.fromEntries(placed.map(({ line, car }) => [car, line.laps])),
    bestLapsUs: Object.fromEntries(placed.flatMap(({ line, car }) => (line.bestLapUs === undefined ? [] : [[car, line.bestLapUs]]))),
    details: Object.fromEntries(placed.map(({ line, car }) => [car, detailsOf(line)])),
  };
}

function statusOf(book: Rulebook, rule: ImportRule, reason: string): string {
  const named = [...rule.statuses].find(([each]) => each.toLowerCase() === reason.toLowerCase())?.[1];
  return named ?? known(book, rule, reason.toLowerCase() === 'running' ? 'finished' : 'dnf');
}

function known(book: Rulebook, rule: ImportRule, status: string): string {
  if (book.statuses.has(status)) return status;
  throw new ImportRefused('unknown-status', `the rulebook has no status ${status}: say under statuses of the import what it is here`, {
    clauses: rule.clauses,
  });
}

/** What formulas may ask of a car beside its place, laps and best lap. */
function detailsOf(line: ResultLine): Fields {
  return {
    incidents: line.incidents,
    'laps-led': line.lapsLed,
    'reason-out': line.reasonOut,
    ...(line.start === undefined ? {} : { start: line.start }),
    ...(line.bestLap === undefined ? {} : { 'best-lap-number': line.bestLap }),
    ...(line.averageLapUs === undefined ? {} : { 'average-lap-us': line.averageLapUs }),
    ...(line.intervalUs === undefined ? {} : { 'interval-us': line.intervalUs }),
    ...(line.car === undefined ? {} : { model: line.car }),
  };
}
