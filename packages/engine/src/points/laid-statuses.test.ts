import { expect, test } from 'vitest';
import type { StatusReach } from '../language.ts';
import { acts, call, raceBook, words } from '../testing/race-night.ts';
import { raceClass } from '../testing/rulebook.ts';
import { caseRule, caseRules, CaseNight, follows } from '../testing/stewards.ts';
import { result } from './result.ts';

const rounds = ['race', 'second'].flatMap((id) => raceBook().rounds.map((round) => ({ ...round, id, name: id })));
const MEETINGS = ['2026-05-02', '2026-05-09', '2026-05-16'];
const RACES = ['x/race', 'x/second', 'y/race'];

/** Three meetings of two classes; at the second A is given the status, and the answer names the races it then has it in. */
function given(of: StatusReach | undefined, how: 'call' | 'outside' | 'ruling'): readonly string[] {
  const status = { kind: 'status' as const, status: 'dq', ...(of ? { of } : {}) };
  const book = raceBook({
    rounds,
    classes: [raceClass('x'), raceClass('y')],
    acts: acts(call('out', [status])),
    cases: caseRules(caseRule('protest', { out: follows(status) })),
  });
  const night = new CaseNight(book);
  for (const [index, meeting] of MEETINGS.entries()) {
    if (index > 0) night.open(meeting);
    night.inOrder(words('A B')).inOrder(words('A B'), 'y');
    for (const race of RACES) night.finish(race, words('A B'));
    if (index !== 1) continue;
    if (how === 'ruling') night.file('protest', 'p', { against: 'A', race: 'x/second' }).rule('p', 'out', 'x/second');
    else night.add('call-made', { name: 'out', car: 'A', class: 'x', fields: {}, approvals: [] }, how === 'call' ? 'x/second' : undefined);
  }
  return MEETINGS.flatMap((meeting, index) =>
    RACES.flatMap((race) =>
      result(night.context, meeting, race).rows.find((row) => row.car === 'A')?.status === 'dq' ? [`${index + 1} ${race}`] : [],
    ),
  );
}

test.each([
  { of: undefined, how: 'call' as const, races: ['2 x/second'] },
  { of: 'race' as const, how: 'ruling' as const, races: ['2 x/second'] },
  { of: 'meeting' as const, how: 'call' as const, races: ['2 x/race', '2 x/second'] },
  { of: 'meeting' as const, how: 'outside' as const, races: ['2 x/race', '2 x/second'] },
  { of: 'meeting' as const, how: 'ruling' as const, races: ['2 x/race', '2 x/second'] },
  { of: 'date' as const, how: 'call' as const, races: ['2 x/race', '2 x/second', '2 y/race'] },
  { of: 'date' as const, how: 'outside' as const, races: ['2 x/race', '2 x/second', '2 y/race'] },
  { of: 'date' as const, how: 'ruling' as const, races: ['2 x/race', '2 x/second', '2 y/race'] },
  { of: 'season' as const, how: 'call' as const, races: ['1 x/race', '1 x/second', '1 y/race', '2 x/race', '2 x/second', '2 y/race'] },
  { of: 'season' as const, how: 'ruling' as const, races: ['1 x/race', '1 x/second', '1 y/race', '2 x/race', '2 x/second', '2 y/race'] },
])('a status of the $of by a $how', ({ of, how, races }) => {
  expect(given(of, how)).toEqual(races);
});
