import { replayClock } from '../capture/replay.ts';
import type { Clock } from '../source/clock.ts';

/** A clock that a test moves by hand; alarms ring in their order while it moves. */
export class HandClock implements Clock {
  readonly #clock;

  constructor(nowUs = 1_777_777_777_000_000) {
    this.#clock = replayClock(nowUs);
  }

  nowUs = (): number => this.#clock.nowUs();

  after = (us: number, work: () => void): (() => void) => this.#clock.after(us, work);

  /** Moves on by seconds. */
  forward(seconds: number): void {
    this.#clock.to(this.nowUs() + Math.round(seconds * 1_000_000));
  }
}
