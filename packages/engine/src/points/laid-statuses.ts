import type { PlannedRace } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { caseConsequences } from '../stewards/cases.ts';
import { type FallenConsequence, fallenOutsideRaces, overTheDate } from './effects.ts';

export interface LaidStatus {
  readonly status: string;
  readonly because: Because;
}

const STATUS = new Set(['status'] as const);
const working = new WeakMap<Context, Set<string>>();

/**
 * Statuses that rulings, and calls made outside the race, give cars of a race: of the race itself, of every race of the
 * meeting in the class, or of the date. A ruling whose own condition asks for the places of the race gives none there.
 */
export function laidStatuses(context: Context, meeting: string, race: PlannedRace): ReadonlyMap<string, LaidStatus> {
  const busy = working.get(context) ?? new Set<string>();
  working.set(context, busy);
  const key = `${meeting} ${race.id}`;
  if (busy.has(key)) return new Map();
  busy.add(key);
  try {
    const laid = [...fallenOutsideRaces(context, meeting, STATUS), ...caseConsequences(context, meeting, STATUS)];
    return new Map(
      overTheDate(context, meeting, laid)
        .filter((each) => reaches(each, race))
        .flatMap((each) => statusOf(each)),
    );
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
  const { status } = each.consequence;
  return [[each.car, { status, because: because(`${each.driver}: ${status}`, { clauses: each.clauses, facts: [each.fact] }) }]];
}
