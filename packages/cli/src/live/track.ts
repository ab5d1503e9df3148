import type { Chance } from '@racetower/rulebook';
import type { Clock } from '@racetower/timing';

/** A car as it drives. */
export interface TrackCar {
  readonly car: string;
  /** What a lap takes it, give or take. */
  readonly lapUs: number;
}

export interface TrackSettings {
  readonly clock: Clock;
  readonly cars: readonly TrackCar[];
  readonly chance: Chance;
  /** By how much laps of a car differ, of a lap. */
  readonly noise: number;
  /** A car comes over the line. */
  readonly crossed: (car: string) => void;
}

const S = 1_000_000;
/** At a green the leader is so far from the line, and the others follow at this distance. */
const TO_THE_LINE_US = 1.2 * S;
const BEHIND_US = 0.35 * S;
/** Nobody comes to the line twice in less. */
const A_LAP_US = 4 * S;
/** Under yellow the field is so much slower, and bunches up. */
const CAUTION_PACE = 1.7;
const BUNCHED_US = 0.6 * S;

/** Cars that drive by the flags that they are shown. */
export class Track {
  readonly #settings: TrackSettings;
  readonly #due = new Map<string, { readonly atUs: number; readonly callOff: () => void }>();
  readonly #home = new Set<string>();
  readonly #crossedUs = new Map<string, number>();
  #pace: 'racing' | 'caution' | 'standing' = 'standing';
  #checkered = false;

  constructor(settings: TrackSettings) {
    this.#settings = settings;
  }

  /** Green: in this order over the line, then each at its own pace. */
  go(order: readonly string[]): void {
    this.#pace = 'racing';
    for (const car of this.#due.keys()) this.stop(car);
    const lastUs = Math.max(0, ...order.map((car, index) => (this.#crossedUs.get(car) ?? 0) + A_LAP_US - index * BEHIND_US));
    const fromUs = Math.max(this.#now() + TO_THE_LINE_US, lastUs);
    for (const [index, car] of order.entries()) this.#drive(car, fromUs + index * BEHIND_US);
  }

  /** Yellow: the field slows down and bunches up behind the leader, in the order in which it comes. */
  slow(): void {
    this.#pace = 'caution';
    let lastUs = 0;
    for (const [car, { atUs }] of [...this.#due].toSorted((a, b) => a[1].atUs - b[1].atUs)) {
      lastUs = Math.max(this.#now() + (atUs - this.#now()) * CAUTION_PACE, lastUs + BUNCHED_US);
      this.#drive(car, lastUs);
    }
  }

  /** Red: everybody stands. */
  stand(): void {
    this.#pace = 'standing';
    for (const car of this.#due.keys()) this.stop(car);
  }

  /** A car stands until the next green. */
  stop(car: string): void {
    this.#due.get(car)?.callOff();
    this.#due.delete(car);
  }

  /** Checkered, once: who came by just now has won, and whoever comes by next is home. */
  finish(winner: string): void {
    if (this.#checkered) return;
    this.#checkered = true;
    this.#home.add(winner);
    this.stop(winner);
  }

  /** Tells whether a car is still to come to the line. */
  comes(car: string): boolean {
    return this.#due.has(car) && !this.#home.has(car);
  }

  /** Brings a car to the line with another, so much behind it. */
  level(car: string, other: string, behindUs: number): void {
    const atUs = this.#due.get(other)?.atUs;
    if (atUs !== undefined) this.#drive(car, atUs + behindUs);
  }

  #now(): number {
    return this.#settings.clock.nowUs();
  }

  #drive(car: string, atUs: number): void {
    this.stop(car);
    const dueUs = Math.round(atUs);
    this.#due.set(car, { atUs: dueUs, callOff: this.#settings.clock.after(dueUs - this.#now(), () => this.#cross(car)) });
  }

  #cross(car: string): void {
    this.#due.delete(car);
    this.#crossedUs.set(car, this.#now());
    this.#settings.crossed(car);
    if (this.#checkered) this.#home.add(car);
    else if (this.#pace !== 'standing') this.#drive(car, this.#now() + this.#lapUs(car));
  }

  #lapUs(car: string): number {
    const { cars, chance, noise } = this.#settings;
    if (this.#pace === 'caution') return Math.max(...cars.map((each) => each.lapUs)) * CAUTION_PACE;
    const own = cars.find((each) => each.car === car)?.lapUs ?? S;
    return own * (1 + (noise * chance.between(-10_000, 10_000)) / 10_000);
  }
}
