import type { ImportAnswer } from '@racetower/server/client';
import { Link } from 'wouter';
import { useClub } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { useWords } from '../../words/words.tsx';
import { Found } from './found.tsx';
import styles from './imports.module.css';
import { Results } from './results.tsx';
import { WORDS } from './words.ts';

/** What was put on record, and where it goes on. */
export function Done({ done }: { readonly done: ImportAnswer }) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const meeting = encodeURIComponent(done.meeting.meeting);
  return (
    <div className={styles['looked']}>
      <div className="stack">
        <section className="card stack" aria-label={say('done-next')}>
          <p role="status">
            <Badge kind="good">{done.facts === 0 ? say('done-nothing') : say('done', { name: done.file.name })}</Badge>
          </p>
          <h2>{say('done-next')}</h2>
          <ul className={styles['list']}>
            {done.cases.map((each) => (
              <li key={each.id}>
                <Link
                  className={styles['next'] ?? ''}
                  href={`/${club.club}/stewards?meeting=${meeting}&case=${encodeURIComponent(each.id)}`}
                >
                  {say('to-case', { case: each.says })}
                </Link>
              </li>
            ))}
            <li>
              <Link className={styles['next'] ?? ''} href={`/${club.club}/results?meeting=${meeting}`}>
                {say('to-results')}
              </Link>
            </li>
            <li>
              <a className={styles['next']} href={`/clubs/${club.club}/standings`} target="_blank" rel="noreferrer">
                {say('to-standings')}
              </a>
            </li>
          </ul>
        </section>
        <Found seen={done} />
      </div>
      <div className="stack">
        <Results results={done.results} />
      </div>
    </div>
  );
}
