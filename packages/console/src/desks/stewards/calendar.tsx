import { useQuery } from '@tanstack/react-query';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Countdown, useInstants } from '../../design/clock.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

/** The last moments of all cases that are not over, day by day. */
export function Calendar() {
  const say = useWords(WORDS);
  const { client, club } = useClub();
  const { time, day } = useInstants();
  const { answer, pending, seq } = useView('cases', {});
  const waiting = (answer?.cases ?? []).filter((each) => each.status !== 'lapsed' && each.status !== 'set-aside');
  const asked = useQuery({
    queryKey: [club.club, 'deadlines of cases', waiting.map((each) => each.id), seq],
    queryFn: ({ signal }) =>
      Promise.all(
        waiting.map(async (each) => {
          const { deadlines } = await client.ask('deadlines', { case: each.id }, { at: 'now', signal });
          return deadlines.map((last) => ({ ...last, case: each.id }));
        }),
      ),
    enabled: answer !== undefined,
  });
  if (pending || asked.isPending) return <Waiting says={say('loading')} />;
  const rows = (asked.data ?? []).flat().toSorted((a, b) => (a.at < b.at ? -1 : 1));
  if (rows.length === 0) return <Empty title={say('no-deadlines')}>{say('no-deadlines-how')}</Empty>;
  const dayOf = (instant: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: club.zone }).format(new Date(instant));
  const days = [...Map.groupBy(rows, (row) => dayOf(row.at))];
  return (
    <ol className={styles['list']} aria-label={say('tab-calendar')}>
      {days.map(([date, own]) => (
        <li key={date} className="card stack">
          <h2 className={styles['small']}>
            <time dateTime={date}>
              {day(own[0]?.at ?? '')
                .split(',')
                .slice(0, 2)
                .join(',')}
            </time>
          </h2>
          <ul className={styles['list']}>
            {own.map((row) => (
              <li key={`${row.case} ${row.deadline}`} className={styles['piece']}>
                <b>{time(row.at)}</b>
                <Badge kind={row.passed ? 'plain' : 'warn'}>{say(row.passed ? 'passed' : 'to-come')}</Badge>
                <span>
                  {row.case}:{' '}
                  <Why about={row.deadline} because={row.because}>
                    {row.because.says}
                  </Why>
                </span>
                {!row.passed && <Countdown ends={row.at} />}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
