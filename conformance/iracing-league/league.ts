import { readFileSync } from 'node:fs';
import { DataProblem } from '../conformance-set.ts';

/** The league's data: `cases.json`. */
export interface League {
  readonly rule: { readonly points_tables: Readonly<Record<string, readonly number[]>> };
  readonly round_cases: readonly RoundCase[];
  readonly season_tables: readonly SeasonTable[];
}

/** One class in one round: how its sessions ended, and the points of each driver as published. */
export interface RoundCase {
  readonly id: string;
  readonly sessions: readonly Session[];
  readonly expected: Readonly<Record<string, number>>;
}

export interface Session {
  /** `Sprint`, `Feature`, `Endurance`. */
  readonly type: string;
  readonly quali: readonly Line[] | null;
  /** As on the road, first car first. */
  readonly race: readonly Line[];
  readonly penalties: readonly Penalty[];
}

export interface Line {
  readonly driver: string;
  readonly laps: number;
  /** In ten-thousandths of a second; none or zero: no lap. */
  readonly best_lap: number | null;
  readonly disconnected?: boolean;
  readonly disqualified?: boolean;
}

export interface Penalty {
  readonly driver: string;
  /** As `Sprint Race`. */
  readonly event?: string;
  readonly positions?: number | string;
  readonly disqualified?: boolean;
}

export interface SeasonTable {
  readonly id: string;
  readonly rule: { readonly drop_worst: number; readonly missed_round_counts_as: number; readonly rounds_not_droppable: readonly number[] };
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly driver: string;
  readonly round_points: readonly number[];
  readonly penalty: number;
  readonly expected_drop: number;
  readonly expected_total: number;
  readonly expected_position: number;
}

/** Reads the data; complains by name about what is not there. */
export function readLeague(file: string): League {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const league = read as League;
  const tables = isMap(read) && isMap(read['rule']) ? read['rule']['points_tables'] : undefined;
  if (!isMap(read) || !isMap(tables)) throw new DataProblem(`${file} has no rule with points_tables`);
  for (const part of ['round_cases', 'season_tables']) if (!Array.isArray(read[part])) throw new DataProblem(`${file} has no ${part}`);
  for (const each of league.round_cases)
    if (!isMap(each) || !Array.isArray(each.sessions) || !isMap(each.expected))
      throw new DataProblem(`${file}: a round case has no sessions or nothing expected`);
  for (const each of league.season_tables)
    if (!isMap(each) || !isMap(each.rule) || !Array.isArray(each.rows))
      throw new DataProblem(`${file}: a season table has no rule or no rows`);
  return league;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells whether a decision or a line means that the car was disqualified. */
export function isDisqualified(each: { readonly disqualified?: boolean; readonly positions?: number | string }): boolean {
  return each.disqualified === true || (typeof each.positions === 'string' && /^(dsq|dq|disqualified)$/i.test(each.positions));
}

/** The decisions about a session: those made for another race of the round do not count in it. */
export function decisionsIn(session: Session): readonly Penalty[] {
  return session.penalties.filter(
    (each) => each.event === undefined || each.event === session.type || each.event === `${session.type} Race`,
  );
}
