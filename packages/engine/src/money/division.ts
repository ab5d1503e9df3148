import type { Remainder } from '../language.ts';
import { refuse } from '../refusal.ts';

/** An exact part of a whole, never below zero: no cent is lost to rounding before the last step. */
export interface Part {
  readonly over: bigint;
  readonly under: bigint;
}

/** Makes a part of whole numbers; out of nothing it is nothing. */
export function part(over: number | bigint, under: number | bigint): Part {
  return BigInt(under) === 0n ? { over: 0n, under: 1n } : reduced({ over: BigInt(over), under: BigInt(under) });
}

/** Takes a part of a part. */
export function times(one: Part, other: Part): Part {
  return reduced({ over: one.over * other.over, under: one.under * other.under });
}

function reduced({ over, under }: Part): Part {
  let [a, b] = [over, under];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { over: 0n, under: 1n } : { over: over / a, under: under / a };
}

function plus(one: Part, other: Part): Part {
  return reduced({ over: one.over * other.under + other.over * one.under, under: one.under * other.under });
}

/**
 * Divides cents by exact parts into whole cents. What the parts do not ask for is not given; of what they ask for, the cents
 * that rounding down leaves over go where `remainder` says.
 *
 * Refuses `shares-uneven` when the parts are more than the whole.
 */
export function divided(cents: number, parts: readonly Part[], remainder: Remainder): readonly number[] {
  const asked = parts.reduce(plus, part(0, 1));
  if (asked.over > asked.under) refuse('shares-uneven', 'the shares are more than the whole');
  const rough = parts.map(({ over, under }) => ({
    cents: (BigInt(cents) * over) / under,
    rest: part((BigInt(cents) * over) % under, under),
  }));
  const given = rough.map((each) => Number(each.cents));
  const left = Number((BigInt(cents) * asked.over) / asked.under) - given.reduce((sum, each) => sum + each, 0);
  if (remainder === 'stays' || left === 0) return given;
  const order = remainder === 'first' ? parts.map(() => 0) : byRest(rough.map((each) => each.rest)).slice(0, left);
  const more = remainder === 'first' ? new Map([[0, left]]) : new Map(order.map((index) => [index, 1]));
  return given.map((each, index) => each + (more.get(index) ?? 0));
}

/** Indexes from the largest rest to the smallest; of equals the earlier first. */
function byRest(rests: readonly Part[]): readonly number[] {
  const compare = (a: Part, b: Part): number => {
    const difference = a.over * b.under - b.over * a.under;
    return difference > 0n ? -1 : difference < 0n ? 1 : 0;
  };
  return rests
    .map((rest, index) => ({ rest, index }))
    .toSorted((a, b) => compare(a.rest, b.rest) || a.index - b.index)
    .map((each) => each.index);
}
