import { expect, test } from 'vitest';
import type { AwardRule, Rulebook } from '../language.ts';
import { Night } from '../testing/night.ts';
import { CALLS, call, scoringBook, season, tablePoints } from '../testing/scoring.ts';
import { awards } from './awards.ts';

const rule = (id: string, how: AwardRule['how'], parts: Partial<AwardRule> = {}): AwardRule => ({
  id,
  name: id,
  how,
  rounds: ['main'],
  places: 3,
  by: [],
  clauses: [`T-${id}`],
  ...parts,
});

function bookWith(rules: readonly AwardRule[]): Rulebook {
  const papers = ['vote', 'pick'].map((id) => [id, { ...call(id), sort: 'record', of: 'season' }] as const);
  const illegal = call('illegal', { kind: 'lose', what: 'points', of: 'meeting' }, { kind: 'lose', what: 'awards', of: 'meeting' });
  return scoringBook({
    awards: rules,
    points: [tablePoints(['main'], [40, 35, 30, 25])],
    season: season(),
    acts: new Map([...CALLS, ...papers, ['illegal', illegal]]),
  });
}

const shown = (night: Night, question: Parameters<typeof awards>[1]): readonly string[] =>
  awards(night.context, question).awards.map((each) => `${each.place} ${each.driver} ${each.standing}`);

test('KAM-EX-36: trophies go to the first three; who has to give one back is passed over', () => {
  const night = new Night(bookWith([rule('trophy', 'result')])).inOrder(['T', 'S', 'R', 'Q']).finish('x/a-main', ['T', 'S', 'R', 'Q']);
  expect(shown(night, { meeting: night.meeting, class: 'x' })).toEqual(['1 driver T given', '2 driver S given', '3 driver R given']);
  night.add('call-made', { name: 'illegal', car: 'T', fields: {}, approvals: [] }, 'x/a-main');
  expect(shown(night, { meeting: night.meeting, class: 'x' })).toEqual([
    '1 driver S given',
    '2 driver R given',
    '3 driver Q given',
    '0 driver T returned',
  ]);
});

test('awards of the season go by the standings', () => {
  const night = new Night(bookWith([rule('champion', 'standings', { places: 1 })])).inOrder(['A', 'B']).finish('x/a-main', ['B', 'A']);
  expect(shown(night, { season: '2026', class: 'x' })).toEqual(['1 driver B given']);
});

test.each([
  { how: 'vote' as const, expected: ['1 Kim given'] },
  { how: 'pick' as const, expected: ['1 Lee given'] },
])('an award by $how', ({ how, expected }) => {
  const night = new Night(bookWith([rule('best', how, { places: 1 })]));
  for (const nominee of ['Lee', 'Kim', 'Kim'])
    night.add('record-made', { name: 'vote', fields: { award: 'best', nominee }, approvals: [] });
  night.add('record-made', { name: 'pick', fields: { award: 'best', nominee: 'Lee' }, approvals: [] });
  expect(shown(night, { season: '2026' })).toEqual(expected);
});

test('of several votes of one voter the latest counts, and only those of the season', () => {
  const night = new Night(bookWith([rule('best', 'vote', { places: 1 })]));
  const vote = (nominee: string, by: string): void => {
    night.giver = by;
    night.add('record-made', { name: 'vote', fields: { award: 'best', nominee }, approvals: [] });
  };
  vote('Lee', 'member:Amy');
  vote('Kim', 'member:Amy');
  vote('Lee', 'member:Bea');
  vote('Kim', 'steward:Bea');
  expect(shown(night, { season: '2026' })).toEqual(['1 Kim given']);
  expect(shown(night, { season: '2025' })).toEqual([]);
});
