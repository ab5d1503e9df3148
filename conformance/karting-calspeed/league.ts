import { readFileSync } from 'node:fs';
import { DataProblem } from '../conformance-set.ts';

/** The league's data: `cases.json`, by season. */
export type League = Readonly<Record<string, Season>>;

export interface Season {
  readonly rule: {
    /** Points by place of each kind of session: `QUALIFYING`, `HEAT`, `MAIN`. */
    readonly points: Readonly<Record<string, readonly number[]>>;
    readonly total_rounds?: number;
    readonly drop_rounds: number;
  };
  readonly rounds: readonly Round[];
  /** By table, `overall` and the categories. */
  readonly standings: Readonly<Record<string, readonly StandingsLine[]>>;
}

/** Place, driver, total, points by round, rounds thrown out, rounds that may not be. */
export type StandingsLine = readonly [number, string, number, (readonly number[])?, (readonly number[])?, (readonly number[])?];

/** Driver, status, points. */
export type SessionLine = readonly [string, string, number];

export interface Round {
  readonly round: number;
  /** `QUALIFYING`, `HEAT-1A` …, `MAIN` (all mains as one order), each in finishing order. */
  readonly sessions: Readonly<Record<string, readonly SessionLine[]>>;
  readonly overrides?: readonly Override[];
  /** Finishing order of each main, before penalties. */
  readonly mains_raw?: Readonly<Record<string, readonly string[]>>;
  readonly main_assignment?: MainAssignment;
}

export interface Override {
  readonly session: string;
  readonly driver: string;
  readonly type: string;
  readonly points?: number;
  readonly positions?: number;
  readonly reason?: string;
}

export interface MainAssignment {
  readonly sizes_before_transfer: Readonly<Record<string, number>>;
  readonly assigned: Readonly<Record<string, readonly string[]>>;
  /** As `B>A`: who moved up. */
  readonly transfers: Readonly<Record<string, readonly string[]>>;
  readonly points_before_mains: Readonly<Record<string, number>>;
  readonly rule_points_then_qualifying_reproduces: boolean;
  readonly differs?: number;
}

/** Reads the data; complains by name about what is not there. */
export function readLeague(file: string): League {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isMap(read)) throw new DataProblem(`${file} is not a map of seasons`);
  for (const [season, value] of Object.entries(read)) {
    if (!isMap(value)) throw new DataProblem(`${file}: season ${season} is not a map`);
    for (const part of ['rule', 'rounds', 'standings'])
      if (!(part in value)) throw new DataProblem(`${file}: season ${season} has no ${part}`);
  }
  return read as unknown as League;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A session's name in its parts. */
export interface SessionName {
  readonly kind: 'QUALIFYING' | 'HEAT' | 'MAIN';
  /** Number of the heat. */
  readonly number: number;
  /** Group of the heat: `a`, `b` … */
  readonly group: string;
}

/** Reads `QUALIFYING`, `HEAT-1A`, `MAIN`; nothing for a name that the rulebook has no round for. */
export function sessionName(name: string): SessionName | undefined {
  if (name === 'QUALIFYING' || name === 'MAIN') return { kind: name, number: 0, group: '' };
  const heat = /^HEAT-(\d+)([A-Z]?)$/.exec(name);
  return heat ? { kind: 'HEAT', number: Number(heat[1]), group: (heat[2] ?? '').toLowerCase() } : undefined;
}

/** Number of groups that a heat was driven in. */
export function groupsOf(round: Round, heat: number): number {
  return Object.keys(round.sessions).filter((name) => sessionName(name)?.kind === 'HEAT' && sessionName(name)?.number === heat).length;
}

/** Everybody who was in a round, as first listed. */
export function driversOf(round: Round): readonly string[] {
  const listed = [
    ...Object.keys(round.main_assignment?.points_before_mains ?? {}),
    ...Object.values(round.sessions).flatMap((lines) => lines.map(([driver]) => driver)),
  ];
  return [...new Set(listed)];
}

/** The mains as driven, A first; without their lists the one order is one main. */
export function mainsOf(round: Round): readonly { readonly letter: string; readonly order: readonly string[] }[] {
  const combined = (round.sessions['MAIN'] ?? []).map(([driver]) => driver);
  const raw = Object.entries(round.mains_raw ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (raw.length === 0) return combined.length === 0 ? [] : [{ letter: 'a', order: combined }];
  const listed = new Set(raw.flatMap(([, order]) => order));
  const others = combined.filter((driver) => !listed.has(driver));
  return raw.map(([letter, order], index) => ({
    letter: letter.toLowerCase(),
    order: index === raw.length - 1 ? [...order, ...others] : order,
  }));
}

/** Id of a session's race; of the mains, of the highest that the driver ran. */
export function raceOf(round: Round, session: string, driver?: string): string | undefined {
  const name = sessionName(session);
  if (!name) return undefined;
  if (name.kind === 'QUALIFYING') return 'kart/qualifying';
  if (name.kind === 'HEAT') return `kart/heat-${name.number}${groupsOf(round, name.number) > 1 ? `-${name.group}` : ''}`;
  const main = mainsOf(round).find((each) => driver === undefined || each.order.includes(driver));
  return main && `kart/${main.letter}-main`;
}
