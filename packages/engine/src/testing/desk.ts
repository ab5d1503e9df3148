import type { Command } from '../command.ts';
import { type Context, contextOn } from '../context.ts';
import { decide } from '../decide.ts';
import type { AnyFact } from '../fact.ts';
import type { Rulebook } from '../language.ts';
import { lineUp } from '../lineup/line-up.ts';
import type { Refusal } from '../refusal.ts';
import { fold, initialState, type State } from '../state.ts';
import { type Answer, view } from '../view.ts';
import type { Query } from '../view/queries.ts';
import { DAY } from './night.ts';

/** A command without its time, giver and meeting, which the desk knows; values are not checked, as those of a careless client. */
export type Loose = { readonly do: string; readonly [field: string]: unknown };

/** A club's log that only grows by commands, as an official's desk would give them. Each comes a second after the one before. */
export class Desk {
  readonly book: Rulebook;
  state: State = initialState;
  by = 'official';
  meeting = DAY;
  #seconds = 0;
  constructor(book: Rulebook) {
    this.book = book;
    this.give({ do: 'open-meeting', date: DAY, kind: 'points' });
  }
  /** The command with what the desk knows; fields given win. */
  filled(command: Loose): Command {
    this.#seconds += 1;
    const at = new Date(Date.UTC(2026, 4, 2, 12, 0, this.#seconds)).toISOString();
    return { at, by: this.by, meeting: this.meeting, ...command } as unknown as Command;
  }
  decide(command: Loose) {
    return decide([this.book], this.state, this.filled(command));
  }
  /** Gives commands that must pass; returns the facts of the last. */
  give(...commands: readonly Loose[]): readonly AnyFact[] {
    return commands.map((command) => this.#pass(command)).at(-1) ?? [];
  }
  #pass(command: Loose): readonly AnyFact[] {
    const decision = this.decide(command);
    if (!decision.ok) throw new Error(`${command.do} was refused (${decision.refusal.code}): ${decision.refusal.says}`);
    const facts = decision.facts.map((fact, index) => ({ ...fact, club: 'test', seq: this.state.seq + index + 1 }));
    this.state = fold(facts, this.state);
    return facts;
  }
  /** Gives a command that must be refused, helpfully and without a trace. */
  refused(command: Loose): Refusal {
    const before = JSON.stringify([...this.state.all]);
    const decision = this.decide(command);
    if (decision.ok) throw new Error(`${command.do} passed: ${JSON.stringify(command)}`);
    const { refusal } = decision;
    if (!/^[a-z]+(-[a-z]+)*$/.test(refusal.code)) throw new Error(`"${refusal.code}" is not a code`);
    if (refusal.says.trim().length < 8 || refusal.says.includes('undefined')) throw new Error(`"${refusal.says}" does not help`);
    if (JSON.stringify([...this.state.all]) !== before) throw new Error('a refused command left a trace');
    return refusal;
  }
  /** Signs cars in, `driver A` in car `A`. */
  signIn(cars: readonly string[], raceClass = 'x'): this {
    for (const car of cars) this.give({ do: 'sign-in', class: raceClass, driver: `driver ${car}`, car });
    return this;
  }
  /** Signs cars in with the pills 1, 2, 3 … */
  inOrder(cars: readonly string[], raceClass = 'x'): this {
    for (const [index, car] of cars.entries())
      this.give({ do: 'sign-in', class: raceClass, driver: `driver ${car}`, car, pill: index + 1 });
    return this;
  }
  get context(): Context {
    return contextOn([this.book], this.state, this.meeting);
  }
  /** The cars of a line-up, pole first. */
  order(race: string): readonly string[] {
    return lineUp(this.context, this.meeting, race).slots.map((slot) => slot.car);
  }
  ask(query: Query): Answer {
    return view([this.book], this.state, query);
  }
}
