import { because, type Because } from '../because.ts';
import { byName } from '../by-name.ts';
import { type Context, memo } from '../context.ts';
import { Refused } from '../refusal.ts';
import { factAt } from '../state.ts';
import { CASH, dueTo, owedBy } from './accounts.ts';
import { dues, payouts } from './dues.ts';
import { fundOf, fundShares, seasonsShared, type SharedOut } from './fund-shares.ts';
import { basePostings, type Booked, type Posting, type Unsettled } from './postings.ts';

/** The whole book of the club, kind by kind: what is owed and paid, the purse, shares of funds, pay-outs. */
export function clubBook(context: Context): Booked {
  return memo(context, 'book of the club', () => {
    const base = basePostings(context);
    const shared = [...(context.book.funds?.keys() ?? [])].map((id) => sharePostings(context, id));
    const postings = [...base.postings, ...shared.flatMap((each) => each.postings), ...refundPostings(context), ...payoutPostings(context)];
    return {
      postings,
      unsettled: [...base.unsettled, ...shared.flatMap((each) => each.unsettled)],
    };
  });
}

function sharePostings(context: Context, id: string): Booked {
  const unsettled: Unsettled[] = [];
  const postings = seasonsShared(context, fundOf(context, id)).flatMap((season) => {
    try {
      return ofShares(context, fundShares(context, id, season));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      unsettled.push({ what: `${id} of ${season}`, refusal: error.refusal });
      return [];
    }
  });
  return { postings, unsettled };
}

function ofShares(context: Context, shared: SharedOut): readonly Posting[] {
  const fact = shared.booked ?? 0;
  const meeting = factAt(context.state, fact)?.meeting;
  const about = { kind: 'share' as const, season: shared.season, fact, ...(meeting === undefined ? {} : { meeting }) };
  const shares = shared.shares
    .filter((each) => each.cents > 0)
    .map((each): Posting => ({
      ...about,
      debit: shared.fund,
      credit: dueTo(each.person),
      cents: each.cents,
      says: each.because.says,
      person: each.person,
      ...(each.class === '' ? {} : { class: each.class }),
      because: each.because,
    }));
  const others = shared.taken.flatMap((each): readonly Posting[] =>
    each.to === undefined || each.cents === 0
      ? []
      : [{ ...about, debit: shared.fund, credit: each.to, cents: each.cents, says: each.because.says, because: each.because }],
  );
  return [...shares, ...others];
}

/** Fees that were paid and given back wait at the window: what is owed the other way round becomes due. */
function refundPostings(context: Context): readonly Posting[] {
  return dues(context)
    .lines.filter((due) => due.kind === 'refund')
    .map((due): Posting => ({
      kind: 'refund',
      debit: owedBy(due.person),
      credit: dueTo(due.person),
      cents: due.cents,
      says: `${due.person}: ${due.because.says}`,
      person: due.person,
      ...whereOf(context, due.fact),
      because: due.because,
    }));
}

function payoutPostings(context: Context): readonly Posting[] {
  return payouts(context).map((fact): Posting => {
    const { person, cents, collector, for: what } = fact.body;
    const says = `paid out to ${person}${collector === undefined ? '' : `, taken by ${collector}`}${what === undefined ? '' : `, for ${what}`}`;
    return {
      kind: 'payout',
      debit: dueTo(person),
      credit: CASH,
      cents,
      says,
      person,
      ...whereOf(context, fact.seq),
      because: because(says, { facts: [fact.seq] }),
    };
  });
}

function whereOf(context: Context, seq: number): { readonly fact: number; readonly meeting?: string; readonly season?: string } {
  const fact = factAt(context.state, seq);
  return {
    fact: seq,
    ...(fact?.meeting === undefined ? {} : { meeting: fact.meeting }),
    ...(fact?.season === undefined ? {} : { season: fact.season }),
  };
}

/** What postings are looked up by; each part left out matches any. */
export interface PostingFilter {
  readonly meeting?: string;
  readonly season?: string;
  readonly account?: string;
  readonly person?: string;
  readonly class?: string;
  readonly race?: string;
  readonly kind?: string;
}

/** Finds postings in the book. */
export function postingsOf(context: Context, of: PostingFilter): readonly Posting[] {
  const same = (name: keyof PostingFilter, value: string | undefined): boolean => of[name] === undefined || of[name] === value;
  return clubBook(context).postings.filter(
    (each) =>
      same('meeting', each.meeting) &&
      same('season', each.season) &&
      same('person', each.person) &&
      same('class', each.class) &&
      same('race', each.race) &&
      same('kind', each.kind) &&
      (of.account === undefined || each.debit === of.account || each.credit === of.account),
  );
}

/** Adds postings up: what came to each account less what was taken from it. The sum over all accounts is 0. */
export function balancesOf(postings: readonly Posting[]): Readonly<Record<string, number>> {
  const balances = byName<number>();
  for (const posting of postings) {
    balances[posting.debit] = (balances[posting.debit] ?? 0) + posting.cents;
    balances[posting.credit] = (balances[posting.credit] ?? 0) - posting.cents;
  }
  return balances;
}

/** Postings and balances, every amount once from an account to an account, so that nothing is created or lost. */
export function ledger(
  context: Context,
  of: PostingFilter,
): {
  readonly postings: readonly Posting[];
  readonly balances: Readonly<Record<string, number>>;
  readonly unsettled: readonly { readonly what: string; readonly says: string; readonly clauses: readonly string[] }[];
  readonly because: Because;
} {
  const postings = postingsOf(context, of);
  const unsettled = clubBook(context).unsettled.map(({ what, refusal }) => ({ what, says: refusal.says, clauses: refusal.clauses }));
  return {
    postings,
    balances: balancesOf(postings),
    unsettled,
    because: because(`${postings.length} postings`, {
      from: [...postings.map((each) => each.because), ...unsettled.map((each) => because(each.says, { clauses: each.clauses }))],
    }),
  };
}
