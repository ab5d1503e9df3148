import { useView } from '../api/club.tsx';
import { Empty, Waiting } from '../design/empty.tsx';
import { useInstants } from '../design/clock.tsx';
import { useWords } from '../words/words.tsx';
import { Chart } from './chart.tsx';
import { Fold } from './fold.tsx';
import { WORDS } from './words.ts';

export interface PointsRaceProps {
  readonly season: string;
  readonly class?: string | undefined;
  /** A table of the rulebook; left out: the first. */
  readonly table?: string | undefined;
  /** Which one, of a table that is kept for each group of drivers. */
  readonly group?: string | undefined;
  /** So many from the front. */
  readonly most?: number;
}

/** The points race: what everybody had after each meeting, with throw-outs as they counted then. */
export function PointsRace({ season, class: classId, table, group, most = 10 }: PointsRaceProps) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  const { answer, problem, pending } = useView('points-race', {
    season,
    ...(classId === undefined ? {} : { class: classId }),
    ...(table === undefined ? {} : { table }),
    ...(group === undefined ? {} : { group }),
  });
  if (pending) return <Waiting says={say('drawing')} />;
  if (!answer || answer.rows.length === 0 || answer.meetings.length === 0)
    return <Empty title={say('no-points')}>{problem?.detail ?? say('no-points-how')}</Empty>;
  const rows = answer.rows.slice(0, most);
  return (
    <Chart
      title={say('points-race')}
      about={say('points-race-about', { drivers: rows.length, meetings: answer.meetings.length })}
      nameHead={say('driver')}
      scale="points"
      steps={answer.meetings.map((meeting, index) => ({
        short: String(index + 1),
        says: say('after', { meeting: meeting.name, day: date(meeting.date) }),
      }))}
      lines={rows.map((row) => ({
        id: `${row.class} ${row.driver}`,
        label: row.cars[0] ?? '',
        name: row.cars[0] === undefined ? row.driver : say('driver-of', { driver: row.driver, car: row.cars[0] }),
        values: row.after.map((then) => then.points),
        says: row.after.map((then) =>
          then.points === undefined ? undefined : say('points', { points: then.says ?? '', place: then.place ?? 0 }),
        ),
      }))}
    />
  );
}

/** The points race behind a fold. */
export function PointsRaceFold(where: PointsRaceProps) {
  const say = useWords(WORDS);
  return <Fold says={say('points-race')} content={() => <PointsRace {...where} />} />;
}
