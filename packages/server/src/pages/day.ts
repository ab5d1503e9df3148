import type { RaceRun } from '@racetower/engine';
import type { Reading } from './reading.ts';
import { isOnTrack } from './running-part.ts';

/** A race of the day as the schedule tells it. */
export interface RaceRow {
  readonly race: string;
  readonly name: string;
  readonly class: string;
  readonly round: string;
  readonly starters: number;
  readonly laps?: number;
  readonly standing: 'none' | 'running' | 'provisional' | 'official';
  readonly waitsFor: readonly string[];
}

/** A meeting's races by where they stand. */
export interface Day {
  readonly races: readonly RaceRow[];
  readonly says?: string;
  /** On the track now. */
  readonly running: readonly RaceRow[];
  /** Still to come, the next first; those that can be lined up before those that wait. */
  readonly coming: readonly RaceRow[];
  /** Raced, the latest first. */
  readonly over: readonly RaceRow[];
}

export function dayOfMeeting(reading: Reading, meeting: string): Day {
  const asked = reading.ask<{ readonly races: readonly RaceRow[] }>('schedule', { meeting });
  const races = asked.ok ? asked.answer.races : [];
  const running = races.filter((race) => isRunning(reading, meeting, race));
  const coming = races.filter((race) => race.standing === 'none' && !running.includes(race));
  const over = races.filter((race) => race.standing === 'provisional' || race.standing === 'official');
  return {
    races,
    ...(asked.ok ? {} : { says: asked.says }),
    running,
    coming: [...coming.filter((race) => race.waitsFor.length === 0), ...coming.filter((race) => race.waitsFor.length > 0)],
    over: latestFirst(reading, meeting, over),
  };
}

function isRunning(reading: Reading, meeting: string, race: RaceRow): boolean {
  if (race.standing === 'provisional' || race.standing === 'official') return false;
  const facts = reading.state.meetings.get(meeting)?.races.get(race.race)?.facts;
  if (!facts || facts.of('flag-shown').length === 0) return false;
  const run = reading.ask<RaceRun>('race', { meeting, race: race.race });
  return run.ok && isOnTrack(run.answer);
}

function latestFirst(reading: Reading, meeting: string, races: readonly RaceRow[]): readonly RaceRow[] {
  const finished = (race: RaceRow): number => {
    const facts = reading.state.meetings.get(meeting)?.races.get(race.race)?.facts;
    return facts?.of('race-finished').at(-1)?.seq ?? facts?.last()?.seq ?? 0;
  };
  return races.toSorted((a, b) => finished(b) - finished(a));
}
