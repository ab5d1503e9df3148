import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  becauseText,
  type Because,
  fold,
  type LineUp,
  type MeetingPoints,
  type Overall,
  type Rulebook,
  type State,
  view,
} from '@racetower/engine';
import { loadRulebook, problemText } from '@racetower/rulebook';
import { type CaseOutcome, type ConformanceSet, DataProblem, type Difference, differs, outcomeOf } from '../conformance-set.ts';
import { type MeetingLog, meetingLog, raceOfHeat } from './meeting-facts.ts';
import { readMeetings, type SpeedwayMeeting, startingNumbers } from './meeting.ts';

/** Individual speedway: twenty heats by a plan, semi-finals, a final, and the order of the meeting. */
export const speedwayGp: ConformanceSet = {
  name: 'speedway-gp',
  run(folder, progress) {
    const file = join(folder, 'meetings.jsonl');
    if (!existsSync(file)) throw new DataProblem(`${file} is not there`);
    const book = rulebook();
    return readMeetings(file).flatMap((meeting) => {
      progress(meeting.id);
      return compareMeeting(book, meeting);
    });
  },
};

function rulebook(): Rulebook {
  const loaded = loadRulebook(join(import.meta.dirname, 'rulebook.yaml'));
  if (!loaded.ok) throw new Error(loaded.problems.map(problemText).join('\n'));
  return loaded.value.book;
}

/** A meeting at the moments at which it is compared. */
interface Asked {
  readonly book: Rulebook;
  readonly meeting: SpeedwayMeeting;
  readonly day: string;
  readonly signedIn: State;
  readonly heatsDone: State;
  readonly semiFinalsDone: State;
  readonly done: State;
}

function asked(book: Rulebook, meeting: SpeedwayMeeting): Asked {
  const log: MeetingLog = meetingLog(meeting);
  const first = log.facts.findIndex((fact) => fact.race !== undefined);
  return {
    book,
    meeting,
    day: log.meeting,
    signedIn: fold(log.facts.slice(0, first)),
    heatsDone: fold(log.facts.slice(0, log.beforeSemiFinals)),
    semiFinalsDone: fold(log.facts.slice(0, log.beforeFinal)),
    done: fold(log.facts),
  };
}

function ask<T>(of: Asked, state: State, query: { readonly view: string; readonly [field: string]: unknown }): T {
  const answer = view([of.book], state, { meeting: of.day, ...query });
  if (!answer.ok) throw new DataProblem(`${of.meeting.id}: ${answer.refusal.says}`);
  return answer.answer as T;
}

/** Compares the plan, the points, who went on, and the order of the meeting. */
export function compareMeeting(book: Rulebook, meeting: SpeedwayMeeting): readonly CaseOutcome[] {
  const of = asked(book, meeting);
  const { expected, id } = meeting;
  return [
    outcomeOf(`${id} heat plan`, planDifference(of)),
    outcomeOf(`${id} points of the heats`, pointsDifference(of, of.heatsDone, expected.points_after_20)),
    semiFinals(of),
    outcomeOf(`${id} final`, startersDifference(of, of.semiFinalsDone, 'solo/final', expected.finalists)),
    outcomeOf(`${id} points`, pointsDifference(of, of.done, expected.total_points)),
    ...classification(of),
  ];
}

const LINES = 24;
const explained = (reason: Because | undefined): string | undefined => reason && becauseText(reason).split('\n').slice(0, LINES).join('\n');

/** At each gate stands the rider of the plan, or a reserve who took it. */
function planDifference(of: Asked): Difference | undefined {
  const numbers = startingNumbers(of.meeting);
  for (const { heat, starters } of of.meeting.heats.slice(0, of.meeting.rule.qualifying_heats)) {
    const lineUp = ask<LineUp>(of, of.signedIn, { view: 'line-up', race: raceOfHeat(of.meeting, heat) });
    for (const slot of lineUp.slots) {
      const there = starters.filter((each) => each.gate === slot.slot).map((each) => each.rider);
      if (there.includes(slot.car) || there.every((rider) => (numbers.get(rider) ?? 0) > 16)) continue;
      return differs(`heat ${heat} gate ${slot.slot}`, there, slot.car, explained(slot.because));
    }
  }
  return undefined;
}

function pointsDifference(of: Asked, state: State, expected: Readonly<Record<string, number>>): Difference | undefined {
  const { rows } = ask<{ readonly rows: readonly MeetingPoints[] }>(of, state, { view: 'points', class: 'solo' });
  const found = new Map(rows.map((row) => [row.driver, row]));
  for (const [rider, points] of Object.entries(expected)) {
    const difference = differs(`points of ${rider}`, points, found.get(rider)?.total ?? 0, explained(found.get(rider)?.because));
    if (difference) return difference;
  }
  return undefined;
}

function startersDifference(of: Asked, state: State, race: string, expected: readonly string[]): Difference | undefined {
  const { slots } = ask<LineUp>(of, state, { view: 'line-up', race });
  const found = slots.map((slot) => slot.car).toSorted();
  return differs(`riders of ${race}`, expected.toSorted(), found, explained(slots.find((slot) => !expected.includes(slot.car))?.because));
}

/** Where riders are level after all that the rule names, it does not say who goes on. */
function semiFinals(of: Asked): CaseOutcome {
  const name = `${of.meeting.id} semi-finals`;
  const { semi_finalists: groups, equal_after_countback: level } = of.meeting.expected;
  const difference = groups
    .map((group, index) => startersDifference(of, of.heatsDone, `solo/semi-final-${index + 1}`, group))
    .find((each) => each !== undefined);
  if (!difference) return outcomeOf(name, undefined);
  const wrong = groups.flatMap((group, index) => {
    const { slots } = ask<LineUp>(of, of.heatsDone, { view: 'line-up', race: `solo/semi-final-${index + 1}` });
    return [
      ...slots.map((slot) => slot.car).filter((car) => !group.includes(car)),
      ...group.filter((car) => slots.every((slot) => slot.car !== car)),
    ];
  });
  const untold = wrong.every((rider) => level.some((each) => each.includes(rider)));
  return untold
    ? { case: name, outcome: 'skipped', reason: `the rule leaves ${[...new Set(wrong)].join(', ')} level` }
    : outcomeOf(name, difference);
}

/** The order of the meeting to eighth and from there down; the order of riders whom the rule leaves level is theirs. */
function classification(of: Asked): readonly CaseOutcome[] {
  const { expected, id } = of.meeting;
  const { rows } = ask<Overall>(of, of.done, { view: 'overall', class: 'solo' });
  const name = (rider: string): string =>
    expected.equal_after_countback
      .find((each) => each.includes(rider))
      ?.toSorted()
      .join(' or ') ?? rider;
  const part = (from: number, to: number | undefined): Difference | undefined => {
    const [wanted, found] = [expected.classification, rows.map((row) => row.car)].map((each) => each.slice(from, to).map(name));
    const at = (wanted ?? []).findIndex((each, index) => each !== found?.[index]);
    const row = rows[from + at];
    return at < 0 ? undefined : differs(`place ${from + at + 1}`, wanted?.[at], found?.[at], explained(row?.because));
  };
  const compared = (says: string, from: number, to: number | undefined): CaseOutcome => {
    const level = againstCountback(of.meeting, from, to);
    return level === undefined
      ? outcomeOf(`${id} ${says}`, part(from, to))
      : { case: `${id} ${says}`, outcome: 'skipped', reason: `${level} are level on points and were not put in order by their places` };
  };
  return [compared('classification to eighth', 0, 8), compared('classification from ninth down', 8, undefined)];
}

/** Two riders whom the published order has the other way round than their heat wins, seconds and thirds, though points are equal. */
function againstCountback({ heats, rule, expected }: SpeedwayMeeting, from: number, to: number | undefined): string | undefined {
  const order = expected.classification.slice(Math.max(from, 4), to);
  const results = (rider: string, first: number, last: number): readonly string[] =>
    heats.slice(first, last).flatMap((heat) => heat.starters.flatMap((each) => (each.rider === rider ? [each.result] : [])));
  const told = (rider: string): string => {
    const own = results(rider, 0, rule.qualifying_heats);
    return ['1', '2', '3'].map((place) => own.filter((each) => each === place).length).join(' ');
  };
  const points = (rider: string): string =>
    [expected.total_points[rider], ...results(rider, rule.qualifying_heats, rule.qualifying_heats + 2)].join(' ');
  const at = order.findIndex((rider, index) => {
    const next = order[index + 1];
    return next !== undefined && points(rider) === points(next) && told(rider) < told(next);
  });
  return at < 0 ? undefined : order.slice(at, at + 2).join(' and ');
}
