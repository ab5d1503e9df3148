import type { StandingsRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, type Meeting, memo, meetings } from '../context.ts';
import { lazy } from '../formula-values.ts';
import type { SeasonRule } from '../language.ts';
import { refuse } from '../refusal.ts';
import { evaluate, type Extra, holds, scopeFor, whole } from '../scope.ts';
import { personFields } from '../scope-names.ts';
import { wasRun } from './rain.ts';
import { carriedPoints, countedMeetings } from './season-so-far.ts';
import { type Score, type SeasonRecord, seasonRecords } from './season-records.ts';
import { ranked } from './ties.ts';

export interface Standings {
  readonly table: string;
  readonly class: string;
  readonly rows: readonly StandingsRow[];
  readonly because: Because;
}

export interface StandingsQuestion {
  /** Table of the rulebook; left out: the first. */
  readonly table?: string;
  /** Class, for tables by class. */
  readonly class?: string;
}

/** The table of a season: points of counted meetings, throw-outs, bonuses, ties, who may win awards. */
export function standings(outer: Context, season: string | undefined, question: StandingsQuestion = {}): Standings {
  const counted = countedMeetings(outer, season);
  const last = counted.at(-1);
  const context = last ? contextOfMeeting(outer, last.id) : outer;
  const rule = context.book.season ?? refuse('no-season-rule', 'the rulebook has no season block');
  const table = rule.tables.find((each) => each.id === (question.table ?? rule.tables[0]?.id)) ?? refuse('unknown-table', `the rulebook has no table ${question.table ?? ''}; it has ${rule.tables.map((each) => each.id).join(', ')}`, { field: 'table' });
  if (table.by === 'class' && question.class === undefined) return refuse('class-missing', `the table ${table.id} is kept by class: say which`, { field: 'class' });
  return memo(context, `standings ${season ?? ''} ${table.id} ${question.class ?? ''}`, () => {
    const own = table.by === 'class' ? [question.class as string] : table.classes.length > 0 ? table.classes : context.book.classes.map((each) => each.id);
    const run = counted.filter((each) => wasRun(context, each.id));
    const records = seasonRecords(context, run, own, carriedPoints(context, season, last)).filter((record) => !table.where || holds(scopeFor(context, season === undefined ? {} : { season }, { driver: () => lazy(personFields(context, record.driver)) }), table.where));
    const rows = records.map((record) => rowOf(context, season, rule, record, { counted, run }));
    return { table: table.id, class: question.class ?? '', rows: ranked(context, rule, rows, records), because: because(`standings after ${run.length} counted meetings`, { clauses: table.clauses, from: rows.map((row) => row.because) }) };
  });
}

interface Calendar {
  readonly counted: readonly Meeting[];
  readonly run: readonly Meeting[];
}

function rowOf(context: Context, season: string | undefined, rule: SeasonRule, record: SeasonRecord, calendar: Calendar): StandingsRow {
  const names = seasonNames(context, season, record, calendar);
  const scope = scopeFor(context, season === undefined ? {} : { season }, names);
  const gross = record.scores.reduce((sum, score) => sum + score.points, record.carried);
  const dropped = thrownOut(context, rule, record, season, names);
  const net = gross - dropped.scores.reduce((sum, score) => sum + score.points, 0);
  const bonuses = rule.bonuses.flatMap((bonus) => {
    if (!holds(scope, bonus.when)) return [];
    const points = whole(scope, bonus.give);
    return [{ id: bonus.id, points: points.value, because: because(`${bonus.id}: ${points.value}`, { clauses: bonus.clauses, from: [points.because] }) }];
  });
  const needs = rule.eligible.flatMap((each) => {
    const met = evaluate(scope, each.must);
    return met.value === true ? [] : [{ id: each.id, because: because(each.says, { clauses: each.clauses, from: [met.because] }) }];
  });
  const eligibleReasons = rule.eligible.map((each) => because(`${each.id}: ${evaluate(scope, each.must).value === true ? 'met' : each.says}`, { clauses: each.clauses, from: [evaluate(scope, each.must).because] }));
  const bought = rule.buyIn !== undefined && hasBoughtIn(context, season, record.driver);
  const open = bought ? needs.filter((each) => !rule.buyIn?.cures.includes(each.id)) : needs;
  const buyIn = rule.buyIn && needs.some((each) => rule.buyIn?.cures.includes(each.id)) ? { ...whole(scope, rule.buyIn.cents), clauses: rule.buyIn.clauses } : undefined;
  const total = net + bonuses.reduce((sum, bonus) => sum + bonus.points, 0);
  const parts = [...record.scores.map((score) => score.because), ...dropped.reasons, ...bonuses.map((each) => each.because), ...eligibleReasons, ...(buyIn ? [because(`buying in costs ${buyIn.value} cents`, { clauses: buyIn.clauses, from: [buyIn.because] })] : [])];
  return {
    place: 0,
    driver: record.driver,
    class: record.class,
    gross,
    dropped: dropped.scores.map((score) => ({ meeting: score.meeting, unit: score.unit, points: score.points })),
    net,
    bonuses: bonuses.map(({ id, points }) => ({ id, points })),
    total,
    tied: false,
    eligible: open.length === 0,
    needs: open.map((each) => each.because),
    ...(buyIn ? { buyInCents: buyIn.value } : {}),
    because: because(`${record.driver} has ${total} points`, { clauses: rule.clauses, from: parts }),
  };
}

function seasonNames(context: Context, season: string | undefined, record: SeasonRecord, calendar: Calendar): Extra {
  return {
    meetings_run: () => calendar.run.length,
    meetings_planned: () => calendar.counted.length,
    attempts: () => record.attempts,
    signed_in: () => record.signedIn,
    won: () => record.places.filter((each) => each.place === 1).length,
    bought_in: () => hasBoughtIn(context, season, record.driver),
    points: () => record.scores.reduce((sum, score) => sum + score.points, 0),
    driver: () => lazy(personFields(context, record.driver)),
  };
}

function hasBoughtIn(context: Context, season: string | undefined, driver: string): boolean {
  const atMeetings = meetings(context).filter((each) => each.season === season).flatMap((each) => each.facts.facts.of('payment-made'));
  const ofSeason = season === undefined ? [] : (context.state.seasons.get(season)?.of('payment-made') ?? []);
  return [...atMeetings, ...ofSeason, ...context.state.club.of('payment-made')].some((fact) => fact.body.for === 'buy-in' && fact.body.person === driver);
}

/** The scores thrown out: the lowest of those that may be, so many as the rulebook drops or as are over its best N. */
function thrownOut(context: Context, rule: SeasonRule, record: SeasonRecord, season: string | undefined, names: Extra): { readonly scores: readonly Score[]; readonly reasons: readonly Because[] } {
  if (!rule.drop && !rule.best) return { scores: [], reasons: [] };
  const scope = scopeFor(context, season === undefined ? {} : { season }, names);
  const listed = rule.missed === 'zero' ? record.scores : record.scores.filter((score) => score.entered);
  const count = rule.drop ? whole(scope, rule.drop) : undefined;
  const best = rule.best ? whole(scope, rule.best) : undefined;
  const drops = count?.value ?? listed.length - (best?.value ?? listed.length);
  const may = listed.filter((score) => score.droppable && !(rule.undroppable && score.meeting !== '' && holds(scopeFor(context, { meeting: score.meeting }, names), rule.undroppable)));
  const sign = rule.first === 'high' ? 1 : -1;
  const scores = may.toSorted((a, b) => sign * (a.points - b.points) || a.index - b.index).slice(0, Math.max(0, drops));
  const from = [count?.because, best?.because].filter((each) => each !== undefined);
  return { scores, reasons: scores.map((score) => because(`${score.meeting}: ${score.points} points thrown out`, { clauses: rule.dropClauses, from })) };
}

