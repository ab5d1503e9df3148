import { because, type Because } from '../because.ts';
import { type Context, meetingOf } from '../context.ts';
import { actNames, whereOf } from '../control/consequences.ts';
import { type ActFact, actsAt } from '../entry/acts.ts';
import { entries } from '../entry/entries.ts';
import type { FeeRule } from '../language.ts';
import { fallenConsequences } from '../points/effects.ts';
import { holds, scopeFor, whole } from '../scope.ts';
import { cases } from '../stewards/cases.ts';

/** One amount that somebody owes (positive) or gets back (negative), in cents. */
export interface FeeLine {
  readonly fee: string;
  readonly person: string;
  readonly class?: string;
  readonly car?: string;
  readonly cents: number;
  readonly because: Because;
}

export interface Fees {
  readonly lines: readonly FeeLine[];
  readonly totalCents: number;
  readonly paidCents: number;
  readonly dueCents: number;
  readonly because: Because;
}

/** What is owed at a meeting, by one person, in one class, for one car or by all. Case fees are paid on filing and not listed. */
export function feesOf(
  context: Context,
  meeting: string,
  of: { readonly person?: string; readonly class?: string; readonly car?: string } = {},
): Fees {
  const lines = [...signInFees(context, meeting), ...actFees(context, meeting), ...refunds(context, meeting)].filter(
    (line) =>
      (of.person === undefined || line.person === of.person) &&
      (of.class === undefined || line.class === of.class) &&
      (of.car === undefined || line.car === of.car),
  );
  const totalCents = lines.reduce((sum, line) => sum + line.cents, 0);
  const payments = meetingOf(context, meeting)
    .facts.facts.of('payment-made')
    .filter((fact) => fact.body.for !== 'buy-in' && (of.person === undefined || fact.body.person === of.person));
  const paidCents = payments.reduce((sum, fact) => sum + fact.body.cents, 0);
  return {
    lines,
    totalCents,
    paidCents,
    dueCents: totalCents - paidCents,
    because: because(`fees of ${totalCents} cents`, { facts: payments.map((fact) => fact.seq), from: lines.map((line) => line.because) }),
  };
}

function signInFees(context: Context, meeting: string): readonly FeeLine[] {
  return context.book.fees
    .filter((rule) => rule.on === 'sign-in')
    .flatMap((rule) =>
      context.book.classes.flatMap((raceClass) =>
        entries(context, meeting, raceClass.id).flatMap((entry) => {
          const scope = scopeFor(context, { meeting, class: entry.class, car: entry.car });
          if (!holds(scope, rule.when)) return [];
          const cents = whole(scope, rule.cents);
          return [
            {
              fee: rule.id,
              person: entry.handler ?? entry.driver,
              class: entry.class,
              car: entry.car,
              cents: cents.value,
              because: because(`${rule.says}: ${cents.value} cents`, {
                clauses: rule.clauses,
                facts: entry.facts.slice(0, 1),
                from: [cents.because],
              }),
            },
          ];
        }),
      ),
    );
}

function actFees(context: Context, meeting: string): readonly FeeLine[] {
  const rules = context.book.fees.filter((rule) => /^(record|call|mark):/.test(rule.on));
  return rules.flatMap((rule) =>
    actsAt(context, meeting).flatMap((fact) => (rule.on.split(':')[1] === fact.body.name ? actFee(context, rule, fact) : [])),
  );
}

function actFee(context: Context, rule: FeeRule, fact: ActFact): readonly FeeLine[] {
  const scope = scopeFor(context, whereOf(fact), actNames(fact, 1), fact.at);
  if (!holds(scope, rule.when)) return [];
  const cents = whole(scope, rule.cents);
  const where = whereOf(fact);
  const person =
    fact.body.person ?? entries(context, fact.meeting ?? '', where.class ?? '').find((entry) => entry.car === where.car)?.driver ?? '';
  return [
    {
      fee: rule.id,
      person,
      ...(where.class !== undefined ? { class: where.class } : {}),
      ...(where.car !== undefined ? { car: where.car } : {}),
      cents: cents.value,
      because: because(`${rule.says}: ${cents.value} cents`, { clauses: rule.clauses, facts: [fact.seq], from: [cents.because] }),
    },
  ];
}

/** Refunds by calls and rulings, fines, and the sign-in fees of those who declined to run in joined classes. */
function refunds(context: Context, meeting: string): readonly FeeLine[] {
  const byCall = fallenConsequences(context, meeting).flatMap((each) => {
    const { consequence } = each;
    if (consequence.kind !== 'refund' && consequence.kind !== 'fine') return [];
    const cents = whole(scopeFor(context, { meeting, ...(each.class === '' ? {} : { class: each.class }) }), consequence.cents);
    const sign = consequence.kind === 'refund' ? -1 : 1;
    return [
      {
        fee: consequence.kind,
        person: each.driver,
        class: each.class,
        car: each.car,
        cents: sign * cents.value,
        because: because(`${consequence.kind} of ${cents.value} cents`, {
          clauses: each.clauses,
          facts: [each.fact],
          from: [cents.because],
        }),
      },
    ];
  });
  const charged = signInFees(context, meeting);
  const declined = meetingOf(context, meeting)
    .facts.facts.of('entry-withdrawn')
    .flatMap((fact) => {
      const rule = context.book.combining.find((each) => each.consent === 'refund' && each.id === fact.body.why);
      if (!rule) return [];
      return charged
        .filter((line) => line.class === fact.body.class && line.car === fact.body.car)
        .map((line) => ({
          ...line,
          fee: 'refund',
          cents: -line.cents,
          because: because(`${rule.says}: ${line.cents} cents back`, { clauses: rule.clauses, facts: [fact.seq], from: [line.because] }),
        }));
    });
  return [...byCall, ...declined];
}

export interface Posting {
  readonly debit: string;
  readonly credit: string;
  readonly cents: number;
  readonly says: string;
  readonly because: Because;
}

/** The book of a meeting: every amount once, from an account to an account, so that nothing is created or lost. */
export function ledger(
  context: Context,
  meeting: string,
): { readonly postings: readonly Posting[]; readonly balances: Readonly<Record<string, number>>; readonly because: Because } {
  const fees = feesOf(context, meeting);
  const owed = fees.lines.map((line): Posting =>
    line.cents >= 0
      ? { debit: `owed by ${line.person}`, credit: line.fee, cents: line.cents, says: line.because.says, because: line.because }
      : { debit: line.fee, credit: `owed by ${line.person}`, cents: -line.cents, says: line.because.says, because: line.because },
  );
  const paid = meetingOf(context, meeting)
    .facts.facts.of('payment-made')
    .map((fact): Posting => ({
      debit: 'cash',
      credit: `owed by ${fact.body.person}`,
      cents: fact.body.cents,
      says: `${fact.body.person} paid for ${fact.body.for}`,
      because: because('payment', { facts: [fact.seq] }),
    }));
  const filed = cases(context, meeting).flatMap((each): readonly Posting[] => [
    ...(each.feeCents > 0
      ? [{ debit: 'cash', credit: 'case fees held', cents: each.feeCents, says: `fee of ${each.id}`, because: each.because }]
      : []),
    ...each.fee.map((part) => ({
      debit: 'case fees held',
      credit: part.to,
      cents: part.cents,
      says: `fee of ${each.id} to ${part.to}`,
      because: each.because,
    })),
  ]);
  const postings = [...owed, ...paid, ...filed];
  const balances: Record<string, number> = {};
  for (const posting of postings) {
    balances[posting.debit] = (balances[posting.debit] ?? 0) + posting.cents;
    balances[posting.credit] = (balances[posting.credit] ?? 0) - posting.cents;
  }
  return { postings, balances, because: because(`${postings.length} postings`, { from: postings.map((each) => each.because) }) };
}
