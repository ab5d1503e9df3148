import type { Rulebook } from '@racetower/engine';
import type { z } from 'zod';
import { extended } from './extends.ts';
import { formulaCompiler } from './formula.ts';
import { didYouMean } from './nearest.ts';
import type { Problem } from './problems.ts';
import { makeBook } from './schema/book.ts';
import { knownWords } from './schema/known.ts';
import { checkBook } from './check.ts';
import type { Sources } from './sources.ts';
import type { Path } from './yaml-source.ts';

/** Where a value of a resolved rulebook was written. */
export type Locate = (path: Path) => { readonly file: string; readonly line: number; readonly column: number };

export interface LoadedRulebook {
  readonly book: Rulebook;
  readonly file: string;
  /** The resolved YAML, after `extends`. */
  readonly source: unknown;
  readonly locate: Locate;
}

export type Loaded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads one edition of a rulebook. */
export function readRulebook(file: string, sources: Sources): Loaded<LoadedRulebook> {
  const source = extended(file, sources);
  if (!source.ok) return source;
  const { value, locate } = source.value;
  const zone = zoneOf(value);
  const known = knownWords(value);
  const parsed = makeBook({ known, formulas: formulaCompiler(zone) }).safeParse(value, { error: wording });
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => innermost(issue, issue.path as Path));
  if (!parsed.success) return { ok: false, problems: dedupe(issues.map((issue) => problemOf(issue, locate))) };
  const problems = checkBook(parsed.data, locate);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { book: parsed.data, file, source: value, locate } };
}

function zoneOf(value: unknown): string {
  const club = typeof value === 'object' && value !== null && 'club' in value ? value.club : undefined;
  return typeof club === 'object' && club !== null && 'zone' in club && typeof club.zone === 'string' ? club.zone : 'UTC';
}

interface Issue {
  readonly path: Path;
  readonly says: string;
}

/** Of the branches of a union, takes the one that got furthest: its complaint is the one that helps. */
function innermost(issue: z.core.$ZodIssue, path: Path): readonly Issue[] {
  if (issue.code === 'unrecognized_keys') {
    const says = issue.message.split('\n');
    return issue.keys.map((key, index) => ({ path: [...path, key], says: says[index] ?? issue.message }));
  }
  if (issue.code !== 'invalid_union') return [{ path, says: issue.message }];
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => innermost(inner, [...path, ...(inner.path as Path)])));
  const deepest = Math.max(0, ...branches.flat().map((each) => each.path.length));
  const best = branches.filter(
    (branch) =>
      branch.length > 0 &&
      branch.every((each) => !/^(expected|Invalid string)/.test(each.says)) &&
      branch.some((each) => each.path.length === deepest),
  );
  const unknown = branches.filter((branch) => branch.some((each) => each.says.startsWith('unknown word')));
  const chosen =
    best.find((branch) => !branch.some((each) => each.says.startsWith('unknown word'))) ??
    best[0] ??
    shortest(unknown) ??
    shortest(branches);
  return chosen ?? [{ path, says: issue.message }];
}

function shortest(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return [...branches].toSorted((a, b) => a.length - b.length)[0];
}

/** The schema of an issue is known only while its wording is made. */
function knownKeys(schema: unknown, key: string): string {
  const shape = (schema as { readonly _zod?: { readonly def?: { readonly shape?: object } } } | undefined)?._zod?.def?.shape;
  return shape === undefined ? '' : didYouMean(key, Object.keys(shape)) || `; known here: ${Object.keys(shape).join(', ')}`;
}

/** Tells a piece of a sentence from a word of the language: it has a space in it, and nothing the language knows has. */
function isText(key: string): boolean {
  return /\s/.test(key);
}

function cutText(key: string): string {
  return `unknown word "${key}": a text inside { } ends at its first comma; put the whole text in single quotes`;
}

const wording: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => (isText(key) ? cutText(key) : `unknown word "${key}"${knownKeys(issue.inst, key)}`)).join('\n');
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'is missing' : `expected ${String(issue.expected)}, found ${describe(issue.input)}`;
  if (issue.code === 'invalid_value')
    return `expected ${issue.values.map((value) => `"${String(value)}"`).join(', ')}, found ${describe(issue.input)}${typeof issue.input === 'string' ? didYouMean(issue.input, issue.values.map(String)) : ''}`;
  return undefined;
};

function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : JSON.stringify(value);
}

function problemOf(issue: Issue, locate: Locate): Problem {
  return { ...locate(issue.path), says: issue.says, path: issue.path.join('.'), severity: 'error' };
}

function dedupe(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((each) => [`${each.line}:${each.column}:${each.says}`, each])).values()];
}

/** Reads editions of one club from their files. @returns oldest first */
export function readEditions(files: readonly string[], sources: Sources): Loaded<readonly LoadedRulebook[]> {
  const loaded = files.map((file) => readRulebook(file, sources));
  const problems = loaded.flatMap((each) => (each.ok ? [] : each.problems));
  if (problems.length > 0) return { ok: false, problems };
  const books = loaded.flatMap((each) => (each.ok ? [each.value] : []));
  const clashes = books.flatMap((book, index) => clash(book, books.slice(0, index)));
  if (clashes.length > 0) return { ok: false, problems: clashes };
  return { ok: true, value: books.toSorted((a, b) => (a.book.inForce < b.book.inForce ? -1 : 1)) };
}

/** On any day one edition is in force, and the editions of a folder are of one club. */
function clash(own: LoadedRulebook, others: readonly LoadedRulebook[]): readonly Problem[] {
  const sameDay = others.find((each) => each.book.inForce === own.book.inForce);
  const otherClub = others.find((each) => each.book.name !== own.book.name);
  return [
    ...(sameDay ? [problemOf({ path: ['in-force'], says: `${sameDay.file} is in force from ${own.book.inForce} too` }, own.locate)] : []),
    ...(otherClub
      ? [problemOf({ path: ['rulebook'], says: `expected "${otherClub.book.name}" as in ${otherClub.file}` }, own.locate)]
      : []),
  ];
}
