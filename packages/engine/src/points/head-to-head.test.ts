import { expect, test } from 'vitest';
import type { SeasonRule } from '../language.ts';
import { Night } from '../testing/night.ts';
import { raceClass } from '../testing/rulebook.ts';
import { season, scoringBook } from '../testing/scoring.ts';
import { leagueOf } from './head-to-head.ts';
import { standings } from './standings.ts';

const run = (race: string, order: string) => order.split(' ').map((driver, index) => ({ race, driver, place: index + 1 }));
const league = (...races: readonly string[]) => {
  const rows = races.flatMap((order, index) => run(`race ${index}`, order));
  const drivers = [...new Set(rows.map((row) => row.driver))];
  return leagueOf(
    drivers.map((driver) => ({
      driver,
      places: rows
        .filter((row) => row.driver === driver)
        .map(({ race, place }) => ({ meeting: 'm', round: 'race', race, letter: '', place, index: 0 })),
    })),
  );
};

test.each([
  { name: 'two: who was ahead more often', races: ['A B', 'B A', 'A B'], order: { A: [1], B: [-1] } },
  { name: 'a race that only one ran says nothing', races: ['A B', 'B C', 'B'], order: { A: [1], B: [0], C: [-1] } },
  { name: 'three in a circle stay level', races: ['A B', 'B C', 'C A'], order: { A: [0], B: [0], C: [0] } },
  {
    name: 'a league of three, not three pairs: B beat A, but A has the better balance',
    races: ['A C', 'A C', 'C B', 'B A'],
    order: { A: [1], C: [-1], B: [0] },
  },
  {
    name: 'two left level by the league are told apart by their own races',
    races: ['A C', 'C B', 'C B'],
    order: { A: [1, 1], C: [1, -1], B: [-2] },
  },
])('$name', ({ races, order }) => {
  const found = league(...races);
  for (const [driver, balance] of Object.entries(order))
    expect({ driver, balance: found.get(driver)?.slice(0, balance.length) }).toEqual({ driver, balance });
});

test('standings: of three level drivers each has one place, whatever the pairs say', () => {
  const ties: SeasonRule['ties'] = [{ by: 'head-to-head', first: 'high', of: [], clauses: ['T-head'] }];
  const book = scoringBook({ classes: [raceClass('x')], points: [], season: season({ ties }) });
  const night = new Night(book).inOrder(['A', 'B', 'C']).finish('x/heat', ['B', 'A', 'C']).finish('x/a-main', ['A', 'C', 'B']);
  const rows = standings(night.context, '2026', { class: 'x' }).rows;
  expect(rows.map((row) => `${row.place} ${row.driver}`)).toEqual(['1 driver A', '2 driver B', '3 driver C']);
  expect(rows[0]?.because.from.at(-1)).toMatchObject({ clauses: ['T-head'] });
});
