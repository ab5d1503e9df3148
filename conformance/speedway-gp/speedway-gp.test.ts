import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../run.ts';
import type { SpeedwayMeeting } from './meeting.ts';
import { SMALL_MEETING } from './small-meeting.ts';

function run(...lines: readonly string[]): { readonly code: number; readonly out: string; readonly err: string } {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  mkdirSync(join(folder, 'speedway-gp'));
  writeFileSync(join(folder, 'speedway-gp', 'meetings.jsonl'), lines.join('\n'));
  const out: string[] = [];
  const err: string[] = [];
  const code = main(['speedway-gp', '--data', folder], { print: (line) => out.push(line), complain: (line) => err.push(String(line)) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The meeting with the starters of a heat changed. */
function withHeat(
  heat: number,
  results: Readonly<Record<string, string>>,
  reserve?: { readonly gate: number; readonly rider: string; readonly result: string },
): SpeedwayMeeting {
  return {
    ...SMALL_MEETING,
    heats: SMALL_MEETING.heats.map((each) =>
      each.heat === heat
        ? {
            ...each,
            starters: [
              ...each.starters.map((starter) => ({ ...starter, result: results[starter.rider] ?? starter.result })),
              ...(reserve ? [reserve] : []),
            ],
          }
        : each,
    ),
  };
}

test('plan, points, who goes on and the order of the meeting agree', () => {
  expect(run(JSON.stringify(SMALL_MEETING))).toMatchObject({ code: 0, out: 'speedway-gp: 7 cases, 7 passed, 0 failed, 0 skipped' });
});

test('a reserve takes the gate of a rider who was not ready, and has the points', () => {
  const meeting = withHeat(1, { r04: 'TT' }, { gate: 4, rider: 'reserve', result: '4' });
  const expected = { ...meeting.expected, classification: [...meeting.expected.classification, 'reserve'] };
  const level = [['r16', 'reserve']];
  expect(run(JSON.stringify({ ...meeting, expected: { ...expected, equal_after_countback: level } }))).toMatchObject({ code: 0 });
});

test.each([
  {
    name: 'another plan',
    meeting: {
      ...SMALL_MEETING,
      heats: SMALL_MEETING.heats.map((heat) =>
        heat.heat === 5 ? { ...heat, starters: heat.starters.map((each) => ({ ...each, gate: 5 - each.gate })) } : heat,
      ),
    },
    says: 'FAILED small-0501 heat plan\n    heat 5 gate 1',
  },
  {
    name: 'another finish',
    meeting: withHeat(2, { r05: '2', r06: '1' }),
    says: 'FAILED small-0501 points of the heats\n    points of r05',
  },
  {
    name: 'another final',
    meeting: { ...SMALL_MEETING, expected: { ...SMALL_MEETING.expected, finalists: ['r01', 'r02', 'r03', 'r06'] } },
    says: 'FAILED small-0501 final\n    riders of solo/final',
  },
  {
    name: 'another champion',
    meeting: {
      ...SMALL_MEETING,
      expected: { ...SMALL_MEETING.expected, classification: ['r02', 'r01', ...SMALL_MEETING.expected.classification.slice(2)] },
    },
    says: 'FAILED small-0501 classification to eighth\n    place 1: expected "r02", found "r01"',
  },
])('what differs is named: $name', ({ meeting, says }) => {
  const { code, out } = run(JSON.stringify(meeting));
  expect(out).toContain(says);
  expect(code).toBe(1);
});

test.each([
  { name: 'no JSON', line: '{', says: 'meetings.jsonl:2 is not JSON' },
  { name: 'no heats', line: '{"id": "a", "season": 1, "rule": {}, "expected": {}}', says: 'meetings.jsonl:2 has no heats' },
  {
    name: 'too few heats',
    line: JSON.stringify({ ...SMALL_MEETING, heats: SMALL_MEETING.heats.slice(1) }),
    says: 'meetings.jsonl:2 has 22 heats, not 20, two semi-finals and a final',
  },
])('data of another shape end with 2: $name', ({ line, says }) => {
  const { code, err } = run(JSON.stringify(SMALL_MEETING), line);
  expect(err).toContain(says);
  expect(code).toBe(2);
});
