import type { Answer } from '@racetower/server/client';
import { useInstants } from '../../design/clock.tsx';
import type { Meeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './line-up.module.css';
import { WORDS } from './words.ts';

export interface LineUpSheetProps {
  readonly club: string;
  readonly meeting: Meeting;
  readonly race: string;
  readonly answer: Answer<'line-up'>;
}

/** A line-up on one side of paper, as it hangs at the pit board: row by row, with what was posted and by which rules. */
export function LineUpSheet({ club, meeting, race, answer }: LineUpSheetProps) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  const rows = [...new Set(answer.slots.map((slot) => slot.row))];
  const cell = (row: number, side: 'inside' | 'outside') => answer.slots.find((slot) => slot.row === row && slot.side === side);
  const clauses = [...new Set(answer.slots.flatMap((slot) => slot.because.clauses))];
  return (
    <article className={rows.length > 14 ? styles['smallSheet'] : styles['sheet']}>
      <p>
        {club} · {meeting.name} · {date(meeting.date)}
      </p>
      <h1>{race}</h1>
      <p>
        {say(answer.standing)}
        {answer.laps && ` · ${say('laps', { laps: answer.laps.laps })}`}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('row-head')}</th>
            <th scope="col">{say('inside')}</th>
            <th scope="col">{say('outside')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {(['inside', 'outside'] as const).map((side) => {
                const slot = cell(row, side);
                return (
                  <td key={side}>
                    {slot && (
                      <>
                        <strong className={styles['sheetCar']}>{slot.car}</strong> {slot.driver}
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {answer.alternates.length > 0 && (
        <p>
          {say('alternates')}: {answer.alternates.map((each) => `${each.car} ${each.driver}`).join(', ')}
        </p>
      )}
      {clauses.length > 0 && <p>{say('by-clauses', { clauses: clauses.join(', ') })}</p>}
    </article>
  );
}
