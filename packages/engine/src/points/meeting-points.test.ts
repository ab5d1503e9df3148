import fc from 'fast-check';
import { expect, test } from 'vitest';
import { citedClauses, citedFacts } from '../because.ts';
import type { MeetingPoints } from '../answers.ts';
import { contextOn } from '../context.ts';
import type { AnyFact } from '../fact.ts';
import { fold } from '../state.ts';
import { formula, key, ladder, literal, round, stage } from '../testing/rulebook.ts';
import { cars, DAY, Night } from '../testing/night.ts';
import { SENIOR, scoringBook, tablePoints, TEN, TWELVE } from '../testing/scoring.ts';
import { blockPoints, meetingPoints } from './meeting-points.ts';

type Numbers = Readonly<Record<string, number>>;

const totals = (night: Night): Numbers =>
  Object.fromEntries(meetingPoints(night.context, night.meeting, 'x').map((each) => [each.car, each.total]));
const inRace = (night: Night, race: string): Numbers =>
  Object.fromEntries(
    meetingPoints(night.context, night.meeting, 'x').flatMap((each) =>
      each.lines.filter((line) => line.race === race).map((line) => [each.car, line.points]),
    ),
  );
const pointsOf = (night: Night, car: string): MeetingPoints =>
  meetingPoints(night.context, night.meeting, 'x').find((each) => each.car === car) as MeetingPoints;

function call(night: Night, name: string, car: string, race?: string, fields: Readonly<Record<string, number | string>> = {}): Night {
  return night.add('call-made', { name, car, class: 'x', fields, approvals: [] }, race);
}

test('KQMC-EX-38: ten cars in the A main', () => {
  const ten = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];
  const night = new Night(scoringBook()).inOrder(ten).finish('x/heat', ten).finish('x/a-main', ten);
  expect(Object.values(inRace(night, 'x/a-main'))).toEqual([60, 57, 54, 51, 48, 45, 42, 39, 36, 33]);
  expect(Object.values(totals(night))).toEqual([70, 67, 64, 61, 58, 55, 52, 49, 46, 43]);
});

/** Thirteen cars; the B main is run. */
function thirteen(): Night {
  const night = new Night(scoringBook()).inOrder(cars('Q', 13)).finish('x/heat', cars('Q', 13));
  return night.finish('x/b-main', ['Q9', 'Q7', 'Q12', 'Q8', 'Q11', 'Q13', 'Q10']);
}

test('KQMC-EX-16: who moves up from the B main scores nothing there', () => {
  const night = thirteen();
  expect(inRace(night, 'x/b-main')).toEqual({ Q7: 0, Q8: 0, Q9: 0, Q10: 21, Q11: 25, Q12: 0, Q13: 23 });
  expect(totals(night)).toMatchObject({ Q11: 35, Q13: 33, Q10: 31 });
});

test('KQMC-EX-36: scales missed in the B main', () => {
  const night = call(thirteen(), 'missed-scales', 'Q7', 'x/b-main');
  expect(night.order('x/a-main').slice(6)).toEqual(['Q9', 'Q12', 'Q8', 'Q11']);
  expect(inRace(night, 'x/b-main')).toEqual({ Q7: 0, Q8: 0, Q9: 0, Q10: 23, Q11: 0, Q12: 0, Q13: 25 });
  expect(totals(night)).toMatchObject({ Q7: 10, Q13: 35, Q10: 33 });
});

test('KQMC-EX-22: the alternate scores in the A main alone and the car it replaced is classified last', () => {
  const night = call(thirteen(), 'alternate', 'Q11', 'x/a-main', { for: 'Q2' });
  night
    .add('car-scratched', { car: 'Q2' }, 'x/a-main')
    .finish('x/a-main', ['Q1', 'Q4', 'Q3', 'Q5', 'Q9', 'Q6', 'Q11', 'Q7', 'Q8', 'Q12'], { Q2: 'dnf' });
  expect(inRace(night, 'x/a-main')).toEqual({ Q1: 60, Q4: 57, Q3: 54, Q5: 51, Q9: 48, Q6: 45, Q11: 42, Q7: 39, Q8: 36, Q12: 33, Q2: 31 });
  expect(inRace(night, 'x/b-main')).toMatchObject({ Q11: 0, Q13: 23, Q10: 21 });
  expect(totals(night)).toMatchObject({ Q11: 52, Q2: 41 });
});

test('KQMC-EX-22: a replaced car that nobody classified stands behind all', () => {
  const night = call(thirteen(), 'alternate', 'Q11', 'x/a-main', { for: 'Q2' });
  night.add('car-scratched', { car: 'Q2' }, 'x/a-main').finish('x/a-main', ['Q1', 'Q4', 'Q3', 'Q5', 'Q9', 'Q6', 'Q11', 'Q7', 'Q8', 'Q12']);
  expect(inRace(night, 'x/a-main')).toMatchObject({ Q12: 33, Q2: 31 });
});

test('KQMC-EX-39: mains of twelve', () => {
  const sizes = { all: 12, direct: 8, directLower: 8, capacity: 12, up: 4 };
  const field = cars('S', 26);
  const night = new Night(scoringBook({}, sizes, TWELVE)).inOrder(field).finish('x/heat', field);
  const c = cars('S', 26).slice(16);
  night.finish('x/c-main', c);
  const b = [...field.slice(8, 16), ...c.slice(0, 4)];
  night.finish('x/b-main', b);
  call(night, 'alternate', 'S13', 'x/a-main', { for: 'S1' }).finish('x/a-main', [...field.slice(1, 8), ...b.slice(0, 4), 'S13'], {
    S1: 'dnf',
  });
  expect(Object.values(inRace(night, 'x/a-main')).toSorted((x, y) => y - x)).toEqual([...TWELVE.a]);
  expect(inRace(night, 'x/a-main')).toMatchObject({ S13: 29, S1: 27 });
  expect(b.map((car) => inRace(night, 'x/b-main')[car])).toEqual([0, 0, 0, 0, 0, 19, 17, 15, 14, 13, 12, 11]);
  expect(c.map((car) => inRace(night, 'x/c-main')[car])).toEqual([0, 0, 0, 0, 10, 10, 10, 10, 10, 10]);
});

test.each([
  { name: 'one car', cars: ['A'], main: ['A'], expected: { A: 70 } },
  { name: 'two cars', cars: ['A', 'B'], main: ['A', 'B'], expected: { A: 70, B: 67 } },
])('KQMC-EX-42: a class of $name scores as any other', ({ cars: field, main, expected }) => {
  const night = new Night(scoringBook()).inOrder(field).finish('x/heat', field).finish('x/a-main', main);
  expect(totals(night)).toEqual(expected);
});

test('KQMC-EX-33: who skipped the scales after the heat has no heat points', () => {
  const five = ['A', 'B', 'C', 'D', 'E'];
  const night = call(new Night(scoringBook()).inOrder(five).finish('x/heat', five), 'missed-scales', 'B', 'x/heat');
  expect(totals(night)).toEqual({ A: 10, B: 0, C: 10, D: 10, E: 10 });
});

test('KQMC-EX-40: an attempt scores heat points, anything less does not', () => {
  const night = new Night(scoringBook()).inOrder(['A', 'B', 'C', 'D']).finish('x/heat', [], { A: 'dns', B: 'dna', C: 'dna', D: 'dnf' });
  expect(totals(night)).toEqual({ A: 10, B: 0, C: 0, D: 10 });
  expect(meetingPoints(night.context, night.meeting, 'x').map((each) => each.attempted)).toEqual([true, false, false, true]);
});

test('KQMC-SCALE-4: scales missed after the A main cost the points of the day, the clause is cited', () => {
  const night = call(
    new Night(scoringBook()).inOrder(['A', 'B']).finish('x/heat', ['A', 'B']).finish('x/a-main', ['A', 'B']),
    'missed-scales-main',
    'A',
    'x/a-main',
  );
  expect(totals(night)).toEqual({ A: 0, B: 70 });
  expect(citedClauses(pointsOf(night, 'A').because)).toContain('T-missed-scales-main');
  expect(citedFacts(pointsOf(night, 'A').because)).toContain(night.facts.length);
});

test('KAM-EX-36: an illegal motor costs the points of the event; the others move up', () => {
  const night = new Night(scoringBook({ points: [tablePoints(['main'], [40, 35, 30, 25])] }))
    .inOrder(['T', 'S', 'R', 'Q'])
    .finish('x/a-main', ['T', 'S', 'R', 'Q']);
  expect(totals(night)).toEqual({ T: 40, S: 35, R: 30, Q: 25 });
  call(night, 'missed-scales-main', 'T', 'x/a-main');
  expect(totals(night)).toEqual({ T: 0, S: 40, R: 35, Q: 30 });
});

test('withdrawn cars score nothing', () => {
  const night = new Night(scoringBook()).inOrder(['A', 'B']).finish('x/heat', ['A', 'B']).add('entry-withdrawn', { class: 'x', car: 'A' });
  expect(Object.keys(totals(night))).toEqual(['B']);
});

test.each([
  { name: 'a race scores exactly so much', calls: [['points-fixed', 'x/a-main', 7]], total: 17 },
  { name: 'points taken', calls: [['deduction', undefined, -5]], total: 65 },
  {
    name: 'points taken twice',
    calls: [
      ['deduction', undefined, -5],
      ['deduction', 'x/heat', -5],
    ],
    total: 60,
  },
  {
    name: 'a loss wins over what was fixed before',
    calls: [
      ['points-fixed', 'x/heat', 30],
      ['missed-scales-main', 'x/a-main', 0],
    ],
    total: 0,
  },
  {
    name: 'a loss wins over what is fixed after',
    calls: [
      ['missed-scales-main', 'x/a-main', 0],
      ['points-fixed', 'x/heat', 30],
    ],
    total: 0,
  },
  {
    name: 'a deduction that may not be dropped outlives the loss',
    calls: [
      ['lasting-deduction', undefined, -5],
      ['missed-scales-main', 'x/a-main', 0],
    ],
    total: -5,
  },
] as const)('calls on points: $name', ({ calls, total }) => {
  const night = new Night(scoringBook()).inOrder(['A', 'B']).finish('x/heat', ['A', 'B']).finish('x/a-main', ['A', 'B']);
  for (const [name, race, points] of calls) call(night, name, 'A', race, { points });
  expect(totals(night)['A']).toBe(total);
});

test('all mains as one order: who moved up counts in the higher main only', () => {
  const points = [{ ...tablePoints(['main'], [100, 90, 80, 70, 60, 50]), place: 'round' as const }];
  const book = scoringBook({ points }, { all: 2, direct: 2, directLower: 2, capacity: 4, up: 1 });
  const night = new Night(book).inOrder(cars('Q', 6)).finish('x/b-main', ['Q5', 'Q3', 'Q4', 'Q6']).finish('x/a-main', ['Q2', 'Q1', 'Q5']);
  expect(totals(night)).toEqual({ Q2: 100, Q1: 90, Q5: 80, Q3: 70, Q4: 60, Q6: 50 });
  expect(pointsOf(night, 'Q5').lines.map((line) => line.race)).toEqual(['x/a-main']);
});

test('passing points: places gained from the slot at the start', () => {
  const gained = {
    id: 'passing',
    rounds: ['heat'],
    counts: false,
    place: 'race',
    rules: [{ give: formula('2 * gained', ['gained'], ({ gained: n }) => 2n * (n as bigint)), clauses: ['T-passing'] }],
    clauses: ['T-passing'],
  } as const;
  const night = new Night(scoringBook({ points: [gained] })).inOrder(['A', 'B', 'C']).finish('x/heat', ['C', 'A', 'B']);
  expect(inRace(night, 'x/heat')).toEqual({ A: -2, B: -2, C: 4 });
  expect(totals(night)).toEqual({ A: 0, B: 0, C: 0 });
});

test('a block without rounds is given once, and knows the points so far', () => {
  const extra = {
    id: 'show-up',
    rounds: [],
    counts: true,
    place: 'race',
    rules: [
      { when: formula('points < 15', ['points'], ({ points }) => (points as bigint) < 15n), give: literal(5), clauses: ['T-show-up'] },
    ],
    clauses: ['T-show-up'],
  } as const;
  const night = new Night(scoringBook({ points: [tablePoints(['heat'], [20, 10]), extra] }))
    .inOrder(['A', 'B'])
    .finish('x/heat', ['A', 'B']);
  expect(totals(night)).toEqual({ A: 20, B: 15 });
});

test('mains placed by the points of the heats keep their line-ups once they are run', () => {
  const byPoints = [key('meeting-points', 'table'), key('pill')];
  const mains = [stage({ kind: 'seeded' }, byPoints), stage({ kind: 'came-up' }, [key('finish', 'main')])];
  const rounds = [
    round('heat', [stage({ kind: 'entered' }, [key('pill')])]),
    round('main', mains, { ladder: ladder(byPoints, { ...SENIOR, all: 2, direct: 2, directLower: 2, capacity: 4, up: 1 }) }),
  ];
  const night = new Night(
    scoringBook({ rounds, points: [tablePoints(['heat'], [9, 8, 7, 6]), tablePoints(['main'], TEN.a, { id: 'main' })] }),
  ).inOrder(['A', 'B', 'C', 'D']);
  night.finish('x/heat', ['D', 'C', 'B', 'A']);
  expect(night.order('x/a-main')).toEqual(['D', 'C']);
  call(night.finish('x/b-main', ['A', 'B']), 'points-fixed', 'A', 'x/a-main', { points: 1 }).finish('x/a-main', ['C', 'D', 'A']);
  expect(night.order('x/a-main')).toEqual(['D', 'C', 'A']);
  expect(blockPoints(night.context, night.meeting, 'x', ['table']).get('C')?.points).toBe(8);
  expect(inRace(night, 'x/a-main')).toEqual({ C: 60, D: 57, A: 1 });
});

const anyRun = fc.record({
  order: fc.shuffledSubarray(['A', 'B', 'C', 'D', 'E', 'F'], { minLength: 2, maxLength: 6 }),
  calls: fc.array(
    fc.record({
      name: fc.constantFrom('missed-scales', 'missed-scales-main', 'disqualified', 'places-lost', 'deduction', 'lasting-deduction'),
      car: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'),
    }),
    { maxLength: 4 },
  ),
});

/** A heat with calls on its cars. */
function runOf(run: {
  readonly order: readonly string[];
  readonly calls: readonly { readonly name: string; readonly car: string }[];
}): Night {
  const night = new Night(scoringBook()).inOrder(['A', 'B', 'C', 'D', 'E', 'F']).finish('x/heat', run.order);
  for (const { name, car } of run.calls) call(night, name, car, 'x/heat', { places: 2, points: -3 });
  return night;
}

test('property: the total is the sum of the lines that count', () => {
  fc.assert(
    fc.property(anyRun, (run) => {
      for (const each of meetingPoints(runOf(run).context, DAY, 'x'))
        expect(each.total).toBe(each.lines.reduce((sum, line) => sum + (line.counts ? line.points : 0), 0));
    }),
  );
});

test('property: the order in which calls after the race are made changes no points', () => {
  fc.assert(
    fc.property(anyRun, ({ order, calls }) => {
      const oneEach = [...new Map(calls.map((each) => [each.car, each])).values()];
      expect(totals(runOf({ order, calls: oneEach.toReversed() }))).toEqual(totals(runOf({ order, calls: oneEach })));
    }),
  );
});

test('property: results of other races may come in any order', () => {
  const five = ['A', 'B', 'C', 'D', 'E'];
  const night = new Night(scoringBook())
    .inOrder(five, 'x')
    .inOrder(five, 'y')
    .finish('x/heat', five)
    .finish('y/heat', five.toReversed())
    .finish('x/a-main', five)
    .finish('y/a-main', five);
  const fixed = night.facts.filter((fact) => fact.kind !== 'race-finished');
  const finishes = night.facts.filter((fact) => fact.kind === 'race-finished');
  const totalsIn = (facts: readonly AnyFact[]) => {
    const context = contextOn([night.book], fold(facts.map((fact, index) => ({ ...fact, seq: index + 1 }))), DAY);
    return ['x', 'y'].map((id) => meetingPoints(context, DAY, id).map((each) => each.total));
  };
  fc.assert(
    fc.property(fc.shuffledSubarray(finishes, { minLength: finishes.length }), (order) => {
      expect(totalsIn([...fixed, ...order])).toEqual(totalsIn(night.facts));
    }),
  );
});

test.each([
  { name: 'the best two of three heats', best: literal(2), totals: { A: 18, B: 20, C: 13 } },
  { name: 'the better one', best: literal(1), totals: { A: 10, B: 10, C: 8 } },
  { name: 'more than there are', best: literal(9), totals: { A: 23, B: 28, C: 18 } },
])('of a block only $name count; the others stay listed without points', ({ best, totals: wanted }) => {
  const rounds = ['one', 'two', 'three'].map((id) => round(id, [stage({ kind: 'entered' }, [key('pill')])]));
  const book = scoringBook({ rounds, points: [tablePoints(['one', 'two', 'three'], [10, 8, 5], { id: 'heats', best })] });
  const night = new Night(book)
    .inOrder(['A', 'B', 'C'])
    .finish('x/one', ['A', 'B', 'C'])
    .finish('x/two', ['B', 'C', 'A'])
    .finish('x/three', ['B', 'A', 'C']);
  expect(totals(night)).toEqual(wanted);
  expect(pointsOf(night, 'A').lines).toHaveLength(3);
  for (const line of pointsOf(night, 'A').lines) expect(citedClauses(line.because)).not.toEqual([]);
});

test('a block of the day scores by the rank of those who raced, by its own keys', () => {
  const heats = tablePoints(['heat'], [10, 8, 5], { id: 'heats', counts: false });
  const rules = [
    {
      give: formula('place == 0 ? 0 : 30 - place', ['place'], ({ place }) => (place === 0n ? 0n : 30n - (place as bigint))),
      clauses: ['T-day'],
    },
  ];
  const day = { ...tablePoints([], [], { id: 'day', order: [key('meeting-points', ['heats']), key('pill')] }), rules };
  const book = scoringBook({ rounds: [round('heat', [stage({ kind: 'entered' }, [key('pill')])])], points: [heats, day] });
  const night = new Night(book).inOrder(['A', 'B', 'C', 'D']).finish('x/heat', ['C', 'A', 'B'], { D: 'dna' });
  expect(totals(night)).toEqual({ C: 29, A: 28, B: 27, D: 0 });
});
