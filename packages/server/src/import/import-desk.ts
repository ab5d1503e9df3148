import { type AnyFact, type Command, decide, evolve, type NewFact, type Rulebook, type State, view } from '@racetower/engine';
import { ImportRefused } from './request.ts';

/** A command without what every command of an import has alike. */
export type Giving = { readonly do: Command['do']; readonly [field: string]: unknown };

/**
 * Decides the commands of an import one after the other on what came before. Facts are gathered here, so that a refusal
 * leaves nothing behind.
 */
export class ImportDesk {
  readonly editions: readonly Rulebook[];
  readonly by: string;
  state: State;
  readonly made: NewFact[] = [];
  /** Requirements that the import had to pass over, as a suspended driver who raced all the same. */
  readonly flagged: { readonly says: string; readonly clauses: readonly string[] }[] = [];

  constructor(editions: readonly Rulebook[], state: State, by: string) {
    this.editions = editions;
    this.state = state;
    this.by = by;
  }

  /** Gives a command no earlier than what is on record at its meeting. @throws ImportRefused with the refusal's sentence */
  give(giving: Giving, at: string): readonly AnyFact[] {
    const command = { by: this.by, ...giving, at: this.notBefore(giving, at) } as unknown as Command;
    const first = decide(this.editions, this.state, command);
    if (first.ok) return this.#keep(first.facts, first.flagged);
    const passable = giving.do === 'sign-in' && ['suspended', 'requirement'].includes(first.refusal.code);
    const second = passable ? decide(this.editions, this.state, { ...command, override: { why: 'took part in the session' } }) : first;
    if (second.ok) return this.#keep(second.facts, [...second.flagged, { says: first.refusal.says, clauses: first.refusal.clauses }]);
    throw new ImportRefused(first.refusal.code, `${aboutOf(giving)}: ${first.refusal.says}`, { clauses: first.refusal.clauses });
  }

  #keep(facts: readonly NewFact[], flagged: readonly { readonly says: string; readonly clauses: readonly string[] }[]): readonly AnyFact[] {
    const kept: readonly AnyFact[] = facts.map((fact, index) => ({
      ...fact,
      club: this.editions[0]?.name ?? '',
      seq: this.state.seq + index + 1,
    }));
    for (const fact of kept) this.state = evolve(this.state, fact);
    this.made.push(...facts);
    this.flagged.push(...flagged);
    return kept;
  }

  /** The time in the file, or that of the last fact at the meeting when it is later. */
  notBefore(giving: Giving, at: string): string {
    const meeting = typeof giving['meeting'] === 'string' ? this.state.meetings.get(giving['meeting']) : undefined;
    const last = [meeting?.facts.last(), ...[...(meeting?.races.values() ?? [])].map((race) => race.facts.last())];
    return last.reduce((latest, fact) => (fact !== undefined && Date.parse(fact.at) > Date.parse(latest) ? fact.at : latest), at);
  }

  /** Asks a view. @throws ImportRefused when it has no answer */
  ask<T>(query: { readonly view: string; readonly [field: string]: unknown }): T {
    const answered = view(this.editions, this.state, query);
    if (!answered.ok) throw new ImportRefused(answered.refusal.code, answered.refusal.says, { clauses: answered.refusal.clauses });
    return answered.answer as T;
  }
}

function aboutOf(giving: Giving): string {
  const named = ['race', 'driver', 'car', 'person', 'meeting'].flatMap((field) =>
    typeof giving[field] === 'string' ? [`${field} ${giving[field]}`] : [],
  );
  return [giving.do, ...named.slice(0, 2)].join(' ');
}
