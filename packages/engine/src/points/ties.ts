import type { StandingsRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, meetings } from '../context.ts';
import type { Fact } from '../fact.ts';
import type { SeasonRule, TieBreak } from '../language.ts';
import { evaluate, type Extra, scopeFor, whole } from '../scope.ts';
import { leagueOf } from './head-to-head.ts';
import type { SeasonRecord } from './season-records.ts';

/** Numbers to compare two drivers by, most telling first. */
type Telling = readonly number[];

interface Decided {
  /** Negative when the first driver is ahead. */
  readonly sign: number;
  readonly because?: Because;
}

interface RankedTable {
  readonly context: Context;
  readonly season: string | undefined;
  readonly class: string | undefined;
  /** What formulas read of a driver's season. */
  readonly names: (record: SeasonRecord) => Extra;
}

/**
 * Orders rows by total and tie-breaks and gives places. What stays equal shares a place; where officials decide, an
 * order posted under the name `standings` tells them apart and until then they are marked tied.
 */
export function ranked(
  of: RankedTable,
  rule: SeasonRule,
  rows: readonly StandingsRow[],
  records: readonly SeasonRecord[],
): readonly StandingsRow[] {
  const decide = decider(of, rule, rows, records);
  const byTotal = (a: StandingsRow, b: StandingsRow): number => (rule.first === 'high' ? b.total - a.total : a.total - b.total);
  const standing = rows.filter((row) => row.unranked === undefined);
  const sorted = standing.toSorted((a, b) => byTotal(a, b) || decide(a, b).sign || (a.driver < b.driver ? -1 : 1));
  const placed: StandingsRow[] = [];
  for (const [index, row] of sorted.entries()) {
    const neighbours = [sorted[index - 1], sorted[index + 1]].map((other) =>
      other && other.total === row.total ? decide(row, other) : undefined,
    );
    const [above, below] = neighbours;
    const place = above?.sign === 0 && rule.stillTied !== 'number' ? (placed.at(-1)?.place ?? index + 1) : index + 1;
    const tied = above?.sign === 0 || below?.sign === 0;
    const broken = neighbours.flatMap((each) => each?.because ?? []);
    const still = tied
      ? [because(rule.stillTied === 'share' ? 'equal, so the place is shared' : 'equal; officials decide', { clauses: rule.tieClauses })]
      : [];
    placed.push({ ...row, place, tied, because: { ...row.because, from: [...row.because.from, ...broken, ...still] } });
  }
  return [...placed, ...rows.filter((row) => row.unranked !== undefined).toSorted(byTotal)];
}

/** Makes the comparison of two drivers with equal totals: tie-break by tie-break, then what officials decided. */
function decider(
  of: RankedTable,
  rule: SeasonRule,
  rows: readonly StandingsRow[],
  records: readonly SeasonRecord[],
): (a: StandingsRow, b: StandingsRow) => Decided {
  const record = new Map(records.map((each) => [each.driver, each]));
  const tellings = tellingsOf(of, rule, rows, record);
  const posted = rule.stillTied !== 'share' ? postedOrder(of) : undefined;
  return (a, b) => {
    for (const [index, tie] of rule.ties.entries()) {
      const sign = compare(tie, tellings.get(a.driver)?.[index] ?? [], tellings.get(b.driver)?.[index] ?? []);
      if (sign !== 0)
        return {
          sign,
          because: because(`equal points, told apart by ${tie.by === 'expr' ? (tie.expr?.source ?? '') : tie.by}`, {
            clauses: tie.clauses,
          }),
        };
    }
    const sign = posted ? place(posted.body.order, a.driver) - place(posted.body.order, b.driver) : 0;
    return posted && sign !== 0
      ? { sign, because: because(`equal points, decided by ${posted.by}`, { clauses: rule.tieClauses, facts: [posted.seq] }) }
      : { sign: 0 };
  };
}

/** What each tie-break says of the drivers who are level on points; a head-to-head is among those whom none before it told apart. */
function tellingsOf(
  of: RankedTable,
  rule: SeasonRule,
  rows: readonly StandingsRow[],
  records: ReadonlyMap<string, SeasonRecord>,
): ReadonlyMap<string, readonly Telling[]> {
  const found = new Map<string, readonly Telling[]>();
  for (const level of Map.groupBy(rows, (row) => row.total).values()) {
    if (level.length < 2) continue;
    for (const tie of rule.ties) {
      const alike = Map.groupBy(level, (row) => JSON.stringify(found.get(row.driver) ?? []));
      for (const group of alike.values()) {
        const league = tie.by === 'head-to-head' ? leagueOf(group.flatMap((row) => records.get(row.driver) ?? [])) : undefined;
        for (const row of group) {
          const told = league ? (league.get(row.driver) ?? []) : tellingOf(of, tie, rule, row, records.get(row.driver));
          found.set(row.driver, [...(found.get(row.driver) ?? []), told]);
        }
      }
    }
  }
  return found;
}

function place(order: readonly string[], driver: string): number {
  const at = order.indexOf(driver);
  return at < 0 ? order.length : at;
}

/** The latest order that officials gave for the table: drivers, posted under the name `standings`. */
function postedOrder(of: RankedTable): Fact<'order-posted'> | undefined {
  const { context, season } = of;
  const atMeetings = meetings(context)
    .filter((each) => each.season === season)
    .flatMap((each) => each.facts.facts.of('order-posted'));
  const ofSeason = season === undefined ? [] : (context.state.seasons.get(season)?.of('order-posted') ?? []);
  return [...ofSeason, ...atMeetings]
    .filter((fact) => fact.body.name === 'standings' && (of.class === undefined || fact.body.class === of.class))
    .toSorted((a, b) => a.seq - b.seq)
    .at(-1);
}

function compare(tie: TieBreak, a: Telling, b: Telling): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (b[index] ?? 0) - (a[index] ?? 0);
    if (difference !== 0) return tie.first === 'high' || tie.by === 'head-to-head' ? difference : -difference;
  }
  return 0;
}

function tellingOf(of: RankedTable, tie: TieBreak, rule: SeasonRule, row: StandingsRow, record: SeasonRecord | undefined): Telling {
  if (!record) return [];
  const scores = record.scores.map((score) => score.points);
  switch (tie.by) {
    case 'count-of-places':
      return countOfPlaces(of.context, tie, record);
    case 'earliest-place':
      return earliestPlaces(tie, record);
    case 'best-score':
      return scores.toSorted((a, b) => (tie.first === 'high' ? b - a : a - b));
    case 'latest':
      return scores.toReversed();
    case 'first-to':
      return [-firstReached(scores, rule, row.total)];
    case 'attendance':
      return [record.attempts];
    case 'expr': {
      const where = of.season === undefined ? {} : { season: of.season };
      const value = tie.expr ? evaluate(scopeFor(of.context, where, of.names(record)), tie.expr).value : 0;
      return [typeof value === 'number' ? value : 0];
    }
    case 'head-to-head':
      return [];
  }
}

function placesIn(tie: TieBreak, record: SeasonRecord): SeasonRecord['places'] {
  return record.places.filter(
    (each) => (tie.of.includes('all') || tie.of.includes(each.round)) && (each.letter === '' || each.letter === 'a'),
  );
}

/** For each place from the best on: how early in the season each was taken, the earlier the more. */
function earliestPlaces(tie: TieBreak, record: SeasonRecord): Telling {
  const places = placesIn(tie, record).toSorted((a, b) => a.place - b.place || a.index - b.index);
  return places.map((each) => -each.index);
}

/**
 * The places in the races of the rounds named, the best first; in a ladder of mains only the A main counts. Most firsts,
 * then most seconds and so on lead: where two lists first differ, the better place is one more of it.
 */
function countOfPlaces(context: Context, tie: TieBreak, record: SeasonRecord): Telling {
  const last = tie.to ? whole(scopeFor(context, {}), tie.to).value : Infinity;
  const places = placesIn(tie, record).filter((each) => each.place <= last);
  return places.map((each) => Number.MAX_SAFE_INTEGER - each.place).toSorted((a, b) => b - a);
}

/** The number of meetings after which a total was first reached. */
function firstReached(scores: readonly number[], rule: SeasonRule, total: number): number {
  let sum = 0;
  for (const [index, points] of scores.entries()) {
    sum += points;
    if (rule.first === 'high' ? sum >= total : sum > total) return index;
  }
  return scores.length;
}
