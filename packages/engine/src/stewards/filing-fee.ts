import type { Context } from '../context.ts';
import type { Fact } from '../fact.ts';
import type { Expr } from '../language.ts';
import { scopeFor, whole } from '../scope.ts';
import type { Ruled } from '../values.ts';
import { caseNames, caseWhere } from './case-names.ts';

/** What is filed, on record or not yet. */
export type Filed = Pick<Fact<'case-filed'>, 'meeting' | 'race' | 'season' | 'by' | 'at' | 'body'>;

/** What filing costs, in cents, by the place and by what was written in its form. */
export function filingFee(context: Context, cents: Expr, draft: Filed): Ruled<number> {
  return whole(scopeFor(context, caseWhere(draft), caseNames(context, draft), draft.at), cents);
}
