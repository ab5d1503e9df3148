import { readFileSync } from 'node:fs';
import { DataProblem } from '../conformance-set.ts';

/** A rider in a heat; two at one gate where a reserve took it. */
export interface Starter {
  readonly gate: number;
  readonly rider: string;
  /** A place, or a letter: X excluded, R retired, T tapes, TT or M not ready. */
  readonly result: string;
}

export interface Heat {
  readonly heat: number;
  readonly starters: readonly Starter[];
}

/** A line of `meetings.jsonl`. */
export interface SpeedwayMeeting {
  readonly id: string;
  readonly season: number;
  readonly name: string;
  readonly rule: {
    /** Points by place. */
    readonly heat_points: Readonly<Record<string, number>>;
    readonly final_multiplier: number;
    readonly qualifying_heats: number;
    readonly group_5_to_8: string;
    readonly tie_break: string;
  };
  readonly heats: readonly Heat[];
  readonly expected: {
    readonly points_after_20: Readonly<Record<string, number>>;
    readonly total_points: Readonly<Record<string, number>>;
    readonly semi_finalists: readonly (readonly string[])[];
    readonly finalists: readonly string[];
    readonly classification: readonly string[];
    readonly equal_after_countback: readonly (readonly string[])[];
  };
}

const PARTS = ['id', 'season', 'rule', 'heats', 'expected'] as const;

/** Reads the meetings; complains by line about what is not there. */
export function readMeetings(file: string): readonly SpeedwayMeeting[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [meetingOn(file, line, index + 1)]));
}

function meetingOn(file: string, line: string, number: number): SpeedwayMeeting {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    throw new DataProblem(`${file}:${number} is not JSON`);
  }
  const missing = PARTS.filter((part) => typeof read !== 'object' || read === null || !(part in read));
  if (missing.length > 0) throw new DataProblem(`${file}:${number} has no ${missing.join(', ')}`);
  const meeting = read as SpeedwayMeeting;
  if (meeting.heats.length !== meeting.rule.qualifying_heats + 3)
    throw new DataProblem(
      `${file}:${number} has ${meeting.heats.length} heats, not ${meeting.rule.qualifying_heats}, two semi-finals and a final`,
    );
  return meeting;
}

/** Results of a rider who was out before the start, so that a reserve took the gate. */
const BEFORE_START = new Set(['T', 'TT', 'M']);

/** Riders by starting number: as they came to the gates of the first four heats; then reserves, as they first rode. */
export function startingNumbers(meeting: SpeedwayMeeting): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  const gates = new Set<number>();
  for (const { heat, starters } of meeting.heats.slice(0, 4)) {
    const ownFirst = starters.toSorted((a, b) => Number(BEFORE_START.has(b.result)) - Number(BEFORE_START.has(a.result)));
    for (const { gate, rider } of ownFirst) {
      const number = 4 * (heat - 1) + gate;
      if (gates.has(number) || numbers.has(rider)) continue;
      gates.add(number);
      numbers.set(rider, number);
    }
  }
  const reserves = meeting.heats.flatMap((each) => each.starters.map((starter) => starter.rider)).filter((rider) => !numbers.has(rider));
  for (const [index, rider] of [...new Set(reserves)].entries()) numbers.set(rider, 17 + index);
  return numbers;
}
