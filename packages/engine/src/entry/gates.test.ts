import { describe, expect, test } from 'vitest';
import type { Requirement } from '../language.ts';
import { blankRulebook, formula, literal } from '../testing/rulebook.ts';
import { DAY, Night } from '../testing/night.ts';
import { checkGate } from './gates.ts';

const requirement = (parts: Partial<Requirement>): Requirement => ({
  at: ['sign-in'],
  must: literal(false),
  says: 'too young',
  effect: 'refuse',
  override: [],
  clauses: ['T-age'],
  ...parts,
});

const ask = (rule: Requirement) =>
  checkGate(new Night(blankRulebook({ requirements: [rule] })).context, 'sign-in', { meeting: DAY }, {}, '2026-05-02T12:00:00Z');

test.each([
  { name: 'a day', until: literal('2026-06-09'), gives: '2026-06-09' },
  { name: 'a moment in milliseconds', until: literal(Date.UTC(2026, 5, 9, 12)), gives: '2026-06-09T12:00:00Z' },
  {
    name: 'nothing where it cannot be told',
    until: formula('driver.born', ['driver'], ({ driver }) => (driver as { born: unknown }).born),
    gives: undefined,
  },
  { name: 'nothing for an empty text', until: literal(''), gives: undefined },
])('a refusal tells until when it stands: $name', ({ until, gives }) => {
  const no = ask(requirement({ until })).refused;
  expect(no?.until).toBe(gives);
  expect(no?.says).toBe(gives === undefined ? 'too young' : `too young, until ${gives}`);
});

test('a requirement that holds refuses nothing, whatever its end', () => {
  expect(ask(requirement({ must: literal(true), until: literal('2026-06-09') })).refused).toBeUndefined();
});

describe('a requirement whose formula gives no answer is not met and says so', () => {
  const failing = (says: string): Requirement['must'] =>
    formula('passes[0].valid', [], () => {
      throw Object.assign(new Error(says), { name: 'EvaluationError' });
    });
  test.each([
    { must: failing('index out of bounds'), why: 'passes[0].valid: index out of bounds' },
    { must: literal('yes'), why: 'yes is "yes", not yes or no' },
  ])('$why', ({ must, why }) => {
    const answer = ask(requirement({ must }));
    expect(answer.refused).toMatchObject({ says: `too young (this could not be worked out: ${why})`, clauses: ['T-age'] });
    expect(ask(requirement({ must, effect: 'flag' })).flagged).toEqual([{ says: answer.refused?.says, clauses: ['T-age'] }]);
  });
  test('but a record that is not there is plainly not met', () =>
    expect(ask(requirement({ must: failing('No such key: valid') })).refused?.says).toBe('too young'));
});
