import type { StandingsRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, type Meeting, memo, memoOfAsker, meetingOf } from '../context.ts';
import { knownPeople } from '../entry/entries.ts';
import { lazy } from '../formula-values.ts';
import type { SeasonRule, StandingsTable } from '../language.ts';
import { refuse } from '../refusal.ts';
import { evaluate, type Extra, holds, list, type Scope, scopeFor, whole } from '../scope.ts';
import { personFields } from '../scope-names.ts';
import { buyInsOf } from './buy-ins.ts';
import { wasRun } from './rain.ts';
import { carriedPoints, countedMeetings } from './season-so-far.ts';
import { inPoints, partsOf, pointsBy, pointsText } from './point-parts.ts';
import { type SeasonRecord, seasonRecords } from './season-records.ts';
import { seasonDeductions } from './season-deductions.ts';
import { thrownOut } from './throw-outs.ts';
import { ranked } from './ties.ts';

export interface Standings {
  readonly table: string;
  readonly class: string;
  readonly rows: readonly StandingsRow[];
  /** So many rows from the front are published. */
  readonly published: number;
  /** Points of the rows are counted in so many parts of a point. */
  readonly pointParts: number;
  readonly because: Because;
}

export interface StandingsQuestion {
  /** Table of the rulebook; left out: the first. */
  readonly table?: string;
  /** Class, for tables by class. */
  readonly class?: string;
  /** Which one, of a table that is kept for each category of drivers. */
  readonly group?: string;
  /** As after this meeting; left out: after the last. */
  readonly upTo?: string;
}

/** The table of a season: points of counted meetings, throw-outs, bonuses, ties, who may win awards. */
export function standings(outer: Context, season: string | undefined, question: StandingsQuestion = {}): Standings {
  const counted = countedMeetings(outer, season);
  const context = contextOfLast(outer, counted);
  const seasonRule = context.book.season ?? refuse('no-season-rule', 'the rulebook has no season block');
  const table = tableOf(seasonRule, question);
  const rule = ruleOf(seasonRule, table);
  return memo(
    context,
    `standings ${season ?? ''} ${table.id} ${question.class ?? ''} ${question.group ?? ''} ${question.upTo ?? ''}`,
    () => {
      const counted = countedMeetings(outer, season);
      const here = table.meetings ? counted.filter((each) => holds(scopeFor(context, { meeting: each.id }), table.meetings)) : counted;
      const calendar: Calendar = { season, counted: here, run: runBy(context, here, question.upTo) };
      const records = recordsFor(context, calendar, table, rule, classesOf(context, table, question)).filter((record) =>
        belongs(context, season, table, question, record.driver),
      );
      const bought = buyInsOf(context, season);
      const rows = records
        .map((record) => ({ record, row: rowOf(context, rule, record, calendar, bought.get(record.driver)) }))
        .flatMap(({ record, row }) => listedRow(context, table, record, calendar, row));
      const names = (record: SeasonRecord): Extra => seasonNames(context, record, calendar, bought.has(record.driver));
      const placed = ranked({ context, season, class: question.class, names }, rule, rows, records);
      return {
        table: table.id,
        class: question.class ?? '',
        rows: placed,
        published: publishedOf(context, season, table, placed.length),
        pointParts: partsOf(context.book),
        because: because(`standings after ${calendar.run.length} counted meetings`, {
          clauses: table.clauses,
          from: placed.map((row) => row.because),
        }),
      };
    },
  );
}

/** A table that is kept of a season; `groups` of one that is kept for each group of drivers: the groups that there are. */
export interface TableKept {
  readonly table: string;
  readonly by: StandingsTable['by'];
  readonly groups?: readonly string[];
}

/** The tables that the rulebook keeps of a season. */
export function tablesOf(outer: Context, season: string | undefined): readonly TableKept[] {
  const context = contextOfLast(outer, countedMeetings(outer, season));
  return (context.book.season?.tables ?? []).map(({ id, by, each }) => {
    if (!each) return { table: id, by };
    const groupsOf = (driver: string): readonly unknown[] =>
      list(scopeFor(context, season === undefined ? {} : { season }, { driver: () => lazy(personFields(context, driver)) }), each).value;
    return { table: id, by, groups: [...new Set(knownPeople(context).flatMap((driver) => groupsOf(driver).map(String)))].toSorted() };
  });
}

function publishedOf(context: Context, season: string | undefined, table: StandingsTable, rows: number): number {
  if (!table.publishes) return rows;
  return Math.min(rows, Math.max(0, whole(scopeFor(context, season === undefined ? {} : { season }), table.publishes).value));
}

function contextOfLast(outer: Context, counted: readonly Meeting[]): Context {
  const last = counted.at(-1);
  return last ? contextOfMeeting(outer, last.id) : outer;
}

/** The rule of the season with what the table says in its place. */
function ruleOf(season: SeasonRule, table: StandingsTable): SeasonRule {
  const ties = table.ties ? { ties: table.ties } : {};
  if (!table.dropping) return { ...season, ...ties };
  const { drop: _, best: __, undroppable: ___, parts: ____, ...rest } = season;
  return { ...rest, ...table.dropping, ...ties };
}

/** The row if the table lists it, with the word that stands for its rank when it has none. */
function listedRow(
  context: Context,
  table: StandingsTable,
  record: SeasonRecord,
  calendar: Calendar,
  row: StandingsRow,
): readonly StandingsRow[] {
  if (!table.listed && !table.unranked) return [row];
  const names = { ...seasonNames(context, record, calendar, false), total: () => inPoints(context.book, row.total) };
  const scope = scopeFor(context, calendar.season === undefined ? {} : { season: calendar.season }, names);
  if (!holds(scope, table.listed)) return [];
  const word = table.unranked ? evaluate(scope, table.unranked) : undefined;
  if (word === undefined || word.value === '') return [row];
  const why = because(`not ranked: ${String(word.value)}`, { clauses: table.clauses, from: [word.because] });
  return [{ ...row, unranked: String(word.value), because: { ...row.because, from: [...row.because.from, why] } }];
}

function tableOf(rule: SeasonRule, question: StandingsQuestion): StandingsTable {
  const table =
    rule.tables.find((each) => each.id === (question.table ?? rule.tables[0]?.id)) ??
    refuse('unknown-table', `the rulebook has no table ${question.table ?? ''}; it has ${rule.tables.map((each) => each.id).join(', ')}`, {
      field: 'table',
    });
  if (table.by === 'class' && question.class === undefined)
    return refuse('class-missing', `the table ${table.id} is kept by class: say which`, { field: 'class' });
  if (table.each && question.group === undefined)
    return refuse('group-missing', `the table ${table.id} is kept for each of several groups of drivers: say which`, { field: 'group' });
  return table;
}

function classesOf(context: Context, table: StandingsTable, question: StandingsQuestion): readonly string[] {
  if (table.by === 'class') return [question.class as string];
  return table.classes.length > 0 ? table.classes : context.book.classes.map((each) => each.id);
}

interface Calendar {
  readonly season: string | undefined;
  readonly counted: readonly Meeting[];
  readonly run: readonly Meeting[];
}

function runBy(context: Context, counted: readonly Meeting[], upTo: string | undefined): readonly Meeting[] {
  const last = upTo === undefined ? undefined : meetingOf(context, upTo);
  return counted.filter(
    (each) => wasRun(context, each.id) && (!last || each.date < last.date || (each.date === last.date && each.seq <= last.seq)),
  );
}

function recordsFor(
  context: Context,
  calendar: Calendar,
  table: StandingsTable,
  rule: SeasonRule,
  classes: readonly string[],
): readonly SeasonRecord[] {
  const key = `season records ${calendar.season ?? ''} ${table.id} ${classes.join()} ${calendar.run.at(-1)?.id ?? ''}`;
  return memoOfAsker(context, key, () =>
    seasonRecords(context, {
      table,
      rule,
      classes,
      run: calendar.run,
      carried: carriedPoints(context, calendar.season, calendar.counted.at(-1)),
    }),
  );
}

function belongs(
  context: Context,
  season: string | undefined,
  table: StandingsTable,
  question: StandingsQuestion,
  driver: string,
): boolean {
  if (!table.where && !table.each) return true;
  const scope = scopeFor(context, season === undefined ? {} : { season }, { driver: () => lazy(personFields(context, driver)) });
  return holds(scope, table.where) && (!table.each || list(scope, table.each).value.includes(question.group));
}

function rowOf(context: Context, rule: SeasonRule, record: SeasonRecord, calendar: Calendar, boughtIn: Because | undefined): StandingsRow {
  const names = seasonNames(context, record, calendar, boughtIn !== undefined);
  const scope = scopeFor(context, calendar.season === undefined ? {} : { season: calendar.season }, names);
  const gross = record.scores.reduce((sum, score) => sum + score.points, record.carried);
  const dropped = thrownOut(rule, record, scope, (score, car) =>
    scopeFor(context, { meeting: score.meeting, ...(car === undefined ? {} : { class: score.class, car }) }, names),
  );
  const net = gross - dropped.scores.reduce((sum, score) => sum + score.points - score.kept, 0);
  const bonuses = [...bonusesOf(scope, rule), ...seasonDeductions(context, calendar.season, record)];
  const standing = eligibilityOf(scope, rule, boughtIn);
  const total = net + bonuses.reduce((sum, bonus) => sum + bonus.points, 0);
  const carried = record.carried === 0 ? [] : [because(`${pointsText(context.book, record.carried)} points carried in`)];
  return {
    place: 0,
    driver: record.driver,
    class: record.class,
    cars: [...new Set(record.scores.toReversed().flatMap((score) => score.cars))],
    gross,
    scores: record.scores.map((score) => ({
      meeting: score.meeting,
      unit: score.unit,
      points: score.points,
      droppable: score.droppable,
      dropped: dropped.scores.includes(score),
    })),
    dropped: dropped.scores.map((score) => ({ meeting: score.meeting, unit: score.unit, points: score.points })),
    net,
    bonuses: bonuses.map(({ id, points }) => ({ id, points })),
    total,
    tied: false,
    eligible: standing.open.length === 0,
    needs: standing.open,
    ...(standing.buyIn ? { buyInCents: standing.buyIn } : {}),
    because: because(`${record.driver} has ${pointsText(context.book, total)} points`, {
      clauses: rule.clauses,
      from: [
        ...carried,
        ...record.scores.map((score) => score.because),
        ...dropped.reasons,
        ...bonuses.map((each) => each.because),
        ...standing.reasons,
      ],
    }),
  };
}

function bonusesOf(scope: Scope, rule: SeasonRule): readonly { readonly id: string; readonly points: number; readonly because: Because }[] {
  return rule.bonuses.flatMap((bonus) => {
    if (!holds(scope, bonus.when)) return [];
    const points = pointsBy(scope, bonus.give);
    const when = bonus.when ? [evaluate(scope, bonus.when).because] : [];
    return [
      {
        id: bonus.id,
        points: points.value,
        because: because(`${bonus.id}: ${pointsText(scope.context.book, points.value)}`, {
          clauses: bonus.clauses,
          from: [points.because, ...when],
        }),
      },
    ];
  });
}

interface Eligibility {
  /** What is still missing. */
  readonly open: readonly Because[];
  readonly buyIn?: number;
  readonly reasons: readonly Because[];
}

function eligibilityOf(scope: Scope, rule: SeasonRule, boughtIn: Because | undefined): Eligibility {
  const checks = rule.eligible.map((each) => {
    const met = evaluate(scope, each.must);
    const says = met.value === true ? `${each.id}: met` : each.says;
    return { id: each.id, met: met.value === true, because: because(says, { clauses: each.clauses, from: [met.because] }) };
  });
  const cured = (id: string): boolean => rule.buyIn?.cures.includes(id) ?? false;
  const short = checks.filter((each) => !each.met);
  const open = short.filter((each) => !(boughtIn && cured(each.id))).map((each) => each.because);
  const price = rule.buyIn && short.some((each) => cured(each.id)) ? whole(scope, rule.buyIn.cents) : undefined;
  const priced = price
    ? [
        because(`buying in costs ${price.value} cents`, {
          clauses: rule.buyIn?.clauses ?? [],
          from: [price.because, ...(boughtIn ? [boughtIn] : [])],
        }),
      ]
    : [];
  return { open, ...(price ? { buyIn: price.value } : {}), reasons: [...checks.map((each) => each.because), ...priced] };
}

function seasonNames(context: Context, record: SeasonRecord, calendar: Calendar, boughtIn: boolean): Extra {
  return {
    meetings_run: () => calendar.run.length,
    meetings_planned: () => calendar.counted.length,
    attempts: () => record.attempts,
    signed_in: () => record.signedIn,
    missed: () => calendar.run.length - new Set(record.scores.filter((score) => score.entered).map((score) => score.meeting)).size,
    won: () => record.places.filter((each) => each.place === 1).length,
    bought_in: () => boughtIn,
    finishes: () => record.places.length,
    places: () => record.places.map(({ meeting, round, race, letter, place }) => ({ meeting, round, race, letter, place })),
    points: () =>
      inPoints(
        context.book,
        record.scores.reduce((sum, score) => sum + score.points, 0),
      ),
    driver: () => lazy(personFields(context, record.driver)),
    competitor: () => lazy(personFields(context, record.driver)),
  };
}
