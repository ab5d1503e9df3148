import { because, type Because } from '../because.ts';
import { type Context, contextOfDay, contextOfMeeting, dayOf, meetingOf, meetings, memo } from '../context.ts';
import { actNames, whereOf } from '../control/consequences.ts';
import { type ActFact, actsAt, actsAway } from '../entry/acts.ts';
import { entries } from '../entry/entries.ts';
import type { FeeRule } from '../language.ts';
import { fallenConsequences } from '../points/effects.ts';
import { refuse } from '../refusal.ts';
import { evaluate, holds, type Scope, scopeFor, whole } from '../scope.ts';
import { factAt } from '../state.ts';
import { type Fine, fines } from '../stewards/fines.ts';
import { moneyText } from './amounts.ts';
import { paymentsAt, purposeOf } from './payments.ts';

/** One amount that somebody owes (positive) or gets back (negative), in cents. */
export interface FeeLine {
  readonly fee: string;
  readonly person: string;
  readonly class?: string;
  readonly car?: string;
  readonly cents: number;
  readonly because: Because;
}

/** What was charged, with the account or fund that gets it and the fact that it rests on. */
export interface Charge extends FeeLine {
  readonly to: string;
  readonly fact: number;
}

export interface Fees {
  readonly lines: readonly FeeLine[];
  readonly totalCents: number;
  readonly paidCents: number;
  readonly dueCents: number;
  readonly because: Because;
}

/**
 * What is owed at a meeting, by one person, in one class, for one car or by all; without a meeting, everywhere and away from
 * meetings. Case fees are paid on filing and not listed.
 */
export function feesOf(
  context: Context,
  meeting: string | undefined,
  of: { readonly person?: string; readonly class?: string; readonly car?: string } = {},
): Fees {
  const laidHere = fines(context).filter((fine) => meeting === undefined || fine.sanction.meeting === meeting);
  const charges = chargesOf(context, meeting).map((charge): FeeLine => {
    const { to: _, fact: __, ...line } = charge;
    return line;
  });
  const lines = [...charges, ...laidHere.map(fineLine)].filter(
    (line) =>
      (of.person === undefined || line.person === of.person) &&
      (of.class === undefined || line.class === of.class) &&
      (of.car === undefined || line.car === of.car),
  );
  const totalCents = lines.reduce((sum, line) => sum + line.cents, 0);
  const payments = paymentsAt(context, meeting)
    .filter((fact) => purposeOf(context, fact) === 'fees')
    .filter((fact) => of.person === undefined || fact.body.person === of.person);
  const onFines = laidHere.filter((fine) => of.person === undefined || fine.person === of.person);
  const paidCents = payments.reduce((sum, fact) => sum + fact.body.cents, 0) + onFines.reduce((sum, fine) => sum + fine.paidCents, 0);
  return {
    lines,
    totalCents,
    paidCents,
    dueCents: totalCents - paidCents,
    because: because(`fees of ${moneyText(context.book, totalCents)}`, {
      facts: payments.map((fact) => fact.seq),
      from: lines.map((line) => line.because),
    }),
  };
}

/** What was charged and given back at a meeting, fines apart; without a meeting, everywhere and away from meetings. */
export function chargesOf(context: Context, meeting: string | undefined): readonly Charge[] {
  if (meeting === undefined)
    return [...meetings(context).flatMap((each) => chargesOf(contextOfMeeting(context, each.id), each.id)), ...awayFees(context)];
  return memo(context, `charges ${meeting}`, () => [
    ...signInFees(context, meeting),
    ...actFees(context, meeting),
    ...refunds(context, meeting),
  ]);
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

function signInFees(context: Context, meeting: string): readonly Charge[] {
  return context.book.fees
    .filter((rule) => rule.on === 'sign-in')
    .flatMap((rule) =>
      context.book.classes.flatMap((raceClass) =>
        entries(context, meeting, raceClass.id).flatMap((entry) => {
          const signIn = factAt(context.state, entry.facts[0] ?? 0);
          const scope = scopeFor(context, { meeting, class: entry.class, car: entry.car }, {}, signIn?.at);
          if (!holds(scope, rule.when)) return [];
          const cents = whole(scope, rule.cents);
          return [
            {
              fee: rule.id,
              person: whoOwes(scope, rule) ?? entry.handler ?? entry.driver,
              class: entry.class,
              car: entry.car,
              cents: cents.value,
              to: rule.to ?? rule.id,
              fact: signIn?.seq ?? 0,
              because: because(`${rule.says}: ${moneyText(context.book, cents.value)}`, {
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

/** Who owes a fee by the rule's own word; nobody where it says nothing. */
function whoOwes(scope: Scope, rule: FeeRule): string | undefined {
  if (!rule.who) return undefined;
  const who = evaluate(scope, rule.who).value;
  return typeof who === 'string' && who !== ''
    ? who
    : refuse('formula-failed', `${rule.who.source} is ${JSON.stringify(who)}, not a name`, { clauses: rule.clauses });
}

function actRules(context: Context): readonly FeeRule[] {
  return context.book.fees.filter((rule) => /^(record|call|mark):/.test(rule.on));
}

function actFees(context: Context, meeting: string): readonly Charge[] {
  return actRules(context).flatMap((rule) =>
    actsAt(context, meeting).flatMap((fact) => (rule.on.split(':')[1] === fact.body.name ? actFee(context, rule, fact) : [])),
  );
}

/** Fees of acts away from meetings, as dues and car numbers, by the edition of their day. */
function awayFees(context: Context): readonly Charge[] {
  return actsAway(context).flatMap((fact) => {
    const own = contextOfDay(context, dayOf(context.book, fact.at));
    return actRules(own).flatMap((rule) => (rule.on.split(':')[1] === fact.body.name ? actFee(own, rule, fact) : []));
  });
}

function actFee(context: Context, rule: FeeRule, fact: ActFact): readonly Charge[] {
  const scope = scopeFor(context, whereOf(fact), actNames(fact, 1), fact.at);
  if (!holds(scope, rule.when)) return [];
  const cents = whole(scope, rule.cents);
  const where = whereOf(fact);
  const driver = (): string | undefined =>
    fact.meeting === undefined
      ? undefined
      : entries(context, fact.meeting, where.class ?? '').find((entry) => entry.car === where.car)?.driver;
  const person = whoOwes(scope, rule) ?? fact.body.person ?? driver() ?? '';
  return [
    {
      fee: rule.id,
      person,
      ...(where.class !== undefined ? { class: where.class } : {}),
      ...(where.car !== undefined ? { car: where.car } : {}),
      cents: cents.value,
      to: rule.to ?? rule.id,
      fact: fact.seq,
      because: because(`${rule.says}: ${moneyText(context.book, cents.value)}`, {
        clauses: rule.clauses,
        facts: [fact.seq],
        from: [cents.because],
      }),
    },
  ];
}

/** Refunds by calls and rulings, and the sign-in fees of those who declined to run in joined classes. */
function refunds(context: Context, meeting: string): readonly Charge[] {
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
        to: 'refund',
        fact: each.fact,
        because: because(`refund of ${moneyText(context.book, cents.value)}`, {
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
          to: line.to,
          fact: fact.seq,
          because: because(`${rule.says}: ${moneyText(context.book, line.cents)} back`, {
            clauses: rule.clauses,
            facts: [fact.seq],
            from: [line.because],
          }),
        }));
    });
  return [...byCall, ...declined];
}
