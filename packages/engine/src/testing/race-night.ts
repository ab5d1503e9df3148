import type { RaceRun } from '../answers.ts';
import { raceRun } from '../control/race-run.ts';
import type { ActBody, Fact, FactBodies, FactKind, Fields } from '../fact.ts';
import type { Act, ActSubject, ClockRule, Consequence, Expr, Ladder, Requirement, Rulebook } from '../language.ts';
import { Night } from './night.ts';
import { blankRulebook, key, literal, round, stage } from './rulebook.ts';

/** The only race of these nights. */
export const RACE = 'x/race';

/** One class, one race, cars lined up by pill. */
export function raceBook(parts: Partial<Rulebook> = {}): Rulebook {
  return blankRulebook({
    rounds: [round('race', [stage({ kind: 'entered' }, [key('pill')])], { laps: { count: literal(20), clauses: ['T-laps'] } })],
    ...parts,
  });
}

export function acts(...list: readonly Act[]): ReadonlyMap<string, Act> {
  return new Map(list.map((act) => [act.id, act]));
}

/** A call on a car with what follows from it; its clause is `T-` and its name. */
export function call(id: string, then: readonly Consequence[], parts: Partial<Act> = {}): Act {
  return act('call', id, { then: then.length > 0 ? [{ consequences: then, clauses: [] }] : [], ...parts });
}

export function act(sort: Act['sort'], id: string, parts: Partial<Act> = {}): Act {
  return {
    id,
    sort,
    says: id,
    of: 'car' satisfies ActSubject,
    by: [],
    approvals: [],
    fields: [],
    then: [],
    clauses: [`T-${id}`],
    ...parts,
  };
}

export function ladder(
  id: string,
  steps: readonly (readonly [at: number, ...then: readonly Consequence[]])[],
  parts: Partial<Ladder> = {},
): ReadonlyMap<string, Ladder> {
  return new Map([
    [
      id,
      {
        id,
        over: 'race',
        whose: 'car',
        whenClauses: [`T-${id}-when`],
        steps: steps.map(([at, ...consequences]) => ({ at, consequences, clauses: [`T-${id}-${at}`] })),
        repeat: false,
        clauses: [`T-${id}`],
        ...parts,
      },
    ],
  ]);
}

export function clockRule(id: string, parts: Partial<ClockRule> = {}): ReadonlyMap<string, ClockRule> {
  return new Map([
    [
      id,
      {
        id,
        says: id,
        of: 'race',
        rounds: [],
        starts: 'green',
        pauses: [],
        atEnd: 'warn',
        endClauses: [`T-${id}-end`],
        clauses: [`T-${id}`],
        ...parts,
      },
    ],
  ]);
}

export function requirement(at: string, must: Expr, parts: Partial<Requirement> = {}): Requirement {
  return { at: [at], must, says: `not at ${at}`, effect: 'refuse', override: [], clauses: [`T-${at}`], ...parts };
}

/** A night of one race; times are told as `14:00:00`, else each fact comes a second after the one before. */
export class RaceNight extends Night {
  declare private clock: string | undefined;
  /** The time of the facts that follow. */
  time(clock: string): this {
    this.clock = `2026-05-02T${clock}.000Z`;
    return this;
  }
  override add<K extends FactKind>(kind: K, body: FactBodies[K], race?: string): this {
    super.add(kind, body, race);
    const made = this.facts.pop() as Fact;
    this.facts.push({ ...made, ...(this.clock === undefined ? {} : { at: this.clock }) } as never);
    return this;
  }
  flag(flag: string, ...cars: readonly string[]): this {
    return this.add('flag-shown', { flag, cars }, RACE);
  }
  /** Scores a lap: `A B C | D` has D one lap down. */
  lap(lap: number, order: string): this {
    const [lead = '', lapped = ''] = order.split('|');
    return this.add('lap-scored', { lap, order: words(lead), lapped: words(lapped) }, RACE);
  }
  seen(order: string): this {
    return this.add('order-seen', { order: words(order) }, RACE);
  }
  call(name: string, cars = '', fields: Fields = {}): this {
    return this.act('call-made', { name, cars, fields });
  }
  mark(name: string, cars = '', fields: Fields = {}): this {
    return this.act('moment-marked', { name, cars, fields });
  }
  act(
    kind: 'call-made' | 'moment-marked' | 'record-made',
    made: { readonly name: string; readonly cars: string; readonly fields: Fields },
  ): this {
    const named = words(made.cars);
    const body: ActBody = {
      name: made.name,
      fields: made.fields,
      approvals: [],
      ...(named.length === 1 ? { car: named[0] as string } : named.length > 1 ? { cars: named } : {}),
    };
    return this.add(kind, body, RACE);
  }
  get run(): RaceRun {
    return raceRun(this.context, this.meeting, RACE);
  }
  /** The order in force, as `A B C`. */
  get field(): string {
    return this.run.order.join(' ');
  }
}

/** A night with the cars of `A B C` lined up in that order. */
export function lined(book: Rulebook, cars: string): RaceNight {
  return new RaceNight(book).inOrder(words(cars));
}

export function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}
