import { dirname } from 'node:path';
import { initialState, type Rulebook } from '@racetower/engine';
import { SEED_DRAWING } from '@racetower/log';
import { findRulebook, loadEditions, type Night, type NightOutcome as Outcome, problemText, runNight as run } from '@racetower/rulebook';
import { importStep } from './import-step.ts';

export type NightOutcome = Outcome & {
  /** Why it could not be run at all. */
  readonly couldNot?: string;
};

/** Runs a night to its first failing step, or to a step given by number; by the rulebook that it names, unless others are given. */
export function runNight(night: Night, options: { readonly upTo?: number; readonly editions?: readonly Rulebook[] } = {}): NightOutcome {
  const editions = options.editions ?? editionsFor(night);
  if (typeof editions === 'string')
    return { night, ok: false, steps: [], exercised: [], state: initialState, editions: [], couldNot: editions };
  return run(night, { ...options, editions, drawing: SEED_DRAWING, importing: importStep });
}

/** Loads the rulebook that a night names; a text says why it cannot. */
export function editionsFor(night: Night): readonly Rulebook[] | string {
  const folder = findRulebook(night.rulebook, dirname(night.file));
  if (folder === undefined) return `there is no rulebook "${night.rulebook}" in a rulebooks folder above, nor at that path`;
  const loaded = loadEditions(folder);
  return loaded.ok ? loaded.value.map((each) => each.book) : loaded.problems.map(problemText).join('\n');
}
