import { expect, test } from 'vitest';
import { contextOn, msOf } from '../context.ts';
import type { DeadlineRule, Expr } from '../language.ts';
import { Refused } from '../refusal.ts';
import { scopeFor } from '../scope.ts';
import { initialState } from '../state.ts';
import { blankRulebook, literal } from '../testing/rulebook.ts';
import { deadline } from './deadlines.ts';

const at = (instant: string): Expr => literal(msOf(instant));

/** The last moment of a rule, of a club in Chicago. */
function ends(parts: Partial<DeadlineRule>): string {
  const rule = { id: 'd', says: 'something is done', from: literal(0), clauses: ['T-1'], ...parts };
  const scope = scopeFor(contextOn([blankRulebook()], initialState, '2025-06-01'), {});
  return new Date(deadline(scope, rule).value).toISOString();
}

const NEXT_MORNING = { days: literal(1), time: literal('11:00') };

test.each<{ readonly name: string; readonly rule: Partial<DeadlineRule>; readonly ends: string }>([
  { name: 'minutes after a moment', rule: { from: at('2025-07-16T01:00:00Z'), minutes: literal(30) }, ends: '2025-07-16T01:30:00.000Z' },
  { name: 'the next morning, in summer', rule: { from: at('2025-07-16T01:00:00Z'), ...NEXT_MORNING }, ends: '2025-07-16T16:00:00.000Z' },
  { name: 'the next morning, in winter', rule: { from: at('2025-01-15T02:00:00Z'), ...NEXT_MORNING }, ends: '2025-01-15T17:00:00.000Z' },
  { name: 'over the change to summer', rule: { from: at('2025-03-09T02:00:00Z'), ...NEXT_MORNING }, ends: '2025-03-09T16:00:00.000Z' },
  { name: 'over the change to winter', rule: { from: at('2025-11-02T01:00:00Z'), ...NEXT_MORNING }, ends: '2025-11-02T17:00:00.000Z' },
  {
    name: 'the next morning somewhere else',
    rule: { from: at('2025-07-16T01:00:00Z'), ...NEXT_MORNING, zone: literal('Europe/Berlin') },
    ends: '2025-07-17T09:00:00.000Z',
  },
  {
    name: 'a day later while the race is not over',
    rule: { from: at('2025-10-04T17:00:00Z'), ...NEXT_MORNING, after: at('2025-10-05T17:05:00Z') },
    ends: '2025-10-06T16:00:00.000Z',
  },
  { name: 'the end of a day', rule: { from: literal('2025-07-01'), days: literal(30) }, ends: '2025-08-01T04:59:59.999Z' },
  { name: 'a month from the end of a month', rule: { from: literal('2025-01-31'), months: literal(1) }, ends: '2025-03-01T05:59:59.999Z' },
])('a deadline: $name', ({ rule, ends: expected }) => {
  expect(ends(rule)).toBe(expected);
});

test.each<{ readonly name: string; readonly rule: Partial<DeadlineRule>; readonly code: string }>([
  { name: 'that does not run yet', rule: { from: literal(0) }, code: 'deadline-open' },
  { name: 'in a zone that there is not', rule: { from: literal('2025-07-01'), zone: literal('America/Nowhere') }, code: 'unknown-zone' },
])('a deadline $name is refused with its clause', ({ rule, code }) => {
  let refused: unknown;
  try {
    ends(rule);
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(Refused);
  expect((refused as Refused).refusal).toMatchObject({ code, clauses: ['T-1'] });
});
