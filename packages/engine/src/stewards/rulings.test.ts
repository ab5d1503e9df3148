import { describe, expect, test } from 'vitest';
import { type Because, citedClauses } from '../because.ts';
import type { NoticeRule, Rulebook } from '../language.ts';
import { result } from '../points/result.ts';
import { DAY } from '../testing/night.ts';
import { Desk } from '../testing/desk.ts';
import { act, acts, call, ladder, raceBook, RACE, words } from '../testing/race-night.ts';
import { formula, literal } from '../testing/rulebook.ts';
import { caseRule, caseRules, CaseNight, follows } from '../testing/stewards.ts';
import { cases } from './cases.ts';
import { sanctions } from './sanctions.ts';

const places = (count: number) => follows({ kind: 'places', count: literal(count) });
const PROTEST = caseRule('protest', { one: places(1), two: places(2), three: places(3), nothing: {} }, { holds: ['result'] });
const APPEAL = caseRule('appeal', { reversed: { setsAside: true }, denied: {} }, { stays: literal(true) });

function night(parts: Partial<Rulebook> = {}): CaseNight {
  return new CaseNight(raceBook({ cases: caseRules(PROTEST, APPEAL), ...parts }))
    .inOrder(words('A B C D E F'))
    .finish(RACE, words('A B C D E F'));
}

function order(of: CaseNight): string {
  return result(of.context, DAY, RACE)
    .rows.map((row) => row.car)
    .join(' ');
}

type Step = (of: CaseNight) => CaseNight;
const ruled =
  (id: string, against: string, outcome: string): Step =>
  (of) =>
    of.file('protest', id, { against }).rule(id, outcome);

test.each<{ readonly name: string; readonly steps: readonly Step[]; readonly order: string }>([
  { name: 'a ruling takes places in the result', steps: [ruled('p', 'A', 'two')], order: 'B C A D E F' },
  { name: 'several rulings work together', steps: [ruled('p', 'A', 'one'), ruled('q', 'B', 'one')], order: 'C A B D E F' },
  { name: 'in any order', steps: [ruled('q', 'B', 'one'), ruled('p', 'A', 'one')], order: 'C A B D E F' },
  { name: 'two against one add up', steps: [ruled('p', 'A', 'one'), ruled('q', 'A', 'two')], order: 'B C D A E F' },
  { name: 'more places than there are put it last', steps: [ruled('p', 'E', 'three')], order: 'A B C D F E' },
  { name: 'one that takes nothing moves nobody', steps: [ruled('p', 'A', 'nothing')], order: 'A B C D E F' },
  {
    name: 'a new finish keeps what was ruled',
    steps: [ruled('p', 'A', 'two'), (of) => of.finish(RACE, words('F A B C D E'))],
    order: 'F B C A D E',
  },
  {
    name: 'an open appeal keeps it waiting',
    steps: [ruled('p', 'A', 'two'), (of) => of.file('appeal', 'a', { about: 'p' })],
    order: 'A B C D E F',
  },
  {
    name: 'an appeal that is denied lets it follow',
    steps: [ruled('p', 'A', 'two'), (of) => of.file('appeal', 'a', { about: 'p' }).rule('a', 'denied')],
    order: 'B C A D E F',
  },
  {
    name: 'an appeal that reverses it takes it away for good',
    steps: [ruled('p', 'A', 'two'), (of) => of.file('appeal', 'a', { about: 'p' }).rule('a', 'reversed')],
    order: 'A B C D E F',
  },
  {
    name: 'what is ruled anew after that follows',
    steps: [ruled('p', 'A', 'two'), (of) => of.file('appeal', 'a', { about: 'p' }).rule('a', 'reversed').rule('p', 'one')],
    order: 'B A C D E F',
  },
])('$name', ({ steps, order: expected }) => {
  expect(order(steps.reduce((of, step) => step(of), night()))).toBe(expected);
});

test('a ruled place says which clause took it', () => {
  const rows = result(ruled('p', 'A', 'two')(night()).context, DAY, RACE).rows;
  expect(citedClauses(rows[2]?.because as Because)).toContain('T-ruled');
});

test.each([
  { name: 'ruled', steps: ruled('p', 'A', 'one'), status: 'ruled' },
  { name: 'stayed', steps: ((of) => ruled('p', 'A', 'one')(of).file('appeal', 'a', { about: 'p' })) satisfies Step, status: 'stayed' },
  {
    name: 'set aside',
    steps: ((of) => ruled('p', 'A', 'one')(of).file('appeal', 'a', { about: 'p' }).rule('a', 'reversed')) satisfies Step,
    status: 'set-aside',
  },
])('a case says that it is $name', ({ steps, status }) => {
  expect(cases(steps(night()).context, DAY).find((each) => each.id === 'p')?.status).toBe(status);
});

/** Whether the place of a driver is known, as a condition asks that rests on the result itself. */
const PLACED = formula('race.result != "none"', ['race'], ({ race }) => (race as { readonly result: string }).result !== 'none');

test.each([
  { name: 'an open case holds the result', parts: {}, held: 1 },
  {
    name: 'one that ended by itself does not',
    parts: { lapses: { when: literal(true), says: 'over', outcome: 'nothing', clauses: ['T-over'] } },
    held: 0,
  },
  {
    name: 'nor one whose end rests on the result',
    parts: { lapses: { when: PLACED, says: 'over', outcome: 'nothing', clauses: ['T-over'] } },
    held: 0,
  },
])('$name', ({ parts, held }) => {
  const book = raceBook({ cases: caseRules({ ...PROTEST, ...parts }) });
  const of = new CaseNight(book).inOrder(words('A B')).finish(RACE, words('A B')).file('protest', 'p', { against: 'A' });
  expect(result(of.context, DAY, RACE).holds).toHaveLength(held);
});

test.each([
  { name: 'while the condition holds', holdsWhile: true, held: 1 },
  { name: 'not when it does not', holdsWhile: false, held: 0 },
])('a ruled case holds on $name', ({ holdsWhile, held }) => {
  const rule = caseRule('protest', { nothing: { holdsWhile: literal(holdsWhile) } }, { holds: ['result'] });
  const of = night({ cases: caseRules(rule) })
    .file('protest', 'p', { against: 'A' })
    .rule('p', 'nothing');
  expect(result(of.context, DAY, RACE).holds).toHaveLength(held);
});

test('a ruling counts the calls on its ladder, and a call the rulings', () => {
  const ladders = ladder(
    'cheating',
    [
      [1, { kind: 'warning' }],
      [2, { kind: 'reprimand' }],
      [3, { kind: 'fine', cents: literal(100), to: 'fines' }],
    ],
    {
      over: 'ever',
      whose: 'driver',
    },
  );
  const rule = caseRule('tech', { found: { ladder: 'cheating' } });
  const of = night({ ladders, cases: caseRules(rule), acts: acts(call('found', [], { ladder: 'cheating' })) })
    .call('found', 'A')
    .file('tech', 't', { against: 'A' })
    .rule('t', 'found')
    .call('found', 'A')
    .call('found', 'B');
  expect(sanctions(of.context).map((each) => `${each.driver} ${each.consequence.kind}`)).toEqual([
    'driver A warning',
    'driver A reprimand',
    'driver A fine',
    'driver B warning',
  ]);
});

const ruledField = (name: string) =>
  formula(`ruling.${name}`, ['ruling'], ({ ruling }) => (ruling as Readonly<Record<string, unknown>>)[name]);
const INFRACTION = caseRule('infraction', {
  rear: follows({ kind: 'rear', place: 'tail' }),
  spots: follows({ kind: 'spots', count: ruledField('spots'), noRoom: [{ kind: 'rear', place: 'tail' }] }),
  out: follows({ kind: 'off', status: 'dnf' }),
  dq: follows({ kind: 'status', status: 'dq' }),
  strike: follows({ kind: 'count', ladder: 'strikes', by: 1 }),
  fined: follows({ kind: 'fine', cents: literal(500), to: 'fines' }),
});

describe('a ruling in a race that is being run', () => {
  const ladders = ladder('strikes', [[2, { kind: 'off', status: 'dnf' }]]);
  const racing = (): CaseNight =>
    new CaseNight(raceBook({ ladders, cases: caseRules(INFRACTION, APPEAL) }))
      .inOrder(words('A B C D'))
      .flag('green')
      .lap(1, 'A B C D')
      .flag('yellow');
  const on = (of: CaseNight, id: string, car: string, outcome: string, fields = {}): CaseNight =>
    of.file('infraction', id, { against: car }).add('case-ruled', { id, outcome, fields }, RACE);

  test.each([
    { name: 'sends to the rear', outcome: 'rear', order: 'B C D A' },
    { name: 'moves back by spots', outcome: 'spots', fields: { spots: 2 }, order: 'B C A D' },
    { name: 'with what stands for too few cars behind', outcome: 'spots', fields: { spots: 9 }, order: 'B C D A' },
    { name: 'takes a car off the track', outcome: 'out', order: 'B C D' },
    { name: 'disqualifies', outcome: 'dq', order: 'B C D' },
    { name: 'counts on a ladder', outcome: 'strike', order: 'A B C D' },
    { name: 'leaves the order alone with a fine', outcome: 'fined', order: 'A B C D' },
  ])('$name', ({ outcome, fields, order: expected }) => {
    expect(on(racing(), 'i', 'A', outcome, fields).field).toBe(expected);
  });

  test('the second strike of the ladder takes it off', () => {
    expect(on(on(racing(), 'i', 'A', 'strike'), 'j', 'A', 'strike').field).toBe('B C D');
  });

  test('a fine is owed once', () => {
    expect(sanctions(on(racing(), 'i', 'A', 'fined').context).map((each) => each.consequence.kind)).toEqual(['fine']);
  });

  test('the order of the next lap stands', () => {
    expect(on(racing(), 'i', 'A', 'rear').flag('green').lap(2, 'A B C D').field).toBe('A B C D');
  });

  test('a ruling that is set aside moves nobody', () => {
    expect(on(racing(), 'i', 'A', 'rear').file('appeal', 'a', { about: 'i' }).rule('a', 'reversed').field).toBe('A B C D');
  });

  test('once the race is over its result is ruled on', () => {
    const of = on(racing().finish(RACE, words('A B C D')), 'i', 'A', 'dq');
    expect(order(of)).toBe('B C D A');
  });
});

describe('letters', () => {
  const sent = act('record', 'sent', {
    of: 'case',
    fields: ['notice', 'channel'].map((name) => ({ name, type: 'text', optional: false })),
  });
  const letter: NoticeRule = {
    id: 'decision',
    says: 'the decision',
    text: 'x',
    to: 'against',
    channels: ['mail', 'email'],
    record: 'sent',
    clauses: ['T-letter'],
  };
  const desk = (): Desk => {
    const on = new Desk(raceBook({ cases: caseRules(PROTEST), acts: acts(sent), notices: new Map([['decision', letter]]) })).signIn(['A']);
    on.give({ do: 'file', case: 'protest', id: 'p', filer: 'Z', against: 'driver A' });
    return on;
  };
  const sending = (fields: object) => ({ do: 'record', name: 'sent', case: 'p', fields });
  test('by a channel that is allowed', () => {
    expect(desk().give(sending({ notice: 'decision', channel: 'email' }))).toHaveLength(1);
  });
  test.each([
    { name: 'by another channel', fields: { notice: 'decision', channel: 'phone' }, code: 'wrong-channel', field: 'channel' },
    {
      name: 'a letter that the rulebook has not',
      fields: { notice: 'decisions', channel: 'email' },
      code: 'unknown-notice',
      field: 'notice',
    },
  ])('$name is refused', ({ fields, code, field }) => {
    expect(desk().refused(sending(fields))).toMatchObject({ code, field });
  });
});
