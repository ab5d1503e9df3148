import { type Because, becauseText, citedClauses, VIEWS } from '@racetower/engine';
import { centsOf } from '../money.ts';
import { didYouMean } from '../nearest.ts';
import { StepError } from './command.ts';
import { comparable, COMPARABLE } from './comparable.ts';
import { isMap, type Map } from './night.ts';

/** The first thing that is not as expected, with the explanation of the answer. */
export interface Difference {
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
  readonly explanation: string;
}

const ABOUT = new Set(['expect', 'at', 'because', 'not-because', 'for', 'refused', 'note']);

/** Splits the words of an expectation into the question and what is expected. @throws StepError for an unknown view or word */
export function questionOf(words: Map): { readonly view: string; readonly question: Map; readonly expected: Map } {
  const name = String(words['expect']);
  const known = VIEWS.find((each) => each.name === name);
  if (!known)
    throw new StepError(
      'expect',
      `there is no view "${name}"${didYouMean(
        name,
        VIEWS.map((each) => each.name),
      )}`,
    );
  const asks = known.fields.map((field) => field.replace('?', ''));
  const compares = COMPARABLE[name] ?? [];
  const question: Record<string, unknown> = {};
  const expected: Record<string, unknown> = {};
  for (const [word, value] of Object.entries(words)) {
    if (ABOUT.has(word)) continue;
    if (asks.includes(word) && !(compares.includes(word) && typeof value === 'object'))
      question[word] = typeof value === 'number' ? String(value) : value;
    else if (compares.includes(word)) expected[word] = value;
    else
      throw new StepError(
        word,
        `${name} has no "${word}"${didYouMean(word, [...asks, ...compares])}; it can be asked by ${asks.join(', ')} and compared by ${compares.join(', ')}`,
      );
  }
  return { view: name, question, expected };
}

/** Compares an answer with what a night expects of it; the first difference or nothing. */
export function differenceOf(view: string, answer: unknown, expected: Map, words: Map, zone: string): Difference | undefined {
  const fields = comparable(view, answer, zone);
  const reason = reasonFor(answer, words['for']);
  if (!reason) return { what: `for ${String(words['for'])}`, expected: 'a row', found: 'none', explanation: '' };
  for (const [name, want] of Object.entries(expected)) {
    const found = fields[name];
    const different = unlike(name, want, found);
    if (different) return { what: different.path, expected: different.want, found: different.found, explanation: becauseText(reason) };
  }
  const cited = citedClauses(reason);
  for (const clause of listOf(words['because']))
    if (!cited.includes(clause)) return { what: 'because', expected: clause, found: cited, explanation: becauseText(reason) };
  for (const clause of listOf(words['not-because']))
    if (cited.includes(clause)) return { what: 'not-because', expected: `not ${clause}`, found: cited, explanation: becauseText(reason) };
  return undefined;
}

/** The reason of the whole answer, or of the row of a car or driver. */
export function reasonFor(answer: unknown, who: unknown): Because | undefined {
  if (!isMap(answer)) return undefined;
  if (who === undefined) return answer['because'] as Because | undefined;
  for (const value of Object.values(answer)) {
    if (!Array.isArray(value)) continue;
    const row = value.find(
      (each): each is Map =>
        isMap(each) &&
        'because' in each &&
        [each['car'], each['driver'], each['call'], each['step'], each['race'], each['id'], each['person']].includes(String(who)),
    );
    if (row) return row['because'] as Because;
  }
  return undefined;
}

interface Unlike {
  readonly path: string;
  readonly want: unknown;
  readonly found: unknown;
}

/** Lists are compared whole, maps by the keys that are expected; `shows` and the like by membership. */
export function unlike(path: string, want: unknown, found: unknown): Unlike | undefined {
  const member = /(^|\.)(shows|offered|flagged|held|released)$/.test(path);
  const absent = /(^|\.)(not-shows|not-offered|not-held)$/.test(path);
  if ((member || absent) && Array.isArray(found)) {
    const wrong = listOf(want).find((each) => found.map(String).includes(each) !== member);
    return wrong === undefined ? undefined : { path, want: `${member ? '' : 'not '}${wrong}`, found };
  }
  if (path === 'rows' && Array.isArray(want) && Array.isArray(found) && want.every(isMap)) {
    const lacking = want.find((each) => !found.some((row) => unlike('row', each, row) === undefined));
    const named = (row: unknown): unknown =>
      isMap(row) ? Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'because')) : row;
    return lacking === undefined ? undefined : { path, want: lacking, found: found.map(named) };
  }
  if (Array.isArray(want)) {
    if (!Array.isArray(found) || found.length !== want.length) return { path, want, found };
    for (const [index, each] of want.entries()) {
      const inner = unlike(`${path}[${index}]`, each, found[index]);
      if (inner) return path.includes('[') || isMap(each) ? inner : { path, want, found };
    }
    return undefined;
  }
  if (isMap(want)) {
    if (!isMap(found)) return { path, want, found };
    for (const [key, each] of Object.entries(want)) {
      const inner = unlike(`${path}.${key}`, each, found[key]);
      if (inner) return inner;
    }
    return undefined;
  }
  return sameValue(want, found) ? undefined : { path, want, found };
}

function sameValue(want: unknown, found: unknown): boolean {
  if (want === found) return true;
  if (typeof want === 'string' && typeof found === 'number') return centsOf(want) === found || want === String(found);
  if (typeof want === 'number' && typeof found === 'string') return String(want) === found;
  return want === null && found === undefined;
}

export function listOf(value: unknown): readonly string[] {
  return value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
}
