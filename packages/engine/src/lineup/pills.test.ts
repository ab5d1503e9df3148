import { expect, test } from 'vitest';
import { citedClauses, citedFacts } from '../because.ts';
import { blankRulebook, formula, key, literal, round, split, stage } from '../testing/rulebook.ts';
import { cars, DAY, Night } from '../testing/night.ts';
import { lineUp } from './line-up.ts';
import { plannedRace, plannedRaces, racesOfRound } from './plan.ts';

const byPill = [stage({ kind: 'entered' }, [key('pill')])];
const heats = (max: number) =>
  blankRulebook({
    rounds: [
      round('heat', byPill, {
        split: split('alternate', [key('pill')], { max: literal(max) }),
        laps: { count: literal(15), clauses: ['T-laps'] },
      }),
    ],
  });

/** Two heats, the second in the reverse of the first; late drivers stay behind in both. */
const hasPill = formula('has(car.pill)', ['car'], ({ car }) => 'pill' in (car as object));
const reversed = blankRulebook({
  rounds: [
    round('heat-1', byPill, { split: split('alternate', [key('pill')], { max: literal(8), names: 'letters' }) }),
    round(
      'heat-2',
      [
        stage({ kind: 'entered' }, [key('line-up', 'heat-1', { first: 'high' })], { where: hasPill, clauses: ['T-reverse'] }),
        stage({ kind: 'rest', notIn: [] }, [key('line-up', 'heat-1', { first: 'high' })], { clauses: ['T-late'] }),
      ],
      { split: split('same', [], { of: 'heat-1', names: 'letters' }) },
    ),
  ],
});

test('the lowest pill is on the pole, the highest last (KQMC-EX-09)', () => {
  const night = new Night(heats(8)).signIn({ K: 17, L: 3, M: 22, N: 8, O: 11 });
  expect(night.order('x/heat-1')).toEqual(['L', 'N', 'O', 'K', 'M']);
  const lined = lineUp(night.context, DAY, 'x/heat-1');
  expect(lined.laps?.laps).toBe(15);
  expect(citedClauses(lined.because)).toEqual(expect.arrayContaining(['T-by-pill', 'T-split', 'T-laps']));
  expect(lined.slots.map(({ slot, row, side }) => `${slot} ${row} ${side}`)).toEqual([
    '1 1 inside',
    '2 1 outside',
    '3 2 inside',
    '4 2 outside',
    '5 3 inside',
  ]);
  // K signed in and drew first.
  expect(citedFacts(lined.slots[3]?.because as never)).toEqual([2, 3]);
});

test('two heats are dealt by alternate pills (KQMC-EX-10)', () => {
  const night = new Night(heats(6)).signIn({ A: 14, B: 3, C: 27, D: 9, E: 31, F: 6, G: 18, H: 22 });
  expect(night.order('x/heat-1')).toEqual(['B', 'D', 'G', 'C']);
  expect(night.order('x/heat-2')).toEqual(['F', 'A', 'H', 'E']);
});

test.each([
  { name: 'snake', deal: split('snake', [key('pill')], { races: literal(3) }), groups: ['1 6 7', '2 5 8', '3 4 9'] },
  { name: 'fill', deal: split('fill', [key('pill')], { max: literal(4) }), groups: ['1 2 3 4', '5 6 7 8', '9'] },
  { name: 'blocks', deal: split('blocks', [key('pill')], { races: literal(2) }), groups: ['1 2 3 4 5', '6 7 8 9'] },
  {
    name: 'by a plan',
    deal: split('plan', [key('pill')], {
      plan: [
        [1, 9, 5],
        [2, 3, 4],
        [6, 7, 8],
      ],
    }),
    groups: ['1 5 9', '2 3 4', '6 7 8'],
  },
])('nine cars dealt $name', ({ deal, groups }) => {
  const night = new Night(blankRulebook({ rounds: [round('heat', byPill, { split: deal })] })).inOrder(cars('', 9));
  expect(racesOfRound(night.context, DAY, 'x', 'heat').map((race) => night.order(race.id).join(' '))).toEqual(groups);
});

test('officials deal the heats themselves; who they leave out runs in the first', () => {
  const night = new Night(
    blankRulebook({ rounds: [round('heat', byPill, { split: split('given', [key('pill')], { races: literal(2) }) })] }),
  ).inOrder(['a', 'b', 'c']);
  night.add('order-posted', { class: 'x', name: 'heat-2', order: ['a', 'b'] });
  expect([night.order('x/heat-1'), night.order('x/heat-2')]).toEqual([['c'], ['a', 'b']]);
});

/** Groups of four, but five cars stay together. */
const groupRule = formula('cars == 5 ? 1 : ceil(cars, 4)', ['cars'], ({ cars: n }) => (n === 5n ? 1n : ((n as bigint) + 3n) / 4n));
test.each(
  [[1], [2], [3], [4], [5], [3, 3], [4, 3], [4, 4], [3, 3, 3], [4, 3, 3], [4, 4, 3], [4, 4, 4], [4, 3, 3, 3]].map((sizes) => ({
    sizes,
    n: sizes.reduce((a, b) => a + b),
  })),
)('qualifying groups of $n cars: $sizes (KQMC-EX-14)', ({ n, sizes }) => {
  const night = new Night(
    blankRulebook({ rounds: [round('qualifying', byPill, { split: split('blocks', [key('pill')], { races: groupRule }) })] }),
  ).inOrder(cars('', n));
  const groups = racesOfRound(night.context, DAY, 'x', 'qualifying').map((race) => night.order(race.id));
  expect(groups.map((group) => group.length)).toEqual(sizes);
  expect(groups.flat()).toEqual(cars('', n));
});

test('heat 2 starts in the reverse of heat 1 (KAM-EX-01)', () => {
  const night = new Night(reversed).signIn({ k12: 31, k7: 4, k55: 18, k3: 9, k21: 25, k88: 2 });
  expect(night.order('x/heat-1')).toEqual(['k88', 'k7', 'k3', 'k55', 'k21', 'k12']);
  expect(night.order('x/heat-2')).toEqual(['k12', 'k21', 'k55', 'k3', 'k7', 'k88']);
});

test('late drivers start behind in both heats, reversed among themselves (KAM-EX-03)', () => {
  const night = new Night(reversed).inOrder(['A', 'B', 'C', 'D']).signIn({ L1: undefined, L2: undefined });
  expect(night.order('x/heat-1')).toEqual(['A', 'B', 'C', 'D', 'L1', 'L2']);
  expect(night.order('x/heat-2')).toEqual(['D', 'C', 'B', 'A', 'L2', 'L1']);
  const last = lineUp(night.context, DAY, 'x/heat-2').slots[5];
  expect(citedClauses(last?.because as never)).toContain('T-late');
});

test('nine karts run in two groups, which stay together; eight in one (KAM-EX-04)', () => {
  const nine = new Night(reversed).inOrder(cars('k', 9));
  expect(['x/heat-1-a', 'x/heat-2-a', 'x/heat-1-b', 'x/heat-2-b'].map((race) => nine.order(race).join(' '))).toEqual([
    'k1 k3 k5 k7 k9',
    'k9 k7 k5 k3 k1',
    'k2 k4 k6 k8',
    'k8 k6 k4 k2',
  ]);
  const eight = new Night(reversed).inOrder(cars('k', 8));
  expect(plannedRaces(eight.context, DAY, 'x').map((race) => race.id)).toEqual(['x/heat-1', 'x/heat-2']);
  expect(plannedRace(eight.context, DAY, 'x/heat-1-a').id).toBe('x/heat-1');
});

test('the only race of a round is found by the name of the round; an unknown one is refused with those there are', () => {
  const night = new Night(heats(8)).inOrder(cars('k', 8));
  expect(plannedRace(night.context, DAY, 'x/heat').id).toBe('x/heat-1');
  expect(() => plannedRace(night.context, DAY, 'x/heat-2')).toThrow(/x\/heat-1/);
});

test('a car that leaves after the first heat does not move others to other heats', () => {
  const night = new Night(heats(3)).inOrder(['a', 'b', 'c', 'd']);
  night.finish('x/heat-1', ['a', 'c']).add('entry-withdrawn', { class: 'x', car: 'a' });
  expect(night.order('x/heat-1')).toEqual(['a', 'c']);
  expect(night.order('x/heat-2')).toEqual(['b', 'd']);
  night.add('entry-withdrawn', { class: 'x', car: 'b' });
  expect(night.order('x/heat-2')).toEqual(['d']);
});

test('a pill drawn after the first heat was posted moves nobody to another heat; its car starts behind those who drew in time', () => {
  const night = new Night(heats(3)).signIn({ A: 4, B: 3, C: 2, D: 5, E: undefined });
  const second = night.order('x/heat-2');
  night.add('line-up-posted', { order: night.order('x/heat-1') }, 'x/heat-1');
  night.add('draw-made', { draw: 'pill', class: 'x', car: 'E', result: 1, how: 'by-hand' });
  expect(night.order('x/heat-2')).toEqual(second);
  expect([...night.order('x/heat-1'), ...night.order('x/heat-2')].toSorted()).toEqual(['A', 'B', 'C', 'D', 'E']);
});

test('cars start as the plan of the split has them written', () => {
  const plan = [
    [3, 1, 6],
    [5, 2, 4],
  ];
  const deal = split('plan', [key('pill')], { plan });
  const night = new Night(
    blankRulebook({ rounds: [round('heat', [stage({ kind: 'entered' }, [key('dealt')])], { split: deal })] }),
  ).inOrder(cars('', 6));
  expect([night.order('x/heat-1'), night.order('x/heat-2')]).toEqual([
    ['3', '1', '6'],
    ['5', '2', '4'],
  ]);
});
