import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { AnyFact, DrawBucket, Fact, Plain, SeedDrawing } from '@racetower/engine';

/** The hash that is published before sign-in opens: SHA-256 of the seed, in hexadecimal. */
export function seedHash(seed: string): string {
  return bytesToHex(sha256(utf8ToBytes(seed)));
}

/** What a draw is called towards the seed: the same words always draw the same pill. */
export function drawLabel(draw: Pick<Fact<'draw-made'>['body'], 'draw' | 'class' | 'car'>, meeting: string, race?: string): string {
  return [meeting, draw.draw, draw.class ?? '', race ?? '', draw.car ?? ''].join('|');
}

/** Draws one pill from a bucket: an even chance for each, from HMAC-SHA256 of the label under the seed. */
export function drawFrom<T extends Plain>(seed: string, label: string, bucket: readonly T[]): T {
  const [first] = bucket;
  if (first === undefined) throw new RangeError(`nothing is left to draw for ${label}`);
  // Numbers past the last whole multiple of the bucket's size would favour its front: they are drawn again.
  const limit = 2 ** 48 - (2 ** 48 % bucket.length);
  for (let attempt = 0; ; attempt += 1) {
    const digest = hmac(sha256, utf8ToBytes(seed), utf8ToBytes(`${label}|${attempt}`));
    const number = digest.subarray(0, 6).reduce((high, byte) => high * 256 + byte, 0);
    if (number < limit) return bucket[number % bucket.length] ?? first;
  }
}

/** Draws several without putting back. */
export function drawSeveral<T extends Plain>(seed: string, label: string, bucket: readonly T[], count: number): readonly T[] {
  const left = [...bucket];
  return Array.from({ length: count }, (_, index) => {
    const drawn = drawFrom(seed, `${label}|pill ${index + 1}`, left);
    left.splice(left.indexOf(drawn), 1);
    return drawn;
  });
}

/** Draws one or several, in the order drawn. */
function drawMany(seed: string, label: string, bucket: readonly Plain[], count: number): readonly Plain[] {
  return count > 1 ? drawSeveral(seed, label, bucket, count) : [drawFrom(seed, label, bucket)];
}

/** What `decide` needs to draw from a committed seed. */
export const SEED_DRAWING: SeedDrawing = {
  hash: seedHash,
  draw: (seed, about, bucket, count) => drawMany(seed, drawLabel(about, about.meeting, about.race), bucket, count),
};

/** One draw as it was proved, or not. */
export interface ProvedDraw {
  readonly seq: number;
  readonly label: string;
  readonly drawn: Plain;
  readonly expected: Plain;
  readonly ok: boolean;
}

export interface DrawProof {
  readonly meeting: string;
  /** What is wrong with the seed itself: not revealed, or not the one committed, or committed too late. */
  readonly problem?: string;
  readonly draws: readonly ProvedDraw[];
}

/** Gives the bucket that a draw was made from, from the facts before it; nothing when there cannot have been one. */
export type BucketAt = (draw: Fact<'draw-made'>, before: readonly AnyFact[]) => DrawBucket | undefined;

/** Proves every draw from seeds: recomputes it from the revealed seed alone. Draws by hand are not among them. */
export function verifyDraws(facts: readonly AnyFact[], bucketAt: BucketAt): readonly DrawProof[] {
  const commits = facts.filter((fact): fact is Fact<'seed-committed'> => fact.kind === 'seed-committed');
  const first = commits.filter((fact, index) => commits.findIndex((other) => other.meeting === fact.meeting) === index);
  return first.map((committed) => {
    const meeting = committed.meeting ?? '';
    const own = facts.filter((fact) => fact.meeting === committed.meeting);
    const revealed = own.find((fact): fact is Fact<'seed-revealed'> => fact.kind === 'seed-revealed');
    const draws = own.filter((fact): fact is Fact<'draw-made'> => fact.kind === 'draw-made' && fact.body.how === 'from-seed');
    const problem = seedProblem(committed, revealed, draws);
    return {
      meeting,
      ...(problem === undefined ? {} : { problem }),
      draws: revealed ? draws.map((draw) => prove(revealed.body.seed, draw, facts, bucketAt)) : [],
    };
  });
}

function seedProblem(
  committed: Fact<'seed-committed'>,
  revealed: Fact<'seed-revealed'> | undefined,
  draws: readonly Fact<'draw-made'>[],
): string | undefined {
  if (!revealed) return 'the seed has not been revealed';
  if (seedHash(revealed.body.seed) !== committed.body.hash) return 'the revealed seed is not the one that was committed';
  const early = draws.find((draw) => draw.seq < committed.seq);
  return early ? `fact ${early.seq} was drawn before the seed was committed` : undefined;
}

function prove(seed: string, draw: Fact<'draw-made'>, facts: readonly AnyFact[], bucketAt: BucketAt): ProvedDraw {
  const from = bucketAt(
    draw,
    facts.filter((fact) => fact.seq < draw.seq),
  );
  const label = drawLabel(draw.body, draw.meeting ?? '', draw.race);
  if (!from || from.bucket.length < from.count) return { seq: draw.seq, label, drawn: draw.body.result, expected: null, ok: false };
  const all = drawMany(seed, label, from.bucket, from.count);
  const expected: Plain = from.count > 1 ? all : (all[0] ?? null);
  return { seq: draw.seq, label, drawn: draw.body.result, expected, ok: JSON.stringify(expected) === JSON.stringify(draw.body.result) };
}
