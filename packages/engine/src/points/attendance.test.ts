import { describe, expect, test } from 'vitest';
import type { Act } from '../language.ts';
import { blankRulebook, formula, key, literal, raceClass, round, stage } from '../testing/rulebook.ts';
import { Night } from '../testing/night.ts';
import { meetingOf } from '../context.ts';
import { attendance, attendancesBefore } from './attendance.ts';
import { classCounts, rainState, wasRun } from './rain.ts';

const rain: Act = {
  id: 'rain',
  sort: 'call',
  says: 'rain',
  of: 'meeting',
  by: [],
  approvals: [],
  fields: [],
  then: [],
  clauses: ['T-rain'],
};
const finishedHeat = formula('finished_all.heat', ['finished_all'], (names) => (names['finished_all'] as { heat: boolean }).heat);

const known = blankRulebook({}).statuses;

const book = (by: 'meeting' | 'class') =>
  blankRulebook({
    statuses: new Map([...known].map(([id, rule]) => [id, { ...rule, attempted: id !== 'dns' }])),
    classes: ['x', 'y'].map(raceClass),
    rounds: [round('heat', [stage({ kind: 'entered' }, [key('pill')])])],
    acts: new Map([[rain.id, rain]]),
    rain: {
      call: 'rain',
      by,
      completeWhen: finishedHeat,
      completeClauses: ['T-complete'],
      incomplete: 'nothing-scores',
      incompleteClauses: ['T-incomplete'],
      keeps: [],
    },
  });

const stopped = (by: 'meeting' | 'class') =>
  new Night(book(by))
    .inOrder(['a', 'b'])
    .inOrder(['c', 'd'], 'y')
    .finish('x/heat', ['a', 'b'])
    .add('call-made', { name: 'rain', fields: {}, approvals: [] });

test.each([
  { by: 'meeting' as const, run: false, x: false, y: false },
  { by: 'class' as const, run: true, x: true, y: false },
])('after rain a night with one class complete counts by $by', ({ by, run, x, y }) => {
  const { context, meeting } = stopped(by);
  expect(wasRun(context, meeting)).toBe(run);
  expect({ x: classCounts(context, meeting, 'x'), y: classCounts(context, meeting, 'y') }).toEqual({ x, y });
  expect(rainState(context, meeting).without).toEqual(['y']);
});

test('somebody was where they were signed in and the class counts; an attempt is a result in a race', () => {
  const night = stopped('class');
  const here = (driver: string) => attendance(night.context, driver, meetingOf(night.context, night.meeting));
  expect(here('driver a')).toMatchObject({ entered: ['x'], attempted: ['x'] });
  expect(here('driver c')).toBeUndefined();
  night.open('2026-05-09').inOrder(['a', 'e']).finish('x/heat', ['e'], { a: 'dns' });
  expect(here('driver a')).toMatchObject({ entered: ['x'], attempted: [] });
});

test('meetings before one are those of earlier days that were run', () => {
  const night = stopped('class').open('2026-05-09').inOrder(['a']).open('2026-05-16').inOrder(['a']).finish('x/heat', ['a']);
  const before = (meeting: string | undefined) =>
    attendancesBefore(night.context, 'driver a', meeting, () => '2026-05-20T12:00:00Z').map((each) => each.meeting.id);
  expect(before('2026-05-16')).toEqual(['2026-05-02']);
  expect(before(undefined)).toEqual(['2026-05-02', '2026-05-16']);
});

describe('a line-up that asks which meetings were run', () => {
  const runHere = formula('size(meetings.filter(m, m.run && "x" in m.classes_run)) > 0', ['meetings'], ({ meetings }) =>
    (meetings as readonly { readonly run: boolean; readonly classes_run: readonly string[] }[]).some(
      (each) => each.run && each.classes_run.includes('x'),
    ),
  );
  const asking = (by: 'meeting' | 'class') => ({
    ...book(by),
    rounds: [
      round('heat', [stage({ kind: 'entered' }, [key('pill')], { where: runHere }), stage({ kind: 'entered' }, [key('car-number')])]),
    ],
  });
  /** The first race in flags alone, so that its result rests on its line-up; then the rain. */
  const called = (by: 'meeting' | 'class', call: boolean) => {
    const night = new Night(asking(by)).signIn({ a: 2, b: 1 }).inOrder(['c'], 'y');
    night.add('flag-shown', { flag: 'green', cars: [] }, 'x/heat').add('flag-shown', { flag: 'checkered', cars: [] }, 'x/heat');
    return call ? night.add('call-made', { name: 'rain', fields: {}, approvals: [] }) : night;
  };
  test.each(['meeting', 'class'] as const)('is the same after its own meeting was called off by %s', (by) => {
    for (const race of ['x/heat', 'y/heat']) expect(called(by, true).order(race)).toEqual(called(by, false).order(race));
    expect(called(by, true).order('x/heat')).toEqual(['b', 'a']);
  });
  test('and asked alone the meeting is not run, whatever was asked before', () => {
    const night = called('meeting', true);
    night.order('x/heat');
    expect(wasRun(night.context, night.meeting)).toBe(false);
  });
});

test('no meeting, no attendance', () => {
  const night = new Night(
    blankRulebook({ rounds: [round('heat', [stage({ kind: 'entered' }, [key('pill')])], { laps: { count: literal(1), clauses: [] } })] }),
  );
  expect(attendancesBefore(night.context, 'nobody', night.meeting, () => '2026-05-20T12:00:00Z')).toEqual([]);
});
