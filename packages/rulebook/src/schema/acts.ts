import type { Act, ActSubject, CaseRule, Combining, DrawRule, Ladder, Requirement } from '@racetower/engine';
import { ACT_SUBJECTS, HELD } from '@racetower/engine';
import { z } from 'zod';
import { type Parts, withClauses } from './parts.ts';
import { makeDiscipline } from './discipline.ts';
import { said } from './said.ts';
import { ACTS } from './words/acts.ts';
import { DISCIPLINE } from './words/discipline.ts';

/** The words by which an act says what it is about. */
const SUBJECT_WORDS: Readonly<Record<ActSubject, readonly string[]>> = {
  club: [],
  season: [],
  meeting: [],
  class: ['class'],
  race: [],
  entry: ['class', 'car'],
  car: ['car'],
  person: ['person'],
  case: ['case'],
};

/** Schemas of what officials put on record and decide: marks, records, calls, ladders, requirements, draws, cases. */
export function makeActs(parts: Parts) {
  const { formula, clause, consequences, ref, refs, fields } = parts;
  const by = refs('role').describe('roles that may; left out: anyone');
  const act = (sort: Act['sort']) =>
    said(ACTS.act, {
      says: z.string(),
      of: z.enum(ACT_SUBJECTS).describe('what it is about'),
      by: by.optional(),
      approvals: refs('role').default([]).describe('roles that must all be named in `approvals`'),
      fields: fields.default([]),
      ladder: ref('ladder').optional().describe('its nth time takes the nth step of this ladder'),
      then: consequences.default([]).describe('what follows from it'),
      once: said(ACTS.once, {
        per: z.enum(['restart', 'race', 'meeting', 'season', 'ever']),
        says: z.string(),
        clause: clause.optional(),
      }).optional(),
      'confirmed-by': said(ACTS.confirmed, { by: by.optional(), needs: formula, clause: clause.optional() })
        .optional()
        .describe('of a call: it stands once several officials are for it'),
      displaces: said(ACTS.displaces, { when: formula, clause: clause.optional() })
        .optional()
        .describe('earlier ones (`old`) that a new one pushes out'),
      'good-until': formula.optional().describe('of a record: the last day on which it is good, as `act.until` or `add_months(today, 12)`'),
      clause,
    })
      .superRefine((s, context) => {
        const own = s.fields.find((field) => SUBJECT_WORDS[s.of].includes(field.name));
        if (s['confirmed-by'] && sort !== 'call')
          context.addIssue({ code: 'custom', path: ['confirmed-by'], message: `a ${sort} stands at once: only a call waits for others` });
        if (s['good-until'] && sort !== 'record')
          context.addIssue({ code: 'custom', path: ['good-until'], message: `a ${sort} does not run out: only a record does` });
        if (own)
          context.addIssue({
            code: 'custom',
            path: ['fields', own.name],
            message: `what is of a ${s.of} says its ${own.name} already: call the field otherwise`,
          });
      })
      .transform((s) => (id: string): Act => ({
        id,
        sort,
        says: s.says,
        of: s.of,
        by: s.by ?? [],
        approvals: s.approvals,
        fields: s.fields,
        ...(s.ladder !== undefined ? { ladder: s.ladder } : {}),
        then: withClauses(s.then, s.clause),
        ...(s.once ? { once: { per: s.once.per, says: s.once.says, clauses: s.once.clause ?? s.clause } } : {}),
        clauses: s.clause,
        ...(s['confirmed-by']
          ? {
              confirmedBy: {
                by: s['confirmed-by'].by ?? s.by ?? [],
                needs: s['confirmed-by'].needs,
                clauses: s['confirmed-by'].clause ?? s.clause,
              },
            }
          : {}),
        ...(s['good-until'] ? { goodUntil: s['good-until'] } : {}),
        ...(s.displaces ? { displaces: { when: s.displaces.when, clauses: s.displaces.clause ?? s.clause } } : {}),
      }));
  const ladder = said(ACTS.ladder, {
    over: z.enum(['race', 'meeting', 'season', 'months', 'ever']).describe('what it counts over'),
    months: z.number().int().positive().optional().describe('for months: over so many months back'),
    shares: refs('ladder').default([]).describe('ladders whose count it shares'),
    forgets: said(DISCIPLINE.forgets, {
      days: z.number().int().default(0),
      months: z.number().int().default(0),
      clause: clause.optional(),
    })
      .optional()
      .describe('one is forgotten for each such time without another'),
    whose: z.enum(['car', 'driver', 'person', 'owner']).default('car'),
    when: formula.optional().describe('it does not count while this is false'),
    'when-clause': clause.optional(),
    steps: z.array(said(ACTS.ladderStep, { at: z.number().int().positive(), then: z.array(parts.consequence), clause: clause.optional() })),
    repeat: z.boolean().default(false).describe('the last step is taken again after it'),
    clause,
  }).transform((s) => (id: string): Ladder => ({
    id,
    over: s.over,
    ...(s.months !== undefined ? { months: s.months } : {}),
    shares: s.shares,
    ...(s.forgets ? { forgets: { days: s.forgets.days, months: s.forgets.months, clauses: s.forgets.clause ?? s.clause } } : {}),
    whose: s.whose,
    ...(s.when ? { when: s.when } : {}),
    whenClauses: s['when-clause'] ?? s.clause,
    steps: s.steps.map((step) => ({ at: step.at, consequences: step.then, clauses: step.clause ?? s.clause })),
    repeat: s.repeat,
    clauses: s.clause,
  }));
  const requirement = said(ACTS.requirement, {
    at: z
      .union([z.string().transform((one) => [one]), z.array(z.string())])
      .describe('command or `call:NAME`, `record:NAME`, `mark:NAME`, `draw:NAME`, `file:CASE`, `rule:CASE`'),
    when: formula.optional(),
    must: formula.describe('holds, or else'),
    until: formula.optional(),
    says: z.string().describe('said when it does not; {name} is replaced by its value'),
    effect: z.enum(['refuse', 'flag', 'confirm']).default('refuse'),
    override: refs('role').default([]),
    clause,
  }).transform((s): Requirement => ({
    at: s.at,
    ...(s.when ? { when: s.when } : {}),
    must: s.must,
    ...(s.until ? { until: s.until } : {}),
    says: s.says,
    effect: s.effect,
    override: s.override,
    clauses: s.clause,
  }));
  const draw = said(ACTS.draw, {
    of: z.enum(['entry', 'meeting', 'class', 'race']),
    says: z.string(),
    from: z
      .union([formula, z.array(z.union([z.string(), z.number()])).transform((items) => listOf(items))])
      .optional()
      .describe('what is in the bucket: a list or a formula that gives one'),
    low: formula.optional(),
    high: formula.optional(),
    count: formula.optional().describe('how many are drawn; more than one makes a list'),
    by: by.optional(),
    clause,
  }).transform((s) => (id: string): DrawRule => ({
    id,
    of: s.of,
    says: s.says,
    ...(s.from ? { from: s.from } : {}),
    ...(s.low ? { low: s.low } : {}),
    ...(s.high ? { high: s.high } : {}),
    ...(s.count ? { count: s.count } : {}),
    by: s.by ?? [],
    clauses: s.clause,
  }));
  const combining = said(ACTS.combining, {
    classes: refs('class').default([]),
    when: formula.optional(),
    approvals: refs('role').default([]),
    consent: z.enum(['all', 'refund', 'none']).default('none'),
    says: z.string(),
    clause,
  }).transform((s) => (id: string): Combining => ({
    id,
    classes: s.classes,
    ...(s.when ? { when: s.when } : {}),
    approvals: s.approvals,
    consent: s.consent,
    says: s.says,
    clauses: s.clause,
  }));
  return { act, ladder, requirement, draw, combining, caseRule: makeCase(parts) };
}

function listOf(items: readonly (string | number)[]) {
  const values = items.map((item) => (typeof item === 'number' ? BigInt(item) : item));
  return { source: JSON.stringify(items), names: [], evaluate: () => values };
}

function makeCase(parts: Parts) {
  const { formula, clause, consequences, refs, ref, fields } = parts;
  const { amount, panel, evidence, published } = makeDiscipline(parts);
  const outcome = said(ACTS.outcome, {
    says: z.string(),
    on: z.enum(['against', 'filer']).default('against').describe('who bears the consequences'),
    fields: fields.default([]),
    amounts: z.record(z.string(), amount).default({}),
    ladder: ref('ladder').optional(),
    'confirmed-by': ref('act').optional(),
    'sets-aside': z.boolean().default(false),
    'holds-while': formula.optional(),
    then: consequences.default([]),
    fee: z.array(said(ACTS.feePart, { to: z.string(), share: formula.describe('per cent of the fee') })).default([]),
    clause,
  });
  return said(ACTS.case, {
    says: z.string(),
    by: parts.words.default(['anyone']),
    fields: fields.default([]),
    fee: said(ACTS.caseFee, { cents: formula, pay: z.array(z.string()).default([]), clause }).optional(),
    opens: said(ACTS.opens, {
      at: z
        .string()
        .regex(/^(finish|(flag|mark|record|call):[a-z][a-z0-9-]*)$/, 'say finish, or flag:NAME, mark:NAME, record:NAME, call:NAME'),
      rounds: refs('round').default([]),
      clause: clause.optional(),
    }).optional(),
    holds: z.array(z.enum(HELD)).default([]),
    stays: formula.optional(),
    'holds-purse-of': z.enum(['moved', 'race']).default('moved'),
    lapses: said(ACTS.lapses, { when: formula, says: z.string(), outcome: z.string(), clause }).optional(),
    outcomes: z.record(z.string(), outcome),
    'decided-by': refs('role').default([]),
    panel: panel.optional(),
    evidence: z.array(evidence).default([]),
    published: published.optional(),
    clause,
  }).transform((s) => (id: string): CaseRule => ({
    id,
    says: s.says,
    by: s.by,
    fields: s.fields,
    ...(s.fee ? { fee: { cents: s.fee.cents, pay: s.fee.pay, clauses: s.fee.clause } } : {}),
    ...(s.opens ? { opens: { at: s.opens.at, rounds: s.opens.rounds, clauses: s.opens.clause ?? s.clause } } : {}),
    holds: s.holds,
    ...(s.stays ? { stays: s.stays } : {}),
    holdsPlaces: s['holds-purse-of'],
    ...(s.lapses ? { lapses: { when: s.lapses.when, says: s.lapses.says, outcome: s.lapses.outcome, clauses: s.lapses.clause } } : {}),
    outcomes: Object.entries(s.outcomes).map(([name, o]) => ({
      id: name,
      says: o.says,
      on: o.on,
      fields: o.fields,
      amounts: Object.entries(o.amounts).map(([field, make]) => make(field, o.clause)),
      ...(o.ladder !== undefined ? { ladder: o.ladder } : {}),
      ...(o['confirmed-by'] !== undefined ? { confirmedBy: o['confirmed-by'] } : {}),
      ...(o['sets-aside'] ? { setsAside: true } : {}),
      ...(o['holds-while'] ? { holdsWhile: o['holds-while'] } : {}),
      then: withClauses(o.then, o.clause),
      fee: o.fee,
      clauses: o.clause,
    })),
    decidedBy: s['decided-by'],
    ...(s.panel ? { panel: s.panel } : {}),
    ...(s.evidence.length > 0 ? { evidence: s.evidence.map((make) => make(s.clause)) } : {}),
    ...(s.published ? { published: s.published(s.clause) } : {}),
    clauses: s.clause,
  }));
}
