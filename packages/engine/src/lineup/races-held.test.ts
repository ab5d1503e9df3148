import { expect, test } from 'vitest';
import { Night } from '../testing/night.ts';
import { formula } from '../testing/rulebook.ts';
import { scoringBook, STATUSES } from '../testing/scoring.ts';
import { plannedRaces } from './plan.ts';

const book = scoringBook({ statuses: STATUSES });
const never = formula('false', [], () => false);
const heats = (night: Night): readonly string[] =>
  plannedRaces(night.context, night.meeting, 'x').flatMap((race) => (race.round === 'heat' ? [race.id] : []));

const split = book.rounds.map((round) =>
  round.id === 'heat'
    ? {
        ...round,
        split: { races: formula('1', [], () => 1n), deal: 'given', plan: [], order: [], names: 'numbers', clauses: ['T'] } as const,
      }
    : round,
);

test.each([
  { name: 'as many heats as the rule plans', held: [], races: ['x/heat-1'] },
  { name: 'a heat that was run beyond the plan is a race', held: ['x/heat-3'], races: ['x/heat-1', 'x/heat-2', 'x/heat-3'] },
  { name: 'a race of another name is none', held: ['x/heat-x', 'x/final-2', 'y/heat-2'], races: ['x/heat-1'] },
])('$name', ({ held, races }) => {
  const night = new Night({ ...book, rounds: split }).inOrder(['A', 'B']);
  for (const race of held) night.finish(race, ['A', 'B']);
  expect(heats(night)).toEqual(races);
});

test('a round that the rule leaves out has a race when it was run', () => {
  const rounds = book.rounds.map((round) => (round.id === 'heat' ? { ...round, when: never } : round));
  const night = new Night({ ...book, rounds }).inOrder(['A', 'B']);
  expect(heats(night)).toEqual([]);
  expect(heats(night.finish('x/heat', ['A', 'B']))).toEqual(['x/heat']);
});
