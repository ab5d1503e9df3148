import type { ResultRow } from '../answers.ts';
import type { Because } from '../because.ts';
import { type Context, meetingOf, meetings } from '../context.ts';
import { drawMade } from '../entry/draws.ts';
import { entered, entries, entryOf } from '../entry/entries.ts';
import type { OrderKey } from '../language.ts';
import { meetingPoints } from '../points/meeting-points.ts';
import { result } from '../points/result.ts';
import { seasonPointsBefore } from '../points/season-so-far.ts';
import { refuse } from '../refusal.ts';
import { evaluate, scopeFor } from '../scope.ts';
import type { Where } from '../values.ts';
import { runTimes } from '../control/times.ts';
import { lineUp } from './line-up.ts';
import type { KeyValue } from './order.ts';
import { racesOfRound } from './plan.ts';

type Values = ReadonlyMap<string, KeyValue>;
type Place = Where & { readonly meeting: string; readonly class: string };
type Reader = (context: Context, where: Place, key: OrderKey, cars: readonly string[]) => (car: string) => KeyValue;

/** Works out a key for every car at once. Refuses by name when something that the key needs was not given. */
export function keyValues(context: Context, where: Where, key: OrderKey, cars: readonly string[]): Values {
  const read = READERS[key.by](context, where as Place, key, cars);
  return new Map(cars.map((car) => [car, read(car)]));
}

const none = (says: string): KeyValue => ({ value: undefined, says, facts: [] });
const plain = (value: number | string, says: string, facts: readonly number[] = [], from: readonly Because[] = []): KeyValue => ({ value, says, facts, from });

const READERS: Readonly<Record<OrderKey['by'], Reader>> = {
  pill: (context, where) => (car) => {
    const entry = entryOf(context, where.meeting, where.class, car);
    return entry?.pill === undefined ? { ...none('no pill drawn'), facts: entry?.facts ?? [] } : plain(entry.pill, `pill ${entry.pill}`, entry.facts);
  },
  draw: (context, where, key) => (car) => {
    const fact = drawMade(context, key.of[0] ?? '', { ...where, car });
    const drawn = fact?.body.result;
    return fact && (typeof drawn === 'number' || typeof drawn === 'string') && fact.body.car === car ? plain(drawn, `${key.of[0] ?? ''} ${drawn}`, [fact.seq]) : none(`no ${key.of[0] ?? ''} drawn`);
  },
  'sign-in': (context, where) => (car) => {
    const entry = entryOf(context, where.meeting, where.class, car);
    return entry ? plain(entry.arrival, `signed in ${entry.arrival}.`, entry.facts) : none('not signed in');
  },
  finish: (context, where, key) => {
    const rows = rowsOf(context, where, key.of);
    return (car) => {
      const row = rows.get(car);
      return row && row.place > 0 ? plain(row.place, `${ordinal(row.place)} in ${row.race}`, [], [row.because]) : none(row ? `${row.status} in ${row.race}` : `no result in ${key.of.join(', ')}`);
    };
  },
  'finish-sum': (context, where, key) => {
    const rounds = key.of.map((round) => ({ round, rows: rowsOf(context, where, [round]) }));
    return (car) => {
      const places = rounds.map(({ rows }) => rows.get(car)?.place ?? 0);
      const missing = places.some((place) => place === 0);
      const sum = places.reduce((total, place) => total + place, 0);
      const from = rounds.flatMap(({ rows }) => rows.get(car)?.because ?? []);
      return missing ? none('no place in each of the rounds') : plain(sum, `${places.join(' + ')} = ${sum}`, [], from);
    };
  },
  'race-number': (context, where, key) => {
    const rows = rowsOf(context, where, key.of);
    return (car) => {
      const row = rows.get(car);
      return row ? plain(row.number, `from ${row.race}`) : none('in none of the races');
    };
  },
  status: (context, where, key) => {
    const rows = rowsOf(context, where, key.of);
    return (car) => {
      const row = rows.get(car);
      if (!row) return none('no result');
      const listed = key.statuses.indexOf(row.status);
      const rank = key.statuses.length > 0 ? (listed >= 0 ? listed : key.statuses.length) : (context.book.statuses.get(row.status)?.rank ?? 0);
      return plain(rank, `${row.status} in ${row.race}`, [], [row.because]);
    };
  },
  laps: (context, where, key) => {
    const rows = rowsOf(context, where, key.of);
    return (car) => plain(rows.get(car)?.laps ?? 0, `${rows.get(car)?.laps ?? 0} laps`);
  },
  time: (context, where, key) => {
    const races = key.of.flatMap((round) => racesOfRound(context, where.meeting, where.class, round));
    const times = new Map(races.flatMap((race) => [...runTimes(context, where.meeting, race.id)]));
    return (car) => {
      const run = times.get(car);
      const timeUs = run?.timesUs.toSorted((a, b) => a - b)[key.nth - 1];
      return timeUs === undefined ? { ...none('no time'), facts: run?.facts ?? [], from: run?.because ?? [] } : plain(timeUs, `${key.nth === 1 ? 'best' : `${ordinal(key.nth)} best`} lap ${(timeUs / 1e6).toFixed(3)} s`, run?.facts ?? [], run?.because ?? []);
    };
  },
  'passing-points': (context, where, key) => {
    const name = key.of[0] ?? 'passing';
    const posted = meetingOf(context, where.meeting).facts.facts.of('scores-posted').findLast((fact) => fact.body.class === where.class && fact.body.name === name);
    if (!posted && !context.book.points.some((block) => block.id === name)) return refuse('scores-missing', `${name} points are not known for ${where.class}: give them with post-scores`, { clauses: key.clauses, field: name });
    const earned = posted ? undefined : blockPoints(context, where, [name]);
    return (car) => {
      const points = posted ? posted.body.scores[car] : earned?.get(car);
      return points === undefined ? none(`no ${name} points`) : plain(points, `${points} ${name} points`, posted ? [posted.seq] : []);
    };
  },
  'meeting-points': (context, where, key) => {
    const earned = blockPoints(context, where, key.of);
    return (car) => plain(earned.get(car) ?? 0, `${earned.get(car) ?? 0} points at the meeting`);
  },
  'season-points': (context, where) => (car) => {
    const driver = entryOf(context, where.meeting, where.class, car)?.driver ?? '';
    const points = seasonPointsBefore(context, where.meeting, where.class, driver);
    return plain(points.value, `${points.value} season points before the meeting`, [], [points.because]);
  },
  standings: (context, where) => (car) => {
    const driver = entryOf(context, where.meeting, where.class, car)?.driver ?? '';
    const points = seasonPointsBefore(context, where.meeting, where.class, driver);
    return plain(points.value, `${points.value} points in the standings`, [], [points.because]);
  },
  average: (context, where, key) => (car) => average(context, where, key, car),
  'line-up': (context, where, key) => {
    const slots = new Map(key.of.flatMap((round) => racesOfRound(context, where.meeting, where.class, round).flatMap((race) => lineUp(context, where.meeting, race.id).slots.map((slot) => [slot.car, slot] as const))));
    return (car) => {
      const slot = slots.get(car);
      return slot ? plain(slot.slot, `started ${ordinal(slot.slot)} in ${key.of.join(', ')}`, [], [slot.because]) : none(`not in the line-up of ${key.of.join(', ')}`);
    };
  },
  'car-number': () => (car) => plain(car.padStart(8, '0'), `number ${car}`),
  given: (context, where, key) => {
    const name = key.of[0] ?? '';
    const fact = meetingOf(context, where.meeting).facts.facts.of('order-posted').findLast((each) => each.body.class === where.class && each.body.name === name);
    if (!fact) return refuse('order-missing', `the order "${name}" of ${where.class} is not given: give it with post-order`, { clauses: key.clauses, field: name });
    return (car) => {
      const at = fact.body.order.indexOf(car);
      return at >= 0 ? plain(at, `${ordinal(at + 1)} in the order given by ${fact.by}`, [fact.seq]) : none('not in the order given');
    };
  },
  expr: (context, where, key) => (car) => {
    if (!key.expr) return none('no formula');
    const ruled = evaluate(scopeFor(context, { ...where, car }), key.expr);
    return typeof ruled.value === 'number' || typeof ruled.value === 'string' ? plain(ruled.value, `${key.expr.source} = ${ruled.value}`, [], [ruled.because]) : none(`${key.expr.source} has no value`);
  },
};

interface RowInRace extends ResultRow {
  readonly race: string;
  readonly number: number;
}

/** The rows of a class in the races of rounds; where a car ran several, the highest main or the first race. */
function rowsOf(context: Context, where: Place, rounds: readonly string[]): ReadonlyMap<string, RowInRace> {
  const rows = new Map<string, RowInRace>();
  // Within its own round a race may look at lower races of the ladder only.
  const own = where.race === undefined ? undefined : racesOfRound(context, where.meeting, where.class, where.round ?? '').find((race) => race.id === where.race)?.number;
  for (const round of rounds) {
    for (const race of racesOfRound(context, where.meeting, where.class, round)) {
      if (where.round === round && !(own !== undefined && race.number > own)) continue;
      const standing = result(context, where.meeting, race.id);
      if (standing.standing === 'none' || standing.standing === 'running') continue;
      for (const row of standing.rows) if (!rows.has(row.car)) rows.set(row.car, { ...row, race: race.id, number: race.number });
    }
  }
  return rows;
}

function blockPoints(context: Context, where: Place, blocks: readonly string[]): ReadonlyMap<string, number> {
  return new Map(meetingPoints(context, where.meeting, where.class).map((each) => [each.car, each.lines.filter((line) => blocks.includes(line.block)).reduce((total, line) => total + line.points, 0)]));
}

/**
 * Average of a driver's points over the last meetings (`meetings`, default 3) at which the class ran, times 1000 and
 * rounded. `missed: skip` takes the last meetings the driver entered, `zero` counts absences as nothing; with fewer than
 * `min` meetings there is no average.
 */
function average(context: Context, where: Place, key: OrderKey, car: string): KeyValue {
  const driver = entryOf(context, where.meeting, where.class, car)?.driver;
  const today = meetingOf(context, where.meeting);
  const window = Number(key.options['meetings'] ?? 3);
  const earlier = meetings(context).filter((each) => each.season === today.season && (each.date < today.date || (each.date === today.date && each.seq < today.seq)) && entered(context, each.id, where.class).length > 0);
  const present = (id: string): boolean => entries(context, id, where.class).some((each) => each.driver === driver);
  const counted = (key.options['missed'] === 'zero' ? earlier : earlier.filter((each) => present(each.id))).slice(-window);
  const totals = counted.map((each) => meetingPoints(context, each.id, where.class).find((points) => points.driver === driver)?.total ?? 0);
  if (totals.length < Number(key.options['min'] ?? 1)) return none('no average yet');
  const thousandths = Math.round((totals.reduce((sum, points) => sum + points, 0) * 1000) / totals.length);
  return plain(thousandths, `average ${(thousandths / 1000).toFixed(2)} over ${totals.length} meetings`);
}

/** 1st, 2nd, 3rd, 4th … */
export function ordinal(n: number): string {
  const tens = n % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}
