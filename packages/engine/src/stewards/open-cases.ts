import { type Context, contextOfMeeting, memo, meetingOf, meetings } from '../context.ts';
import { actFacts } from '../entry/acts.ts';
import type { Fact } from '../fact.ts';
import type { CaseOutcome, CaseRule } from '../language.ts';
import type { FactList } from '../state.ts';

export interface FiledCase {
  readonly rule: CaseRule;
  readonly fact: Fact<'case-filed'>;
  readonly ruled?: Fact<'case-ruled'>;
}

/** Lists the cases filed at a meeting, with their ruling where there is one. */
export function filedCases(context: Context, meeting: string): readonly FiledCase[] {
  const { facts, races } = meetingOf(context, meeting).facts;
  return casesIn(context, [facts, ...[...races.values()].map((race) => race.facts)]);
}

/** Cases filed away from meetings. */
export function clubCases(context: Context): readonly FiledCase[] {
  return casesIn(context, [context.state.club, ...context.state.seasons.values()]);
}

function casesIn(context: Context, lists: readonly FactList[]): readonly FiledCase[] {
  const rulings = lists.flatMap((list) => list.of('case-ruled'));
  return lists
    .flatMap((list) => list.of('case-filed'))
    .flatMap((fact) => {
      const rule = context.book.cases.get(fact.body.rule);
      const ruled = rulings.findLast((ruling) => ruling.body.id === fact.body.id);
      return rule ? [{ rule, fact, ...(ruled ? { ruled } : {}) }] : [];
    })
    .toSorted((a, b) => a.fact.seq - b.fact.seq);
}

/** Every case of the club by its id, each under the edition of its meeting. */
export function caseById(context: Context, id: string): FiledCase | undefined {
  return memo(
    context,
    'cases by id',
    () =>
      new Map(
        [...clubCases(context), ...meetings(context).flatMap((each) => filedCases(contextOfMeeting(context, each.id), each.id))].map(
          (filed) => [filed.fact.body.id, filed],
        ),
      ),
  ).get(id);
}

/** Cases about a race that nobody has ruled on. */
export function openCases(context: Context, meeting: string, race: string): readonly FiledCase[] {
  return filedCases(context, meeting).filter((each) => each.fact.race === race && !each.ruled);
}

/** How a ruled case ended, and since when what follows from it holds: from the ruling, or from the act that confirms it. */
export interface Effective {
  readonly outcome: CaseOutcome;
  readonly ruled: Fact<'case-ruled'>;
  readonly at: string;
  readonly facts: readonly number[];
}

/** The outcome of a case that has one in force; a ruling that still waits for its confirmation has none. */
export function inForce(context: Context, { rule, ruled }: FiledCase): Effective | undefined {
  const outcome = ruled && rule.outcomes.find((each) => each.id === ruled.body.outcome);
  if (!outcome) return undefined;
  if (outcome.confirmedBy === undefined) return { outcome, ruled, at: ruled.at, facts: [ruled.seq] };
  const confirmed = actFacts(context, { case: ruled.body.id }).find(
    (fact) => fact.body.name === outcome.confirmedBy && fact.seq > ruled.seq,
  );
  return confirmed && { outcome, ruled, at: confirmed.at, facts: [ruled.seq, confirmed.seq] };
}
