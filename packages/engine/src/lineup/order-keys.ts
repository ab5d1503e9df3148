import type { PointsLine } from '../answers.ts';
import type { Because } from '../because.ts';
import { type Context, meetingOf } from '../context.ts';
import { drawnByCar } from '../entry/draws.ts';
import { entryOf } from '../entry/entries.ts';
import { ordinal } from '../in-words.ts';
import type { OrderKey } from '../language.ts';
import { blockPoints } from '../points/meeting-points.ts';
import { seasonPointsBefore } from '../points/season-so-far.ts';
import { refuse } from '../refusal.ts';
import { evaluate, scopeFor } from '../scope.ts';
import type { Where } from '../values.ts';
import { runTimes } from '../control/times.ts';
import { averages } from './averages.ts';
import { earlierRaces, earlierRows } from './earlier.ts';
import { type Place, roundStart } from './field.ts';
import { countsOfPlaces } from './level.ts';
import { lineUp } from './line-up.ts';
import type { KeyValue } from './order.ts';
import { racesOfRound } from './plan.ts';
import { carsOfRace } from './select.ts';

type Values = ReadonlyMap<string, KeyValue>;
type Reader = (context: Context, where: Place, key: OrderKey, cars: readonly string[]) => (car: string) => KeyValue;

/** A key that says something of each car by itself; `head-to-head` is asked of those who are level. */
export type OwnKey = OrderKey & { readonly by: Exclude<OrderKey['by'], 'head-to-head'> };

/** Works out a key for every car at once. Refuses by name when something that the key needs was not given. */
export function keyValues(context: Context, where: Where, key: OwnKey, cars: readonly string[]): Values {
  const read = READERS[key.by](context, where as Place, key, cars);
  return new Map(cars.map((car) => [car, read(car)]));
}

const none = (says: string): KeyValue => ({ value: undefined, says, facts: [] });
const plain = (value: number | string, says: string, facts: readonly number[] = [], from: readonly Because[] = []): KeyValue => ({
  value,
  says,
  facts,
  from,
});

/** A pill drawn after the first race of a round was posted or run moves nobody to another race of it. */
function drawnInTime(context: Context, where: Place): (seq: number) => boolean {
  const round = context.book.rounds.find((each) => each.id === where.round);
  const start = round && roundStart(context, where.meeting, where.class, round);
  return (seq) => start === undefined || seq < start;
}

const READERS: Readonly<Record<Exclude<OrderKey['by'], 'head-to-head'>, Reader>> = {
  pill: (context, where) => {
    const inTime = drawnInTime(context, where);
    return (car) => {
      const entry = entryOf(context, where.meeting, where.class, car);
      if (entry?.pill === undefined) return { ...none('no pill drawn'), facts: entry?.facts ?? [] };
      const drawn = entry.facts[1];
      if (drawn !== undefined && !inTime(drawn))
        return { ...none(`pill ${entry.pill} drawn after the round was lined up`), facts: entry.facts };
      return plain(entry.pill, `pill ${entry.pill}`, entry.facts);
    };
  },
  draw: (context, where, key) => {
    const name = key.of[0] ?? '';
    const drawn = drawnByCar(context, name, where);
    const inTime = drawnInTime(context, where);
    return (car) => {
      const fact = drawn.get(car);
      const result = fact?.body.result;
      if (fact && !inTime(fact.seq)) return { ...none(`${name} drawn after the round was lined up`), facts: [fact.seq] };
      return fact && (typeof result === 'number' || typeof result === 'string')
        ? plain(result, `${name} ${result}`, [fact.seq])
        : none(`no ${name} drawn`);
    };
  },
  'sign-in': (context, where) => (car) => {
    const entry = entryOf(context, where.meeting, where.class, car);
    return entry ? plain(entry.arrival, `signed in ${entry.arrival}.`, entry.facts) : none('not signed in');
  },
  finish: (context, where, key) => {
    const rows = earlierRows(context, where, key.of);
    return (car) => {
      const row = rows.get(car);
      return row && row.place > 0
        ? plain(row.place, `${ordinal(row.place)} in ${row.race}`, [], [row.because])
        : none(row ? `${row.status} in ${row.race}` : `no result in ${key.of.join(', ')}`);
    };
  },
  'finish-sum': (context, where, key) => {
    const rounds = key.of.map((round) => ({ round, rows: earlierRows(context, where, [round]) }));
    return (car) => {
      const places = rounds.map(({ rows }) => rows.get(car)?.place ?? 0);
      const missing = places.some((place) => place === 0);
      const sum = places.reduce((total, place) => total + place, 0);
      const from = rounds.flatMap(({ rows }) => rows.get(car)?.because ?? []);
      return missing ? none('no place in each of the rounds') : plain(sum, `${places.join(' + ')} = ${sum}`, [], from);
    };
  },
  'race-number': (context, where, key) => {
    const rows = earlierRows(context, where, key.of);
    return (car) => {
      const row = rows.get(car);
      return row ? plain(row.number, `from ${row.race}`) : none('in none of the races');
    };
  },
  status: (context, where, key) => {
    const rows = earlierRows(context, where, key.of);
    return (car) => {
      const row = rows.get(car);
      if (!row) return none('no result');
      const listed = key.statuses.indexOf(row.status);
      const rank =
        key.statuses.length > 0 ? (listed >= 0 ? listed : key.statuses.length) : (context.book.statuses.get(row.status)?.rank ?? 0);
      return plain(rank, `${row.status} in ${row.race}`, [], [row.because]);
    };
  },
  laps: (context, where, key) => {
    const rows = earlierRows(context, where, key.of);
    return (car) => plain(rows.get(car)?.laps ?? 0, `${rows.get(car)?.laps ?? 0} laps`);
  },
  time: (context, where, key) => {
    const races = key.of.flatMap((round) => racesOfRound(context, where.meeting, where.class, round));
    const times = new Map(races.flatMap((race) => [...runTimes(context, where.meeting, race.id)]));
    return (car) => {
      const run = times.get(car);
      const timeUs = run?.timesUs.toSorted((a, b) => a - b)[key.nth - 1];
      return timeUs === undefined
        ? { ...none('no time'), facts: run?.facts ?? [], from: run?.because ?? [] }
        : plain(
            timeUs,
            `${key.nth === 1 ? 'best' : `${ordinal(key.nth)} best`} lap ${(timeUs / 1e6).toFixed(3)} s`,
            run?.facts ?? [],
            run?.because ?? [],
          );
    };
  },
  'passing-points': (context, where, key) => {
    const name = key.of[0] ?? 'passing';
    const posted = meetingOf(context, where.meeting)
      .facts.facts.of('scores-posted')
      .findLast((fact) => fact.body.class === where.class && fact.body.name === name);
    if (!posted && !context.book.points.some((block) => block.id === name))
      return refuse('scores-missing', `${name} points are not known for ${where.class}: give them with post-scores`, {
        clauses: key.clauses,
        field: name,
      });
    const earned = posted ? undefined : pointsIn(context, where, [name]);
    return (car) => {
      const line = earned?.get(car);
      const points = posted ? posted.body.scores[car] : line?.points;
      return points === undefined
        ? none(`no ${name} points`)
        : plain(points, `${points} ${name} points`, posted ? [posted.seq] : [], line ? [line.because] : []);
    };
  },
  'meeting-points': (context, where, key) => {
    const earned = pointsIn(context, where, key.of);
    return (car) => {
      const line = earned.get(car);
      return plain(line?.points ?? 0, `${line?.points ?? 0} points at the meeting`, [], line ? [line.because] : []);
    };
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
  average: (context, where, key) => {
    const known = averages(context, where, key.average as NonNullable<OrderKey['average']>);
    return (car) => {
      const average = known.get(entryOf(context, where.meeting, where.class, car)?.driver ?? '');
      return average
        ? plain(average.thousandths, `average ${(average.thousandths / 1000).toFixed(2)} over ${average.meetings} meetings`)
        : none('no average yet');
    };
  },
  'line-up': (context, where, key) => {
    const slots = new Map(
      key.of.flatMap((round) =>
        earlierRaces(context, where, round).flatMap((race) =>
          lineUp(context, where.meeting, race.id).slots.map((slot) => [slot.car, slot] as const),
        ),
      ),
    );
    return (car) => {
      const slot = slots.get(car);
      return slot
        ? plain(slot.slot, `started ${ordinal(slot.slot)} in ${key.of.join(', ')}`, [], [slot.because])
        : none(`not in the line-up of ${key.of.join(', ')}`);
    };
  },
  dealt: (context, where) => {
    const round = context.book.rounds.find((each) => each.id === where.round);
    const { split } = round ?? {};
    const races = round ? racesOfRound(context, where.meeting, where.class, round.id) : [];
    // By a plan a car may run in several races: then the one that is lined up counts.
    const own = races.filter((race) => race.id === where.race);
    const dealt =
      round && split ? (own.length > 0 ? own : races).map((race) => [...carsOfRace(context, where, round, split, race).cars]) : [];
    const nth = new Map(dealt.flatMap((cars) => cars.map((car, index) => [car, index + 1] as const)));
    return (car) => {
      const at = nth.get(car);
      return at === undefined ? none('not dealt to a race') : plain(at, `${ordinal(at)} as dealt`);
    };
  },
  'car-number': () => (car) => plain(car.padStart(8, '0'), `number ${car}`),
  given: (context, where, key) => {
    const name = key.of[0] ?? '';
    const fact = meetingOf(context, where.meeting)
      .facts.facts.of('order-posted')
      .findLast((each) => each.body.class === where.class && each.body.name === name);
    if (!fact)
      return refuse('order-missing', `the order "${name}" of ${where.class} is not given: give it with post-order`, {
        clauses: key.clauses,
        field: name,
      });
    const ranks = new Map(fact.body.order.map((car, index) => [car, index]));
    return (car) => {
      const at = ranks.get(car);
      return at === undefined
        ? none('not in the order given')
        : plain(at, `${ordinal(at + 1)} in the order given by ${fact.by}`, [fact.seq]);
    };
  },
  'count-of-places': countsOfPlaces,
  expr: (context, where, key) => (car) => {
    if (!key.expr) return none('no formula');
    const ruled = evaluate(scopeFor(context, { ...where, car }), key.expr);
    return typeof ruled.value === 'number' || typeof ruled.value === 'string'
      ? plain(ruled.value, `${key.expr.source} = ${ruled.value}`, [], [ruled.because])
      : none(`${key.expr.source} has no value`);
  },
};

/** Points of blocks by car; none named: of every block that scores rounds before this one. */
function pointsIn(context: Context, where: Place, blocks: readonly string[]): ReadonlyMap<string, PointsLine> {
  const order = context.book.rounds.map((round) => round.id);
  const before = new Set(order.slice(0, where.round === undefined ? order.length : order.indexOf(where.round)));
  const earlier = context.book.points
    .filter((block) => block.rounds.length > 0 && block.rounds.every((round) => before.has(round)))
    .map((block) => block.id);
  return blockPoints(context, where.meeting, where.class, blocks.length > 0 ? blocks : earlier);
}
