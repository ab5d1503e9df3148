import type { StandingsRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, dayOf, memo } from '../context.ts';
import { type ActFact, actsCalled } from '../entry/acts.ts';
import { lazy } from '../formula-values.ts';
import type { FundRule, FundShares, StandingsTable } from '../language.ts';
import { didYouMean } from '../nearest.ts';
import { countedMeetings } from '../points/season-so-far.ts';
import { standings } from '../points/standings.ts';
import { refuse } from '../refusal.ts';
import { type Extra, holds, list, type Scope, scopeFor, whole } from '../scope.ts';
import { personFields } from '../scope-names.ts';
import type { Where } from '../values.ts';
import { moneyText } from './amounts.ts';
import { carCount } from './car-count.ts';
import { divided, part, type Part, times } from './division.ts';
import { basePostings } from './postings.ts';

/** What somebody has of a fund. */
export interface FundShare {
  readonly person: string;
  readonly class: string;
  readonly place: number;
  /** Gift and share together. */
  readonly cents: number;
  readonly giftCents: number;
  readonly because: Because;
}

/** How a fund is shared out after a season: shares, gifts, what others get and what stays add up to the amount. */
export interface SharedOut {
  readonly fund: string;
  readonly season: string;
  /** The record by which it is shared out. */
  readonly on: string;
  readonly amountCents: number;
  readonly taken: readonly { readonly says: string; readonly cents: number; readonly to?: string; readonly because: Because }[];
  readonly remainderCents: number;
  readonly classes: readonly { readonly class: string; readonly weight: number; readonly cents: number; readonly because: Because }[];
  readonly shares: readonly FundShare[];
  readonly staysCents: number;
  /** The act by which it was shared out; until then it is only shown. */
  readonly booked?: number;
  readonly because: Because;
}

/** Finds a fund; refuses an unknown one with the nearest known. */
export function fundOf(context: Context, id: string): FundRule {
  const funds = context.book.funds ?? new Map<string, FundRule>();
  return funds.get(id) ?? refuse('unknown-fund', `the rulebook has no fund ${id}${didYouMean(id, funds.keys())}`, { field: 'fund' });
}

/** The act by which a fund was shared out after a season, the latest of them. */
export function sharedOutBy(context: Context, fund: FundRule, season: string): ActFact | undefined {
  return sharings(context, fund).findLast((fact) => seasonOfAct(context, fact) === season);
}

function sharings(context: Context, fund: FundRule): readonly ActFact[] {
  return fund.shares?.on === undefined ? [] : actsCalled(context, fund.shares.on);
}

function seasonOfAct(context: Context, fact: ActFact): string {
  const meeting = fact.meeting === undefined ? undefined : context.state.meetings.get(fact.meeting);
  return fact.season ?? meeting?.season ?? dayOf(context.book, fact.at).slice(0, 4);
}

/** Seasons after which a fund was shared out, in the order in which that was done. */
export function seasonsShared(context: Context, fund: FundRule): readonly string[] {
  return [...new Set(sharings(context, fund).map((fact) => seasonOfAct(context, fact)))].toSorted(
    (a, b) => (sharedOutBy(context, fund, a)?.seq ?? 0) - (sharedOutBy(context, fund, b)?.seq ?? 0),
  );
}

/** What a fund holds before a fact, or now, with what was shared out of it before. */
export function fundBalance(context: Context, fund: FundRule, before: number): { readonly cents: number; readonly because: Because } {
  const own = basePostings(context).postings.filter((each) => each.fact < before && (each.credit === fund.id || each.debit === fund.id));
  const base = own.reduce((sum, each) => sum + (each.credit === fund.id ? each.cents : -each.cents), 0);
  const earlier = seasonsShared(context, fund)
    .filter((season) => (sharedOutBy(context, fund, season)?.seq ?? 0) < before)
    .map((season) => fundShares(context, fund.id, season));
  const cents = earlier.reduce((sum, each) => sum - (each.amountCents - each.staysCents), base);
  return {
    cents,
    because: because(`${fund.says} holds ${moneyText(context.book, cents)}`, {
      clauses: fund.clauses,
      from: [...own.map((each) => each.because), ...earlier.map((each) => each.because)],
    }),
  };
}

/**
 * Works out how a fund is shared out after a season: the amount less what comes off first, divided by class and then by
 * points or place, exact until the last step.
 *
 * Refuses `no-shares` when the rulebook does not say how, `fund-too-small` when what comes off first is more than there is.
 */
export function fundShares(outer: Context, id: string, season: string): SharedOut {
  const last = countedMeetings(outer, season).at(-1);
  const context = last ? contextOfMeeting(outer, last.id) : outer;
  return memo(context, `fund shares ${id} ${season}`, () => {
    const fund = fundOf(context, id);
    const rule =
      fund.shares ??
      refuse('no-shares', `the rulebook does not say how ${fund.says} is shared out`, { clauses: fund.clauses, field: 'fund' });
    return sharedOut(context, fund, rule, season);
  });
}

function sharedOut(context: Context, fund: FundRule, rule: FundShares, season: string): SharedOut {
  const act = sharedOutBy(context, fund, season);
  const held = fundBalance(context, fund, act?.seq ?? Number.POSITIVE_INFINITY);
  const scope = scopeFor(context, { season }, { balance: () => held.cents });
  const amount = rule.amount ? whole(scope, rule.amount) : { value: held.cents, because: held.because };
  const text = (cents: number): string => moneyText(context.book, cents);
  if (amount.value < 0)
    refuse('fund-too-small', `${fund.says} is ${text(amount.value)}`, { clauses: rule.clauses, because: amount.because });
  const taken = rule.first.map((each) => ({ rule: each, cents: positive(scope, each.cents, each.clauses) }));
  const takenCents = taken.reduce((sum, each) => sum + each.cents, 0);
  if (takenCents > amount.value)
    refuse('fund-too-small', `${fund.says} is ${text(amount.value)}, and ${text(takenCents)} come off first`, {
      clauses: rule.first.flatMap((each) => each.clauses),
      because: amount.because,
    });
  const remainderCents = amount.value - takenCents;
  const groups = groupsOf(context, rule, season, held.cents);
  const gifts = giftsOf(scope, rule, groups);
  const shares = sharesOf(context, rule, groups, { remainderCents, gifts });
  const toOthers = taken.reduce((sum, each) => sum + (each.rule.to === undefined ? 0 : each.cents), 0);
  const paid = shares.reduce((sum, each) => sum + each.cents, 0);
  return {
    fund: fund.id,
    season,
    on: rule.on,
    amountCents: amount.value,
    taken: taken.map((each) => ({
      says: each.rule.says,
      cents: each.cents,
      ...(each.rule.to === undefined ? {} : { to: each.rule.to }),
      because: because(`${each.rule.says}: ${text(each.cents)}`, { clauses: each.rule.clauses }),
    })),
    remainderCents,
    classes: groups.map((each) => ({
      class: each.class,
      weight: each.weight,
      cents: Number((BigInt(remainderCents) * each.part.over) / each.part.under),
      because: each.because,
    })),
    shares,
    staysCents: amount.value - toOthers - paid,
    ...(act ? { booked: act.seq } : {}),
    because: because(`${text(amount.value)} of ${fund.says} shared out, ${text(amount.value - toOthers - paid)} stay`, {
      clauses: rule.clauses,
      facts: act ? [act.seq] : [],
      from: [amount.because, ...shares.map((each) => each.because)],
    }),
  };
}

function positive(scope: Scope, expr: FundShares['first'][number]['cents'], clauses: readonly string[]): number {
  const { value } = whole(scope, expr);
  return value >= 0 ? value : refuse('bad-amount', `${expr.source} is ${value}, below zero`, { clauses });
}

/** One table of the standings with its part of the rest. */
interface Group {
  readonly class: string;
  /** Where its formulas are asked: values may be set for the season and the class. */
  readonly where: Where;
  readonly weight: number;
  readonly part: Part;
  readonly rows: readonly Ranked[];
  readonly because: Because;
}

interface Ranked {
  readonly row: StandingsRow;
  readonly place: number;
  readonly eligible: boolean;
  readonly names: Extra;
}

function groupsOf(context: Context, rule: FundShares, season: string, balance: number): readonly Group[] {
  const table = tableOf(context, rule);
  const ids =
    table.by === 'all'
      ? ['']
      : context.book.classes.map((each) => each.id).filter((id) => table.classes.length === 0 || table.classes.includes(id));
  const groups = ids.map((id) => {
    const own = standings(context, season, { table: table.id, ...(id === '' ? {} : { class: id }) }).rows.filter((row) => row.place > 0);
    const names: Extra = { balance: () => balance, car_count: () => carCount(context, season, id), ...classNames(context, id) };
    return { id, names, rows: rankedRows(context, rule, { season, class: id, names }, own) };
  });
  const weights = groups.map((each) => weightOf(context, rule, season, each));
  const total = weights.reduce((sum, each) => sum + each.value, 0);
  return groups.map((each, index) => ({
    class: each.id,
    where: { season, ...(each.id === '' ? {} : { class: each.id }) },
    weight: weights[index]?.value ?? 0,
    part: part(weights[index]?.value ?? 0, total),
    rows: each.rows,
    because: because(`${each.id === '' ? 'all' : each.id}: ${weights[index]?.value ?? 0} of ${total}`, {
      clauses: rule.classClauses,
      from: [weights[index]?.because ?? because('equal parts')],
    }),
  }));
}

function tableOf(context: Context, rule: FundShares): StandingsTable {
  const tables = context.book.season?.tables ?? [];
  const table = rule.table === undefined ? tables[0] : tables.find((each) => each.id === rule.table);
  return (
    table ??
    refuse('unknown-table', `the rulebook has no table ${rule.table ?? 'of the standings'}`, { clauses: rule.clauses, field: 'table' })
  );
}

function classNames(context: Context, id: string): Extra {
  const found = context.book.classes.find((each) => each.id === id);
  return found ? { class: () => lazy({ id: () => id, name: () => found.name, group: () => found.group ?? '' }) } : {};
}

interface Asked {
  readonly season: string;
  readonly class: string;
  readonly names: Extra;
}

function weightOf(
  context: Context,
  rule: FundShares,
  season: string,
  group: { readonly id: string; readonly names: Extra; readonly rows: readonly Ranked[] },
): { readonly value: number; readonly because: Because } {
  if (!rule.classWeight) return { value: group.rows.length > 0 ? 1 : 0, because: because('equal parts for every class') };
  const scope = scopeFor(context, { season, ...(group.id === '' ? {} : { class: group.id }) }, group.names);
  const weight = whole(scope, rule.classWeight);
  return weight.value >= 0
    ? weight
    : refuse('bad-amount', `${rule.classWeight.source} is ${weight.value}, below zero`, { clauses: rule.classClauses });
}

/** Rows with whether they may be paid. Where the others are divided among the rest, these close up. */
function rankedRows(context: Context, rule: FundShares, asked: Asked, rows: readonly StandingsRow[]): readonly Ranked[] {
  const all = rows.map((row): Ranked => {
    const names: Extra = {
      ...asked.names,
      place: () => row.place,
      total: () => row.total,
      points: () => row.total,
      eligible: () => row.eligible,
      driver: () => lazy(personFields(context, row.driver)),
      competitor: () => lazy(personFields(context, row.driver)),
    };
    const where = { season: asked.season, ...(asked.class === '' ? {} : { class: asked.class }) };
    return { row, place: row.place, eligible: holds(scopeFor(context, where, names), rule.eligible), names };
  });
  if (rule.ineligible === 'stays') return all;
  const paid = all.filter((each) => each.eligible);
  return paid.map((each) => ({ ...each, place: 1 + paid.filter((other) => other.row.place < each.row.place).length }));
}

/** Gifts by class and driver: those who share the first place share the gift. */
function giftsOf(scope: Scope, rule: FundShares, groups: readonly Group[]): ReadonlyMap<Ranked, number> {
  const gifts = new Map<Ranked, number>();
  for (const deduction of rule.first) {
    if (!deduction.each) continue;
    const each = positive(scope, deduction.each, deduction.clauses);
    const tables = groups.map((group) => group.rows.filter((row) => row.place === 1)).filter((first) => first.length > 0);
    const most = positive(scope, deduction.cents, deduction.clauses);
    if (tables.length * each > most)
      refuse('shares-uneven', `${deduction.says}: ${tables.length} gifts are more than ${moneyText(scope.context.book, most)}`, {
        clauses: deduction.clauses,
      });
    for (const first of tables) {
      const cents = divided(
        each,
        first.map(() => part(1, first.length)),
        rule.remainder,
      );
      for (const [index, ranked] of first.entries()) if (ranked.eligible) gifts.set(ranked, (gifts.get(ranked) ?? 0) + (cents[index] ?? 0));
    }
  }
  return gifts;
}

interface Dividing {
  readonly remainderCents: number;
  readonly gifts: ReadonlyMap<Ranked, number>;
}

function sharesOf(context: Context, rule: FundShares, groups: readonly Group[], of: Dividing): readonly FundShare[] {
  const asked = groups.flatMap((group) => partsOf(context, rule, group));
  const paid = asked.filter((each) => each.ranked.eligible);
  const cents = divided(
    of.remainderCents,
    paid.map((each) => each.part),
    rule.remainder,
  );
  return paid.map(({ group, ranked, because: why }, index) => {
    const giftCents = of.gifts.get(ranked) ?? 0;
    const share = cents[index] ?? 0;
    const says = `${ranked.row.driver}: ${moneyText(context.book, share + giftCents)}${giftCents > 0 ? `, ${moneyText(context.book, giftCents)} of it a gift` : ''}`;
    return {
      person: ranked.row.driver,
      class: group.class,
      place: ranked.place,
      cents: share + giftCents,
      giftCents,
      because: because(says, {
        clauses: [...new Set([...rule.clauses, ...(giftCents > 0 ? rule.first.flatMap((each) => (each.each ? each.clauses : [])) : [])])],
        from: [group.because, why],
      }),
    };
  });
}

interface Wanted {
  readonly group: Group;
  readonly ranked: Ranked;
  readonly part: Part;
  readonly because: Because;
}

/** The exact part of the rest that each row of a table stands for. */
function partsOf(context: Context, rule: FundShares, group: Group): readonly Wanted[] {
  const scopeOf = (names: Extra): Scope => scopeFor(context, group.where, names);
  const most = rule.places ? whole(scopeOf(group.rows[0]?.names ?? {}), rule.places).value : Number.POSITIVE_INFINITY;
  const rows = group.rows.filter((each) => each.place <= most);
  if (rule.percents && rows[0]) return byPercents(scopeOf(rows[0].names), rule, group, rows);
  const weights = rows.map((each) => (rule.weight ? whole(scopeOf(each.names), rule.weight).value : Math.max(0, each.row.total)));
  if (weights.some((each) => each < 0)) refuse('bad-amount', `${rule.weight?.source ?? ''} is below zero`, { clauses: rule.clauses });
  const total = weights.reduce((sum, each) => sum + each, 0);
  return rows.map((ranked, index) => ({
    group,
    ranked,
    part: times(group.part, part(weights[index] ?? 0, total)),
    because: because(`${weights[index] ?? 0} of ${total}, place ${ranked.place}`, {
      clauses: rule.placesClauses,
      from: [ranked.row.because],
    }),
  }));
}

/** Per cents count to the thousandth. */
const THOUSANDTHS = 100_000;

function byPercents(scope: Scope, rule: FundShares, group: Group, rows: readonly Ranked[]): readonly Wanted[] {
  if (!rule.percents) return [];
  const given = list(scope, rule.percents);
  const percents = given.value.map((each) => (typeof each === 'number' && each >= 0 ? Math.round(each * 1000) : -1));
  if (percents.includes(-1) || percents.reduce((sum, each) => sum + each, 0) > THOUSANDTHS)
    refuse('shares-uneven', `${rule.percents.source} are no per cents: each is a number, none below zero, together at most 100`, {
      clauses: rule.clauses,
    });
  return rows.map((ranked) => {
    const same = rows.filter((each) => each.place === ranked.place).length;
    const shared = percents.slice(ranked.place - 1, ranked.place - 1 + same).reduce((sum, each) => sum + each, 0);
    const says = `${shared / 1000} per cent${same > 1 ? ` shared by ${same}` : ''}, place ${ranked.place}`;
    return {
      group,
      ranked,
      part: times(group.part, part(shared, THOUSANDTHS * same)),
      because: because(says, { clauses: rule.placesClauses, from: [given.because, ranked.row.because] }),
    };
  });
}
