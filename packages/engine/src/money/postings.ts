import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, meetings, memo } from '../context.ts';
import { entries } from '../entry/entries.ts';
import type { FundReceipt, FundRule } from '../language.ts';
import { Refused, type Refusal, refuse } from '../refusal.ts';
import { holds, type Scope, scopeFor, whole } from '../scope.ts';
import { cases } from '../stewards/cases.ts';
import { fines } from '../stewards/fines.ts';
import { caseById } from '../stewards/open-cases.ts';
import { factAt } from '../state.ts';
import { CASE_FEES_HELD, CASH, dueTo, OVER_AND_SHORT, owedBy, PURSE_HELD } from './accounts.ts';
import { moneyText } from './amounts.ts';
import { chargesOf } from './fees.ts';
import { moneyNames } from './money-names.ts';
import { factsAt, paymentsAt, purposeOf } from './payments.ts';
import { purse } from './purse.ts';

export const POSTING_KINDS = [
  'fee',
  'payment',
  'fine',
  'case-fee',
  'purse',
  'fund-receipt',
  'receipt',
  'transfer',
  'bill',
  'difference',
  'share',
  'refund',
  'payout',
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** One amount, booked twice: it is taken from one account (`credit`) and put to another (`debit`). */
export interface Posting {
  readonly kind: PostingKind;
  readonly debit: string;
  readonly credit: string;
  /** More than 0. */
  readonly cents: number;
  readonly says: string;
  readonly person?: string;
  readonly meeting?: string;
  readonly season?: string;
  readonly class?: string;
  readonly race?: string;
  readonly car?: string;
  /** The fact that it rests on: later facts of the fund are not in an earlier balance. */
  readonly fact: number;
  readonly because: Because;
}

/** What could not be booked, and why: a purse that nobody has posted. */
export interface Unsettled {
  readonly what: string;
  readonly refusal: Refusal;
}

export interface Booked {
  readonly postings: readonly Posting[];
  readonly unsettled: readonly Unsettled[];
}

/** Books everything but what is shared out of funds and paid out at the window, which rest on it. */
export function basePostings(context: Context): Booked {
  return memo(context, 'base postings', () => {
    const unsettled: Unsettled[] = [];
    const settled = (what: string, work: () => readonly Posting[]): readonly Posting[] => {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        unsettled.push({ what, refusal: error.refusal });
        return [];
      }
    };
    const atMeetings = meetings(context).flatMap((meeting) => {
      const there = contextOfMeeting(context, meeting.id);
      const at = { meeting: meeting.id, ...(meeting.season === undefined ? {} : { season: meeting.season }) };
      return [
        ...settled(`purse of ${meeting.id}`, () => pursePostings(there, meeting.id)),
        ...settled(`funds of ${meeting.id}`, () => fundReceipts(there, meeting.id)),
      ].map((posting) => ({ ...at, ...posting }));
    });
    const others = settled('fees', () => [
      ...feePostings(context),
      ...paymentPostings(context),
      ...casePostings(context),
      ...movedPostings(context),
    ]);
    return { postings: [...placed(context, others), ...atMeetings], unsettled };
  });
}

/** Says at which meeting and in which season each was booked: those of its fact. */
function placed(context: Context, postings: readonly Posting[]): readonly Posting[] {
  return postings.map((posting) => {
    const fact = factAt(context.state, posting.fact);
    return {
      ...(fact?.meeting === undefined ? {} : { meeting: fact.meeting }),
      ...(fact?.season === undefined ? {} : { season: fact.season }),
      ...posting,
    };
  });
}

/** Fees are owed from the moment that they are charged; what is given back is owed the other way round. */
function feePostings(context: Context): readonly Posting[] {
  return chargesOf(context, undefined)
    .filter((line) => line.cents !== 0)
    .map((line) => {
      const [debit, credit] = line.cents > 0 ? [owedBy(line.person), line.to] : [line.to, owedBy(line.person)];
      return {
        kind: 'fee' as const,
        debit,
        credit,
        cents: Math.abs(line.cents),
        says: line.because.says,
        person: line.person,
        ...(line.class === undefined ? {} : { class: line.class }),
        ...(line.car === undefined ? {} : { car: line.car }),
        fact: line.fact,
        because: line.because,
      };
    });
}

/** Payments by what they are for. A fine is booked when it is paid, to the account that gets it; until then it is listed with the fees. */
function paymentPostings(context: Context): readonly Posting[] {
  const paid = paymentsAt(context, undefined).flatMap((fact): readonly Posting[] => {
    const purpose = purposeOf(context, fact);
    if (purpose === 'fine') return [];
    const { person, cents, for: what } = fact.body;
    const credit = { 'buy-in': 'buy-in', fund: what, back: dueTo(person), fees: owedBy(person) }[purpose];
    return [booked('payment', { debit: CASH, credit, cents }, `${person} paid for ${what}`, { person, fact: fact.seq })];
  });
  const onFines = fines(context).flatMap((fine) =>
    fine.payments.map((payment) =>
      booked(
        'fine',
        { debit: CASH, credit: fine.to, cents: payment.cents },
        `${fine.person} paid on the fine ${fine.id}`,
        { person: fine.person, fact: payment.fact },
        fine.because,
      ),
    ),
  );
  return [...paid, ...onFines];
}

interface Moved {
  readonly debit: string;
  readonly credit: string;
  readonly cents: number;
}

/** Makes a posting of a fact; an amount below zero, as of old records, goes the other way. */
function booked(
  kind: PostingKind,
  moved: Moved,
  says: string,
  about: { readonly person?: string; readonly fact: number },
  from?: Because,
): Posting {
  const { debit, credit, cents } = moved.cents < 0 ? { debit: moved.credit, credit: moved.debit, cents: -moved.cents } : moved;
  return { kind, debit, credit, cents, says, ...about, because: because(says, { facts: [about.fact], from: from ? [from] : [] }) };
}

/** Fees of cases are held from the filing and go where the outcome says. */
function casePostings(context: Context): readonly Posting[] {
  return cases(context).flatMap((each): readonly Posting[] => {
    if (each.feeCents === 0) return [];
    const filed = caseById(context, each.id);
    const fact = filed?.fact.seq ?? 0;
    const about = { person: each.filer, fact };
    return [
      booked('case-fee', { debit: CASH, credit: CASE_FEES_HELD, cents: each.feeCents }, `fee of ${each.id}`, about, each.because),
      ...each.fee
        .filter((share) => share.cents > 0)
        .map((share) =>
          booked(
            'case-fee',
            { debit: CASE_FEES_HELD, credit: share.person ? dueTo(share.to) : share.to, cents: share.cents },
            `fee of ${each.id} to ${share.to}`,
            { ...(share.person ? { person: share.to } : {}), fact: filed?.ruled?.seq ?? fact },
            each.because,
          ),
        ),
    ];
  });
}

/** Money that an official took in, moved or paid a bill with. */
function movedPostings(context: Context): readonly Posting[] {
  const text = (cents: number): string => moneyText(context.book, cents);
  const received = factsAt(context, undefined, 'money-received').map(({ seq, body }) =>
    booked(
      'receipt',
      { debit: CASH, credit: body.to, cents: body.cents },
      `${text(body.cents)}${body.from === undefined ? '' : ` from ${body.from}`} for ${body.to}`,
      { fact: seq },
    ),
  );
  const transferred = factsAt(context, undefined, 'money-transferred').map(({ seq, body }) =>
    booked(
      'transfer',
      { debit: body.from, credit: body.to, cents: body.cents },
      `${text(body.cents)} from ${body.from} to ${body.to}: ${body.why}`,
      { fact: seq },
    ),
  );
  const bills = factsAt(context, undefined, 'money-paid-out').flatMap(({ seq, body }) =>
    body.from === undefined
      ? []
      : [
          booked(
            'bill',
            { debit: body.from, credit: CASH, cents: body.cents },
            `${text(body.cents)} out of ${body.from} to ${body.person}`,
            { person: body.person, fact: seq },
          ),
        ],
  );
  const counted = factsAt(context, undefined, 'night-closed-out').flatMap(({ seq, body }) =>
    body.countedCents === body.bookCents
      ? []
      : [
          booked(
            'difference',
            { debit: CASH, credit: OVER_AND_SHORT, cents: body.countedCents - body.bookCents },
            `counted ${text(body.countedCents)}, the book said ${text(body.bookCents)}: ${body.why ?? ''}`,
            { fact: seq },
          ),
        ],
  );
  return [...received, ...transferred, ...bills, ...counted];
}

/** The purse of a meeting: due to those who have it, or held. */
function pursePostings(context: Context, meeting: string): readonly Posting[] {
  return purse(context, meeting).flatMap((line) =>
    line.parts
      .filter((each) => each.cents > 0)
      .map((each): Posting => ({
        kind: 'purse',
        debit: line.from,
        credit: line.held.length > 0 ? PURSE_HELD : dueTo(each.person),
        cents: each.cents,
        says: `${each.person}: ${line.because.says}`,
        person: each.person,
        class: line.class,
        car: line.car,
        ...(line.race === undefined ? {} : { race: line.race }),
        fact: line.fact,
        because: because(`${each.person} (${each.as}) has ${moneyText(context.book, each.cents)}`, { from: [line.because, ...line.held] }),
      })),
  );
}

/** What flows into funds by itself at a meeting. */
function fundReceipts(context: Context, meeting: string): readonly Posting[] {
  const opened = meetings(context)
    .find((each) => each.id === meeting)
    ?.facts.facts.of('meeting-opened')
    .at(-1);
  if (!opened) return [];
  const names = moneyNames(context, meeting);
  return [...(context.book.funds?.values() ?? [])].flatMap((fund) =>
    fund.receives.flatMap((rule) => {
      if (rule.on === 'meeting') return received(scopeFor(context, { meeting }, names), fund, rule, opened.seq);
      return context.book.classes.flatMap((raceClass) =>
        entries(context, meeting, raceClass.id).flatMap((entry) =>
          received(scopeFor(context, { meeting, class: entry.class, car: entry.car }, names), fund, rule, entry.facts[0] ?? opened.seq),
        ),
      );
    }),
  );
}

function received(scope: Scope, fund: FundRule, rule: FundReceipt, fact: number): readonly Posting[] {
  if (!holds(scope, rule.when)) return [];
  const cents = whole(scope, rule.cents);
  if (cents.value < 0)
    return refuse('bad-amount', `${rule.cents.source} is below zero, and a fund receives nothing less`, { clauses: rule.clauses });
  if (cents.value === 0) return [];
  const says = `${fund.says}: ${rule.id}, ${moneyText(scope.context.book, cents.value)}`;
  return [
    {
      kind: 'fund-receipt',
      debit: rule.from,
      credit: fund.id,
      cents: cents.value,
      says,
      fact,
      because: because(says, { clauses: rule.clauses, facts: [fact], from: [cents.because] }),
    },
  ];
}
