import { z } from 'zod';
import { endParts, type Read, readStory, routineParts } from '../day/day-file.ts';

const car = z.string();
/** What happens on the track and at the loop, whatever officials make of it. */
const happening = z.discriminatedUnion('track', [
  /** Stands on the track until the next green. */
  z.strictObject({ track: z.literal('stops'), car }),
  /** The loop does not hear it when it comes by next. */
  z.strictObject({ track: z.literal('missed'), car }),
  /** Is heard once more a moment after it came by. */
  z.strictObject({ track: z.literal('twice'), car }),
  /** Its transponder is dead from now on. */
  z.strictObject({ track: z.literal('silent'), car }),
  /** A scorer types it in whenever it comes by, and what was missed of it since it fell silent. */
  z.strictObject({ track: z.literal('by-hand'), car }),
  /** Comes to the line with another car, so many milliseconds behind it; before it when they are negative. */
  z.strictObject({ track: z.literal('level'), car, with: z.string(), 'behind-ms': z.number() }),
  /** The line to the decoder is dead. */
  z.strictObject({ track: z.literal('line-dead'), seconds: z.number().positive() }),
]);

const step = z.union([
  happening,
  z.strictObject({ wait: z.number().positive() }),
  z.strictObject({ show: z.enum(['restart', 'laps', 'passings', 'health']) }),
  /** Enters the reads that seem to be missing. */
  z.strictObject({ accept: z.literal('missed-reads') }),
  z.looseObject({ do: z.string() }),
  z.looseObject({ preview: z.string() }),
]);

const moment = z.strictObject({
  /** When the leader has completed so many laps. */
  lap: z.int().positive(),
  /** So many seconds later. */
  after: z.number().positive().optional(),
  tell: z.string(),
  names: z.record(z.string(), z.string()).default({}),
  do: z.array(step).default([]),
});

const schema = z.strictObject({
  live: z.string(),
  rulebook: z.string(),
  seed: z.int(),
  season: z.strictObject({ id: z.string(), starts: z.string(), ends: z.string().optional() }).optional(),
  meeting: z.string(),
  ...routineParts,
  /** The race that is timed; those before it are told by their finish. */
  race: z.string(),
  drivers: z.array(z.string()).min(1),
  handlers: z.array(z.string()).min(1),
  cars: z.record(z.string(), z.int().min(0)),
  /** What a lap takes the fastest, how much longer the slowest of the field, and by how much longer one that is in trouble. */
  pace: z.strictObject({
    lap: z.number().positive(),
    spread: z.number().min(0).max(1),
    noise: z.number().min(0).max(0.2),
    trouble: z.number().min(0).max(1),
  }),
  moments: z.array(moment).default([]),
  ...endParts,
});

/** The story of a race that is timed by a decoder: who races, what happens when, what is shown at the end. */
export type LiveFile = z.infer<typeof schema>;
export type LiveMoment = z.infer<typeof moment>;
export type LiveStep = z.infer<typeof step>;
export type Happening = z.infer<typeof happening>;

/** Reads the story of a race; problems name file, line and column. */
export function readLive(file: string): Read<LiveFile> {
  return readStory(file, schema);
}
