import { because } from '../because.ts';
import type { Context } from '../context.ts';
import { lineUp } from '../lineup/line-up.ts';
import { plannedRace, plannedRaces } from '../lineup/plan.ts';
import { result } from '../points/result.ts';

/** Who goes on from a race, where to and in which slot, and who waits as an alternate. */
export function transfersView(context: Context, meeting: string, raceId: string) {
  const race = plannedRace(context, meeting, raceId);
  const standing = result(context, meeting, race.id);
  const others = plannedRaces(context, meeting, race.class).filter(
    (each) => each.id !== race.id && (each.round !== race.round || each.number < race.number),
  );
  const rows = standing.rows.flatMap((row) => {
    const slot = others.flatMap((other) =>
      lineUp(context, meeting, other.id)
        .slots.filter(
          (each) =>
            each.car === row.car &&
            context.book.rounds.findIndex((round) => round.id === other.round) >=
              context.book.rounds.findIndex((round) => round.id === race.round),
        )
        .map((each) => ({ to: other.id, slot: each.slot, because: each.because })),
    )[0];
    return slot ? [{ car: row.car, driver: row.driver, ...slot }] : [];
  });
  const alternates = others.flatMap((other) =>
    lineUp(context, meeting, other.id)
      .alternates.filter((each) => standing.rows.some((row) => row.car === each.car))
      .map((each) => ({ ...each, to: other.id })),
  );
  return {
    transfers: rows,
    cars: rows.map((row) => row.car),
    alternates,
    because: because('transfers', { from: [...rows, ...alternates].map((each) => each.because) }),
  };
}
