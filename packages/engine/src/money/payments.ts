import { type Context, meetingOf, meetings, memo } from '../context.ts';
import type { Fact, FactKind } from '../fact.ts';
import { fines } from '../stewards/fines.ts';

/** Facts of a kind at a meeting, its races included; without a meeting, all of them, those away from meetings too; in the order of the log. */
export function factsAt<K extends FactKind>(context: Context, meeting: string | undefined, kind: K): readonly Fact<K>[] {
  const here = meeting === undefined ? meetings(context) : [meetingOf(context, meeting)];
  const lists = here.flatMap((each) => [each.facts.facts, ...[...each.facts.races.values()].map((race) => race.facts)]);
  const away = meeting === undefined ? [context.state.club, ...context.state.seasons.values()] : [];
  return [...away, ...lists].flatMap((list) => [...list.of(kind)]).toSorted((a, b) => a.seq - b.seq);
}

/** Payments of people to the club. */
export function paymentsAt(context: Context, meeting: string | undefined): readonly Fact<'payment-made'>[] {
  return factsAt(context, meeting, 'payment-made');
}

/** What a payment is booked as: to a fine, to buy in, into a fund, back what was paid out, or else to fees. */
export function purposeOf(context: Context, fact: Fact<'payment-made'>): 'fine' | 'buy-in' | 'fund' | 'back' | 'fees' {
  if (finePayments(context).has(fact.seq)) return 'fine';
  const { for: purpose } = fact.body;
  if (purpose === 'buy-in') return 'buy-in';
  if (context.book.funds?.has(purpose)) return 'fund';
  return purpose === 'purse' ? 'back' : 'fees';
}

function finePayments(context: Context): ReadonlySet<number> {
  return memo(context, 'fine payments', () => new Set(fines(context).flatMap((fine) => fine.payments.map((each) => each.fact))));
}
