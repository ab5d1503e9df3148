import type { ResultRow } from '../answers.ts';
import type { Context } from '../context.ts';
import { dayOf, msOf } from '../context.ts';
import { recordsOf } from '../entry/acts.ts';
import { entries } from '../entry/entries.ts';
import { roleOf } from '../entry/roles.ts';
import type { Fact } from '../fact.ts';
import { lazy, snake, toFormula } from '../formula-values.ts';
import { result } from '../points/result.ts';
import { resultNames } from '../points/result-details.ts';
import { meetingsAttended } from '../points/season-so-far.ts';
import type { Extra } from '../scope.ts';
import { personFields } from '../scope-names.ts';
import type { Where } from '../values.ts';
import { aboutFields, appealsOf } from './about-case.ts';
import { offencesOn } from './ruled-offences.ts';
import { members, type Team, teamOfPerson, teams } from './teams.ts';
import { standingFields } from './standing.ts';
import { votesOn } from './panel.ts';

export type Filing = Pick<Fact<'case-filed'>, 'meeting' | 'race' | 'season' | 'by' | 'body'> & {
  readonly at?: string;
  readonly seq?: number;
};

/** A ruling on record, or the one that is being made. */
export interface Ruling {
  readonly outcome: string;
  readonly fields: Fact<'case-ruled'>['body']['fields'];
  readonly at: string;
  readonly by: string;
  /** Earlier offences are those before this fact; left out: all. */
  readonly seq?: number;
}

/** The place a case is about. */
export function caseWhere(fact: Pick<Fact<'case-filed'>, 'meeting' | 'race' | 'season' | 'body'>): Where {
  const classId = fact.body.class ?? fact.race?.split('/')[0];
  return {
    ...(fact.season !== undefined ? { season: fact.season } : {}),
    ...(fact.meeting !== undefined ? { meeting: fact.meeting } : {}),
    ...(classId !== undefined ? { class: classId } : {}),
    ...(fact.race !== undefined ? { race: fact.race } : {}),
  };
}

/** The team of the one a case is against: of the car that the filing names, else of the car they belong to. */
export function accusedTeam(context: Context, fact: Pick<Filing, 'meeting' | 'body'>): Team | undefined {
  const { against, car } = fact.body;
  if (fact.meeting === undefined || (against === undefined && car === undefined)) return undefined;
  return teamOfPerson(context, fact.meeting, against ?? '', car);
}

/** Names that formulas of a case read: who files, against whom, its fields, what was paid, the ruling. */
export function caseNames(context: Context, fact: Filing, ruling?: Ruling): Extra {
  const { body } = fact;
  const form = Object.fromEntries(Object.entries(body.fields).map(([name, value]) => [snake(name), () => toFormula(value)]));
  const { about } = body;
  return {
    filer: () => lazy(party(context, fact, body.filer)),
    against: () => lazy(body.against === undefined ? {} : party(context, fact, body.against)),
    team: () => lazy(teamFields(accusedTeam(context, fact))),
    case: () => lazy({ ...form, ...papersOf(context, fact), kind: () => body.rule, id: () => body.id }),
    act: () => lazy(form),
    about: () => lazy(about === undefined ? {} : aboutFields(context, about)),
    paid: () => body.paidCents,
    paid_by: () => body.paidBy ?? '',
    by: () => fact.by.split(':')[0],
    votes: () => lazy(votesOn(context, context.book.cases.get(body.rule), body.id)),
    ...(ruling === undefined ? {} : rulingNames(context, fact, ruling)),
  };
}

export function papersOf(context: Context, fact: Filing): Extra {
  const team = accusedTeam(context, fact);
  return {
    ...recordsOf(context, { case: fact.body.id }),
    ...(fact.at === undefined ? {} : { filed_at: () => msOf(fact.at as string), filed_on: () => dayOf(context.book, fact.at as string) }),
    ...(team === undefined ? {} : { driver: () => team.driver, car: () => team.car }),
    appeals: () => appealsOf(context, fact.body.id),
  };
}

function rulingNames(context: Context, fact: Filing, ruling: Ruling): Extra {
  const outcome = context.book.cases.get(fact.body.rule)?.outcomes.find((each) => each.id === ruling.outcome);
  const before = (): ReturnType<typeof offencesOn> =>
    outcome?.ladder === undefined ? [] : offencesOn(context, outcome.ladder, fact, ruling);
  return {
    ruling: () =>
      lazy({
        says: () => outcome?.says ?? ruling.outcome,
        ...Object.fromEntries(Object.entries(ruling.fields).map(([name, value]) => [snake(name), () => toFormula(value)])),
        outcome: () => ruling.outcome,
        at: () => msOf(ruling.at),
        by: () => ruling.by,
      }),
    earlier: () => before().map((each) => ({ ...each.fields, at: msOf(each.at), meeting: each.meeting ?? '', case: each.case ?? '' })),
    nth: () => before().length + 1,
  };
}

/** A ruling on record as names read it. */
export function rulingOf(ruled: Fact<'case-ruled'>): Ruling {
  return { outcome: ruled.body.outcome, fields: ruled.body.fields, at: ruled.at, by: roleOf(ruled.by), seq: ruled.seq };
}

function teamFields(team: Team | undefined): Extra {
  if (!team) return {};
  return {
    driver: () => team.driver,
    car: () => team.car,
    class: () => team.class,
    ...(team.owner === undefined ? {} : { owner: () => team.owner }),
    crew: () => team.crew,
    members: () => members(team),
  };
}

/** The classes in which somebody owns a car of the meeting. */
function ownedBy(context: Context, meeting: string, name: string): readonly string[] {
  return [...new Set(teams(context, meeting).flatMap((team) => (team.owner === name ? [team.class] : [])))];
}

/** What is known of a person in a case: papers, entries and teams at the meeting, place in the race, standing with the club. */
export function party(context: Context, fact: Pick<Filing, 'meeting' | 'race' | 'body'> & { readonly at?: string }, name: string): Extra {
  const { meeting, race } = fact;
  const own =
    meeting === undefined
      ? []
      : context.book.classes
          .flatMap((each) => entries(context, meeting, each.id))
          .filter((entry) => entry.driver === name || entry.handler === name);
  const row = (): ResultRow | undefined =>
    meeting === undefined || race === undefined ? undefined : result(context, meeting, race).rows.find((each) => each.driver === name);
  const team = (): Team | undefined => (meeting === undefined ? undefined : teamOfPerson(context, meeting, name));
  return {
    ...personFields(context, name),
    ...standingFields(context, name, meeting, fact.at),
    classes: () => own.map((entry) => entry.class),
    classes_owned: () => (meeting === undefined ? [] : ownedBy(context, meeting, name)),
    cars: () => own.map((entry) => entry.car),
    entered: () => own.some((entry) => entry.driver === name && !entry.withdrawn),
    drives: () => own.some((entry) => entry.driver === name),
    owns: () => team()?.owner === name,
    crews: () => team()?.crew.includes(name) ?? false,
    handles: () => own.filter((entry) => entry.handler === name).map((entry) => entry.driver),
    team: () => [...new Set([name, ...(team() ? members(team() as Team) : [])])],
    meetings_before: () => (meeting === undefined ? 0 : meetingsAttended(context, meeting, name).length),
    place: () => row()?.place ?? 0,
    result: () => lazy(resultNames(row() ?? {})),
  };
}
