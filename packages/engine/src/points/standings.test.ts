import { expect, test } from 'vitest';
import { citedClauses } from '../because.ts';
import type { StandingsRow } from '../answers.ts';
import type { PointsBlock, Rulebook, SeasonRule, TieBreak } from '../language.ts';
import { formula, literal, round, stage, key } from '../testing/rulebook.ts';
import { Night } from '../testing/night.ts';
import { call, CALLS, scoringBook, season, tablePoints } from '../testing/scoring.ts';
import { meetingsAttended, seasonPointsBefore } from './season-so-far.ts';
import { standings } from './standings.ts';

const meetingPoints: PointsBlock = {
  id: 'posted',
  rounds: ['heat'],
  counts: true,
  place: 'race',
  rules: [{ give: formula('car.scores', ['car'], ({ car }) => (car as { readonly scores: unknown }).scores), clauses: ['T-posted'] }],
  clauses: ['T-posted'],
};

/** One race a meeting; the points of each driver come with the sign-in. */
function bookOf(rule: Partial<SeasonRule>, parts: Partial<Rulebook> = {}): Rulebook {
  return scoringBook({
    rounds: [round('heat', [stage({ kind: 'entered' }, [key('sign-in')])])],
    points: [meetingPoints],
    season: season(rule),
    ...parts,
  });
}

interface Day {
  readonly points: Readonly<Record<string, number>>;
  readonly statuses?: Readonly<Record<string, string>>;
  readonly order?: readonly string[];
  readonly kind?: string;
}

/** A season of race days; who is not in `points` was not there. */
function seasonOf(book: Rulebook, days: readonly Day[]): Night {
  const night = new Night(book, 'fun');
  for (const [index, day] of days.entries()) {
    night.open(dateOf(index), day.kind ?? 'points');
    for (const [driver, scores] of Object.entries(day.points))
      night.add('car-signed-in', { class: 'x', driver, car: driver, details: { scores } });
    const finished = day.order ?? Object.keys(day.points).filter((driver) => !(driver in (day.statuses ?? {})));
    if (Object.keys(day.points).length > 0) night.finish('x/heat', finished, day.statuses ?? {});
  }
  return night;
}

const dateOf = (index: number): string => `2026-06-${String(index + 1).padStart(2, '0')}`;
const table = (night: Night, question = {}): readonly StandingsRow[] => standings(night.context, '2026', { class: 'x', ...question }).rows;
const places = (night: Night, question = {}): readonly string[] =>
  table(night, question).map((row) => `${row.place} ${row.driver} ${row.total}`);
const rowOf = (night: Night, driver: string): StandingsRow => table(night).find((row) => row.driver === driver) as StandingsRow;

function callOn(
  night: Night,
  name: string,
  car: string,
  day: number,
  race?: string,
  fields: Readonly<Record<string, number | string>> = {},
): Night {
  const before = night.meeting;
  night.meeting = dateOf(day);
  night.add('call-made', { name, car, class: 'x', fields, approvals: [] }, race);
  night.meeting = before;
  return night;
}

const everyRace = {
  id: 'attendance',
  when: formula('attempts == meetings_run', ['attempts', 'meetings_run'], ({ attempts, meetings_run: run }) => attempts === run),
  give: formula('meetings_run', ['meetings_run'], (names) => names.meetings_run),
  clauses: ['T-bonus'],
};

test('KQMC-EX-48: two throw-outs, then the bonus', () => {
  const night = seasonOf(
    bookOf({ drop: literal(2), bonuses: [everyRace] }),
    [70, 67, 64, 70, 10, 61, 58, 0, 67, 70].map((points) => ({ points: { A: points } })),
  );
  const row = rowOf(night, 'A');
  expect(row).toMatchObject({ gross: 537, net: 527, total: 537, bonuses: [{ id: 'attendance', points: 10 }] });
  expect(row.dropped.map((each) => each.points)).toEqual([0, 10]);
  expect(citedClauses(row.because)).toEqual(expect.arrayContaining(['T-drop', 'T-bonus', 'T-season']));
});

test('KQMC-EX-50: the bonus counts the races run and is not cut by the throw-outs', () => {
  const finished = formula(
    'finished.heat',
    ['finished'],
    ({ finished: races }) => (races as Readonly<Record<string, boolean>>)['heat'] === true,
  );
  const rain = {
    call: 'rain-out',
    completeWhen: finished,
    completeClauses: ['T-rain'],
    incomplete: 'nothing-scores',
    incompleteClauses: ['T-no-rain'],
    keeps: [{ blocks: ['posted'], clauses: ['T-keep'] }],
  } as const;
  const days: Day[] = Array.from({ length: 11 }, (_, index) =>
    index === 4 ? { points: { A: 10, B: 10 }, statuses: { B: 'dna' } } : { points: { A: 10, B: 10 } },
  );
  const night = seasonOf(
    bookOf(
      { drop: literal(2), bonuses: [everyRace] },
      { rain, acts: new Map([...CALLS, ['rain-out', { ...call('rain-out'), of: 'meeting' }]]) },
    ),
    days,
  );
  // The eleventh is called off after its heat, a twelfth before.
  night.add('call-made', { name: 'rain-out', fields: {}, approvals: [] });
  night
    .open(dateOf(11))
    .add('car-signed-in', { class: 'x', driver: 'A', car: 'A', details: { scores: 10 } })
    .add('call-made', { name: 'rain-out', fields: {}, approvals: [] });
  expect(rowOf(night, 'A')).toMatchObject({ gross: 110, net: 90, total: 101 });
  expect(rowOf(night, 'B')).toMatchObject({ bonuses: [] });
});

test.each([
  { name: 'drop one', rule: { drop: literal(1) }, scores: [10, 4, 7], dropped: [4] },
  { name: 'best two', rule: { best: literal(2) }, scores: [10, 4, 7, 1], dropped: [1, 4] },
  { name: 'of equal scores the earliest', rule: { drop: literal(1) }, scores: [5, 5, 5], dropped: [5], from: dateOf(0) },
  { name: 'low points lead: the highest goes', rule: { drop: literal(1), first: 'low' as const }, scores: [3, 9, 5], dropped: [9] },
  {
    name: 'by the number of meetings run',
    rule: { drop: formula('meetings_run > 3 ? 2 : 1', ['meetings_run'], ({ meetings_run: run }) => ((run as bigint) > 3n ? 2n : 1n)) },
    scores: [4, 3, 2, 1],
    dropped: [1, 2],
  },
  { name: 'never more than there are', rule: { drop: literal(5) }, scores: [4, 3], dropped: [3, 4] },
])('throw-outs: $name', ({ rule, scores, dropped, from }) => {
  const row = rowOf(
    seasonOf(
      bookOf(rule),
      scores.map((points) => ({ points: { A: points } })),
    ),
    'A',
  );
  expect(row.dropped.map((each) => each.points)).toEqual(dropped);
  if (from !== undefined) expect(row.dropped[0]?.meeting).toBe(from);
  expect(row.total).toBe(row.scores.filter((each) => !each.dropped).reduce((sum, each) => sum + each.points, 0));
});

test.each([
  { name: 'a missed meeting is a zero that goes first', missed: 'zero' as const, total: 15 },
  { name: 'a missed meeting is not counted at all', missed: 'skip' as const, total: 10 },
])('throw-outs: $name', ({ missed, total }) => {
  const night = seasonOf(bookOf({ drop: literal(1), missed }), [
    { points: { A: 10, B: 1 } },
    { points: { B: 1 } },
    { points: { A: 5, B: 1 } },
  ]);
  expect(rowOf(night, 'A').total).toBe(total);
});

test('what may not be thrown out stays, and is one of the best N all the same', () => {
  const days = [0, 9, 8, 7].map((points) => ({ points: { A: points } }));
  const night = callOn(seasonOf(bookOf({ best: literal(2) }), days), 'stays', 'A', 0, 'x/heat');
  expect(rowOf(night, 'A')).toMatchObject({ total: 9 });
  expect(citedClauses(rowOf(night, 'A').because)).toContain('T-stays');
});

test('a deduction that may not be dropped stays when its meeting is thrown out', () => {
  const days = [10, 2].map((points) => ({ points: { A: points } }));
  expect(rowOf(callOn(seasonOf(bookOf({ drop: literal(1) }), days), 'deduction', 'A', 1, 'x/heat', { points: -3 }), 'A').total).toBe(10);
  expect(
    rowOf(callOn(seasonOf(bookOf({ drop: literal(1) }), days), 'lasting-deduction', 'A', 1, 'x/heat', { points: -3 }), 'A').total,
  ).toBe(7);
});

test('single races are thrown out where the rulebook says so', () => {
  const rounds = ['one', 'two'].map((id) => round(id, [stage({ kind: 'entered' }, [key('sign-in')])]));
  const book = scoringBook({
    rounds,
    points: [tablePoints(['one', 'two'], [10, 6, 3])],
    season: season({ drop: literal(1), unit: 'race' }),
  });
  const night = new Night(book).inOrder(['A', 'B', 'C']).finish('x/one', ['A', 'B', 'C']).finish('x/two', ['B', 'C', 'A']);
  expect(table(night).map((row) => `${row.driver} ${row.dropped[0]?.unit ?? ''} ${row.total}`)).toEqual([
    'driver A x/two 10',
    'driver B x/one 10',
    'driver C x/one 6',
  ]);
  night.add('call-made', { name: 'stays', car: 'A', fields: {}, approvals: [] }, 'x/two');
  expect(rowOf(night, 'driver A')).toMatchObject({ total: 3, dropped: [{ unit: 'x/one' }] });
});

test('a loss of the season takes what was earned so far; later points count from zero', () => {
  const days = [10, 8, 6].map((points) => ({ points: { A: points, B: 1 } }));
  const night = callOn(seasonOf(bookOf({}), days), 'season-lost', 'A', 1);
  expect(places(night)).toEqual(['1 A 6', '2 B 3']);
  expect(seasonPointsBefore(night.context, dateOf(2), 'x', 'A').value).toBe(0);
});

const tie = (by: TieBreak['by'], parts: Partial<TieBreak> = {}): TieBreak => ({
  by,
  first: 'high',
  of: ['heat'],
  clauses: [`T-by-${by}`],
  ...parts,
});

test.each([
  {
    name: 'most wins, then seconds',
    ties: [tie('count-of-places')],
    days: [{ points: { A: 5, B: 5 }, order: ['B', 'A'] }],
    expected: ['1 B 5', '2 A 5'],
  },
  {
    name: 'best score',
    ties: [tie('best-score')],
    days: [{ points: { A: 6, B: 9 } }, { points: { A: 6, B: 3 } }],
    expected: ['1 B 12', '2 A 12'],
  },
  {
    name: 'the latest meeting',
    ties: [tie('latest')],
    days: [{ points: { A: 6, B: 9 } }, { points: { A: 6, B: 3 } }],
    expected: ['1 A 12', '2 B 12'],
  },
  {
    name: 'who got there first',
    ties: [tie('first-to')],
    days: [{ points: { A: 6, B: 9 } }, { points: { A: 6, B: 3 } }, { points: { B: 0, A: 0 } }],
    expected: ['1 A 12', '1 B 12'],
  },
  {
    name: 'who got there first, when one did',
    ties: [tie('first-to')],
    days: [{ points: { A: 6, B: 12 } }, { points: { A: 6, B: 0 } }],
    expected: ['1 B 12', '2 A 12'],
  },
  {
    name: 'head to head',
    ties: [tie('head-to-head')],
    days: [{ points: { A: 5, B: 5 }, order: ['B', 'A'] }],
    expected: ['1 B 5', '2 A 5'],
  },
  { name: 'attendance', ties: [tie('attendance')], days: [{ points: { A: 5, B: 2 } }, { points: { B: 3 } }], expected: ['1 B 5', '2 A 5'] },
  {
    name: 'a formula',
    ties: [tie('expr', { expr: formula('won', ['won'], ({ won }) => won) })],
    days: [{ points: { A: 5, B: 5 }, order: ['B', 'A'] }],
    expected: ['1 B 5', '2 A 5'],
  },
  {
    name: 'nothing: the place is shared and the next is left out',
    ties: [],
    days: [{ points: { A: 5, B: 5, C: 1 } }],
    expected: ['1 A 5', '1 B 5', '3 C 1'],
  },
])('ties: $name', ({ ties, days, expected }) => {
  expect(places(seasonOf(bookOf({ ties }), days))).toEqual(expected);
});

test('ties: the clause that decided is cited, on those who were equal alone', () => {
  const night = seasonOf(bookOf({ ties: [tie('count-of-places')] }), [{ points: { A: 5, B: 5, C: 1 }, order: ['B', 'A', 'C'] }]);
  expect(table(night).map((row) => citedClauses(row.because).includes('T-by-count-of-places'))).toEqual([true, true, false]);
});

test('KQMC-AMB-51: a tie waits for officials; their order settles it', () => {
  const night = seasonOf(bookOf({ stillTied: 'decide' }), [{ points: { A: 5, B: 5 } }]);
  expect(table(night).map((row) => [row.place, row.tied])).toEqual([
    [1, true],
    [1, true],
  ]);
  night.add('order-posted', { class: 'x', name: 'standings', order: ['B', 'A'] });
  expect(table(night).map((row) => [row.place, row.driver, row.tied])).toEqual([
    [1, 'B', false],
    [2, 'A', false],
  ]);
});

test('low points lead', () => {
  expect(places(seasonOf(bookOf({ first: 'low' }), [{ points: { A: 5, B: 3 } }]))).toEqual(['1 B 3', '2 A 5']);
});

test('points that were carried in count; meetings for fun do not', () => {
  const night = seasonOf(bookOf({}), [{ points: { A: 5, B: 3 } }, { points: { A: 50, B: 3 }, kind: 'fun' }]);
  night.add('points-carried', { class: 'x', points: { B: 10, C: 4 } });
  expect(places(night)).toEqual(['1 B 13', '2 A 5', '3 C 4']);
  expect(table(night).every((row) => row.scores.length === 1)).toBe(true);
});

test('a table as after an earlier meeting', () => {
  const night = seasonOf(bookOf({}), [{ points: { A: 5, B: 3 } }, { points: { A: 1, B: 9 } }]);
  expect(places(night)).toEqual(['1 B 12', '2 A 6']);
  expect(places(night, { upTo: dateOf(0) })).toEqual(['1 A 5', '2 B 3']);
});

test.each([
  { name: 'all rows when nothing is said', publishes: undefined, published: 3 },
  { name: 'so many from the front', publishes: literal(2), published: 2 },
  { name: 'no more than there are', publishes: literal(20), published: 3 },
  { name: 'none below zero', publishes: literal(-1), published: 0 },
])('published: $name', ({ publishes, published }) => {
  const tables = [{ id: 'class', classes: [], by: 'class' as const, ...(publishes ? { publishes } : {}), clauses: ['T-table'] }];
  const night = seasonOf(bookOf({ tables }), [{ points: { A: 5, B: 3, C: 1 } }]);
  expect(standings(night.context, '2026', { class: 'x' }).published).toBe(published);
  expect(table(night)).toHaveLength(3);
});

test('a row names the cars that were raced, the latest first', () => {
  const night = seasonOf(bookOf({}), [{ points: { A: 5, B: 3 } }]);
  night.open(dateOf(1), 'points');
  night.add('car-signed-in', { class: 'x', driver: 'A', car: 'B', details: { scores: 1 } });
  night.finish('x/heat', ['B'], {});
  expect(table(night).map((row) => [row.driver, ...row.cars])).toEqual([
    ['A', 'B', 'A'],
    ['B', 'B'],
  ]);
});

test('a table for each category of drivers, and one for those for whom a formula holds', () => {
  const categories = formula(
    'driver.categories',
    ['driver'],
    ({ driver }) => (driver as { readonly categories?: unknown }).categories ?? [],
  );
  const rookies = formula('driver.rookie', ['driver'], ({ driver }) => (driver as { readonly rookie?: unknown }).rookie === true);
  const tables = [
    { id: 'category', classes: [], by: 'all', each: categories, clauses: ['T-cat'] },
    { id: 'rookies', classes: [], by: 'all', where: rookies, clauses: ['T-rookies'] },
  ] as const;
  const night = seasonOf(bookOf({ tables }), [{ points: { A: 5, B: 3, C: 4 } }]);
  night
    .add('person-registered', { person: 'A', details: { categories: ['heavy', 'masters'], rookie: true } })
    .add('person-registered', { person: 'C', details: { categories: ['masters'] } });
  expect(places(night, { table: 'category', group: 'masters' })).toEqual(['1 A 5', '2 C 4']);
  expect(places(night, { table: 'category', group: 'heavy' })).toEqual(['1 A 5']);
  expect(places(night, { table: 'rookies' })).toEqual(['1 A 5']);
  expect(() => places(night, { table: 'category' })).toThrow('say which');
});

test('who was there too seldom is not eligible until the shortfall is bought', () => {
  const enough = formula('signed_in >= 2', ['signed_in'], (names) => (names.signed_in as bigint) >= 2n);
  const price = formula('(2 - signed_in) * 2500', ['signed_in'], (names) => (2n - (names.signed_in as bigint)) * 2500n);
  const rule = {
    eligible: [{ id: 'attendance', must: enough, says: 'too few sign-ins', clauses: ['T-half'] }],
    buyIn: { cents: price, cures: ['attendance'], clauses: ['T-buy-in'] },
  };
  const night = seasonOf(bookOf(rule), [{ points: { A: 5, B: 3 } }, { points: { A: 5 } }]);
  expect(rowOf(night, 'A')).toMatchObject({ eligible: true, needs: [] });
  expect(rowOf(night, 'B')).toMatchObject({ eligible: false, buyInCents: 2500, needs: [{ says: 'too few sign-ins' }] });
  night.add('payment-made', { person: 'B', cents: 2500, for: 'buy-in' });
  expect(rowOf(night, 'B')).toMatchObject({ eligible: true, total: 3 });
});

test('season points before a meeting, and the meetings attended', () => {
  const night = seasonOf(bookOf({}), [{ points: { A: 5, B: 3 } }, { points: { A: 4 } }, { points: { A: 1, B: 1 } }]);
  expect(seasonPointsBefore(night.context, dateOf(2), 'x', 'A').value).toBe(9);
  expect(seasonPointsBefore(night.context, dateOf(2), 'x', 'nobody').value).toBe(0);
  expect(meetingsAttended(night.context, dateOf(2), 'B')).toEqual([dateOf(0)]);
});
