import {
  type Because,
  becauseText,
  type LineUp,
  type MeetingPoints,
  type Result,
  type Rulebook,
  type StandingsRow,
  type State,
  view,
} from '@racetower/engine';
import { type CaseOutcome, type Difference, differs, outcomeOf } from '../conformance-set.ts';
import { driversOf, type MainAssignment, mainsOf, raceOf, type Round, type Season, sessionName, type StandingsLine } from './league.ts';
import { meetingOfRound } from './season-facts.ts';

/** The engine with a season in it. */
export interface Asked {
  readonly book: Rulebook;
  readonly season: string;
  readonly state: State;
}

/** The engine refused to answer: the cases that asked have failed. */
class NoAnswer extends Error {}

function ask<T>(asked: Asked, query: { readonly view: string; readonly [field: string]: unknown }): T {
  const answer = view([asked.book], asked.state, query);
  if (!answer.ok) throw new NoAnswer(`${query.view} of ${Object.values(query).slice(1).join(' ')}: ${answer.refusal.says}`);
  return answer.answer as T;
}

function caseOf(name: string, work: () => Difference | undefined): CaseOutcome {
  try {
    return outcomeOf(name, work());
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return outcomeOf(name, { says: error.message, expected: 'an answer', found: 'a refusal' });
  }
}

const LINES = 24;

function explained(reason: Because | undefined): string | undefined {
  return reason && becauseText(reason).split('\n').slice(0, LINES).join('\n');
}

/** Compares the points of every driver in every session of a round, and the finishing order after penalties. */
export function compareSessions(asked: Asked, round: Round): readonly CaseOutcome[] {
  const meeting = meetingOfRound(asked.season, round.round);
  const byDriver = (): ReadonlyMap<string, MeetingPoints> =>
    new Map(
      ask<{ readonly rows: readonly MeetingPoints[] }>(asked, { view: 'points', meeting, class: 'kart' }).rows.map((row) => [
        row.driver,
        row,
      ]),
    );
  return Object.keys(round.sessions).map((session): CaseOutcome => {
    const name = `${asked.season} round ${round.round} ${session}`;
    if (!sessionName(session)) return { case: name, outcome: 'skipped', reason: `the rulebook has no session ${session}` };
    return caseOf(name, () => orderDifference(asked, round, session) ?? pointsDifference(byDriver(), round, session));
  });
}

function orderDifference(asked: Asked, round: Round, session: string): Difference | undefined {
  const race = raceOf(round, session);
  if (race === undefined || sessionName(session)?.kind === 'MAIN') return undefined;
  const result = ask<Result>(asked, { view: 'result', meeting: meetingOfRound(asked.season, round.round), race });
  const published = (round.sessions[session] ?? []).map(([driver]) => driver);
  const expected = published.filter((driver, index) => published.lastIndexOf(driver) === index);
  return differs(
    'order',
    expected,
    result.rows.map((row) => row.driver),
  );
}

function pointsDifference(byDriver: ReadonlyMap<string, MeetingPoints>, round: Round, session: string): Difference | undefined {
  const race = raceOf(round, session);
  const published = new Map<string, number>();
  for (const [driver, , points] of round.sessions[session] ?? []) published.set(driver, (published.get(driver) ?? 0) + points);
  for (const driver of driversOf(round)) {
    const lines = (byDriver.get(driver)?.lines ?? []).filter((line) =>
      sessionName(session)?.kind === 'MAIN' ? line.block === 'main' : line.race === race,
    );
    const found = lines.reduce((sum, line) => sum + line.points, 0);
    const difference = differs(`points of ${driver}`, published.get(driver) ?? 0, found, explained(lines[0]?.because));
    if (difference) return difference;
  }
  return undefined;
}

/** Compares every row of every table: place, total, points by round, rounds thrown out, rounds that may not be. */
export function compareStandings(asked: Asked, season: Season): readonly CaseOutcome[] {
  return Object.entries(season.standings).flatMap(([table, lines]) => {
    const which = table === 'overall' ? { table: 'overall' } : { table: 'category', group: table };
    let found: ReadonlyMap<string, StandingsRow> = new Map();
    const listed = caseOf(`${asked.season} ${table}`, () => {
      const { rows } = ask<{ readonly rows: readonly StandingsRow[] }>(asked, { view: 'standings', season: asked.season, ...which });
      found = new Map(rows.map((row) => [row.driver, row]));
      return differs('drivers in the table', lines.map(([, driver]) => driver).toSorted(), rows.map((row) => row.driver).toSorted());
    });
    return [
      listed,
      ...lines.map((line) => caseOf(`${asked.season} ${table} ${line[1]}`, () => rowDifference(asked, season, line, found.get(line[1])))),
    ];
  });
}

function rowDifference(asked: Asked, season: Season, line: StandingsLine, row: StandingsRow | undefined): Difference | undefined {
  const [place, , total, byRound, dropped, undroppable] = line;
  if (!row) return { says: 'no such row', expected: line, found: undefined };
  const numbers = new Map(season.rounds.map((round) => [meetingOfRound(asked.season, round.round), round.round]));
  const roundOf = (meeting: string): number => numbers.get(meeting) ?? 0;
  const checks: readonly (readonly [string, unknown, unknown])[] = [
    ['points by round', byRound, row.scores.map((score) => score.points)],
    [
      'rounds that may not be thrown out',
      undroppable?.toSorted((a, b) => a - b),
      row.scores.filter((score) => !score.droppable).map((score) => roundOf(score.meeting)),
    ],
    ['rounds thrown out', dropped?.toSorted((a, b) => a - b), row.dropped.map((each) => roundOf(each.meeting)).toSorted((a, b) => a - b)],
    ['total', total, row.total],
    ['place', place, row.place],
  ];
  for (const [says, expected, found] of checks) {
    const difference = expected === undefined ? undefined : differs(says, expected, found, explained(row.because));
    if (difference) return difference;
  }
  return undefined;
}

/**
 * Compares who was placed in which main before the mains were run, and who started in each once the lower had been.
 *
 * @param before the state when the heats were over
 */
export function compareMains(asked: Asked, before: State, round: Round): readonly CaseOutcome[] {
  const assignment = round.main_assignment;
  if (!assignment) return [];
  const name = `${asked.season} round ${round.round} mains`;
  if (!assignment.rule_points_then_qualifying_reproduces)
    return [
      {
        case: name,
        outcome: 'skipped',
        reason: `the league did not fill its mains by the rule: ${assignment.differs ?? 'some'} drivers differ`,
      },
    ];
  return [caseOf(name, () => mainsDifference(asked, before, round, assignment))];
}

function mainsDifference(asked: Asked, before: State, round: Round, assignment: MainAssignment): Difference | undefined {
  const meeting = meetingOfRound(asked.season, round.round);
  const placed = Object.entries(assignment.assigned).map(([letter, drivers]) =>
    startersDifference({ ...asked, state: before }, { meeting, letter }, `placed in main ${letter}`, drivers),
  );
  const driven = mainsOf(round).map((main) =>
    startersDifference(asked, { meeting, letter: main.letter }, `started in main ${main.letter}`, main.order),
  );
  return [...placed, ...driven].find((each) => each !== undefined);
}

function startersDifference(
  asked: Asked,
  main: { readonly meeting: string; readonly letter: string },
  says: string,
  drivers: readonly string[],
): Difference | undefined {
  const lineUp = ask<LineUp>(asked, { view: 'line-up', meeting: main.meeting, race: `kart/${main.letter.toLowerCase()}-main` });
  const found = lineUp.slots.map((slot) => slot.driver);
  const missing = drivers.filter((driver) => !found.includes(driver));
  const extra = found.filter((driver) => !drivers.includes(driver));
  if (missing.length + extra.length === 0) return undefined;
  return differs(
    says,
    { missing, count: drivers.length },
    { extra, count: found.length },
    explained(lineUp.slots.find((slot) => extra.includes(slot.driver))?.because),
  );
}
