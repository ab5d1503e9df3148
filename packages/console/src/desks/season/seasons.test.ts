import { describe, expect, test } from 'vitest';
import { freeMeetingId, instantOf, seasonOn, timeText } from './seasons.ts';

const CHICAGO = 'America/Chicago';

describe('a time of day at the club', () => {
  test.each([
    ['19:30', '2026-05-03T00:30:00Z'],
    ['7:30 pm', '2026-05-03T00:30:00Z'],
    ['7 PM', '2026-05-03T00:00:00Z'],
    ['12 am', '2026-05-02T05:00:00Z'],
    ['12 p.m.', '2026-05-02T17:00:00Z'],
    ['9', '2026-05-02T14:00:00Z'],
    ['seven', undefined],
    ['25:00', undefined],
    ['19:75', undefined],
    ['13 pm', undefined],
    ['', undefined],
  ])('%s', (typed, instant) => expect(instantOf('2026-05-02', typed, CHICAGO)).toBe(instant));
  test('reads as it was typed', () => expect(timeText('2026-05-03T00:30:00Z', CHICAGO)).toBe('19:30'));
});

test('a meeting is called by its day, the second of a day by a number more', () => {
  expect(freeMeetingId('2026-05-02', [])).toBe('2026-05-02');
  expect(freeMeetingId('2026-05-02', ['2026-05-02', '2026-05-02-2'])).toBe('2026-05-02-3');
});

test.each([
  ['2026-05-02', '2026'],
  ['2027-03-01', 'open'],
  ['2025-12-31', undefined],
])('%s is in the season %s', (day, season) =>
  expect(
    seasonOn(
      [{ season: '2026', starts: '2026-01-01', ends: '2026-12-31' }, { season: 'open', starts: '2027-01-01' }, { season: 'never opened' }],
      day,
    )?.season,
  ).toBe(season),
);
