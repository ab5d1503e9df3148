import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';

/** A block of a rulebook and what stands in it, with the line of each. */
export interface OutlineEntry {
  readonly name: string;
  readonly line: number;
  readonly parts: readonly OutlineEntry[];
}

/** Blocks that are read line by line, not by name: their parts say nothing in an outline. */
const DEPTH = 2;

/** Lists the blocks of a text and the names in them; of a text with mistakes, as much as can be read. */
export function outlineOf(text: string): readonly OutlineEntry[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, strict: false, logLevel: 'silent', uniqueKeys: false });
  const entries = (node: unknown, depth: number): readonly OutlineEntry[] => {
    if (!isMap(node) || depth > DEPTH) return [];
    return node.items.flatMap((pair) => {
      if (!isScalar(pair.key)) return [];
      const parts = inFlow(pair.value) ? [] : entries(pair.value, depth + 1);
      return [{ name: String(pair.key.value), line: counter.linePos((pair.key as Node).range?.[0] ?? 0).line, parts }];
    });
  };
  return entries(document.contents, 1);
}

const inFlow = (node: unknown): boolean => isMap(node) && node.flow === true;
