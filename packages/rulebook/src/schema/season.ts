import type {
  AwardRule,
  CautionRule,
  ClockRule,
  FeeRule,
  ImpoundRule,
  PointsBlock,
  ProcedureStep,
  RainRule,
  ResultHold,
  SeasonRule,
  StatusRule,
  TieBreak,
} from '@racetower/engine';
import { z } from 'zod';
import type { makeRounds } from './rounds.ts';
import type { Parts } from './parts.ts';
import { said } from './said.ts';
import { SEASON } from './words/season.ts';

/** Schemas of clocks, cautions, statuses, results and holds. */
export function makeRunning(parts: Parts, rounds: ReturnType<typeof makeRounds>) {
  const { formula, clause, refs, ref } = parts;
  const clock = said(SEASON.clock, {
    says: z.string(),
    of: z.enum(['race', 'car', 'meeting']).default('race'),
    rounds: refs('round').default([]),
    when: formula.optional(),
    starts: z.string().describe('`green` (the first), `flag:NAME`, `mark:NAME` or `call:NAME`'),
    seconds: formula.optional(),
    laps: formula.optional().describe('length in laps of the leader'),
    pauses: z.array(said(SEASON.pause, { while: z.string(), until: z.string().optional(), clause: clause.optional() })).default([]),
    'at-end': z.enum(['warn', 'end-at-next-flag', 'call-on-last-lap', 'late']).default('warn'),
    'end-clause': clause.optional(),
    stops: z.string().optional(),
    clause,
  }).transform((s) => (id: string): ClockRule => ({
    id,
    says: s.says,
    of: s.of,
    rounds: s.rounds,
    ...(s.when ? { when: s.when } : {}),
    starts: s.starts,
    ...(s.seconds ? { seconds: s.seconds } : {}),
    ...(s.laps ? { laps: s.laps } : {}),
    pauses: s.pauses.map((pause) => ({
      while: pause.while,
      ...(pause.until !== undefined ? { until: pause.until } : {}),
      clauses: pause.clause ?? s.clause,
    })),
    atEnd: s['at-end'],
    endClauses: s['end-clause'] ?? s.clause,
    ...(s.stops !== undefined ? { stops: s.stops } : {}),
    clauses: s.clause,
  }));
  const caution = said(SEASON.caution, {
    rounds: refs('round').default([]),
    order: z.enum(['last-lap']).default('last-lap'),
    causers: z.enum(['tail', 'ahead-of-lapped', 'keep']).default('keep'),
    clause,
  }).transform((s): CautionRule => ({ rounds: s.rounds, order: s.order, causers: s.causers, clauses: s.clause }));
  const status = said(SEASON.status, {
    says: z.string(),
    rank: z.number().int().describe('front to back among the statuses'),
    within: rounds.orderKeys.default([]),
    placed: z.boolean().default(true),
    'closes-up': z.boolean().default(true),
    attempted: z.boolean().default(true),
    when: formula.optional().describe('given by itself to a starter without a finish when this holds'),
    clause,
  }).transform((s) => (id: string): StatusRule => ({
    id,
    says: s.says,
    rank: s.rank,
    within: s.within,
    placed: s.placed,
    closesUp: s['closes-up'],
    attempted: s.attempted,
    ...(s.when ? { when: s.when } : {}),
    clauses: s.clause,
  }));
  const hold = said(SEASON.hold, {
    rounds: refs('round').default([]),
    of: z.enum(['car', 'race']),
    must: formula,
    says: z.string(),
    clause,
  }).transform((s): ResultHold => ({ rounds: s.rounds, of: s.of, must: s.must, says: s.says, clauses: s.clause }));
  const impound = said(SEASON.impound, {
    rounds: refs('round'),
    letters: z.array(z.string()).default([]),
    places: z.number().int(),
    until: ref('act'),
    says: z.string(),
    clause,
  }).transform((s) => (id: string): ImpoundRule => ({
    id,
    rounds: s.rounds,
    letters: s.letters,
    places: s.places,
    until: s.until,
    says: s.says,
    clauses: s.clause,
  }));
  return { clock, caution, status, hold, impound };
}

/** Schemas of points, the season's table, rain, fees, awards and procedures. */
export function makeScoring(parts: Parts) {
  const { formula, clause, refs, ref } = parts;
  const rule = said(SEASON.pointsRule, {
    when: formula.optional(),
    table: formula.optional().describe('points by place, first place first'),
    beyond: z
      .union([z.literal('last'), formula])
      .optional()
      .describe('past the end of the table'),
    give: formula.optional(),
    says: z.string().optional(),
    clause: clause.optional(),
  }).refine((s) => (s.table === undefined) !== (s.give === undefined), { message: 'a points rule has either a table or give' });
  const block = said(SEASON.points, {
    rounds: refs('round').default([]),
    counts: z.boolean().default(true),
    place: z.enum(['race', 'round']).default('race'),
    rules: z.array(rule),
    clause,
  }).transform((s) => (id: string): PointsBlock => ({
    id,
    rounds: s.rounds,
    counts: s.counts,
    place: s.place,
    rules: s.rules.map((r) => ({
      ...(r.when ? { when: r.when } : {}),
      ...(r.table ? { table: r.table } : {}),
      ...(r.beyond !== undefined ? { beyond: r.beyond } : {}),
      ...(r.give ? { give: r.give } : {}),
      ...(r.says !== undefined ? { says: r.says } : {}),
      clauses: r.clause ?? s.clause,
    })),
    clauses: s.clause,
  }));
  const rain = said(SEASON.rain, {
    call: ref('act'),
    'complete-when': formula,
    'complete-clause': clause,
    incomplete: z.literal('nothing-scores').default('nothing-scores'),
    'incomplete-clause': clause,
    keeps: z.array(said(SEASON.keeps, { when: formula.optional(), blocks: z.array(ref('block')), clause })),
  }).transform((s): RainRule => ({
    call: s.call,
    completeWhen: s['complete-when'],
    completeClauses: s['complete-clause'],
    incomplete: s.incomplete,
    incompleteClauses: s['incomplete-clause'],
    keeps: s.keeps.map((k) => ({ ...(k.when ? { when: k.when } : {}), blocks: k.blocks, clauses: k.clause })),
  }));
  const fee = said(SEASON.fee, { says: z.string(), on: z.string(), when: formula.optional(), cents: formula, clause }).transform(
    (s) =>
      (id: string): FeeRule => ({
        id,
        says: s.says,
        on: s.on,
        ...(s.when ? { when: s.when } : {}),
        cents: s.cents,
        clauses: s.clause,
      }),
  );
  const award = said(SEASON.award, {
    name: z.string(),
    how: z.enum(['result', 'standings', 'vote', 'pick']),
    rounds: refs('round').default([]),
    places: z.number().int().default(1),
    by: refs('role').default([]),
    must: formula.optional(),
    says: z.string().optional(),
    clause,
  }).transform((s) => (id: string): AwardRule => ({
    id,
    name: s.name,
    how: s.how,
    rounds: s.rounds,
    places: s.places,
    by: s.by,
    ...(s.must ? { must: s.must } : {}),
    ...(s.says !== undefined ? { says: s.says } : {}),
    clauses: s.clause,
  }));
  const step = said(SEASON.step, {
    says: z.string(),
    for: refs('role').default([]),
    of: z.enum(['race', 'meeting', 'class', 'season', 'car']),
    rounds: refs('round').default([]),
    when: formula.default({ source: 'true', names: [], evaluate: () => true }),
    checklist: z.array(z.string()).default([]),
    clock: ref('clock').optional(),
    offers: refs('act').default([]),
    clause,
  }).transform((s) => (id: string): ProcedureStep => ({
    id,
    says: s.says,
    for: s.for,
    of: s.of,
    rounds: s.rounds,
    when: s.when,
    checklist: s.checklist,
    ...(s.clock !== undefined ? { clock: s.clock } : {}),
    offers: s.offers,
    clauses: s.clause,
  }));
  return { block, rain, fee, award, step, season: makeSeason(parts) };
}

function makeSeason(parts: Parts) {
  const { formula, clause, ref } = parts;
  const drop = said(SEASON.drop, {
    count: formula.optional(),
    best: formula.optional(),
    unit: z.enum(['meeting', 'round', 'race']).default('meeting'),
    undroppable: formula.optional(),
    missed: z.enum(['zero', 'skip']).default('zero'),
    clause: clause.optional(),
  });
  const tie = z
    .union([
      said(SEASON.tieByPlaces, { 'count-of-places': z.union([ref('round'), z.literal('all')]), clause: clause.optional() }).transform(
        (s) => ({ by: 'count-of-places' as const, of: [s['count-of-places']], clause: s.clause, first: 'high' as const }),
      ),
      said(SEASON.tieBy, {
        by: z.enum(['best-score', 'latest', 'first-to', 'head-to-head', 'attendance']),
        first: z.enum(['high', 'low']).default('high'),
        clause: clause.optional(),
      }).transform((s) => ({ by: s.by, of: [], clause: s.clause, first: s.first })),
      said(SEASON.tieByFormula, { formula, first: z.enum(['high', 'low']).default('high'), clause: clause.optional() }).transform((s) => ({
        by: 'expr' as const,
        expr: s.formula,
        of: [],
        clause: s.clause,
        first: s.first,
      })),
    ])
    .transform((s) => (clauses: readonly string[]): TieBreak => ({
      by: s.by,
      ...('expr' in s ? { expr: s.expr } : {}),
      first: s.first,
      of: s.of,
      clauses: s.clause ?? clauses,
    }));
  return said(SEASON.season, {
    meetings: formula
      .default({
        source: 'meeting.points',
        names: ['meeting'],
        evaluate: (lookup) => (lookup('meeting') as { readonly points: boolean }).points,
      })
      .describe('which meetings count'),
    drop: drop.optional(),
    bonuses: z.record(z.string(), said(SEASON.bonus, { when: formula.optional(), give: formula, clause })).default({}),
    first: z.enum(['high', 'low']).default('high').describe('whether most or fewest points lead'),
    ties: z.array(tie).default([]),
    'still-tied': z.enum(['share', 'decide']).default('share'),
    'tie-clause': clause.optional(),
    eligible: z.record(z.string(), said(SEASON.eligible, { must: formula, says: z.string(), clause })).default({}),
    'buy-in': said(SEASON.buyIn, { cents: formula, cures: z.array(z.string()), clause }).optional(),
    tables: z
      .array(
        said(SEASON.table, {
          id: z.string(),
          where: formula.optional().describe('only drivers for whom this holds'),
          each: formula.optional().describe('one table for every text that this lists for a driver'),
          classes: z.array(ref('class')).default([]),
          by: z.enum(['class', 'all']).default('class'),
          clause: clause.optional(),
        }),
      )
      .default([]),
    clause,
  }).transform((s): SeasonRule => ({
    meetings: s.meetings,
    unit: s.drop?.unit ?? 'meeting',
    ...(s.drop?.count ? { drop: s.drop.count } : {}),
    ...(s.drop?.best ? { best: s.drop.best } : {}),
    ...(s.drop?.undroppable ? { undroppable: s.drop.undroppable } : {}),
    missed: s.drop?.missed ?? 'zero',
    dropClauses: s.drop?.clause ?? s.clause,
    bonuses: Object.entries(s.bonuses).map(([id, b]) => ({ id, ...(b.when ? { when: b.when } : {}), give: b.give, clauses: b.clause })),
    first: s.first,
    ties: s.ties.map((make) => make(s['tie-clause'] ?? s.clause)),
    stillTied: s['still-tied'],
    tieClauses: s['tie-clause'] ?? s.clause,
    eligible: Object.entries(s.eligible).map(([id, e]) => ({ id, must: e.must, says: e.says, clauses: e.clause })),
    ...(s['buy-in'] ? { buyIn: { cents: s['buy-in'].cents, cures: s['buy-in'].cures, clauses: s['buy-in'].clause } } : {}),
    tables:
      s.tables.length > 0
        ? s.tables.map((t) => ({
            id: t.id,
            ...(t.where ? { where: t.where } : {}),
            ...(t.each ? { each: t.each } : {}),
            classes: t.classes,
            by: t.by,
            clauses: t.clause ?? s.clause,
          }))
        : [{ id: 'class', classes: [], by: 'class' as const, clauses: s.clause }],
    clauses: s.clause,
  }));
}
