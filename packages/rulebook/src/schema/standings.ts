import type { Clauses, DropRule, SeasonRule, StandingsTable, TieBreak } from '@racetower/engine';
import { z } from 'zod';
import type { Parts } from './parts.ts';
import { said } from './said.ts';
import { SEASON } from './words/season.ts';

/** Schema of the season: which meetings count, what is thrown out, ties, what awards need, tables. */
export function makeSeason(parts: Parts) {
  const { formula, clause } = parts;
  const drop = makeDrop(parts);
  const tie = makeTie(parts);
  const table = makeTable(parts, drop, tie);
  return said(SEASON.season, {
    meetings: formula
      .default({
        source: 'meeting.points',
        names: ['meeting'],
        evaluate: (lookup) => (lookup('meeting') as { readonly points: boolean }).points,
      })
      .describe('which meetings count'),
    drivers: formula.optional(),
    drop: drop.optional(),
    bonuses: z.record(z.string(), said(SEASON.bonus, { when: formula.optional(), give: formula, clause })).default({}),
    first: z.enum(['high', 'low']).default('high').describe('whether most or fewest points lead'),
    ties: z.array(tie).default([]),
    'still-tied': z.enum(['share', 'decide', 'number']).default('share'),
    'tie-clause': clause.optional(),
    eligible: z.record(z.string(), said(SEASON.eligible, { must: formula, says: z.string(), clause })).default({}),
    'buy-in': said(SEASON.buyIn, { cents: formula, cures: z.array(z.string()), clause }).optional(),
    tables: z.array(table).default([]),
    clause,
  }).transform((s): SeasonRule => ({
    meetings: s.meetings,
    ...(s.drivers ? { drivers: s.drivers } : {}),
    ...(s.drop ? s.drop(s.clause) : noDrop(s.clause)),
    bonuses: Object.entries(s.bonuses).map(([id, b]) => ({ id, ...(b.when ? { when: b.when } : {}), give: b.give, clauses: b.clause })),
    first: s.first,
    ties: s.ties.map((make) => make(s['tie-clause'] ?? s.clause)),
    stillTied: s['still-tied'],
    tieClauses: s['tie-clause'] ?? s.clause,
    eligible: Object.entries(s.eligible).map(([id, e]) => ({ id, must: e.must, says: e.says, clauses: e.clause })),
    ...(s['buy-in'] ? { buyIn: { cents: s['buy-in'].cents, cures: s['buy-in'].cures, clauses: s['buy-in'].clause } } : {}),
    tables:
      s.tables.length > 0
        ? s.tables.map((make) => make(s.clause))
        : [{ id: 'class', classes: [], by: 'class' as const, clauses: s.clause }],
    clauses: s.clause,
  }));
}

function noDrop(clauses: Clauses): DropRule {
  return { unit: 'meeting', missed: 'zero', dropClauses: clauses };
}

function makeDrop(parts: Parts) {
  const { formula, clause } = parts;
  return said(SEASON.drop, {
    count: formula.optional(),
    best: formula.optional(),
    parts: z
      .array(said(SEASON.dropPart, { when: formula, count: formula.optional(), best: formula.optional(), clause: clause.optional() }))
      .default([]),
    unit: z.enum(['meeting', 'round', 'race']).default('meeting'),
    undroppable: formula.optional(),
    missed: z.enum(['zero', 'skip']).default('zero'),
    clause: clause.optional(),
  }).transform((s) => (clauses: Clauses): DropRule => ({
    unit: s.unit,
    ...(s.count ? { drop: s.count } : {}),
    ...(s.best ? { best: s.best } : {}),
    ...(s.undroppable ? { undroppable: s.undroppable } : {}),
    missed: s.missed,
    dropClauses: s.clause ?? clauses,
    parts: s.parts.map((part) => ({
      when: part.when,
      ...(part.count ? { drop: part.count } : {}),
      ...(part.best ? { best: part.best } : {}),
      clauses: part.clause ?? s.clause ?? clauses,
    })),
  }));
}

function makeTie(parts: Parts) {
  const { formula, clause, ref } = parts;
  const round = z.union([ref('round'), z.literal('all')]);
  const first = z.enum(['high', 'low']).default('high');
  return z
    .union([
      said(SEASON.tieByPlaces, { 'count-of-places': round, to: formula.optional(), clause: clause.optional() }).transform((s) => ({
        by: 'count-of-places' as const,
        of: [s['count-of-places']],
        to: s.to,
        clause: s.clause,
        first: 'high' as const,
      })),
      said(SEASON.tieByEarliest, { 'earliest-place': round, clause: clause.optional() }).transform((s) => ({
        by: 'earliest-place' as const,
        of: [s['earliest-place']],
        clause: s.clause,
        first: 'high' as const,
      })),
      said(SEASON.tieBy, {
        by: z.enum(['best-score', 'latest', 'first-to', 'head-to-head', 'attendance']),
        first,
        clause: clause.optional(),
      }).transform((s) => ({ by: s.by, of: [], clause: s.clause, first: s.first })),
      said(SEASON.tieByFormula, { formula, first, clause: clause.optional() }).transform((s) => ({
        by: 'expr' as const,
        expr: s.formula,
        of: [],
        clause: s.clause,
        first: s.first,
      })),
    ])
    .transform((s) => (clauses: Clauses): TieBreak => ({
      by: s.by,
      ...('expr' in s ? { expr: s.expr } : {}),
      ...('to' in s && s.to ? { to: s.to } : {}),
      first: s.first,
      of: s.of,
      clauses: s.clause ?? clauses,
    }));
}

function makeTable(parts: Parts, drop: ReturnType<typeof makeDrop>, tie: ReturnType<typeof makeTie>) {
  const { formula, clause, ref } = parts;
  return said(SEASON.table, {
    id: z.string(),
    where: formula.optional(),
    each: formula.optional(),
    classes: z.array(ref('class')).default([]),
    by: z.enum(['class', 'all']).default('class'),
    of: formula.optional(),
    points: z.array(ref('block')).optional(),
    cars: formula.optional(),
    meetings: formula.optional(),
    drop: z.union([z.literal('none'), drop]).optional(),
    ties: z.array(tie).optional(),
    listed: formula.optional(),
    unranked: formula.optional(),
    publishes: formula.optional(),
    clause: clause.optional(),
  }).transform((s) => (clauses: Clauses): StandingsTable => ({
    id: s.id,
    ...(s.where ? { where: s.where } : {}),
    ...(s.each ? { each: s.each } : {}),
    classes: s.classes,
    by: s.by,
    ...(s.of ? { of: s.of } : {}),
    ...(s.points ? { points: s.points } : {}),
    ...(s.cars ? { cars: s.cars } : {}),
    ...(s.meetings ? { meetings: s.meetings } : {}),
    ...(s.listed ? { listed: s.listed } : {}),
    ...(s.unranked ? { unranked: s.unranked } : {}),
    ...(s.publishes ? { publishes: s.publishes } : {}),
    ...(s.drop ? { dropping: s.drop === 'none' ? noDrop(s.clause ?? clauses) : s.drop(s.clause ?? clauses) } : {}),
    ...(s.ties ? { ties: s.ties.map((make) => make(s.clause ?? clauses)) } : {}),
    clauses: s.clause ?? clauses,
  }));
}
