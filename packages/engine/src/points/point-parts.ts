import { because } from '../because.ts';
import type { Context } from '../context.ts';
import type { Expr, Rulebook } from '../language.ts';
import { refuse } from '../refusal.ts';
import { computed, evaluate, type Scope } from '../scope.ts';
import type { Ruled } from '../values.ts';

/*
 * Points are counted in whole parts (`point-parts` of the rulebook), so that half a win or a third of a second place adds
 * up alike on every machine. Rules and formulas are written in points, and people read points.
 */

/** Into how many parts a rulebook divides a point. */
export function partsOf(book: Rulebook): number {
  return book.pointParts ?? 1;
}

/**
 * Turns points of a rule, a fact or a call into parts. Refuses `points-not-whole` when the rulebook's parts are too
 * coarse for them.
 */
export function inParts(context: Context, points: number, says: string): number {
  const parts = partsOf(context.book);
  return wholeParts(context, points * parts, says);
}

/** Takes a number of parts that has to be whole; a tenth that the machine wrote as 0.0999… is a tenth. */
export function wholeParts(context: Context, parts: number, says: string): number {
  const whole = Math.round(parts);
  if (Math.abs(whole - parts) < 1e-6) return whole === 0 ? 0 : whole;
  return refuse(
    'points-not-whole',
    `${says} does not come out in whole parts of a point: the rulebook divides a point into ${partsOf(context.book)} (point-parts)`,
    { field: 'point-parts' },
  );
}

/** Parts as points, for formulas: a whole number where it is one. */
export function inPoints(book: Rulebook, parts: number): number {
  return parts / partsOf(book);
}

/** Computes an amount of points, in parts. */
export function pointsBy(scope: Scope, expr: Expr): Ruled<number> {
  return { value: pointsIn(scope, expr), because: evaluate(scope, expr).because };
}

/** Computes an amount of points, in parts, without its reason. */
export function pointsIn(scope: Scope, expr: Expr): number {
  const value = computed(scope, expr);
  if (typeof value !== 'number') return refuse('formula-failed', `${expr.source} is ${JSON.stringify(value)}, not points`);
  return inParts(scope.context, value, expr.source);
}

/** Multiplies and divides points as a block says; the reason is there when it does. */
export function scaled(scope: Scope, parts: number, by: { readonly times?: Expr; readonly over?: Expr }): Ruled<number> | undefined {
  const factor = by.times && evaluate(scope, by.times);
  const divisor = by.over && evaluate(scope, by.over);
  const times = factor?.value ?? 1;
  const over = divisor?.value ?? 1;
  if (typeof times !== 'number' || typeof over !== 'number' || over === 0)
    return refuse('formula-failed', `points times ${String(times)} over ${String(over)} cannot be counted`);
  if (times === over) return undefined;
  const says = `${pointsText(scope.context.book, parts)} points × ${times} ÷ ${over}`;
  const from = [factor, divisor].flatMap((each) => each?.because ?? []);
  return { value: wholeParts(scope.context, (parts * times) / over, says), because: because(says, { from }) };
}

/** Writes points as people read them: exactly when a point has 2, 4, 5 … parts, else to the hundredth, as 1.33. */
export function pointsText(book: Rulebook, parts: number): string {
  const unit = partsOf(book);
  if (parts % unit === 0) return String(parts / unit);
  const hundredths = Math.round((Math.abs(parts) * 100) / unit);
  const exact = decimals(Math.abs(parts), unit);
  const text = exact ?? `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`.replace(/\.?0+$/, '');
  return `${parts < 0 ? '-' : ''}${text}`;
}

/** The decimals of a fraction that ends within four of them. */
function decimals(parts: number, unit: number): string | undefined {
  let rest = parts % unit;
  let text = '';
  while (rest > 0 && text.length < 4) {
    rest *= 10;
    text += String(Math.floor(rest / unit));
    rest %= unit;
  }
  return rest === 0 ? `${Math.floor(parts / unit)}.${text}` : undefined;
}
