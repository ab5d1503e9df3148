import type { Because } from './because.ts';
import type { Rulebook } from './language.ts';
import type { Refusal } from './refusal.ts';
import type { State } from './state.ts';
import { view } from './view.ts';

export type Explanation = { readonly ok: true; readonly because: Because } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Explains one answer down to its clauses and facts.
 *
 * @param path as `line-up jr-honda/heat-1 4`, `result sr-honda/a-main 12`, `points sr-honda 12`, `standings sr-honda Kim`,
 *   `clock heat-limit sr-honda/heat-1`, `fact 17`; all of them in `EXPLAINED`
 * @param about the meeting, the season and the instant; left out: the meeting opened last, its season, the last fact
 */
export function explain(
  editions: readonly Rulebook[],
  state: State,
  path: string,
  about: { readonly meeting?: string; readonly season?: string; readonly at?: string } = {},
): Explanation {
  const answered = view(editions, state, { view: 'explain', path, ...about });
  return answered.ok ? { ok: true, because: (answered.answer as { readonly because: Because }).because } : answered;
}
