import { type Document, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import type { Path } from '../yaml-source.ts';

/** A place in a text that somebody is at. */
export interface Place {
  /** Down to the map or list around it; of a value, to the value. */
  readonly path: Path;
  readonly is: 'key' | 'value';
  /** Keys that stand in the same map already. */
  readonly beside: readonly string[];
}

export const parsed = (text: string): Document.Parsed => parseDocument(text, { strict: false, logLevel: 'silent', uniqueKeys: false });

/** Finds a scalar by what is written in it. */
export function placeOf(document: Document.Parsed, isIt: (written: string) => boolean): Place | undefined {
  const look = (node: unknown, path: Path): Place | undefined => {
    if (isScalar(node)) return isIt(String(node.value)) ? { path, is: 'value', beside: [] } : undefined;
    if (isSeq(node)) return first(node.items, (each, index) => look(each, [...path, index]));
    if (!isMap(node)) return undefined;
    const beside = node.items.flatMap((pair) => (isScalar(pair.key) ? [String(pair.key.value)] : []));
    return first(node.items, (pair) => {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      return isIt(key) ? { path, is: 'key', beside } : look(pair.value, [...path, key]);
    });
  };
  return look(document.contents, []);
}

function first<T, R>(list: readonly T[], look: (each: T, index: number) => R | undefined): R | undefined {
  for (const [index, each] of list.entries()) {
    const found = look(each, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The top-level block around an offset: enough to tell a place in it, and quick to read in a long text. Top-level words need all of it. */
export function blockAround(text: string, offset: number): { readonly from: number; readonly to: number } {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  if (/^[^\s#]/.test(text.slice(line, offset))) return { from: 0, to: text.length };
  const starts = [...text.matchAll(/^[^\s#]/gm)].map((found) => found.index);
  return { from: starts.findLast((start) => start < line) ?? 0, to: starts.find((start) => start >= offset) ?? text.length };
}

/** A word of a text: where it is, and from where to where it goes. */
export interface Word extends Place {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

/** The word at an offset of a text that can be read; of a key, the path is its own. */
export function wordAt(whole: string, at: number): Word | undefined {
  const block = blockAround(whole, at);
  const document = parsed(whole.slice(block.from, block.to));
  const offset = at - block.from;
  const look = (node: unknown, path: Path): Word | undefined => {
    if (!isNode(node) || !node.range || offset < node.range[0] || offset > node.range[2]) return undefined;
    const [from, to] = [node.range[0] + block.from, node.range[1] + block.from];
    if (isScalar(node)) return at <= to ? { path, is: 'value', beside: [], word: String(node.value), from, to } : undefined;
    if (isSeq(node)) return first(node.items, (each, index) => look(each, [...path, index]));
    if (!isMap(node)) return undefined;
    return first(node.items, (pair) => {
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      const own = isScalar(pair.key) ? look(pair.key, [...path, name]) : undefined;
      return own ? { ...own, is: 'key' } : look(pair.value, [...path, name]);
    });
  };
  return look(document.contents, []);
}
