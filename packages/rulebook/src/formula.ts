import { Environment } from '@marcbachmann/cel-js';
import type { Expr } from '@racetower/engine';
import { Temporal } from 'temporal-polyfill';

/** Compiles formulas for a club: calendar functions work in its zone. */
export interface FormulaCompiler {
  /** @throws Error with the parser's words for a formula that is not one, or that could never be worked out */
  compile(source: string | number | boolean): Expr;
}

interface AstNode {
  readonly op: string;
  readonly args: unknown;
}

type IntPair = (a: bigint, b: bigint) => bigint;

/** Makes the compiler with the functions of the reference (`formula-names.ts`). */
export function formulaCompiler(zone: string): FormulaCompiler {
  const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
  const pairs: Readonly<Record<string, IntPair>> = {
    min: (a, b) => (a < b ? a : b),
    max: (a, b) => (a > b ? a : b),
    ceil: (a, b) => -floorDivide(-a, b),
    floor: floorDivide,
  };
  for (const [name, work] of Object.entries(pairs)) environment.registerFunction(`${name}(dyn, dyn): dyn`, work);
  environment.registerFunction('abs(dyn): dyn', (n: bigint) => (n < 0n ? -n : n));
  environment.registerFunction('sum(list): dyn', (numbers: readonly bigint[]) => numbers.reduce((total, n) => total + n, 0n));
  const ascending = (numbers: readonly bigint[]): readonly bigint[] => numbers.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  environment.registerFunction('lowest(list, dyn): dyn', (numbers: readonly bigint[], n: bigint) => ascending(numbers).slice(0, Number(n)));
  environment.registerFunction('highest(list, dyn): dyn', (numbers: readonly bigint[], n: bigint) =>
    ascending(numbers).toReversed().slice(0, Number(n)),
  );
  environment.registerFunction('in_a_row(list, dyn): dyn', (numbers: readonly bigint[], n: bigint) =>
    numbers
      .slice(0, Math.max(0, numbers.length - Number(n) + 1))
      .map((_, first) => numbers.slice(first, first + Number(n)).reduce((total, each) => total + each, 0n)),
  );
  for (const [name, ms] of Object.entries({ seconds: 1000n, minutes: 60_000n, hours: 3_600_000n }))
    environment.registerFunction(`${name}(dyn): dyn`, (n: bigint) => n * ms);
  const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
  environment.registerFunction('age(dyn, dyn): dyn', (born: string, on: string) =>
    BigInt(day(born).until(day(on), { largestUnit: 'years' }).years),
  );
  environment.registerFunction('add_months(dyn, dyn): dyn', (on: string, n: bigint) =>
    day(on)
      .add({ months: Number(n) }, { overflow: 'constrain' })
      .toString(),
  );
  environment.registerFunction('add_days(dyn, dyn): dyn', (on: string, n: bigint) =>
    day(on)
      .add({ days: Number(n) })
      .toString(),
  );
  environment.registerFunction('upper(dyn): dyn', (text: string) => text.toUpperCase());
  environment.registerFunction('weekday(dyn): dyn', (on: string) => BigInt(day(on).dayOfWeek));
  environment.registerFunction('time_on(dyn, dyn): dyn', (on: string, time: string) =>
    BigInt(day(on).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds),
  );
  return { compile: (source) => (typeof source === 'string' ? compileText(environment, source) : literal(source)) };
}

function floorDivide(a: bigint, b: bigint): bigint {
  if (b === 0n) throw evaluationError('division by zero');
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function evaluationError(says: string): Error {
  const error = new Error(says);
  error.name = 'EvaluationError';
  return error;
}

/** A formula that is a number or a yes/no. */
export function literal(value: number | boolean | string): Expr {
  const constant = typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
  return { source: String(value), names: [], evaluate: () => constant };
}

function compileText(environment: Environment, source: string): Expr {
  const parsed = environment.parse(source);
  const checked = parsed.check();
  if (!checked.valid) throw new Error(neverWorks(checked.error?.message ?? ''));
  const names = [...freeNames(parsed.ast)];
  // The names are laid out once; whose they are changes from one evaluation to the next, and one may be asked within another.
  let asked: (name: string) => unknown = () => undefined;
  const context = {};
  for (const name of names) Object.defineProperty(context, name, { enumerable: true, get: () => asked(name) });
  const evaluate = (lookup: (name: string) => unknown): unknown => {
    const outer = asked;
    asked = lookup;
    try {
      return asEvaluationError(() => parsed(context));
    } finally {
      asked = outer;
    }
  };
  return { source, names, evaluate: names.length === 0 ? once(() => evaluate(() => undefined)) : evaluate };
}

/** A formula that reads nothing always gives the same. */
function once(compute: () => unknown): () => unknown {
  let known: { readonly value: unknown } | undefined;
  return () => (known ??= { value: compute() }).value;
}

/** Says why no values whatever could make a formula come out. */
function neverWorks(says: string): string {
  const [first = ''] = says.split('\n');
  return first.startsWith('has()') ? 'has() asks for a field after a dot, as has(car.inspection), and for nothing else' : first;
}

/** Type mistakes inside functions (a missing date, say) are the formula's, not the program's. */
function asEvaluationError(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw evaluationError(error.message);
    throw error;
  }
}

const MACROS = new Set(['exists', 'all', 'filter', 'map', 'exists_one']);

/** Lists the names a formula reads from outside; variables of its own macros are not among them. */
function freeNames(node: AstNode, bound: ReadonlySet<string> = new Set(), found: Set<string> = new Set()): Set<string> {
  const visit = (part: unknown, inner = bound): void => {
    if (Array.isArray(part)) for (const each of part) visit(each, inner);
    else if (typeof part === 'object' && part !== null && 'op' in part) freeNames(part as AstNode, inner, found);
  };
  if (node.op === 'id') {
    if (!bound.has(String(node.args))) found.add(String(node.args));
  } else if (node.op === 'rcall') {
    const [method, receiver, args] = node.args as [string, AstNode, readonly AstNode[]];
    visit(receiver);
    const variable = args[0];
    if (MACROS.has(method) && variable?.op === 'id') visit(args.slice(1), new Set([...bound, String(variable.args)]));
    else visit(args);
  } else if (node.op !== 'value') visit(node.args);
  return found;
}
