import { type Context, meetingOf } from '../context.ts';
import { carsOf } from '../entry/acts.ts';
import type { RaceRun } from '../answers.ts';
import type { Plain } from '../fact.ts';
import type { RestartRule } from '../language.ts';
import { holds, scopeFor } from '../scope.ts';
import type { RunPlace } from './race-run.ts';

/** Where a car stands for a restart; the side is empty where it has its row to itself. */
export interface RestartPlace {
  readonly car: string;
  readonly row: number;
  readonly side: string;
}

/** Two by two, as for the first start. */
export const TWO_BY_TWO: RestartRule = { rounds: [], abreast: 2, leader: 'in-row', clauses: [] };

/**
 * How the field stands for its next start: by the first rule that fits, two by two without one. A start that was called back
 * before a lap was scored is a start, not a restart.
 */
export function restartRuleOf(context: Context, where: RunPlace, run: Pick<RaceRun, 'phase' | 'lap' | 'moments'>): RestartRule {
  const isStart = run.moments['first_green'] === undefined || (run.phase === 'starting' && run.lap === 0);
  if (isStart) return TWO_BY_TWO;
  const fits = (rule: RestartRule): boolean =>
    (rule.rounds.length === 0 || rule.rounds.includes(where.round)) && (!rule.when || holds(scopeFor(context, where), rule.when));
  return (context.book.restarts ?? []).find(fits) ?? TWO_BY_TWO;
}

/** What cars have chosen since the race was last stopped. */
export interface Choice {
  readonly outside: ReadonlySet<string>;
  /** The cars of each file, from the inside out, front first; left out where nobody has said them. */
  readonly files?: readonly (readonly string[])[];
}

export const NO_CHOICE: Choice = { outside: new Set() };

/** Reads what was chosen by the calls that the rule names; of the call that names whole files the last counts. */
export function chosen(context: Context, where: RunPlace, rule: RestartRule): Choice {
  const facts = meetingOf(context, where.meeting).facts.races.get(where.race)?.facts ?? [];
  let choice = NO_CHOICE;
  for (const fact of facts) {
    if (fact.kind === 'flag-shown' && ['green', 'yellow', 'red'].includes(fact.body.flag)) choice = NO_CHOICE;
    if (fact.kind !== 'call-made') continue;
    const { name, fields } = fact.body;
    if (name === rule.outside) choice = { ...choice, outside: new Set([...choice.outside, ...carsOf(fact)]) };
    if (name === rule.files?.call) choice = { ...choice, files: rule.files.from.map((field) => listed(fields[field])) };
  }
  return choice;
}

function listed(value: Plain | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * Puts the order for a restart into rows, front first. Where cars choose, each takes the next free place of the file that it has
 * chosen: nobody is moved across, so a file may be longer than the other.
 */
export function restartRows(order: readonly string[], rule: RestartRule, choice: Choice): readonly RestartPlace[] {
  const alone = rule.leader === 'alone' && rule.abreast > 1 ? order.slice(0, 1) : [];
  const others = order.slice(alone.length);
  const front = alone.map((car) => ({ car, row: 1, side: '' }));
  if (choice.files) return [...front, ...inFiles(others, rule, { files: choice.files, from: alone.length })];
  if (rule.outside !== undefined && rule.abreast === 2) return [...front, ...byChoice(others, choice.outside, alone.length)];
  return [
    ...front,
    ...others.map((car, index) => ({
      car,
      row: alone.length + Math.floor(index / rule.abreast) + 1,
      side: sideOf(index % rule.abreast, rule.abreast),
    })),
  ];
}

function byChoice(cars: readonly string[], outside: ReadonlySet<string>, from: number): readonly RestartPlace[] {
  const rows = { inside: from, outside: from };
  return cars.map((car) => {
    const side = outside.has(car) ? 'outside' : 'inside';
    rows[side] += 1;
    return { car, row: rows[side], side };
  });
}

/** Files as they were called; a car that no file names goes behind the shortest, in running order, the inner one first. */
function inFiles(
  cars: readonly string[],
  rule: RestartRule,
  said: { readonly files: readonly (readonly string[])[]; readonly from: number },
): readonly RestartPlace[] {
  const files = said.files.map((file) => file.filter((car) => cars.includes(car)));
  const named = new Set(files.flat());
  for (const car of cars) {
    if (named.has(car)) continue;
    const shortest = Math.min(...files.map((file) => file.length));
    files.find((file) => file.length === shortest)?.push(car);
  }
  const places = files.flatMap((file, lane) =>
    file.map((car, index) => ({ car, row: said.from + index + 1, side: sideOf(lane, rule.abreast), lane })),
  );
  return places.toSorted((a, b) => a.row - b.row || a.lane - b.lane).map(({ car, row, side }) => ({ car, row, side }));
}

function sideOf(lane: number, abreast: number): string {
  if (abreast === 1) return '';
  if (lane === 0) return 'inside';
  if (lane === abreast - 1) return 'outside';
  return abreast === 3 ? 'middle' : `lane ${lane + 1}`;
}
