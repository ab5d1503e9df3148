import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, meetings, memo } from '../context.ts';
import type { Fact } from '../fact.ts';
import { Refused } from '../refusal.ts';
import { cases } from '../stewards/cases.ts';
import { caseById } from '../stewards/open-cases.ts';
import { factAt } from '../state.ts';
import { personOf } from './accounts.ts';
import { moneyText } from './amounts.ts';
import { chargesOf } from './fees.ts';
import { fundShares, seasonsShared, sharedOutBy } from './fund-shares.ts';
import { factsAt, paymentsAt, purposeOf } from './payments.ts';
import { purse } from './purse.ts';

/** Something that the club owes a person, and what has been paid on it. */
export interface Due {
  readonly kind: 'purse' | 'share' | 'case-fee' | 'refund' | 'transfer';
  /** What a pay-out may name to mean it: the race, the block, the fund, the case. */
  readonly purposes: readonly string[];
  readonly person: string;
  readonly cents: number;
  readonly paidCents: number;
  readonly openCents: number;
  /** Who may take it; empty: anyone. */
  readonly collectors: readonly string[];
  readonly collectClauses: readonly string[];
  /** Why it is not paid yet. */
  readonly held: readonly Because[];
  readonly meeting?: string;
  readonly season?: string;
  readonly race?: string;
  readonly class?: string;
  readonly car?: string;
  readonly block?: string;
  readonly place?: number;
  readonly fact: number;
  readonly because: Because;
}

export interface Dues {
  readonly lines: readonly Due[];
  /** What somebody was paid that is due no longer, by person. */
  readonly overpaid: ReadonlyMap<string, number>;
}

type Open = Omit<Due, 'paidCents' | 'openCents'>;

/** Lists what the club owes people, with what was paid out on it; a payment goes to the oldest that it is for. */
export function dues(context: Context): Dues {
  return memo(context, 'dues', () => {
    const lines = [...purseDues(context), ...shareDues(context), ...caseDues(context), ...refundDues(context), ...movedDues(context)];
    const oldestFirst = lines.toSorted((x, y) => x.fact - y.fact);
    const paid = new Map<Open, number>();
    const overpaid = new Map<string, number>();
    for (const payout of [...payouts(context), ...setOff(context)]) {
      let rest = payout.body.cents;
      for (const line of oldestFirst) {
        if (line.held.length > 0 || !isFor(line, payout.body)) continue;
        const share = Math.min(rest, line.cents - (paid.get(line) ?? 0));
        if (share > 0) paid.set(line, (paid.get(line) ?? 0) + share);
        rest -= Math.max(0, share);
      }
      if (rest > 0) overpaid.set(payout.body.person, (overpaid.get(payout.body.person) ?? 0) + rest);
    }
    for (const fact of paymentsAt(context, undefined).filter((each) => purposeOf(context, each) === 'back'))
      overpaid.set(fact.body.person, (overpaid.get(fact.body.person) ?? 0) - fact.body.cents);
    return {
      lines: lines.map((line) => ({ ...line, paidCents: paid.get(line) ?? 0, openCents: line.cents - (paid.get(line) ?? 0) })),
      overpaid,
    };
  });
}

/** Pay-outs of what is due to people; bills are paid from accounts. */
export function payouts(context: Context, meeting?: string): readonly Fact<'money-paid-out'>[] {
  return factsAt(context, meeting, 'money-paid-out').filter((fact) => fact.body.from === undefined);
}

/** Tells whether anything that was due to somebody was paid to them or set off. */
export function isPaidOut(context: Context, person: string): boolean {
  return memo(context, 'people paid out', () => new Set([...payouts(context), ...setOff(context)].map(({ body }) => body.person))).has(
    person,
  );
}

/** What officials moved from what was due to somebody, as to a fee that is owed: it is paid like the rest. */
function setOff(
  context: Context,
): readonly { readonly body: { readonly person: string; readonly cents: number; readonly for?: string } }[] {
  return factsAt(context, undefined, 'money-transferred').flatMap(({ body }) => {
    const owner = personOf(body.from);
    return owner?.side === 'due' ? [{ body: { person: owner.person, cents: body.cents } }] : [];
  });
}

/** What officials moved to somebody from an account of the club. */
function movedDues(context: Context): readonly Open[] {
  return factsAt(context, undefined, 'money-transferred').flatMap(({ seq, meeting, body }): readonly Open[] => {
    const owner = personOf(body.to);
    if (owner?.side !== 'due') return [];
    return [
      {
        kind: 'transfer',
        purposes: [body.from],
        person: owner.person,
        cents: body.cents,
        collectors: [],
        collectClauses: [],
        held: [],
        ...(meeting === undefined ? {} : { meeting }),
        fact: seq,
        because: because(`${moneyText(context.book, body.cents)} from ${body.from}: ${body.why}`, { facts: [seq] }),
      },
    ];
  });
}

/** Tells whether a pay-out is for something: of the person, and what it names, if it names anything. */
export function isFor(due: Pick<Due, 'person' | 'purposes'>, payout: { readonly person: string; readonly for?: string }): boolean {
  return due.person === payout.person && (payout.for === undefined || due.purposes.includes(payout.for));
}

function purseDues(outer: Context): readonly Open[] {
  return meetings(outer).flatMap((meeting) => {
    const context = contextOfMeeting(outer, meeting.id);
    return orNothing(() =>
      purse(context, meeting.id).flatMap((line) =>
        line.parts
          .filter((each) => each.cents > 0)
          .map((each): Open => ({
            kind: 'purse',
            purposes: ['purse', line.block, ...(line.race === undefined ? [] : [line.race])],
            person: each.person,
            cents: each.cents,
            collectors: line.collectors.length === 0 ? [] : [...new Set([...line.collectors, each.person])],
            collectClauses: line.collectClauses,
            held: line.held,
            meeting: meeting.id,
            ...(meeting.season === undefined ? {} : { season: meeting.season }),
            ...(line.race === undefined ? {} : { race: line.race }),
            class: line.class,
            car: line.car,
            block: line.block,
            place: line.place,
            fact: line.fact,
            because: because(`${moneyText(context.book, each.cents)} purse for ${each.person}`, { from: [line.because, ...line.held] }),
          })),
      ),
    );
  });
}

/** What cannot be worked out is not due; the ledger says what is missing. */
function orNothing(work: () => readonly Open[]): readonly Open[] {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  }
}

function shareDues(context: Context): readonly Open[] {
  return [...(context.book.funds?.values() ?? [])].flatMap((fund) =>
    seasonsShared(context, fund).flatMap((season) =>
      orNothing(() =>
        fundShares(context, fund.id, season)
          .shares.filter((share) => share.cents > 0)
          .map((share): Open => ({
            kind: 'share',
            purposes: [fund.id],
            person: share.person,
            cents: share.cents,
            collectors: [],
            collectClauses: fund.clauses,
            held: [],
            season,
            ...(share.class === '' ? {} : { class: share.class }),
            place: share.place,
            fact: sharedOutBy(context, fund, season)?.seq ?? 0,
            because: share.because,
          })),
      ),
    ),
  );
}

function caseDues(context: Context): readonly Open[] {
  return cases(context).flatMap((each) =>
    each.fee
      .filter((share) => share.person && share.cents > 0)
      .map((share): Open => {
        const filed = caseById(context, each.id);
        return {
          kind: 'case-fee',
          purposes: [each.id],
          person: share.to,
          cents: share.cents,
          collectors: [],
          collectClauses: [],
          held: [],
          ...(filed?.fact.meeting === undefined ? {} : { meeting: filed.fact.meeting }),
          fact: filed?.ruled?.seq ?? filed?.fact.seq ?? 0,
          because: because(`${moneyText(context.book, share.cents)} of the fee of ${each.id}`, { from: [each.because] }),
        };
      }),
  );
}

/** Fees given back to those who have paid them: as much as they paid more than they owe. */
function refundDues(context: Context): readonly Open[] {
  const charges = Map.groupBy(chargesOf(context, undefined), (line) => line.person);
  const paid = Map.groupBy(
    paymentsAt(context, undefined).filter((fact) => purposeOf(context, fact) === 'fees'),
    (fact) => fact.body.person,
  );
  return [...charges].flatMap(([person, lines]) => {
    const back = lines.filter((line) => line.cents < 0);
    const owes = lines.reduce((sum, line) => sum + line.cents, 0);
    const has = (paid.get(person) ?? []).reduce((sum, fact) => sum + fact.body.cents, 0);
    const cents = Math.min(-back.reduce((sum, line) => sum + line.cents, 0), Math.max(0, has - owes));
    const last = back.at(-1);
    if (!last || cents <= 0) return [];
    const meeting = factAt(context.state, last.fact)?.meeting;
    return [
      {
        kind: 'refund' as const,
        purposes: ['refund'],
        person,
        cents,
        collectors: [],
        collectClauses: [],
        held: [],
        ...(meeting === undefined ? {} : { meeting }),
        fact: last.fact,
        because: because(`${moneyText(context.book, cents)} back`, { from: back.map((line) => line.because) }),
      },
    ];
  });
}
