import { because, type Because } from '../because.ts';
import { type Context, meetingOf } from '../context.ts';
import { standingRecords } from '../entry/acts.ts';
import { classesIn } from '../entry/entries.ts';
import { findRace } from '../lineup/plan.ts';
import { result } from '../points/result.ts';
import { scopeFor, whole } from '../scope.ts';

export interface HeldCar {
  readonly race: string;
  readonly car: string;
  readonly released: boolean;
  /** The record that lets it go. */
  readonly until: string;
  readonly because: Because;
}

/** Lists the cars that the rulebook holds after races of a meeting. A held car that loses its place stays held, and the one that moves up joins it. */
export function impounded(context: Context, meeting: string): readonly HeldCar[] {
  const records = standingRecords(context);
  return context.book.impounds.flatMap((rule) =>
    [...meetingOf(context, meeting).facts.races.keys()].flatMap((id) => {
      const race = findRace(context, meeting, id);
      if (!race || !rule.rounds.includes(race.round) || (rule.letters.length > 0 && !rule.letters.includes(race.letter))) return [];
      const standing = result(context, meeting, race.id);
      if (standing.standing === 'none' || standing.standing === 'running') return [];
      const places = whole(scopeFor(context, { meeting, class: classesIn(race.class)[0] ?? race.class, round: race.round }), rule.places);
      const held = places.value;
      const crossed = meetingOf(context, meeting).facts.races.get(id)?.facts.of('race-finished').at(-1)?.body.order.slice(0, held) ?? [];
      const cars = [...new Set([...standing.rows.filter((row) => row.place > 0 && row.place <= held).map((row) => row.car), ...crossed])];
      return cars.map((car): HeldCar => {
        const release = records.find(
          (fact) =>
            fact.body.name === rule.until &&
            fact.meeting === meeting &&
            (fact.race === undefined || fact.race === race.id) &&
            (fact.body.car === car || fact.body.cars?.includes(car)),
        );
        return {
          race: race.id,
          car,
          released: release !== undefined,
          until: rule.until,
          because: because(release ? `car ${car} was released` : `${rule.says}: car ${car}`, {
            clauses: rule.clauses,
            facts: release ? [release.seq] : [],
            from: [places.because],
          }),
        };
      });
    }),
  );
}
