import type { Answer } from '@racetower/server/client';
import { useClub } from '../../api/club.tsx';
import { useInstants } from '../../design/clock.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './season.module.css';
import { pointsText } from './tables.ts';
import { WORDS } from './words.ts';

export interface StandingsPaperProps {
  readonly season: string;
  readonly table: string;
  readonly standings: Answer<'standings'>;
  readonly run: number;
  readonly all: number;
}

/** A table of the season on one side of paper, for the wall. */
export function StandingsPaper({ season, table, standings, run, all }: StandingsPaperProps) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const { date } = useInstants();
  const { rows, pointParts } = standings;
  const points = (parts: number): string => pointsText(parts, pointParts);
  return (
    <div className={rows.length > 28 ? styles['dense'] : ''}>
      <h1>{say('paper-title', { club: club.name, table, season })}</h1>
      <p>
        {say('after', { run, all })} {say('brackets')} {date(new Date().toISOString().slice(0, 10))}
      </p>
      <table>
        <thead>
          <tr>
            <th>{say('place')}</th>
            <th>{say('car')}</th>
            <th>{say('driver')}</th>
            <th>{say('scores')}</th>
            <th>{say('points')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.driver} ${row.class}`}>
              <td>{row.unranked ?? `${row.tied ? '=' : ''}${row.place}`}</td>
              <td>{row.cars[0] ?? ''}</td>
              <td>{row.driver}</td>
              <td>{row.scores.map((each) => (each.dropped ? `(${points(each.points)})` : points(each.points))).join('  ')}</td>
              <td>
                <b>{points(row.total)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
