import type {
  AwardRule,
  CautionRule,
  ClockRule,
  ImpoundRule,
  OverallRule,
  PointsBlock,
  ProcedureStep,
  RainRule,
  RestartRule,
  ResultHold,
  StatusRule,
  TimingRule,
} from '@racetower/engine';
import { CLOCK_ENDS, LEADER_PLACES } from '@racetower/engine';
import { z } from 'zod';
import type { makeRounds } from './rounds.ts';
import type { Parts } from './parts.ts';
import { said } from './said.ts';
import { makeSeason } from './standings.ts';
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
    'at-end': z.enum(CLOCK_ENDS).default('warn'),
    restarts: formula.optional(),
    'more-laps': formula.optional(),
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
    ...(s.restarts ? { restarts: s.restarts } : {}),
    ...(s['more-laps'] ? { moreLaps: s['more-laps'] } : {}),
    endClauses: s['end-clause'] ?? s.clause,
    ...(s.stops !== undefined ? { stops: s.stops } : {}),
    clauses: s.clause,
  }));
  const caution = said(SEASON.caution, {
    rounds: refs('round').default([]),
    order: z.enum(['last-lap', 'crossed']).default('last-lap'),
    laps: z.enum(['none', 'count']).default('none'),
    causers: z.enum(['tail', 'ahead-of-lapped', 'keep']).default('keep'),
    clause,
  }).transform((s): CautionRule => ({ rounds: s.rounds, order: s.order, laps: s.laps, causers: s.causers, clauses: s.clause }));
  const restart = said(SEASON.restart, {
    rounds: refs('round').default([]),
    when: formula.optional(),
    abreast: z.int().min(1).max(9).default(2),
    leader: z.enum(LEADER_PLACES).default('in-row'),
    outside: ref('act').optional(),
    files: said(SEASON.files, { call: ref('act'), from: z.array(z.string()).min(2) }).optional(),
    clause,
  })
    .refine((s) => s.outside === undefined || s.abreast === 2, {
      message: 'cars choose between two files: abreast is 2',
      path: ['outside'],
    })
    .refine((s) => s.files === undefined || s.files.from.length === s.abreast, {
      message: 'a field for each file: as many as cars are abreast',
      path: ['files', 'from'],
    })
    .refine((s) => s.leader === 'in-row' || s.abreast > 1, { message: 'in single file the leader is alone anyway', path: ['leader'] })
    .transform((s): RestartRule => ({
      rounds: s.rounds,
      ...(s.when ? { when: s.when } : {}),
      abreast: s.abreast,
      leader: s.leader,
      ...(s.outside === undefined ? {} : { outside: s.outside }),
      ...(s.files === undefined ? {} : { files: s.files }),
      clauses: s.clause,
    }));
  const timing = said(SEASON.timing, {
    rounds: refs('round').default([]),
    'min-lap-ms': formula,
    'first-crossing': z.enum(['starts', 'completes']).default('starts'),
    clause: clause.optional(),
  }).transform((s): TimingRule => ({
    rounds: s.rounds,
    minLapMs: s['min-lap-ms'],
    firstCrossing: s['first-crossing'],
    clauses: s.clause ?? [],
  }));
  const status = said(SEASON.status, {
    says: z.string(),
    rank: z.number().int().describe('front to back among the statuses'),
    within: rounds.orderKeys.default([]),
    placed: z.boolean().default(true),
    'closes-up': z.boolean().default(true),
    attempted: z.boolean().default(true),
    when: formula.optional().describe('given by itself when this holds to a car that has no other status'),
    of: z.enum(['absent', 'finishers']).default('absent'),
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
    of: s.of,
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
    places: formula,
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
  return { clock, caution, restart, timing, status, hold, impound };
}

/** Schema of the order of a class over a whole meeting. */
export function makeOverall(parts: Parts, rounds: ReturnType<typeof makeRounds>) {
  return said(SEASON.overall, {
    when: parts.formula.optional(),
    where: parts.formula.optional(),
    order: rounds.orderKeys,
    clause: parts.clause,
  }).transform((s): OverallRule => ({
    ...(s.when ? { when: s.when } : {}),
    ...(s.where ? { where: s.where } : {}),
    order: s.order.map((key) => (key.clauses.length > 0 ? key : { ...key, clauses: s.clause })),
    clauses: s.clause,
  }));
}

/** Schemas of points, the season's table, rain, awards and procedures. */
export function makeScoring(parts: Parts, rounds: ReturnType<typeof makeRounds>) {
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
    among: formula.optional(),
    times: formula.optional(),
    over: formula.optional(),
    best: formula.optional(),
    undroppable: formula.optional(),
    first: z.enum(['high', 'low']).optional(),
    order: rounds.orderKeys.optional(),
    drivers: formula.optional(),
    shared: z.enum(['each', 'split', 'none']).default('each'),
    rules: z.array(rule),
    clause,
  }).transform((s) => (id: string): PointsBlock => ({
    id,
    rounds: s.rounds,
    counts: s.counts,
    place: s.place,
    ...(s.among ? { among: s.among } : {}),
    ...(s.times ? { times: s.times } : {}),
    ...(s.over ? { over: s.over } : {}),
    ...(s.best ? { best: s.best } : {}),
    ...(s.undroppable ? { undroppable: s.undroppable } : {}),
    ...(s.first ? { first: s.first } : {}),
    ...(s.order ? { order: s.order.map((key) => (key.clauses.length > 0 ? key : { ...key, clauses: s.clause })) } : {}),
    ...(s.drivers ? { drivers: s.drivers } : {}),
    shared: s.shared,
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
    by: z.enum(['meeting', 'class']).default('meeting'),
    'complete-clause': clause,
    incomplete: z.literal('nothing-scores').default('nothing-scores'),
    'incomplete-clause': clause,
    keeps: z.array(said(SEASON.keeps, { when: formula.optional(), blocks: z.array(ref('block')), clause })),
  }).transform((s): RainRule => ({
    call: s.call,
    completeWhen: s['complete-when'],
    by: s.by,
    completeClauses: s['complete-clause'],
    incomplete: s.incomplete,
    incompleteClauses: s['incomplete-clause'],
    keeps: s.keeps.map((k) => ({ ...(k.when ? { when: k.when } : {}), blocks: k.blocks, clauses: k.clause })),
  }));
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
  return { block, rain, award, step, season: makeSeason(parts) };
}
