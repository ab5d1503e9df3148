import type { Passing } from '../passing.ts';
import type { LinkState, Problem, ProblemChange } from './health.ts';
import type { Gap, NumberingMemory } from './numbering.ts';

/** What a source tells, in the order in which it was heard. */
export type TimingEvent =
  | { readonly kind: 'passing'; readonly passing: Passing }
  /** Passings are missing; those that are sent again come as late ones. */
  | { readonly kind: 'gap'; readonly source: string; readonly decoder: string; readonly epoch: number; readonly gap: Gap }
  /** The decoder began to count anew. */
  | { readonly kind: 'reset'; readonly source: string; readonly decoder: string; readonly epoch: number }
  /** Other timing software showed a flag, or opened a session. */
  | { readonly kind: 'flag'; readonly source: string; readonly flag: string; readonly session?: string }
  | { readonly kind: 'link'; readonly source: string; readonly state: LinkState; readonly says: string }
  /** Something of its health changed. */
  | { readonly kind: 'problem'; readonly source: string; readonly change: ProblemChange; readonly problem: Problem };

/** What is kept of a source over restarts, a decoder each. */
export interface SourceMemory {
  readonly decoders: Readonly<Record<string, NumberingMemory>>;
}

/**
 * Keeps what must outlive the program.
 *
 * It is saved after the passings of a read were told, so that a crash in between tells some twice (they have the same decoder,
 * epoch and number) and none never.
 */
export interface Keeper {
  readonly load: (source: string) => SourceMemory | undefined;
  readonly save: (source: string, memory: SourceMemory) => void;
}

/** Is given every byte, as it came and with what was sent. */
export interface Recorder {
  readonly opened: (atUs: number) => void;
  readonly received: (atUs: number, bytes: Uint8Array) => void;
  readonly sent: (atUs: number, bytes: Uint8Array) => void;
  readonly closed: (atUs: number, why: string) => void;
}
