import { type AnyFact, fold, type Standings, view } from '@racetower/engine';
import { seasonLog, type ResultLine } from 'racetower';
import type { Benchmark, Case } from './benchmark.ts';
import { scattered, speedway } from './speedway.ts';

const MEETINGS = 20;
/** The rulebook throws out so many. */
const DROPPED = 2;
const day = (meeting: number): string => new Date(Date.UTC(2026, 0, 3 + 7 * meeting)).toISOString().slice(0, 10);

/** Who finished where at a meeting: an order that looks drawn, every fiftieth disqualified. */
function finishOf(meeting: number, drivers: number): readonly { readonly driver: number; readonly place: number; readonly dq: boolean }[] {
  const order = Array.from({ length: drivers }, (_, driver) => driver).toSorted(
    (a, b) => scattered(a * 31 + meeting * 977) - scattered(b * 31 + meeting * 977) || a - b,
  );
  return order.map((driver, index) => ({ driver, place: index + 1, dq: (driver + meeting) % 50 === 0 }));
}

/** A season of one class, as results bring it in: twenty mains, each with its disqualifications by a call. */
function season(drivers: number): readonly AnyFact[] {
  const book = speedway()[0];
  if (!book) throw new Error('the example has no edition');
  const meetings = Array.from({ length: MEETINGS }, (_, index) => ({ id: day(index), date: day(index), kind: 'points', values: {} }));
  const results = meetings.flatMap(({ id }, meeting) =>
    finishOf(meeting, drivers).map(({ driver, place, dq }): ResultLine => ({
      spot: { file: 'bench', line: place },
      meeting: id,
      class: 'mini-stock',
      round: 'a-main',
      race: 'mini-stock/a-main',
      driver: `Driver ${driver}`,
      car: String(driver),
      place,
      details: {},
      acts: dq ? [{ name: 'disqualified', fields: { why: 'light' } }] : [],
    })),
  );
  return seasonLog(book, { season: '2026', meetings, results, people: new Map(), acts: [] });
}

/** The same points, summed: the best eighteen of each driver, sorted by the total and then by wins. */
function summed(points: readonly Float64Array[], wins: Float64Array): readonly number[] {
  const drivers = wins.length;
  const totals = new Float64Array(drivers);
  for (let driver = 0; driver < drivers; driver++) {
    const own = points.map((meeting) => meeting[driver] ?? 0).toSorted((a, b) => b - a);
    for (let index = 0; index < MEETINGS - DROPPED; index++) totals[driver] = (totals[driver] ?? 0) + (own[index] ?? 0);
  }
  return Array.from(totals.keys()).toSorted((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || (wins[b] ?? 0) - (wins[a] ?? 0));
}

function standingsOf(drivers: number): Case {
  const editions = speedway();
  const facts = season(drivers);
  const before = fold(facts.slice(0, -1));
  const last = facts.at(-1) as AnyFact;
  const points = Array.from({ length: MEETINGS }, (_, meeting) => {
    const scored = new Float64Array(drivers);
    for (const { driver, place, dq } of finishOf(meeting, drivers)) scored[driver] = dq ? 0 : Math.max(0, 52 - 2 * place);
    return scored;
  });
  const wins = new Float64Array(drivers).map((_, driver) => points.filter((meeting) => meeting[driver] === 50).length);
  const work = (): number => {
    const answered = view(editions, fold([last], before), { view: 'standings', season: '2026', class: 'mini-stock' });
    if (!answered.ok) throw new Error(answered.refusal.says);
    const { rows } = answered.answer as Standings;
    if (rows.length !== drivers) throw new Error(`${rows.length} of ${drivers} drivers are in the table`);
    return rows[0]?.total ?? 0;
  };
  return {
    size: `${drivers.toLocaleString('en')} drivers`,
    units: drivers * MEETINGS,
    unit: 'results',
    work,
    floor: () => summed(points, wins),
  };
}

export const standingsOfAClass: Benchmark = {
  name: 'standings',
  says: `from the last fact to the table of a class over ${MEETINGS} meetings, with throw-outs, ties and disqualifications, each row with its reason`,
  floor: 'summing the best of the same points of each driver, and sorting by total and wins, without reasons',
  cases: () => [200, 2000].map(standingsOf),
  large: () => standingsOf(20_000),
};
