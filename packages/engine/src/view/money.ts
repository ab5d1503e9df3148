import { because, type Because } from '../because.ts';
import { byName } from '../by-name.ts';
import { type Context, meetingOf } from '../context.ts';
import { accountsOf, CASE_FEES_HELD, CASH, personOf, PURSE_HELD } from '../money/accounts.ts';
import { dues } from '../money/dues.ts';
import { fundOf, fundShares } from '../money/fund-shares.ts';
import { balancesOf, clubBook, postingsOf } from '../money/ledger.ts';
import type { Posting } from '../money/postings.ts';
import { purse, type PurseLine } from '../money/purse.ts';
import { refuse } from '../refusal.ts';
import { fines } from '../stewards/fines.ts';

const list = (says: string, rows: readonly { readonly because: Because }[]): Because =>
  because(says, { from: rows.map((row) => row.because) });

/**
 * What every account holds and how everybody stands with the club. Accounts and funds hold what came in less what went out;
 * the till holds the money itself; `owes` is what a person has still to pay, `due` what they may fetch.
 */
export function balancesView(context: Context, of: { readonly account?: string; readonly person?: string }) {
  const postings = clubBook(context).postings;
  const raw = balancesOf(postings);
  const reasonOf = (account: string): Because =>
    list(
      account,
      postings.filter((each) => each.debit === account || each.credit === account),
    );
  const accounts = Object.entries(raw)
    .filter(([account]) => personOf(account) === undefined && (of.account === undefined || of.account === account))
    .map(([account, cents]) => ({
      account,
      kind: kindOf(context, account),
      cents: zeroed(account === CASH ? cents : -cents),
      because: reasonOf(account),
    }));
  const idle = [...accountsOf(context.book)]
    .filter((account) => raw[account] === undefined && (of.account === undefined || of.account === account))
    .map((account) => {
      const fund = context.book.funds?.get(account);
      return {
        account,
        kind: kindOf(context, account),
        cents: 0,
        because: because(fund?.says ?? account, { clauses: fund?.clauses ?? [] }),
      };
    });
  const people =
    of.account === undefined ? peopleOf(context, raw).filter((each) => of.person === undefined || each.person === of.person) : [];
  return {
    accounts: of.person === undefined ? [...accounts, ...idle] : [],
    people,
    because: because('balances', { from: [...accounts, ...people].map((each) => each.because) }),
  };
}

const zeroed = (cents: number): number => (cents === 0 ? 0 : cents);

function kindOf(context: Context, account: string): 'till' | 'fund' | 'held' | 'account' {
  if (account === CASH) return 'till';
  if (account === CASE_FEES_HELD || account === PURSE_HELD) return 'held';
  return context.book.funds?.has(account) === true ? 'fund' : 'account';
}

/** How everybody stands with the club, fines included. */
function peopleOf(context: Context, raw: Readonly<Record<string, number>>) {
  const open = Map.groupBy(fines(context), (fine) => fine.person);
  const lines = Map.groupBy(dues(context).lines, (line) => line.person);
  const names = new Set([...Object.keys(raw).flatMap((account) => personOf(account)?.person ?? []), ...open.keys(), ...lines.keys()]);
  return [...names].toSorted().map((person) => {
    const own = fines(context).filter((fine) => fine.person === person);
    const fineCents = own.reduce((sum, fine) => sum + fine.openCents, 0);
    const due = -(raw[`due to ${person}`] ?? 0);
    const owed = raw[`owed by ${person}`] ?? 0;
    const held = (lines.get(person) ?? []).filter((line) => line.held.length > 0);
    return {
      person,
      owesCents: Math.max(0, owed) + Math.max(0, -due) + fineCents,
      finesCents: fineCents,
      dueCents: Math.max(0, due),
      heldCents: held.reduce((sum, line) => sum + line.openCents, 0),
      because: because(person, {
        from: [
          ...clubBook(context)
            .postings.filter((each) => personOf(each.debit)?.person === person || personOf(each.credit)?.person === person)
            .map((each) => each.because),
          ...own.map((fine) => fine.because),
          ...held.map((line) => line.because),
        ],
      }),
    };
  });
}

/** What races and the night pay, car by car, with what holds it and what was lost. */
export function purseView(context: Context, meeting: string, of: Readonly<Record<string, string>>) {
  const lines = purse(context, meeting).filter((line) => fits(line, of));
  return {
    lines,
    totalCents: lines.reduce((sum, line) => sum + line.cents, 0),
    heldCents: lines.reduce((sum, line) => sum + (line.held.length > 0 ? line.cents : 0), 0),
    because: because('the purse', { from: lines.map((line) => reasonOfLine(line)) }),
  };
}

function fits(line: PurseLine, of: Readonly<Record<string, string>>): boolean {
  const person = of['person'];
  return (
    (of['race'] === undefined || line.race === of['race']) &&
    (of['class'] === undefined || line.class === of['class']) &&
    (of['car'] === undefined || line.car === of['car']) &&
    (of['block'] === undefined || line.block === of['block']) &&
    (person === undefined || line.driver === person || line.parts.some((each) => each.person === person))
  );
}

function reasonOfLine(line: PurseLine): Because {
  return line.held.length === 0
    ? line.because
    : because(`held: ${line.held.map((each) => each.says).join('; ')}`, { from: [...line.held, line.because] });
}

/** The sheet at the window: who is due what, who may take it, what is held, what has been taken; a line to sign. */
export function payoutView(context: Context, of: { readonly meeting?: string; readonly season?: string; readonly person?: string }) {
  if (of.meeting !== undefined) {
    meetingOf(context, of.meeting);
    purse(context, of.meeting);
  }
  const rows = dues(context)
    .lines.filter(
      (line) =>
        (of.meeting === undefined || line.meeting === of.meeting) &&
        (of.season === undefined || line.season === undefined || line.season === of.season) &&
        (of.person === undefined || line.person === of.person),
    )
    .map((line) => ({
      person: line.person,
      for: line.race ?? line.purposes[0] ?? line.kind,
      ...(line.class === undefined ? {} : { class: line.class }),
      ...(line.car === undefined ? {} : { car: line.car }),
      ...(line.place === undefined || line.place === 0 ? {} : { place: line.place }),
      dueCents: line.cents,
      paidCents: line.paidCents,
      openCents: line.held.length > 0 ? 0 : line.openCents,
      heldCents: line.held.length > 0 ? line.openCents : 0,
      held: line.held.map((each) => each.says),
      collectors: line.collectors,
      because: line.because,
    }));
  return {
    rows,
    dueCents: sumOf(rows, 'dueCents'),
    paidCents: sumOf(rows, 'paidCents'),
    openCents: sumOf(rows, 'openCents'),
    heldCents: sumOf(rows, 'heldCents'),
    because: list('the payout sheet', rows),
  };
}

function sumOf<Name extends string>(rows: readonly { readonly [N in Name]: number }[], name: Name): number {
  return rows.reduce((sum, row) => sum + row[name], 0);
}

/**
 * The sheet of a night: money in and out by what it was for and by person, what is held, owed and due still, the till as it
 * should be and as it was counted, who signed, and whether something has changed since.
 */
export function closeOutView(context: Context, meeting: string) {
  const night = meetingOf(context, meeting);
  purse(context, meeting);
  const postings = postingsOf(context, { meeting });
  const through = postings.filter((each) => (each.debit === CASH || each.credit === CASH) && each.kind !== 'difference');
  const into = through.filter((each) => each.debit === CASH);
  const out = through.filter((each) => each.credit === CASH);
  const signed = night.facts.facts.of('night-closed-out').at(-1);
  const expectedCents = total(into) - total(out);
  const raw = balancesOf(postings);
  const people = [...new Set(through.flatMap((each) => each.person ?? []))].toSorted().map((person) => ({
    person,
    inCents: total(into.filter((each) => each.person === person)),
    outCents: total(out.filter((each) => each.person === person)),
    because: list(
      person,
      through.filter((each) => each.person === person),
    ),
  }));
  const still = stillOpen(context, meeting);
  return {
    meeting,
    in: bySort(into, 'credit'),
    out: bySort(out, 'debit'),
    inCents: total(into),
    outCents: total(out),
    expectedCents,
    purseHeldCents: zeroed(-(raw[PURSE_HELD] ?? 0)),
    caseFeesHeldCents: zeroed(-(raw[CASE_FEES_HELD] ?? 0)),
    ...still,
    people,
    ...(signed
      ? {
          countedCents: signed.body.countedCents,
          differenceCents: signed.body.countedCents - signed.body.bookCents,
          changedCents: expectedCents - signed.body.bookCents,
          signed: [signed.by, ...signed.body.approvals],
          ...(signed.body.why === undefined ? {} : { why: signed.body.why }),
        }
      : { signed: [] }),
    because: because(`the money of ${meeting}`, { facts: signed ? [signed.seq] : [], from: through.map((each) => each.because) }),
  };
}

const total = (postings: readonly Posting[]): number => postings.reduce((sum, each) => sum + each.cents, 0);

/** What was charged at the night and not paid, and what may still be fetched. */
function stillOpen(context: Context, meeting: string): { readonly unpaidCents: number; readonly dueCents: number } {
  const here = balancesOf(postingsOf(context, { meeting }));
  const owed = Object.entries(here).reduce(
    (sum, [account, cents]) => sum + (personOf(account)?.side === 'owed' ? Math.max(0, cents) : 0),
    0,
  );
  const lines = dues(context).lines.filter((line) => line.meeting === meeting && line.held.length === 0);
  return { unpaidCents: owed, dueCents: lines.reduce((sum, line) => sum + line.openCents, 0) };
}

/** Sums by what the money was for: an account of the club, or fees and purses of people. */
function bySort(postings: readonly Posting[], side: 'debit' | 'credit'): Readonly<Record<string, number>> {
  const sums = byName<number>();
  for (const each of postings) {
    const account = each[side];
    const name =
      personOf(account)?.side === 'owed'
        ? 'fees'
        : personOf(account)?.side === 'due'
          ? side === 'debit'
            ? 'payouts'
            : 'purse given back'
          : account;
    sums[name] = (sums[name] ?? 0) + each.cents;
  }
  return sums;
}

/** A fund: what flowed in and out and what it holds. */
export function fundView(context: Context, id: string) {
  const fund = fundOf(context, id);
  const postings = postingsOf(context, { account: id });
  const sources = byName<number>();
  for (const each of postings) {
    const name = each.kind;
    sources[name] = (sources[name] ?? 0) + (each.credit === id ? each.cents : -each.cents);
  }
  return {
    fund: id,
    says: fund.says,
    balanceCents: Object.values(sources).reduce((sum, cents) => sum + cents, 0),
    sources,
    postings,
    because: because(fund.says, { clauses: fund.clauses, from: postings.map((each) => each.because) }),
  };
}

/** How a fund is, or would be, shared out after a season. */
export function fundSharesView(context: Context, id: string, season: string | undefined) {
  if (season === undefined) return refuse('field-missing', 'say after which season', { field: 'season' });
  return fundShares(context, id, season);
}

/** What people earned in a season or a year of the calendar: purse, shares of funds and other money of the club, held money apart. */
export function earningsView(context: Context, of: { readonly season?: string; readonly year?: string; readonly person?: string }) {
  const inYear = (fact: number): boolean => of.year === undefined || (context.state.all.at(fact)?.at ?? '').startsWith(of.year);
  const lines = dues(context).lines.filter(
    (line) =>
      (line.kind === 'purse' || line.kind === 'share' || line.kind === 'transfer') &&
      (of.season === undefined || line.season === of.season) &&
      (of.person === undefined || line.person === of.person) &&
      inYear(line.fact),
  );
  const rows = [...Map.groupBy(lines, (line) => line.person)].map(([person, own]) => {
    const free = own.filter((line) => line.held.length === 0);
    const sum = (kind: string): number => free.reduce((cents, line) => cents + (line.kind === kind ? line.cents : 0), 0);
    return {
      person,
      purseCents: sum('purse'),
      sharesCents: sum('share'),
      otherCents: sum('transfer'),
      totalCents: free.reduce((cents, line) => cents + line.cents, 0),
      paidCents: own.reduce((cents, line) => cents + line.paidCents, 0),
      heldCents: own.reduce((cents, line) => cents + (line.held.length > 0 ? line.cents : 0), 0),
      because: list(`${person} earned`, own),
    };
  });
  const earners = rows.toSorted((a, b) => b.totalCents - a.totalCents || (a.person < b.person ? -1 : 1));
  return { earners, totalCents: sumOf(earners, 'totalCents'), because: list('earnings', earners) };
}
