import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, type Node, parseDocument, stringify } from 'yaml';
import { formulaCompiler } from '../formula.ts';
import { MONEY } from '../money.ts';
import type { LoadedRulebook } from '../read-rulebook.ts';
import { clausesAround, type Lifted, pathInWords } from './around.ts';
import type { Path } from '../yaml-source.ts';
import { fieldsAt, type Schema } from './schema-walk.ts';

/** What is typed into the field of a number. */
export type NumberKind = 'number' | 'money' | 'yes-no' | 'list' | 'formula' | 'text';

/** A number or word of the rules that a club changes from year to year. */
export interface CommonNumber {
  readonly path: Path;
  /** The block it stands in, as `values` and `points`. */
  readonly block: string;
  /** Its name: of a value its own, else the path in the block. */
  readonly name: string;
  readonly says?: string;
  readonly unit?: string;
  /** The condition under which it holds, as it is written. */
  readonly when?: string;
  readonly reading?: string;
  readonly clauses: readonly string[];
  readonly kind: NumberKind;
  /** As it is written; left out: unset until it is given. */
  readonly written?: string;
  readonly file: string;
  readonly line: number;
}

/** Blocks whose amounts are changed without touching the rule around them. */
const BLOCKS = [
  'points',
  'overall',
  'season',
  'fees',
  'purse',
  'funds',
  'ladders',
  'cases',
  'deadlines',
  'impounds',
  'public-names',
] as const;
const AMOUNT =
  /^(give|table|beyond|cents|share|shares|count|minutes|hours|days|laps|places|first|under|at|spots|points|low|high|last|best)$/;

/** Lists the values of a rulebook and the amounts of its tables, in the order of the blocks. @param root says what each amount is */
export function commonNumbers(rulebook: LoadedRulebook, root?: Schema): readonly CommonNumber[] {
  const source = rulebook.source as Readonly<Record<string, unknown>>;
  const values = Object.keys(record(source['values'])).map((name) => valueNamed(rulebook, source, name));
  const amounts = BLOCKS.flatMap((block) => amountsIn(source[block], [block]).map((path) => amountAt(rulebook, source, path)));
  return [...values, ...(root ? amounts.map((each) => ({ ...each, ...meaning(root, each.path) })) : amounts)];
}

function meaning(root: Schema, path: Path): { readonly says?: string } {
  const says = fieldsAt(root, path.slice(0, -1)).get(String(path.at(-1)))?.says ?? '';
  return says === '' ? {} : { says };
}

function valueNamed(rulebook: LoadedRulebook, source: Lifted, name: string): CommonNumber {
  const value = record(record(source['values'])[name]);
  const path = ['values', name, 'value'];
  const text = (field: string): object => (typeof value[field] === 'string' ? { [field]: value[field] } : {});
  return {
    path,
    block: 'values',
    name,
    ...text('says'),
    ...text('unit'),
    ...text('reading'),
    clauses: clausesAround(source, path),
    ...writtenAs(value['value']),
    ...placed(rulebook, path),
  };
}

function amountAt(rulebook: LoadedRulebook, source: Lifted, path: Path): CommonNumber {
  const [first, ...rest] = path;
  const block = String(first);
  const name = pathInWords(rest);
  const rule = valueAt(source, path.slice(0, -1));
  const when = record(rule)['when'];
  return {
    path,
    block,
    name,
    ...(typeof when === 'string' ? { when } : {}),
    clauses: clausesAround(source, path),
    ...writtenAs(valueAt(source, path)),
    ...placed(rulebook, path),
  };
}

function placed(rulebook: LoadedRulebook, path: Path): { readonly file: string; readonly line: number } {
  const { file, line } = rulebook.locate(path);
  return { file, line };
}

/** The paths of what looks like an amount: money, or a number under a word that counts something. */
function amountsIn(source: unknown, path: Path): readonly Path[] {
  if (Array.isArray(source)) return source.flatMap((each, index) => amountsIn(each, [...path, index]));
  if (typeof source === 'object' && source !== null)
    return Object.entries(source).flatMap(([key, each]) => (isAmount(key, each) ? [[...path, key]] : amountsIn(each, [...path, key])));
  return [];
}

function isAmount(key: string, value: unknown): boolean {
  if (typeof value === 'string' && MONEY.test(value)) return true;
  if (!AMOUNT.test(key)) return false;
  if (Array.isArray(value)) return value.length > 0 && value.every((each) => typeof each === 'number');
  return typeof value === 'number' || (typeof value === 'string' && /\d/.test(value) && /^[\d\s[\],.*+\-/()a-z_]+$/.test(value));
}

function writtenAs(value: unknown): { readonly kind: NumberKind; readonly written?: string } {
  if (value === undefined || value === null) return { kind: 'number' };
  if (typeof value === 'boolean') return { kind: 'yes-no', written: value ? 'true' : 'false' };
  if (typeof value === 'number') return { kind: 'number', written: String(value) };
  if (Array.isArray(value))
    return { kind: 'list', written: value.map((each) => (typeof each === 'object' ? JSON.stringify(each) : String(each))).join(', ') };
  if (typeof value === 'object')
    return { kind: 'text', written: String((value as { readonly text?: unknown }).text ?? JSON.stringify(value)) };
  const text = String(value);
  if (MONEY.test(text)) return { kind: 'money', written: text };
  return /^\[.*\]$/s.test(text) && !/[a-z]/i.test(text)
    ? { kind: 'list', written: text.slice(1, -1).trim() }
    : { kind: 'formula', written: text };
}

/** Why a number cannot be changed as it was typed. */
export interface NotANumber {
  readonly ok: false;
  readonly says: string;
}

/** A piece of text to put in the place of another. */
export interface TextChange {
  readonly ok: true;
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/**
 * Puts a number in place in the text of an edition; comments, order and the look of everything else stay as they are.
 *
 * @param typed as somebody typed it: `12`, `$25.00`, `10, 8, 6`, `true`, or a formula
 */
export function changeNumber(text: string, number: Pick<CommonNumber, 'path' | 'kind'>, typed: string): TextChange | NotANumber {
  const read = readTyped(number.kind, typed);
  if (!read.ok) return read;
  const document = parseDocument(text, { lineCounter: new LineCounter(), strict: false, logLevel: 'silent' });
  if (document.errors.length > 0) return { ok: false, says: 'the text has mistakes: mend them first' };
  const node = nodeAt(document, number.path);
  if (isAlias(node)) return { ok: false, says: `it is written once for several places (*${node.source}): change it there` };
  if (isNode(node) && node.range && number.kind !== 'text') {
    const [from, to] = node.range;
    return { ok: true, from, to, insert: writtenLike(node, read.value) };
  }
  return added(text, document, number, read.value);
}

/** Says a number that is not in this text yet: in the map that is there, else with the maps around it. */
function added(text: string, document: Document.Parsed, { path, kind }: Pick<CommonNumber, 'path' | 'kind'>, value: unknown): TextChange {
  const home = nodeAt(document, path.slice(0, -1));
  const word = `${String(path.at(-1))}: ${kind === 'text' ? `{ text: ${writtenAsYaml(value)} }` : writtenAsYaml(value)}`;
  const first = isMap(home) ? home.items[0]?.key : undefined;
  if (isNode(first) && first.range) {
    const [at] = first.range;
    const indent = ' '.repeat(at - (text.lastIndexOf('\n', at - 1) + 1));
    return { ok: true, from: at, to: at, insert: isMap(home) && home.flow === true ? `${word}, ` : `${word}\n${indent}` };
  }
  // What an older edition says is said anew here, so that the older one stays as it is.
  document.setIn(path, kind === 'text' ? { text: value } : value);
  return { ok: true, from: 0, to: text.length, insert: document.toString({ lineWidth: 0 }) };
}

const writtenAsYaml = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trimEnd();

type Typed = { readonly ok: true; readonly value: unknown } | NotANumber;
const no = (says: string): NotANumber => ({ ok: false, says });

function readTyped(kind: NumberKind, typed: string): Typed {
  const text = typed.trim();
  if (text === '') return no('is missing');
  switch (kind) {
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text)
        ? { ok: true, value: Number(text) }
        : MONEY.test(text)
          ? { ok: true, value: text }
          : formulaOr(text, 'is a number, as 12, or a formula');
    case 'money':
      return MONEY.test(text)
        ? { ok: true, value: text }
        : /^\d+$/.test(text)
          ? no('is an amount, as $25.00')
          : formulaOr(text, 'is an amount, as $25.00, or a formula');
    case 'yes-no':
      return text === 'true' || text === 'false' ? { ok: true, value: text === 'true' } : no('is true or false');
    case 'list': {
      const parts = text
        .replaceAll(/^\[|\]$/g, '')
        .split(/[\s,;]+/)
        .filter((part) => part !== '');
      const wrong = parts.find((part) => !/^-?\d+(\.\d+)?$/.test(part) && !MONEY.test(part));
      return wrong === undefined
        ? { ok: true, value: parts.map((part) => (MONEY.test(part) ? part : Number(part))) }
        : no(`is a list of numbers, as 10, 8, 6: "${wrong}" is none`);
    }
    case 'formula':
    case 'text':
      return { ok: true, value: text };
  }
}

/** Takes what can be read as a formula; whether its names are there is seen when the text is checked. */
function formulaOr(text: string, says: string): Typed {
  try {
    return formulaCompiler('UTC').compile(text).names.length > 0 ? { ok: true, value: text } : no(says);
  } catch {
    return no(says);
  }
}

/** A value as it is written in the place of a node: a list that was a formula stays one. */
function writtenLike(node: Node, value: unknown): string {
  const asFormula = isScalar(node) && typeof node.value === 'string' && Array.isArray(value);
  const text = asFormula ? `'[${value.join(', ')}]'` : writtenAsYaml(value);
  const isBlock = !isScalar(node) && (node as { readonly flow?: boolean }).flow !== true;
  return isBlock ? `${text}\n` : text;
}

function nodeAt(document: Document.Parsed, path: Path): unknown {
  let node: unknown = document.contents;
  for (const step of path) {
    if (isAlias(node)) return node;
    if (isMap(node)) node = node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step))?.value;
    else if (isNode(node) && 'items' in node) node = (node.items as readonly unknown[])[Number(step)];
    else return undefined;
  }
  return node;
}

function valueAt(source: unknown, path: Path): unknown {
  let here = source;
  for (const step of path) here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined;
  return here;
}

function record(value: unknown): Lifted {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Lifted) : {};
}
