import { because } from '../because.ts';
import type { Context } from '../context.ts';
import { inPoints, pointsText } from '../points/point-parts.ts';
import { wasRun } from '../points/rain.ts';
import { countedMeetings } from '../points/season-so-far.ts';
import { standings, type StandingsQuestion } from '../points/standings.ts';

/** Where somebody stood after a meeting; nothing before they were in the table. */
interface StoodAfter {
  readonly meeting: string;
  readonly place?: number;
  readonly points?: number;
  /** The points as people read them. */
  readonly says?: string;
}

/**
 * A table of the season as it stood after each of its meetings: throw-outs, bonuses and ties as they counted then. Rows stand in the order of
 * today.
 */
export function pointsRaceView(context: Context, season: string | undefined, question: StandingsQuestion) {
  const run = countedMeetings(context, season).filter((each) => wasRun(context, each.id));
  const today = standings(context, season, question);
  const after = run.map((meeting) => ({ meeting, table: standings(context, season, { ...question, upTo: meeting.id }) }));
  const stood = after.map(({ meeting, table }) => ({
    meeting: meeting.id,
    rows: new Map(table.rows.map((row) => [`${row.class} ${row.driver}`, row])),
  }));
  return {
    table: today.table,
    class: today.class,
    published: today.published,
    meetings: run.map(({ id, name, date }) => ({ meeting: id, name, date })),
    rows: today.rows.map((row) => ({
      driver: row.driver,
      class: row.class,
      cars: row.cars,
      place: row.place,
      points: inPoints(context.book, row.total),
      after: stood.map(({ meeting, rows }): StoodAfter => {
        const then = rows.get(`${row.class} ${row.driver}`);
        return {
          meeting,
          ...(then ? { place: then.place, points: inPoints(context.book, then.total), says: pointsText(context.book, then.total) } : {}),
        };
      }),
    })),
    because: because('the standings after each meeting', { from: after.map(({ table }) => table.because) }),
  };
}
