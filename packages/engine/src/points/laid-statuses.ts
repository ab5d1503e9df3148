import type { PlannedRace } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import type { Consequence, MovesUp } from '../language.ts';
import { caseConsequences } from '../stewards/cases.ts';
import { type FallenConsequence, fallenOutsideRaces, overTheDate } from './effects.ts';

export interface LaidStatus {
  readonly status: string;
  readonly movesUp?: MovesUp;
  readonly because: Because;
}

const STATUS = new Set(['status'] as const);
const PLACES = new Set(['places'] as const);
const working = new WeakMap<Context, Set<string>>();

/**
 * Statuses that rulings, and calls made outside the race, give cars of a race: of the race itself, of every race of the
 * meeting in the class, or of the date. A ruling whose own condition asks for the places of the race gives none there.
 */
export function laidStatuses(context: Context, meeting: string, race: PlannedRace): ReadonlyMap<string, LaidStatus> {
  return new Map(
    laid(context, meeting, race, STATUS)
      .filter((each) => reaches(each, race))
      .flatMap((each) => statusOf(each)),
  );
}

/** Places that rulings take from cars of a race, by the same rule. */
export function placesRuled(context: Context, meeting: string, race: Pick<PlannedRace, 'id'>): readonly FallenConsequence[] {
  return laid(context, meeting, race, PLACES).filter((each) => each.race === race.id);
}

/** What rulings and calls outside the race bring; nothing to a condition that is being worked out from the race itself. */
function laid(
  context: Context,
  meeting: string,
  race: Pick<PlannedRace, 'id'>,
  kinds: ReadonlySet<Consequence['kind']>,
): readonly FallenConsequence[] {
  const busy = working.get(context) ?? new Set<string>();
  working.set(context, busy);
  const key = `${meeting} ${race.id}`;
  if (busy.has(key)) return [];
  busy.add(key);
  try {
    const found = [...fallenOutsideRaces(context, meeting, kinds), ...caseConsequences(context, meeting, kinds)];
    return overTheDate(context, meeting, found);
  } finally {
    busy.delete(key);
  }
}

function reaches(each: FallenConsequence, race: PlannedRace): boolean {
  if (each.consequence.kind !== 'status') return false;
  const inClass = race.class.split('+').includes(each.class);
  switch (each.consequence.of ?? 'race') {
    case 'race':
      return each.race === race.id;
    case 'meeting':
      return inClass;
    case 'date':
      return inClass;
  }
}

function statusOf(each: FallenConsequence): readonly (readonly [string, LaidStatus])[] {
  if (each.consequence.kind !== 'status') return [];
  const { status, movesUp } = each.consequence;
  return [
    [
      each.car,
      {
        status,
        ...(movesUp ? { movesUp } : {}),
        because: because(`${each.driver}: ${status}`, { clauses: each.clauses, facts: [each.fact] }),
      },
    ],
  ];
}
