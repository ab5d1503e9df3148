import type {
  AmountRule,
  DeadlineRule,
  EvidenceRule,
  Expr,
  NoticeRule,
  PanelRule,
  PublicNamesRule,
  PublishRule,
  Suspension,
  TeamRule,
} from '@racetower/engine';
import { SHORT_NAMES, SUSPENDED } from '@racetower/engine';
import { z } from 'zod';
import { literal } from '../formula.ts';
import type { Parts } from './parts.ts';
import { said } from './said.ts';
import { DISCIPLINE } from './words/discipline.ts';
import { PARTS } from './words/parts.ts';

/** Leaves out what is not given, as optional fields want it. */
export function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** The schema of a suspension, which consequences use. */
export function makeSuspension(formula: z.ZodType<Expr, number | boolean | string>, act: z.ZodType<string>) {
  return said(PARTS.suspend, {
    races: formula.optional(),
    meetings: formula.optional(),
    days: formula.optional(),
    months: formula.optional(),
    years: formula.optional(),
    until: formula.optional(),
    ever: z.boolean().default(false),
    who: z.union([z.enum(SUSPENDED).transform((one) => [one]), z.array(z.enum(SUSPENDED))]).default(['self']),
    from: z.union([z.enum(['next', 'now', 'next-season']), formula]).optional(),
    rest: z.literal('meeting').optional(),
    exact: z.boolean().default(false),
    counts: formula.optional(),
    stack: z.enum(['consecutive', 'concurrent']).default('consecutive'),
    across: z.boolean().default(true),
    'until-paid': z.boolean().default(false),
    'lifted-by': act.optional(),
    bars: z.array(z.string()).default(['race']),
  }).transform((s): Suspension => {
    const { rest, 'until-paid': untilPaid, 'lifted-by': liftedBy, from, ...others } = s;
    const counted = s.races !== undefined || s.meetings !== undefined;
    return given({
      ...others,
      kind: 'suspend' as const,
      rest: rest !== undefined,
      from: from ?? (counted ? ('next' as const) : ('now' as const)),
      untilPaid,
      liftedBy,
    }) as Suspension;
  });
}

/** Schemas of amounts, panels, deadlines, letters and teams. */
export function makeDiscipline(parts: Parts) {
  const { formula, clause, refs, ref } = parts;
  const { cents: money } = parts;
  const amount = said(DISCIPLINE.amount, {
    default: money.optional(),
    least: money.optional(),
    most: money.optional(),
    by: refs('role').default([]),
    required: z.boolean().default(false),
    clause: clause.optional(),
  }).transform((s) => (field: string, clauses: readonly string[]): AmountRule => {
    const { clause: own, ...others } = s;
    return given({ ...others, field, clauses: own ?? clauses }) as AmountRule;
  });
  const panel = said(DISCIPLINE.panel, {
    record: ref('act'),
    field: z.string().default('vote'),
    quorum: formula.optional(),
    carried: formula.optional(),
    recuse: z.array(z.enum(['filer', 'against', 'team'])).default(['filer', 'against', 'team']),
    'recuse-when': formula.optional(),
    aside: ref('act').optional(),
    clause,
  }).transform((s): PanelRule => {
    const { clause: clauses, 'recuse-when': recuseWhen, ...others } = s;
    return given({ ...others, recuseWhen, clauses }) as PanelRule;
  });
  const deadline = said(DISCIPLINE.deadline, {
    says: z.string(),
    from: formula,
    minutes: formula.optional(),
    hours: formula.optional(),
    days: formula.optional(),
    months: formula.optional(),
    time: formula.optional(),
    after: formula.optional(),
    zone: formula.optional(),
    of: refs('case').optional(),
    about: refs('case').optional(),
    clause,
  }).transform((s) => (id: string): DeadlineRule => {
    const { clause: clauses, ...others } = s;
    return given({ ...others, id, clauses }) as DeadlineRule;
  });
  const notice = said(DISCIPLINE.notice, {
    says: z.string(),
    text: z.string(),
    to: z.enum(['filer', 'against', 'driver', 'team']).default('against'),
    when: formula.optional(),
    channels: z.array(z.string()).default([]),
    record: ref('act'),
    deadline: ref('deadline').optional(),
    clause,
  }).transform((s) => (id: string): NoticeRule => {
    const { clause: clauses, ...others } = s;
    return given({ ...others, id, clauses }) as NoticeRule;
  });
  const teams = said(DISCIPLINE.teams, {
    owner: z.string().default('owner'),
    crew: z.array(z.string()).default(['crew']),
    'car-id': z.string().optional(),
    joins: ref('act').optional(),
    clause,
  }).transform((s): TeamRule => given({ owner: s.owner, crew: s.crew, carId: s['car-id'], joins: s.joins, clauses: s.clause }) as TeamRule);
  return { amount, panel, deadline, notice, teams, ...makePublic(parts) };
}

/** Schemas of what is handed in on a case and of what everybody may read. */
function makePublic({ formula, clause, words, ref }: Parts) {
  const evidence = said(DISCIPLINE.evidence, {
    record: ref('act'),
    by: words.default(['filer', 'against']),
    deadline: ref('deadline').optional(),
    private: z.boolean().default(false),
    clause: clause.optional(),
  }).transform((s) => (clauses: readonly string[]): EvidenceRule => {
    const { clause: own, ...others } = s;
    return given({ ...others, clauses: own ?? clauses }) as EvidenceRule;
  });
  const published = said(DISCIPLINE.published, {
    outcomes: z.array(z.string()).default([]),
    hides: z.array(z.string()).default([]),
    when: formula.optional(),
    clause: clause.optional(),
  }).transform((s) => (clauses: readonly string[]): PublishRule => {
    const { clause: own, ...others } = s;
    return given({ ...others, clauses: own ?? clauses }) as PublishRule;
  });
  const publicNames = said(DISCIPLINE.publicNames, {
    under: formula.default(literal(18)),
    as: z.enum(SHORT_NAMES).default('first-and-initial'),
    unknown: z.enum(['short', 'whole']).default('short'),
    clause,
  }).transform((s): PublicNamesRule => {
    const { clause: clauses, ...others } = s;
    return { ...others, clauses };
  });
  return { evidence, published, publicNames };
}
