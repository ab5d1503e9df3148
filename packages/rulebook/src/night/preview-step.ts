import type { Change } from '@racetower/engine';
import { didYouMean } from '../nearest.ts';
import { StepError } from './command.ts';
import { listOf, unlike } from './expectation.ts';
import { isMap, type Map } from './night.ts';

/**
 * Compares what a `preview:` step would change with what the night expects of it. A preview puts nothing on record.
 *
 * ```yaml
 * - preview: call
 *   name: disqualified
 *   race: mini-stock/heat-1
 *   car: "44"
 *   why: a light car
 *   changes:                              # a path as `explain` takes it: what it would be, or {before, after}
 *     line-up mini-stock/a-main: ["22", "66", "11"]
 *     points mini-stock 44: { before: 10, after: 0 }
 *   unchanged: [fees, line-up youth-four] # paths, or their beginnings
 * ```
 *
 * `changes: none` expects that nothing would change. `null` is: not there.
 *
 * @returns what is not as expected, in one sentence; nothing when all is
 * @throws StepError for words of the wrong shape
 */
export function previewDifference(words: Map, changes: readonly Change[]): string | undefined {
  return changesDifference(words['changes'], changes) ?? unchangedDifference(words['unchanged'], changes);
}

function changesDifference(expected: unknown, changes: readonly Change[]): string | undefined {
  if (expected === undefined) return undefined;
  if (expected === 'none')
    return changes.length === 0 ? undefined : `expected that nothing changes; these would: ${changes.map((each) => each.what).join(', ')}`;
  if (!isMap(expected)) throw new StepError('changes', 'changes is a map of path to what it would be, or none');
  for (const [path, want] of Object.entries(expected)) {
    const change = changes.find((each) => each.what === path);
    const known = changes.map((each) => each.what);
    if (!change)
      return `expected that ${path} changes; it does not${didYouMean(path, known)}${known.length === 0 ? ', nothing does' : `, these do: ${known.join(', ')}`}`;
    const different = isBeforeAfter(want) ? unlike(path, want, change) : unlike(path, want, change.after);
    if (different) return `${different.path}: expected ${JSON.stringify(different.want)}, it would be ${JSON.stringify(different.found)}`;
  }
  return undefined;
}

function isBeforeAfter(want: unknown): boolean {
  return isMap(want) && Object.keys(want).length > 0 && Object.keys(want).every((key) => key === 'before' || key === 'after');
}

function unchangedDifference(expected: unknown, changes: readonly Change[]): string | undefined {
  for (const path of listOf(expected)) {
    const change = changes.find((each) => each.what === path || each.what.startsWith(`${path} `));
    if (change)
      return `expected that ${path} stays; ${change.what} would go from ${JSON.stringify(change.before)} to ${JSON.stringify(change.after)}`;
  }
  return undefined;
}
