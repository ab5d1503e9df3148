import { type Fields, type Rulebook, type State, view, type ViewAnswer } from '@racetower/engine';

/** What is on record before a list is looked at. */
export interface Known {
  /** Everybody, with what is registered of them; lines add to it. */
  readonly people: Map<string, Fields>;
  /** What is kept of cars, by class, number and whose it is. */
  readonly numbers: ReadonlyMap<string, Fields>;
  /** By class and number. */
  readonly transponders: ReadonlyMap<string, string>;
  /** The fields of the latest paper of each kind, by its name and whom or which car it is about. */
  readonly papers: ReadonlyMap<string, Fields>;
  /** Names of the papers that are about cars. */
  readonly ofCars: ReadonlySet<string>;
}

export function knownOf(editions: readonly Rulebook[], state: State): Known {
  const { people } = ask<ViewAnswer<'people'>>(editions, state, { view: 'people' });
  const { numbers } = ask<ViewAnswer<'numbers'>>(editions, state, { view: 'numbers' });
  const { transponders } = ask<ViewAnswer<'transponders'>>(editions, state, { view: 'transponders' });
  const kinds = ask<ViewAnswer<'particulars'>>(editions, state, { view: 'particulars' }).papers;
  const papers = kinds.flatMap(({ record }) =>
    ask<ViewAnswer<'records'>>(editions, state, { view: 'records', name: record }).records.flatMap((each): [string, Fields][] => {
      if (each.person !== undefined) return [[`${record} ${each.person}`, each.fields]];
      return [[`${record} ${each.class ?? ''} ${each.car ?? ''}`, each.fields]];
    }),
  );
  return {
    people: new Map(people.map(({ name, details }) => [name, details])),
    numbers: new Map(
      numbers.flatMap(({ class: classId, car, holders, details }) =>
        holders.map((person): [string, Fields] => [`${classId} ${car} ${person}`, details ?? {}]),
      ),
    ),
    transponders: new Map(transponders.map((each) => [`${each.class} ${each.car}`, each.transponder])),
    papers: new Map(papers),
    ofCars: new Set(kinds.filter((kind) => kind.of === 'car').map((kind) => kind.record)),
  };
}

/** Asks a view that has an answer for every log. */
export function ask<T>(
  editions: readonly Rulebook[],
  state: State,
  query: { readonly view: string; readonly [field: string]: unknown },
): T {
  const answered = view(editions, state, query);
  if (!answered.ok) throw new Error(`${query.view}: ${answered.refusal.says}`);
  return answered.answer as T;
}
