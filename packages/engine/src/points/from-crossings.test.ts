import { expect, test } from 'vitest';
import type { PointsBlock } from '../language.ts';
import { CrossingNight } from '../testing/crossing-night.ts';
import { RACE, raceBook } from '../testing/race-night.ts';
import { formula, key, literal, round, stage } from '../testing/rulebook.ts';
import { meetingPoints } from './meeting-points.ts';
import { result } from './result.ts';

const give = formula('laps_led * 10 + (fastest_lap ? 3 : 0)', ['laps_led', 'fastest_lap'], ({ laps_led, fastest_lap }) => {
  return (laps_led as bigint) * 10n + (fastest_lap === true ? 3n : 0n);
});
const block: PointsBlock = {
  id: 'bonus',
  rounds: ['race'],
  counts: true,
  place: 'race',
  shared: 'each',
  rules: [{ give, clauses: ['T-bonus'] }],
  clauses: ['T-bonus'],
};
const book = raceBook({
  rounds: [round('race', [stage({ kind: 'entered' }, [key('pill')])], { laps: { count: literal(3), clauses: ['T-laps'] } })],
  points: [block],
});

test('laps led and the fastest lap are those of the crossings; a finish that says a best lap overrules it', () => {
  const night = new CrossingNight(book, 'A B C')
    .green()
    .by('A B C', 1)
    .by('A B C', 11)
    .by('B A', 21)
    .by('C', 20.8)
    .by('B A', 31)
    .by('C', 32);
  const points = (): readonly string[] =>
    meetingPoints(night.context, night.meeting, 'x')
      .map((row) => `${row.car} ${row.total}`)
      .toSorted();
  const said = night.add('race-finished', { order: ['B', 'A', 'C'], laps: {}, statuses: {}, bestLapsUs: { A: 9_000_000 } }, RACE);
  expect(points()).toEqual(['A 13', 'B 10', 'C 10']);
  const finished = said.add('race-finished', { order: ['B', 'A', 'C'], laps: {}, statuses: {} }, RACE);
  expect(result(finished.context, night.meeting, RACE).rows.map((row) => [row.car, row.bestLapUs])).toEqual([
    ['B', 9_900_000],
    ['A', 10_000_000],
    ['C', 9_600_000],
  ]);
  expect(points()).toEqual(['A 10', 'B 10', 'C 13']);
});
