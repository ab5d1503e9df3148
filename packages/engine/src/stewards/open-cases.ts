import { busyWith, type Context, contextOfMeeting, forThisStateOnly, memo, memoList, meetingOf, meetings } from '../context.ts';
import { actFacts } from '../entry/acts.ts';
import type { AnyFact, Fact } from '../fact.ts';
import type { CaseOutcome, CaseRule, Held } from '../language.ts';
import { Refused } from '../refusal.ts';
import { holds, type Scope, scopeFor } from '../scope.ts';
import type { FactList, RaceFacts } from '../state.ts';
import { caseNames, caseWhere, rulingOf } from './case-names.ts';

export interface FiledCase {
  readonly rule: CaseRule;
  readonly fact: Fact<'case-filed'>;
  readonly ruled?: Fact<'case-ruled'>;
}

/** Lists the cases filed at a meeting, with their ruling where there is one. */
export function filedCases(context: Context, meeting: string): readonly FiledCase[] {
  return memoList(context, `cases filed ${meeting}`, () => {
    const { facts, races } = meetingOf(context, meeting).facts;
    return casesIn(context, [facts, ...[...races.values()].map((race) => race.facts)], [...races.values()]);
  });
}

/** Cases filed away from meetings. */
export function clubCases(context: Context): readonly FiledCase[] {
  return casesIn(context, [context.state.club, ...context.state.seasons.values()]);
}

function casesIn(context: Context, lists: readonly FactList[], races: readonly RaceFacts[] = []): readonly FiledCase[] {
  const rulings = lists.flatMap((list) => list.of('case-ruled'));
  return [...lists.flatMap((list) => list.of('case-filed')), ...races.flatMap((race) => openedByThemselves(context, race))]
    .flatMap((fact) => {
      const rule = context.book.cases.get(fact.body.rule);
      const ruled = rulings.findLast((ruling) => ruling.body.id === fact.body.id);
      return rule ? [{ rule, fact, ...(ruled ? { ruled } : {}) }] : [];
    })
    .toSorted((a, b) => a.fact.seq - b.fact.seq);
}

/** The cases that a race opened by itself, each as if it had been filed when its moment came. */
function openedByThemselves(context: Context, race: RaceFacts): readonly Fact<'case-filed'>[] {
  const round = race.id.split('/')[1] ?? '';
  return [...context.book.cases.values()].flatMap(({ id, opens }) => {
    if (!opens || (opens.rounds.length > 0 && !opens.rounds.some((each) => round === each || round.startsWith(`${each}-`)))) return [];
    const [moment] = race.facts.matching(`moments of ${opens.at}`, (fact): fact is AnyFact => momentsOf(fact).includes(opens.at));
    if (!moment) return [];
    const { club, seq, at, season, meeting } = moment;
    const body = { id: `${id}/${meeting ?? ''}/${race.id}`, rule: id, filer: '', fields: {}, paidCents: 0 };
    const place = { ...(season === undefined ? {} : { season }), ...(meeting === undefined ? {} : { meeting }), race: race.id };
    return [{ club, seq, at, by: 'system', kind: 'case-filed' as const, ...place, body }];
  });
}

/** What `opens.at` may call a fact. */
function momentsOf(fact: AnyFact): readonly string[] {
  switch (fact.kind) {
    case 'race-finished':
      return ['finish'];
    case 'flag-shown':
      return [`flag:${fact.body.flag}`, ...(fact.body.flag === 'checkered' ? ['finish'] : [])];
    case 'times-recorded':
      return ['finish'];
    case 'moment-marked':
      return [`mark:${fact.body.name}`];
    case 'record-made':
      return [`record:${fact.body.name}`];
    case 'call-made':
      return [`call:${fact.body.name}`];
    default:
      return [];
  }
}

/** Every case of the club, each under the edition of its meeting, oldest first. */
export function allCases(context: Context): readonly FiledCase[] {
  return memoList(context, 'all cases', () =>
    [...clubCases(context), ...meetings(context).flatMap((each) => filedCases(contextOfMeeting(context, each.id), each.id))].toSorted(
      (a, b) => a.fact.seq - b.fact.seq,
    ),
  );
}

/** Every case of the club by its id, each under the edition of its meeting. */
export function caseById(context: Context, id: string): FiledCase | undefined {
  return memo(context, 'cases by id', () => new Map(allCases(context).map((filed) => [filed.fact.body.id, filed]))).get(id);
}

/** The cases that are about another, as appeals. */
export function casesAbout(context: Context, id: string): readonly FiledCase[] {
  return (
    memo(context, 'cases by what they are about', () =>
      Map.groupBy(
        allCases(context).filter((filed) => filed.fact.body.about !== undefined),
        (filed) => filed.fact.body.about,
      ),
    ).get(id) ?? []
  );
}

/** Cases about a race that nobody has ruled on. */
export function openCases(context: Context, meeting: string, race: string): readonly FiledCase[] {
  return filedCases(context, meeting).filter((each) => each.fact.race === race && !each.ruled);
}

/** The scope of formulas of a case as it stands. */
export function scopeOfCase(outer: Context, filed: FiledCase): Scope {
  const { fact, ruled } = filed;
  const context = fact.meeting === undefined ? outer : contextOfMeeting(outer, fact.meeting);
  return scopeFor(context, caseWhere(fact), caseNames(context, fact, ruled && rulingOf(ruled)), ruled?.at ?? fact.at);
}

/**
 * Tells whether a case that nobody ruled on has ended by itself, at the moment of the last fact on record: time passes with what
 * happens, so that the same log gives the same answer. While its own condition is being worked out it has not.
 */
export function hasLapsed(context: Context, filed: FiledCase): boolean {
  const { rule, fact, ruled } = filed;
  if (ruled || !rule.lapses) return false;
  const busy = busyWith(context, 'lapses');
  if (busy.has(fact.body.id)) {
    forThisStateOnly(context);
    return false;
  }
  busy.add(fact.body.id);
  try {
    return holds(scopeFor(context, caseWhere(fact), caseNames(context, fact), lastMoment(context, fact)), rule.lapses.when);
  } finally {
    busy.delete(fact.body.id);
  }
}

function lastMoment(context: Context, fact: Fact<'case-filed'>): string {
  return context.state.all.last()?.at ?? fact.at;
}

/** The cases that hold the result, points, awards or purse of a race: those open, and those held on after their ruling. */
export function holding(context: Context, meeting: string, race: string, what: Held): readonly FiledCase[] {
  return filedCases(context, meeting).filter(
    (filed) => filed.rule.holds.includes(what) && isAboutRace(filed, race) && isHeld(context, filed),
  );
}

/** Tells whether a case is about a race: it names it, or its class and no race. */
export function isAboutRace({ fact }: FiledCase, race: string): boolean {
  if (fact.race !== undefined) return fact.race === race;
  return fact.body.class !== undefined && (race.split('/')[0] ?? '').split('+').includes(fact.body.class);
}

/** Tells whether a case still holds what it holds: it is open, or held on after its ruling. */
export function isHeld(context: Context, filed: FiledCase): boolean {
  const { rule, ruled } = filed;
  if (!ruled) return !hasLapsed(context, filed);
  const outcome = rule.outcomes.find((each) => each.id === ruled.body.outcome);
  return outcome?.holdsWhile !== undefined && holds(scopeOfCase(context, filed), outcome.holdsWhile);
}

/** How a ruled case ended, and since when what follows from it holds: from the ruling, or from the act that confirms it. */
export interface Effective {
  readonly outcome: CaseOutcome;
  readonly ruled: Fact<'case-ruled'>;
  readonly at: string;
  readonly facts: readonly number[];
}

/** How a ruling stands: in force, waiting for its confirmation or for another case, or set aside by one. */
export type RulingStands = 'in-force' | 'unconfirmed' | 'stayed' | 'set-aside';

export function rulingStands(context: Context, filed: FiledCase): RulingStands {
  const ended = confirmed(context, filed);
  if (!ended) return 'unconfirmed';
  const about = casesAbout(context, filed.fact.body.id);
  if (about.some((each) => setsAside(context, each, ended))) return 'set-aside';
  return about.some((each) => staysNow(context, each)) ? 'stayed' : 'in-force';
}

/**
 * The outcome of a case that has one in force. A ruling that still waits for its confirmation has none, nor has one that another
 * case set aside, or stays while it is open.
 */
export function inForce(context: Context, filed: FiledCase): Effective | undefined {
  const ended = confirmed(context, filed);
  return ended && rulingStands(context, filed) === 'in-force' ? ended : undefined;
}

function confirmed(context: Context, filed: FiledCase): Effective | undefined {
  const { rule } = filed;
  const ruled = filed.ruled ?? lapsed(context, filed);
  const outcome = ruled && rule.outcomes.find((each) => each.id === ruled.body.outcome);
  if (!outcome) return undefined;
  if (outcome.confirmedBy === undefined || !filed.ruled) return { outcome, ruled, at: ruled.at, facts: [ruled.seq] };
  const act = actFacts(context, { case: ruled.body.id }).find((fact) => fact.body.name === outcome.confirmedBy && fact.seq > ruled.seq);
  return act && { outcome, ruled, at: act.at, facts: [ruled.seq, act.seq] };
}

/**
 * The ruling that a case which ended by itself stands for, made by nobody, at its filing; none where nothing follows from it, or
 * where its end rests on the very result that it would change.
 */
function lapsed(context: Context, filed: FiledCase): Fact<'case-ruled'> | undefined {
  const { rule, fact } = filed;
  const outcome = rule.outcomes.find((each) => each.id === rule.lapses?.outcome);
  if (!outcome || (outcome.then.length === 0 && outcome.ladder === undefined) || !endsByItself(context, filed)) return undefined;
  const { kind: _, body, ...place } = fact;
  return { ...place, by: 'system', kind: 'case-ruled', body: { id: body.id, outcome: outcome.id, fields: {} } };
}

function endsByItself(context: Context, filed: FiledCase): boolean {
  try {
    return hasLapsed(context, filed);
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'line-up-cycle') return false;
    throw error;
  }
}

/** Tells whether a ruling took away what followed from the case that it is about; one made on that case afterwards stands anew. */
function setsAside(context: Context, about: FiledCase, ended: Effective): boolean {
  return about.ruled !== undefined && about.ruled.seq > ended.ruled.seq && (inForce(context, about)?.outcome.setsAside ?? false);
}

/** Tells whether an open case keeps what followed from the one that it is about waiting. */
function staysNow(context: Context, about: FiledCase): boolean {
  if (about.ruled || about.rule.stays === undefined || hasLapsed(context, about)) return false;
  return holds(scopeOfCase(context, about), about.rule.stays);
}
