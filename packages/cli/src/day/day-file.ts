import { type Problem, readYaml } from '@racetower/rulebook';
import { z } from 'zod';

const step = z.record(z.string(), z.unknown());
const steps = z.array(step);

const schema = z.strictObject({
  day: z.string(),
  rulebook: z.string(),
  seed: z.int(),
  season: z.strictObject({ id: z.string(), starts: z.string(), ends: z.string().optional() }).optional(),
  meeting: z.string(),
  kind: z.string().optional(),
  opens: z.string().default('12:00'),
  'races-at': z.string().default('18:00'),
  /** The draw of the pills at sign-in. */
  pills: z.string().optional(),
  drivers: z.array(z.string()).min(1),
  handlers: z.array(z.string()).min(1),
  cars: z.record(z.string(), z.int().min(0)),
  papers: steps.default([]),
  'before-round': z.record(z.string(), steps).default({}),
  'after-race': steps.default([]),
  moments: z
    .array(
      z.strictObject({
        race: z.string(),
        lap: z.int().positive().optional(),
        before: z.boolean().optional(),
        after: z.boolean().optional(),
        /** Time that passes first, as `25 minutes`. */
        wait: z
          .string()
          .regex(/^\d+ minutes?$/)
          .optional(),
        tell: z.string(),
        /** Names for cars of this moment, for later steps and explanations. */
        names: z.record(z.string(), z.string()).default({}),
        do: steps.default([]),
      }),
    )
    .default([]),
  show: z.array(z.record(z.string(), z.string())).default([]),
  explain: z.array(z.strictObject({ ask: z.string(), what: z.string() })).default([]),
});

/** The story of a day as it is written: who comes, what happens when, what is shown at the end. */
export type DayFile = z.infer<typeof schema>;
export type Moment = DayFile['moments'][number];

/** Reads a day; problems name file, line and column. */
export function readDay(
  file: string,
): { readonly ok: true; readonly day: DayFile } | { readonly ok: false; readonly problems: readonly Problem[] } {
  const source = readYaml(file);
  if (source.problems.length > 0) return { ok: false, problems: source.problems };
  const parsed = schema.safeParse(source.value);
  if (parsed.success) return { ok: true, day: parsed.data };
  const problems = parsed.error.issues.map((issue): Problem => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    return { file, ...source.locate(path), says: issue.message, path: path.join('.'), severity: 'error' };
  });
  return { ok: false, problems };
}
