import { describe, expect, test } from 'vitest';
import { BODY_FIELDS, type BodyType } from '../fact-fields.ts';
import { type AnyFact, FACT_KINDS } from '../fact.ts';
import { result } from '../points/result.ts';
import { fold } from '../state.ts';
import { Desk } from '../testing/desk.ts';
import { fullBook } from '../testing/full-book.ts';
import { DAY } from '../testing/night.ts';

const book = fullBook();
const RACE = 'x/heat-1';
const raced = (): Desk => {
  const night = new Desk(book).inOrder(['1', '2', '3'], 'x');
  night.give({ do: 'finish', race: RACE, order: ['1', '2', '3'] });
  return night;
};
const last = (night: Desk): number => night.state.seq;
const why = 'misread';

describe('a void that cannot be', () => {
  test.each([0, -1, 9999])('of fact %d, which is not there', (fact) => {
    for (const kind of ['void', 'restore', 'correct'])
      expect(raced().refused({ do: kind, fact, why, ...(kind === 'correct' ? { body: { order: ['1'] } } : {}) })).toMatchObject({
        code: 'unknown-fact',
        field: 'fact',
      });
  });

  test('of a fact that is void; a restore of one that stands; a correction of one that is void', () => {
    const night = raced();
    const fact = last(night);
    expect(night.refused({ do: 'restore', fact, why })).toMatchObject({ code: 'not-void', field: 'fact' });
    night.give({ do: 'void', fact, why });
    expect(night.refused({ do: 'void', fact, why })).toMatchObject({ code: 'void-already', facts: [fact + 1] });
    expect(night.refused({ do: 'correct', fact, why, body: { order: ['1', '2', '3'] } })).toMatchObject({ code: 'void-already' });
  });

  test('of a correction, which is undone by its opposite', () => {
    const night = raced();
    const fact = last(night);
    night.give({ do: 'correct', fact, why, body: { order: ['2', '1', '3'] } });
    for (const kind of ['void', 'restore', 'correct'])
      expect(night.refused({ do: kind, fact: fact + 1, why, ...(kind === 'correct' ? { body: { why: 'x' } } : {}) })).toMatchObject({
        code: 'cannot-void',
        facts: [fact + 1],
      });
  });

  test('of what an official result rests on, without the authority', () => {
    const night = raced();
    const fact = last(night);
    night.give({ do: 'make-official', race: RACE, by: 'director', override: { why: 'all is well' } });
    expect(night.refused({ do: 'void', fact, why })).toMatchObject({ code: 'result-official', facts: [fact + 1] });
  });
});

describe('a correction that cannot be', () => {
  test.each([
    { name: 'of no field', body: {}, code: 'field-missing', field: 'body' },
    { name: 'of a field that it does not have', body: { ordr: ['1'] }, code: 'unknown-field', field: 'ordr' },
    { name: 'with another type', body: { order: '1' }, code: 'wrong-type', field: 'order' },
    { name: 'with a fraction of a lap', body: { laps: { 1: 2.5 } }, code: 'wrong-type', field: 'laps' },
    { name: 'that names a stranger', body: { order: ['1', '2', '3', '9'] }, code: 'makes-no-sense', field: 'body' },
    { name: 'that names a car twice', body: { order: ['1', '2', '3', '3'] }, code: 'makes-no-sense', field: 'body' },
    { name: 'that leaves a car out', body: { order: ['1', '2'] }, code: 'makes-no-sense', field: 'body' },
    { name: 'with an unknown status', body: { order: ['1', '2'], statuses: { 3: 'dfn' } }, code: 'makes-no-sense', field: 'body' },
    { name: 'of what it was let pass with', body: { flagged: [] }, code: 'unknown-field', field: 'flagged' },
  ])('$name', ({ body, code, field }) => {
    const night = raced();
    expect(night.refused({ do: 'correct', fact: last(night), why, body })).toMatchObject({ code, field });
  });

  const WRONG: Readonly<Record<BodyType, unknown>> = {
    text: 5,
    texts: 'x',
    number: 'x',
    numbers: ['x'],
    counts: { x: 'y' },
    statuses: { x: 1 },
    fields: 'x',
    plain: undefined,
  };
  test.each(FACT_KINDS.filter((kind) => !kind.startsWith('fact-') && Object.keys(BODY_FIELDS[kind]).length > 0))(
    'with another type in any field of %s',
    (kind) => {
      const night = raced();
      night.state = fold(
        [
          {
            club: 'test',
            seq: last(night) + 1,
            at: '2026-05-02T12:10:00Z',
            by: 'x',
            kind,
            meeting: 'elsewhere',
            body: {},
          } as unknown as AnyFact,
        ],
        night.state,
      );
      const fields = Object.entries(BODY_FIELDS[kind] as Readonly<Record<string, BodyType>>).filter(([, type]) => type !== 'plain');
      const refused = fields.map(([name, type]) => night.refused({ do: 'correct', fact: last(night), why, body: { [name]: WRONG[type] } }));
      expect(refused).toMatchObject(fields.map(([name]) => ({ code: 'wrong-type', field: name })));
    },
  );
});

test('corrections pile up, the last word on each field; a void takes all of them, a restore brings all back', () => {
  const night = raced();
  const fact = last(night);
  const order = (): readonly string[] => result(night.context, DAY, RACE).rows.map((row) => row.car);
  night.give({ do: 'correct', fact, why, body: { order: ['2', '1', '3'] } }, { do: 'correct', fact, why, body: { laps: { 2: 9 } } });
  expect(order()).toEqual(['2', '1', '3']);
  night.give({ do: 'void', fact, why });
  expect(order()).toEqual([]);
  night.give({ do: 'restore', fact, why });
  expect(order()).toEqual(['2', '1', '3']);
  expect(result(night.context, DAY, RACE).rows[0]?.laps).toBe(9);
});

describe('a log written by a newer or a careless program', () => {
  const withFact = (parts: object): Desk => {
    const night = raced();
    const fact = { club: 'test', seq: last(night) + 1, at: '2026-05-02T12:10:00Z', by: 'x', body: {}, ...parts } as unknown as AnyFact;
    night.state = fold([fact], night.state);
    return night;
  };
  const says = (night: Desk): string => JSON.stringify(night.ask({ view: 'findings' }));

  test('a fact of an unknown kind changes nothing and is found', () => {
    const before = JSON.stringify(raced().ask({ view: 'result', meeting: DAY, race: RACE }));
    const night = withFact({ kind: 'drone-flown', meeting: DAY, race: RACE });
    expect(JSON.stringify(night.ask({ view: 'result', meeting: DAY, race: RACE }))).toBe(before);
    expect(says(night)).toContain('unknown kind drone-flown');
    expect(night.refused({ do: 'correct', fact: last(night), why, body: { x: 1 } })).toMatchObject({ code: 'unknown-field', field: 'x' });
    night.give({ do: 'void', fact: last(night), why });
  });

  test.each([
    {
      name: 'a void of nothing',
      parts: { kind: 'fact-voided', body: { fact: 999, why } },
      finding: 'void of fact 999, which is not there',
    },
    {
      name: 'a void of a void',
      parts: { kind: 'fact-voided', body: { fact: 9, why } },
      finding: 'which is itself a correction',
      first: { do: 'void', fact: 8, why },
    },
    { name: 'a restore of what stands', parts: { kind: 'fact-restored', body: { fact: 3, why } }, finding: 'which is not void' },
    {
      name: 'a correction of what is void',
      parts: { kind: 'fact-corrected', body: { fact: 8, body: { order: ['3', '2', '1'] }, why } },
      finding: 'does not stand',
      first: { do: 'void', fact: 8, why },
    },
    {
      name: 'a gap in the numbers',
      parts: { kind: 'seed-revealed', seq: 99, meeting: DAY, body: { seed: 'x' } },
      finding: 'fact 99 follows fact 8',
    },
    {
      name: 'a car signed in twice',
      parts: { kind: 'car-signed-in', meeting: DAY, body: { class: 'x', car: '1', driver: 'Ben', details: {} } },
      finding: 'twice',
    },
    { name: 'a meeting nobody opened', parts: { kind: 'meeting-closed', meeting: '2026-12-24' }, finding: 'no meeting 2026-12-24' },
  ])('$name is found and changes nothing', ({ parts, finding, first }) => {
    const night = raced();
    if (first) night.give(first);
    const before = JSON.stringify(night.ask({ view: 'line-up', meeting: DAY, race: RACE }));
    night.state = fold(
      [{ club: 'test', seq: last(night) + 1, at: '2026-05-02T12:10:00Z', by: 'x', body: {}, ...parts } as unknown as AnyFact],
      night.state,
    );
    expect(JSON.stringify(night.ask({ view: 'line-up', meeting: DAY, race: RACE }))).toBe(before);
    expect(says(night)).toContain(finding);
  });

  test.each(['__proto__', 'constructor', 'toString'])('a car, a driver and a field called %s break no answer', (name) => {
    const facts = (['car-signed-in', 'draw-made', 'lap-scored', 'call-made', 'race-finished', 'person-registered'] as const).map(
      (kind, index) => ({
        club: 'test',
        seq: index + 2,
        at: `2026-05-02T12:20:0${index}Z`,
        by: 'x',
        kind,
        ...(kind === 'person-registered' ? {} : { meeting: DAY }),
        ...(kind === 'lap-scored' || kind === 'call-made' || kind === 'race-finished' ? { race: RACE } : {}),
        body: {
          'car-signed-in': { class: 'x', car: name, driver: name, details: JSON.parse(`{"${name}":1}`) as object },
          'draw-made': { draw: 'pill', class: 'x', car: name, result: 1, how: 'by-hand' },
          'lap-scored': { lap: 1, order: [name], lapped: [] },
          'call-made': { name: 'strike', car: name, fields: JSON.parse(`{"${name}":1}`) as object, approvals: [] },
          'race-finished': { order: [name], statuses: {}, laps: JSON.parse(`{"${name}":7}`) as object },
          'person-registered': { person: name, details: {} },
        }[kind],
      }),
    );
    const night = new Desk(book);
    night.state = fold(facts as unknown as readonly AnyFact[], night.state);
    expect(night.ask({ view: 'result', meeting: DAY, race: RACE })).toMatchObject({
      ok: true,
      answer: { rows: [{ car: name, driver: name, place: 1, laps: 7 }] },
    });
    expect(night.ask({ view: 'race', meeting: DAY, race: RACE })).toMatchObject({ ok: true, answer: { order: [name] } });
    for (const query of [
      { view: 'points', class: 'x' },
      { view: 'fees' },
      { view: 'ledger' },
      { view: 'findings' },
      { view: 'standings', season: '2026', class: 'x' },
    ])
      expect(night.ask(query.view === 'findings' || query.view === 'standings' ? query : { ...query, meeting: DAY })).toMatchObject({
        ok: true,
      });
  });
});
