import type { Passing } from '@racetower/timing';

const SECOND_US = 1_000_000;
/** Forty karts in a bunch are fewer by far. */
const MOST_IN_A_SECOND = 500;

/**
 * Holds back what a flood brings: cars that were read before it go on to be taken, once a second at most, and nobody else.
 *
 * A lap takes longer than a second everywhere, so that no lap of a car that races is held back. Passings that are sent again are
 * no flood, however many.
 */
export class FloodGate {
  /** What was read in seconds without a flood. */
  readonly #known = new Set<string>();
  readonly #taken = new Map<string, number>();
  #second = { atUs: -Infinity, read: new Set<string>(), passings: 0 };
  #heldBack = 0;

  get heldBack(): number {
    return this.#heldBack;
  }

  /** Tells whether a passing is to be taken. */
  lets(passing: Passing): boolean {
    if (passing.late) return true;
    const who = passing.transponder ?? passing.car ?? passing.special ?? '';
    if (passing.arrivedUs - this.#second.atUs >= SECOND_US) this.#nextSecond(passing.arrivedUs);
    this.#second.passings += 1;
    if (this.#second.passings <= MOST_IN_A_SECOND) {
      this.#second.read.add(who);
      return true;
    }
    const before = this.#taken.get(who) ?? -Infinity;
    const takes = this.#known.has(who) && Math.abs(passing.clubTimeUs - before) >= SECOND_US;
    if (takes) this.#taken.set(who, passing.clubTimeUs);
    else this.#heldBack += 1;
    return takes;
  }

  #nextSecond(nowUs: number): void {
    if (this.#second.passings <= MOST_IN_A_SECOND) for (const each of this.#second.read) this.#known.add(each);
    this.#second = { atUs: nowUs, read: new Set(), passings: 0 };
  }
}
