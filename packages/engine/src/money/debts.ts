import { busyWith, type Context, forThisStateOnly } from '../context.ts';
import { refuse } from '../refusal.ts';
import { owedBy } from './accounts.ts';
import { dues, isPaidOut } from './dues.ts';
import { chargesOf } from './fees.ts';
import { factsAt, paymentsAt, purposeOf } from './payments.ts';

/** Works out a debt once; a fee or a purse that asks for the debt it makes itself is refused. */
function once(context: Context, what: string, work: () => number): number {
  const busy = busyWith(context, 'debts');
  if (busy.has(what)) {
    forThisStateOnly(context);
    return refuse('value-cycle', `what ${what} is asked for while it is worked out`, { field: 'owes' });
  }
  busy.add(what);
  try {
    return work();
  } finally {
    busy.delete(what);
  }
}

/** Fees that somebody owes, in cents; what was paid in advance is no debt. */
export function feesOwed(context: Context, person: string): number {
  return once(context, `${person} owes`, () => {
    const charged = chargesOf(context, undefined).reduce((sum, line) => sum + (line.person === person ? line.cents : 0), 0);
    const paid = paymentsAt(context, undefined)
      .filter((fact) => fact.body.person === person && purposeOf(context, fact) === 'fees')
      .reduce((sum, fact) => sum + fact.body.cents, 0);
    const setOff = factsAt(context, undefined, 'money-transferred').reduce(
      (sum, { body }) => sum + (body.to === owedBy(person) ? body.cents : 0),
      0,
    );
    return Math.max(0, charged - paid - setOff);
  });
}

/** What somebody was paid out that is due no longer, less what is due now, in cents; who was paid nothing has nothing to give back. */
export function toGiveBack(context: Context, person: string): number {
  if (!isPaidOut(context, person)) return 0;
  return once(context, `${person} has to give back`, () => {
    const { lines, overpaid } = dues(context);
    const open = lines.reduce((sum, line) => sum + (line.person === person && line.held.length === 0 ? line.openCents : 0), 0);
    return Math.max(0, (overpaid.get(person) ?? 0) - open);
  });
}
