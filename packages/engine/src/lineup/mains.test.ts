import { expect, test } from 'vitest';
import { citedClauses } from '../because.ts';
import type { Stage } from '../language.ts';
import { blankRulebook, formula, inverted, key, ladder, literal, round, split, stage } from '../testing/rulebook.ts';
import { cars, DAY, Night } from '../testing/night.ts';
import { lineUp } from './line-up.ts';
import { plannedRaces } from './plan.ts';

const heat = round('heat', [stage({ kind: 'entered' }, [key('pill')])], { split: split('alternate', [key('pill')], { max: literal(6) }) });
const byHeat = [key('status', 'heat'), key('finish', 'heat'), key('race-number', 'heat')];
const isInverted = formula('has(draws.invert)', ['draws'], ({ draws }) => 'invert' in (draws as object));
const finished = formula(
  'car.results.heat.status == "finished"',
  ['car'],
  ({ car }) => (car as { results: { heat: { status: string } } }).results.heat.status === 'finished',
);
const cameUp = stage({ kind: 'came-up' }, [key('finish', 'main')], { clauses: ['T-straight'] });
const straight = [stage({ kind: 'seeded' }, byHeat), cameUp];

function mains(lineup: readonly Stage[], sizes: { readonly direct: number }, order = byHeat) {
  const main = round('main', lineup, {
    lineupLower: [stage({ kind: 'seeded' }, order, { clauses: ['T-lower'] }), cameUp],
    ladder: ladder(order, { all: 10, direct: sizes.direct, directLower: 6, capacity: 10, up: 4 }),
  });
  return blankRulebook({ rounds: [heat, main] });
}

test('a main from two heats, straight: the first of heat 1 on the pole (KQMC-EX-10)', () => {
  const night = new Night(mains(straight, { direct: 6 })).signIn({ A: 14, B: 3, C: 27, D: 9, E: 31, F: 6, G: 18, H: 22 });
  expect(lineUp(night.context, DAY, 'x/main')).toMatchObject({ slots: [], waitsFor: ['x/heat-1 has no result', 'x/heat-2 has no result'] });
  night.finish('x/heat-1', ['D', 'B', 'C', 'G']).finish('x/heat-2', ['A', 'E', 'F', 'H']);
  expect(night.order('x/a-main')).toEqual(['D', 'A', 'B', 'E', 'C', 'F', 'G', 'H']);
});

test.each([
  { name: 'straight', pill: false, order: 'K L M N O P Q' },
  { name: 'inverted', pill: true, order: 'N M L K O P Q' },
])('a main from one heat, $name (KQMC-EX-12)', ({ pill, order }) => {
  const one = { ...heat, split: split('alternate', [key('pill')], { max: literal(10) }) };
  const stages = [stage({ kind: 'seeded' }, byHeat, { when: isInverted, first: literal(4), ...inverted(literal(4)) }), ...straight];
  const book = mains(stages, { direct: 4 });
  const night = new Night({ ...book, rounds: [one, book.rounds[1] as never] })
    .inOrder(['Q', 'P', 'O', 'N', 'M', 'L', 'K'])
    .finish('x/heat-1', ['K', 'L', 'M', 'N', 'O', 'P', 'Q']);
  if (pill) night.add('draw-made', { draw: 'invert', class: 'x', result: 'inverted', how: 'by-hand' });
  expect(night.order('x/a-main').join(' ')).toBe(order);
  const lined = lineUp(night.context, DAY, 'x/a-main');
  expect(lined.slots.map((slot) => citedClauses(slot.because).includes('T-invert'))).toEqual([pill, pill, pill, pill, false, false, false]);
});

test.each([
  { name: 'equal heats', one: ['A', 'B', 'C', 'D'], two: ['E', 'F', 'G', 'H'], order: 'F B E A G C H D' },
  {
    name: 'the longer file closes up two by two',
    one: ['A', 'B', 'C', 'D', 'I', 'J'],
    two: ['E', 'F', 'G', 'H'],
    order: 'F B E A G C H D I J',
  },
])('two heats stand in two files, heat 2 inside, the first two of each reversed: $name (KQMC-MAIN-5)', ({ one, two, order }) => {
  const stages = [
    stage({ kind: 'seeded' }, [key('finish', 'heat')], {
      ...inverted(literal(4)),
      columns: { round: 'heat', files: [2, 1], clauses: ['T-columns'] },
    }),
  ];
  const given = { ...heat, split: split('given', [key('pill')], { races: literal(2) }) };
  const book = mains(stages, { direct: 6 });
  const night = new Night({ ...book, rounds: [given, book.rounds[1] as never] })
    .inOrder([...one, ...two])
    .add('order-posted', { class: 'x', name: 'heat-1', order: one })
    .add('order-posted', { class: 'x', name: 'heat-2', order: two });
  night.finish('x/heat-1', one).finish('x/heat-2', two);
  expect(night.order('x/a-main').join(' ')).toBe(order);
  const turned = lineUp(night.context, DAY, 'x/a-main')
    .slots.filter((slot) => citedClauses(slot.because).includes('T-invert'))
    .map((slot) => slot.car);
  expect(turned.toSorted()).toEqual(['A', 'B', 'E', 'F']);
});

const times = round('qualifying', [stage({ kind: 'entered' }, [key('pill')])], {
  decidedBy: 'time',
  resultOrder: [key('time', 'qualifying'), key('time', 'qualifying', { nth: 2 }), key('pill')],
});

function qualified(n: number): Night {
  const main = round('main', [stage({ kind: 'seeded' }, [key('time', 'qualifying')]), cameUp], {
    ladder: ladder([key('time', 'qualifying')], { all: 10, direct: 6, directLower: 6, capacity: 10, up: 4 }),
  });
  const night = new Night(blankRulebook({ rounds: [times, main] })).inOrder(cars('Q', n).toReversed());
  for (const [index, car] of cars('Q', n).entries())
    night.add('times-recorded', { car, timesUs: [8_300_000 + index * 1000, 8_900_000] }, 'x/qualifying');
  return night;
}

test('thirteen cars: six straight in the A main, the rest through a B main (KQMC-EX-16)', () => {
  const night = qualified(13);
  expect(plannedRaces(night.context, DAY, 'x').map((race) => race.id)).toEqual(['x/qualifying', 'x/b-main', 'x/a-main']);
  expect(night.order('x/b-main')).toEqual(['Q7', 'Q8', 'Q9', 'Q10', 'Q11', 'Q12', 'Q13']);
  expect(lineUp(night.context, DAY, 'x/a-main')).toMatchObject({ waitsFor: ['x/b-main has no result'], alternates: [] });
  expect(night.order('x/a-main')).toEqual(cars('Q', 6));
  night.finish('x/b-main', ['Q9', 'Q7', 'Q12', 'Q8', 'Q11', 'Q13', 'Q10']);
  expect(night.order('x/a-main')).toEqual([...cars('Q', 6), 'Q9', 'Q7', 'Q12', 'Q8']);
  expect(lineUp(night.context, DAY, 'x/a-main').alternates.map((each) => each.car)).toEqual(['Q11']);
  night.add('car-scratched', { car: 'Q12' }, 'x/a-main');
  expect(lineUp(night.context, DAY, 'x/a-main').alternates.map((each) => each.car)).toEqual(['Q11']);
  expect(lineUp(night.context, DAY, 'x/b-main').alternates).toEqual([]);
});

test('equal times are told apart by the second lap, then by the pill, and the reason says so (KQMC-EX-54)', () => {
  const night = new Night(
    blankRulebook({
      rounds: [
        times,
        round('main', [
          stage({ kind: 'entered' }, [
            key('time', 'qualifying'),
            key('time', 'qualifying', { nth: 2, clauses: ['T-second-lap'] }),
            key('pill'),
          ]),
        ]),
      ],
    }),
  ).signIn({ A: 9, B: 4, C: 6 });
  for (const [car, timesUs] of Object.entries({ A: [8_300_000, 8_350_000], B: [8_410_000, 8_300_000], C: [8_300_000, 8_350_000] }))
    night.add('times-recorded', { car, timesUs }, 'x/qualifying');
  expect(night.order('x/main')).toEqual(['C', 'A', 'B']);
  const [c, , b] = lineUp(night.context, DAY, 'x/main').slots;
  expect(citedClauses(c?.because as never)).toEqual(expect.arrayContaining(['T-second-lap', 'T-by-pill']));
  expect(citedClauses(b?.because as never)).not.toContain('T-by-pill');
});

const passing = [key('passing-points', 'passing')];

test('twenty-two cars run A, B and C mains by passing points, only the A inverted (KQMC-EX-18)', () => {
  const night = new Night(mains([stage({ kind: 'seeded' }, passing, inverted('all')), cameUp], { direct: 6 }, passing)).inOrder(
    cars('S', 22),
  );
  expect(() => night.order('x/c-main')).toThrow(/passing points are not known.*post-scores/);
  night.add('scores-posted', {
    class: 'x',
    name: 'passing',
    scores: Object.fromEntries(cars('S', 22).map((car, index) => [car, 100 - index])),
  });
  expect(night.order('x/c-main')).toEqual(cars('S', 22).slice(12));
  night.finish('x/c-main', ['S15', 'S13', 'S20', 'S14', 'S16', 'S17', 'S18', 'S19', 'S21', 'S22']);
  expect(night.order('x/b-main')).toEqual(['S7', 'S8', 'S9', 'S10', 'S11', 'S12', 'S15', 'S13', 'S20', 'S14']);
  expect(lineUp(night.context, DAY, 'x/b-main').alternates.map((each) => each.car)).toEqual(['S16']);
  night.finish('x/b-main', ['S8', 'S7', 'S13', 'S10', 'S9', 'S11', 'S12', 'S15', 'S20', 'S14']);
  expect(night.order('x/a-main')).toEqual(['S6', 'S5', 'S4', 'S3', 'S2', 'S1', 'S8', 'S7', 'S13', 'S10']);
  expect(lineUp(night.context, DAY, 'x/a-main').alternates.map((each) => each.car)).toEqual(['S9']);
  // A car that goes home after the C main changes neither the mains nor who is in which.
  night.add('entry-withdrawn', { class: 'x', car: 'S2' });
  expect(plannedRaces(night.context, DAY, 'x').map((race) => race.id)).toContain('x/c-main');
  expect(night.order('x/a-main')).toEqual(['S6', 'S5', 'S4', 'S3', 'S1', 'S8', 'S7', 'S13', 'S10']);
});

test('non-finishers of the heat start behind every finisher and are not inverted (KQMC-EX-33)', () => {
  const behind = [
    stage({ kind: 'seeded' }, [key('finish', 'heat')], { where: finished, ...inverted(literal(4)) }),
    stage({ kind: 'rest', of: 'heat', notIn: [] }, [key('status', 'heat'), key('pill')]),
  ];
  const night = new Night(mains(behind, { direct: 4 }))
    .inOrder(['A', 'B', 'C', 'D', 'E'])
    .finish('x/heat-1', ['A', 'C', 'D', 'E'], { B: 'dq' });
  expect(night.order('x/a-main')).toEqual(['E', 'D', 'C', 'A', 'B']);
});

// ---- a feature by the sum of two heats ------------------------------------------------------------------------------

const onPointsDay = formula(
  'meeting.points && meeting.number > 1',
  ['meeting'],
  ({ meeting }) => (meeting as { points: boolean; number: bigint }).points && (meeting as { number: bigint }).number > 1n,
);
const feature = blankRulebook({
  rounds: [
    round('heat-1', [stage({ kind: 'entered' }, [key('pill')])]),
    round('heat-2', [stage({ kind: 'entered' }, [key('line-up', 'heat-1', { first: 'high' })])]),
    round('feature', [
      stage({ kind: 'entered' }, [key('finish-sum', ['heat-1', 'heat-2']), key('season-points', [], { when: onPointsDay }), key('pill')]),
    ]),
  ],
});

test.each([
  { name: 'the lowest sum is first (KAM-EX-06)', heats: ['A B C D E', 'C A E B D'], order: 'A C B E D' },
  {
    name: 'DNF, DNS and DQ count with their place (KAM-EX-10)',
    heats: ['A B C D | E:dnf F:dns', 'F A B E C | D:dq'],
    order: 'A B F C E D',
  },
  {
    name: 'equal sums by season points (KAM-EX-07)',
    heats: ['A B C D', 'D C B A'],
    points: { A: 120, B: 180, C: 95, D: 150 },
    order: 'B D A C',
  },
  {
    name: 'on a day without points by pill (KAM-4.3)',
    heats: ['A B C D', 'D C B A'],
    points: { A: 120, B: 180, C: 95, D: 150 },
    kind: 'fun',
    order: 'A B C D',
  },
])('feature: $name', ({ heats, points, kind, order }) => {
  const night = new Night(feature, 'points');
  if (points)
    night.add('points-carried', { class: 'x', points: Object.fromEntries(Object.entries(points).map(([car, n]) => [`driver ${car}`, n])) });
  night.open('2026-05-09', kind).inOrder(['A', 'B', 'C', 'D', 'E', 'F'].filter((car) => heats[0]?.includes(car)));
  for (const [index, text] of heats.entries()) {
    const [placed = '', others = ''] = text.split(' | ');
    night.finish(
      `x/heat-${index + 1}`,
      placed.split(' '),
      Object.fromEntries(
        others
          .split(' ')
          .filter(Boolean)
          .map((each) => each.split(':') as [string, string]),
      ),
    );
  }
  expect(night.order('x/feature').join(' ')).toBe(order);
});

test('what points cannot settle the pill does; a new driver has none (KAM-EX-09)', () => {
  const night = new Night(feature).add('points-carried', { class: 'x', points: { 'driver A': 100, 'driver B': 100, 'driver M': 40 } });
  night
    .open('2026-05-09')
    .signIn({ A: 8, B: 6, M: 3, N: 1 })
    .finish('x/heat-1', ['A', 'B', 'M', 'N'])
    .finish('x/heat-2', ['B', 'A', 'N', 'M']);
  expect(night.order('x/feature')).toEqual(['B', 'A', 'M', 'N']);
});
