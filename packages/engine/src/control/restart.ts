import type { Context } from '../context.ts';
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

/** What counts where a rulebook says nothing of cautions. */
export const USUAL_CAUTION: CautionRule = { rounds: [], order: 'last-lap', causers: 'keep', clauses: [] };

/** The caution rule of a round: the first that fits. */
export function cautionOf(context: Context, where: { readonly round: string }): CautionRule | undefined {
  return context.book.cautions.find((each) => each.rounds.length === 0 || each.rounds.includes(where.round));
}
