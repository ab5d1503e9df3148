import type { RaceRun } from '../answers.ts';
import { type Context, forThisStateOnly, memo } from '../context.ts';
import type { Fact } from '../fact.ts';
import { beingWorkedOut, type Kept, reads, restsOn, type Source } from '../keeping/kept.ts';
import type { Rulebook } from '../language.ts';
import type { FactList, RaceFacts } from '../state.ts';
import { crossing, isIn, windowOf } from './crossings.ts';
import { type Draft, raceRunOf } from './draft.ts';
import { type Counting, cross } from './lap-count.ts';
import type { RunPlace } from './race-run.ts';

/** A race whose fold can go on with the passings that come next. */
interface LiveRace {
  readonly context: Context;
  readonly draft: Draft;
  readonly counting: Counting;
  /** The number of the last fact of the log, and the passings, that it has been folded with. */
  seq: number;
  passings: FactList;
  /** Passings from here on come after all that it has been folded with. */
  fromUs: number;
  /** Before this no clock ends it. */
  readonly nextEndMs: number;
  /** The answer that it was folded for, where answers are kept, and the parts of the state that this rests on. */
  readonly kept: Kept | undefined;
  parts?: readonly Source[];
}

/** By the races of a meeting, which stay the very same while nothing but passings comes in. */
const lives = new WeakMap<ReadonlyMap<string, RaceFacts>, Map<string, LiveRace>>();

const keyOf = (book: Rulebook, race: string): string => `${book.edition} ${race}`;

/** Keeps a race that was folded, to go on from there. One that a clock has ended already is not kept. */
export function keepLive(context: Context, where: RunPlace, folded: Pick<LiveRace, 'draft' | 'counting' | 'fromUs' | 'nextEndMs'>): void {
  const facts = context.keeping.folded.meetings.get(where.meeting);
  if (!facts || Math.max(context.now ?? 0, folded.fromUs / 1000) >= folded.nextEndMs) return;
  const races = lives.get(facts.races) ?? new Map<string, LiveRace>();
  lives.set(
    facts.races,
    races.set(keyOf(context.book, where.race), {
      ...folded,
      context,
      seq: context.keeping.folded.seq,
      passings: facts.passings,
      kept: beingWorkedOut(),
    }),
  );
}

/**
 * Goes on with a race where every fact since it was last folded is a passing of its meeting, none earlier than what came
 * before: the cost of a passing does not grow with the night. In any other case the race is folded anew.
 */
export function goOn(context: Context, meeting: string, race: string): RaceRun | undefined {
  const facts = context.keeping.folded.meetings.get(meeting);
  const live = facts && lives.get(facts.races)?.get(keyOf(context.book, race));
  const key = `run ${meeting} ${race}`;
  if (!live || context.memo.has(key) || (live.context === context && !context.keeping.goesOn)) return undefined;
  const grown = facts.passings.length - live.passings.length;
  if (context.keeping.folded.seq - live.seq !== grown || !facts.passings.continues(live.passings)) return undefined;
  const window = windowOf(live.context, meeting, race);
  const fresh = (facts.passings.after(live.passings.length) as readonly Fact<'passing-read'>[]).filter((fact) => isIn(fact, race, window));
  const crossings = fresh.map((fact) => crossing(live.context, meeting, race, fact)).toSorted((a, b) => a.us - b.us || a.fact - b.fact);
  const latestMs = Math.max(context.now ?? 0, (crossings.at(-1)?.us ?? 0) / 1000);
  if (latestMs >= live.nextEndMs || (crossings[0]?.us ?? live.fromUs) < live.fromUs) return undefined;
  return memo(context, key, () => {
    readAsFolded(context, live);
    for (const each of crossings) if (live.draft.count) cross(live.draft, live.draft.count, live.counting, each);
    live.seq = context.keeping.folded.seq;
    live.passings = facts.passings;
    live.fromUs = crossings.at(-1)?.us ?? live.fromUs;
    return raceRunOf(live.draft, race);
  });
}

/** Notes that a race that goes on rests on all that it was folded from. */
function readAsFolded(context: Context, live: LiveRace): void {
  if (live.context.keeping !== context.keeping) forThisStateOnly(context);
  else if (live.kept) for (const part of (live.parts ??= restsOn(live.kept))) reads(part);
}
