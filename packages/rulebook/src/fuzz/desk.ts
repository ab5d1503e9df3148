import {
  type AnyFact,
  type Command,
  type CommandFields,
  type CommandKind,
  decide,
  evolve,
  initialState,
  type Query,
  type Refusal,
  type Rulebook,
  type State,
  view,
} from '@racetower/engine';

/** A fault that shows itself as an exception of the engine. */
export class Broke extends Error {
  /** What was done when it happened, as `line-up of stock/heat-1`. */
  readonly doing: string;
  /** The command that did it, when one did. */
  readonly command: Command | undefined;
  constructor(doing: string, cause: unknown, command?: Command) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.doing = doing;
    this.command = command;
  }
}

/** What a command says besides the time and the meeting, which the desk knows. */
export type Said = {
  [K in CommandKind]: {
    readonly do: K;
    readonly by?: string;
    readonly race?: string;
    readonly override?: { readonly why: string };
  } & CommandFields[K];
}[CommandKind];

const STEP_MS = 20_000;

/** Runs the office of a club from memory: gives commands, keeps the clock and the list of all that was accepted. */
export class Desk {
  readonly editions: readonly Rulebook[];
  state: State = initialState;
  meeting = '';
  season = '';
  readonly accepted: Command[] = [];
  /** Who came to the window, and why they were turned away. */
  readonly signIns: { readonly class: string; readonly refusal?: Refusal }[] = [];
  /** The last refusal of each kind of command, to tell why nothing came of it. */
  readonly refusals = new Map<string, Refusal>();
  #now: number;

  constructor(editions: readonly Rulebook[], startsMs: number) {
    this.editions = editions;
    this.#now = startsMs;
  }

  get book(): Rulebook {
    const book = this.editions.at(-1);
    if (!book) throw new RangeError('a club needs at least one edition of its rulebook');
    return book;
  }

  get at(): string {
    return new Date(this.#now).toISOString();
  }

  wait(ms: number): void {
    this.#now += ms;
  }

  /** Gives a command; a refused one changes nothing. */
  give(said: Said): boolean {
    this.wait(STEP_MS);
    const { by = this.#officialFor(said.do), ...rest } = said;
    const place = said.do === 'open-season' ? { season: this.season } : this.meeting === '' ? {} : { meeting: this.meeting };
    return this.take({ ...rest, by, at: this.at, ...place });
  }

  /** Takes a command as it is, as when a day is played again. */
  take(command: Command): boolean {
    const what = `${command.do}${command.race === undefined ? '' : ` of ${command.race}`}`;
    const decision = doing(what, () => decide(this.editions, this.state, command), command);
    if (!decision.ok) {
      this.refusals.set(command.do, decision.refusal);
      return false;
    }
    const facts = decision.facts.map((fact, index): AnyFact => ({ ...fact, club: this.book.name, seq: this.state.seq + index + 1 }));
    this.state = facts.reduce(evolve, this.state);
    this.accepted.push(command);
    return true;
  }

  /** Asks a view of the meeting; a refusal is an answer too. */
  ask<T>(name: string, question: Readonly<Record<string, string>> = {}): { readonly answer: T } | { readonly refusal: Refusal } {
    const about = Object.values(question).join(' ');
    const asked = doing(`the view ${name}${about === '' ? '' : ` of ${about}`}`, () =>
      view(this.editions, this.state, { view: name, at: this.at, ...question } satisfies Query),
    );
    return asked.ok ? { answer: asked.answer as T } : { refusal: asked.refusal };
  }

  /** Asks about today's meeting; `undefined` when the answer is a refusal. */
  today<T>(name: string, question: Readonly<Record<string, string>> = {}): T | undefined {
    const asked = this.ask<T>(name, { meeting: this.meeting, ...question });
    return 'answer' in asked ? asked.answer : undefined;
  }

  #officialFor(kind: CommandKind): string {
    return this.book.authority.get(kind)?.roles[0] ?? 'official';
  }
}

function doing<T>(what: string, work: () => T, command?: Command): T {
  try {
    return work();
  } catch (error) {
    throw new Broke(what, error, command);
  }
}
