import { Temporal } from 'temporal-polyfill';
import { type Context, msOf } from '../context.ts';
import { clockAt } from '../control/clocks.ts';
import type { Where } from '../values.ts';

/** Names that change as time goes by. */
const OF_TIME = new Set(['now', 'today', 'clocks']);

const STEPS_MS = [1, 60, 300, 900, 3600, 14_400, 43_200, 86_400, 604_800, 2_592_000].map((seconds) => seconds * 1000);

/**
 * When the answer at a gate turns into the other as things stand, to the second: at the end of a clock, at midnight, or
 * when a window of the rulebook ends. `undefined` when no requirement there reads the time, or nothing changes within
 * thirty days.
 */
export function turnsAt(context: Context, gate: string, where: Where, at: string, allowed: (at: string) => boolean): string | undefined {
  const rules = context.book.requirements.filter((rule) => rule.at.includes(gate));
  if (!rules.some((rule) => [...rule.must.names, ...(rule.when?.names ?? [])].some((name) => OF_TIME.has(name)))) return undefined;
  const now = allowed(at);
  const from = msOf(at);
  const candidates = [...clockEnds(context, where, from), ...STEPS_MS.map((step) => from + step)].toSorted((a, b) => a - b);
  let before = from;
  for (const candidate of candidates) {
    if (allowed(instantOf(candidate)) !== now) return instantOf(firstTurn(before, candidate, (ms) => allowed(instantOf(ms)) !== now));
    before = candidate;
  }
  return undefined;
}

/** Ends of clocks that run here, just after which a gate may have changed. */
function clockEnds(context: Context, where: Where, from: number): readonly number[] {
  return [...context.book.clocks.values()].flatMap((rule) => {
    const end = clockAt(context, where, rule, from)?.expiresAt;
    return end !== undefined && end >= from ? [end, end + 1000] : [];
  });
}

/** The first whole second after `before` at which it turned; `after` has turned. */
function firstTurn(before: number, after: number, turned: (ms: number) => boolean): number {
  let [low, high] = [Math.floor(before / 1000), Math.ceil(after / 1000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (turned(middle * 1000)) high = middle;
    else low = middle;
  }
  return high * 1000;
}

function instantOf(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
