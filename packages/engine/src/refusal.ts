import type { Because, ClauseId } from './because.ts';

/** A "no" that is an answer: it names the rule, the facts behind it and who may override it. */
export interface Refusal {
  /** Stable kebab-case word for programs, as `value-unset`, `sign-in-closed`, `not-authorised`. */
  readonly code: string;
  /** One sentence for people. */
  readonly says: string;
  readonly clauses: readonly ClauseId[];
  /** Sequence numbers of the facts that led to it. */
  readonly facts: readonly number[];
  /** Roles that may give the same command with `override`; empty when nobody may. */
  readonly override: readonly string[];
  /** Roles whose approval it waits for, each once. */
  readonly approvals?: readonly string[];
  /** The field of the command that is at fault, when one is. */
  readonly field?: string;
  /** Until when it stands, a day or an instant, where the rule can tell. */
  readonly until?: string;
  readonly because?: Because;
}

/** Carries a refusal out of a deep computation to `decide` or `view`, which return it. Never reaches a caller. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.says);
    this.refusal = refusal;
  }
}

/** Makes a refusal; everything but code and sentence may be left out. */
export function refusal(code: string, says: string, rest: Partial<Omit<Refusal, 'code' | 'says'>> = {}): Refusal {
  return { clauses: [], facts: [], override: [], ...rest, code, says };
}

/** Stops the computation with a refusal. */
export function refuse(code: string, says: string, rest: Partial<Omit<Refusal, 'code' | 'says'>> = {}): never {
  throw new Refused(refusal(code, says, rest));
}
