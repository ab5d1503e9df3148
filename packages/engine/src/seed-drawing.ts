import { type Context, contextOfMeeting, contextOn, meetings } from './context.ts';
import { bucket } from './entry/draws.ts';
import type { Fact, Plain } from './fact.ts';
import type { DrawRule, Rulebook } from './language.ts';
import { Refused, refuse } from './refusal.ts';
import { scopeFor, whole } from './scope.ts';
import type { State } from './state.ts';
import type { Where } from './values.ts';

/** What a draw is for; the same words draw the same from the same seed and bucket. */
export interface DrawnFor {
  readonly meeting: string;
  readonly draw: string;
  readonly class?: string;
  readonly race?: string;
  readonly car?: string;
}

/** What the engine needs of a seed and cannot work out itself, as hashing is not pure language. */
export interface SeedDrawing {
  /** The hash that is published for a seed before it is used. */
  readonly hash: (seed: string) => string;
  /** Draws `count` of a bucket that is not empty, without putting back. */
  readonly draw: (seed: string, about: DrawnFor, bucket: readonly Plain[], count: number) => readonly Plain[];
}

export interface DrawBucket {
  readonly bucket: readonly Plain[];
  readonly count: number;
}

/**
 * What a draw from a seed takes from: the bucket as it is now, and how many are drawn.
 * Refuses a draw without an upper end, and an empty bucket.
 */
export function seedBucket(context: Context, rule: DrawRule, where: Where): DrawBucket {
  const left =
    bucket(context, rule, where) ??
    refuse('no-bucket', `${rule.says}: the rulebook gives no highest number, so it can only be drawn by hand`, {
      clauses: rule.clauses,
      field: 'seed',
    });
  const count = rule.of !== 'entry' && rule.count ? whole(scopeFor(context, where), rule.count).value : 1;
  if (left.length < count)
    refuse('bucket-empty', `${rule.says}: ${count} are drawn, ${left.length} are left in the bucket`, {
      clauses: rule.clauses,
      field: 'seed',
    });
  return { bucket: left, count };
}

/**
 * The bucket that a draw on record was made from.
 *
 * @param before the state just before the draw
 * @returns nothing when the rulebook has no such draw, or no bucket for it
 */
export function drawBucket(editions: readonly Rulebook[], before: State, draw: Fact<'draw-made'>): DrawBucket | undefined {
  try {
    const latest = contextOn(editions, before, '9999-12-31');
    const known = meetings(latest).some((each) => each.id === draw.meeting);
    if (!known || draw.meeting === undefined) return undefined;
    const context = contextOfMeeting(latest, draw.meeting);
    const rule = context.book.draws.get(draw.body.draw);
    const classId = draw.body.class;
    const where = {
      meeting: draw.meeting,
      ...(classId === undefined ? {} : { class: classId }),
      ...(draw.race === undefined ? {} : { race: draw.race }),
    };
    return rule && seedBucket(context, rule, where);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
