import { because, type Because } from '../because.ts';
import { type Context, meetingOf, meetings } from '../context.ts';
import { entries } from '../entry/entries.ts';
import type { Fact } from '../fact.ts';
import { lazy, snake } from '../formula-values.ts';
import type { CaseOutcome, Clauses } from '../language.ts';
import { plannedRaces } from '../lineup/plan.ts';
import type { FallenConsequence } from '../points/effects.ts';
import { meetingsAttended } from '../points/season-so-far.ts';
import { result } from '../points/result.ts';
import { type Extra, holds, scopeFor, whole } from '../scope.ts';
import { personFields } from '../scope-names.ts';
import type { Where } from '../values.ts';
import { type FiledCase, filedCases } from './open-cases.ts';

/** A case as it stands. */
export interface CaseState {
  readonly id: string;
  readonly case: string;
  readonly status: 'open' | 'lapsed' | 'ruled';
  readonly outcome?: string;
  readonly filer: string;
  readonly against?: string;
  readonly feeCents: number;
  /** Where the fee went, in whole cents that add up to it. */
  readonly fee: readonly { readonly to: string; readonly cents: number }[];
  readonly because: Because;
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

/** Names that formulas of a case read: who files, against whom, its fields, what was paid. */
export function caseNames(context: Context, fact: Pick<Fact<'case-filed'>, 'meeting' | 'race' | 'season' | 'by' | 'body'>): Extra {
  const { body } = fact;
  return {
    filer: () => lazy(party(context, fact, body.filer)),
    against: () => lazy(body.against === undefined ? {} : party(context, fact, body.against)),
    case: () =>
      lazy({
        ...Object.fromEntries(Object.entries(body.fields).map(([name, value]) => [snake(name), () => value])),
        kind: () => body.rule,
        id: () => body.id,
      }),
    act: () => lazy(Object.fromEntries(Object.entries(body.fields).map(([name, value]) => [snake(name), () => value]))),
    paid: () => body.paidCents,
    paid_by: () => body.paidBy ?? '',
    by: () => fact.by.split(':')[0],
  };
}

/** What is known of a person in a case: papers, classes entered at the meeting, place in the race. */
function party(context: Context, fact: Pick<Fact<'case-filed'>, 'meeting' | 'race' | 'body'>, name: string): Extra {
  const { meeting, race } = fact;
  const own =
    meeting === undefined
      ? []
      : context.book.classes
          .flatMap((each) => entries(context, meeting, each.id))
          .filter((entry) => entry.driver === name || entry.handler === name);
  const places = meeting === undefined || race === undefined ? undefined : result(context, meeting, race);
  const row = places?.rows.find((each) => each.driver === name);
  return {
    ...personFields(context, name),
    classes: () => own.map((entry) => entry.class),
    drives: () => own.some((entry) => entry.driver === name),
    handles: () => own.filter((entry) => entry.handler === name).map((entry) => entry.driver),
    meetings_before: () => (meeting === undefined ? 0 : meetingsAttended(context, meeting, name).length),
    place: () => row?.place ?? 0,
  };
}

/** Lists the cases of a meeting, or all. */
export function cases(context: Context, meeting?: string): readonly CaseState[] {
  const where = meeting === undefined ? meetings(context).map((each) => each.id) : [meeting];
  return where.flatMap((id) => filedCases(context, id).map((filed) => caseState(context, filed)));
}

function caseState(context: Context, filed: FiledCase): CaseState {
  const { rule, fact } = filed;
  const ended = endOf(context, filed);
  const outcome = ended && rule.outcomes.find((each) => each.id === ended.outcome);
  const feeCents = fact.body.paidCents;
  return {
    id: fact.body.id,
    case: rule.id,
    status: ended?.how ?? 'open',
    ...(ended ? { outcome: ended.outcome } : {}),
    filer: fact.body.filer,
    ...(fact.body.against !== undefined ? { against: fact.body.against } : {}),
    feeCents,
    fee: outcome ? sharesOf(context, filed, outcome, feeCents) : [],
    because: because(ended ? ended.says : `${rule.says} is open`, {
      clauses: [...new Set([...rule.clauses, ...(ended?.clauses ?? []), ...(outcome?.clauses ?? [])])],
      facts: [fact.seq, ...(filed.ruled ? [filed.ruled.seq] : [])],
    }),
  };
}

interface Ended {
  readonly how: 'ruled' | 'lapsed';
  readonly outcome: string;
  readonly says: string;
  readonly clauses: Clauses;
}

/** How a case ended: by a ruling, or by itself once its condition is known to fail. */
function endOf(context: Context, filed: FiledCase): Ended | undefined {
  const { rule, fact, ruled } = filed;
  if (ruled)
    return {
      how: 'ruled',
      outcome: ruled.body.outcome,
      says: `${rule.says}: ${rule.outcomes.find((each) => each.id === ruled.body.outcome)?.says ?? ruled.body.outcome}`,
      clauses: [],
    };
  if (!rule.lapses || !holds(scopeFor(context, caseWhere(fact), caseNames(context, fact), fact.at), rule.lapses.when)) return undefined;
  return { how: 'lapsed', outcome: rule.lapses.outcome, says: rule.lapses.says, clauses: rule.lapses.clauses };
}

/** Splits a fee in per cents; what the division leaves over goes to the first part. */
function sharesOf(
  context: Context,
  filed: FiledCase,
  outcome: CaseOutcome,
  feeCents: number,
): readonly { readonly to: string; readonly cents: number }[] {
  const { fact } = filed;
  const scope = scopeFor(context, caseWhere(fact), caseNames(context, fact), fact.at);
  const shares = outcome.fee.map((part) => ({
    to: toOf(filed, part.to),
    cents: Math.floor((feeCents * whole(scope, part.share).value) / 100),
  }));
  const left = feeCents - shares.reduce((sum, part) => sum + part.cents, 0);
  const whole100 = outcome.fee.reduce((sum, part) => sum + whole(scope, part.share).value, 0) === 100;
  return shares.map((part, index) => (index === 0 && whole100 ? { ...part, cents: part.cents + left } : part));
}

/** A share goes to a party, or to the account that a field of the ruling or the filing names, or to the account of that name. */
function toOf({ fact, ruled }: FiledCase, to: string): string {
  if (to === 'filer') return fact.body.filer;
  if (to === 'against') return fact.body.against ?? to;
  const chosen = ruled?.body.fields[to] ?? fact.body.fields[to];
  return typeof chosen === 'string' ? chosen : to;
}

/** What ended cases cost those they were against, or those who filed them. */
export function caseConsequences(context: Context, meeting: string): readonly FallenConsequence[] {
  return filedCases(context, meeting).flatMap((filed) => {
    const ended = endIfRuled(filed);
    if (!ended) return [];
    const { fact } = filed;
    const driver = ended.on === 'against' ? fact.body.against : fact.body.filer;
    const scope = scopeFor(context, caseWhere(fact), caseNames(context, fact), fact.at);
    const consequences = ended.then
      .filter((part) => holds(scope, part.when))
      .flatMap((part) => part.consequences.map((consequence) => ({ consequence, clauses: part.clauses })));
    const own = context.book.classes
      .flatMap((each) => entries(context, meetingOf(context, meeting).id, each.id))
      .filter((entry) => entry.driver === driver && (caseWhere(fact).class === undefined || caseWhere(fact).class === entry.class));
    return own.flatMap((entry) =>
      consequences.map(({ consequence, clauses }): FallenConsequence => ({
        consequence,
        clauses,
        fact: filed.ruled?.seq ?? fact.seq,
        class: entry.class,
        car: entry.car,
        driver: entry.driver,
        ...raceOf(context, meeting, fact, entry.class),
      })),
    );
  });
}

function endIfRuled(filed: FiledCase): CaseOutcome | undefined {
  return filed.ruled && filed.rule.outcomes.find((each) => each.id === filed.ruled?.body.outcome);
}

function raceOf(context: Context, meeting: string, fact: Fact<'case-filed'>, classId: string): { readonly race?: string } {
  const race = fact.race ?? plannedRaces(context, meeting, classId).at(-1)?.id;
  return race === undefined ? {} : { race };
}
