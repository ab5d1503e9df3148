import type { AnyFact } from '../fact.ts';
import type { Rulebook } from '../language.ts';
import { result } from '../points/result.ts';
import { RACE, RaceNight, words } from './race-night.ts';

const START_MS = Date.UTC(2026, 4, 2, 14, 0, 0);

/** A race night told by crossings: times are seconds after the first green; cars of one `by` follow each other by a tenth. */
export class CrossingNight extends RaceNight {
  constructor(book: Rulebook, cars: string) {
    super(book);
    this.inOrder(words(cars));
  }
  private at(seconds: number): this {
    const ms = START_MS + Math.round(seconds * 1000);
    return this.time(new Date(ms).toISOString().slice(11, 19)).moveBy(ms % 1000);
  }
  private moveBy(ms: number): this {
    this.millis = ms;
    return this;
  }
  private millis = 0;
  override add(...given: Parameters<RaceNight['add']>): this {
    super.add(...given);
    const made = this.facts.pop() as AnyFact;
    this.facts.push({ ...made, at: made.at.replace('.000Z', `.${String(this.millis).padStart(3, '0')}Z`) });
    return this;
  }
  green(): this {
    return this.at(0).add('flag-shown', { flag: 'green', cars: [] }, RACE);
  }
  warmUp(seconds: number): this {
    return this.at(seconds).add('flag-shown', { flag: 'warm-up', cars: [] }, RACE);
  }
  /** Shows a flag; `moment`, seconds too, is when it was really shown. */
  shown(
    flag: string,
    seconds: number,
    parts: { readonly cars?: readonly string[]; readonly moment?: number; readonly race?: string } = {},
  ): this {
    const { cars = [], moment, race = RACE } = parts;
    const late = moment === undefined ? {} : { moment: new Date(START_MS + moment * 1000).toISOString() };
    return this.at(seconds).add('flag-shown', { flag, cars, ...late }, race);
  }
  /** Cars cross the line, each a tenth of a second after the one before. */
  by(cars: string, seconds: number): this {
    for (const [index, car] of words(cars).entries()) this.passing({ car }, seconds + index / 10);
    return this;
  }
  /** As `by`, where `#77` is a transponder that was read. */
  read(what: string, seconds: number): this {
    for (const [index, each] of words(what).entries())
      this.passing(each.startsWith('#') ? { transponder: each.slice(1) } : { car: each }, seconds + index / 10);
    return this;
  }
  /** A car passes another timing line. */
  readAt(loop: string, car: string, seconds: number): this {
    return this.passing({ car, loop }, seconds);
  }
  private passing(what: { readonly car?: string; readonly transponder?: string; readonly loop?: string }, seconds: number): this {
    return this.at(seconds).add('passing-read', { ...what, timeUs: (START_MS + Math.round(seconds * 1000)) * 1000 });
  }
  assign(car: string, transponder: string, seconds?: number): this {
    return (seconds === undefined ? this : this.at(seconds)).add('transponder-assigned', { class: 'x', car, transponder });
  }
  /** The same night with its passings in another order in the log. */
  shuffled(): CrossingNight {
    const other = new CrossingNight(this.book, '');
    const passings = this.facts.filter((fact) => fact.kind === 'passing-read');
    const rest = this.facts.filter((fact) => fact.kind !== 'passing-read');
    other.facts.length = 0;
    other.facts.push(...[...rest, ...passings.toReversed()].map((fact, index) => ({ ...fact, seq: index + 1 })));
    return other;
  }
  /** The result as `A 20`: car and laps. */
  get rows(): readonly string[] {
    return result(this.context, this.meeting, RACE).rows.map((row) => `${row.car} ${row.laps ?? 0}`);
  }
  /** How many passings count for what. */
  get counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { counts: what } of this.run.passings ?? []) counts[what] = (counts[what] ?? 0) + 1;
    return counts;
  }
}
