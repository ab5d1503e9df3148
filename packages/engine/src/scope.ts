import { because, type Because } from './because.ts';
import { type Context, contextOfMeeting, dayOf, msOf } from './context.ts';
import { fromFormula, lazy, snake, toFormula } from './formula-values.ts';
import type { DeadlineRule, Expr } from './language.ts';
import { refuse } from './refusal.ts';
import { scopeNames } from './scope-names.ts';
import { deadline } from './stewards/deadlines.ts';
import { type Ruled, valueForFormula, type Where } from './values.ts';

/** What a formula can read here: the names of the sport for this meeting, class, race and car, then the rulebook's values. */
export interface Scope {
  readonly context: Context;
  readonly where: Where;
  /** Instant of the question, when one is asked at a time. */
  readonly at?: string;
  /** Formula value of a name; refuses `unknown-name` when nothing here has it. */
  readonly lookup: (name: string) => unknown;
  /** Why a value of the rulebook is what it is, for values read so far. */
  readonly valueReasons: Map<string, Because>;
}

/** Names beside the usual ones, as an act's fields or the place that is being paid. Computed when read. */
export type Extra = Readonly<Record<string, () => unknown>>;

/** Makes the scope of a question. */
export function scopeFor(outer: Context, where: Where, extra: Extra = {}, at?: string): Scope {
  const context = where.meeting === undefined ? outer : contextOfMeeting(outer, where.meeting);
  const valueReasons = new Map<string, Because>();
  const seen = new Map<string, unknown>();
  // Listed when first asked: most formulas are plain numbers, and a season reads thousands of them.
  let listed: Extra | undefined;
  const names = (): Extra => (listed ??= { ...scopeNames(context, where, at), ...timeNames(context, at), ...extra });
  const computing = new Set<string>();
  const scope: Scope = { context, where, ...(at !== undefined ? { at } : {}), valueReasons, lookup: read };
  function read(name: string): unknown {
    if (seen.has(name)) return seen.get(name);
    if (computing.has(name)) return refuse('value-cycle', `the value ${name} is defined by itself`, { field: name });
    computing.add(name);
    try {
      const value = compute(name);
      seen.set(name, value);
      return value;
    } finally {
      computing.delete(name);
    }
  }
  function compute(name: string): unknown {
    // Most formulas read only what is handed to them; the names of the place are many.
    const thunk = Object.hasOwn(extra, name) ? extra[name] : Object.hasOwn(names(), name) ? names()[name] : undefined;
    if (thunk) return toFormula(thunk());
    if (name === 'deadlines') return deadlines();
    const ruled = valueForFormula(context, name, where, (expr) => compile(expr).value);
    if (!ruled) return refuse('unknown-name', `nothing here is called ${name}`, { field: name });
    valueReasons.set(name, ruled.because);
    return ruled.value;
  }
  function compile(expr: Expr): Ruled<unknown> {
    return evaluate(scope, expr);
  }
  /** Each is worked out when it is read; why it is so goes with the answer. */
  function deadlines(): object {
    const why: Because[] = [];
    const moment = (rule: DeadlineRule): number => {
      const last = deadline(scope, rule);
      why.push(last.because);
      valueReasons.set('deadlines', because('deadlines', { from: why }));
      return last.value;
    };
    return lazy(Object.fromEntries([...context.book.deadlines.values()].map((rule) => [snake(rule.id), () => moment(rule)])));
  }
  return scope;
}

function timeNames(context: Context, at: string | undefined): Extra {
  return at === undefined ? {} : { now: () => msOf(at), today: () => dayOf(context.book, at) };
}

/**
 * Computes a formula. The reason names the formula and the values it read; a literal has a reason without formula.
 * Refuses `formula-failed` with the formula when the evaluator cannot compute it.
 */
export function evaluate(scope: Scope, expr: Expr): Ruled<unknown> {
  const read = new Set<string>();
  const value = fromFormula(compute(scope, expr, read));
  if (expr.names.length === 0) return { value, because: because(expr.source) };
  // Only what was read: the branch of a formula that did not count may name a value that nobody has given.
  const values = Object.fromEntries(
    [...read].filter((name) => plain(scope.lookup(name))).map((name) => [name, fromFormula(scope.lookup(name))]),
  );
  const from = [...read].flatMap((name) => scope.valueReasons.get(name) ?? []);
  return {
    value,
    because: because(`${expr.source} gives ${JSON.stringify(value)}`, { expression: { source: expr.source, values }, from }),
  };
}

function compute(scope: Scope, expr: Expr, read: Set<string> = new Set()): unknown {
  try {
    return expr.evaluate((name) => {
      read.add(name);
      return scope.lookup(name);
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'EvaluationError') return failed(scope, expr, error.message);
    throw error;
  }
}

/** Refuses by naming the draw that nobody has made (`not-drawn`) or what is not on record (`not-on-record`), else `formula-failed`. */
function failed(scope: Scope, expr: Expr, says: string): never {
  const missing = /^No such key: (\w+)/.exec(says)?.[1];
  const owner = missing === undefined ? undefined : new RegExp(`([\\w.[\\]]+)\\.${missing}\\b`).exec(expr.source)?.[1];
  if (missing === undefined || owner === undefined) return refuse('formula-failed', `${expr.source}: ${says}`);
  const draw = owner === 'draws' ? [...scope.context.book.draws.values()].find((each) => snake(each.id) === missing) : undefined;
  if (draw) return refuse('not-drawn', `nobody has drawn ${draw.id} yet: ${draw.says}`, { clauses: draw.clauses, field: draw.id });
  return refuse('not-on-record', `${owner}.${missing} is not on record, and ${expr.source} asks for it`, { field: `${owner}.${missing}` });
}

function plain(value: unknown): boolean {
  return value === null || typeof value !== 'object' || Array.isArray(value);
}

/** Computes a condition. No condition holds. */
export function holds(scope: Scope, expr: Expr | undefined): boolean {
  if (!expr) return true;
  const value = compute(scope, expr);
  return typeof value === 'boolean' ? value : refuse('formula-failed', `${expr.source} is ${String(value)}, not yes or no`);
}

/** Computes a whole number with its reason; a formula that gives something else is refused, naming it. */
export function whole(scope: Scope, expr: Expr): Ruled<number> {
  const ruled = evaluate(scope, expr);
  if (typeof ruled.value === 'number' && Number.isInteger(ruled.value)) return { value: ruled.value, because: ruled.because };
  return refuse('formula-failed', `${expr.source} is ${JSON.stringify(ruled.value)}, not a whole number`);
}

/** Computes a list with its reason. */
export function list(scope: Scope, expr: Expr): Ruled<readonly unknown[]> {
  const ruled = evaluate(scope, expr);
  if (Array.isArray(ruled.value)) return { value: ruled.value, because: ruled.because };
  return refuse('formula-failed', `${expr.source} is ${JSON.stringify(ruled.value)}, not a list`);
}
