import { readFileSync } from 'node:fs';
import { DataProblem } from '../conformance-set.ts';

/** A session as it stands in a file, read here apart from the reader that is under test. */
export interface RawSession {
  readonly name: string;
  readonly lines: readonly RawLine[];
}

export interface RawLine {
  readonly driver: string;
  /** From 0. */
  readonly place: number;
  readonly laps: number;
  readonly incidents: number;
  /** In ten-thousandths of a second. */
  readonly best: number;
  readonly out: string;
}

type Json = Readonly<Record<string, unknown>>;

/** The event of a file, without the cover that the website puts around it. */
export function eventIn(file: string): Json {
  const read = JSON.parse(readFileSync(file, 'utf8')) as Json;
  const event = read['type'] === 'event_result' ? (read['data'] as Json) : read;
  if (!Array.isArray(event['session_results'])) throw new DataProblem(`${file} has no session_results`);
  return event;
}

export function rawSessions(event: Json): readonly RawSession[] {
  return (event['session_results'] as readonly Json[]).map((session) => ({
    name: String(session['simsession_name']),
    lines: (session['results'] as readonly Json[])
      .map((line) => ({
        driver: String(line['display_name']),
        place: Number(line['finish_position']),
        laps: Number(line['laps_complete']),
        incidents: Number(line['incidents']),
        best: Number(line['best_lap_time']),
        out: String(line['reason_out']),
      }))
      .toSorted((a, b) => a.place - b.place),
  }));
}

/** The event with its sessions and lines the other way round, and with or without its cover. */
export function turnedRound(event: Json, covered: boolean): Json {
  const sessions = (event['session_results'] as readonly Json[]).map((session) => ({
    ...session,
    results: (session['results'] as readonly Json[]).toReversed(),
  }));
  const turned = { ...event, session_results: sessions.toReversed() };
  return covered ? { type: 'event_result', data: turned } : turned;
}
