import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { becauseText, fold, type MeetingPoints, type Rulebook, type StandingsRow, type State, view } from '@racetower/engine';
import { loadRulebook, problemText } from '@racetower/rulebook';
import { type CaseOutcome, type ConformanceSet, DataProblem, type Difference, differs, outcomeOf } from '../conformance-set.ts';
import { meetingOfRound, roundFacts, SEASON, tableFacts } from './league-facts.ts';
import { type League, readLeague, type RoundCase, type SeasonTable, type TableRow } from './league.ts';

/** A sim league by classes: places taken, too few laps, disconnections, bonuses, dropped rounds and rounds that stay. */
export const iracingLeague: ConformanceSet = {
  name: 'iracing-league',
  run(folder, progress) {
    const file = join(folder, 'cases.json');
    if (!existsSync(file)) throw new DataProblem(`${file} is not there`);
    const league = readLeague(file);
    const book = rulebook();
    return [
      ...league.round_cases.map((each) => {
        progress(each.id);
        return outcomeOf(each.id, roundDifference(book, league.rule, each));
      }),
      ...league.season_tables.flatMap((table) => {
        progress(table.id);
        return tableOutcomes(book, table);
      }),
    ];
  },
};

function rulebook(): Rulebook {
  const loaded = loadRulebook(join(import.meta.dirname, 'rulebook.yaml'));
  if (!loaded.ok) throw new Error(loaded.problems.map(problemText).join('\n'));
  return loaded.value.book;
}

function ask<T>(book: Rulebook, state: State, query: { readonly view: string; readonly [field: string]: unknown }): T | Difference {
  const answer = view([book], state, query);
  return answer.ok ? (answer.answer as T) : { says: `${query.view}: ${answer.refusal.says}`, expected: 'an answer', found: 'a refusal' };
}

function isDifference(value: object): value is Difference {
  return 'says' in value && 'expected' in value;
}

/** The first driver of a round whose points are others. */
function roundDifference(book: Rulebook, rule: League['rule'], each: RoundCase): Difference | undefined {
  const state = fold(roundFacts(rule, each));
  const answer = ask<{ readonly rows: readonly MeetingPoints[] }>(book, state, {
    view: 'points',
    meeting: meetingOfRound(1),
    class: 'cars',
  });
  if (isDifference(answer)) return answer;
  const found = new Map(answer.rows.map((row) => [row.driver, row]));
  for (const [driver, points] of Object.entries(each.expected)) {
    const row = found.get(driver);
    const difference = differs(`points of ${driver}`, points, row?.total ?? 0, row && becauseText(row.because));
    if (difference) return difference;
  }
  return undefined;
}

/** A case for each driver of a table: the round that is dropped, the total and the place. */
function tableOutcomes(book: Rulebook, table: SeasonTable): readonly CaseOutcome[] {
  if (table.rule.missed_round_counts_as !== 0)
    return [{ case: table.id, outcome: 'skipped', reason: 'the rulebook counts a missed round as 0' }];
  const state = fold(tableFacts(table));
  const answer = ask<{ readonly rows: readonly StandingsRow[] }>(book, state, { view: 'standings', season: SEASON, class: 'cars' });
  if (isDifference(answer)) return [outcomeOf(table.id, answer)];
  const found = new Map(answer.rows.map((row) => [row.driver, row]));
  return table.rows.map((row) => outcomeOf(`${table.id} ${row.driver}`, rowDifference(table, row, found.get(row.driver))));
}

function rowDifference(table: SeasonTable, row: TableRow, found: StandingsRow | undefined): Difference | undefined {
  if (!found) return { says: 'no such row', expected: row.driver, found: undefined };
  const because = becauseText(found.because);
  const dropped = found.dropped.reduce((sum, each) => sum + each.points, 0);
  // The published tables break no ties: level drivers stand in any order.
  const level = table.rows.filter((other) => other.expected_total === row.expected_total).map((other) => other.expected_position);
  return (
    differs('points dropped', row.expected_drop, dropped, because) ??
    differs('total', row.expected_total, found.total, because) ??
    differs('place', Math.min(...level), found.place, because)
  );
}
