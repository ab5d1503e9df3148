import { expect, test } from 'vitest';
import type { ActBody } from '../fact.ts';
import { DAY } from '../testing/night.ts';
import { act, acts, call, lined, RACE, raceBook, type RaceNight } from '../testing/race-night.ts';
import { formula } from '../testing/rulebook.ts';
import { actFacts, callCounts, displaced, latestMarks, recordsOf } from './acts.ts';

const book = raceBook({
  acts: acts(
    act('mark', 'gates-closed', { of: 'race' }),
    act('record', 'sticker', { of: 'car' }),
    act('record', 'weight', { of: 'entry' }),
    act('record', 'waiver', { of: 'person' }),
    act('record', 'booking', {
      of: 'club',
      displaces: {
        when: formula(
          'act.rookie && act.hour == old.hour',
          ['act', 'old'],
          ({ act: newer, old }) =>
            (newer as { readonly rookie: boolean }).rookie &&
            (newer as { readonly hour: bigint }).hour === (old as { readonly hour: bigint }).hour,
        ),
        clauses: ['T-displaces'],
      },
    }),
    call('dot', []),
  ),
});
const body = (name: string, parts: Partial<ActBody> = {}): ActBody => ({ name, fields: {}, approvals: [], ...parts });
const night = (): RaceNight => lined(book, 'A B');
const plain = (record: (() => object) | undefined): object => ({ ...record?.() });

test('marks: those of the race lie over those of the meeting, and one taken off is gone', () => {
  const marked = night().time('14:00:00').mark('gates-closed');
  marked.add('moment-marked', body('gates-closed')).time('14:05:00').add('moment-marked', body('drivers-meeting'));
  const marks = latestMarks(marked.time('14:06:00').mark('gates-closed').context, { meeting: DAY, race: RACE });
  expect(Object.keys(marks).toSorted()).toEqual(['drivers_meeting', 'gates_closed']);
  expect(marks['gates_closed']?.()).toBe(Date.parse('2026-05-02T14:06:00Z'));
  expect(Object.keys(latestMarks(marked.mark('gates-closed', '', { off: true }).context, { meeting: DAY, race: RACE }))).toEqual([
    'drivers_meeting',
  ]);
  expect(latestMarks(marked.context, { meeting: DAY })['gates_closed']?.()).toBe(Date.parse('2026-05-02T14:00:00Z'));
  expect(latestMarks(marked.mark('rolling', 'A').context, { meeting: DAY, race: RACE, car: 'A' })).toHaveProperty('rolling');
  expect(latestMarks(marked.context, { meeting: DAY, race: RACE, car: 'B' })).toEqual({});
});

test('a sticker of the car holds at a later meeting and tells its season; a weight stays with its meeting', () => {
  const later = night()
    .add('record-made', body('sticker', { class: 'x', car: 'A', fields: { number: 181 } }))
    .add('record-made', body('weight', { class: 'x', car: 'A', fields: { pounds: 300 } }))
    .open('2026-06-06');
  const records = recordsOf(later.context, { meeting: '2026-06-06', class: 'x', car: 'A' });
  expect(Object.keys(records)).toEqual(['sticker']);
  expect(plain(records['sticker'])).toMatchObject({ number: 181n, season: '2026', meeting: DAY, by: 'official', count: 1n });
  expect(Object.keys(recordsOf(later.context, { meeting: DAY, class: 'x', car: 'A' }))).toEqual(['sticker', 'weight']);
  expect(recordsOf(later.context, { meeting: '2026-06-06', class: 'x', car: 'B' })).toEqual({});
});

test('papers of a person hold wherever they were made; the latest fields count', () => {
  const signed = night()
    .add('record-made', body('waiver', { person: 'Ava', fields: { version: 1 } }))
    .open('2026-06-06')
    .add('record-made', body('waiver', { person: 'Ava', fields: { version: 2 } }));
  expect(plain(recordsOf(signed.context, { person: 'Ava' })['waiver'])).toMatchObject({ version: 2n, meeting: '2026-06-06', count: 2n });
  expect(actFacts(signed.context, { person: 'Ava' }).map((fact) => fact.meeting)).toEqual([DAY, '2026-06-06']);
});

test('training displaces practice at the same hour and nothing else', () => {
  const booked = night();
  for (const [rookie, hour] of [
    [false, 17],
    [false, 18],
    [true, 17],
  ] as const)
    booked.add('record-made', body('booking', { fields: { rookie, hour } }));
  const last = booked.facts.length;
  expect([...displaced(booked.context)]).toEqual([[last - 2, last]]);
  expect(plain(recordsOf(booked.context, { meeting: DAY })['booking'])).toMatchObject({ rookie: true, hour: 17n, count: 2n });
});

test('calls are counted in their race, on their car', () => {
  const called = night()
    .call('dot', 'A')
    .call('dot', 'A B')
    .add('call-made', body('dot', { class: 'x', car: 'A' }));
  const counts = (where: object): readonly number[] => Object.values(callCounts(called.context, where)).map((count) => count());
  expect([
    counts({ meeting: DAY, race: RACE }),
    counts({ meeting: DAY, race: RACE, car: 'B' }),
    counts({ meeting: DAY, car: 'A' }),
    counts({ meeting: DAY }),
  ]).toEqual([[2], [1], [3], [1]]);
});
