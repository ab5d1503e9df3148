import type { StandingsRow } from '../answers.ts';
import { because } from '../because.ts';
import type { Context } from '../context.ts';
import type { SeasonRule, TieBreak } from '../language.ts';
import { evaluate, scopeFor } from '../scope.ts';
import type { SeasonRecord } from './season-records.ts';

/** A value to compare two drivers by, most telling number first; more leads unless the tie-break says otherwise. */
type Telling = readonly number[];

/** Orders rows by total and tie-breaks and gives places; what stays equal shares a place. */
export function ranked(context: Context, rule: SeasonRule, rows: readonly StandingsRow[], records: readonly SeasonRecord[]): readonly StandingsRow[] {
  const record = new Map(records.map((each) => [each.driver, each]));
  const telling = new Map(rows.map((row) => [row.driver, rule.ties.map((tie) => tellingOf(context, tie, row, record.get(row.driver)))]));
  const byTotal = (a: StandingsRow, b: StandingsRow): number => (rule.first === 'high' ? b.total - a.total : a.total - b.total);
  const decider = (a: StandingsRow, b: StandingsRow): { readonly sign: number; readonly tie?: TieBreak } => {
    for (const [index, tie] of rule.ties.entries()) {
      const sign = tie.by === 'head-to-head' ? headToHead(record.get(a.driver), record.get(b.driver)) : compare(tie, telling.get(a.driver)?.[index] ?? [], telling.get(b.driver)?.[index] ?? []);
      if (sign !== 0) return { sign, tie };
    }
    return { sign: 0 };
  };
  const sorted = rows.toSorted((a, b) => byTotal(a, b) || decider(a, b).sign || (a.driver < b.driver ? -1 : 1));
  const placed: StandingsRow[] = [];
  for (const [index, row] of sorted.entries()) {
    const above = sorted[index - 1];
    const below = sorted[index + 1];
    const same = (other: StandingsRow | undefined): boolean => other !== undefined && other.total === row.total;
    const equal = (other: StandingsRow | undefined): boolean => other !== undefined && same(other) && decider(row, other).sign === 0;
    const place = equal(above) ? (placed.at(-1)?.place ?? index + 1) : index + 1;
    const broken = [above, below].flatMap((other) => (other && same(other) ? (decider(row, other).tie ?? []) : []));
    const stillTied = equal(above) || equal(below);
    const reasons = [...broken.map((tie) => because(`equal points, told apart by ${tie.by}`, { clauses: tie.clauses })), ...(stillTied ? [because(rule.stillTied === 'share' ? 'equal, so the place is shared' : 'equal; officials decide', { clauses: rule.tieClauses })] : [])];
    placed.push({ ...row, place, tied: stillTied, because: { ...row.because, from: [...row.because.from, ...reasons] } });
  }
  return placed;
}

function compare(tie: TieBreak, a: Telling, b: Telling): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (b[index] ?? 0) - (a[index] ?? 0);
    if (difference !== 0) return tie.first === 'high' ? difference : -difference;
  }
  return 0;
}

function tellingOf(context: Context, tie: TieBreak, row: StandingsRow, record: SeasonRecord | undefined): Telling {
  if (!record) return [];
  const scores = record.scores.map((score) => score.points);
  switch (tie.by) {
    case 'count-of-places': {
      const places = record.places.filter((each) => tie.of.includes('all') || tie.of.some((round) => each.round === round));
      const top = (each: SeasonRecord['places'][number]): boolean => each.letter === '' || each.letter === 'a';
      const worst = Math.max(0, ...places.filter(top).map((each) => each.place));
      return Array.from({ length: worst }, (_, index) => places.filter((each) => top(each) && each.place === index + 1).length);
    }
    case 'best-score':
      return scores.toSorted((a, b) => b - a);
    case 'latest':
      return scores.toReversed();
    case 'first-to':
      return [-firstReached(scores, row.total)];
    case 'attendance':
      return [record.attempts];
    case 'expr': {
      const value = tie.expr ? evaluate(scopeFor(context, {}, { attempts: () => record.attempts, signed_in: () => record.signedIn, won: () => record.places.filter((each) => each.place === 1).length }), tie.expr).value : 0;
      return [typeof value === 'number' ? value : 0];
    }
    case 'head-to-head':
      return [];
  }
}

/** The number of meetings after which a total was first reached. */
function firstReached(scores: readonly number[], total: number): number {
  let sum = 0;
  for (const [index, points] of scores.entries()) {
    sum += points;
    if (sum >= total) return index;
  }
  return scores.length;
}

/** Who was ahead more often in races that both ran; negative when the first was. */
function headToHead(a: SeasonRecord | undefined, b: SeasonRecord | undefined): number {
  if (!a || !b) return 0;
  let sign = 0;
  for (const mine of a.places) {
    const theirs = b.places.find((each) => each.meeting === mine.meeting && each.round === mine.round && each.letter === mine.letter);
    if (theirs) sign += Math.sign(mine.place - theirs.place);
  }
  return sign;
}
