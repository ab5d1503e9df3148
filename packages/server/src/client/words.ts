import type { AnyFact, Change, Command, CommandKind, ViewAnswer, ViewFields, ViewName } from '@racetower/engine';
import type { SettingName } from '../access/desks.ts';
import type { Arranged } from '../access/people.ts';
import type { Problem } from '../http/problem.ts';

/** The vocabulary of the API for programs: types of the engine as they come over the wire. */

/** A command as it is sent; the server knows the time and, of somebody with one role, the role. */
export type SentCommand<K extends CommandKind = CommandKind> = Command<K> extends infer C ? Unstamped<C> : never;
type Unstamped<C> = C extends { readonly at: string; readonly by: string }
  ? Omit<C, 'at' | 'by'> & { readonly at?: string; readonly by?: string }
  : never;

/** What a view answers, as it comes over the wire: every answer is what JSON can say. */
export type Answer<V extends ViewName> = ViewAnswer<V>;
export type { ViewFields, ViewName };

export interface Given {
  readonly facts: readonly AnyFact[];
  /** It was on record already, under the same key. */
  readonly repeated: boolean;
  readonly seq: number;
}

export interface Previewed {
  readonly facts: readonly object[];
  readonly changes: readonly Change[];
  readonly seq: number;
}

/** A club as it introduces itself. */
export interface AboutClub {
  readonly club: string;
  readonly name: string;
  /** Time zone of its clock. */
  readonly zone: string;
  readonly currency: string;
  readonly seq: number;
  readonly editions: readonly { readonly edition: string; readonly inForce: string }[];
  readonly roles: readonly string[];
  readonly classes: readonly { readonly id: string; readonly name: string }[];
  /** What a meeting can be, as `points` or `practice`, and whether it counts for the points. */
  readonly meetingKinds: readonly { readonly id: string; readonly points: boolean }[];
  readonly seasons: readonly string[];
  /** It is there to be tried: nothing in it ever happened. */
  readonly demo?: boolean;
  /** Services whose result files its rulebook reads. */
  readonly reads: readonly string[];
}

/** A role in which whoever asks may act, with the commands and views of its desk. */
export interface ActingRole {
  readonly role: string;
  readonly desk: string;
  readonly gives: readonly CommandKind[];
  readonly asks: readonly ViewName[];
  /** What it may do with the timing gear: see how it does, switch it (`run`), set it up. */
  readonly timing: readonly ('set-up' | 'run' | 'see')[];
  /** What it may set up for the club. */
  readonly sets: readonly SettingName[];
  /** What it may arrange about the people of the club. */
  readonly arranges: readonly Arranged[];
}

/** Who is asking. `operator` sits at the machine of a club that has no accounts, and may act in any role. */
export interface AboutMe {
  readonly is: 'operator' | 'member' | 'public';
  readonly name?: string;
  readonly roles: readonly ActingRole[];
}

/** Why there is no answer; thrown by everything that asks. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The server could not be reached, or broke off: whether a command is on record is not known. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('the server cannot be reached', { cause });
    this.name = 'UnreachableError';
  }
}

export type { Problem, SettingName };
