import { Link, useLocation, useSearch } from 'wouter';
import { useClub } from '../api/club.tsx';
import type { Desk } from '../desks/desk.ts';
import { useWords } from '../words/words.tsx';
import styles from './navigation.module.css';
import { WORDS } from './words.ts';

const GROUPS = ['night', 'after', 'club'] as const;

/** The desks that are offered here; on a phone at the foot, under the thumb. */
export function Navigation({ desks }: { readonly desks: readonly Desk[] }) {
  const say = useWords(WORDS);
  return (
    <nav className={styles['nav']} aria-label={say('desks')}>
      {GROUPS.map((group) => {
        const here = desks.filter((desk) => desk.group === group);
        return (
          here.length > 0 && (
            <div key={group} className={styles['group']} role="group" aria-label={say(group)}>
              <p className={styles['title']} aria-hidden="true">
                {say(group)}
              </p>
              {here.map((desk) => (
                <DeskLink key={desk.id} desk={desk} />
              ))}
            </div>
          )
        );
      })}
    </nav>
  );
}

function DeskLink({ desk }: { readonly desk: Desk }) {
  const say = useWords(desk.words);
  const { club } = useClub();
  const [path] = useLocation();
  const search = useSearch();
  const meeting = new URLSearchParams(search).get('meeting');
  const here = path.split('/')[2] === desk.id;
  return (
    <Link
      href={`/${club.club}/${desk.id}${meeting === null ? '' : `?meeting=${encodeURIComponent(meeting)}`}`}
      className={styles['link'] ?? ''}
      aria-current={here ? 'page' : undefined}
      title={say('about')}
    >
      <span aria-hidden="true" className={styles['sign']}>
        {desk.sign}
      </span>
      {say('title')}
    </Link>
  );
}
