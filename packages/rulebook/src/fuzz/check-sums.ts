import { citedClauses, type Because, type MeetingPoints, type StandingsRow } from '@racetower/engine';
import type { Desk } from './desk.ts';
import { asked, twice, type Wrong } from './wrong.ts';

/** Every point of a driver is in a line that cites a clause, and the lines add up. */
export function pointsWrong(row: MeetingPoints): readonly Wrong[] {
  const sum = row.lines.reduce((total, line) => total + (line.counts ? line.points : 0), 0);
  const clauses = citedClauses(row.because);
  return [
    ...(sum === row.total
      ? []
      : [{ check: 'points-sum', says: `${row.driver} has ${row.total} points in ${row.class}, and the lines add up to ${sum}`, clauses }]),
    ...row.lines.flatMap((line) =>
      citedClauses(line.because).length > 0 && Number.isSafeInteger(line.points)
        ? []
        : [{ check: 'points-unexplained', says: `no clause says why ${row.driver} has ${line.points} points of ${line.block}`, clauses }],
    ),
  ];
}

interface Amount {
  readonly cents: number;
  readonly because: Because;
}
interface Fees {
  readonly lines: readonly (Amount & { readonly fee: string; readonly person: string })[];
  readonly totalCents: number;
  readonly paidCents: number;
  readonly dueCents: number;
}
interface Ledger {
  readonly postings: readonly (Amount & { readonly debit: string; readonly credit: string; readonly says: string })[];
  readonly balances: Readonly<Record<string, number>>;
}

/** Every amount is whole cents with a reason, fees add up, and what one account gives another gets. */
export function moneyWrong(desk: Desk, meeting: string): readonly Wrong[] {
  const found: Wrong[] = [];
  const fees = asked<Fees>(desk, found, 'fees', { meeting });
  const ledger = asked<Ledger>(desk, found, 'ledger', { meeting });
  const total = (fees?.lines ?? []).reduce((sum, line) => sum + line.cents, 0);
  if (fees && total !== fees.totalCents)
    found.push({ check: 'cents-sum', says: `the fees come to ${fees.totalCents} cents, their lines to ${total}`, clauses: [] });
  if (fees && fees.totalCents - fees.paidCents !== fees.dueCents)
    found.push({ check: 'cents-sum', says: `${fees.totalCents} cents less ${fees.paidCents} paid are not ${fees.dueCents}`, clauses: [] });
  for (const line of fees?.lines ?? [])
    if (!Number.isSafeInteger(line.cents) || citedClauses(line.because).length === 0)
      found.push({
        check: 'cents-unexplained',
        says: `no clause says why ${line.person} owes ${line.cents} cents for ${line.fee}`,
        clauses: [],
      });
  for (const line of fees?.lines ?? [])
    if (line.person === '' && line.cents !== 0)
      found.push({
        check: 'cents-unexplained',
        says: `nobody owes the ${line.cents} cents of ${line.fee}`,
        clauses: citedClauses(line.because),
      });
  const balance = Object.values(ledger?.balances ?? {}).reduce((sum, cents) => sum + cents, 0);
  if (balance !== 0) found.push({ check: 'cents-sum', says: `the accounts of the ledger add up to ${balance} cents, not 0`, clauses: [] });
  for (const posting of ledger?.postings ?? [])
    if (
      !Number.isSafeInteger(posting.cents) ||
      (posting.because.facts.length === 0 && citedClauses(posting.because).length === 0 && posting.because.from.length === 0)
    )
      found.push({
        check: 'cents-unexplained',
        says: `${posting.cents} cents from ${posting.credit} to ${posting.debit} have no reason`,
        clauses: [],
      });
  return found;
}

/** The season adds up row by row, and only rows that are level share a place. */
export function standingsWrong(desk: Desk): readonly Wrong[] {
  const { season } = desk.book;
  if (!season) return [];
  const found: Wrong[] = [];
  for (const table of season.tables) {
    if (table.each) continue;
    const classes = table.by === 'class' ? desk.book.classes.map((each) => ({ class: each.id })) : [{}];
    for (const of of classes) {
      const question = { season: desk.season, table: table.id, ...of };
      const answer = asked<{ readonly rows: readonly StandingsRow[] }>(desk, found, 'standings', question);
      const rows = answer?.rows ?? [];
      const place = twice(rows.flatMap((row) => (row.place > 0 && !row.tied ? [String(row.place)] : [])));
      if (place !== undefined)
        found.push({ check: 'place-twice', says: `place ${place} of the ${table.id} standings is given twice`, clauses: table.clauses });
      found.push(...rows.flatMap((row) => rowWrong(row, table.clauses)));
    }
  }
  return found;
}

function rowWrong(row: StandingsRow, clauses: readonly string[]): readonly Wrong[] {
  const total = row.net + row.bonuses.reduce((sum, bonus) => sum + bonus.points, 0);
  return [
    ...(total === row.total
      ? []
      : [{ check: 'points-sum', says: `${row.driver} has ${row.total} season points, the parts come to ${total}`, clauses }]),
    ...(row.total === 0 || citedClauses(row.because).length > 0
      ? []
      : [{ check: 'points-unexplained', says: `no clause says why ${row.driver} has ${row.total} season points`, clauses }]),
  ];
}

/** A log of nothing but accepted commands makes sense. */
export function logWrong(desk: Desk): readonly Wrong[] {
  const found: Wrong[] = [];
  const answer = asked<{ readonly findings: readonly { readonly seq: number; readonly says: string }[] }>(desk, found, 'findings', {});
  return [
    ...found,
    ...(answer?.findings ?? []).map((each) => ({
      check: 'log-nonsense',
      says: `fact ${each.seq} makes no sense: ${each.says}`,
      clauses: [],
    })),
  ];
}
