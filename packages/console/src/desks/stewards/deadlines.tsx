import type { Answer } from '@racetower/server/client';
import { useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Countdown, useInstants, useNow } from '../../design/clock.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { sentenceOf } from './case-names.ts';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

export type Deadline = Answer<'deadlines'>['deadlines'][number];
const DAY_MS = 86_400_000;

/** The last moments of every case, the earliest first, live. */
export function useDeadlines(): readonly Deadline[] {
  const rows = useView('deadlines', { of: 'cases' }).answer?.deadlines ?? [];
  return rows.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** The one of a case that comes next. */
export function nextOf(deadlines: readonly Deadline[], id: string): Deadline | undefined {
  const now = Date.now();
  return deadlines.find((each) => each.case === id && Date.parse(each.at) >= now);
}

/** What a case is due for, and when; seconds count within the last day. */
export function Due({ deadline }: { readonly deadline: Deadline | undefined }) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const now = useNow();
  if (!deadline) return null;
  const soon = Date.parse(deadline.at) - now < DAY_MS;
  return (
    <span className={styles['due']} data-soon={soon || undefined}>
      <span aria-hidden="true">◷ </span>
      {say('due', { what: sentenceOf(deadline.says), when: day(deadline.at) })}{' '}
      {soon && <Countdown ends={deadline.at} urgentMs={3_600_000} />}
    </span>
  );
}

/** Last moments as a list, those to come first. */
export function DeadlineList({ rows, about }: { readonly rows: readonly Deadline[]; readonly about?: (row: Deadline) => string }) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const now = useNow();
  const over = (row: Deadline): boolean => Date.parse(row.at) < now;
  return (
    <ul className={styles['list']} aria-label={say('deadlines')}>
      {rows
        .toSorted((a, b) => Number(over(a)) - Number(over(b)) || (a.at < b.at ? -1 : 1))
        .map((row) => (
          <li key={`${row.case ?? ''} ${row.deadline}`} className={styles['deadline']}>
            <Badge kind={over(row) ? 'plain' : 'warn'}>{say(over(row) ? 'passed' : 'to-come')}</Badge>
            <span>
              <Why about={sentenceOf(row.says)} because={row.because}>
                {sentenceOf(row.says)}
              </Why>
              {row.next === true && <span className="quiet"> ({say('if-appealed')})</span>}
              {about && <span className="quiet">: {about(row)}</span>}
            </span>
            <span>
              <b>{day(row.at)}</b> {!over(row) && Date.parse(row.at) - now < DAY_MS && <Countdown ends={row.at} urgentMs={3_600_000} />}
            </span>
          </li>
        ))}
    </ul>
  );
}
