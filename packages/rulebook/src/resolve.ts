import { Document, isScalar, isSeq, isMap, visit } from 'yaml';
import type { LoadedRulebook } from './read-rulebook.ts';
import type { Path } from './yaml-source.ts';

/** A value of a rulebook after `extends`, and the line that it was written on. */
export interface ResolvedValue {
  readonly path: Path;
  readonly value: unknown;
  readonly file: string;
  readonly line: number;
}

/** Lists every value of a resolved rulebook in its order; an empty map or list is one value. */
export function resolvedValues(rulebook: LoadedRulebook): readonly ResolvedValue[] {
  const list = (value: unknown, path: Path): readonly ResolvedValue[] => {
    const inner = Array.isArray(value)
      ? value.map((each: unknown, index): readonly [number, unknown] => [index, each])
      : typeof value === 'object' && value !== null
        ? Object.entries(value)
        : [];
    if (inner.length > 0) return inner.flatMap(([key, each]) => list(each, [...path, key]));
    const { file, line } = rulebook.locate(path);
    return [{ path, value, file, line }];
  };
  return list(whole(rulebook), []);
}

/** The resolved YAML extends nothing any more. */
function whole(rulebook: LoadedRulebook): unknown {
  const { source } = rulebook;
  if (typeof source !== 'object' || source === null) return source;
  return Object.fromEntries(Object.entries(source).filter(([block]) => block !== 'extends'));
}

/**
 * Writes a resolved rulebook as YAML, behind each value the file and line that it comes from.
 *
 * @param shown how a file is named, as relative to the folder
 */
export function resolvedYaml(rulebook: LoadedRulebook, shown: (file: string) => string): string {
  const document = new Document(whole(rulebook), { aliasDuplicateObjects: false });
  const values = resolvedValues(rulebook);
  let next = 0;
  visit(document, {
    Pair: (_, pair) => (isScalar(pair.key) ? undefined : visit.BREAK),
    Node: (key, node) => {
      if (key === 'key' || ((isMap(node) || isSeq(node)) && node.items.length > 0)) return;
      const from = values[next];
      next += 1;
      if (from) node.comment = ` ${shown(from.file)}:${from.line}`;
    },
  });
  return document.toString({ lineWidth: 0 });
}
