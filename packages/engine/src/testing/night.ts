import { type Context, contextOn } from '../context.ts';
import type { AnyFact, FactBodies, FactKind } from '../fact.ts';
import type { Rulebook } from '../language.ts';
import { lineUp } from '../lineup/line-up.ts';
import { fold } from '../state.ts';

export const DAY = '2026-05-02';

/** A log written by hand, one fact a line. Each step comes a second after the one before. */
export class Night {
  readonly facts: AnyFact[] = [];
  readonly book: Rulebook;
  meeting = DAY;
  /** Who gives what is put on record. */
  giver = 'official';
  constructor(book: Rulebook, kind = 'points') {
    this.book = book;
    this.open(DAY, kind);
  }
  open(date: string, kind = 'points'): this {
    this.meeting = date;
    return this.add('meeting-opened', { date, kind });
  }
  /** Appends a fact of the meeting, or of a race of it. */
  add<K extends FactKind>(kind: K, body: FactBodies[K], race?: string): this {
    const seq = this.facts.length + 1;
    const at = new Date(Date.UTC(2026, 4, 2, 12, 0, seq)).toISOString();
    this.facts.push({
      club: 'test',
      seq,
      at,
      by: this.giver,
      kind,
      season: '2026',
      meeting: this.meeting,
      ...(race === undefined ? {} : { race }),
      body,
    } as unknown as AnyFact);
    return this;
  }
  /** Signs cars in, `driver A` in car `A`; a pill of `undefined` is a late driver. */
  signIn(pills: Readonly<Record<string, number | undefined>>, raceClass = 'x'): this {
    for (const [car, pill] of Object.entries(pills)) {
      this.add('car-signed-in', { class: raceClass, driver: `driver ${car}`, car, details: {} });
      if (pill !== undefined) this.add('draw-made', { draw: 'pill', class: raceClass, car, result: pill, how: 'by-hand' });
    }
    return this;
  }
  /** Signs cars in with the pills 1, 2, 3 … */
  inOrder(cars: readonly string[], raceClass = 'x'): this {
    for (const [index, car] of cars.entries()) this.signIn({ [car]: index + 1 }, raceClass);
    return this;
  }
  finish(race: string, order: readonly string[], statuses: Readonly<Record<string, string>> = {}): this {
    return this.add('race-finished', { order, statuses, laps: {} }, race);
  }
  get context(): Context {
    return contextOn([this.book], fold(this.facts), this.meeting);
  }
  /** The cars of a line-up, pole first. */
  order(race: string): readonly string[] {
    return lineUp(this.context, this.meeting, race).slots.map((slot) => slot.car);
  }
}

/** `cars('Q', 3)` are Q1, Q2 and Q3. */
export function cars(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}
