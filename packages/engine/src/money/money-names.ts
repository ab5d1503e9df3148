import { type Context, memo } from '../context.ts';
import { lazy, snake } from '../formula-values.ts';
import type { Extra } from '../scope.ts';
import { chargesOf } from './fees.ts';
import { factsAt } from './payments.ts';

/** The money of a meeting as formulas of purses and funds read it: what was charged by fee, in a class or in all, and received by account. */
export function moneyNames(context: Context, meeting: string, classId?: string): Extra {
  return {
    money: () =>
      lazy({
        charged: () => memo(context, `charged ${meeting} ${classId ?? ''}`, () => charged(context, meeting, classId)),
        received: () => memo(context, `received ${meeting}`, () => received(context, meeting)),
      }),
  };
}

function charged(context: Context, meeting: string, classId: string | undefined): Readonly<Record<string, number>> {
  const sums: Record<string, number> = Object.fromEntries(context.book.fees.map((fee) => [snake(fee.id), 0]));
  for (const line of chargesOf(context, meeting))
    if (classId === undefined || line.class === classId) sums[snake(line.fee)] = (sums[snake(line.fee)] ?? 0) + line.cents;
  return sums;
}

function received(context: Context, meeting: string): Readonly<Record<string, number>> {
  const sums: Record<string, number> = Object.fromEntries([...(context.book.funds?.keys() ?? [])].map((id) => [snake(id), 0]));
  for (const { body } of factsAt(context, meeting, 'money-received')) sums[snake(body.to)] = (sums[snake(body.to)] ?? 0) + body.cents;
  return sums;
}
