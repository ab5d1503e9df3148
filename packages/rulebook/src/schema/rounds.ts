import type { AverageRule, Expr, MainLadder, OrderKey, Round, Select, Split, Stage } from '@racetower/engine';
import { z } from 'zod';
import { literal } from '../formula.ts';
import { didYouMean } from '../nearest.ts';
import type { Parts } from './parts.ts';
import { loosely, said } from './said.ts';
import { ROUNDS } from './words/rounds.ts';

const KEYS = [
  'pill',
  'draw',
  'sign-in',
  'finish',
  'finish-sum',
  'race-number',
  'status',
  'laps',
  'time',
  'passing-points',
  'meeting-points',
  'season-points',
  'average',
  'line-up',
  'car-number',
  'given',
  'standings',
  'dealt',
  'count-of-places',
  'head-to-head',
] as const;
const HIGH_FIRST = new Set<string>([
  'laps',
  'passing-points',
  'meeting-points',
  'season-points',
  'average',
  'standings',
  'count-of-places',
  'head-to-head',
]);
const KEY_FIELDS = new Set(['first', 'missing', 'nth', 'when', 'statuses', 'clause']);

/** Schemas of rounds: order keys, stages, splits, ladders of mains. */
export function makeRounds(parts: Parts) {
  const orderKey = makeOrderKey(parts);
  const orderKeys = z.array(orderKey).describe('sort keys; each next one breaks ties of those before');
  const stage = makeStage(parts, orderKeys);
  const split = makeSplit(parts, orderKeys);
  const ladder = makeLadder(parts, orderKeys);
  const laps = z.union([
    parts.formula.transform((count) => ({ count, clause: undefined })),
    said(ROUNDS.laps, { count: parts.formula, clause: parts.clause.optional() }),
  ]);
  const seat = z.enum(['close-up', 'file-moves-up', 'crisscross', 'gap']);
  const scratch = z.strictObject({
    before: seat.default('close-up').describe('before the class has left the chute'),
    after: seat.default('close-up').describe('once it is on the track'),
    'left-by': parts.ref('act').optional().describe('the mark that says the class has left the chute'),
    clause: parts.clause.optional(),
    'before-clause': parts.clause.optional(),
    'after-clause': parts.clause.optional(),
  });
  const round = said(ROUNDS.round, {
    name: z.string(),
    clause: parts.clause,
    when: parts.formula.optional().describe('the round is run for a class while this holds'),
    split: split.optional(),
    ladder: ladder.optional(),
    lineup: z.array(stage).default([]),
    'lineup-lower': z.array(stage).default([]),
    laps: laps.optional(),
    'decided-by': z.enum(['order', 'time']).default('order'),
    'result-order': orderKeys.default([]),
    scratch: scratch.optional(),
    rear: z.array(said(ROUNDS.rear, { when: parts.formula, says: z.string(), clause: parts.clause })).default([]),
    alternates: said(ROUNDS.alternates, { count: parts.formula, from: parts.ref('round'), clause: parts.clause }).optional(),
    cut: said(ROUNDS.cut, { clause: parts.clause }).optional(),
  }).transform((s) => (id: string): Round => ({
    id,
    name: s.name,
    ...(s.when ? { when: s.when } : {}),
    ...(s.split ? { split: s.split(s.clause) } : {}),
    ...(s.ladder ? { ladder: s.ladder } : {}),
    lineup: s.lineup,
    lineupLower: s['lineup-lower'].length > 0 ? s['lineup-lower'] : s.lineup,
    ...(s.laps ? { laps: { count: s.laps.count, clauses: s.laps.clause ?? s.clause } } : {}),
    decidedBy: s['decided-by'],
    resultOrder: s['result-order'],
    scratch: {
      before: s.scratch?.before ?? 'close-up',
      after: s.scratch?.after ?? 'close-up',
      ...(s.scratch?.['left-by'] !== undefined ? { leftBy: s.scratch['left-by'] } : {}),
      beforeClauses: s.scratch?.['before-clause'] ?? s.scratch?.clause ?? s.clause,
      afterClauses: s.scratch?.['after-clause'] ?? s.scratch?.clause ?? s.clause,
    },
    ...(s.cut ? { cut: { clauses: s.cut.clause } } : {}),
    ...(s.rear.length > 0 ? { rear: s.rear.map((each) => ({ when: each.when, says: each.says, clauses: each.clause })) } : {}),
    ...(s.alternates ? { alternates: { count: s.alternates.count, from: s.alternates.from, clauses: s.alternates.clause } } : {}),
    clauses: s.clause,
  }));
  return { orderKey, orderKeys, round };
}

function makeOrderKey(parts: Parts) {
  const word = z
    .string()
    .meta({ enum: KEYS })
    .transform((name, context): OrderKey => {
      if (!(KEYS as readonly string[]).includes(name))
        context.addIssue({ code: 'custom', message: `"${name}" is not a sort key${didYouMean(name, KEYS)}` });
      return keyOf(name, [], undefined, undefined);
    });
  const map = loosely(ROUNDS.orderKey, {
    first: z.enum(['low', 'high']).optional(),
    missing: z.enum(['first', 'last']).optional(),
    nth: z.number().int().positive().optional(),
    when: parts.formula.optional(),
    statuses: z.array(parts.ref('status')).optional(),
    clause: parts.clause.optional(),
    formula: parts.formula.optional(),
    average: averageRule(parts).optional(),
  }).transform((source, context): OrderKey => {
    const main = Object.keys(source).find((key) => key === 'formula' || (KEYS as readonly string[]).includes(key));
    if (main === undefined) {
      const first = Object.keys(source).find((key) => !KEY_FIELDS.has(key)) ?? '';
      context.addIssue({ code: 'custom', message: `"${first}" is not a sort key${didYouMean(first, KEYS)}` });
      return keyOf('pill', [], undefined, undefined);
    }
    const target: unknown = source[main];
    const of = main === 'formula' || main === 'average' ? [] : Array.isArray(target) ? target.map(String) : [String(target)];
    return {
      ...keyOf(main, of, source.formula, source.first),
      ...(source.average ? { average: source.average } : {}),
      missing: source.missing ?? 'last',
      nth: source.nth ?? 1,
      statuses: source.statuses ?? [],
      ...(source.when ? { when: source.when } : {}),
      clauses: source.clause ?? [],
    };
  });
  return z.union([word, map]);
}

/** What `average` means when nothing more is said. */
const LAST_THREE: AverageRule = { meetings: literal(3), finish: [], blocks: [], missed: 'skip', min: 1 };

function averageRule(parts: Parts) {
  const rounds = z.union([parts.ref('round').transform((one) => [one]), z.array(parts.ref('round'))]);
  const rule = said(ROUNDS.average, {
    meetings: parts.formula.optional(),
    finish: rounds.default([]),
    blocks: z.array(parts.ref('block')).default([]),
    missed: z.enum(['skip', 'zero', 'count']).default('skip'),
    min: z.number().int().positive().default(1),
    over: parts.formula.optional(),
    counts: parts.formula.optional(),
    'leaves-out': parts.formula.optional(),
  }).transform((s): AverageRule => ({
    meetings: s.meetings ?? literal(3),
    finish: s.finish,
    blocks: s.blocks,
    missed: s.missed,
    min: s.min,
    ...(s.over ? { over: s.over } : {}),
    ...(s.counts ? { counts: s.counts } : {}),
    ...(s['leaves-out'] ? { leavesOut: s['leaves-out'] } : {}),
  }));
  return z.union([z.literal(true).transform(() => LAST_THREE), rule]);
}

function keyOf(name: string, of: readonly string[], expr: Expr | undefined, first: 'low' | 'high' | undefined): OrderKey {
  const by = (name === 'formula' ? 'expr' : name) as OrderKey['by'];
  return {
    by,
    of,
    ...(expr ? { expr } : {}),
    first: first ?? (HIGH_FIRST.has(name) ? 'high' : 'low'),
    missing: 'last',
    statuses: [],
    nth: 1,
    ...(name === 'average' ? { average: LAST_THREE } : {}),
    clauses: [],
  };
}

function makeStage(parts: Parts, orderKeys: z.ZodType<OrderKey[]>) {
  const from = said(ROUNDS.from, {
    from: parts.ref('round'),
    first: parts.formula.optional(),
    after: parts.formula.optional(),
    each: z.enum(['race', 'round']).default('race'),
    statuses: z.array(parts.ref('status')).default([]),
  });
  const select = z.union([
    z.enum(['entered', 'seeded', 'came-up']).transform((kind): Select => ({ kind })),
    from.transform((s): Select => ({
      kind: 'from',
      round: s.from,
      ...(s.first ? { first: s.first } : {}),
      ...(s.after ? { after: s.after } : {}),
      each: s.each,
      statuses: s.statuses,
    })),
    said(ROUNDS.rest, {
      rest: z.union([parts.ref('round'), z.literal('entered')]),
      'not-in': z.array(parts.ref('round')).default([]),
    }).transform((s): Select => ({ kind: 'rest', ...(s.rest !== 'entered' ? { of: s.rest } : {}), notIn: s['not-in'] })),
    said(ROUNDS.given, { given: z.string() }).transform((s): Select => ({ kind: 'given', name: s.given })),
  ]);
  const inverted = z.union([z.enum(['none', 'all']), parts.formula]);
  const invert = z.union([
    inverted.transform((count) => ({ count, unit: 'cars' as const, clause: undefined })),
    said(ROUNDS.invert, { count: inverted, unit: z.enum(['cars', 'rows']).default('cars'), clause: parts.clause.optional() }),
  ]);
  return said(ROUNDS.stage, {
    select: select.describe('who: entered, seeded, came-up, {from: round, first: n}, {rest: round, not-in: [..]}, {given: name}'),
    where: parts.formula.optional().describe('only cars for which this holds'),
    when: parts.formula.optional().describe('the stage counts only while this holds'),
    first: parts.formula.optional().describe('at most so many'),
    order: orderKeys.default([]),
    invert: invert.optional().describe('how many at the front are reversed'),
    columns: said(ROUNDS.columns, { of: parts.ref('round'), files: z.array(z.number().int()), clause: parts.clause.optional() })
      .optional()
      .describe('files by race of a round, inside first'),
    says: z.string().optional(),
    clause: parts.clause,
  }).transform((s): Stage => ({
    ...(s.when ? { when: s.when } : {}),
    select: s.select,
    ...(s.where ? { where: s.where } : {}),
    ...(s.first ? { first: s.first } : {}),
    order: s.order.map((key) => (key.clauses.length > 0 ? key : { ...key, clauses: s.clause })),
    invert: { count: s.invert?.count ?? 'none', unit: s.invert?.unit ?? 'cars', clauses: s.invert?.clause ?? s.clause },
    ...(s.columns ? { columns: { round: s.columns.of, files: s.columns.files, clauses: s.columns.clause ?? s.clause } } : {}),
    ...(s.says !== undefined ? { says: s.says } : {}),
    clauses: s.clause,
  }));
}

function makeSplit(parts: Parts, orderKeys: z.ZodType<OrderKey[]>) {
  return said(ROUNDS.split, {
    races: parts.formula.optional().describe('number of races'),
    max: parts.formula.optional().describe('most cars in one race'),
    deal: z.enum(['alternate', 'snake', 'blocks', 'fill', 'same', 'given', 'plan']).default('alternate'),
    of: parts.ref('round').optional().describe('same: the round whose races are kept'),
    plan: z
      .array(z.array(z.number().int().positive()))
      .default([])
      .describe('plan: for each race the ranks that start in it; a rank may start in several'),
    order: orderKeys.default([]),
    names: z.enum(['numbers', 'letters']).default('numbers'),
    clause: parts.clause.optional(),
  }).transform((s) => (clauses: readonly string[]): Split => ({
    ...(s.races ? { races: s.races } : {}),
    ...(s.max ? { max: s.max } : {}),
    deal: s.deal,
    ...(s.of !== undefined ? { of: s.of } : {}),
    plan: s.plan,
    order: s.order.map((key) => (key.clauses.length > 0 ? key : { ...key, clauses: s.clause ?? clauses })),
    names: s.names,
    clauses: s.clause ?? clauses,
  }));
}

function makeLadder(parts: Parts, orderKeys: z.ZodType<OrderKey[]>) {
  return said(ROUNDS.ladder, {
    where: parts.formula.optional().describe('only cars for which this holds are placed'),
    order: orderKeys.describe('who is placed where, best first'),
    'all-in-up-to': parts.formula.describe('with so many cars or fewer all are in the A main'),
    direct: parts.formula.describe('cars placed straight in the A main when there is a B'),
    'direct-lower': parts.formula.describe('cars placed straight in B, C … when another main follows'),
    capacity: parts.formula.describe('most cars in the lowest main'),
    up: parts.formula.describe('cars that come up from each lower main'),
    alternates: said(ROUNDS.ladderAlternates, { count: parts.formula, clause: parts.clause }),
    clause: parts.clause,
  }).transform((s): MainLadder => ({
    ...(s.where ? { where: s.where } : {}),
    order: s.order.map((key) => (key.clauses.length > 0 ? key : { ...key, clauses: s.clause })),
    allInUpTo: s['all-in-up-to'],
    direct: s.direct,
    directLower: s['direct-lower'],
    capacity: s.capacity,
    up: s.up,
    alternates: { count: s.alternates.count, clauses: s.alternates.clause },
    clauses: s.clause,
  }));
}
