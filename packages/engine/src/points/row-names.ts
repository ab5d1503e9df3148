import type { ResultRow } from '../answers.ts';
import { type Context, memo } from '../context.ts';
import { raceRun } from '../control/race-run.ts';
import { joinedWith } from '../entry/entries.ts';
import { lazy } from '../formula-values.ts';
import type { Extra } from '../scope.ts';
import { result } from './result.ts';
import { placesGained, resultNames } from './result-details.ts';
import type { ScoredRace } from './scored-races.ts';

/** Names that formulas read of a car in a race with a result, for what it scores and what it is paid. */
export function namesOfRow(context: Context, meeting: string, scored: ScoredRace, row: ResultRow, place: number): Extra {
  const slot = (): number => scored.slots().get(row.car) ?? 0;
  return {
    place: () => place,
    scoring_place: () => row.scoringPlace,
    overall_place: () => overallPlace(context, meeting, scored.race.id, row.car) ?? row.scoringPlace,
    status: () => row.status,
    attempted: () => triedBy(context, row),
    transferred: () => scored.movedUp().has(row.car),
    alternate_started: () => scored.alternates().has(row.car),
    starters: () => scored.starters,
    letter: () => scored.race.letter,
    laps_done: () => row.laps ?? 0,
    result: () => lazy(resultNames(row)),
    laps_led: () => lapsLed(context, meeting, scored.race.id).get(row.car) ?? 0,
    fastest_lap: () => scored.fastest() === row.car,
    started_from: slot,
    gained: () => placesGained(slot(), row.place),
  };
}

/** Tells whether the status of a car in a race counts as an attempt. */
export function triedBy(context: Context, row: ResultRow): boolean {
  return context.book.statuses.get(row.status)?.attempted ?? true;
}

/** Laps that each car led at the line, as they were read or scored; of a race that ran joined with another class, of that race. */
function lapsLed(context: Context, meeting: string, race: string): ReadonlyMap<string, number> {
  const joined = joinedWith(context, meeting, race.split('/')[0] ?? '');
  const id = joined ? `${joined.id}/${race.split('/')[1] ?? ''}` : race;
  return memo(context, `laps led ${meeting} ${id}`, () => {
    const { timing } = raceRun(context, meeting, id);
    if (timing) return new Map(Object.entries(timing).map(([car, { led }]) => [car, led]));
    const led = new Map<string, number>();
    for (const { body } of context.state.meetings.get(meeting)?.races.get(id)?.facts.of('lap-scored') ?? []) {
      const first = body.order[0];
      if (first !== undefined) led.set(first, (led.get(first) ?? 0) + 1);
    }
    return led;
  });
}

/** The place among all cars of a race that several classes ran together; none where the class ran alone. */
function overallPlace(context: Context, meeting: string, race: string, car: string): number | undefined {
  const joined = joinedWith(context, meeting, race.split('/')[0] ?? '');
  return joined && result(context, meeting, `${joined.id}/${race.split('/')[1] ?? ''}`).rows.find((row) => row.car === car)?.scoringPlace;
}
