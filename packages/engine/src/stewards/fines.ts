import { because, type Because } from '../because.ts';
import { type Context, memo, meetings, msOf } from '../context.ts';
import type { Fact } from '../fact.ts';
import type { Rulebook } from '../language.ts';
import { moneyText } from '../money/amounts.ts';
import { whole } from '../scope.ts';
import { contextOfSanction, type Sanction, sanctions, scopeOfSanction } from './sanctions.ts';
import { members } from './teams.ts';

/** A fine and what has been paid on it. */
export interface Fine {
  /** The case, or `fine-17` for the call with that number. */
  readonly id: string;
  readonly sanction: Sanction;
  /** Who owes it: a person, or everybody of a team together. */
  readonly person: string;
  readonly payers: readonly string[];
  readonly cents: number;
  readonly paidCents: number;
  readonly openCents: number;
  /** The account that gets what is paid. */
  readonly to: string;
  readonly payments: readonly { readonly fact: number; readonly cents: number; readonly at: string }[];
  readonly because: Because;
}

/** Lists all fines, oldest first, with the payments made up to an instant; each payment goes to the oldest open fine that it is for. */
export function fines(context: Context, at?: string): readonly Fine[] {
  return memo(context, `fines ${at ?? ''}`, () => {
    const open = owed(context).map((fine) => ({ ...fine, payments: [] as { fact: number; cents: number; at: string }[] }));
    for (const payment of finePayments(context)) {
      if (at !== undefined && msOf(payment.at) > msOf(at)) continue;
      let rest = payment.body.cents;
      const fitting = open.filter((fine) => isFor(fine, payment.body));
      for (const fine of fitting) {
        const left = fine.cents - fine.payments.reduce((sum, each) => sum + each.cents, 0);
        const part = Math.min(rest, left);
        if (part > 0) fine.payments.push({ fact: payment.seq, cents: part, at: payment.at });
        rest -= Math.max(0, part);
      }
    }
    return open.map((fine) => finished(context.book, fine));
  });
}

type Owed = Pick<Fine, 'id' | 'sanction' | 'person' | 'payers' | 'cents' | 'to'>;

function owed(context: Context): readonly Owed[] {
  return memo(context, 'fines owed', () =>
    sanctions(context).flatMap((sanction): readonly Owed[] => {
      if (sanction.consequence.kind !== 'fine') return [];
      const own = contextOfSanction(context, sanction);
      const team = sanction.bearer === 'team' ? sanction.team : undefined;
      const cents = whole(scopeOfSanction(own, sanction), sanction.consequence.cents).value;
      return cents <= 0
        ? []
        : [
            {
              id: sanction.case ?? `fine-${sanction.fact}`,
              sanction,
              person: sanction.driver,
              payers: team ? members(team) : [sanction.driver],
              cents,
              to: sanction.consequence.to,
            },
          ];
    }),
  );
}

function finished(book: Rulebook, fine: Owed & Pick<Fine, 'payments'>): Fine {
  const paidCents = fine.payments.reduce((sum, each) => sum + each.cents, 0);
  return {
    ...fine,
    paidCents,
    openCents: fine.cents - paidCents,
    because: because(`fine of ${moneyText(book, fine.cents)} for ${fine.person}, ${moneyText(book, paidCents)} paid to ${fine.to}`, {
      clauses: fine.sanction.clauses,
      facts: [fine.sanction.fact, ...fine.payments.map((each) => each.fact)],
      from: [fine.sanction.because],
    }),
  };
}

/** Tells whether a payment is for a fine: by its case or number, or `fine`, for any that the payer owes. */
export function isFor(fine: Pick<Fine, 'id' | 'payers'>, payment: { readonly person: string; readonly for: string }): boolean {
  return payment.for === fine.id || (payment.for === 'fine' && fine.payers.includes(payment.person));
}

/** Every payment that names a fine, oldest first. */
function finePayments(context: Context): readonly Fact<'payment-made'>[] {
  const lists = [
    context.state.club,
    ...context.state.seasons.values(),
    ...meetings(context).flatMap((each) => [each.facts.facts, ...[...each.facts.races.values()].map((race) => race.facts)]),
  ];
  const known = new Set(['fine', ...owed(context).map((fine) => fine.id)]);
  return lists
    .flatMap((list) => list.of('payment-made'))
    .filter((fact) => known.has(fact.body.for))
    .toSorted((a, b) => a.seq - b.seq);
}

/** What each account has received in fines. */
export function received(context: Context, at?: string): Readonly<Record<string, number>> {
  const accounts: Record<string, number> = {};
  for (const fine of fines(context, at)) accounts[fine.to] = (accounts[fine.to] ?? 0) + fine.paidCents;
  return accounts;
}
