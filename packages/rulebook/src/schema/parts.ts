import {
  type Act,
  BEARERS,
  type Clauses,
  type ConditionalConsequence,
  type Consequence,
  type Expr,
  MOVES_UP,
  REACHES,
  STATUS_REACHES,
} from '@racetower/engine';
import { centsOf, MONEY } from '../money.ts';
import { z } from 'zod';
import { type FormulaCompiler, literal } from '../formula.ts';
import { didYouMean } from '../nearest.ts';
import type { KnownWords, Word } from './known.ts';
import { given, makeSuspension } from './discipline.ts';
import { said } from './said.ts';
import { PARTS } from './words/parts.ts';

/** What a schema is made with: the words that the rulebook defines and the formula compiler for its zone. */
export interface Making {
  readonly known: KnownWords;
  readonly formulas: FormulaCompiler;
}

/** The small pieces that all blocks are made of. */
export function makeParts(making: Making) {
  const ref = (word: Word) =>
    z.coerce
      .string()
      .superRefine((name, context) => {
        if (!making.known[word].has(name))
          context.addIssue({
            code: 'custom',
            // A name is read from a word or a number, so what is not there arrives as this word.
            message: name === 'undefined' ? 'is missing' : `there is no ${word} "${name}"${didYouMean(name, making.known[word])}`,
          });
      })
      .meta({ 'x-names': word });
  const refs = (word: Word) => z.union([ref(word).transform((one) => [one]), z.array(ref(word))]);
  const clause = refs('clause')
    .refine((ids) => ids.length > 0, { message: 'a block cites at least one clause' })
    .describe('the clause or clauses this comes from');
  const formula = z
    .union([z.number(), z.boolean(), z.string()])
    .transform((source, context): Expr => {
      try {
        const expr = making.formulas.compile(source);
        for (const name of expr.names) {
          if (!making.known.formula.has(name))
            context.addIssue({
              code: 'custom',
              message: `the formula reads "${name}", which is neither a name of the sport nor a value of this rulebook${didYouMean(name, making.known.formula)}`,
            });
        }
        return expr;
      } catch (error) {
        context.addIssue({
          code: 'custom',
          message: `not a formula: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
        });
        return literal(false);
      }
    })
    .meta({ 'x-names': 'formula' });
  // The list comes first: a text can be made of anything, of a list too.
  const words = z.union([z.array(z.coerce.string()), z.coerce.string().transform((one) => [one])]);
  const fields = z
    .record(z.string(), z.union([z.enum(FIELD_TYPES), z.array(z.string())]))
    .describe('fields that are filled in: name to type; `name?` may be left out; a list gives the choices')
    .transform((source) => Object.entries(source).map(([name, type]) => fieldOf(name, type)));
  const cents = z.union([money, formula]);
  return { ref, refs, clause, formula, cents, words, fields, ...makeConsequences(making, formula, clause, ref) };
}

export type Parts = ReturnType<typeof makeParts>;

const FIELD_TYPES = [
  'text',
  'number',
  'boolean',
  'date',
  'time',
  'instant',
  'money',
  'car',
  'cars',
  'person',
  'class',
  'list',
  'order',
  'link',
] as const;

function fieldOf(key: string, type: (typeof FIELD_TYPES)[number] | readonly string[]): Act['fields'][number] {
  const optional = key.endsWith('?');
  const name = optional ? key.slice(0, -1) : key;
  return typeof type === 'string' ? { name, type, optional } : { name, type: 'choice', choices: type, optional };
}

type Formula = z.ZodType<Expr, number | boolean | string>;

/** An amount as `$25.00`, in cents. */
const money = z
  .string()
  .regex(MONEY)
  .transform((text) => literal(centsOf(text) ?? 0));

function makeConsequences(making: Making, formula: Formula, clause: z.ZodType<string[]>, ref: (word: Word) => z.ZodType<string>) {
  const WORDS = ['warning', 'reprimand', 'withdraw', 'noted', 'called-back', 'undroppable', 'give-award', 'return-awards', 'tail'] as const;
  const word = z.enum(WORDS).transform((name): Consequence => (name === 'tail' ? { kind: 'rear', place: 'tail' } : { kind: name }));
  const one: z.ZodType<Consequence> = z.lazy(() => z.union([word, ...maps]));
  const suspension = makeSuspension(formula, ref('act'));
  const maps = [
    said(PARTS.spots, { spots: formula, 'no-room': z.array(one).default([]) }).transform((s): Consequence => ({
      kind: 'spots',
      count: s.spots,
      noRoom: s['no-room'],
    })),
    said(PARTS.rear, {
      rear: z.enum(['tail', 'ahead-of-lapped', 'last-row']),
      order: z.enum(['kept', 'as-given']).optional(),
      from: z.literal('next-restart').optional(),
    }).transform((s): Consequence => ({
      kind: 'rear',
      place: s.rear,
      ...(s.order ? { order: s.order } : {}),
      ...(s.from ? { from: s.from } : {}),
    })),
    said(PARTS.behind, { behind: z.string() }).transform((s): Consequence => ({ kind: 'behind', field: s.behind })),
    said(PARTS.order, { order: z.string() }).transform((s): Consequence => ({ kind: 'order', field: s.order })),
    said(PARTS.count, { count: ref('ladder'), by: z.number().int().default(1) }).transform((s): Consequence => ({
      kind: 'count',
      ladder: s.count,
      by: s.by,
    })),
    said(PARTS.off, { off: ref('status') }).transform((s): Consequence => ({ kind: 'off', status: s.off })),
    said(PARTS.status, {
      status: ref('status'),
      of: z.enum(STATUS_REACHES).optional(),
      'moves-up': z.enum(MOVES_UP).optional(),
    }).transform((s): Consequence => ({
      kind: 'status',
      status: s.status,
      ...(s.of ? { of: s.of } : {}),
      ...(s['moves-up'] ? { movesUp: s['moves-up'] } : {}),
    })),
    said(PARTS.places, { places: formula }).transform((s): Consequence => ({ kind: 'places', count: s.places })),
    said(PARTS.lose, {
      lose: z.enum(['points', 'awards', 'purse']),
      of: z.enum(REACHES),
      classes: z.enum(['own', 'all']).optional(),
      blocks: z.array(ref('block')).optional(),
    }).transform((s): Consequence => ({
      kind: 'lose',
      what: s.lose,
      of: s.of,
      ...(s.classes ? { classes: s.classes } : {}),
      ...(s.blocks ? { blocks: s.blocks } : {}),
    })),
    said(PARTS.points, {
      points: formula,
      droppable: z.boolean().default(true),
      of: z.enum(['race', 'season']).optional(),
      floor: formula.optional(),
      block: ref('block').optional(),
    }).transform((s): Consequence => ({
      kind: 'points',
      count: s.points,
      droppable: s.droppable,
      ...(s.block !== undefined ? { block: s.block } : {}),
      ...(s.of ? { of: s.of } : {}),
      ...(s.floor ? { floor: s.floor } : {}),
    })),
    said(PARTS.scorePoints, { 'score-points': formula }).transform((s): Consequence => ({
      kind: 'score-points',
      count: s['score-points'],
    })),
    said(PARTS.startRear, {
      'start-rear': formula,
      rounds: z.array(ref('round')).default([]),
      unit: z.enum(['race', 'meeting']).optional(),
      counts: formula.optional(),
      classes: z.enum(['own', 'all']).optional(),
    }).transform((s): Consequence => ({
      kind: 'start-rear',
      races: s['start-rear'],
      ...given({ rounds: s.rounds, unit: s.unit, counts: s.counts, classes: s.classes }),
    })),
    said(PARTS.addTime, { 'add-time': formula, run: formula.optional() }).transform((s): Consequence => ({
      kind: 'add-time',
      ms: s['add-time'],
      ...(s.run ? { run: s.run } : {}),
    })),
    said(PARTS.loseTime, { 'lose-time': z.enum(['best', 'all']) }).transform((s): Consequence => ({
      kind: 'lose-time',
      which: s['lose-time'],
    })),
    said(PARTS.fine, { fine: z.union([money, formula]), to: z.string().default('fines') }).transform((s): Consequence => ({
      kind: 'fine',
      cents: s.fine,
      to: s.to,
    })),
    said(PARTS.probation, {
      probation: said(PARTS.probationTime, { days: formula.optional(), months: formula.optional(), until: formula.optional() }),
    }).transform((s): Consequence => ({ kind: 'probation', ...given(s.probation) })),
    said(PARTS.refund, { refund: formula }).transform((s): Consequence => ({ kind: 'refund', cents: s.refund })),
    said(PARTS.suspended, { suspend: suspension }).transform((s): Consequence => s.suspend),
    said(PARTS.endRace, { 'end-race': z.enum(['now', 'next-flag']) }).transform((s): Consequence => ({
      kind: 'end-race',
      at: s['end-race'],
    })),
    said(PARTS.pauseClock, { 'pause-clock': ref('clock') }).transform((s): Consequence => ({
      kind: 'pause-clock',
      clock: s['pause-clock'],
    })),
    said(PARTS.resumeClock, { 'resume-clock': ref('clock') }).transform((s): Consequence => ({
      kind: 'resume-clock',
      clock: s['resume-clock'],
    })),
    said(PARTS.setValue, {
      'set-value': ref('value'),
      from: z.string(),
      of: z.enum(['race', 'class', 'meeting']).default('race'),
    }).transform((s): Consequence => ({ kind: 'set-value', value: s['set-value'], field: s.from, of: s.of })),
    said(PARTS.alternateStarts, { 'alternate-starts': z.string().nullable() }).transform((s): Consequence => ({
      kind: 'alternate-starts',
      ...(s['alternate-starts'] ? { field: s['alternate-starts'] } : {}),
    })),
  ] as const;
  const known = new Set<string>([
    ...WORDS,
    'spots',
    'rear',
    'behind',
    'order',
    'count',
    'off',
    'status',
    'places',
    'lose',
    'points',
    'score-points',
    'start-rear',
    'lose-time',
    'add-time',
    'fine',
    'refund',
    'suspend',
    'probation',
    'reprimand',
    'end-race',
    'pause-clock',
    'resume-clock',
    'set-value',
    'alternate-starts',
    'when',
  ]);
  const named = z.unknown().superRefine((source, context) => {
    const main = typeof source === 'string' ? source : Object.keys(source ?? {})[0];
    if (main === undefined || !known.has(main))
      context.addIssue({ code: 'custom', message: `"${String(main)}" is not a consequence${didYouMean(String(main), known)}` });
  });
  const conditional = said(PARTS.conditional, {
    when: formula.optional(),
    on: z.enum(BEARERS).optional(),
    do: z.array(one),
    clause: clause.optional(),
  }).transform((s): ConditionalConsequence => ({
    ...(s.when ? { when: s.when } : {}),
    ...(s.on ? { on: s.on } : {}),
    consequences: s.do,
    clauses: s.clause ?? [],
  }));
  const consequences = z.array(z.union([one.transform((c): ConditionalConsequence => ({ consequences: [c], clauses: [] })), conditional]));
  void named;
  void making;
  return { consequence: one, consequences };
}

/** Gives conditional consequences the clauses of their block where they have none of their own. */
export function withClauses(parts: readonly ConditionalConsequence[], clauses: Clauses): readonly ConditionalConsequence[] {
  return parts.map((part) => (part.clauses.length > 0 ? part : { ...part, clauses }));
}
