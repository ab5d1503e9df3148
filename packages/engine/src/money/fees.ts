import { because, type Because } from '../because.ts';
import { type Context, meetingOf } from '../context.ts';
import { actNames, whereOf } from '../control/consequences.ts';
import { type ActFact, actsAt } from '../entry/acts.ts';
import { entries } from '../entry/entries.ts';
import type { FeeRule } from '../language.ts';
import { fallenConsequences } from '../points/effects.ts';
import { holds, scopeFor, whole } from '../scope.ts';
import { cases } from '../stewards/cases.ts';
import { type Fine, fines } from '../stewards/fines.ts';

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
  const laidHere = fines(context).filter((fine) => fine.sanction.meeting === meeting);
  const lines = [
    ...signInFees(context, meeting),
    ...actFees(context, meeting),
    ...refunds(context, meeting),
    ...laidHere.map(fineLine),
  ].filter(
    (line) =>
      (of.person === undefined || line.person === of.person) &&
      (of.class === undefined || line.class === of.class) &&
      (of.car === undefined || line.car === of.car),
  );
  const totalCents = lines.reduce((sum, line) => sum + line.cents, 0);
  const payments = meetingOf(context, meeting)
    .facts.facts.of('payment-made')
    .filter((fact) => fact.body.for !== 'buy-in' && !isFinePayment(context, fact.seq))
    .filter((fact) => of.person === undefined || fact.body.person === of.person);
  const onFines = laidHere.filter((fine) => of.person === undefined || fine.person === of.person);
  const paidCents = payments.reduce((sum, fact) => sum + fact.body.cents, 0) + onFines.reduce((sum, fine) => sum + fine.paidCents, 0);
  return {
    lines,
    totalCents,
    paidCents,
    dueCents: totalCents - paidCents,
    because: because(`fees of ${totalCents} cents`, { facts: payments.map((fact) => fact.seq), from: lines.map((line) => line.because) }),
  };
}

function fineLine(fine: Fine): FeeLine {
  const { class: classId, car } = fine.sanction;
  return {
    fee: 'fine',
    person: fine.person,
    ...(classId === '' ? {} : { class: classId }),
    ...(car === '' ? {} : { car }),
    cents: fine.cents,
    because: fine.because,
  };
}

function isFinePayment(context: Context, seq: number): boolean {
  return fines(context).some((fine) => fine.payments.some((payment) => payment.fact === seq));
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
    if (consequence.kind !== 'refund') return [];
    const cents = whole(scopeFor(context, { meeting, ...(each.class === '' ? {} : { class: each.class }) }), consequence.cents);
    return [
      {
        fee: 'refund',
        person: each.driver,
        class: each.class,
        car: each.car,
        cents: -cents.value,
        because: because(`refund of ${cents.value} cents`, {
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

/** Fines are booked when they are paid, to the account that gets them; what is still owed is listed with the fees. */
function finesPaid(context: Context, meeting: string): readonly Posting[] {
  const here = new Set(
    meetingOf(context, meeting)
      .facts.facts.of('payment-made')
      .map((fact) => fact.seq),
  );
  return fines(context).flatMap((fine) =>
    fine.payments
      .filter((payment) => here.has(payment.fact))
      .map((payment) => ({
        debit: 'cash',
        credit: fine.to,
        cents: payment.cents,
        says: `${fine.person} paid on the fine ${fine.id}`,
        because: because('payment', { facts: [payment.fact], from: [fine.because] }),
      })),
  );
}

/** The book of a meeting: every amount once, from an account to an account, so that nothing is created or lost. */
export function ledger(
  context: Context,
  meeting: string,
): { readonly postings: readonly Posting[]; readonly balances: Readonly<Record<string, number>>; readonly because: Because } {
  const fees = feesOf(context, meeting);
  const owed = fees.lines
    .filter((line) => line.fee !== 'fine')
    .map((line): Posting =>
      line.cents >= 0
        ? { debit: `owed by ${line.person}`, credit: line.fee, cents: line.cents, says: line.because.says, because: line.because }
        : { debit: line.fee, credit: `owed by ${line.person}`, cents: -line.cents, says: line.because.says, because: line.because },
    );
  const paid = meetingOf(context, meeting)
    .facts.facts.of('payment-made')
    .filter((fact) => !isFinePayment(context, fact.seq))
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
  const postings = [...owed, ...paid, ...filed, ...finesPaid(context, meeting)];
  const balances: Record<string, number> = {};
  for (const posting of postings) {
    balances[posting.debit] = (balances[posting.debit] ?? 0) + posting.cents;
    balances[posting.credit] = (balances[posting.credit] ?? 0) - posting.cents;
  }
  return { postings, balances, because: because(`${postings.length} postings`, { from: postings.map((each) => each.because) }) };
}
