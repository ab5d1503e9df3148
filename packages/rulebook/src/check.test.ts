import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadRulebook } from './load.ts';

const EXAMPLE = join(import.meta.dirname, '../../../rulebooks/example-speedway');

/** What is wrong with an edition that says this beyond the example. */
function wrong(text: string): readonly string[] {
  const loaded = loadRulebook(join(EXAMPLE, 'own.yaml'), `extends: { file: 2026.yaml }\nedition: own\nin-force: 2030-01-01\n${text}`);
  return loaded.ok ? [] : loaded.problems.map((each) => each.says);
}

test.each([
  { name: 'a plan', text: 'rounds: { heat: { split: { deal: plan, plan: [[1, 2], [2, 1]] } } }', says: [] },
  { name: 'no plan', text: 'rounds: { heat: { split: { deal: plan } } }', says: ['heat is dealt by a plan, and there is no plan'] },
  {
    name: 'a rank twice in a race',
    text: 'rounds: { heat: { split: { deal: plan, plan: [[1, 2], [3, 2, 3]] } } }',
    says: ['race 2 of the plan of heat has 3 twice'],
  },
  {
    name: 'a sort key that there is not',
    text: 'overall: [{ order: [{ finnish: a-main }], clause: EX-5.6 }]',
    says: ['"finnish" is not a sort key, did you mean "finish"?'],
  },
  {
    name: 'a field called car of what is of a person',
    text: 'records: { joins: { says: joins, of: person, fields: { car: car }, clause: EX-1.2 } }',
    says: [],
  },
  {
    name: 'a field called as what it is of',
    text: 'records: { weight: { says: weighed, of: car, fields: { car: text }, clause: EX-1.2 } }',
    says: ['what is of a car says its car already: call the field otherwise'],
  },
])('$name', ({ text, says }) => {
  expect(wrong(text)).toEqual(says);
});
