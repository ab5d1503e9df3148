/** Passing numbers that were not heard, both ends included. */
export interface Gap {
  readonly from: number;
  readonly until: number;
}

/** What a decoder's numbers have told so far; kept over restarts. */
export interface NumberingMemory {
  readonly epoch: number;
  readonly highest?: number;
  readonly lastTimeUs?: number;
  readonly session?: number;
  readonly missing: readonly Gap[];
}

/** What a number says of a passing: the next one, one after a gap, one that was missing, one heard before, the first of a new numbering. */
export type Numbered =
  | { readonly kind: 'next' | 'late' | 'duplicate' }
  | { readonly kind: 'after-gap'; readonly gap: Gap }
  | { readonly kind: 'reset'; readonly gap?: Gap };

/** How many passings are remembered, to tell one that is sent again from a decoder that starts to count anew. */
const REMEMBERED = 20_000;
/** After a reset what lies before the first number is asked for, unless it is more than a decoder can have seen meanwhile. */
const MOST_AFTER_RESET = 10_000;

/**
 * Follows the numbers of one decoder. Nothing is ever dropped for its number but the very same passing twice.
 *
 * A number that is lower than the highest, was not missing, and is not the same passing again means that the decoder began anew.
 */
export class Numbering {
  #epoch: number;
  #highest: number | undefined;
  #lastTimeUs: number | undefined;
  #session: number | undefined;
  #missing: readonly Gap[];
  readonly #seen = new Map<number, string>();

  readonly #sendsAgain: boolean;

  /** @param sendsAgain the decoder can send passings again, so that an old number need not be a new count */
  constructor(memory: NumberingMemory = { epoch: 1, missing: [] }, sendsAgain = true) {
    this.#sendsAgain = sendsAgain;
    this.#epoch = memory.epoch;
    this.#highest = memory.highest;
    this.#lastTimeUs = memory.lastTimeUs;
    this.#session = memory.session;
    this.#missing = memory.missing;
  }

  get epoch(): number {
    return this.#epoch;
  }

  get highest(): number | undefined {
    return this.#highest;
  }

  get missing(): readonly Gap[] {
    return this.#missing;
  }

  memory(): NumberingMemory {
    return {
      epoch: this.#epoch,
      missing: this.#missing,
      ...(this.#highest !== undefined ? { highest: this.#highest } : {}),
      ...(this.#lastTimeUs !== undefined ? { lastTimeUs: this.#lastTimeUs } : {}),
      ...(this.#session !== undefined ? { session: this.#session } : {}),
    };
  }

  /**
   * Takes the number of a passing.
   *
   * @param what says which passing it is, whoever sends it: its transponder
   * @param timeUs by the decoder's clock
   */
  take(number: number, timeUs: number | undefined, what: string): Numbered {
    const numbered = this.#placed(number, timeUs, what);
    if (numbered.kind !== 'duplicate') this.#remember(number, timeUs, what);
    return numbered;
  }

  /**
   * Takes what the decoder says of its numbering.
   *
   * @param last the number of its last passing
   * @returns the gap that this uncovers
   */
  takeSession(session: number, last: number | undefined): Numbered | undefined {
    const another = this.#session !== undefined && this.#session !== session;
    this.#session = session;
    if (last === undefined) return undefined;
    if (this.#highest === undefined) {
      this.#highest = last;
      return undefined;
    }
    if (another) return this.#reset(last + 1, session);
    if (last <= this.#highest) return undefined;
    const gap = { from: this.#highest + 1, until: last };
    this.#highest = last;
    this.#missing = [...this.#missing, gap];
    return { kind: 'after-gap', gap };
  }

  /** An official knows of what is missing: it is not asked for again, and a passing of it that comes all the same is a late one no more. */
  forgetMissing(): void {
    this.#missing = [];
  }

  #placed(number: number, timeUs: number | undefined, what: string): Numbered {
    if (this.#highest === undefined || number === this.#highest + 1) return { kind: 'next' };
    if (number > this.#highest) {
      const gap = { from: this.#highest + 1, until: number - 1 };
      this.#missing = [...this.#missing, gap];
      return { kind: 'after-gap', gap };
    }
    if (this.#sendsAgain && this.#isMissing(number)) {
      this.#missing = this.#missing.flatMap((gap) => without(gap, number));
      return { kind: 'late' };
    }
    if (this.#isSame(number, timeUs, what)) return { kind: 'duplicate' };
    return this.#reset(number);
  }

  #isMissing(number: number): boolean {
    return this.#missing.some((gap) => gap.from <= number && number <= gap.until);
  }

  /** A passing that is too old to be remembered, or from before a restart, is the same when its time is no later than the last. */
  #isSame(number: number, timeUs: number | undefined, what: string): boolean {
    const seen = this.#seen.get(number);
    if (seen !== undefined) return seen === printOf(timeUs, what);
    return (
      this.#sendsAgain && timeUs !== undefined && this.#lastTimeUs !== undefined && timeUs <= this.#lastTimeUs && !this.#isFarBack(timeUs)
    );
  }

  /** A clock that fell back by more than a day has lost its time: that is a decoder that was switched off. */
  #isFarBack(timeUs: number): boolean {
    return this.#lastTimeUs !== undefined && this.#lastTimeUs - timeUs > 86_400_000_000;
  }

  /**
   * @param number the first that is heard in the new numbering
   * @param session where it is known
   */
  #reset(number: number, session?: number): Numbered {
    this.#epoch++;
    this.#session = session;
    this.#seen.clear();
    this.#lastTimeUs = undefined;
    this.#highest = number - 1;
    this.#missing = [];
    if (number <= 1 || number > MOST_AFTER_RESET) return { kind: 'reset' };
    const gap = { from: 1, until: number - 1 };
    this.#missing = [gap];
    return { kind: 'reset', gap };
  }

  #remember(number: number, timeUs: number | undefined, what: string): void {
    if (this.#highest === undefined || number > this.#highest) this.#highest = number;
    if (timeUs !== undefined && (this.#lastTimeUs === undefined || timeUs > this.#lastTimeUs)) this.#lastTimeUs = timeUs;
    this.#seen.set(number, printOf(timeUs, what));
    if (this.#seen.size <= REMEMBERED) return;
    const [oldest] = this.#seen.keys();
    if (oldest !== undefined) this.#seen.delete(oldest);
  }
}

const printOf = (timeUs: number | undefined, what: string): string => `${timeUs} ${what}`;

function without(gap: Gap, number: number): readonly Gap[] {
  if (number < gap.from || number > gap.until) return [gap];
  const left = { from: gap.from, until: number - 1 };
  const right = { from: number + 1, until: gap.until };
  return [left, right].filter((each) => each.from <= each.until);
}
