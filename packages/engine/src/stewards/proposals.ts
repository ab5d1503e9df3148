import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import type { ActBody, AnyFact, Fact } from '../fact.ts';
import { snake } from '../formula-values.ts';
import type { Act } from '../language.ts';
import { Refused } from '../refusal.ts';
import { scopeFor, whole } from '../scope.ts';
import type { FactList } from '../state.ts';
import { nameOf } from './panel.ts';

/** Where a call is made. */
export interface Place {
  readonly season?: string;
  readonly meeting?: string;
  readonly race?: string;
}

/** A call that several officials must be for, and who is. */
export interface Proposal {
  readonly call: string;
  readonly says: string;
  readonly meeting?: string;
  readonly race?: string;
  readonly cars: readonly string[];
  readonly person?: string;
  readonly by: readonly string[];
  readonly needs?: number;
  readonly because: Because;
}

/** Who gives it, without the role: the same official in two roles is one. */
export const namedOf = (by: string): string | undefined => nameOf(by) || undefined;

/** Proposals of a call at a place that still wait: those since it was last made there of the same subject. */
export function proposalsOf(context: Context, rule: Act, place: Place): readonly Fact<'call-proposed'>[] {
  const facts = listOf(context, place);
  return waiting(facts).filter((fact) => fact.body.name === rule.id);
}

/** Every call that still waits for officials, at a meeting or everywhere. */
export function openProposals(context: Context, where: Place = {}): readonly Proposal[] {
  const all = listsOf(context, where).flatMap((list) => waiting([...list]));
  const groups = Map.groupBy(all, (fact) => JSON.stringify([fact.meeting, fact.race, fact.body.name, subjectOf(fact.body)]));
  return [...groups.values()].flatMap((facts) => {
    const rule = context.book.acts.get(facts[0]?.body.name ?? '');
    return rule?.confirmedBy ? [proposal(context, rule, facts)] : [];
  });
}

function proposal(context: Context, rule: Act, facts: readonly Fact<'call-proposed'>[]): Proposal {
  const { meeting, race, season, body } = facts[0] as Fact<'call-proposed'>;
  const names = facts.map((fact) => namedOf(fact.by) ?? fact.by);
  const place = { ...(season === undefined ? {} : { season }), ...(meeting === undefined ? {} : { meeting }) };
  const classId = body.class ?? race?.split('/')[0];
  const needs = needed(context, rule, {
    ...place,
    ...(race === undefined ? {} : { race }),
    ...(classId === undefined ? {} : { class: classId }),
  });
  return {
    call: rule.id,
    says: rule.says,
    ...(meeting === undefined ? {} : { meeting }),
    ...(race === undefined ? {} : { race }),
    cars: body.cars ?? (body.car === undefined ? [] : [body.car]),
    ...(body.person === undefined ? {} : { person: body.person }),
    by: names,
    ...(needs === undefined ? {} : { needs }),
    because: because(
      `${rule.says}: ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} for it${needs === undefined ? '' : `, it takes ${needs}`}`,
      {
        clauses: [...new Set([...rule.clauses, ...(rule.confirmedBy?.clauses ?? [])])],
        facts: facts.map((fact) => fact.seq),
      },
    ),
  };
}

/** Nothing where it cannot be told yet, as while nobody is on the roster. */
function needed(context: Context, rule: Act, where: Parameters<typeof scopeFor>[1]): number | undefined {
  try {
    return rule.confirmedBy && whole(scopeFor(context, where), rule.confirmedBy.needs).value;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function waiting(facts: readonly AnyFact[]): readonly Fact<'call-proposed'>[] {
  const made = facts.filter((fact): fact is Fact<'call-made'> => fact.kind === 'call-made');
  return facts.filter(
    (fact): fact is Fact<'call-proposed'> =>
      fact.kind === 'call-proposed' &&
      !made.some((call) => call.seq > fact.seq && call.body.name === fact.body.name && sameSubject(call.body, fact.body)),
  );
}

/** Tells whether two calls of one name are about the same: the cars, the person, the class, and the form where both fill it in. */
export function sameSubject(one: ActBody, other: ActBody): boolean {
  const filled = Object.keys(one.fields).length > 0 && Object.keys(other.fields).length > 0;
  return subjectOf(one) === subjectOf(other) && (!filled || JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)));
}

function sorted(body: ActBody): readonly (readonly [string, unknown])[] {
  return Object.entries(body.fields)
    .filter(([name]) => name !== 'note')
    .map(([name, value]) => [snake(name), value] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function subjectOf(body: ActBody): string {
  const cars = body.cars ?? (body.car === undefined ? [] : [body.car]);
  return JSON.stringify([cars.toSorted(), body.person ?? '', body.class ?? '', body.case ?? '']);
}

function listOf(context: Context, place: Place): readonly AnyFact[] {
  const meeting = place.meeting === undefined ? undefined : context.state.meetings.get(place.meeting);
  if (meeting) return [...(place.race === undefined ? meeting.facts : (meeting.races.get(place.race)?.facts ?? []))];
  return [...(place.season === undefined ? context.state.club : (context.state.seasons.get(place.season) ?? []))];
}

function listsOf(context: Context, where: Place): readonly FactList[] {
  const meetings = [...context.state.meetings].flatMap(([id, each]) =>
    where.meeting === undefined || where.meeting === id
      ? [
          ...(where.race === undefined ? [each.facts] : []),
          ...[...each.races].flatMap(([race, own]) => (where.race === undefined || where.race === race ? [own.facts] : [])),
        ]
      : [],
  );
  return where.meeting === undefined ? [context.state.club, ...context.state.seasons.values(), ...meetings] : meetings;
}
