import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, meetings } from '../context.ts';
import { plannedRaces } from '../lineup/plan.ts';
import { result } from '../points/result.ts';
import { Refused } from '../refusal.ts';

/** Every result of a season or a meeting, a row a car, for archives and the papers. */
export function resultsView(outer: Context, of: { readonly season?: string; readonly meeting?: string }) {
  const here = meetings(outer).filter(
    (each) => (of.meeting === undefined || each.id === of.meeting) && (of.season === undefined || each.season === of.season),
  );
  const results = here.flatMap(({ id }) => {
    const context = contextOfMeeting(outer, id);
    return racesOf(context, id).flatMap((race) => {
      const found = resultOf(context, id, race.id);
      return found && found.rows.length > 0
        ? [{ meeting: id, planned: race, rows: found.rows, standing: found.standing, because: found.because }]
        : [];
    });
  });
  const dates = new Map(here.map((each) => [each.id, each]));
  const rows = results.flatMap(({ meeting, planned, rows: ranked, standing }) =>
    ranked.map((row) => ({
      meeting,
      date: dates.get(meeting)?.date ?? '',
      class: row.class,
      race: planned.id,
      name: planned.name,
      place: row.place,
      car: row.car,
      driver: row.driver,
      status: row.status,
      ...(row.laps === undefined ? {} : { laps: row.laps }),
      ...(row.bestLapUs === undefined ? {} : { bestLapUs: row.bestLapUs }),
      ...(row.timeUs === undefined ? {} : { timeUs: row.timeUs }),
      standing,
    })),
  );
  return { results: rows, because: because('results', { from: results.map((each): Because => each.because) }) };
}

function racesOf(context: Context, meeting: string) {
  return context.book.classes.flatMap((raceClass) => {
    try {
      return plannedRaces(context, meeting, raceClass.id);
    } catch (error) {
      if (error instanceof Refused) return [];
      throw error;
    }
  });
}

function resultOf(context: Context, meeting: string, race: string) {
  try {
    return result(context, meeting, race);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
