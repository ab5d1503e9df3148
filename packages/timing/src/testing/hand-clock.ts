import type { Clock } from '../source/clock.ts';

/** A clock that a test moves by hand; alarms ring in their order while it moves. */
export class HandClock implements Clock {
  #nowUs: number;
  #count = 0;
  readonly #alarms = new Map<number, { readonly atUs: number; readonly work: () => void }>();

  constructor(nowUs = 1_777_777_777_000_000) {
    this.#nowUs = nowUs;
  }

  nowUs = (): number => this.#nowUs;

  after = (us: number, work: () => void): (() => void) => {
    const id = this.#count++;
    this.#alarms.set(id, { atUs: this.#nowUs + Math.max(0, us), work });
    return () => void this.#alarms.delete(id);
  };

  /** Moves on by seconds. */
  forward(seconds: number): void {
    this.to(this.#nowUs + Math.round(seconds * 1_000_000));
  }

  to(untilUs: number): void {
    for (;;) {
      const next = [...this.#alarms].toSorted(([a, one], [b, other]) => one.atUs - other.atUs || a - b)[0];
      if (!next || next[1].atUs > untilUs) break;
      this.#alarms.delete(next[0]);
      this.#nowUs = Math.max(this.#nowUs, next[1].atUs);
      next[1].work();
    }
    this.#nowUs = untilUs;
  }
}
