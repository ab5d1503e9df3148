import { expect, test } from 'vitest';
import { DAY } from '../testing/night.ts';
import { acts, call, raceBook, RACE, words } from '../testing/race-night.ts';
import { caseRule, caseRules, CaseNight } from '../testing/stewards.ts';
import { result } from '../points/result.ts';
import { cases } from './cases.ts';

const ID = `review/${DAY}/${RACE}`;

/** A night whose rulebook reviews a race at a moment. */
function night(at: string, rounds: readonly string[] = []): CaseNight {
  const review = caseRule('review', { nothing: {} }, { holds: ['result'], opens: { at, rounds, clauses: ['T-review'] } });
  return new CaseNight(raceBook({ cases: caseRules(review), acts: acts(call('crash', [{ kind: 'noted' }])) })).inOrder(words('A B C'));
}

const statuses = (of: CaseNight): Readonly<Record<string, string>> =>
  Object.fromEntries(cases(of.context, DAY).map((each) => [each.id, each.status]));

const finished = (of: CaseNight): CaseNight => of.finish(RACE, words('A B C'));

test.each<{ readonly name: string; readonly of: CaseNight; readonly open: readonly string[] }>([
  { name: 'before the finish there is none', of: night('finish'), open: [] },
  { name: 'the finish opens one', of: finished(night('finish')), open: [ID] },
  { name: 'a finish given twice opens one', of: finished(finished(night('finish'))), open: [ID] },
  { name: 'a flag opens one', of: night('flag:red').add('flag-shown', { flag: 'red', cars: [] }, RACE), open: [ID] },
  { name: 'another flag does not', of: night('flag:red').add('flag-shown', { flag: 'green', cars: [] }, RACE), open: [] },
  {
    name: 'a call opens one',
    of: night('call:crash').add('call-made', { name: 'crash', car: 'A', fields: {}, approvals: [] }, RACE),
    open: [ID],
  },
  { name: 'only in its rounds', of: finished(night('finish', ['another'])), open: [] },
])('a case that opens by itself: $name', ({ of, open }) => {
  expect(Object.keys(statuses(of))).toEqual(open);
});

test('it holds the result until it is ruled on, and is gone with what opened it', () => {
  const of = finished(night('finish'));
  const held = (): readonly string[] => result(of.context, DAY, RACE).holds.map((each) => each.says);
  expect(held()).toEqual(['review is open']);
  const finish = of.facts.at(-1)?.seq ?? 0;
  of.rule(ID, 'nothing');
  expect(held()).toEqual([]);
  expect(statuses(of)).toEqual({ [ID]: 'ruled' });
  of.add('fact-voided', { fact: finish, why: 'another race' });
  expect(statuses(of)).toEqual({});
});
