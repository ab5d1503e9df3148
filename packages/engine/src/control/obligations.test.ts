import { describe, expect, test } from 'vitest';
import { citedClauses } from '../because.ts';
import type { Consequence } from '../language.ts';
import { lineUp } from '../lineup/line-up.ts';
import { DAY } from '../testing/night.ts';
import { acts, call, ladder, lined, raceBook, words } from '../testing/race-night.ts';
import { formula, literal, raceClass } from '../testing/rulebook.ts';
import { caseRule, caseRules, CaseNight, follows } from '../testing/stewards.ts';

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

describe('a start at the rear at the next meetings', () => {
  const points = formula('meeting.points', ['meeting'], ({ meeting }) => (meeting as { readonly points: boolean }).points);
  const rear: Consequence = { kind: 'start-rear', races: literal(1), rounds: [], unit: 'meeting', classes: 'own', counts: points };
  const book = raceBook({
    rounds,
    classes: [raceClass('x'), raceClass('y')],
    acts: acts(call('rough', [rear]), { ...call('sent-back', [rear]), of: 'person' }),
    cases: caseRules(caseRule('protest', { back: follows(rear) })),
  });
  const first = (): CaseNight => new CaseNight(book).inOrder(words('A B C')).finish('x/race', words('A B C'));
  const next = (of: CaseNight, date: string, kind = 'points', cars = 'A B C'): CaseNight => of.open(date, kind).inOrder(words(cars));
  const orders = (of: CaseNight): readonly string[] => ['x/race', 'x/second', 'x/third'].map((race) => of.order(race).join(' '));
  const back = ['B C A', 'B C A', 'B C A'];
  const asEver = ['A B C', 'A B C', 'A B C'];
  const called = (): CaseNight => first().call('rough', 'A');

  test('not at the meeting it was called at', () => expect(called().order('x/second')).toEqual(words('A B C')));
  test('in every race of the next', () => expect(orders(next(called(), '2026-05-09'))).toEqual(back));
  test('by a ruling', () =>
    expect(orders(next(first().file('protest', 'p', { against: 'A' }).rule('p', 'back'), '2026-05-09'))).toEqual(back));
  test('by a call on a person', () => {
    const of = first().add('call-made', { name: 'sent-back', person: 'driver A', fields: {}, approvals: [] });
    expect(orders(next(of, '2026-05-09'))).toEqual(back);
  });
  test('one that does not count is left out, and the one after it counts', () => {
    const fun = next(called(), '2026-05-09', 'fun');
    expect(orders(fun)).toEqual(asEver);
    expect(orders(next(fun.finish('x/race', words('A B C')), '2026-05-16'))).toEqual(back);
  });
  test('a meeting that the driver missed does not count, one that it ran does', () => {
    const missed = next(called(), '2026-05-09', 'points', 'B C').finish('x/race', words('B C'));
    const ran = next(missed, '2026-05-16').finish('x/race', words('B C A'));
    expect(orders(ran).slice(1)).toEqual(back.slice(1));
    expect(orders(next(ran, '2026-05-23'))).toEqual(asEver);
  });
  test('in its own class only', () => {
    const of = next(called(), '2026-05-09').inOrder(words('A B'), 'y');
    expect(of.order('y/race')).toEqual(words('A B'));
  });
});
