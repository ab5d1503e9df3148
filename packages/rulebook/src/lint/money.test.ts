import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadRulebook } from '../load.ts';
import { lintRulebook } from './index.ts';
import { fundSums, nearAccounts, purseTables } from './money.ts';

const FILE = fileURLToPath(new URL('../../../../rulebooks/example-speedway/2026.yaml', import.meta.url));

/** What the checks of money find in the example with some words of it replaced. */
function found(was = '', is = ''): readonly (readonly [string, string])[] {
  const text = readFileSync(FILE, 'utf8');
  if (!text.includes(was)) throw new Error(`the example does not say "${was}"`);
  const loaded = loadRulebook(FILE, text.replace(was, is));
  if (!loaded.ok) throw new Error(loaded.problems.map((each) => each.says).join('; '));
  return lintRulebook(loaded.value, [purseTables, fundSums, nearAccounts]).map((each) => [
    `${each.severity} ${each.check} ${each.path}`,
    each.says,
  ]);
}

test('the money of the example holds', () => {
  expect(found()).toEqual([]);
});

test.each([
  {
    name: 'a table that rises',
    was: '[10000, 6000, 4000]',
    is: '[10000, 4000, 6000]',
    finds: ['error purse-rises purse.a-main.rules.1.table', 'place 3 is paid 6000 cents, more than the 4000 of place 2'],
  },
  {
    name: 'more past the end of the table than in it',
    was: 'value: $20.00, says: purse of every place after',
    is: 'value: $50.00, says: purse of every place after',
    finds: ['error purse-rises purse.a-main.rules.1.table', 'place 4 is paid 5000 cents, more than the 4000 of place 3'],
  },
  {
    name: 'an amount below zero',
    was: '[10000, 6000, 4000]',
    is: '[10000, 6000, -4000]',
    finds: ['error purse-amount purse.a-main.rules.1.table', 'place 3 is paid -4000 cents: a purse pays whole cents, none below zero'],
  },
  {
    name: 'parts of a pot that rise',
    was: '[50, 30, 20]',
    is: '[30, 50, 20]',
    finds: ['error purse-rises purse.a-main.rules.2.shares', 'place 2 is paid 50 cents, more than the 30 of place 1'],
  },
  {
    name: 'a split that is not the whole',
    was: '{ to: owner, share: 40 }',
    is: '{ to: owner, share: 30 }',
    finds: ['error shares-sum purse.a-main.split', 'the parts of A main purse are 90 per cent, not 100'],
  },
  {
    name: 'gifts that are more than what is taken off',
    was: 'cents: 2 * champion_gift',
    is: 'cents: champion_gift',
    finds: ['error gifts-sum funds.point-fund.shares.first.0', 'the champions: 2 gifts of 5000 cents are more than the 5000 taken off'],
  },
  {
    name: 'per cents of places that are more than there is',
    was: 'places: { first: fund_places }',
    is: "percents: '[60, 50]'",
    finds: ['error shares-sum funds.point-fund.shares.percents', 'the places share 110 per cent, more than there is'],
  },
  {
    name: 'per cents that leave something',
    was: 'places: { first: fund_places }',
    is: "percents: '[60, 30]'",
    finds: ['note shares-sum funds.point-fund.shares.percents', 'the places share 90 per cent; the rest stays in the fund'],
  },
  {
    name: 'an account that is nearly a fund',
    was: "cents: 'floor(money.received.gate, 2)', from: gate",
    is: "cents: 'floor(money.received.gate, 2)', from: gates",
    finds: ['warning near-account funds', '"gates" is an account of its own, no fund, did you mean "gate"?'],
  },
])('$name', ({ was, is, finds }) => {
  expect(found(was, is)).toContainEqual(finds);
});
