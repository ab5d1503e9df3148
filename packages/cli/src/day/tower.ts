import {
  type AnyFact,
  type Change,
  type Command,
  decide,
  evolve,
  initialState,
  preview,
  type Rulebook,
  type State,
  view,
} from '@racetower/engine';
import { Temporal } from 'temporal-polyfill';
import { commandOf } from '../night/command.ts';
import type { Map as Words, Step } from '../night/night.ts';

/** Something was refused that a story took for granted. */
export class StoryError extends Error {}

/** Runs a club from memory: gives commands in the words of nights, keeps the clock, answers questions. */
export class Tower {
  readonly editions: readonly Rulebook[];
  state: State = initialState;
  #now: Temporal.ZonedDateTime;
  #meeting: string | undefined;

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

  /** Lets time pass. */
  wait(duration: Temporal.DurationLike): void {
    this.#now = this.#now.add(duration);
  }

  /** Moves the clock to a time of the day, unless it is later already. */
  waitUntil(time: string): void {
    const then = this.#now.withPlainTime(Temporal.PlainTime.from(time));
    if (Temporal.ZonedDateTime.compare(then, this.#now) > 0) this.#now = then;
  }

  /** Gives a command in the words of a night. @throws StoryError when it is refused */
  give(words: Words): readonly AnyFact[] {
    const decision = decide(this.editions, this.state, this.#command(words));
    if (!decision.ok) throw new StoryError(`${JSON.stringify(words)} was refused: ${decision.refusal.says}`);
    const facts = decision.facts.map((fact, index): AnyFact => ({ ...fact, club: this.book.name, seq: this.state.seq + index + 1 }));
    for (const fact of facts) this.state = evolve(this.state, fact);
    if (words['do'] === 'open-meeting') this.#meeting = String(words['meeting']);
    return facts;
  }

  /** What a command would change, without giving it. */
  preview(words: Words): readonly Change[] {
    const previewed = preview(this.editions, this.state, this.#command(words));
    if (!previewed.ok) throw new StoryError(`${JSON.stringify(words)} would be refused: ${previewed.refusal.says}`);
    return previewed.changes;
  }

  /** Asks a view of today's meeting. @throws StoryError when it has no answer */
  ask<T>(name: string, question: Words = {}): T {
    const query = {
      view: name,
      at: this.#now.toInstant().toString(),
      ...(this.#meeting !== undefined ? { meeting: this.#meeting } : {}),
      ...question,
    };
    const answered = view(this.editions, this.state, query);
    if (!answered.ok) throw new StoryError(`${name} ${Object.values(question).join(' ')}: ${answered.refusal.says}`);
    return answered.answer as T;
  }

  #command(words: Words): Command {
    this.wait({ seconds: 1 });
    const at = this.#now.toInstant().toString();
    const step: Step = { number: 0, kind: 'do', words, file: '', line: 0, column: 0, locate: () => ({ line: 0, column: 0 }) };
    return commandOf(step, { book: this.book, at, meeting: this.#meeting, names: new Map(), judge: () => 'official', instant: () => at });
  }
}
