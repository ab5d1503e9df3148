import { expect, test } from 'vitest';
import { citedClauses } from '../because.ts';
import type { Result } from '../answers.ts';
import type { Rulebook } from '../language.ts';
import { blankRulebook, formula, key, round, stage } from '../testing/rulebook.ts';
import { Night } from '../testing/night.ts';
import { call, scoringBook, STATUSES } from '../testing/scoring.ts';
import { result } from './result.ts';

const shown = (of: Result): readonly string[] => of.rows.map((row) => `${row.place} ${row.car} ${row.status}`);

function heat(book: Rulebook, cars: readonly string[]): Night {
  return new Night(book).inOrder(cars);
}

function called(night: Night, name: string, car: string, fields: Readonly<Record<string, number | string>> = {}, race = 'x/heat'): Night {
  return night.add('call-made', { name, car, fields, approvals: [] }, race);
}

test('KQMC-EX-33: who skipped the scales is behind all and the others move up', () => {
  const night = heat(scoringBook(), ['A', 'B', 'C', 'D', 'E']).finish('x/heat', ['A', 'B', 'C', 'D', 'E']);
  const after = result(called(night, 'missed-scales', 'B').context, night.meeting, 'x/heat');
  expect(shown(after)).toEqual(['1 A finished', '2 C finished', '3 D finished', '4 E finished', '0 B dq-scales']);
  expect(citedClauses(after.rows[4]?.because ?? after.because)).toContain('T-missed-scales');
});

test('KQMC-EX-33: while a finisher is not weighed the result stays provisional', () => {
  const weighed = formula('car.weight', ['car'], ({ car }) => 'weight' in (car as object));
  const book = scoringBook({
    holds: [{ rounds: ['heat'], of: 'car', must: weighed, says: 'not weighed', clauses: ['T-scales'] }],
    acts: new Map([['weight', { ...call('weight'), sort: 'record', of: 'entry' }]]),
  });
  const night = heat(book, ['A', 'B']).finish('x/heat', ['A', 'B']);
  const weigh = (car: string) =>
    night.add('record-made', { name: 'weight', class: 'x', car, fields: { pounds: 300 }, approvals: [] }, 'x/heat');
  weigh('A');
  expect(result(night.context, night.meeting, 'x/heat').holds.map((each) => each.says)).toEqual(['not weighed: car B']);
  weigh('B');
  expect(result(night.context, night.meeting, 'x/heat').holds).toEqual([]);
  expect(result(night.context, night.meeting, 'x/heat').standing).toBe('provisional');
  night.add('result-made-official', {}, 'x/heat');
  expect(result(night.context, night.meeting, 'x/heat').standing).toBe('official');
});

test('KQMC-EX-40: not started, never tried and crashed stand behind the finishers in the order of their statuses', () => {
  const night = heat(scoringBook(), ['A', 'B', 'C', 'D', 'F']).finish('x/heat', ['F'], { A: 'dns', B: 'dna', C: 'dna', D: 'dnf' });
  expect(shown(result(night.context, night.meeting, 'x/heat'))).toEqual(['1 F finished', '2 D dnf', '3 A dns', '0 B dna', '0 C dna']);
});

test('KQMC-EX-40: a status that comes by itself tells a missing starter from one that never tried', () => {
  const tried = formula('car.marks.strapped_in', ['car'], ({ car }) => 'strapped_in' in (car as { readonly marks: object }).marks);
  const statuses = new Map(
    [...STATUSES].map(([id, rule]) => [
      id,
      id === 'dns' ? { ...rule, when: tried } : id === 'dna' ? { ...rule, when: formula('true', [], () => true) } : rule,
    ]),
  );
  const night = heat(scoringBook({ statuses }), ['A', 'B', 'F']);
  night.add('moment-marked', { name: 'strapped-in', car: 'A', fields: {}, approvals: [] }, 'x/heat').finish('x/heat', ['F']);
  expect(shown(result(night.context, night.meeting, 'x/heat'))).toEqual(['1 F finished', '2 A dns', '0 B dna']);
});

test.each([
  {
    name: 'heat 1: a car that fell out and one that did not start take places',
    order: ['A', 'B', 'C', 'D'],
    statuses: { E: 'dnf', F: 'dns' },
    expected: ['1 A', '2 B', '3 C', '4 D', '5 E', '6 F'],
  },
  {
    name: 'heat 2: a disqualified car is last and has a place',
    order: ['F', 'A', 'B', 'E', 'C'],
    statuses: { D: 'dq' },
    expected: ['1 F', '2 A', '3 B', '4 E', '5 C', '6 D'],
  },
])('KAM-EX-10 $name', ({ order, statuses, expected }) => {
  const night = heat(scoringBook({ statuses: blankRulebook().statuses }), ['A', 'B', 'C', 'D', 'E', 'F']).finish('x/heat', order, statuses);
  expect(result(night.context, night.meeting, 'x/heat').rows.map((row) => `${row.place} ${row.car}`)).toEqual(expected);
});

test.each([
  { name: 'cars behind move up', closesUp: true, expected: ['A 1 1', 'B 0 0', 'C 2 2', 'D 3 3'] },
  { name: 'the place stays empty for points', closesUp: false, expected: ['A 1 1', 'B 0 0', 'C 2 3', 'D 3 4'] },
])('a car disqualified where it finished: $name', ({ closesUp, expected }) => {
  const statuses = new Map([...STATUSES].map(([id, rule]) => [id, id === 'dq' ? { ...rule, rank: 1, closesUp } : rule]));
  const night = heat(scoringBook({ statuses }), ['A', 'B', 'C', 'D']).finish('x/heat', ['A', 'B', 'C', 'D'], { B: 'dq' });
  expect(result(night.context, night.meeting, 'x/heat').rows.map((row) => `${row.car} ${row.place} ${row.scoringPlace}`)).toEqual(expected);
});

test.each([
  { name: 'one car', lost: [['A', 2]], order: ['B', 'C', 'A', 'D', 'E'] },
  { name: 'not past the last', lost: [['D', 5]], order: ['A', 'B', 'C', 'E', 'D'] },
  {
    name: 'two that aim at one place keep their order',
    lost: [
      ['A', 2],
      ['B', 1],
    ],
    order: ['C', 'A', 'B', 'D', 'E'],
  },
  {
    name: 'two calls on a car add up',
    lost: [
      ['A', 1],
      ['A', 2],
    ],
    order: ['B', 'C', 'D', 'A', 'E'],
  },
  {
    name: 'the other way about',
    lost: [
      ['B', 1],
      ['A', 2],
    ],
    order: ['C', 'A', 'B', 'D', 'E'],
  },
] as const)('places lost: $name', ({ lost, order }) => {
  const night = heat(scoringBook(), ['A', 'B', 'C', 'D', 'E']).finish('x/heat', ['A', 'B', 'C', 'D', 'E']);
  for (const [car, places] of lost) called(night, 'places-lost', car, { places });
  const after = result(night.context, night.meeting, 'x/heat');
  expect(after.rows.map((row) => row.car)).toEqual(order);
  expect(after.rows.map((row) => row.place)).toEqual([1, 2, 3, 4, 5]);
});

test('a race that ended by the checkered flag is classified as it was run, cars that went out behind', () => {
  const night = heat(scoringBook(), ['A', 'B', 'C', 'D']);
  const off = { ...call('off-track', { kind: 'off', status: 'dnf' }) };
  const book = { ...night.book, acts: new Map([...night.book.acts, ['off-track', off]]) };
  const run = heat(book, ['A', 'B', 'C', 'D']);
  run
    .add('flag-shown', { flag: 'green', cars: [] }, 'x/heat')
    .add('lap-scored', { lap: 1, order: ['B', 'A', 'D', 'C'], lapped: [] }, 'x/heat');
  called(run, 'off-track', 'A')
    .add('lap-scored', { lap: 2, order: ['D', 'B'], lapped: ['C'] }, 'x/heat')
    .add('flag-shown', { flag: 'checkered', cars: [] }, 'x/heat');
  expect(shown(result(run.context, run.meeting, 'x/heat'))).toEqual(['1 D finished', '2 B finished', '3 C finished', '4 A dnf']);
});

test('KQMC-EX-54: rounds decided by time go by best lap, second lap, pill', () => {
  const timed = round('qualifying', [stage({ kind: 'entered' }, [key('pill')])], {
    decidedBy: 'time',
    resultOrder: [key('time', 'qualifying'), key('time', 'qualifying', { nth: 2 }), key('pill')],
  });
  const night = new Night(scoringBook({ rounds: [timed] })).signIn({ A: 9, B: 4, C: 6, N: 1 });
  const times = { A: [8_300_000, 8_350_000], B: [8_410_000, 8_300_000], C: [8_300_000, 8_350_000] };
  for (const [car, timesUs] of Object.entries(times)) night.add('times-recorded', { car, timesUs }, 'x/qualifying');
  expect(shown(result(night.context, night.meeting, 'x/qualifying'))).toEqual(['1 C finished', '2 A finished', '3 B finished', '4 N dns']);
});

test('joined classes: each class has its own order from the one race', () => {
  const rule = { id: 'pair', classes: ['x', 'y'], approvals: [], consent: 'none', says: 'joined', clauses: ['T-join'] } as const;
  const night = new Night(scoringBook({ combining: [rule] })).inOrder(['A', 'B'], 'x').inOrder(['S', 'T'], 'y');
  night
    .add('classes-combined', { classes: ['x', 'y'], rule: 'pair', approvals: [], consents: {} })
    .finish('x+y/heat', ['S', 'B', 'T', 'A']);
  expect(shown(result(night.context, night.meeting, 'x/heat'))).toEqual(['1 B finished', '2 A finished']);
  expect(shown(result(night.context, night.meeting, 'y/heat'))).toEqual(['1 S finished', '2 T finished']);
});
