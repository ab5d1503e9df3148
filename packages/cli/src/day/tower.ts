import {
  type AnyFact,
  carryOver,
  type Change,
  type Command,
  decide,
  fold,
  initialState,
  type NewFact,
  preview,
  type Refusal,
  type Rulebook,
  type State,
  view,
  VIEWS,
} from '@racetower/engine';
import { Temporal } from 'temporal-polyfill';
import { commandOf, judgeOf, type Step, StepError, type WordMap as Words } from '@racetower/rulebook';

/** Something was refused that a story took for granted. */
export class StoryError extends Error {}

/** Runs a club from memory: gives commands in the words of nights, keeps the clock, answers questions. */
export class Tower {
  readonly editions: readonly Rulebook[];
  state: State = initialState;
  #now: Temporal.ZonedDateTime;
  #meeting: string | undefined;
  #season: string | undefined;
  #follows: { readonly nowUs: () => number } | undefined;

  constructor(editions: readonly Rulebook[], date: string) {
    this.editions = editions;
    this.#now = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: this.book.club.zone, plainTime: '08:00' });
  }

  get book(): Rulebook {
    const book = this.editions.at(-1);
    if (!book) throw new StoryError('the club has no rulebook');
    return book;
  }

  /** The time on the tower's clock, as `13:05`. */
  get time(): string {
    return this.#now.toPlainTime().toString({ smallestUnit: 'minute' });
  }

  /** The same to the tenth of a second, as `13:05:12.4`. */
  get clock(): string {
    if (this.#follows) this.#now = this.#instantFollowed(this.#follows);
    return this.#now.toPlainTime().round({ smallestUnit: 'millisecond', roundingIncrement: 100 }).toString({ fractionalSecondDigits: 1 });
  }

  /** Microseconds since 1970 by the tower's clock. */
  get nowUs(): number {
    return this.#now.epochMilliseconds * 1000;
  }

  /** Goes by another clock from now on: a command has its time, and takes none. */
  follow(clock: { readonly nowUs: () => number }): void {
    this.#follows = clock;
  }

  /** Lets time pass. */
  wait(duration: Temporal.DurationLike): void {
    this.#now = this.#now.add(duration);
  }

  /** Moves the clock to a time of the day, unless it is later already. */
  waitUntil(time: string): void {
    const then = this.#now.withPlainTime(Temporal.PlainTime.from(time));
    if (Temporal.ZonedDateTime.compare(then, this.#now) > 0) this.#now = then;
  }

  /** Moves the clock to the morning of a day. @throws StoryError when it is later already */
  goTo(date: string): void {
    const then = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: this.book.club.zone, plainTime: '08:00' });
    if (Temporal.ZonedDateTime.compare(then, this.#now) < 0)
      throw new StoryError(`it is ${this.#now.toPlainDate().toString()} ${this.time} already, later than the morning of ${date}`);
    this.#now = then;
  }

  /** Moves the clock to an instant. @throws StoryError when it is later already */
  goToInstant(instant: Temporal.Instant): void {
    const then = instant.toZonedDateTimeISO(this.book.club.zone);
    if (Temporal.ZonedDateTime.compare(then, this.#now) < 0) throw new StoryError(`it is later than ${then.toString()} already`);
    this.#now = then;
  }

  /** Gives a command that may be refused, in the words of a night. */
  attempt(words: Words): Refusal | undefined {
    const decision = decide(this.editions, this.state, this.#command(words));
    if (!decision.ok) return decision.refusal;
    this.#take(decision.facts, words);
    return undefined;
  }

  /** Gives a command in the words of a night. @throws StoryError when it is refused */
  give(words: Words): readonly AnyFact[] {
    const decision = decide(this.editions, this.state, this.#command(words));
    if (!decision.ok)
      throw new StoryError(
        `${JSON.stringify(words)} was refused: ${decision.refusal.says}${decision.refusal.clauses.length > 0 ? ` [${decision.refusal.clauses.join(', ')}]` : ''}`,
      );
    return this.#take(decision.facts, words);
  }

  #take(made: readonly NewFact[], words: Words): readonly AnyFact[] {
    const facts = made.map((fact, index): AnyFact => ({ ...fact, club: this.book.name, seq: this.state.seq + index + 1 }));
    const before = this.state;
    this.state = fold(facts, before);
    carryOver(before, this.state);
    if (words['do'] === 'open-meeting') this.#meeting = String(words['meeting']);
    if (words['do'] === 'open-season') this.#season = String(words['season']);
    return facts;
  }

  /** What a command would change, without giving it. */
  preview(words: Words): readonly Change[] {
    const previewed = preview(this.editions, this.state, this.#command(words));
    if (!previewed.ok) throw new StoryError(`${JSON.stringify(words)} would be refused: ${previewed.refusal.says}`);
    return previewed.changes;
  }

  /** Asks a view as of the last fact, of the meeting and the season that were opened last. @throws StoryError when it has no answer */
  ask<T>(name: string, question: Words = {}): T {
    const fields = VIEWS.find((each) => each.name === name)?.fields ?? [];
    const takes = (field: string): boolean => fields.includes(field) || fields.includes(`${field}?`);
    const query = {
      view: name,
      ...(this.#meeting !== undefined && takes('meeting') ? { meeting: this.#meeting } : {}),
      ...(this.#season !== undefined && takes('season') ? { season: this.#season } : {}),
      ...question,
    };
    const answered = view(this.editions, this.state, query);
    if (!answered.ok) throw new StoryError(`${name} ${Object.values(question).join(' ')}: ${answered.refusal.says}`);
    return answered.answer as T;
  }

  #command(words: Words): Command {
    if (this.#follows) this.#now = this.#instantFollowed(this.#follows);
    else this.wait({ seconds: 1 });
    const at = this.#now.toInstant().toString();
    const step: Step = { number: 0, kind: 'do', words, file: '', line: 0, column: 0, locate: () => ({ line: 0, column: 0 }) };
    try {
      return commandOf(step, {
        book: this.book,
        at,
        meeting: this.#meeting,
        names: new Map(),
        judge: (id) => judgeOf(this.state, this.book, id),
        instant: (text) => this.#instantOf(text),
      });
    } catch (error) {
      if (error instanceof StepError) throw new StoryError(`${JSON.stringify(words)}: ${error.message}`);
      throw error;
    }
  }

  #instantFollowed(clock: { readonly nowUs: () => number }): Temporal.ZonedDateTime {
    return Temporal.Instant.fromEpochMilliseconds(Math.ceil(clock.nowUs() / 1000)).toZonedDateTimeISO(this.book.club.zone);
  }

  /** Reads `18:00` today, or `2026-05-02 18:00`, in the zone of the club. */
  #instantOf(text: string): string {
    const [, date, time] = /^(?:(\d{4}-\d{2}-\d{2})[ T])?(\d{1,2}:\d{2}(?::\d{2})?)$/.exec(text) ?? [];
    if (time === undefined) throw new StoryError(`"${text}" is not a time, as 18:00 or 2026-05-02 18:00`);
    const day = date === undefined ? this.#now.toPlainDate() : Temporal.PlainDate.from(date);
    const clock = Temporal.PlainTime.from(time.padStart(5, '0'));
    return day.toZonedDateTime({ timeZone: this.book.club.zone, plainTime: clock }).toInstant().toString();
  }
}
