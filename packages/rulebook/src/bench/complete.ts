import { FORMULA_FUNCTIONS, FORMULA_NAMES } from '../formula-names.ts';
import { type KnownWords, knownWords } from '../schema/known.ts';
import type { Path } from '../yaml-source.ts';
import { blockAround, parsed, type Place, placeOf, wordAt } from './place.ts';
import { fieldsAt, type Schema, schemasAt } from './schema-walk.ts';

/** A word that may stand where somebody writes. */
export interface Suggestion {
  readonly word: string;
  /** What is written when it is taken. */
  readonly insert: string;
  readonly is: 'field' | 'word' | 'name';
  /** What it means. */
  readonly says: string;
}

export interface Suggestions {
  /** Where the word begins that is being written. */
  readonly from: number;
  readonly words: readonly Suggestion[];
}

/** Stands for the word that is being written while its place is looked for. */
const MARK = 'qzmarkzq';
const WORD = /[\w.-]*$/;

/**
 * Suggests what may stand at an offset of a rulebook: fields and words of the language, names that the rulebook defines.
 *
 * @param source the YAML as it could be read last, for the names in it
 */
export function suggestionsAt(root: Schema, text: string, offset: number, source: unknown): Suggestions {
  const block = blockAround(text, offset);
  const from = offset - (WORD.exec(text.slice(0, offset))?.[0].length ?? 0);
  const before = text.slice(block.from, from);
  const rest = text.slice(offset, block.to).replace(/^[\w.-]*/, '');
  const marks = rest.startsWith(':') ? [MARK] : /[\w\])}'"]:[ \t]+$/.test(before) ? [MARK] : [`${MARK}: 0`, MARK];
  const found = marks.flatMap((mark) => {
    const place = placeOf(parsed(before + mark + rest), (written) => written.includes(MARK));
    return place ? wordsFor(root, place, source) : [];
  });
  return { from, words: [...new Map(found.map((each) => [each.word, each])).values()] };
}

function wordsFor(root: Schema, place: Place, source: unknown): readonly Suggestion[] {
  if (place.is === 'key') return keysFor(root, place, source);
  return schemasAt(root, place.path).flatMap((schema) => valuesFor(schema, source));
}

function keysFor(root: Schema, { path, beside }: Place, source: unknown): readonly Suggestion[] {
  const fields = [...fieldsAt(root, path)].filter(([name]) => !beside.includes(name));
  const written = fields.map(([name, { says, must }]): Suggestion => ({
    word: name,
    insert: `${name}: `,
    is: 'field',
    says: must ? `${says} (needed)` : says,
  }));
  // Of classes and groups: the values that differ there.
  if (path.at(-1) !== 'values' || path.length === 1) return written;
  const names = namesOf('value', source).filter((each) => !beside.includes(each.word));
  return [...written, ...names.map((each) => ({ ...each, insert: `${each.word}: ` }))];
}

function valuesFor(schema: Schema, source: unknown): readonly Suggestion[] {
  const words = schema.const === undefined ? (schema.enum ?? []) : [schema.const];
  const fixed = words.map((each): Suggestion => ({ word: String(each), insert: String(each), is: 'word', says: schema.description ?? '' }));
  const yesNo =
    schema.type === 'boolean'
      ? ['true', 'false'].map((each): Suggestion => ({ word: each, insert: each, is: 'word', says: schema.description ?? '' }))
      : [];
  const names = schema['x-names'];
  return [...fixed, ...(names === 'formula' ? [] : yesNo), ...(names === undefined ? [] : namesOf(names, source))];
}

/** The names of one sort that a rulebook defines, with what each is. */
function namesOf(sort: string, source: unknown): readonly Suggestion[] {
  const named = (word: string, says: string): Suggestion => ({ word, insert: word, is: 'name', says });
  if (sort === 'formula')
    return [
      ...namesOf('value', source),
      ...FORMULA_NAMES.map(({ name, says }) => named(name, says)),
      ...FORMULA_FUNCTIONS.map(({ signature, says }) => ({
        ...named(signature.split('(')[0] ?? '', says),
        insert: `${signature.split('(')[0] ?? ''}(`,
      })),
    ];
  const known = knownWords(source);
  if (!Object.hasOwn(known, sort)) return [];
  return [...known[sort as keyof KnownWords]].map((name) => named(name, saysOf(source, sort, name)));
}

const HOMES: Readonly<Record<string, readonly string[]>> = {
  clause: ['clauses'],
  value: ['values'],
  group: ['groups'],
  role: ['roles'],
  round: ['rounds'],
  act: ['calls', 'records', 'marks'],
  draw: ['draws'],
  ladder: ['ladders'],
  deadline: ['deadlines'],
  clock: ['clocks'],
  status: ['statuses'],
  award: ['awards'],
};

function saysOf(source: unknown, sort: string, name: string): string {
  const found = (HOMES[sort] ?? []).map((block) => at(source, [block, name])).find((each) => typeof each === 'object' && each !== null);
  const { says, name: called, value } = (found ?? {}) as { readonly says?: unknown; readonly name?: unknown; readonly value?: unknown };
  const what = typeof says === 'string' ? says : typeof called === 'string' ? called : '';
  return value === undefined ? what : `${what}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`;
}

function at(source: unknown, path: Path): unknown {
  return path.reduce<unknown>((here, step) => (typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined), source);
}

/** What the word at an offset is, in words of the language and of the rulebook. */
export interface Described {
  readonly from: number;
  readonly to: number;
  readonly word: string;
  readonly says: readonly string[];
}

/** Says what is meant by the word at an offset; nothing where there is nothing to say. @param source as of {@link suggestionsAt} */
export function describeAt(root: Schema, text: string, offset: number, source: unknown): Described | undefined {
  const found = wordAt(text, offset);
  if (!found) return undefined;
  const isKey = found.is === 'key';
  const schemas = schemasAt(root, found.path);
  const word = isKey ? found.word : partAt(text, offset);
  const sorts = new Set(schemas.flatMap((schema) => schema['x-names'] ?? []));
  const names = isKey ? [] : [...sorts].flatMap((sort) => namesOf(sort, source)).filter((each) => each.word === word);
  const own = isKey && found.path.length === 2 ? saysOf(source, sortOf(String(found.path[0])), found.word) : '';
  const field = fieldsAt(root, found.path.slice(0, -1)).get(String(found.path.at(-1)))?.says ?? '';
  const meant = [...names.map((each) => each.says), own, field, ...schemas.slice(0, 3).map((each) => each.description ?? '')];
  const says = [...new Set(meant)].filter((each) => each !== '');
  // Of a sentence its field is meant, not the word of it.
  const title = isKey || names.length > 0 ? word : (found.path.findLast((step) => typeof step === 'string') ?? word);
  return says.length === 0 ? undefined : { from: found.from, to: found.to, word: title, says: says.slice(0, 4) };
}

const sortOf = (block: string): string => Object.entries(HOMES).find(([, homes]) => homes.includes(block))?.[0] ?? '';

function partAt(text: string, offset: number): string {
  const [before, after] = [WORD.exec(text.slice(0, offset))?.[0] ?? '', /^[\w.-]*/.exec(text.slice(offset))?.[0] ?? ''];
  return before + after;
}
