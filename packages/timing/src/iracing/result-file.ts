/**
 * A result file of iRacing as it reads here, whichever way it was saved: places and starts count from 1, times are whole
 * microseconds, sessions stand in the order they were run and lines in the order of their places.
 */
export interface ResultFile {
  /** `export`: saved from the website; `api`: as its data interface gives it; `csv`: the old table of one session. */
  readonly format: 'export' | 'api' | 'csv';
  /** Number of this run of the event; the old table has none. */
  readonly subsession?: string;
  readonly session?: string;
  /** What the session or its series is called. */
  readonly name: string;
  /** The league that ran it; none for official and open hosted sessions. */
  readonly league?: FileLeague;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly track: { readonly name: string; readonly config?: string; readonly category?: string };
  readonly sessions: readonly FileSession[];
}

export interface FileLeague {
  readonly id: string;
  readonly name?: string;
  readonly season?: string;
}

export const SESSION_KINDS = ['practice', 'qualifying', 'race'] as const;

/** One session of the event: a practice, a qualifying, a heat, the race. */
export interface FileSession {
  /** As `QUALIFY`, `HEAT 1`, `FEATURE`, `RACE`. */
  readonly name: string;
  readonly kind: (typeof SESSION_KINDS)[number];
  readonly lines: readonly ResultLine[];
}

export interface FileDriver {
  /** The customer number, which stays when a name changes; of computer drivers it is below zero. */
  readonly id: string;
  readonly name: string;
}

/** One car of a session. */
export interface ResultLine {
  readonly place: number;
  readonly placeInClass?: number;
  /** Who drove it; in a team event who drove most of its laps. */
  readonly driver: FileDriver;
  /** A team event: the team, and everybody who drove, most laps first. */
  readonly team?: FileDriver;
  readonly drivers: readonly FileDriver[];
  /** The number on the car, with its leading zeros. */
  readonly number: string;
  readonly car?: string;
  readonly class: { readonly id: string; readonly name: string; readonly shortName: string };
  readonly start?: number;
  readonly laps: number;
  readonly lapsLed: number;
  readonly incidents: number;
  readonly bestLapUs?: number;
  /** On which lap it was. */
  readonly bestLap?: number;
  readonly averageLapUs?: number;
  /** Behind the first; none for cars that are laps down. */
  readonly intervalUs?: number;
  readonly qualifyingUs?: number;
  /** As `Running`, `Disconnected`, `Disqualified`. */
  readonly reasonOut: string;
  /** A computer drove it. */
  readonly computer: boolean;
}

/** What is wrong with a file, with the field or the line. */
export class ResultFileError extends Error {
  readonly code: 'truncated' | 'no-result' | 'bad-value';
  /** Where: `session_results[0].results[3].cust_id`, or `line 14`. */
  readonly where: string;
  constructor(code: ResultFileError['code'], where: string, says: string) {
    super(where === '' ? says : `${where}: ${says}`);
    this.name = 'ResultFileError';
    this.code = code;
    this.where = where;
  }
}
