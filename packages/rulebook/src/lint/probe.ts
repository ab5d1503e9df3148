import {
  type AnyFact,
  type Context,
  contextOn,
  evolve,
  fold,
  initialState,
  type PlannedRace,
  plannedRaces,
  type RaceClass,
  Refused,
  type Rulebook,
  type State,
} from '@racetower/engine';
import { exprsIn } from './source.ts';

/** The largest class that checks try. */
export const LARGEST_FIELD = 60;

/** A class of a size on a kind of day, with nothing run yet. */
export interface Probe {
  readonly context: Context;
  readonly meeting: string;
  readonly class: string;
  readonly kind: string;
  readonly cars: number;
}

/** One class for each way in which classes differ by group and values. */
export function differingClasses(book: Rulebook): readonly RaceClass[] {
  const seen = new Set<string>();
  return book.classes.filter((each) => {
    const key = `${each.group ?? ''} ${[...each.values].map(([name, value]) => `${name}=${value.value.source}`).join(' ')}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Days of every kind with classes of every size; values without a number have a plausible one. */
export function* probes(book: Rulebook, largest = LARGEST_FIELD): Generator<Probe> {
  const kinds = book.meetingKinds.size > 0 ? [...book.meetingKinds.keys()] : ['race'];
  for (const kind of kinds) {
    for (const raceClass of differingClasses(book)) {
      let state = opened(book, kind);
      for (let cars = 1; cars <= largest; cars += 1) {
        state = evolve(state, signedIn(book, state, raceClass.id, cars));
        yield { context: contextOn([book], state, book.inForce), meeting: book.inForce, class: raceClass.id, kind, cars };
      }
    }
  }
}

/** The races that a probe plans; none when something that it needs is not known before the day. */
export function racesIn(probe: Probe): readonly PlannedRace[] {
  return unlessRefused(() => plannedRaces(probe.context, probe.meeting, probe.class)) ?? [];
}

/** What the work gives, or nothing when the rulebook refuses it. */
export function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function opened(book: Rulebook, kind: string): State {
  const base = { club: book.name, at: `${book.inForce}T12:00:00Z`, by: 'system', meeting: book.inForce };
  const open = { ...base, seq: 1, kind: 'meeting-opened', body: { date: book.inForce, kind } } as const satisfies AnyFact;
  const set = [...book.values.values()]
    .filter((value) => value.value === undefined)
    .map((value, index): AnyFact => ({
      ...base,
      seq: index + 2,
      kind: 'value-set',
      body: { value: value.name, to: plausible(book, value.name), of: 'meeting' },
    }));
  return fold([open, ...set], initialState);
}

function signedIn(book: Rulebook, state: State, id: string, nth: number): AnyFact {
  return {
    club: book.name,
    at: `${book.inForce}T12:00:00Z`,
    by: 'system',
    meeting: book.inForce,
    seq: state.seq + 1,
    kind: 'car-signed-in',
    body: { class: id, driver: `Driver ${nth}`, car: String(nth), details: {} },
  };
}

/** A number, a list that falls, less than its end for what comes beyond it, or a yes/no for a value that has none, by how the formulas read it. */
export function plausible(book: Rulebook, name: string): number | boolean | readonly number[] {
  const sources = exprsIn(book).map((expr) => expr.source);
  const tables = [
    ...book.points.flatMap((block) => block.rules.flatMap((rule) => rule.table?.source ?? [])),
    ...(book.purse ?? []).flatMap((block) => block.rules.flatMap((rule) => [rule.table?.source ?? [], rule.shares?.source ?? []].flat())),
    ...[...(book.funds?.values() ?? [])].flatMap((fund) => fund.shares?.percents?.source ?? []),
  ];
  const beyond = [...book.points, ...(book.purse ?? [])].flatMap((block) =>
    block.rules.flatMap((rule) => (rule.beyond === undefined || rule.beyond === 'last' ? [] : [rule.beyond.source])),
  );
  if (beyond.includes(name)) return 1;
  const asList = new RegExp(`\\b${name}\\s*[\\[.]|size\\(${name}\\)|in ${name}\\b`);
  if (tables.includes(name) || sources.some((source) => asList.test(source)))
    return Array.from({ length: 30 }, (_, index) => 60 - 2 * index);
  const asYesNo = new RegExp(`(?:^|&&|\\|\\||!)\\s*${name}\\s*(?:$|&&|\\|\\||\\?)`);
  if (sources.some((source) => source !== name && asYesNo.test(source))) return false;
  return book.values.get(name)?.unit === 'cents' ? 2500 : 10;
}
