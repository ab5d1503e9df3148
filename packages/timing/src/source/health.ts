import type { ClockHealth } from './decoder-clock.ts';
import type { Gap } from './numbering.ts';

/** What can be wrong with a source, with the words for the tower. */
export const PROBLEMS = {
  disconnected: 'there is no connection',
  stall: 'the connection is open but nothing comes',
  'other-protocol': 'it speaks another language than it was set up for',
  flood: 'more comes than racing can make',
  lost: 'bytes came that could not be read',
  gap: 'passings are missing; they were asked for again',
  'gap-stays': 'passings are missing and were not sent again',
  reset: 'the decoder began to count anew',
  'clock-off': "the decoder's clock shows another time than the club's",
  'clock-drifts': "the decoder's clock runs too fast or too slow",
  'clock-jumped': "the decoder's clock jumped",
  future: 'a passing has a time that had not come yet; its arrival counts',
  'no-time': 'a passing has no time; its arrival counts',
  noise: 'the loop hears much noise',
  voltage: 'the supply of the decoder is low',
  temperature: 'the decoder is hot',
  battery: 'the battery of a transponder is low',
} as const;
export type ProblemKind = keyof typeof PROBLEMS;

/** Something that is or was wrong. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly says: string;
  /** By the club's clock. */
  readonly sinceUs: number;
  readonly lastUs: number;
  readonly times: number;
  /** It holds now; what only happened, as a jump, does not hold. */
  readonly now: boolean;
}

export type LinkState = 'connecting' | 'connected' | 'waiting' | 'closed';

/** What a decoder is and how it does. */
export interface DecoderHealth {
  readonly decoder: string;
  readonly says?: string;
  readonly epoch: number;
  readonly lastNumber?: number;
  readonly missing: readonly Gap[];
  readonly passings: number;
  readonly late: number;
  readonly duplicates: number;
  readonly noise?: number;
  readonly temperatureC?: number;
  /** Tenths of a volt. */
  readonly voltageDv?: number;
  readonly satellites?: number;
  readonly clock?: ClockHealth;
}

/** The health of a source, for the tower. */
export interface SourceHealth {
  readonly source: string;
  readonly protocol: string;
  readonly link: LinkState;
  readonly bytes: number;
  /** Bytes that gave nothing, by reason. */
  readonly lost: Readonly<Record<string, { readonly times: number; readonly bytes: number }>>;
  readonly lastHeardUs?: number;
  readonly decoders: readonly DecoderHealth[];
  readonly problems: readonly Problem[];
}

/** What became of a problem: it began to hold, it happened, it is over. */
export type ProblemChange = 'began' | 'happened' | 'over';

/** Keeps what is wrong: one line a kind, with how often and since when. */
export class ProblemBook {
  readonly #problems = new Map<ProblemKind, Problem>();
  readonly #told: (problem: Problem, change: ProblemChange) => void;

  /** @param told is called when a problem begins, happens again, or ends */
  constructor(told: (problem: Problem, change: ProblemChange) => void) {
    this.#told = told;
  }

  get all(): readonly Problem[] {
    return [...this.#problems.values()];
  }

  /** Something happened. */
  happened(kind: ProblemKind, atUs: number, details = ''): void {
    this.#note(kind, atUs, details, false);
  }

  /** Something is wrong until it is {@link over}. */
  holds(kind: ProblemKind, atUs: number, details = ''): void {
    const known = this.#problems.get(kind);
    const says = worded(kind, details);
    if (known?.now && known.says === says) this.#problems.set(kind, { ...known, lastUs: atUs });
    else this.#note(kind, atUs, details, true);
  }

  over(kind: ProblemKind, atUs: number): void {
    const known = this.#problems.get(kind);
    if (!known?.now) return;
    const ended = { ...known, lastUs: atUs, now: false };
    this.#problems.set(kind, ended);
    this.#told(ended, 'over');
  }

  #note(kind: ProblemKind, atUs: number, details: string, now: boolean): void {
    const known = this.#problems.get(kind);
    const noted = { kind, says: worded(kind, details), sinceUs: known?.sinceUs ?? atUs, lastUs: atUs, times: (known?.times ?? 0) + 1, now };
    this.#problems.set(kind, noted);
    this.#told(noted, now ? 'began' : 'happened');
  }
}

const worded = (kind: ProblemKind, details: string): string => (details === '' ? PROBLEMS[kind] : `${PROBLEMS[kind]}: ${details}`);
