import type { Command, Rulebook } from '@racetower/engine';
import { wrongIn } from './check-day.ts';
import { deskFor, makeUpDay } from './day.ts';
import { Broke, type Desk } from './desk.ts';
import { nightText } from './night-text.ts';
import { shrunk } from './shrink.ts';
import type { Wrong } from './wrong.ts';

export interface FuzzOptions {
  /** The same seed makes up the same days. */
  readonly seed: number;
  readonly days: number;
  /** Is told how many days have been looked at. */
  readonly progress?: (days: number) => void;
}

/** Something that a made-up day showed to be wrong with a rulebook. */
export interface Fault extends Wrong {
  /** Which day showed it first, counted from 1, and on how many it showed. */
  readonly day: number;
  readonly days: number;
  /** The fewest commands found that show it. */
  readonly commands: readonly Command[];
  /** The same as a night. */
  readonly night: string;
}

export interface Fuzzed {
  readonly seed: number;
  readonly days: number;
  readonly faults: readonly Fault[];
  /** What the days had in them, so that a clean answer can be trusted. */
  readonly tried: { readonly commands: number; readonly entries: number; readonly races: number; readonly results: number };
  /** Classes into which no car could ever be signed in, with what was said. */
  readonly closed: readonly { readonly class: string; readonly says: string; readonly clauses: readonly string[] }[];
}

/**
 * Makes up days of a rulebook and looks for what no day may have: a car with nowhere to start, a place given twice, a cent or
 * point without a reason, an exception.
 */
export function fuzzRulebook(editions: readonly Rulebook[], options: FuzzOptions): Fuzzed {
  const found = new Map<string, { wrong: Wrong; day: number; days: number; commands: readonly Command[] }>();
  const tried = { commands: 0, entries: 0, races: 0, results: 0 };
  const open = new Set<string>();
  const refused = new Map<string, { readonly says: string; readonly clauses: readonly string[] }>();
  for (let day = 1; day <= options.days; day += 1) {
    options.progress?.(day - 1);
    const { desk, wrong, commands } = lookAtDay(editions, options.seed * 100_003 + day);
    count(desk, tried);
    for (const each of desk.signIns) {
      if (each.refusal) refused.set(each.class, each.refusal);
      else open.add(each.class);
    }
    for (const [key, each] of new Map(wrong.map((one) => [keyOf(one), one]))) {
      const known = found.get(key);
      if (known) {
        known.days += 1;
        if (commands.length < known.commands.length) known.commands = commands;
      } else found.set(key, { wrong: each, day, days: 1, commands });
    }
  }
  const faults = [...found].map(([key, each]) => faultOf(editions, key, each));
  const closed = [...refused].filter(([id]) => !open.has(id)).map(([id, { says, clauses }]) => ({ class: id, says, clauses }));
  return { seed: options.seed, days: options.days, faults, tried, closed };
}

/** Faults that differ only in cars, drivers and numbers are one. */
const keyOf = (wrong: Wrong): string => `${wrong.check} ${wrong.says.replaceAll(/car [\d, ]+/g, 'car ').replaceAll(/\d+/g, '#')}`;

interface Looked {
  readonly desk: Desk;
  readonly wrong: readonly Wrong[];
  readonly commands: readonly Command[];
}

function lookAtDay(editions: readonly Rulebook[], seed: number): Looked {
  let desk: Desk = deskFor(editions, 0).desk;
  try {
    const made = makeUpDay(editions, seed, (own) => (desk = own));
    return { desk, wrong: wrongIn(desk, made.meetings), commands: desk.accepted };
  } catch (error) {
    if (!(error instanceof Broke)) throw error;
    return { desk, wrong: [brokenBy(error)], commands: error.command ? [...desk.accepted, error.command] : desk.accepted };
  }
}

const brokenBy = (error: Broke): Wrong => ({ check: 'exception', says: `${error.doing} breaks: ${error.message}`, clauses: [] });

/** Plays commands again, those that are refused left out, and looks for what is wrong then. */
function playAgain(
  editions: readonly Rulebook[],
  commands: readonly Command[],
): { readonly wrong: readonly Wrong[]; readonly accepted: readonly Command[] } {
  const { desk } = deskFor(editions, 0);
  try {
    for (const command of commands) desk.take(command);
    const meetings = commands.flatMap((command) =>
      command.do === 'open-meeting' && command.meeting !== undefined ? [command.meeting] : [],
    );
    desk.season = commands.find((command) => command.do === 'open-season')?.season ?? '';
    return { wrong: wrongIn(desk, meetings), accepted: desk.accepted };
  } catch (error) {
    if (!(error instanceof Broke)) throw error;
    return { wrong: [brokenBy(error)], accepted: error.command ? [...desk.accepted, error.command] : desk.accepted };
  }
}

const MOST_REPLAYS = 200;

function faultOf(
  editions: readonly Rulebook[],
  key: string,
  found: { readonly wrong: Wrong; readonly day: number; readonly days: number; readonly commands: readonly Command[] },
): Fault {
  const same = (commands: readonly Command[]): Wrong | undefined => playAgain(editions, commands).wrong.find((each) => keyOf(each) === key);
  const fewest = shrunk(found.commands, (commands) => same(commands) !== undefined, MOST_REPLAYS);
  const commands = playAgain(editions, fewest).accepted;
  const wrong = same(commands) ?? found.wrong;
  const book = editions.at(-1);
  const night = nightText(book?.name ?? '', book?.club.zone ?? 'UTC', wrong, commands);
  return { ...wrong, day: found.day, days: found.days, commands, night };
}

function count(desk: Desk, tried: { commands: number; entries: number; races: number; results: number }): void {
  tried.commands += desk.accepted.length;
  tried.entries += desk.accepted.filter((each) => each.do === 'sign-in').length;
  tried.races += new Set(desk.accepted.flatMap((each) => (each.race === undefined ? [] : [`${each.meeting ?? ''} ${each.race}`]))).size;
  tried.results += desk.accepted.filter((each) => each.do === 'finish').length;
}
