import type { FileDriver, ResultFile } from '@racetower/timing';

/** What is done with drivers of a file whom the club does not know: each by a decision, or the whole import is refused. */
export interface Decisions {
  /** Number there to the member that it is. */
  readonly as: ReadonlyMap<string, string>;
  /** Numbers whose cars do not count here. */
  readonly leaveOut: ReadonlySet<string>;
  /** Numbers of those who become known by the name in the file, or everybody else. */
  readonly register: ReadonlySet<string> | 'everybody';
}

export interface ImportRequest {
  readonly file: ResultFile;
  /** How the file is called, for reasons on record. */
  readonly fileName: string;
  /** Left out: the meeting of the file's day. */
  readonly meeting?: string;
  /** Kind of meeting, when it is not on the calendar. */
  readonly kind?: string;
  readonly season?: string;
  /** Only these sessions of the file; left out: all that the rulebook names. */
  readonly sessions: readonly string[];
  readonly decisions: Decisions;
  /** Role, with a name where known. */
  readonly by?: string;
  /** Values of the rulebook for the meeting, as how many heats it has. */
  readonly values: ReadonlyMap<string, string | number | boolean>;
  /** Takes the place of a result that came from another run of the event. */
  readonly replace: boolean;
}

/** One session of the file and the race that it became. */
export interface ImportedSession {
  readonly session: string;
  readonly race: string;
  readonly cars: number;
  /** `new`: first import; `changed`: corrected; `same`: as it was on record. */
  readonly was: 'new' | 'changed' | 'same';
}

/** What is otherwise than it was on record, of a driver in a race. */
export interface ImportChange {
  readonly race: string;
  readonly driver: string;
  readonly what: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** Somebody in the file whom no member's number matches. */
export interface UnknownDriver extends FileDriver {
  readonly sessions: readonly string[];
  /** A member of that name who has no number yet. */
  readonly maybe?: string;
}

/** Why an import is refused as a whole; nothing of it is kept. */
export class ImportRefused extends Error {
  readonly code: string;
  readonly clauses: readonly string[];
  readonly unknown: readonly UnknownDriver[];
  /** What of the request would put it right, as `meeting`. */
  readonly field: string | undefined;
  constructor(
    code: string,
    says: string,
    more: { readonly clauses?: readonly string[]; readonly unknown?: readonly UnknownDriver[]; readonly field?: string } = {},
  ) {
    super(says);
    this.name = 'ImportRefused';
    this.code = code;
    this.clauses = more.clauses ?? [];
    this.unknown = more.unknown ?? [];
    this.field = more.field;
  }
}
