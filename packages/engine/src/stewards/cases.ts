import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, meetings } from '../context.ts';
import { stepAt } from '../control/ladders.ts';
import { entries } from '../entry/entries.ts';
import type { Fact } from '../fact.ts';
import type { Bearer, CaseOutcome, Clauses, Consequence } from '../language.ts';
import { calledOn, type FallenConsequence } from '../points/effects.ts';
import { holds, type Scope, scopeFor, whole } from '../scope.ts';
import { type Evidence, evidenceOn, findingsOn } from './evidence.ts';
import { accusedTeam, caseNames, caseWhere, rulingOf } from './case-names.ts';
import { clubCases, type Effective, type FiledCase, filedCases, hasLapsed, inForce, rulingStands } from './open-cases.ts';
import { countOf } from '../control/offences.ts';
import { type Vote, votesCast } from './panel.ts';
import { ruledOn } from './ruled-offences.ts';

export { caseNames, caseWhere } from './case-names.ts';

/** A part of a fee; `person`: it goes to somebody, not to an account of the club. */
export interface FeeShare {
  readonly to: string;
  readonly person: boolean;
  readonly cents: number;
}

/** A case as it stands. */
export interface CaseState {
  readonly id: string;
  readonly case: string;
  /** What its kind is called. */
  readonly says: string;
  /** When it was filed, and where. */
  readonly at: string;
  readonly meeting?: string;
  readonly race?: string;
  /** The case that it is about, as that of an appeal. */
  readonly about?: string;
  readonly ruledAt?: string;
  readonly ruledBy?: string;
  /** The last vote of each member of its panel. */
  readonly votes: readonly Vote[];
  /** `unconfirmed` and `stayed`: ruled, but what follows waits for the act that confirms it, or for another case. */
  readonly status: 'open' | 'lapsed' | 'ruled' | 'unconfirmed' | 'stayed' | 'set-aside';
  readonly outcome?: string;
  readonly filer: string;
  readonly against?: string;
  /** The driver who answers for the one it is against, and for which car. */
  readonly answerable?: { readonly driver: string; readonly car: string };
  readonly feeCents: number;
  /** Where the fee went, in whole cents that add up to it. */
  readonly fee: readonly FeeShare[];
  readonly fields: Readonly<Record<string, unknown>>;
  /** What was handed in, private pieces too. */
  readonly evidence: readonly Evidence[];
  /** What officials found and put on record about it. */
  readonly findings: readonly Omit<Evidence, 'private'>[];
  readonly because: Because;
}

/** Lists the cases of a meeting, or all. */
export function cases(context: Context, meeting?: string): readonly CaseState[] {
  const where = meeting === undefined ? meetings(context).map((each) => each.id) : [meeting];
  const atClub = meeting === undefined ? clubCases(context).map((filed) => caseState(context, filed)) : [];
  return [
    ...atClub,
    ...where.flatMap((id) => {
      const there = contextOfMeeting(context, id);
      return filedCases(there, id).map((filed) => caseState(there, filed));
    }),
  ];
}

/** A case as officials see it. */
export function caseState(context: Context, filed: FiledCase): CaseState {
  const { rule, fact, ruled } = filed;
  const ended = endOf(context, filed);
  const outcome = ended && rule.outcomes.find((each) => each.id === ended.outcome);
  const feeCents = fact.body.paidCents;
  const team = accusedTeam(context, fact);
  const answers =
    team === undefined ? [] : [because(`${team.driver} answers for car ${team.car}`, { clauses: team.clauses, facts: team.facts })];
  return {
    id: fact.body.id,
    case: rule.id,
    says: rule.says,
    at: fact.at,
    ...(fact.meeting === undefined ? {} : { meeting: fact.meeting }),
    ...(fact.race === undefined ? {} : { race: fact.race }),
    ...(fact.body.about === undefined ? {} : { about: fact.body.about }),
    ...(ruled ? { ruledAt: ruled.at, ruledBy: ruled.by } : {}),
    votes: votesCast(context, rule, fact.body.id),
    status: statusOf(context, filed, ended?.how),
    ...(ended ? { outcome: ended.outcome } : {}),
    filer: fact.body.filer,
    ...(fact.body.against !== undefined ? { against: fact.body.against } : {}),
    ...(team === undefined ? {} : { answerable: { driver: team.driver, car: team.car } }),
    feeCents,
    fee: outcome ? sharesOf(context, filed, outcome, feeCents) : [],
    fields: { ...fact.body.fields, ...ruled?.body.fields },
    evidence: evidenceOn(context, filed),
    findings: findingsOn(context, filed),
    because: because(ended ? ended.says : `${rule.says} is open`, {
      clauses: [...new Set([...rule.clauses, ...(ended?.clauses ?? []), ...(outcome?.clauses ?? [])])],
      facts: [fact.seq, ...(ruled ? [ruled.seq] : [])],
      from: answers,
    }),
  };
}

function statusOf(context: Context, filed: FiledCase, how: Ended['how'] | undefined): CaseState['status'] {
  if (how !== 'ruled') return how ?? 'open';
  const stands = rulingStands(context, filed);
  return stands === 'in-force' ? 'ruled' : stands;
}

interface Ended {
  readonly how: 'ruled' | 'lapsed';
  readonly outcome: string;
  readonly says: string;
  readonly clauses: Clauses;
}

/** How a case ended: by a ruling, or by itself once its condition is known to fail. */
function endOf(context: Context, filed: FiledCase): Ended | undefined {
  const { rule, ruled } = filed;
  if (ruled)
    return {
      how: 'ruled',
      outcome: ruled.body.outcome,
      says: `${rule.says}: ${rule.outcomes.find((each) => each.id === ruled.body.outcome)?.says ?? ruled.body.outcome}`,
      clauses: [],
    };
  if (!rule.lapses || !hasLapsed(context, filed)) return undefined;
  return { how: 'lapsed', outcome: rule.lapses.outcome, says: rule.lapses.says, clauses: rule.lapses.clauses };
}

/** Splits a fee in per cents; what the division leaves over goes to the first part. */
function sharesOf(context: Context, filed: FiledCase, outcome: CaseOutcome, feeCents: number): readonly FeeShare[] {
  const { fact } = filed;
  const scope = scopeFor(context, caseWhere(fact), caseNames(context, fact), fact.at);
  const shares = outcome.fee.map((part) => ({
    to: toOf(context, filed, part.to),
    person: PARTIES.has(part.to),
    cents: Math.floor((feeCents * whole(scope, part.share).value) / 100),
  }));
  const left = feeCents - shares.reduce((sum, part) => sum + part.cents, 0);
  const whole100 = outcome.fee.reduce((sum, part) => sum + whole(scope, part.share).value, 0) === 100;
  return shares.map((part, index) => (index === 0 && whole100 ? { ...part, cents: part.cents + left } : part));
}

const PARTIES: ReadonlySet<string> = new Set(['filer', 'against', 'owner']);

/** A share goes to a party, or to the account that a field of the ruling or the filing names, or to the account of that name. */
function toOf(context: Context, { fact, ruled }: FiledCase, to: string): string {
  if (to === 'filer') return fact.body.filer;
  if (to === 'against') return fact.body.against ?? to;
  if (to === 'owner') return accusedTeam(context, fact)?.owner ?? fact.body.against ?? to;
  const chosen = ruled?.body.fields[to] ?? fact.body.fields[to];
  return typeof chosen === 'string' ? chosen : to;
}

/** The scope of formulas about a ruling: the case with what was ruled. */
export function scopeOfRuling(context: Context, ruled: Fact<'case-ruled'>): Scope {
  const all = ruled.meeting === undefined ? clubCases(context) : filedCases(context, ruled.meeting);
  const filed = all.find((each) => each.fact.body.id === ruled.body.id);
  if (!filed) return scopeFor(context, {});
  return scopeFor(context, caseWhere(filed.fact), caseNames(context, filed.fact, rulingOf(ruled)), ruled.at);
}

/** What ended cases cost those who bear it. */
export function caseConsequences(
  context: Context,
  meeting: string,
  kinds?: ReadonlySet<Consequence['kind']>,
): readonly FallenConsequence[] {
  return filedCases(context, meeting).flatMap((filed) => consequencesOfCase(context, filed, kinds));
}

/**
 * What followed from one case: its outcome, and the step of the ladder that it reaches. Nothing while it is open or waits for
 * its confirmation.
 *
 * @param kinds only consequences of these kinds, and only conditions of parts that have one of them are looked at
 */
export function consequencesOfCase(
  context: Context,
  filed: FiledCase,
  kinds?: ReadonlySet<Consequence['kind']>,
): readonly FallenConsequence[] {
  const ended = inForce(context, filed);
  if (!ended) return [];
  const scope = scopeFor(context, caseWhere(filed.fact), caseNames(context, filed.fact, rulingOf(ended.ruled)), ended.at);
  const wanted = (each: Consequence): boolean => kinds === undefined || kinds.has(each.kind);
  const parts = ended.outcome.then
    .filter((part) => part.consequences.some(wanted) && holds(scope, part.when))
    .flatMap((part) => part.consequences.map((consequence) => ({ consequence, clauses: part.clauses, on: part.on ?? ended.outcome.on })));
  return [...stepOf(context, filed, ended), ...parts]
    .filter((each) => wanted(each.consequence))
    .flatMap((each) => falls(context, filed, ended, each));
}

interface Part {
  readonly consequence: Consequence;
  readonly clauses: Clauses;
  readonly on: Bearer;
}

/** The step of the outcome's ladder that this case reaches. */
function stepOf(context: Context, filed: FiledCase, ended: Effective): readonly Part[] {
  const ladder = ended.outcome.ladder === undefined ? undefined : context.book.ladders.get(ended.outcome.ladder);
  if (!ladder) return [];
  const { fact } = filed;
  const bearer = (ended.outcome.on === 'against' ? fact.body.against : fact.body.filer) ?? '';
  const who = ladder.whose === 'owner' ? (accusedTeam(context, fact)?.owner ?? bearer) : bearer;
  const place = {
    at: fact.at,
    ...(fact.season === undefined ? {} : { season: fact.season }),
    ...(fact.meeting === undefined ? {} : { meeting: fact.meeting }),
    ...(fact.race === undefined ? {} : { race: fact.race }),
  };
  const before = ended.ruled.seq + 1;
  const offences = [...ruledOn(context, ladder, who, before), ...calledOn(context, ladder, who, before)];
  const step = stepAt(ladder, countOf(context, ladder, offences, place));
  return (step?.consequences ?? []).map((consequence) => ({
    consequence,
    clauses: step?.clauses ?? ladder.clauses,
    on: ended.outcome.on,
  }));
}

/** Lays a consequence on its bearer: on each entry that they drive, or on the person alone. */
function falls(context: Context, filed: FiledCase, ended: Effective, part: Part): readonly FallenConsequence[] {
  const { fact } = filed;
  const team = accusedTeam(context, fact);
  const base = { consequence: part.consequence, clauses: part.clauses, fact: ended.ruled.seq, case: fact.body.id };
  const race = fact.race === undefined ? {} : { race: fact.race };
  if (part.on === 'team' && team) return [{ ...base, bearer: 'team', class: team.class, car: team.car, driver: team.driver, ...race }];
  const person = personOf(filed, part.on, team);
  if (person === undefined) return [];
  const classId = caseWhere(fact).class;
  const own =
    fact.meeting === undefined
      ? []
      : context.book.classes
          .flatMap((each) => entries(context, fact.meeting as string, each.id))
          .filter((entry) => entry.driver === person && (classId === undefined || classId.split('+').includes(entry.class)));
  if (own.length === 0) return [{ ...base, bearer: 'person', class: '', car: '', driver: person }];
  return own.map((entry) => ({ ...base, bearer: 'person', class: entry.class, car: entry.car, driver: entry.driver, ...race }));
}

function personOf({ fact }: FiledCase, on: Bearer, team: ReturnType<typeof accusedTeam>): string | undefined {
  switch (on) {
    case 'filer':
      return fact.body.filer;
    case 'driver':
      return team?.driver ?? fact.body.against;
    case 'owner':
      return team?.owner ?? team?.driver;
    case 'team':
    case 'against':
      return fact.body.against ?? team?.driver;
  }
}
