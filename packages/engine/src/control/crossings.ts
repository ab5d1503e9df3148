import { type Context, memo, meetingOf, momentOf, msOf } from '../context.ts';
import { classesIn, entries, entryOf } from '../entry/entries.ts';
import type { AnyFact, Fact } from '../fact.ts';

/** A passing of the start-finish line that falls into a race. The car is left out while nobody has the transponder. */
export interface Crossing {
  readonly us: number;
  readonly fact: number;
  readonly car?: string;
  readonly transponder?: string;
}

interface Held {
  readonly class: string;
  readonly car: string;
  /** Microseconds; from the beginning when it is 0. */
  readonly fromUs: number;
  readonly off: boolean;
  readonly fact: number;
}

/**
 * Sorts the passings that fall into a race by time: those entered for it, and those read while it had the track. Passings of
 * other loops are left out.
 */
export function crossingsOf(context: Context, meeting: string, race: string): readonly Crossing[] {
  return memo(context, `crossings ${meeting} ${race}`, () => {
    const window = windowOf(context, meeting, race);
    return meetingOf(context, meeting)
      .facts.passings.matching(`in ${race} ${JSON.stringify(window)}`, (fact) => isPassingIn(fact, race, window))
      .map((fact) => crossing(context, meeting, race, fact))
      .toSorted((a, b) => a.us - b.us || a.fact - b.fact);
  });
}

/** While a race had the track; microseconds since 1970, the end not in it. */
interface Span {
  readonly fromUs: number;
  readonly untilUs: number;
}

/** When a race had the track. One that was stopped for another race and goes on later has several. */
export type Window = readonly Span[];

const isPassingIn = (fact: AnyFact, race: string, window: Window): fact is Fact<'passing-read'> =>
  fact.kind === 'passing-read' && isIn(fact, race, window);

/** Tells whether a passing is of a race. */
export function isIn(fact: Fact<'passing-read'>, race: string, window: Window): boolean {
  if (fact.body.loop !== undefined) return false;
  if (fact.race !== undefined) return fact.race === race;
  return covers(window, fact.body.timeUs);
}

function covers(window: Window, us: number): boolean {
  return window.some((each) => us >= each.fromUs && us < each.untilUs);
}

/** Flags that give a race the track again after another had it. */
const TAKES_THE_TRACK: ReadonlySet<string> = new Set(['green', 'warm-up']);

/** A race has the track from its first flag, and from each green or warm-up, until another race takes it; a race without a flag never has it. */
export function windowOf(context: Context, meeting: string, race: string): Window {
  return windows(context, meeting).get(race) ?? [];
}

function windows(context: Context, meeting: string): ReadonlyMap<string, Window> {
  return memo(context, `on the track ${meeting}`, () => {
    const taken = [...meetingOf(context, meeting).facts.races.values()]
      .flatMap(({ id, facts }) => {
        const flags = facts
          .of('flag-shown')
          .map((fact) => ({ id, us: momentOf(fact) * 1000, flag: fact.body.flag }))
          .toSorted((a, b) => a.us - b.us);
        return flags.filter((each, index) => index === 0 || TAKES_THE_TRACK.has(each.flag));
      })
      .toSorted((a, b) => a.us - b.us)
      .filter((each, index, all) => each.id !== all[index - 1]?.id);
    const spans = taken.map(({ id, us }, index) => ({ id, fromUs: us, untilUs: taken[index + 1]?.us ?? Number.POSITIVE_INFINITY }));
    return Map.groupBy(spans, (each) => each.id);
  });
}

/** The race that had the track at an instant. */
export function raceAt(context: Context, meeting: string, us: number): string | undefined {
  return [...windows(context, meeting)].find(([, window]) => covers(window, us))?.[0];
}

export function crossing(context: Context, meeting: string, race: string, fact: Fact<'passing-read'>): Crossing {
  const { timeUs, carHeard } = fact.body;
  const transponder = fact.body.transponder ?? (carHeard === undefined ? undefined : `#${carHeard}`);
  const car =
    fact.body.car ??
    (transponder === undefined ? undefined : carWith(context, meeting, race, transponder, timeUs)) ??
    (transponder === undefined || carHeard === undefined ? undefined : carNumbered(context, meeting, race, { transponder, carHeard }));
  return {
    us: timeUs,
    fact: fact.seq,
    ...(car === undefined ? {} : { car }),
    ...(transponder === undefined ? {} : { transponder }),
  };
}

/** The car of a race that carries a transponder at an instant: by the latest assignment then, else as it was signed in with. */
export function carWith(context: Context, meeting: string, race: string, transponder: string, us: number): string | undefined {
  const carriers = carriersIn(context, meeting, race.split('/')[0] ?? race).get(transponder) ?? [];
  const [only] = carriers;
  // Nearly every transponder is one car's for the whole night.
  if (carriers.length === 1 && only) return only.off || only.fromUs > us ? undefined : only.car;
  const latest = new Map<string, Held>();
  for (const each of carriers) if (each.fromUs <= us) latest.set(`${each.class} ${each.car}`, each);
  return [...latest.values()]
    .filter((each) => !each.off)
    .toSorted((a, b) => a.fromUs - b.fromUs || a.fact - b.fact)
    .at(-1)?.car;
}

/** The car of a race with the number that was heard, unless somebody else has the transponder: then it was not this one. */
function carNumbered(
  context: Context,
  meeting: string,
  race: string,
  { transponder, carHeard }: { readonly transponder: string; readonly carHeard: string },
): string | undefined {
  if (holders(context, meeting).has(transponder)) return undefined;
  const isThere = classesIn(race.split('/')[0] ?? race).some((id) => entryOf(context, meeting, id, carHeard));
  return isThere ? carHeard : undefined;
}

/** Who of a class, or of classes that run together, has had each transponder. */
function carriersIn(context: Context, meeting: string, raceClass: string): ReadonlyMap<string, readonly Held[]> {
  return memo(context, `carriers ${meeting} ${raceClass}`, () => {
    const classes = classesIn(raceClass);
    return new Map(
      [...holders(context, meeting)].map(([transponder, held]) => [transponder, held.filter((each) => classes.includes(each.class))]),
    );
  });
}

/** Who has had each transponder, in the order it was put on record: of the club, the season, the meeting, and what cars signed in with. */
export function holders(context: Context, meeting: string): ReadonlyMap<string, readonly Held[]> {
  return memo(context, `transponders ${meeting}`, () => {
    const found = new Map<string, Held[]>();
    const add = (transponder: string, held: Held): void => void found.set(transponder, [...(found.get(transponder) ?? []), held]);
    for (const { id } of context.book.classes)
      for (const entry of entries(context, meeting, id)) {
        const { transponder } = entry.details;
        if (typeof transponder === 'string' && !entry.withdrawn)
          add(transponder, { class: id, car: entry.car, fromUs: 0, off: false, fact: entry.facts[0] ?? 0 });
      }
    for (const fact of assignments(context, meeting)) {
      const { class: raceClass, car, transponder, from, off } = fact.body;
      const others = found.get(transponder)?.some((each) => !(each.class === raceClass && each.car === car)) ?? false;
      const since = from ?? (others || off === true ? fact.at : undefined);
      add(transponder, {
        class: raceClass,
        car,
        fromUs: since === undefined ? 0 : msOf(since) * 1000,
        off: off === true,
        fact: fact.seq,
      });
    }
    return found;
  });
}

/** A transponder that several cars are said to carry. */
export interface SharedTransponder {
  readonly transponder: string;
  readonly class: string;
  readonly cars: readonly string[];
  /** The sign-in or the assignment of the last of them. */
  readonly fact: number;
}

/**
 * Lists the transponders that two cars of a class carry at once, as by a slip at sign-in. One that was handed on from a car that
 * has taken it off, or has another since, is one car's.
 */
export function sharedTransponders(context: Context, meeting: string): readonly SharedTransponder[] {
  const all = [...holders(context, meeting)];
  const since = new Map<string, { readonly transponder: string; readonly fact: number }>();
  for (const [transponder, held] of all)
    for (const each of held) {
      const key = `${each.class} ${each.car}`;
      if (!each.off && each.fact > (since.get(key)?.fact ?? -1)) since.set(key, { transponder, fact: each.fact });
    }
  return all.flatMap(([transponder, held]) => {
    const latest = new Map(held.map((each) => [`${each.class} ${each.car}`, each]));
    const carry = [...latest].filter(([key, each]) => !each.off && since.get(key)?.transponder === transponder).map(([, each]) => each);
    return [...Map.groupBy(carry, (each) => each.class)].flatMap(([raceClass, own]) =>
      own.length < 2
        ? []
        : [{ transponder, class: raceClass, cars: own.map((each) => each.car), fact: Math.max(...own.map((each) => each.fact)) }],
    );
  });
}

function assignments(context: Context, meeting: string): readonly Fact<'transponder-assigned'>[] {
  const facts = meetingOf(context, meeting).facts;
  const lists = [context.state.club, ...(facts.season === undefined ? [] : [context.state.seasons.get(facts.season)]), facts.facts];
  return lists.flatMap((list) => list?.of('transponder-assigned') ?? []).toSorted((a, b) => a.seq - b.seq);
}
