import type { CautionRule } from '../language.ts';
import { toRear } from './field.ts';

/**
 * The order for the restart: the order in force (the last scored lap, else the line-up, with the calls made since),
 * the cars charged with the caution where the rulebook sends them. Several keep their order among themselves; a
 * lapped one goes behind all.
 *
 * @returns every car still racing, once
 */
export function restartOrder(
  order: readonly string[],
  causers: readonly string[],
  rule: Pick<CautionRule, 'causers'>,
  lapped: ReadonlySet<string>,
): readonly string[] {
  return rule.causers === 'keep' ? order : toRear(order, causers, { kind: 'rear', place: rule.causers }, lapped);
}
