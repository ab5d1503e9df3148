import { expect, test } from 'vitest';
import { citedClauses } from '../because.ts';
import type { Consequence } from '../language.ts';
import { lineUp } from '../lineup/line-up.ts';
import { DAY } from '../testing/night.ts';
import { acts, call, ladder, lined, raceBook } from '../testing/race-night.ts';
import { literal } from '../testing/rulebook.ts';

const startRear: Consequence = { kind: 'start-rear', races: literal(1), rounds: [] };
const rounds = ['race', 'second', 'third'].flatMap((id) => raceBook().rounds.map((round) => ({ ...round, id, name: id })));
const rough = { name: 'rough', car: 'A', fields: {}, approvals: [] };

test('one race at the rear: the next one it runs, not the one before nor the one after', () => {
  const night = lined(raceBook({ rounds, acts: acts(call('rough', [startRear])) }), 'A B C');
  night.flag('green').call('rough', 'A').finish('x/race', ['A', 'B', 'C']);
  expect([night.order('x/race'), night.order('x/second')]).toEqual([
    ['A', 'B', 'C'],
    ['B', 'C', 'A'],
  ]);
  expect(citedClauses(lineUp(night.context, DAY, 'x/second').because)).toContain('T-rough');
  night.finish('x/second', ['A', 'B', 'C']);
  expect([night.order('x/second'), night.order('x/third')]).toEqual([
    ['B', 'C', 'A'],
    ['A', 'B', 'C'],
  ]);
});

test('a call made when a later race has begun leaves that start alone', () => {
  const night = lined(raceBook({ rounds, acts: acts(call('rough', [startRear])) }), 'A B C').finish('x/race', ['A', 'B', 'C']);
  night.add('flag-shown', { flag: 'green', cars: [] }, 'x/second').add('call-made', rough, 'x/race');
  expect([night.order('x/second'), night.order('x/third')]).toEqual([
    ['A', 'B', 'C'],
    ['B', 'C', 'A'],
  ]);
});

test('an order that officials gave after the call stands', () => {
  const night = lined(raceBook({ rounds, acts: acts(call('rough', [startRear])) }), 'A B C')
    .call('rough', 'A')
    .finish('x/race', ['A', 'B', 'C']);
  night.add('line-up-changed', { order: ['B', 'A', 'C'], why: 'the board says so' }, 'x/second');
  expect(night.order('x/second')).toEqual(['B', 'A', 'C']);
});

test('the second offence of a ladder sends to the rear, at the next meeting too', () => {
  const ladders = ladder(
    'rough',
    [
      [1, { kind: 'warning' }],
      [2, startRear],
    ],
    { over: 'season', whose: 'driver' },
  );
  const night = lined(raceBook({ rounds, ladders, acts: acts(call('rough', [], { ladder: 'rough' })) }), 'A B C').call('rough', 'A');
  expect(night.order('x/second')).toEqual(['A', 'B', 'C']);
  night.call('rough', 'A').open('2026-06-06').inOrder(['A', 'B', 'C']);
  expect(night.order('x/race')).toEqual(['B', 'C', 'A']);
});
