import { z } from 'zod';
import { endParts, momentParts, type Read, readStory, routineParts, steps } from '../day/day-file.ts';

const plain = z.union([z.string(), z.number(), z.boolean(), z.array(z.unknown()), z.record(z.string(), z.unknown())]);

/** Something that happens at a show: in a race, or when all are signed in, or once the races are run. */
const happening = z
  .strictObject({
    show: z.string(),
    race: z.string().optional(),
    when: z.enum(['opened', 'signed-in', 'raced']).optional(),
    ...momentParts,
  })
  .refine((each) => each.race !== undefined || each.when !== undefined, 'say in which race, or when at the show');

const parts = z.strictObject({
  season: z.string(),
  rulebook: z.string(),
  seed: z.int(),
  id: z.string(),
  starts: z.string(),
  ends: z.string(),
  /** Values that the rulebook leaves to the club. */
  values: z.array(z.strictObject({ value: z.string(), to: plain, class: z.string().optional() })).default([]),
  drivers: z.array(z.string()).min(1),
  handlers: z.array(z.string()).min(1),
  /** Cars on the roster by class, and how many in a hundred come to a show. */
  classes: z.record(z.string(), z.strictObject({ cars: z.int().min(0), comes: z.int().min(0).max(100).default(100) })),
  /** What some of the roster are, in a hundred: steps may be `only` for them, or for all but them (`not`). */
  traits: z.record(z.string(), z.int().min(0).max(100)).default({}),
  /** For each of the roster, before the first show. */
  roster: steps.default([]),
  /** Once, before the first show. */
  opening: steps.default([]),
  shows: z
    .array(
      z.strictObject({
        meeting: z.string(),
        date: z.string(),
        name: z.string().optional(),
        kind: z.string().optional(),
        comes: z.int().min(0).max(100).optional(),
        'races-at': z.string().optional(),
      }),
    )
    .min(1),
  /** The show that is left in the middle: races that are not run, and which of them is on the track next. The days move so that it is today. */
  tonight: z.strictObject({ meeting: z.string(), leaves: z.array(z.string()).min(1), next: z.string() }).optional(),
  routine: z.strictObject({
    ...routineParts,
    /** For each that was signed in. */
    'after-sign-in': steps.default([]),
    /** At every show, or `only-at` some, when its races are run; `pay-out: due` pays everybody what is due and not held. */
    'after-show': steps.default([]),
  }),
  happenings: z.array(happening).default([]),
  /** After the last show; what is for `each` of the roster is done once for every one of them. */
  closing: z
    .array(z.strictObject({ tell: z.string(), wait: momentParts.wait, each: z.literal('roster').optional(), do: steps.default([]) }))
    .default([]),
  ...endParts,
});

const schema = parts.superRefine((season, context) => {
  const known = season.shows.map((show) => show.meeting);
  if (season.tonight && !known.includes(season.tonight.meeting))
    context.addIssue({ code: 'custom', path: ['tonight', 'meeting'], message: `there is no show "${season.tonight.meeting}"` });
  for (const [index, { show }] of season.happenings.entries())
    if (!known.includes(show))
      context.addIssue({
        code: 'custom',
        path: ['happenings', index, 'show'],
        message: `there is no show "${show}"; the shows are ${known.join(', ')}`,
      });
});

/** The story of a season as it is written: the shows, who is on the roster, what happens where. */
export type SeasonFile = z.infer<typeof parts>;
export type Happening = SeasonFile['happenings'][number];

/** Reads a season; problems name file, line and column, also of a happening at a show that is not on the calendar. */
export function readSeason(file: string): Read<SeasonFile> {
  return readStory(file, schema);
}
