import type { PlannedRace } from '../answers.ts';
import { because } from '../because.ts';
import { type Context, meetingOf } from '../context.ts';
import { actsAt } from '../entry/acts.ts';
import { classesIn, entries } from '../entry/entries.ts';
import type { AnyFact, Fact } from '../fact.ts';
import type { Round } from '../language.ts';
import type { FactList } from '../state.ts';
import { raceStart } from './field.ts';
import type { Seated } from './seating.ts';

const FOLLOWS: Readonly<Record<Round['scratch']['before'], string>> = {
  'close-up': 'so all behind close up',
  'file-moves-up': 'so its file moves up',
  crisscross: 'so each car behind crosses to the slot ahead of it',
  gap: 'and its slot stays empty',
};

interface Placed {
  readonly slot: number;
  readonly seat: Seated;
}

/** A race that is being lined up. */
export interface Lining {
  readonly meeting: string;
  readonly race: PlannedRace;
  readonly round: Round;
  /** Number of the fact by which officials put the order on record; who was out by then is not in it, or is in it again. */
  readonly since: number;
}

/**
 * Takes cars that were scratched, or withdrawn before the green, out of the line-up, one after the other, as the round
 * says for before and after leaving the chute.
 */
export function scratched(context: Context, at: Lining, seats: readonly Seated[]): readonly Placed[] {
  const { meeting, race } = at;
  const { facts, races } = meetingOf(context, meeting).facts;
  const own = races.get(race.id)?.facts;
  const green = firstGreen(own);
  const withdrawn = facts
    .of('entry-withdrawn')
    .filter(
      (fact) =>
        classesIn(race.class).includes(fact.body.class) && (green === undefined || fact.seq < green) && !cameBack(context, at, fact),
    );
  const scratches = [...(own?.of('car-scratched') ?? []), ...withdrawn]
    .filter((fact) => fact.seq > at.since)
    .toSorted((a, b) => a.seq - b.seq);
  let placed: readonly Placed[] = seats.map((seat, index) => ({ slot: index + 1, seat }));
  for (const scratch of scratches) placed = without(context, at, placed, scratch);
  return placed;
}

function without(
  context: Context,
  at: Lining,
  placed: readonly Placed[],
  scratch: Fact<'car-scratched'> | Fact<'entry-withdrawn'>,
): readonly Placed[] {
  const { meeting, race, round } = at;
  const gap = placed.find((each) => each.seat.car === scratch.body.car);
  if (!gap) return placed;
  const left = leftBefore(context, meeting, race, round, scratch.seq);
  const how = left ? round.scratch.after : round.scratch.before;
  const clauses = left ? round.scratch.afterClauses : round.scratch.beforeClauses;
  const others = placed.filter((each) => each !== gap);
  const says = `car ${scratch.body.car} was ${scratch.kind === 'car-scratched' ? 'scratched' : 'withdrawn'} ${left ? 'after' : 'before'} the class left the chute, ${FOLLOWS[how]}`;
  const why = because(says, { clauses, facts: [scratch.seq] });
  const moved = (each: Placed, slot: number): Placed =>
    slot === each.slot
      ? each
      : { slot, seat: { car: each.seat.car, because: because(`moved up from slot ${each.slot}`, { from: [why, each.seat.because] }) } };
  if (how === 'gap') return others;
  if (how === 'file-moves-up')
    return others
      .map((each) => (each.slot > gap.slot && each.slot % 2 === gap.slot % 2 ? moved(each, each.slot - 2) : each))
      .toSorted((a, b) => a.slot - b.slot);
  return others.map((each, index) => moved(each, index + 1));
}

/** Tells whether the car signed in again after it withdrew, before the field of the race was fixed. */
function cameBack(context: Context, at: Lining, fact: Fact<'entry-withdrawn'>): boolean {
  const fixed = raceStart(context, at.meeting, at.race.id) ?? Number.MAX_SAFE_INTEGER;
  return entries(context, at.meeting, fact.body.class).some((entry) => {
    const signedIn = entry.facts[0] ?? 0;
    return entry.car === fact.body.car && signedIn > fact.seq && signedIn < fixed;
  });
}

/** The fact that began the race: after it a car that leaves is no longer a scratch. */
function firstGreen(facts: FactList | undefined): number | undefined {
  return facts?.matching('begins', begins)[0]?.seq;
}

function begins(fact: AnyFact): fact is AnyFact {
  return (
    fact.kind === 'lap-scored' ||
    fact.kind === 'race-finished' ||
    fact.kind === 'times-recorded' ||
    (fact.kind === 'flag-shown' && fact.body.flag === 'green')
  );
}

/** Tells whether the class had left the chute when a fact happened: the round's mark on the race, its class or the meeting. */
function leftBefore(context: Context, meeting: string, race: PlannedRace, round: Round, seq: number): boolean {
  const mark = round.scratch.leftBy;
  if (mark === undefined) return false;
  return actsAt(context, meeting).some(
    (fact) =>
      fact.kind === 'moment-marked' &&
      fact.body.name === mark &&
      fact.seq < seq &&
      (fact.race === race.id || (fact.race === undefined && fact.body.class === race.class)),
  );
}
