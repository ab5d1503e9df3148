import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadRulebook, problemText } from '@racetower/rulebook';
import type { Rulebook } from '@racetower/engine';
import { readNight } from '../../packages/cli/src/night/night.ts';
import { type NightOutcome, runNight } from '../../packages/cli/src/night/run-night.ts';

/**
 * What a snippet is: a whole `rulebook`; a `part` that the tour of docs/rulebook.md is extended by, together with the
 * parts before it under the same heading; a whole `night`, or `steps` that follow the evening of docs/nights.md, both run
 * by the parts under their heading.
 */
export type SnippetKind = 'rulebook' | 'part' | 'night' | 'evening' | 'steps';

export interface Snippet {
  readonly kind: SnippetKind;
  readonly page: string;
  /** Line of its first word in the page. */
  readonly line: number;
  readonly text: string;
  /** Parts that it stands on, oldest first. */
  readonly parts: readonly Snippet[];
}

const KINDS: ReadonlySet<string> = new Set(['rulebook', 'part', 'night', 'evening', 'steps']);

/** Lists the YAML snippets of a page. @throws Error for one whose kind is not said on the line before */
export function snippetsOf(page: string, text: string): readonly Snippet[] {
  const lines = text.split('\n');
  const found: Snippet[] = [];
  let parts: readonly Snippet[] = [];
  let fenced = false;
  for (const [index, line] of lines.entries()) {
    if (!fenced && /^#+ /.test(line)) parts = [];
    if (line.startsWith('```')) fenced = !fenced;
    if (line !== '```yaml') continue;
    const kind = /^<!-- (\w+) -->$/.exec(lines[index - 1] ?? '')?.[1] ?? '';
    if (!KINDS.has(kind)) throw new Error(`${page}:${index + 1}: say what the snippet is on the line before, as <!-- part -->`);
    const end = lines.indexOf('```', index);
    const snippet: Snippet = { kind: kind as SnippetKind, page, line: index + 2, text: lines.slice(index + 1, end).join('\n'), parts };
    found.push(snippet);
    if (kind === 'part') parts = [...parts, snippet];
  }
  return found;
}

/** Where snippets are put so that they find each other. */
const folder = mkdtempSync(join(tmpdir(), 'racetower-docs-'));
const nameOf = (snippet: Snippet): string => `${snippet.page.replaceAll(/\W/g, '-')}-${snippet.line}.yaml`;

/** Keeps a snippet as a file whose line numbers are those of the page. */
function written(snippet: Snippet, first = '', from = 0): string {
  const before = `${first}\n`.padEnd(snippet.line - 1 - from + first.length, '\n');
  const file = join(folder, nameOf(snippet));
  writeFileSync(file, `${before}${snippet.text}\n`);
  return file;
}

/** Reads the rulebook that a snippet makes or stands on; a text says what is wrong. */
export function rulebookOf(tour: Snippet, snippet: Snippet): Rulebook | string {
  let file = written(snippet.kind === 'rulebook' ? snippet : tour);
  for (const part of snippet.kind === 'part' ? [...snippet.parts, snippet] : snippet.parts)
    file = written(part, `extends: { file: ${file} }`);
  const loaded = loadRulebook(file);
  return loaded.ok ? loaded.value.book : loaded.problems.map(problemText).join('\n');
}

/** Runs a night or steps; a text says what is wrong. */
export function nightOf(tour: Snippet, evening: Snippet, snippet: Snippet): NightOutcome | string {
  const book = rulebookOf(tour, snippet);
  if (typeof book === 'string') return book;
  const file =
    snippet.kind === 'steps' ? written(snippet, `night: steps\nrulebook: tour\nuse: ${written(evening)}\nsteps:`, 3) : written(snippet);
  const read = readNight(file);
  if (!read.ok) return read.problems.map(problemText).join('\n');
  return runNight(read.night, { editions: [book] });
}

/** Says what went wrong in a night, or nothing. */
export function failureOf(outcome: NightOutcome | string): string {
  if (typeof outcome === 'string') return outcome;
  const last = outcome.steps.at(-1);
  return outcome.ok ? '' : `line ${last?.step.line ?? 0}: ${last?.says ?? outcome.couldNot ?? ''}\n${last?.difference?.explanation ?? ''}`;
}

export function pageText(page: string): string {
  return readFileSync(resolve(import.meta.dirname, '../..', page), 'utf8');
}
