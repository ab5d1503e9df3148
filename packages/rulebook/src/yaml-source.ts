import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { Problem } from './problems.ts';

export type Path = readonly (string | number)[];

/** A YAML file with the place of every value in it. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Line and column, from 1, of the value at a path, or of the nearest value around it that exists. `key`: of its key. */
  locate(path: Path, key?: boolean): { readonly line: number; readonly column: number };
}

/** Reads YAML; what cannot be read becomes a problem and `value` is undefined. @param text nothing when there is no such file */
export function yamlSource(file: string, text: string | undefined): YamlSource {
  if (text === undefined) return unread(file, 'the file cannot be read');
  try {
    return readable(file, text);
  } catch (error) {
    if (error instanceof RangeError) return unread(file, 'lists and maps go too deep into each other');
    if (error instanceof ReferenceError) return unread(file, 'names with * repeat too much: write it out');
    throw error;
  }
}

function readable(file: string, text: string): YamlSource {
  const counter = new LineCounter();
  const doc = parseDocument(text, { lineCounter: counter, uniqueKeys: true, strict: true, version: '1.2', schema: 'core' });
  const place = (offset: number): { line: number; column: number } => {
    const found = counter.linePos(offset);
    return { line: found.line, column: found.col };
  };
  const problems = [...doc.errors, ...doc.warnings].map((error): Problem => ({
    file,
    ...place(error.pos[0]),
    says: error.message.split('\n')[0] ?? '',
    path: '',
    severity: 'error',
  }));
  const locate = (path: Path, key = false): { line: number; column: number } => place(offsetOf(doc.contents, path, key));
  return { file, value: problems.length > 0 ? undefined : (doc.toJS({ maxAliasCount: 1000 }) as unknown), problems, locate };
}

function unread(file: string, says: string): YamlSource {
  const problem: Problem = { file, line: 0, column: 0, says, path: '', severity: 'error' };
  return { file, value: undefined, problems: [problem], locate: () => ({ line: 0, column: 0 }) };
}

function offsetOf(root: Node | null, path: Path, key: boolean): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) break;
      const last = depth === path.length - 1;
      node = pair.value;
      const at = (last && key) || !isNode(pair.value) ? pair.key : pair.value;
      offset = isNode(at) ? (at.range?.[0] ?? offset) : offset;
    } else if (isNode(node) && 'items' in node) {
      node = (node.items as unknown[])[Number(step)];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
