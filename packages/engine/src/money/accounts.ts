import type { Rulebook } from '../language.ts';

/** The till: money that people brought and nobody has taken away. */
export const CASH = 'cash';
/** Fees of cases that nobody has ruled on. */
export const CASE_FEES_HELD = 'case fees held';
/** Purse of places that something could still change. */
export const PURSE_HELD = 'purse held';

/** What was counted at a close-out more or less than the book said. */
export const OVER_AND_SHORT = 'over and short';

/** Sides of a case, to whom a part of its fee may go: people, no accounts. */
const PARTIES: ReadonlySet<string> = new Set(['filer', 'against', 'owner']);

const OWED = 'owed by ';
const DUE = 'due to ';

/** What a person owes the club: fees, and nothing else. */
export function owedBy(person: string): string {
  return `${OWED}${person}`;
}

/** What the club owes a person: purse, shares, fees given back. */
export function dueTo(person: string): string {
  return `${DUE}${person}`;
}

/** Whose account it is, when it is one of a person. */
export function personOf(account: string): { readonly person: string; readonly side: 'owed' | 'due' } | undefined {
  if (account.startsWith(OWED)) return { person: account.slice(OWED.length), side: 'owed' };
  return account.startsWith(DUE) ? { person: account.slice(DUE.length), side: 'due' } : undefined;
}

/** Accounts of the club that a rulebook names: its funds, and where fees, fines and purses come from and go to. */
export function accountsOf(book: Rulebook): ReadonlySet<string> {
  const consequences = [...book.acts.values(), ...[...book.cases.values()].flatMap((each) => each.outcomes)]
    .flatMap((each) => each.then)
    .concat([...book.ladders.values()].flatMap((each) => each.steps))
    .flatMap((each) => each.consequences);
  const shares = [...(book.funds?.values() ?? [])].flatMap((fund) => [
    ...fund.receives.map((each) => each.from),
    ...(fund.shares?.first ?? []).flatMap((each) => each.to ?? []),
  ]);
  return new Set([
    CASH,
    ...(book.funds?.keys() ?? []),
    ...book.fees.map((each) => each.to ?? each.id),
    ...(book.purse ?? []).map((each) => each.from),
    ...consequences.flatMap((each) => (each.kind === 'fine' ? [each.to] : [])),
    ...[...book.cases.values()].flatMap((each) => each.outcomes.flatMap((outcome) => outcome.fee.map((share) => share.to))),
    ...shares,
  ]).difference(PARTIES);
}
