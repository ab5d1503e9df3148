import type { RaceRun } from '../answers.ts';
import type { Context } from '../context.ts';
import type { Fact } from '../fact.ts';
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
}

/** By the races of a meeting, which stay the very same while nothing but passings comes in. */
const lives = new WeakMap<ReadonlyMap<string, RaceFacts>, Map<string, LiveRace>>();

const keyOf = (book: Rulebook, race: string): string => `${book.edition} ${race}`;

/** Keeps a race that was folded, to go on from there. One that a clock has ended already is not kept. */
export function keepLive(context: Context, where: RunPlace, folded: Pick<LiveRace, 'draft' | 'counting' | 'fromUs' | 'nextEndMs'>): void {
  const facts = context.state.meetings.get(where.meeting);
  if (!facts || Math.max(context.now ?? 0, folded.fromUs / 1000) >= folded.nextEndMs) return;
  const races = lives.get(facts.races) ?? new Map<string, LiveRace>();
  lives.set(
    facts.races,
    races.set(keyOf(context.book, where.race), { ...folded, context, seq: context.state.seq, passings: facts.passings }),
  );
}

/**
 * Goes on with a race where every fact since it was last folded is a passing of its meeting, none earlier than what came
 * before: the cost of a passing does not grow with the night. In any other case the race is folded anew.
 */
export function goOn(context: Context, meeting: string, race: string): RaceRun | undefined {
  const facts = context.state.meetings.get(meeting);
  const live = facts && lives.get(facts.races)?.get(keyOf(context.book, race));
  if (!live || live.context === context) return undefined;
  const key = `run ${meeting} ${race}`;
  const known = context.memo.get(key) as RaceRun | undefined;
  if (known) return known;
  const grown = facts.passings.length - live.passings.length;
  if (context.state.seq - live.seq !== grown || !facts.passings.continues(live.passings)) return undefined;
  const window = windowOf(live.context, meeting, race);
  const fresh = (facts.passings.after(live.passings.length) as readonly Fact<'passing-read'>[]).filter((fact) => isIn(fact, race, window));
  const crossings = fresh.map((fact) => crossing(live.context, meeting, race, fact)).toSorted((a, b) => a.us - b.us || a.fact - b.fact);
  const latestMs = Math.max(context.now ?? 0, (crossings.at(-1)?.us ?? 0) / 1000);
  if (latestMs >= live.nextEndMs || (crossings[0]?.us ?? live.fromUs) < live.fromUs) return undefined;
  for (const each of crossings) if (live.draft.count) cross(live.draft, live.draft.count, live.counting, each);
  live.seq = context.state.seq;
  live.passings = facts.passings;
  live.fromUs = crossings.at(-1)?.us ?? live.fromUs;
  const run = raceRunOf(live.draft, race);
  context.memo.set(key, run);
  return run;
}
