import { useClub } from '../../api/club.tsx';
import { useInstants } from '../../design/clock.tsx';
import { useWords } from '../../words/words.tsx';
import { readable, stateOf } from './meeting-state.ts';
import { type Meeting, type SeasonDays, useToday } from './seasons.ts';
import { WORDS } from './words.ts';

/** The calendar of a season on paper, for the wall of the clubhouse. */
export function CalendarPaper({ season, meetings }: { readonly season: SeasonDays; readonly meetings: readonly Meeting[] }) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const today = useToday();
  const { date, hour } = useInstants();
  return (
    <>
      <h1>{say('calendar-of', { club: club.name, season: season.season })}</h1>
      <table>
        <thead>
          <tr>
            <th>{say('day')}</th>
            <th>{say('meeting')}</th>
            <th>{say('kind')}</th>
            <th>{say('starts-at')}</th>
            <th>{say('classes')}</th>
            <th>{say('state')}</th>
          </tr>
        </thead>
        <tbody>
          {meetings.map((row) => (
            <tr key={row.meeting}>
              <td>{date(row.date)}</td>
              <td>{row.name === row.date ? '' : row.name}</td>
              <td>{readable(row.kind)}</td>
              <td>{row.startsAt === undefined ? '' : hour(row.startsAt)}</td>
              <td>{row.classes?.map((id) => club.classes.find((each) => each.id === id)?.name ?? id).join(', ') ?? say('all-classes')}</td>
              <td>{row.cancelled ? say('cancelled-why', { why: row.cancelled.why }) : say(stateOf(row, today))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
