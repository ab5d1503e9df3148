import type { Expr } from '@racetower/engine';
import type { LoadedRulebook } from '../read-rulebook.ts';
import type { Path } from '../yaml-source.ts';

/** A single value of the resolved YAML and where it stands. */
export interface Scalar {
  readonly path: Path;
  readonly value: unknown;
}

/** Lists the single values of a piece of YAML in the order written. */
export function scalars(source: unknown, path: Path = []): readonly Scalar[] {
  if (Array.isArray(source)) return source.flatMap((each, index) => scalars(each, [...path, index]));
  if (typeof source === 'object' && source !== null) return Object.entries(source).flatMap(([key, each]) => scalars(each, [...path, key]));
  return [{ path, value: source }];
}

/** The piece of the resolved YAML under a path; nothing when it is not there. */
export function under(source: unknown, path: Path): unknown {
  let here: unknown = source;
  for (const step of path) here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined;
  return here;
}

/** A formula of the rulebook and where it is written. */
export interface WrittenFormula {
  readonly path: Path;
  readonly expr: Expr;
}

/** Lists the formulas of a rulebook that read names. */
export function formulasOf(rulebook: LoadedRulebook): readonly WrittenFormula[] {
  const bySource = new Map(exprsIn(rulebook.book).map((expr) => [expr.source, expr]));
  return scalars(rulebook.source).flatMap(({ path, value }) => {
    const expr = typeof value === 'string' ? bySource.get(value) : undefined;
    return expr && expr.names.length > 0 ? [{ path, expr }] : [];
  });
}

/** Every formula anywhere in a piece of a rulebook, numbers too. */
export function exprsIn(piece: unknown): readonly Expr[] {
  if (piece instanceof Map) return [...piece.values()].flatMap(exprsIn);
  if (Array.isArray(piece)) return piece.flatMap(exprsIn);
  if (typeof piece !== 'object' || piece === null) return [];
  return isExpr(piece) ? [piece] : Object.values(piece).flatMap(exprsIn);
}

function isExpr(piece: object): piece is Expr {
  return 'evaluate' in piece && 'source' in piece && 'names' in piece;
}

/** The text of a formula without what stands in quotes, so that words are not taken for names. */
export function withoutTexts(source: string): string {
  return source.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
}
