import { because, type Because, shortValue } from './because.ts';
import { type Context, contextOfMeeting, dayOf, msOf } from './context.ts';
import { fromFormula, lazy, snake, toFormula } from './formula-values.ts';
import { later, owner, readFrom } from './keeping/later.ts';
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
  return new Asked(where.meeting === undefined ? outer : contextOfMeeting(outer, where.meeting), where, extra, at);
}

/** Stands for a value while it is worked out. */
const COMPUTING = Symbol('computing');

/** A scope that works out each name when it is first read: a season makes one for every row. */
class Asked implements Scope {
  readonly context: Context;
  readonly where: Where;
  readonly at?: string;
  readonly #extra: Extra;
  readonly #seen = new Map<string, unknown>();
  /** Listed when first asked: the names of the place are many, and most formulas read only what is handed to them. */
  #names: Extra | undefined;
  #reasons: Map<string, Because> | undefined;
  readonly #owner = owner();

  constructor(context: Context, where: Where, extra: Extra, at: string | undefined) {
    this.context = context;
    this.where = where;
    this.#extra = extra;
    if (at !== undefined) this.at = at;
  }

  get valueReasons(): Map<string, Because> {
    return (this.#reasons ??= new Map());
  }

  lookup(name: string): unknown {
    const known = this.#seen.get(name);
    if (known === COMPUTING) return refuse('value-cycle', `the value ${name} is defined by itself`, { field: name });
    if (known !== undefined || this.#seen.has(name)) {
      readFrom(this.#owner);
      return known;
    }
    this.#seen.set(name, COMPUTING);
    try {
      const value = later(this.#owner, () => this.#compute(name));
      this.#seen.set(name, value);
      return value;
    } finally {
      if (this.#seen.get(name) === COMPUTING) this.#seen.delete(name);
    }
  }

  #compute(name: string): unknown {
    const thunk = Object.hasOwn(this.#extra, name) ? this.#extra[name] : this.#nameOfThePlace(name);
    if (thunk) return toFormula(thunk());
    if (name === 'deadlines') return this.#deadlines();
    const ruled = valueForFormula(this.context, name, this.where, (expr) => evaluate(this, expr).value);
    if (!ruled) return refuse('unknown-name', `nothing here is called ${name}`, { field: name });
    this.valueReasons.set(name, ruled.because);
    return ruled.value;
  }

  #nameOfThePlace(name: string): (() => unknown) | undefined {
    const names = (this.#names ??= { ...scopeNames(this.context, this.where, this.at), ...timeNames(this.context, this.at) });
    return Object.hasOwn(names, name) ? names[name] : undefined;
  }

  /** Each is worked out when it is read; why it is so goes with the answer. */
  #deadlines(): object {
    const why: Because[] = [];
    const moment = (rule: DeadlineRule): number => {
      const last = deadline(this, rule);
      why.push(last.because);
      this.valueReasons.set('deadlines', because('deadlines', { from: why }));
      return last.value;
    };
    return lazy(Object.fromEntries([...this.context.book.deadlines.values()].map((rule) => [snake(rule.id), () => moment(rule)])));
  }
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
    because: because(`${expr.source} gives ${shortValue(value)}`, { expression: { source: expr.source, values }, from }),
  };
}

/** Computes a formula without its reason, for who asks for that only when it is read. */
export function computed(scope: Scope, expr: Expr): unknown {
  return fromFormula(compute(scope, expr));
}

function compute(scope: Scope, expr: Expr, read?: Set<string>): unknown {
  try {
    return expr.evaluate((name) => {
      read?.add(name);
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

/** Tells whether a value can be shown without working out more: the fields of a meeting or car may ask for what is just being made. */
function plain(value: unknown): boolean {
  return value === null || typeof value !== 'object' || (Array.isArray(value) && value.every(plain));
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
  return { value: listOf(scope, expr), because: evaluate(scope, expr).because };
}

/** Computes a list without its reason. */
export function listOf(scope: Scope, expr: Expr): readonly unknown[] {
  const value = computed(scope, expr);
  return Array.isArray(value) ? value : refuse('formula-failed', `${expr.source} is ${JSON.stringify(value)}, not a list`);
}
