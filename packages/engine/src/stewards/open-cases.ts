import { type Context, meetingOf } from '../context.ts';
import type { Fact } from '../fact.ts';
import type { CaseRule } from '../language.ts';

export interface FiledCase {
  readonly rule: CaseRule;
  readonly fact: Fact<'case-filed'>;
  readonly ruled?: Fact<'case-ruled'>;
}

/** Lists the cases filed at a meeting, with their ruling where there is one. */
export function filedCases(context: Context, meeting: string): readonly FiledCase[] {
  const { facts, races } = meetingOf(context, meeting).facts;
  const lists = [facts, ...[...races.values()].map((race) => race.facts)];
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

/** Cases about a race that nobody has ruled on. */
export function openCases(context: Context, meeting: string, race: string): readonly FiledCase[] {
  return filedCases(context, meeting).filter((each) => each.fact.race === race && !each.ruled);
}
