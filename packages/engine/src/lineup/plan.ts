import type { PlannedRace } from '../answers.ts';
import { because } from '../because.ts';
import { type Context, memo, meetingOf } from '../context.ts';
import { classesIn, classOfRace, joinedWith } from '../entry/entries.ts';
import type { Round } from '../language.ts';
import { refuse } from '../refusal.ts';
import { holds, whole } from '../scope.ts';
import { fieldEntries, roundScope } from './field.ts';
import { letterCount } from './main-ladder.ts';
import { fieldOf } from './select.ts';

/** Finds a round of the rulebook. */
export function roundOf(context: Context, id: string): Round {
  return (
    context.book.rounds.find((round) => round.id === id) ?? refuse('unknown-round', `the rulebook has no round ${id}`, { field: 'round' })
  );
}

/** Lists the races of one round of a class; none while its condition does not hold or nobody is in it. */
export function racesOfRound(context: Context, meeting: string, classId: string, roundId: string): readonly PlannedRace[] {
  return memo(context, `races ${meeting} ${classId} ${roundId}`, () => {
    const round = roundOf(context, roundId);
    const classes = classesIn(classId);
    if (classes.length > 1) return joinedRaces(context, meeting, classId, roundId);
    if (fieldEntries(context, meeting, classId, round).length === 0) return [];
    const held = racesHeld(context, meeting, classId, round);
    if (held === 0 && !holds(roundScope(context, { meeting, class: classId }, round), round.when)) return [];
    const names = raceNames(context, { meeting, class: classId, held }, round);
    return names.map((name, index) => race(classId, round, name, index + 1));
  });
}

function joinedRaces(context: Context, meeting: string, joinedId: string, roundId: string): readonly PlannedRace[] {
  const each = classesIn(joinedId).map((id) => racesOfRound(context, meeting, id, roundId));
  const longest = each.reduce<readonly PlannedRace[]>((best, races) => (races.length > best.length ? races : best), []);
  return longest.map((planned) => ({ ...planned, id: `${joinedId}/${planned.id.split('/')[1] ?? ''}`, class: joinedId }));
}

interface RaceName {
  readonly id: string;
  readonly letter: string;
  readonly name: string;
}

/**
 * The highest number among the races of a round that have a finish on record. What was run was run, also where the rule
 * would plan fewer races: a car withdrew later, or the results come from elsewhere.
 */
function racesHeld(context: Context, meeting: string, classId: string, round: Round): number {
  const numbers = [...meetingOf(context, meeting).facts.races].flatMap(([id, { facts }]) => {
    if (!id.startsWith(`${classId}/`) || facts.of('race-finished').length === 0) return [];
    return numberOf(round, id.slice(classId.length + 1)) ?? [];
  });
  return Math.max(0, ...numbers);
}

/** Which race of a round a name is, from 1; nothing for a race of another round. */
function numberOf(round: Round, name: string): number | undefined {
  if (round.ladder) return name.endsWith(`-${round.id}`) ? letterNumber(name.slice(0, -round.id.length - 1)) : undefined;
  if (name === round.id) return 1;
  if (!round.split || !name.startsWith(`${round.id}-`)) return undefined;
  const which = name.slice(round.id.length + 1);
  return round.split.names === 'letters' ? letterNumber(which) : /^\d{1,3}$/.test(which) ? Number(which) : undefined;
}

function letterNumber(which: string): number | undefined {
  return /^[a-z]$/.test(which) ? which.charCodeAt(0) - 96 : undefined;
}

interface Planning {
  readonly meeting: string;
  readonly class: string;
  readonly held: number;
}

function raceNames(context: Context, { meeting, class: classId, held }: Planning, round: Round): readonly RaceName[] {
  if (round.ladder) {
    const letters = Math.max(held, letterCount(context, meeting, classId, round));
    return Array.from({ length: letters }, (_, index) => letter(index)).map((each) => ({
      id: `${each}-${round.id}`,
      letter: each,
      name: `${each.toUpperCase()} ${round.name}`,
    }));
  }
  if (!round.split) return [{ id: round.id, letter: letterOf(round.id), name: round.name }];
  const count = Math.max(held, raceCount(context, meeting, classId, round));
  if (round.split.names === 'numbers')
    return Array.from({ length: count }, (_, index) => ({
      id: `${round.id}-${index + 1}`,
      letter: '',
      name: `${round.name} ${index + 1}`,
    }));
  if (count === 1) return [{ id: round.id, letter: '', name: round.name }];
  return Array.from({ length: count }, (_, index) => ({
    id: `${round.id}-${letter(index)}`,
    letter: letter(index),
    name: `${round.name}, Group ${letter(index).toUpperCase()}`,
  }));
}

/** `a-main`, `b-main` name their letter; other rounds have none. */
function letterOf(roundId: string): string {
  return /^([a-z])-/.exec(roundId)?.[1] ?? '';
}

function letter(index: number): string {
  return String.fromCharCode(97 + index);
}

/** Counts the races that a round is split into. */
export function raceCount(context: Context, meeting: string, classId: string, round: Round): number {
  const { split } = round;
  if (!split) return 1;
  if (split.deal === 'same' && split.of !== undefined) return racesOfRound(context, meeting, classId, split.of).length;
  if (split.deal === 'plan') return split.plan.length;
  const scope = roundScope(context, { meeting, class: classId }, round);
  if (split.races) return Math.max(1, whole(scope, split.races).value);
  const size = fieldOf(context, meeting, classId, round).length;
  return split.max ? Math.max(1, Math.ceil(size / whole(scope, split.max).value)) : 1;
}

function race(classId: string, round: Round, name: RaceName, number: number): PlannedRace {
  return {
    id: `${classId}/${name.id}`,
    class: classId,
    round: round.id,
    number,
    letter: name.letter,
    name: name.name,
    because: because(`${name.name} is run`, { clauses: [...new Set([...round.clauses, ...(round.ladder?.clauses ?? [])])] }),
  };
}

/** Lists all races of a class in the order they are run: rounds in turn, lower mains before higher ones. */
export function plannedRaces(context: Context, meeting: string, classId: string): readonly PlannedRace[] {
  return memo(context, `plan ${meeting} ${classId}`, () =>
    context.book.rounds.flatMap((round) => {
      const races = racesOfRound(context, meeting, classId, round.id);
      return round.ladder ? races.toReversed() : races;
    }),
  );
}

/** Finds a planned race by id, or by its round's name when that round has one race. Refuses `unknown-race`. */
export function plannedRace(context: Context, meeting: string, id: string): PlannedRace {
  return findRace(context, meeting, id) ?? refuse('unknown-race', unknownRace(context, meeting, id), { field: 'race' });
}

/** Finds a planned race, or nothing. */
export function findRace(context: Context, meeting: string, id: string): PlannedRace | undefined {
  meetingOf(context, meeting);
  const classId = classOfRace(id);
  const races = plannedRaces(context, meeting, classId);
  const exact = races.find((each) => each.id === id);
  if (exact) return exact;
  const name = id.slice(classId.length + 1);
  const only = races.filter((each) => each.round === name || `${each.round}-1` === name || `${each.round}-a` === name);
  return only.length === 1 && racesOfRound(context, meeting, classId, only[0]?.round ?? '').length === 1 ? only[0] : undefined;
}

function unknownRace(context: Context, meeting: string, id: string): string {
  const classId = classOfRace(id);
  const known = classesIn(classId).every((each) => context.book.classes.some((raceClass) => raceClass.id === each));
  if (!known) return `there is no class ${classId}`;
  const races = plannedRaces(context, meeting, classId).map((each) => each.id);
  return races.length === 0
    ? `there is no race ${id}: no car is signed in to ${classId}`
    : `there is no race ${id}; ${classId} runs ${races.join(', ')}`;
}

/**
 * Lists the races of the day in running order: round by round, classes in their order, joined classes once. Officials
 * change it by an order named `schedule`: classes in it run in that order, races in it run first, as listed.
 */
export function schedule(context: Context, meeting: string): readonly PlannedRace[] {
  const ids = context.book.classes.flatMap((raceClass) => {
    const joined = joinedWith(context, meeting, raceClass.id);
    if (!joined) return [raceClass.id];
    return joined.classes.find((id) => context.book.classes.some((each) => each.id === id)) === raceClass.id ? [joined.id] : [];
  });
  const order =
    meetingOf(context, meeting)
      .facts.facts.of('order-posted')
      .findLast((fact) => fact.body.name === 'schedule')?.body.order ?? [];
  const rank = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  const classes = ids.toSorted((a, b) => rank(a) - rank(b));
  const races = context.book.rounds.flatMap((round) =>
    classes.flatMap((id) => {
      const ofClass = racesOfRound(context, meeting, id, round.id);
      return round.ladder ? ofClass.toReversed() : ofClass;
    }),
  );
  return races.toSorted((a, b) => rank(a.id) - rank(b.id));
}
