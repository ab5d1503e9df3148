import { existsSync, statSync } from 'node:fs';
import { type AnyFact, evolve, type FactList, fold, initialState, type NewFact, type Rulebook, type State } from '@racetower/engine';
import { clubOfLog, type FactLog, openSqliteLog } from '@racetower/log';
import { findRulebook, loadEditions, problemText } from '@racetower/rulebook';
import { UsageError } from '../command-line.ts';

/** A club at its log on disk: the rulebook, and the state that the facts fold to. A new log is made by the first facts. */
export class ClubLog {
  readonly file: string;
  readonly club: string;
  readonly editions: readonly Rulebook[];
  readonly #book: Rulebook;
  #state: State;
  #log: FactLog | undefined;

  /**
   * Opens the log of a club.
   *
   * @param rulebook name or path; left out: that of the log's club
   * @throws UsageError when a new log has no rulebook, or the rulebook is of another club
   */
  constructor(file: string, rulebook: string | undefined) {
    const exists = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
    if (!exists && rulebook === undefined) throw new UsageError(`${file} is a new log: say --rulebook, for which club it is`);
    const known = exists ? clubOfLog(file) : undefined;
    this.file = file;
    this.editions = editionsNamed(rulebook ?? known ?? '');
    const book = this.editions.at(-1);
    if (!book) throw new UsageError(`the rulebook ${rulebook ?? known ?? ''} has no edition`);
    this.#book = book;
    this.club = known ?? book.name;
    if (book.name !== this.club) throw new UsageError(`${file} is the log of ${this.club}, and the rulebook is of ${book.name}`);
    this.#state = exists ? stateOf(file, this.club) : initialState;
  }

  get state(): State {
    return this.#state;
  }

  /** The newest edition. */
  get book(): Rulebook {
    return this.#book;
  }

  /**
   * Puts facts on record that were decided on `state`.
   *
   * @returns the facts with their numbers; nothing when somebody else wrote first, and then `state` has what they wrote
   */
  append(facts: readonly NewFact[]): readonly AnyFact[] | undefined {
    if (facts.length === 0) return [];
    this.#log ??= openSqliteLog(this.file, this.club);
    const appended = this.#log.append(facts, this.#state.seq);
    const seen = appended.ok ? appended.facts : this.#log.read(this.#state.seq);
    this.#state = fold(seen, this.#state);
    return appended.ok ? appended.facts : undefined;
  }

  /** Goes on as if facts were on record, and keeps none of them. */
  imagine(facts: readonly NewFact[]): readonly AnyFact[] {
    const made = facts.map((fact, index): AnyFact => ({ ...fact, club: this.club, seq: this.#state.seq + index + 1 }));
    for (const fact of made) this.#state = evolve(this.#state, fact);
    return made;
  }

  close(): void {
    this.#log?.close();
  }
}

/** Loads every edition of a rulebook. @throws UsageError when there is none of that name, or with what is wrong in it */
export function editionsNamed(name: string): readonly Rulebook[] {
  const folder = findRulebook(name, process.cwd());
  if (folder === undefined) throw new UsageError(`there is no rulebook "${name}": say --rulebook`);
  const loaded = loadEditions(folder);
  if (!loaded.ok) throw new UsageError(loaded.problems.map(problemText).join('\n'));
  return loaded.value.map((each) => each.book);
}

/** @throws UsageError when there is no log at a path */
export function mustBeLog(file: string): void {
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such log`);
}

function stateOf(file: string, club: string): State {
  const log = openSqliteLog(file, club, { readOnly: true });
  try {
    return fold(log.read());
  } finally {
    log.close();
  }
}

/** The meeting that was opened last, else the one announced last. */
export function meetingNow(state: State): string | undefined {
  const known = [...state.meetings.values()];
  const opened = known.flatMap((each) => {
    const fact = firstOf(each.facts, 'meeting-opened');
    return fact ? [{ id: each.id, seq: fact.seq }] : [];
  });
  return opened.toSorted((a, b) => b.seq - a.seq)[0]?.id ?? known.at(-1)?.id;
}

/** The day of a meeting as it was announced. */
export function dayOfMeeting(state: State, meeting: string | undefined): string | undefined {
  const facts = meeting === undefined ? undefined : state.meetings.get(meeting)?.facts;
  const announced = facts && (firstOf(facts, 'meeting-opened') ?? firstOf(facts, 'meeting-scheduled'));
  return announced && (announced.body as { readonly date: string }).date;
}

function firstOf(facts: FactList, kind: AnyFact['kind']): AnyFact | undefined {
  return [...facts].find((fact) => fact.kind === kind);
}
