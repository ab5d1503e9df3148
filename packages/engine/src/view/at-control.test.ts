import { describe, expect, test } from 'vitest';
import { DAY } from '../testing/night.ts';
import { act, acts, call, clockRule, lined, RACE, raceBook, requirement } from '../testing/race-night.ts';
import { literal } from '../testing/rulebook.ts';
import { actsView, allowedView, clocksView } from './at-control.ts';
import { timelineView } from './timeline.ts';

const AT = '2026-05-02T18:10:00Z';
const no = { ...literal(false), source: 'false' };

describe('what may be given now', () => {
  const book = raceBook({ requirements: [requirement('flag:white', no, { override: ['race-director'] })] });
  const at = (night: ReturnType<typeof lined>) =>
    allowedView(night.context, { view: 'allowed', meeting: DAY, race: RACE, role: 'flagger' }, AT).commands.map((row) => [
      row.flag ?? row.command,
      row.allowed,
      row.code ?? '',
    ]);
  test('a race that is lined up may go green; it has no result to make official', () =>
    expect(at(lined(book, 'A B'))).toEqual(
      expect.arrayContaining([
        ['green', true, ''],
        ['yellow', true, ''],
        ['white', false, 'requirement'],
        ['make-official', false, expect.any(String)],
      ]),
    ));
  test('a race that has ended shows no green, and says so', () =>
    expect(at(lined(book, 'A B').flag('green').lap(1, 'A B').flag('checkered'))).toEqual(
      expect.arrayContaining([['green', false, 'race-ended']]),
    ));
  test('what is refused names clause and who may override', () =>
    expect(
      allowedView(lined(book, 'A B').context, { view: 'allowed', meeting: DAY, race: RACE }, AT).commands.find(
        (row) => row.flag === 'white',
      ),
    ).toMatchObject({ allowed: false, says: 'not at flag:white', override: ['race-director'], because: { clauses: ['T-flag:white'] } }));
  test('an unknown race is refused', () =>
    expect(() => allowedView(lined(book, 'A B').context, { view: 'allowed', meeting: DAY, race: 'x/nothing' }, AT)).toThrow('nothing'));
});

describe('what is put on record', () => {
  const book = raceBook({ acts: acts(call('dot', []), act('mark', 'stopped', { by: ['flagger'] })), roles: new Map() });
  test.each([
    { name: 'all', sort: undefined, role: undefined, found: ['dot', 'stopped'] },
    { name: 'calls', sort: 'call', role: undefined, found: ['dot'] },
    { name: 'those of a role', sort: undefined, role: 'scorer', found: ['dot'] },
  ])('$name', ({ sort, role, found }) => expect(actsView(lined(book, 'A').context, sort, role).acts.map((row) => row.name)).toEqual(found));
});

describe('clocks that have started', () => {
  const book = raceBook({
    clocks: new Map([
      ...clockRule('limit', { seconds: literal(900) }),
      ...clockRule('work', { of: 'car', starts: 'mark:stopped', stops: 'mark:rolls', seconds: literal(120) }),
    ]),
    acts: acts(act('mark', 'stopped'), act('mark', 'rolls')),
  });
  const night = lined(book, 'A B').time('18:00:00').flag('green').time('18:09:00').mark('stopped', 'B');
  test('are those of the race and of each car', () =>
    expect(clocksView(night.context, DAY, RACE, AT).clocks).toMatchObject([
      { clock: 'limit', of: 'race', remainingSeconds: 300 },
      { clock: 'work', of: 'car', car: 'B', remainingSeconds: 60 },
    ]));
  test('none are there before the green, and none of a race without one', () =>
    expect([clocksView(lined(book, 'A').context, DAY, RACE, AT).clocks, clocksView(night.context, DAY, undefined, AT).clocks]).toEqual([
      [],
      [],
    ]));
});

describe('what happened', () => {
  const night = lined(raceBook({ acts: acts(call('dot', [])) }), 'A B')
    .flag('green')
    .flag('yellow', 'B')
    .call('dot', 'B');
  const yellow = night.facts.length - 1;
  night
    .add('fact-voided', { fact: night.facts.length, why: 'wrong car' }, RACE)
    .add('fact-corrected', { fact: yellow, body: { moment: '2026-05-02T12:00:01.000Z' }, why: 'late' }, RACE);
  test('is told in words, with what was taken back and the true moment', () =>
    expect(timelineView(night.context, DAY, RACE).rows.map(({ says, voided, moment }) => ({ says, voided, moment }))).toEqual([
      { says: 'green flag', voided: false, moment: expect.any(String) },
      { says: 'yellow flag for B', voided: false, moment: '2026-05-02T12:00:01.000Z' },
      { says: 'B: dot', voided: true, moment: undefined },
      { says: `taken back (fact ${yellow + 1}): wrong car`, voided: false, moment: undefined },
      { says: `corrected (fact ${yellow}): late`, voided: false, moment: undefined },
    ]));
  test('of the meeting has what came before the race too', () =>
    expect(timelineView(night.context, DAY, undefined).rows[0]).toMatchObject({ says: 'meeting opened' }));
});
