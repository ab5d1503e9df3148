import type { Entry } from '../answers.ts';
import { type Context, memo, meetingOf } from '../context.ts';
import { classesIn, entries, joinedWith } from '../entry/entries.ts';
import type { AnyFact, FactKind } from '../fact.ts';
import type { Round } from '../language.ts';
import { type Extra, type Scope, scopeFor } from '../scope.ts';
import type { FactList } from '../state.ts';
import type { Where } from '../values.ts';

/** A class at a meeting, and more where it is known. */
export type Place = Where & { readonly meeting: string; readonly class: string };

const STARTS: ReadonlySet<FactKind> = new Set([
  'line-up-posted',
  'flag-shown',
  'lap-scored',
  'order-seen',
  'race-finished',
  'times-recorded',
]);

/**
 * The cars that a round counts and deals: those in the class when the first of its races was posted or run, so that a
 * car that leaves later does not move the others to other races. Before that, those in now.
 */
export function fieldEntries(context: Context, meeting: string, classId: string, round: Round): readonly Entry[] {
  return memo(context, `field entries ${meeting} ${classId} ${round.id}`, () => {
    const start = roundStart(context, meeting, classId, round);
    return entries(context, meeting, classId).filter((entry) =>
      start === undefined ? !entry.withdrawn : (entry.facts[0] ?? 0) < start && !withdrawnBefore(entry, start),
    );
  });
}

/** Tells whether an entry was withdrawn before a fact; without a fact, whether it is withdrawn now. */
export function withdrawnBefore(entry: Entry, seq: number | undefined): boolean {
  return entry.withdrawn && (seq === undefined || (entry.facts.at(-1) ?? 0) < seq);
}

/** The number of the fact that fixed a race's field: its line-up was posted, or it began. */
export function raceStart(context: Context, meeting: string, race: string): number | undefined {
  return firstStart(meetingOf(context, meeting).facts.races.get(race)?.facts);
}

function firstStart(facts: FactList | undefined): number | undefined {
  return facts?.matching('starts', (fact): fact is AnyFact => STARTS.has(fact.kind))[0]?.seq;
}

/** The number of the fact that fixed the field of a round: the first of its races was posted or began. */
export function roundStart(context: Context, meeting: string, classId: string, round: Round): number | undefined {
  const ids = new Set([classId, joinedWith(context, meeting, classId)?.id]);
  const starts = [...meetingOf(context, meeting).facts.races.values()].flatMap((race) => {
    const [raceClass, name] = race.id.split('/');
    return ids.has(raceClass) && isRaceOf(round, name ?? '') ? (firstStart(race.facts) ?? []) : [];
  });
  return starts.length > 0 ? Math.min(...starts) : undefined;
}

/** Tells by its name whether a race is of a round, without planning the round. */
function isRaceOf(round: Round, name: string): boolean {
  if (round.ladder) return name.length === round.id.length + 2 && name.endsWith(`-${round.id}`);
  if (name === round.id) return true;
  const part = name.startsWith(`${round.id}-`) ? name.slice(round.id.length + 1) : '';
  return round.split !== undefined && (round.split.names === 'numbers' ? /^\d+$/ : /^[a-z]$/).test(part);
}

/** The scope of a round of a class: `cars` counts the round's own field. */
export function roundScope(context: Context, where: Place, round: Round, extra: Extra = {}): Scope {
  const cars = (): number => classesIn(where.class).reduce((sum, id) => sum + fieldEntries(context, where.meeting, id, round).length, 0);
  return scopeFor(context, { ...where, round: round.id }, { cars, ...extra });
}
