import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Rulebook } from '@racetower/engine';
import { problemText } from '@racetower/rulebook';
import { UsageError } from '../command-line.ts';
import { readNight } from '../night/night.ts';
import { editionsFor, type NightOutcome, runNight } from '../night/run-night.ts';
import { type Output, paint } from '../output.ts';

export interface TestedNight {
  readonly file: string;
  readonly title: string;
  readonly examples: readonly string[];
  readonly ok: boolean;
  /** `could-not` when the file or its rulebook cannot be read. */
  readonly kind: 'passed' | 'failed' | 'could-not';
  readonly says?: string;
  readonly explanation?: string;
  readonly outcome?: NightOutcome;
}

/**
 * Finds the nights under paths: YAML files in folders named `nights`, or files named as such; those whose name starts with
 * `_` are used by others and are no nights of their own.
 * @throws UsageError for a path that is not there
 */
export function findNights(paths: readonly string[]): readonly string[] {
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) throw new UsageError(`${missing}: there is no such file or folder`);
  return [...new Set(paths.flatMap((path) => (statSync(path).isDirectory() ? inFolder(resolve(path)) : [resolve(path)])))];
}

function inFolder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : inFolder(path);
      return /[\\/]nights([\\/]|$)/.test(folder) && /\.ya?ml$/.test(entry.name) && !entry.name.startsWith('_') ? [path] : [];
    });
}

/** Rulebooks that were read, or why they could not be, by name and folder of the night. */
export type ReadRulebooks = Map<string, readonly Rulebook[] | string>;

/** Runs one night file. @param books rulebooks read before; a new map reads them anew */
export function testNight(file: string, books: ReadRulebooks = new Map()): TestedNight {
  const read = readNight(file);
  if (!read.ok) return { file, title: file, examples: [], ok: false, kind: 'could-not', says: read.problems.map(problemText).join('\n') };
  const { night } = read;
  const base = { file, title: night.title, examples: night.examples };
  const key = `${night.rulebook} ${resolve(file, '..')}`;
  const editions = books.get(key) ?? editionsFor(night);
  books.set(key, editions);
  if (typeof editions === 'string') return { ...base, ok: false, kind: 'could-not', says: editions };
  const outcome = runNight(night, { editions });
  if (outcome.ok) return { ...base, ok: true, kind: 'passed', outcome };
  const failed = outcome.steps.at(-1);
  const where = failed ? `${failed.step.file}:${failed.step.line}:${failed.step.column} step ${failed.step.number}` : file;
  const explanation = failed?.difference?.explanation;
  return {
    ...base,
    ok: false,
    kind: 'failed',
    says: `${where}: ${failed?.says ?? outcome.couldNot ?? ''}`,
    ...(explanation ? { explanation } : {}),
    outcome,
  };
}

/** Runs night files; rulebooks are read once. */
export function testNights(files: readonly string[], out: Output): readonly TestedNight[] {
  const books: ReadRulebooks = new Map();
  const tested = files.map((file, index) => {
    out.progress(`${index + 1} of ${files.length} nights`);
    return testNight(file, books);
  });
  out.progress('');
  return tested;
}

/** `racetower test [path…]`: 0 all hold, 1 some do not, 2 some could not run. */
export function testCommand(paths: readonly string[], options: { readonly json?: boolean }, out: Output): number {
  const files = nightsUnder(paths);
  const tested = testNights(files, out);
  if (options.json)
    out.line(
      JSON.stringify(
        {
          passed: count(tested, 'passed'),
          failed: count(tested, 'failed'),
          couldNot: count(tested, 'could-not'),
          nights: tested.map(({ outcome: _outcome, ...rest }) => rest),
        },
        null,
        2,
      ),
    );
  else tellTested(tested, out);
  return codeOf(tested);
}

/** The nights under paths, or under this folder. @throws UsageError when there are none */
export function nightsUnder(paths: readonly string[]): readonly string[] {
  const files = findNights(paths.length > 0 ? paths : ['.']);
  if (files.length === 0)
    throw new UsageError(
      `no nights found in ${paths.length > 0 ? paths.join(', ') : 'this folder'}: they are YAML files in folders named nights, or files given by name`,
    );
  return files;
}

export function codeOf(tested: readonly TestedNight[]): number {
  return tested.some((each) => each.kind === 'could-not') ? 2 : tested.some((each) => !each.ok) ? 1 : 0;
}

function count(tested: readonly TestedNight[], kind: TestedNight['kind']): number {
  return tested.filter((each) => each.kind === kind).length;
}

/** Writes a tree of results, folder by folder, with the first difference of each night that fails. */
export function tellTested(tested: readonly TestedNight[], out: Output): void {
  let folder = '';
  for (const each of tested) {
    const own = relative(process.cwd(), resolve(each.file, '..')) || '.';
    if (own !== folder) out.line(paint('bold', own));
    folder = own;
    const examples = each.examples.length > 0 ? paint('dim', ` (${each.examples.join(', ')})`) : '';
    out.line(`  ${each.ok ? paint('green', '✓') : paint('red', '✗')} ${each.title}${examples}`);
    if (each.says !== undefined) out.line(indent(each.says, '      '));
    if (each.explanation !== undefined && each.explanation !== '') out.line(indent(firstLines(each.explanation, 30), '        '));
  }
  const couldNot = count(tested, 'could-not');
  out.line(`${count(tested, 'passed')} passed, ${count(tested, 'failed')} failed${couldNot > 0 ? `, ${couldNot} could not run` : ''}`);
}

function indent(text: string, pad: string): string {
  return text
    .split('\n')
    .map((line) => pad + line)
    .join('\n');
}

function firstLines(text: string, most: number): string {
  const lines = text.split('\n');
  return lines.length > most ? [...lines.slice(0, most), `… ${lines.length - most} more lines`].join('\n') : text;
}
