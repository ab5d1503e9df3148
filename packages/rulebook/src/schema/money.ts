import { type Clauses, type FeeRule, type FundRule, type FundShares, type PurseBlock, REMAINDERS, UNCLAIMED } from '@racetower/engine';
import { z } from 'zod';
import { given } from './discipline.ts';
import type { Parts } from './parts.ts';
import { said } from './said.ts';
import { MONEY } from './words/money.ts';

/** Schemas of fees, purses and funds. */
export function makeMoney(parts: Parts) {
  return { fee: makeFee(parts), purse: makePurse(parts), fund: makeFund(parts) };
}

function makeFee(parts: Parts) {
  const { cents, formula, clause } = parts;
  return said(MONEY.fee, {
    says: z.string(),
    on: z.string(),
    when: formula.optional(),
    cents,
    who: formula.optional(),
    to: z.string().optional(),
    'in-full': z.boolean().default(false),
    clause,
  }).transform((s) => (id: string): FeeRule => ({
    id,
    says: s.says,
    on: s.on,
    ...(s.when ? { when: s.when } : {}),
    cents: s.cents,
    ...(s.who ? { who: s.who } : {}),
    ...(s.to !== undefined ? { to: s.to } : {}),
    inFull: s['in-full'],
    clauses: s.clause,
  }));
}

function makePurse(parts: Parts) {
  const { cents, formula, clause, refs, words } = parts;
  const rule = said(MONEY.purseRule, {
    when: formula.optional(),
    table: formula.optional(),
    beyond: z.union([z.literal('last'), cents]).optional(),
    give: cents.optional(),
    pot: cents.optional(),
    shares: formula.optional(),
    unclaimed: z.enum(UNCLAIMED).default('stays'),
    clause: clause.optional(),
  }).refine((s) => [s.table, s.give, s.pot].filter((each) => each !== undefined).length === 1, {
    message: 'a rule of a purse has a table, give or a pot, and only one of them',
  });
  const release = said(MONEY.release, { must: formula, says: z.string(), clause: clause.optional() });
  const split = z.array(said(MONEY.split, { to: z.string(), share: formula })).default([]);
  const collectors = said(MONEY.collectors, { by: words, clause: clause.optional() });
  return said(MONEY.purse, {
    says: z.string().default('purse'),
    rounds: refs('round').default([]),
    classes: refs('class').default([]),
    when: formula.optional(),
    place: z.enum(['race', 'round']).default('race'),
    rules: z.array(rule).min(1),
    from: z.string().default('purse'),
    split,
    remainder: z.enum(REMAINDERS).default('largest-remainder'),
    'collected-by': z.union([collectors, words.transform((by) => ({ by, clause: undefined }))]).optional(),
    once: z.boolean().default(false),
    official: z.boolean().default(false),
    release: z.array(release).default([]),
    clause,
  }).transform((s) => (id: string): PurseBlock => ({
    id,
    says: s.says,
    rounds: s.rounds,
    classes: s.classes,
    ...(s.when ? { when: s.when } : {}),
    place: s.place,
    rules: s.rules.map(({ clause: own, ...r }) => ({ ...given(r), unclaimed: r.unclaimed, clauses: own ?? s.clause })),
    from: s.from,
    split: s.split,
    remainder: s.remainder,
    collectedBy: s['collected-by']?.by ?? [],
    collectClauses: s['collected-by']?.clause ?? s.clause,
    once: s.once,
    official: s.official,
    release: s.release.map((each) => ({ must: each.must, says: each.says, clauses: each.clause ?? s.clause })),
    clauses: s.clause,
  }));
}

function makeFund(parts: Parts) {
  const { cents, formula, clause } = parts;
  const receipt = said(MONEY.receipt, {
    on: z.enum(['meeting', 'sign-in']),
    when: formula.optional(),
    cents,
    from: z.string(),
    clause: clause.optional(),
  });
  const shares = makeShares(parts);
  return said(MONEY.fund, {
    says: z.string(),
    receives: z.record(z.string(), receipt).default({}),
    shares: shares.optional(),
    clause,
  }).transform((s) => (id: string): FundRule => ({
    id,
    says: s.says,
    receives: Object.entries(s.receives).map(([name, r]) => ({
      id: name,
      on: r.on,
      ...(r.when ? { when: r.when } : {}),
      cents: r.cents,
      from: r.from,
      clauses: r.clause ?? s.clause,
    })),
    ...(s.shares ? { shares: s.shares(s.clause) } : {}),
    clauses: s.clause,
  }));
}

function makeShares(parts: Parts) {
  const { cents, formula, clause, ref } = parts;
  const deduction = said(MONEY.deduction, {
    says: z.string(),
    cents,
    each: cents.optional(),
    to: z.string().optional(),
    clause: clause.optional(),
  });
  return said(MONEY.shares, {
    on: ref('act'),
    amount: cents.optional(),
    first: z.array(deduction).default([]),
    'by-class': said(MONEY.byClass, { weight: formula, clause: clause.optional() }).optional(),
    table: z.string().optional(),
    places: said(MONEY.places, { first: formula, clause: clause.optional() }).optional(),
    weight: formula.optional(),
    percents: formula.optional(),
    eligible: said(MONEY.eligible, { must: formula, else: z.enum(UNCLAIMED).default('stays'), clause: clause.optional() }).optional(),
    remainder: z.enum(REMAINDERS).default('largest-remainder'),
    clause: clause.optional(),
  })
    .refine((s) => s.weight === undefined || s.percents === undefined, { message: 'shares go by weight or by percents, not both' })
    .transform((s) => (of: Clauses): FundShares => {
      const clauses = s.clause ?? of;
      return {
        on: s.on,
        ...(s.amount ? { amount: s.amount } : {}),
        first: s.first.map(({ clause: own, ...d }) => ({ ...given(d), clauses: own ?? clauses })),
        ...(s['by-class'] ? { classWeight: s['by-class'].weight } : {}),
        classClauses: s['by-class']?.clause ?? clauses,
        ...(s.table !== undefined ? { table: s.table } : {}),
        ...(s.places ? { places: s.places.first } : {}),
        placesClauses: s.places?.clause ?? clauses,
        ...(s.weight ? { weight: s.weight } : {}),
        ...(s.percents ? { percents: s.percents } : {}),
        ...(s.eligible ? { eligible: s.eligible.must } : {}),
        ineligible: s.eligible?.else ?? 'stays',
        eligibleClauses: s.eligible?.clause ?? clauses,
        remainder: s.remainder,
        clauses,
      };
    });
}
