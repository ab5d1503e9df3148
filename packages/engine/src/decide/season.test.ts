import { describe, expect, test } from 'vitest';
import { meetings } from '../context.ts';
import { Desk, type Loose } from '../testing/desk.ts';
import { blankRulebook, raceClass, round } from '../testing/rulebook.ts';

const BOOK = blankRulebook({
  classes: [raceClass('x'), raceClass('y')],
  rounds: [round('heat', [])],
  authority: new Map([['override', { roles: ['race-director'], clauses: ['T-may'] }]]),
});
const JULY = { meeting: 'july', date: '2026-07-11', kind: 'points' };

function desk(): Desk {
  const made = new Desk(BOOK);
  made.give({ do: 'open-season', season: '2026', starts: '2026-01-01', ends: '2026-10-31' });
  made.give({ do: 'schedule-meeting', ...JULY, name: 'July points', classes: ['x'] });
  return made;
}

const CANCEL = { do: 'cancel-meeting', meeting: 'july', why: 'rain' };
const july = (made: Desk) => meetings(made.context).find((each) => each.id === 'july');

describe('a meeting on the calendar', () => {
  test('is cancelled with its reason, is over, and is on again when it is scheduled again', () => {
    const made = desk();
    made.give(CANCEL);
    expect(july(made)).toMatchObject({ closed: true, opened: false, cancelled: { why: 'rain' } });
    made.give({ do: 'schedule-meeting', meeting: 'july', date: '2026-07-18', kind: 'points' });
    expect(july(made)).toMatchObject({ date: '2026-07-18', name: 'July points', closed: false, classes: ['x'] });
    expect(july(made)).not.toHaveProperty('cancelled');
  });
  test('that was opened before the rain is opened once more on the new day, with who was signed in', () => {
    const made = desk();
    made.give({ do: 'open-meeting', meeting: 'july' }, { do: 'sign-in', meeting: 'july', class: 'x', driver: 'Ann', car: '1' }, CANCEL);
    made.give({ do: 'schedule-meeting', meeting: 'july', date: '2026-07-18', kind: 'points' });
    expect(july(made)).toMatchObject({ opened: false, closed: false });
    made.give({ do: 'open-meeting', meeting: 'july' });
    expect(made.refused({ do: 'sign-in', meeting: 'july', class: 'x', driver: 'Ann', car: '1' }).code).toBe('number-taken');
  });
  test('an empty list of classes lets all race again', () => {
    const made = desk();
    made.give({ do: 'schedule-meeting', ...JULY, classes: [] });
    expect(july(made)).not.toHaveProperty('classes');
  });
  test('its classes alone sign in, unless the race director lets another', () => {
    const made = desk();
    const other = { do: 'sign-in', meeting: 'july', class: 'y', driver: 'Ann', car: '1' };
    expect(made.refused(other)).toMatchObject({ code: 'class-not-on', field: 'class', override: ['race-director'] });
    made.give({ ...other, by: 'race-director', override: { why: 'she came a long way' } });
  });
});

test.each<{ name: string; before?: readonly Loose[]; give: Loose; code: string; field: string }>([
  { name: 'cancelled without a reason', give: { ...CANCEL, why: ' ' }, code: 'field-missing', field: 'why' },
  { name: 'cancelled twice', before: [CANCEL], give: CANCEL, code: 'meeting-cancelled', field: 'meeting' },
  {
    name: 'cancelled when it is over',
    before: [
      { do: 'open-meeting', meeting: 'july' },
      { do: 'close-meeting', meeting: 'july' },
    ],
    give: CANCEL,
    code: 'meeting-closed',
    field: 'meeting',
  },
  {
    name: 'cancelled after a green flag',
    before: [
      { do: 'open-meeting', meeting: 'july' },
      { do: 'sign-in', meeting: 'july', class: 'x', driver: 'Ann', car: '1' },
      { do: 'flag', meeting: 'july', race: 'x/heat-1', flag: 'green' },
    ],
    give: CANCEL,
    code: 'already-raced',
    field: 'meeting',
  },
  {
    name: 'opened while it is cancelled',
    before: [CANCEL],
    give: { do: 'open-meeting', meeting: 'july' },
    code: 'meeting-cancelled',
    field: 'meeting',
  },
  {
    name: 'signed in to while it is cancelled',
    before: [CANCEL],
    give: { do: 'sign-in', meeting: 'july', class: 'x', driver: 'Ann', car: '1' },
    code: 'meeting-cancelled',
    field: 'meeting',
  },
  {
    name: 'of a season that is over by then',
    give: { do: 'schedule-meeting', meeting: 'late', season: '2026', date: '2026-11-07', kind: 'points' },
    code: 'bad-date',
    field: 'date',
  },
  {
    name: 'for a class that there is not',
    give: { do: 'schedule-meeting', meeting: 'late', date: '2026-08-07', kind: 'points', classes: ['z'] },
    code: 'unknown-class',
    field: 'classes',
  },
])('a meeting is not $name', ({ before = [], give, code, field }) => {
  const made = desk();
  made.give(...before);
  expect(made.refused(give)).toMatchObject({ code, field });
});
