import { citedClauses } from '../because.ts';
import type { Passes } from '../fact.ts';
import { accountsOf, CASE_FEES_HELD, CASH, personOf, PURSE_HELD } from '../money/accounts.ts';
import { moneyText } from '../money/amounts.ts';
import { type Due, dues, isFor as isDueFor } from '../money/dues.ts';
import { feesOf } from '../money/fees.ts';
import { balancesOf, clubBook, postingsOf } from '../money/ledger.ts';
import { paymentsAt } from '../money/payments.ts';
import { purse } from '../money/purse.ts';
import { lazy } from '../formula-values.ts';
import { didYouMean } from '../nearest.ts';
import { Refused, refusal, refuse } from '../refusal.ts';
import { personFields } from '../scope-names.ts';
import { fines, isFor } from '../stewards/fines.ts';
import { standingFields } from '../stewards/standing.ts';
import { approved, type Deciding, factOf, type Handler, joinPasses, meetingFor, mustBe, overridden, passGates } from './deciding.ts';
import { roleOf } from '../entry/roles.ts';

export const pay: Handler<'pay'> = (deciding) => {
  const { command } = deciding;
  const place = placeOf(deciding);
  moreThanNothing(command.cents);
  payable(deciding, place.meeting);
  const { person, cents, for: purpose } = command;
  const passes = joinPasses([notClosedOut(deciding, place.meeting), passGates(deciding, ['pay', `pay:${purpose}`], place)]);
  return [factOf(deciding, 'payment-made', { person, cents, for: purpose }, { ...place, passes })];
};

interface Place {
  readonly meeting?: string;
  readonly season?: string;
}

/** Money is taken and paid at a meeting, or at the desk of the club. */
function placeOf(deciding: Deciding): Place {
  const { command } = deciding;
  if (command.meeting !== undefined) return { meeting: meetingFor(deciding) };
  return command.season === undefined ? {} : { season: command.season };
}

function moreThanNothing(cents: number): void {
  if (!Number.isSafeInteger(cents) || cents <= 0)
    refuse('bad-amount', `an amount is whole cents, more than 0, not ${cents}`, { field: 'cents' });
}

/** The money of a night that was closed out stays as it was counted, unless that is overridden. */
function notClosedOut(deciding: Deciding, meeting: string | undefined): Passes {
  const closed = meeting === undefined ? undefined : deciding.context.state.meetings.get(meeting)?.facts.of('night-closed-out').at(-1);
  if (!closed) return {};
  return {
    override: overridden(
      deciding,
      refusal('closed-out', `the money of ${meeting ?? ''} was closed out; void that first, or book it away from the meeting`, {
        facts: [closed.seq],
        field: 'meeting',
      }),
    ),
  };
}

/** Refuses what nobody owes: a fine that is paid, more than is open, a part where the whole is asked, money back that was not paid. */
function payable(deciding: Deciding<'pay'>, meeting: string | undefined): void {
  const { command, context } = deciding;
  const text = (cents: number): string => moneyText(context.book, cents);
  if (command.for === 'purse') {
    const over = dues(context).overpaid.get(command.person) ?? 0;
    if (over <= 0) refuse('nothing-owed', `${command.person} has no purse to give back`, { field: 'for' });
    if (command.cents > over) refuse('overpaid', `${text(over)} are to be given back, not ${text(command.cents)}`, { field: 'cents' });
  }
  wholeFee(deciding, meeting);
  const fitting = fines(context).filter((fine) => isFor(fine, { person: command.person, for: command.for }));
  const isFine = command.for === 'fine' || fines(context).some((fine) => fine.id === command.for);
  if (!isFine) return;
  const open = fitting.reduce((sum, fine) => sum + fine.openCents, 0);
  const about = { clauses: fitting.flatMap((fine) => fine.sanction.clauses), facts: fitting.flatMap((fine) => fine.because.facts) };
  if (open === 0)
    refuse('nothing-owed', fitting.length === 0 ? `${command.person} owes no fine` : `the fine ${command.for} is paid already`, {
      ...about,
      field: 'for',
    });
  if (command.cents > open) refuse('overpaid', `${text(open)} are open, not ${text(command.cents)}`, { ...about, field: 'cents' });
}

/** A fee that is paid in full is paid at once: the amount is what is open of it. */
function wholeFee(deciding: Deciding<'pay'>, meeting: string | undefined): void {
  const { command, context } = deciding;
  const rule = context.book.fees.find((fee) => fee.id === command.for && fee.inFull === true);
  if (!rule) return;
  const lines = feesOf(context, meeting, { person: command.person }).lines.filter((line) => line.fee === rule.id);
  const owed = lines.reduce((sum, line) => sum + line.cents, 0);
  const paid = paymentsAt(context, meeting)
    .filter((fact) => fact.body.for === rule.id && fact.body.person === command.person)
    .reduce((sum, fact) => sum + fact.body.cents, 0);
  const open = owed - paid;
  const about = { clauses: rule.clauses, facts: lines.flatMap((line) => line.because.facts), field: 'cents' };
  const text = (cents: number): string => moneyText(context.book, cents);
  if (open <= 0) refuse('nothing-owed', `${command.person} owes nothing for ${rule.says}`, { ...about, field: 'for' });
  if (command.cents < open)
    refuse('short-payment', `${rule.says} is paid in full: ${text(open)} are open, not ${text(command.cents)}`, about);
  if (command.cents > open) refuse('overpaid', `${text(open)} are open for ${rule.says}, not ${text(command.cents)}`, about);
}

export const receive: Handler<'receive'> = (deciding) => {
  const { command } = deciding;
  const place = placeOf(deciding);
  moreThanNothing(command.cents);
  knownAccount(deciding, command.to, 'to');
  const { to, cents, from, why } = command;
  const passes = joinPasses([notClosedOut(deciding, place.meeting), passGates(deciding, ['receive', `receive:${to}`], place)]);
  const body = { to, cents, ...(from === undefined ? {} : { from }), ...(why === undefined ? {} : { why }) };
  return [factOf(deciding, 'money-received', body, { ...place, passes })];
};

/** Accounts that nobody books by hand: where money is, and what waits for a ruling or a result. */
const NOT_BY_HAND: ReadonlySet<string> = new Set([CASH, CASE_FEES_HELD, PURSE_HELD]);

/** Refuses an account that neither the rulebook names nor the book has, and one that nobody books by hand. */
function knownAccount(deciding: Deciding, account: string, field: string): void {
  const { context } = deciding;
  const known = [...new Set([...accountsOf(context.book), ...Object.keys(balancesOf(clubBook(context).postings))])].filter(
    (each) => !NOT_BY_HAND.has(each) && personOf(each) === undefined,
  );
  if (NOT_BY_HAND.has(account) || personOf(account))
    refuse('unknown-account', `${account} is no account to book by hand: name an account or a fund of the club`, { field });
  if (!known.includes(account)) refuse('unknown-account', `there is no account or fund ${account}${didYouMean(account, known)}`, { field });
}

/** Nothing is taken from an account that does not hold it, unless that is overridden. */
function holdsEnough(deciding: Deciding, account: string, cents: number): Passes {
  const { context } = deciding;
  const held = -(balancesOf(clubBook(context).postings)[account] ?? 0);
  if (held >= cents) return {};
  const says = `${account} holds ${moneyText(context.book, held)}, not ${moneyText(context.book, cents)}`;
  const clauses = context.book.funds?.get(account)?.clauses ?? [];
  return { override: overridden(deciding, refusal('fund-too-small', says, { clauses, field: 'cents' })) };
}

export const transfer: Handler<'transfer'> = (deciding) => {
  const { command, context } = deciding;
  const place = placeOf(deciding);
  if (!context.book.authority.has('transfer')) {
    const general = context.book.authority.get('override');
    mustBe(deciding, general?.roles ?? [], general?.clauses ?? [], 'transfer');
  }
  moreThanNothing(command.cents);
  knownPersonOrAccount(deciding, command.from, 'from');
  knownPersonOrAccount(deciding, command.to, 'to');
  const { from, to, cents, why } = command;
  if (from === to) refuse('same-account', `${from} cannot pay itself`, { field: 'to' });
  const passes = joinPasses([
    notClosedOut(deciding, place.meeting),
    holdsEnough(deciding, from, cents),
    passGates(deciding, ['transfer', `transfer:${from}`], place),
  ]);
  return [factOf(deciding, 'money-transferred', { from, to, cents, why }, { ...place, passes })];
};

function knownPersonOrAccount(deciding: Deciding, account: string, field: string): void {
  if (!personOf(account)?.person) knownAccount(deciding, account, field);
}

export const payOut: Handler<'pay-out'> = (deciding) => {
  const { command } = deciding;
  const place = placeOf(deciding);
  moreThanNothing(command.cents);
  const { person, cents, collector, for: purpose, from, how } = command;
  const checked = from === undefined ? isDue(deciding, place.meeting) : bill(deciding, from);
  const gates = ['pay-out', ...[purpose, from].flatMap((each) => (each === undefined ? [] : [`pay-out:${each}`]))];
  const names = {
    person: () =>
      lazy({ ...personFields(deciding.context, person), ...standingFields(deciding.context, person, place.meeting, command.at) }),
    act: () => ({ cents, collector: collector ?? person, for: purpose ?? '', from: from ?? '' }),
  };
  const passes = joinPasses([notClosedOut(deciding, place.meeting), checked, passGates(deciding, gates, place, names)]);
  const body = {
    person,
    cents,
    ...(collector === undefined ? {} : { collector }),
    ...(purpose === undefined ? {} : { for: purpose }),
    ...(from === undefined ? {} : { from }),
    ...(how === undefined ? {} : { how }),
  };
  return [factOf(deciding, 'money-paid-out', body, { ...place, passes })];
};

function bill(deciding: Deciding<'pay-out'>, from: string): Passes {
  knownAccount(deciding, from, 'from');
  return holdsEnough(deciding, from, deciding.command.cents);
}

/** Refuses more than is due, what is held, and somebody who may not take it. */
function isDue(deciding: Deciding<'pay-out'>, meeting: string | undefined): Passes {
  const { command, context } = deciding;
  if (meeting !== undefined) purse(context, meeting);
  const text = (cents: number): string => moneyText(context.book, cents);
  const all = dues(context);
  const lines = all.lines.filter((line) => isDueFor(line, command) && line.openCents > 0);
  const back = Math.max(0, all.overpaid.get(command.person) ?? 0);
  const free = lines.filter((line) => line.held.length === 0);
  const open = free.reduce((sum, line) => sum + line.openCents, 0) - back;
  const held = lines.filter((line) => line.held.length > 0);
  const heldCents = held.reduce((sum, line) => sum + line.openCents, 0);
  const what = command.for === undefined ? '' : ` for ${command.for}`;
  if (command.cents > open && command.cents <= open + heldCents) throw new Refused(heldRefusal(held, text));
  if (open <= 0) refuse('nothing-due', `nothing is due to ${command.person}${what}`, { clauses: clausesOf(lines), field: 'person' });
  if (command.cents > open)
    refuse('overpaid', `${text(open)} are due to ${command.person}${what}, not ${text(command.cents)}`, {
      clauses: clausesOf(lines),
      field: 'cents',
    });
  return mayCollect(deciding, free);
}

function heldRefusal(held: readonly Due[], text: (cents: number) => string) {
  const reasons = held.flatMap((line) => line.held);
  const cents = held.reduce((sum, line) => sum + line.openCents, 0);
  return refusal('purse-held', `${text(cents)} are held: ${[...new Set(reasons.map((each) => each.says))].join('; ')}`, {
    clauses: [...new Set(reasons.flatMap((each) => each.clauses))],
    facts: [...new Set(reasons.flatMap((each) => each.facts))],
    field: 'cents',
  });
}

function clausesOf(lines: readonly Due[]): readonly string[] {
  return [...new Set(lines.flatMap((line) => citedClauses(line.because)))];
}

/** Whoever takes the money is one who may, for each part that is paid. */
function mayCollect(deciding: Deciding<'pay-out'>, lines: readonly Due[]): Passes {
  const { command } = deciding;
  const collector = command.collector ?? command.person;
  let rest = command.cents;
  for (const line of lines.toSorted((a, b) => a.fact - b.fact)) {
    if (rest <= 0) break;
    rest -= line.openCents;
    if (line.collectors.length === 0 || line.collectors.includes(collector)) continue;
    const says = `${collector} may not take the purse of car ${line.car ?? ''}; ${line.collectors.join(', ')} may`;
    return { override: overridden(deciding, refusal('may-not-collect', says, { clauses: line.collectClauses, field: 'collector' })) };
  }
  return {};
}

export const closeOut: Handler<'close-out'> = (deciding) => {
  const { command, context } = deciding;
  const meeting = meetingFor(deciding);
  const before = context.state.meetings.get(meeting)?.facts.of('night-closed-out').at(-1);
  if (before) return refuse('closed-out', `the money of ${meeting} is closed out already`, { facts: [before.seq], field: 'meeting' });
  if (!Number.isSafeInteger(command.cents) || command.cents < 0)
    return refuse('bad-amount', `what was counted is whole cents, not ${command.cents}`, { field: 'cents' });
  purse(context, meeting);
  const bookCents = balancesOf(postingsOf(context, { meeting }))[CASH] ?? 0;
  const { cents: countedCents, why, approvals = [] } = command;
  if (countedCents !== bookCents && why === undefined)
    return refuse(
      'count-differs',
      `${moneyText(context.book, countedCents)} were counted, the book says ${moneyText(context.book, bookCents)}: say why`,
      { field: 'why' },
    );
  const signed = approved(deciding, [], approvals, { says: 'the sheet of the night', clauses: [] });
  const act = { counted: countedCents, book: bookCents, approvals: approvals.map(roleOf) };
  const passes = joinPasses([signed, passGates(deciding, ['close-out'], { meeting }, { act: () => act })]);
  const body = { countedCents, bookCents, approvals, ...(why === undefined ? {} : { why }) };
  return [factOf(deciding, 'night-closed-out', body, { meeting, passes })];
};
