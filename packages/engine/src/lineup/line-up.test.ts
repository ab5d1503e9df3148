import fc from 'fast-check';
import { expect, test } from 'vitest';
import { citedClauses } from '../because.ts';
import type { Act, AverageRule } from '../language.ts';
import { blankRulebook, formula, inverted, key, ladder, literal, raceClass, round, split, stage } from '../testing/rulebook.ts';
import { cars, DAY, Night } from '../testing/night.ts';
import { result } from '../points/result.ts';
import { lineUp } from './line-up.ts';
import { plannedRaces, racesOfRound, schedule } from './plan.ts';

const heat = round('heat', [stage({ kind: 'entered' }, [key('pill')])], { split: split('alternate', [key('pill')], { max: literal(4) }) });
const main = (...lineup: Parameters<typeof round>[1]) => blankRulebook({ rounds: [heat, round('main', lineup)] });

function eightCars(book: ReturnType<typeof main>): Night {
  return new Night(book).inOrder(cars('', 8)).finish('x/heat-1', ['1', '3', '5', '7']).finish('x/heat-2', ['8', '6', '4', '2']);
}

test.each([
  { name: 'two of each race', select: { first: literal(2), each: 'race' as const }, order: '1 8 3 6' },
  { name: 'three overall', select: { first: literal(3), each: 'round' as const }, order: '1 8 3' },
  { name: 'after the second of each race', select: { after: literal(2), each: 'race' as const }, order: '5 4 7 2' },
])('a main takes from the heats $name', ({ select, order }) => {
  const night = eightCars(
    main(stage({ kind: 'from', round: 'heat', statuses: [], ...select }, [key('finish', 'heat'), key('race-number', 'heat')])),
  );
  expect(night.order('x/main').join(' ')).toBe(order);
});

test('an inversion may count rows, and a line-up is a queue of blocks', () => {
  const winners = stage(
    { kind: 'from', round: 'heat', first: literal(2), each: 'race', statuses: [] },
    [key('finish', 'heat'), key('race-number', 'heat')],
    inverted(literal(1), 'rows'),
  );
  const rest = stage({ kind: 'rest', of: 'heat', notIn: [] }, [key('finish', 'heat'), key('race-number', 'heat')]);
  expect(eightCars(main(winners, rest)).order('x/main')).toEqual(['8', '1', '3', '6', '5', '4', '7', '2']);
});

test('a promoter names a car, and the last winner starts behind the first three', () => {
  const first = stage({ kind: 'from', round: 'heat', first: literal(3), each: 'round', statuses: [] }, [key('finish', 'heat')], {
    where: formula('car.number != "1"', ['car'], ({ car }) => (car as { number: string }).number !== '1'),
  });
  const night = eightCars(main(first, stage({ kind: 'given', name: 'promoter' }, [key('given', 'promoter')])));
  night.add('order-posted', { class: 'x', name: 'promoter', order: ['2', '7'] });
  expect(night.order('x/main')).toEqual(['8', '3', '2', '7']);
});

test('a redraw orders the qualified; who did not draw stands behind', () => {
  const night = eightCars(
    main(stage({ kind: 'from', round: 'heat', first: literal(2), each: 'race', statuses: [] }, [key('draw', 'redraw')])),
  );
  for (const [car, result] of Object.entries({ 1: 3, 8: 1, 6: 2 }))
    night.add('draw-made', { draw: 'redraw', class: 'x', car, result, how: 'by-hand' });
  expect(night.order('x/main')).toEqual(['8', '6', '1', '3']);
});

test('a line-up that was posted and raced stays, whatever becomes of the heats; its reason is what the rulebook makes of it', () => {
  const qualified = stage({ kind: 'from', round: 'heat', first: literal(2), each: 'race', statuses: [] }, [
    key('finish', 'heat'),
    key('race-number', 'heat'),
  ]);
  const night = eightCars(main(qualified));
  night.add('line-up-posted', { order: ['1', '8', '3', '6'] }, 'x/main');
  const reason = () => citedClauses(lineUp(night.context, DAY, 'x/main').because);
  const before = reason();
  night.finish('x/main', ['6', '3', '8', '1']).finish('x/heat-1', ['7', '5', '3', '1']);
  expect(lineUp(night.context, DAY, 'x/main')).toMatchObject({ standing: 'posted', waitsFor: [] });
  expect(night.order('x/main')).toEqual(['1', '8', '3', '6']);
  expect(reason()).toEqual(before);
  expect(before.length).toBeGreaterThan(0);
});

const average = (rule: Partial<AverageRule>, first: 'low' | 'high' = 'high') =>
  blankRulebook({
    rounds: [
      round('race', [
        stage({ kind: 'entered' }, [
          key('average', [], { average: { meetings: literal(3), finish: [], blocks: [], missed: 'skip', min: 1, ...rule }, first }),
        ]),
      ]),
    ],
    points: [
      {
        id: 'race',
        rounds: ['race'],
        counts: true,
        place: 'race',
        clauses: ['T-points'],
        rules: [{ give: formula('10 - place', ['place'], ({ place }) => 10n - (place as bigint)), clauses: ['T-points'] }],
      },
    ],
  });

test.each([
  // A 9 9, B 8 7, C 8 (away the second time): C averages 8 skipped, 4 with a zero; B 7.5.
  { name: 'a missed meeting is skipped', rule: { meetings: literal(2) }, first: 'high' as const, order: 'A C B' },
  { name: 'a missed meeting is a zero', rule: { meetings: literal(2), missed: 'zero' as const }, first: 'high' as const, order: 'A B C' },
  {
    name: 'with fewer than two meetings there is no average',
    rule: { meetings: literal(2), min: 2 },
    first: 'high' as const,
    order: 'A B C',
  },
  {
    name: 'a missed meeting fills the window',
    rule: { meetings: literal(1), missed: 'count' as const },
    first: 'high' as const,
    order: 'A B C',
  },
  { name: 'of finishes, lowest first', rule: { meetings: literal(2), finish: ['race'] }, first: 'low' as const, order: 'A C B' },
  { name: 'of points of no block there is nothing to tell apart', rule: { blocks: ['other'] }, first: 'high' as const, order: 'C B A' },
  {
    name: 'a meeting that does not count is not looked at',
    rule: { counts: formula('meeting.date', ['meeting'], ({ meeting }) => (meeting as { date: string }).date < '2026-05-09') },
    first: 'high' as const,
    order: 'A C B',
  },
  {
    name: 'what is left out fills the window without a score',
    rule: {
      meetings: literal(1),
      missed: 'count' as const,
      leavesOut: formula('car', ['car'], ({ car }) => (car as { number: string }).number === 'A'),
    },
    first: 'high' as const,
    order: 'B C A',
  },
])('by average: $name', ({ rule, first, order }) => {
  const night = new Night(average(rule, first)).inOrder(['A', 'B', 'C']).finish('x/race', ['A', 'C', 'B']);
  night.open('2026-05-09').inOrder(['A', 'B', 'D']).finish('x/race', ['A', 'B', 'D']);
  night.open('2026-05-16').inOrder(['C', 'B', 'A']);
  expect(night.order('x/race').join(' ')).toBe(order);
});

test('an official changes the order; what the rulebook said stays in the reason', () => {
  const night = new Night(blankRulebook({ rounds: [heat] })).inOrder(['a', 'b', 'c']);
  night.add('line-up-changed', { order: ['c', 'a', 'b'], why: 'mechanical trouble', clause: 'T-may' }, 'x/heat-1');
  const lined = lineUp(night.context, DAY, 'x/heat-1');
  expect(lined).toMatchObject({ standing: 'changed', slots: [{ car: 'c' }, { car: 'a' }, { car: 'b' }] });
  expect(citedClauses(lined.slots[0]?.because as never)).toEqual(expect.arrayContaining(['T-may', 'T-by-pill']));
});

test('an order given by officials stands in for results that are missing', () => {
  const night = new Night(main(stage({ kind: 'entered' }, [key('finish', 'heat')]))).inOrder(['a', 'b']);
  expect(lineUp(night.context, DAY, 'x/main').waitsFor).toEqual(['x/heat-1 has no result']);
  night.add('line-up-changed', { order: ['b', 'a'], why: 'the heats were rained out' }, 'x/main');
  expect(lineUp(night.context, DAY, 'x/main')).toMatchObject({ waitsFor: [], slots: [{ car: 'b' }, { car: 'a' }] });
});

test('a car told to start at the rear does so once', () => {
  const told: Act = {
    id: 'rear-next',
    sort: 'call',
    says: 'rear of the next race',
    of: 'car',
    by: [],
    approvals: [],
    fields: [],
    then: [{ consequences: [{ kind: 'start-rear', races: literal(1), rounds: [] }], clauses: ['T-rear'] }],
    clauses: ['T-call'],
  };
  const rounds = ['first', 'second', 'third'].map((id) => round(id, [stage({ kind: 'entered' }, [key('pill')])]));
  const night = new Night(blankRulebook({ rounds, acts: new Map([[told.id, told]]) })).inOrder(['a', 'b', 'c']);
  night
    .add('call-made', { name: 'rear-next', class: 'x', car: 'a', fields: {}, approvals: [] }, 'x/first')
    .finish('x/first', ['a', 'b', 'c']);
  expect(night.order('x/second')).toEqual(['b', 'c', 'a']);
  expect(citedClauses(lineUp(night.context, DAY, 'x/second').slots[2]?.because as never)).toContain('T-rear');
  night.finish('x/second', ['b', 'c', 'a']);
  expect(night.order('x/third')).toEqual(['a', 'b', 'c']);
});

test('a car told to start at the rear of the next meeting that counts does so in all its races, in the class of the call', () => {
  const atTheOther = formula('meeting.kind', ['meeting'], ({ meeting }) => (meeting as { kind: string }).kind !== 'open');
  const told: Act = {
    id: 'rear-next',
    sort: 'call',
    says: 'rear at the next meeting',
    of: 'car',
    by: [],
    approvals: [],
    fields: [],
    then: [
      {
        consequences: [{ kind: 'start-rear', races: literal(1), unit: 'meeting', rounds: [], counts: atTheOther, classes: 'own' }],
        clauses: ['T-rear'],
      },
    ],
    clauses: ['T-call'],
  };
  const rounds = ['first', 'second'].map((id) => round(id, [stage({ kind: 'entered' }, [key('pill')])]));
  const night = new Night(blankRulebook({ rounds, classes: ['x', 'y'].map(raceClass), acts: new Map([[told.id, told]]) })).inOrder([
    'a',
    'b',
  ]);
  night.add('call-made', { name: 'rear-next', class: 'x', car: 'a', fields: {}, approvals: [] }, 'x/first').finish('x/first', ['a', 'b']);
  expect(night.order('x/second')).toEqual(['a', 'b']);
  night.open('2026-05-09', 'open').inOrder(['a', 'b']).finish('x/first', ['a', 'b']);
  expect(night.order('x/second')).toEqual(['a', 'b']);
  night.open('2026-05-16').inOrder(['a', 'b']).inOrder(['a', 'b'], 'y');
  expect(night.order('y/first')).toEqual(['a', 'b']);
  expect(night.order('x/first')).toEqual(['b', 'a']);
  night.finish('x/first', ['b', 'a']);
  expect(night.order('x/second')).toEqual(['b', 'a']);
  night.open('2026-05-23').inOrder(['a', 'b']);
  expect(night.order('x/first')).toEqual(['a', 'b']);
});

test('a disqualification for the night that is called in a race takes the car out of it, and its line-up stays', () => {
  const out: Act = {
    id: 'out',
    sort: 'call',
    says: 'out for the night',
    of: 'car',
    by: [],
    approvals: [],
    fields: [],
    then: [{ consequences: [{ kind: 'status', status: 'dq', of: 'meeting' }], clauses: ['T-out'] }],
    clauses: ['T-call'],
  };
  const rounds = [
    round('heat', [stage({ kind: 'entered' }, [key('pill')])]),
    round('main', [stage({ kind: 'from', round: 'heat', each: 'race', statuses: [] }, [key('finish', 'heat')])]),
  ];
  const night = new Night(blankRulebook({ rounds, acts: new Map([[out.id, out]]) }))
    .inOrder(['a', 'b', 'c'])
    .finish('x/heat', ['c', 'b', 'a']);
  night.add('call-made', { name: 'out', class: 'x', car: 'b', fields: {}, approvals: [] }, 'x/main').finish('x/main', ['c', 'a']);
  expect(night.order('x/main')).toEqual(['c', 'b', 'a']);
  expect(result(night.context, DAY, 'x/main').rows.map((row) => row.status)).toEqual(['finished', 'finished', 'dq']);
  expect(result(night.context, DAY, 'x/heat').rows.map((row) => row.car)).toEqual(['c', 'a', 'b']);
});

test('cars that a round sends to its rear keep their order among themselves', () => {
  const odd = formula('car.number', ['car'], ({ car }) => Number((car as { number: string }).number) % 2 === 1);
  const race = { ...round('race', [stage({ kind: 'entered' }, [key('pill')])]), rear: [{ when: odd, says: 'odd', clauses: ['T-odd'] }] };
  const night = new Night(blankRulebook({ rounds: [race] })).inOrder(['1', '2', '3', '4']);
  expect(night.order('x/race')).toEqual(['2', '4', '1', '3']);
  expect(citedClauses(lineUp(night.context, DAY, 'x/race').slots[2]?.because as never)).toContain('T-odd');
});

test('a stage takes as many as the stages before have left room for', () => {
  const fill = formula('3 - seated', ['seated'], ({ seated }) => 3n - (seated as bigint));
  const stages = [
    stage({ kind: 'from', round: 'heat', first: literal(1), each: 'race', statuses: [] }, [key('finish', 'heat')]),
    stage({ kind: 'rest', notIn: [] }, [key('pill')], { first: fill }),
  ];
  const night = new Night(blankRulebook({ rounds: [round('heat', [stage({ kind: 'entered' }, [key('pill')])]), round('main', stages)] }));
  night.inOrder(['1', '2', '3', '4']).finish('x/heat', ['4', '3', '2', '1']);
  expect(night.order('x/main')).toEqual(['4', '1', '2']);
});

test('joined classes stand one behind the other, each in its own order', () => {
  const combining = [
    {
      id: 'pair',
      classes: ['light', 'heavy'],
      approvals: [],
      consent: 'none' as const,
      says: 'light ahead of heavy',
      clauses: ['T-light-first'],
    },
  ];
  const night = new Night(blankRulebook({ classes: [raceClass('heavy'), raceClass('light')], combining, rounds: [heat] }))
    .inOrder(['h1', 'h2'], 'heavy')
    .signIn({ l1: 9 }, 'light');
  night.add('classes-combined', { classes: ['light', 'heavy'], rule: 'pair', approvals: [], consents: {} });
  expect(night.order('light+heavy/heat-1')).toEqual(['l1', 'h1', 'h2']);
  expect(schedule(night.context, DAY).map((race) => race.id)).toEqual(['light+heavy/heat-1']);
  expect(citedClauses(lineUp(night.context, DAY, 'light+heavy/heat-1').because)).toContain('T-light-first');
});

test('the day runs round by round, classes in their order, lower mains first; officials may change it', () => {
  const book = blankRulebook({
    classes: ['x', 'y', 'z'].map(raceClass),
    rounds: [
      heat,
      round('main', [stage({ kind: 'seeded' }, [])], {
        ladder: ladder([key('pill')], { all: 4, direct: 2, directLower: 2, capacity: 4, up: 2 }),
      }),
    ],
  });
  const night = new Night(book).inOrder(cars('', 5), 'x').inOrder(['a'], 'z');
  const order = (): readonly string[] => schedule(night.context, DAY).map((race) => race.id);
  expect(order()).toEqual(['x/heat-1', 'x/heat-2', 'z/heat-1', 'x/b-main', 'x/a-main', 'z/a-main']);
  night.add('order-posted', { class: 'x', name: 'schedule', order: ['z', 'x'] });
  expect(order()).toEqual(['z/heat-1', 'x/heat-1', 'x/heat-2', 'z/a-main', 'x/b-main', 'x/a-main']);
});

test('a rulebook that lines a race up by itself is refused by name', () => {
  const self = formula('car.starts', ['car'], ({ car }) => (car as { starts: boolean }).starts);
  const night = new Night(blankRulebook({ rounds: [round('heat', [stage({ kind: 'entered' }, [key('pill')], { where: self })])] })).inOrder(
    ['a'],
  );
  expect(() => night.order('x/heat')).toThrow(/x\/heat depends on itself/);
});

// ---- for any field ----------------------------------------------------------------------------------------------------

const anyField = fc.record({
  n: fc.integer({ min: 1, max: 60 }),
  max: fc.integer({ min: 1, max: 12 }),
  deal: fc.constantFrom('alternate', 'snake', 'blocks', 'fill' as const),
  late: fc.integer({ min: 0, max: 3 }),
  seed: fc.integer(),
});

test('every car starts in exactly one heat, in slots without gaps, and late cars are last', () => {
  fc.assert(
    fc.property(anyField, ({ n, max, deal, late }) => {
      const night = new Night(blankRulebook({ rounds: [{ ...heat, split: split(deal, [key('pill')], { max: literal(max) }) }] }))
        .inOrder(cars('c', n))
        .signIn(Object.fromEntries(cars('late', late).map((car) => [car, undefined])));
      const lined = racesOfRound(night.context, DAY, 'x', 'heat').map((race) => lineUp(night.context, DAY, race.id).slots);
      expect(
        lined
          .flat()
          .map((slot) => slot.car)
          .toSorted(),
      ).toEqual([...cars('c', n), ...cars('late', late)].toSorted());
      for (const slots of lined) {
        expect(slots.map((slot) => slot.slot)).toEqual(slots.map((_, index) => index + 1));
        expect(slots.map((slot) => slot.car.startsWith('late'))).toEqual(slots.map((slot) => slot.car.startsWith('late')).toSorted());
        expect(slots.length).toBeLessThanOrEqual(max);
      }
    }),
    { numRuns: 60 },
  );
});

test('in a ladder of mains every car starts in the A main, is an alternate, or stays in a lower main', () => {
  const sizes = fc.record({
    n: fc.integer({ min: 1, max: 80 }),
    direct: fc.integer({ min: 1, max: 6 }),
    up: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(sizes, ({ n, direct, up }) => {
      const rule = ladder([key('pill')], { all: 10, direct, directLower: 6, capacity: 10, up });
      const stages = [stage({ kind: 'seeded' }, [key('pill')]), stage({ kind: 'came-up' }, [key('finish', 'main')])];
      const night = new Night(blankRulebook({ rounds: [round('main', stages, { ladder: rule })] })).inOrder(cars('c', n));
      const starts = new Map<string, number>();
      for (const race of plannedRaces(night.context, DAY, 'x')) {
        const { slots, waitsFor } = lineUp(night.context, DAY, race.id);
        expect(waitsFor).toEqual([]);
        expect(new Set(slots.map((slot) => slot.car)).size).toBe(slots.length);
        for (const slot of slots) starts.set(slot.car, (starts.get(slot.car) ?? 0) + 1);
        night.finish(
          race.id,
          slots.map((slot) => slot.car),
        );
      }
      expect([...starts.keys()].toSorted()).toEqual([...cars('c', n)].toSorted());
      const top = lineUp(night.context, DAY, 'x/a-main');
      expect(top.alternates.some((each) => top.slots.some((slot) => slot.car === each.car))).toBe(false);
    }),
    { numRuns: 40 },
  );
});

test('the A main of four hundred cars has them all when nobody is cut', () => {
  const stages = [
    stage({ kind: 'seeded' }, [key('finish', 'heat'), key('season-points'), key('pill')], {
      where: formula('has(car.pill)', ['car'], ({ car }) => 'pill' in (car as object)),
    }),
    stage({ kind: 'came-up' }, [key('finish', 'main')]),
  ];
  const book = blankRulebook({
    rounds: [
      { ...heat, split: split('alternate', [key('pill')], { max: literal(20) }) },
      round('main', stages, {
        ladder: ladder([key('finish', 'heat'), key('pill')], { all: 400, direct: 6, directLower: 6, capacity: 10, up: 4 }),
      }),
    ],
  });
  const night = new Night(book).inOrder(cars('c', 400));
  for (const race of racesOfRound(night.context, DAY, 'x', 'heat'))
    night.finish(
      race.id,
      lineUp(night.context, DAY, race.id).slots.map((slot) => slot.car),
    );
  expect(lineUp(night.context, DAY, 'x/a-main').slots).toHaveLength(400);
});
