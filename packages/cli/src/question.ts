import { type Rulebook, type State, view, VIEWS } from '@racetower/engine';
import { didYouMean } from '@racetower/rulebook';
import { UsageError } from './command-line.ts';

/** A view and what it is asked by, as `line-up race=mini-stock/heat-1`. */
export interface Question {
  readonly view: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads `race=mini-stock/heat-1`. @throws UsageError for an unknown view or field, with the nearest */
export function questionFrom(name: string, written: readonly string[]): Question {
  const known = VIEWS.find((each) => each.name === name);
  const names = VIEWS.map((each) => each.name);
  if (!known) throw new UsageError(`there is no view "${name}"${didYouMean(name, names)}; the views are ${names.join(', ')}`);
  const asks = ['at', ...known.fields.map((field) => field.replace('?', ''))];
  const fields = written.map((each) => {
    const { field, value } = pairFrom(each, 'race=mini-stock/heat-1');
    if (!asks.includes(field))
      throw new UsageError(`${name} has no field "${field}"${didYouMean(field, asks)}; it is asked by ${known.fields.join(', ')}`);
    return [field, value] as const;
  });
  return { view: name, fields: Object.fromEntries(fields) };
}

/** Reads one `field=value`. @throws UsageError when it is none */
export function pairFrom(written: string, example: string): { readonly field: string; readonly value: string } {
  const [, field, value] = /^([\p{L}_][\p{L}\p{N}_-]*)=(.*)$/su.exec(written) ?? [];
  if (field === undefined || value === undefined || value === '')
    throw new UsageError(
      field === undefined
        ? `"${written}" is no field=value, as ${example}`
        : `${field} is given no value: write field=value, as ${example}`,
    );
  return { field, value };
}

/** What a question is asked of. */
export interface AskedOf {
  readonly editions: readonly Rulebook[];
  readonly state: State;
  /** The meeting, where the question names none. */
  readonly meeting?: string | undefined;
}

/**
 * Asks a view; the season is that of the meeting, or the one that has facts last, unless it is given.
 *
 * @throws UsageError with the refusal when there is no answer
 */
export function answerTo(question: Question, { editions, state, meeting: now }: AskedOf): unknown {
  const asks = VIEWS.find((each) => each.name === question.view)?.fields.map((field) => field.replace('?', '')) ?? [];
  const meeting = question.fields['meeting'] ?? now;
  const season = state.meetings.get(meeting ?? '')?.season ?? [...state.seasons.keys()].at(-1);
  const answered = view(editions, state, {
    view: question.view,
    ...(meeting !== undefined && asks.includes('meeting') ? { meeting } : {}),
    ...(season !== undefined && asks.includes('season') ? { season } : {}),
    ...question.fields,
  });
  if (answered.ok) return answered.answer;
  const clauses = answered.refusal.clauses.length > 0 ? ` [${answered.refusal.clauses.join(', ')}]` : '';
  throw new UsageError(`${question.view}: ${answered.refusal.says}${clauses}`);
}

/** The views and their fields, a line each, for the help. */
export function viewsSaid(): readonly string[] {
  return VIEWS.map((view) => `  ${view.name.padEnd(14)} ${view.fields.join(' ').padEnd(38)} ${view.says}`);
}
