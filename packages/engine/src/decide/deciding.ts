import { type Context, meetingOf, msOf } from '../context.ts';
import { raceRun } from '../control/race-run.ts';
import { whenText } from '../day-words.ts';
import { classesIn, classOfRace, joinedWith } from '../entry/entries.ts';
import { checkGate } from '../entry/gates.ts';
import { hasRole, roleOf } from '../entry/roles.ts';
import type { Command, CommandKind } from '../command.ts';
import type { FactBodies, FactKind, NewFact, Passes } from '../fact.ts';
import { didYouMean } from '../nearest.ts';
import { plannedRace } from '../lineup/plan.ts';
import { type Refusal, Refused, refusal, refuse } from '../refusal.ts';
import type { Extra } from '../scope.ts';
import type { SeedDrawing } from '../seed-drawing.ts';
import type { Where } from '../values.ts';

/** A command being decided. */
export interface Deciding<K extends CommandKind = CommandKind> {
  readonly context: Context;
  readonly command: Command<K>;
  /** Works out draws from a committed seed; left out: they are refused. */
  readonly drawing?: SeedDrawing;
}

export type Handler<K extends CommandKind> = (deciding: Deciding<K>) => readonly NewFact[];

/** The meeting of a command; refuses when it names none or an unknown one. */
export function meetingFor(deciding: Deciding): string {
  const { context, command } = deciding;
  if (command.meeting === undefined) return refuse('field-missing', 'say at which meeting', { field: 'meeting' });
  return meetingOf(context, command.meeting).id;
}

/** What is written on paper first and may be put on record after what came later in the race: it moves no car. */
const ON_PAPER: ReadonlySet<CommandKind> = new Set(['record', 'file', 'tick']);

/**
 * The race of a command by its full id; a race of a joined class is the joined race. Refuses when time goes back in the
 * race, save for papers: a weight or a protest keeps the time at which it was taken.
 */
export function raceFor(deciding: Deciding): {
  readonly meeting: string;
  readonly race: string;
  readonly class: string;
  readonly round: string;
} {
  const { context, command } = deciding;
  const meeting = meetingFor(deciding);
  if (command.race === undefined) return refuse('field-missing', 'say in which race', { field: 'race' });
  const own = plannedRace(context, meeting, command.race);
  const joined = classesIn(own.class).length > 1 ? undefined : joinedWith(context, meeting, own.class);
  const race = joined ? plannedRace(context, meeting, `${joined.id}/${own.id.slice(classOfRace(own.id).length + 1)}`) : own;
  const last = context.state.meetings.get(meeting)?.races.get(race.id)?.facts.last();
  if (last && msOf(last.at) > msOf(command.at) && !ON_PAPER.has(command.do))
    return refuse('time-goes-back', `${race.id} went on until ${wordsOf(context, last.at)}, later than ${wordsOf(context, command.at)}`, {
      facts: [last.seq],
      field: 'at',
    });
  return { meeting, race: race.id, class: classesIn(race.class)[0] ?? race.class, round: race.round };
}

/** An instant by the clock of the club. */
export const wordsOf = ({ book }: Context, at: string): string => whenText(at, book.club.zone);

/** The class of a command; refuses an unknown one with the nearest known. */
export function classFor(context: Context, id: string | undefined, field = 'class'): string {
  if (id === undefined) return refuse('field-missing', 'say in which class', { field });
  for (const each of classesIn(id))
    if (!context.book.classes.some((raceClass) => raceClass.id === each))
      return refuse(
        'unknown-class',
        `there is no class ${each}${didYouMean(
          each,
          context.book.classes.map((raceClass) => raceClass.id),
        )}`,
        { field },
      );
  return id;
}

/** Makes a fact of the command: its time, giver, season, meeting and race, and what it was let pass with. */
export function factOf<K extends FactKind>(
  deciding: Deciding,
  kind: K,
  body: Omit<FactBodies[K], keyof Passes>,
  at: { readonly meeting?: string; readonly race?: string; readonly season?: string; readonly passes?: Passes } = {},
): NewFact {
  const { context, command } = deciding;
  const season = at.season ?? command.season ?? (at.meeting === undefined ? undefined : context.state.meetings.get(at.meeting)?.season);
  return {
    at: command.at,
    by: command.by,
    kind,
    ...(season !== undefined ? { season } : {}),
    ...(at.meeting !== undefined ? { meeting: at.meeting } : {}),
    ...(at.race !== undefined ? { race: at.race } : {}),
    body: { ...at.passes, ...body },
  } as NewFact;
}

/** Asks the requirements at gates; refuses unless the command overrides with authority or confirms. */
export function passGates(deciding: Deciding, gates: readonly string[], where: Where, extra: Extra = {}): Passes {
  const { context, command } = deciding;
  const names: Extra = { by: () => roleOf(command.by), ...extra };
  let passes: Passes = {};
  for (const gate of gates) {
    const answer = checkGate(context, gate, where, names, command.at);
    if (answer.flagged.length > 0) passes = { ...passes, flagged: [...(passes.flagged ?? []), ...answer.flagged] };
    for (const no of answer.refusals) passes = { ...passes, override: bothOverrides(passes.override, overridden(deciding, no)) };
    if (answer.confirm && command.confirm !== true) throw new Refused(answer.confirm);
    if (answer.confirm)
      passes = {
        ...passes,
        confirmed: true,
        flagged: [...(passes.flagged ?? []), { says: answer.confirm.says, clauses: answer.confirm.clauses }],
      };
  }
  return passes;
}

type Override = NonNullable<Passes['override']>;

/** One override may pass several refusals; its code names them all. */
export function bothOverrides(first: Override | undefined, second: Override | undefined): Override {
  if (!first || !second) return (first ?? second) as Override;
  const codes = [...new Set([...first.code.split(', '), ...second.code.split(', ')])];
  return { ...second, code: codes.join(', ') };
}

/** Joins what a command was let pass with at several checks. */
export function joinPasses(all: readonly Passes[]): Passes {
  const flagged = all.flatMap((each) => each.flagged ?? []);
  const overrides = all.flatMap((each) => each.override ?? []);
  const override = overrides.reduce<Override | undefined>((joined, each) => bothOverrides(joined, each), undefined);
  return {
    ...(flagged.length > 0 ? { flagged } : {}),
    ...(override ? { override } : {}),
    ...(all.some((each) => each.confirmed === true) ? { confirmed: true } : {}),
  };
}

/** Lets a refusal pass when the command overrides it and its giver may; else refuses. */
export function overridden(deciding: Deciding, no: Refusal): Override {
  const { context, command } = deciding;
  const general = context.book.authority.get('override')?.roles ?? [];
  const may = [...new Set([...no.override, ...general])];
  if (!command.override) throw new Refused({ ...no, override: may });
  if (!may.some((role) => hasRole(context.book, roleOf(command.by), role)))
    return refuse('not-authorised', `${roleOf(command.by)} may not override: ${no.says}`, {
      clauses: no.clauses,
      override: may,
      field: 'by',
    });
  return {
    by: command.by,
    why: command.override.why,
    ...(command.override.clause !== undefined ? { clause: command.override.clause } : {}),
    code: no.code,
  };
}

/** Refuses a giver whose role is unknown or may not; no roles listed means anyone. */
export function mustBe(deciding: Deciding, roles: readonly string[], clauses: readonly string[], what: string): void {
  const { context, command } = deciding;
  const role = roleOf(command.by);
  if (roles.length === 0 || roles.some((each) => hasRole(context.book, role, each))) return;
  refuse('not-authorised', `${role} may not ${what}; ${roles.join(', ')} may`, { clauses, override: roles, field: 'by' });
}

/** Refuses a list that names a car twice. */
export function noRepeats(cars: readonly string[], field: string): void {
  const twice = cars.find((car, index) => cars.indexOf(car) !== index);
  if (twice !== undefined) refuse('car-twice', `car ${twice} is listed twice`, { field });
}

/** Refuses cars that are not in the race. */
export function carsInRace(
  deciding: Deciding,
  at: { readonly meeting: string; readonly race: string },
  cars: readonly string[],
  field: string,
): void {
  const run = raceRun(deciding.context, at.meeting, at.race);
  const known = new Set([...run.order, ...run.out.map((each) => each.car)]);
  const stranger = cars.find((car) => !known.has(car));
  if (stranger !== undefined) refuse('unknown-car', `car ${stranger} is not in ${at.race}${knownCars([...known])}`, { field });
}

/** `; there are 4, 12` after an unknown car, or nothing when there are none. */
export function knownCars(cars: readonly string[]): string {
  return cars.length === 0 ? '' : `; there are ${cars.join(', ')}`;
}

/** Refuses approvals by roles that the rulebook does not know, and passes only when every role needed has approved. */
export function approved(
  deciding: Deciding,
  needed: readonly string[],
  given: readonly string[],
  rule: { readonly says: string; readonly clauses: readonly string[] },
): Passes {
  const { context } = deciding;
  const known = [...context.book.roles.keys()];
  const stranger = known.length === 0 ? undefined : given.find((each) => !known.includes(roleOf(each)));
  if (stranger !== undefined)
    return refuse('unknown-role', `the rulebook has no role "${roleOf(stranger)}"${didYouMean(roleOf(stranger), known)}`, {
      clauses: rule.clauses,
      field: 'approvals',
    });
  const missing = needed.filter((role) => !given.some((each) => hasRole(context.book, roleOf(each), role)));
  if (missing.length === 0) return {};
  return {
    override: overridden(
      deciding,
      refusal('approval-missing', `${rule.says}: the approval of ${missing.join(', ')} is missing`, {
        clauses: rule.clauses,
        field: 'approvals',
        approvals: missing,
      }),
    ),
  };
}

/** An official result is not changed by the way: void that it was made official first, or override. */
export function notOfficial(deciding: Deciding, at: { readonly meeting: string; readonly race: string }): Passes {
  const official = deciding.context.state.meetings.get(at.meeting)?.races.get(at.race)?.facts.of('result-made-official').at(-1);
  if (!official) return {};
  return {
    override: overridden(
      deciding,
      refusal('result-official', `the result of ${at.race} is official; void that first`, { facts: [official.seq], field: 'race' }),
    ),
  };
}

/** What only happens while a meeting lasts is refused after it was closed. */
export function notClosed(deciding: Deciding, meeting: string): Passes {
  const known = deciding.context.state.meetings.get(meeting);
  const { cancelled, closed } = meetingOf(deciding.context, meeting);
  if (!closed) return {};
  const facts = cancelled ? [cancelled.fact] : [known?.facts.of('meeting-closed').at(-1)?.seq ?? 0];
  const no = cancelled
    ? refusal('meeting-cancelled', `the meeting ${meeting} is cancelled: ${cancelled.why}`, { facts, field: 'meeting' })
    : refusal('meeting-closed', `the meeting ${meeting} is closed; void that first`, { facts, field: 'meeting' });
  return { override: overridden(deciding, no) };
}
