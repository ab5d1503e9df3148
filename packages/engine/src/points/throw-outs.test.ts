import { expect, test } from 'vitest';
import { Night } from '../testing/night.ts';
import { formula, literal } from '../testing/rulebook.ts';
import { scoringBook, season } from '../testing/scoring.ts';
import { standings } from './standings.ts';

/** A disqualification in a main may not be thrown out: the formula is about the car. */
const disqualified = formula('car.results.main.status == "dq"', ['car'], ({ car }) => {
  const results = (car as { readonly results: Readonly<Record<string, { readonly status: string }>> }).results;
  return results['main']?.status === 'dq';
});

test('whether a score may be thrown out can hang on what the car did there', () => {
  const book = scoringBook({ season: season({ drop: literal(1), undroppable: disqualified }) });
  const night = new Night(book).inOrder(['A', 'B', 'C']).finish('x/heat', ['A', 'B', 'C']).finish('x/a-main', ['A', 'B'], { C: 'dq' });
  night.open('2026-05-09').inOrder(['A', 'B', 'C']).finish('x/heat', ['A', 'B', 'C']).finish('x/a-main', ['C', 'B', 'A']);
  // Nobody drives on the third day: a meeting that was missed is nobody's disqualification.
  night.open('2026-05-16').inOrder(['A']).finish('x/heat', ['A']).finish('x/a-main', ['A']);
  const rows = standings(night.context, '2026', { class: 'x' }).rows;
  const dropped = (driver: string): readonly string[] =>
    rows.find((row) => row.driver === `driver ${driver}`)?.dropped.map((each) => `${each.meeting} ${each.points}`) ?? [];
  expect(dropped('A')).toEqual(['2026-05-09 64']);
  expect(dropped('B')).toEqual(['2026-05-16 0']);
  expect(dropped('C')).toEqual(['2026-05-16 0']);
  const missedNothing = new Night(book).inOrder(['A', 'C']).finish('x/heat', ['A', 'C']).finish('x/a-main', ['A'], { C: 'dq' });
  missedNothing.open('2026-05-09').inOrder(['A', 'C']).finish('x/heat', ['A', 'C']).finish('x/a-main', ['A', 'C']);
  const thrown = standings(missedNothing.context, '2026', { class: 'x' }).rows.map(
    (row) => `${row.driver} ${row.dropped.map((each) => each.meeting).join()}`,
  );
  // The worst of C is the disqualification; it stays, and the better meeting goes.
  expect(thrown).toEqual(['driver A 2026-05-02', 'driver C 2026-05-09']);
});
