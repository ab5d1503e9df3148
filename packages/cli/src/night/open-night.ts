import type { Rulebook } from '@racetower/engine';
import { type Night, problemText } from '@racetower/rulebook';
import { type Given, mustBeFile, UsageError, wholeNumber } from '../command-line.ts';
import { readNight } from './night.ts';
import { editionsFor, type NightOutcome, runNight } from './run-night.ts';

/** Reads the night that a command names, with its rulebook. @throws UsageError naming file and line */
export function openNight(names: readonly string[], usage: string): { readonly night: Night; readonly editions: readonly Rulebook[] } {
  const [file] = names;
  if (file === undefined) throw new UsageError(`say which night: ${usage}`);
  mustBeFile(file);
  const read = readNight(file);
  if (!read.ok) throw new UsageError(read.problems.map(problemText).join('\n'));
  const editions = editionsFor(read.night);
  if (typeof editions === 'string') throw new UsageError(`${file}: ${editions}`);
  return { night: read.night, editions };
}

/** Runs a night up to the step of `--to`, or to its end. @throws UsageError for a step that it does not have */
export function runTo(night: Night, editions: readonly Rulebook[], given: Given): NightOutcome {
  const upTo = wholeNumber(given, 'to');
  const last = night.steps.length;
  if (upTo !== undefined && (upTo < 1 || upTo > last)) throw new UsageError(`--to ${upTo}: the night has the steps 1 to ${last}`);
  return runNight(night, { editions, ...(upTo === undefined ? {} : { upTo }) });
}

/** What went wrong at the step that failed, with file and line; nothing when all held. */
export function failureOf(outcome: NightOutcome): string | undefined {
  if (outcome.ok) return undefined;
  const failed = outcome.steps.at(-1);
  if (!failed) return outcome.couldNot ?? 'the night could not be run';
  return `${failed.step.file}:${failed.step.line}:${failed.step.column} step ${failed.step.number}: ${failed.says ?? 'failed'}`;
}
