import type { LineUp, PlannedRace, Slot } from '../answers.ts';
import { because, type Because, citedFacts, reasonLater } from '../because.ts';
import { busyWith, type Context, forThisStateOnly, memo, meetingOf } from '../context.ts';
import { rearObligations } from '../control/obligations.ts';
import { classesIn, entryOf, joinedWith } from '../entry/entries.ts';
import type { AnyFact, Fact } from '../fact.ts';
import type { Round } from '../language.ts';
import { Refused, refuse } from '../refusal.ts';
import { whole } from '../scope.ts';
import { alternatesOf } from './alternates.ts';
import { type Place, roundScope } from './field.ts';
import { plannedRace, racesOfRound, roundOf } from './plan.ts';
import { scratched } from './scratches.ts';
import { type Seated, seatStages } from './seating.ts';

/**
 * The line-up of a race: as officials changed or posted it, else as the rulebook makes it; scratched cars have left it
 * in the way the rulebook says. Refuses `line-up-cycle` when the rulebook lines a race up by itself.
 */
export function lineUp(context: Context, meeting: string, raceId: string): LineUp {
  const { id } = plannedRace(context, meeting, raceId);
  return memo(context, `line-up ${meeting} ${id}`, () => {
    const planned = plannedRace(context, meeting, id);
    const making = busyWith(context, 'line-ups');
    const key = `${meeting} ${planned.id}`;
    if (making.has(key)) {
      forThisStateOnly(context);
      return refuse(
        'line-up-cycle',
        `the line-up of ${planned.id} depends on itself: ${[...making].map((each) => each.split(' ')[1]).join(', ')}`,
        { clauses: planned.because.clauses, field: 'race' },
      );
    }
    making.add(key);
    try {
      return classesIn(planned.class).length > 1 ? joinedLineUp(context, meeting, planned) : ownLineUp(context, meeting, planned);
    } finally {
      making.delete(key);
    }
  });
}

function ownLineUp(context: Context, meeting: string, planned: PlannedRace): LineUp {
  const round = roundOf(context, planned.round);
  const where = { meeting, class: planned.class, round: round.id, race: planned.id };
  const settled = settledLineUp(context, where, round, planned);
  if (settled) return finish(context, meeting, planned, round, settled);
  const computed = seatStages(context, where, round, planned);
  const standing = withOfficials(context, meeting, planned, computed.seats);
  const starters = new Set([...computed.seats, ...standing.seats].map((seat) => seat.car));
  const alternates = alternatesOf(context, where, round, planned, starters);
  // An official's own order stands in for results that would have given one, not for cars that are still to come up.
  const waitsFor = standing.standing === 'changed' && !computed.ordered ? [] : computed.waitsFor;
  return finish(context, meeting, planned, round, { ...standing, waitsFor, alternates });
}

/**
 * A line-up that was posted and raced stays as it was posted: what the rulebook makes of it today is worked out only by who asks
 * for the reason, so that a season of old races is not lined up again with every fact.
 */
function settledLineUp(context: Context, where: Place, round: Round, planned: PlannedRace): Standing | undefined {
  const facts = meetingOf(context, where.meeting).facts.races.get(planned.id)?.facts;
  const posted = facts?.matching('line-ups', setsLineUp).at(-1);
  if (posted?.kind !== 'line-up-posted' || facts?.of('race-finished').length === 0) return undefined;
  const computed = (): ReadonlyMap<string, Because> =>
    memo(context, `seats of ${where.meeting} ${planned.id}`, () =>
      unlessRefused(() => new Map(seatStages(context, where, round, planned).seats.map((seat) => [seat.car, seat.because]))),
    ) ?? new Map();
  const seats = posted.body.order.map((car) => ({
    car,
    because: reasonLater(`posted by ${posted.by}`, { facts: [posted.seq] }, () => {
      const reason = computed().get(car);
      return reason ? [reason] : [];
    }),
  }));
  const starters = new Set(posted.body.order);
  return { seats, standing: 'posted', fact: posted, waitsFor: [], alternates: alternatesOf(context, where, round, planned, starters) };
}

/** Tells whether officials said by a fact who starts where. */
export function setsLineUp(fact: AnyFact): fact is Fact<'line-up-posted'> | Fact<'line-up-changed'> {
  return fact.kind === 'line-up-posted' || fact.kind === 'line-up-changed';
}

interface Standing {
  readonly seats: readonly Seated[];
  readonly standing: LineUp['standing'];
  readonly fact?: Fact;
  readonly waitsFor: readonly string[];
  readonly alternates: LineUp['alternates'];
}

/**
 * Puts an official's order over the computed one. Cars of it that were not computed are in by that decision alone; cars
 * that came up to the race after a change queue behind.
 */
function withOfficials(
  context: Context,
  meeting: string,
  planned: PlannedRace,
  seats: readonly Seated[],
): Pick<Standing, 'seats' | 'standing' | 'fact'> {
  const facts = meetingOf(context, meeting).facts.races.get(planned.id)?.facts;
  const latest = facts?.matching('line-ups', setsLineUp).at(-1);
  if (!latest) return { seats, standing: 'computed' };
  const { order } = latest.body as { readonly order: readonly string[] };
  const computed = new Map(seats.map((seat) => [seat.car, seat.because]));
  const change = latest.kind === 'line-up-changed' ? latest : undefined;
  const says = change ? `placed by ${change.by}: ${change.body.why}` : `posted by ${latest.by}`;
  const placed = order.map((car) => ({
    car,
    because: because(says, {
      facts: [latest.seq],
      clauses: change?.body.clause === undefined ? [] : [change.body.clause],
      from: [computed.get(car)].filter((each) => each !== undefined),
    }),
  }));
  const cameLater = change ? seats.filter((seat) => !order.includes(seat.car) && (citedFacts(seat.because).at(-1) ?? 0) > change.seq) : [];
  return { seats: [...placed, ...cameLater], standing: change ? 'changed' : 'posted', fact: latest };
}

function finish(context: Context, meeting: string, planned: PlannedRace, round: Round, standing: Standing): LineUp {
  const obliged = rearObligations(context, meeting, planned);
  const moved = toTheRear(standing.seats, obliged);
  const laps = lapsOf(context, meeting, planned, round);
  const slots = scratched(context, { meeting, race: planned, round, since: standing.fact?.seq ?? 0 }, moved).map(
    ({ slot, seat }): Slot => ({
      slot,
      row: Math.ceil(slot / 2),
      side: slot % 2 === 1 ? 'inside' : 'outside',
      car: seat.car,
      driver: entryOf(context, meeting, planned.class, seat.car)?.driver ?? '',
      because: because(`car ${seat.car} starts in slot ${slot}`, { from: [seat.because] }),
    }),
  );
  const why = because(`${planned.name} is lined up ${standing.standing === 'computed' ? 'by the rulebook' : `as ${standing.standing}`}`, {
    facts: standing.fact ? [standing.fact.seq] : [],
    from: [
      planned.because,
      ...(laps ? [laps.because] : []),
      ...slots.map((slot) => slot.because),
      ...standing.alternates.map((each) => each.because),
    ],
  });
  return {
    race: planned.id,
    slots,
    alternates: standing.alternates,
    ...(laps ? { laps } : {}),
    standing: standing.standing,
    waitsFor: standing.waitsFor,
    because: why,
  };
}

function toTheRear(seats: readonly Seated[], obliged: ReadonlyMap<string, Because>): readonly Seated[] {
  if (obliged.size === 0) return seats;
  const back = seats
    .filter((seat) => obliged.has(seat.car))
    .map((seat) => ({ car: seat.car, because: because('starts at the rear', { from: [obliged.get(seat.car) as Because, seat.because] }) }));
  return [...seats.filter((seat) => !obliged.has(seat.car)), ...back];
}

function lapsOf(context: Context, meeting: string, planned: PlannedRace, round: Round): LineUp['laps'] {
  if (!round.laps) return undefined;
  const scope = roundScope(context, { meeting, class: classesIn(planned.class)[0] ?? '', race: planned.id }, round, {
    letter: () => planned.letter,
  });
  const laps = unlessUnset(() => whole(scope, (round.laps as NonNullable<Round['laps']>).count));
  if (!laps) return undefined;
  return { laps: laps.value, because: because(`${laps.value} laps`, { clauses: round.laps.clauses, from: [laps.because] }) };
}

/** A line-up can be read while its number of laps is not given; it cannot be posted. */
function unlessUnset<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'value-unset') return undefined;
    throw error;
  }
}

/** The reason of what is on record may name what can no longer be worked out; then it is left out. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** Works out the laps of a race; refuses `value-unset` by the name of what was not given. */
export function lapsOfRace(context: Context, meeting: string, raceId: string): number | undefined {
  const planned = plannedRace(context, meeting, raceId);
  const round = roundOf(context, planned.round);
  const scope = roundScope(context, { meeting, class: classesIn(planned.class)[0] ?? '', race: planned.id }, round, {
    letter: () => planned.letter,
  });
  return round.laps ? whole(scope, round.laps.count).value : undefined;
}

/** Joined classes line up one block behind the other, each block as its own class would. */
function joinedLineUp(context: Context, meeting: string, planned: PlannedRace): LineUp {
  const round = roundOf(context, planned.round);
  const joined = joinedWith(context, meeting, planned.class);
  const why = because('classes joined', { clauses: joined?.rule.clauses ?? [], facts: joined ? [joined.fact.seq] : [] });
  const own = classesIn(planned.class).flatMap((id) =>
    racesOfRound(context, meeting, id, round.id)
      .filter((race) => race.number === planned.number)
      .map((race) => lineUp(context, meeting, race.id)),
  );
  const seats = onceEach(
    own.flatMap((each) =>
      each.slots.map((slot): Seated => ({
        car: slot.car,
        because: because(`in the block of ${each.race.split('/')[0] ?? ''}`, { from: [why, slot.because] }),
      })),
    ),
  );
  const standing = withOfficials(context, meeting, planned, seats);
  return finish(context, meeting, planned, round, {
    ...standing,
    waitsFor: own.flatMap((each) => each.waitsFor),
    alternates: own.flatMap((each) => each.alternates),
  });
}

/** Two cars of one number cannot be told apart: the first stands for both until a number is corrected. */
function onceEach(seats: readonly Seated[]): readonly Seated[] {
  return [...Map.groupBy(seats, (seat) => seat.car).values()].flatMap((same) => same.slice(0, 1));
}
