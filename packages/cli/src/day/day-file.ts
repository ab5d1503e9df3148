import { type Problem, readYaml } from '@racetower/rulebook';
import { z } from 'zod';

const step = z.record(z.string(), z.unknown());
export const steps = z.array(step);

/** What a moment is made of beside when it comes. */
export const momentParts = {
  lap: z.int().positive().optional(),
  before: z.boolean().optional(),
  after: z.boolean().optional(),
  /** Time that passes first, as `25 minutes`. */
  wait: z
    .string()
    .regex(/^\d+ (minutes?|hours?|days?)$/, 'as `25 minutes`, `2 hours` or `3 days`')
    .optional(),
  tell: z.string(),
  /** Names for cars and people of this moment, for later steps and explanations. */
  names: z.record(z.string(), z.string()).default({}),
  do: steps.default([]),
  /** No race is run after it. */
  ends: z.boolean().default(false),
};

const moment = z.strictObject({ race: z.string(), ...momentParts });

/** How a race day goes: what is the same at every one. */
export const routineParts = {
  kind: z.string().optional(),
  opens: z.string().default('12:00'),
  'races-at': z.string().default('18:00'),
  /** The draw of the pills at sign-in. */
  pills: z.string().optional(),
  papers: steps.default([]),
  'before-round': z.record(z.string(), steps).default({}),
  'after-race': steps.default([]),
};

/** What is shown and explained when all is run. */
export const endParts = {
  show: z.array(z.record(z.string(), z.string())).default([]),
  explain: z.array(z.strictObject({ ask: z.string(), what: z.string(), meeting: z.string().optional() })).default([]),
};

const schema = z.strictObject({
  day: z.string(),
  rulebook: z.string(),
  seed: z.int(),
  season: z.strictObject({ id: z.string(), starts: z.string(), ends: z.string().optional() }).optional(),
  meeting: z.string(),
  ...routineParts,
  drivers: z.array(z.string()).min(1),
  handlers: z.array(z.string()).min(1),
  cars: z.record(z.string(), z.int().min(0)),
  moments: z.array(moment).default([]),
  ...endParts,
});

/** The story of a day as it is written: who comes, what happens when, what is shown at the end. */
export type DayFile = z.infer<typeof schema>;
export type Moment = z.infer<typeof moment>;

/** What is needed to run a race day; a day of a story, or a show of a season. */
export interface RaceDay extends Pick<
  DayFile,
  'meeting' | 'kind' | 'opens' | 'races-at' | 'pills' | 'papers' | 'before-round' | 'after-race'
> {
  readonly season?: { readonly id: string } | undefined;
  readonly moments: readonly Moment[];
  /** Races without a moment in a lap are told by their finish alone. */
  readonly quick?: boolean;
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a day; problems name file, line and column. */
export function readDay(file: string): Read<DayFile> {
  return readStory(file, schema);
}

/** Reads a story by its schema; problems name file, line and column. */
export function readStory<T>(file: string, shape: z.ZodType<T>): Read<T> {
  const source = readYaml(file);
  if (source.problems.length > 0) return { ok: false, problems: source.problems };
  const parsed = shape.safeParse(source.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map((issue): Problem => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    return { file, ...source.locate(path), says: issue.message, path: path.join('.'), severity: 'error' };
  });
  return { ok: false, problems };
}
