import { useState } from 'react';
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components';
import { Link, useLocation, useSearch } from 'wouter';
import { useClub } from '../api/club.tsx';
import { Button } from '../design/button.tsx';
import type { Desk } from '../desks/desk.ts';
import { useWords } from '../words/words.tsx';
import { atTheFoot } from './first-desks.ts';
import styles from './navigation.module.css';
import { WORDS } from './words.ts';

const GROUPS = ['night', 'after', 'club'] as const;

export interface NavigationProps {
  readonly desks: readonly Desk[];
}

/** The desks that are offered here: beside the desk, on a phone the few that matter at the foot and the rest behind one press. */
export function Navigation({ desks }: NavigationProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const [path] = useLocation();
  const [more, setMore] = useState(false);
  const foot = atTheFoot(desks, acting.desk, path.split('/')[2] ?? '');
  return (
    <nav className={styles['nav']} aria-label={say('desks')}>
      <div className={styles['rail']}>
        <Grouped desks={desks} />
      </div>
      <div className={styles['foot']}>
        {foot.map((desk) => (
          <DeskLink key={desk.id} desk={desk} />
        ))}
        {foot.length < desks.length && (
          <button type="button" className={styles['link']} aria-haspopup="dialog" onClick={() => setMore(true)}>
            <span aria-hidden="true" className={styles['sign']}>
              ⋯
            </span>
            {say('more-desks')}
          </button>
        )}
      </div>
      {more && <Sheet desks={desks} onClose={() => setMore(false)} />}
    </nav>
  );
}

function Grouped({ desks, onGo }: NavigationProps & { readonly onGo?: () => void }) {
  const say = useWords(WORDS);
  return GROUPS.map((group) => {
    const here = desks.filter((desk) => desk.group === group);
    return (
      here.length > 0 && (
        <div key={group} className={styles['group']} role="group" aria-label={say(group)}>
          <p className={styles['title']} aria-hidden="true">
            {say(group)}
          </p>
          {here.map((desk) => (
            <DeskLink key={desk.id} desk={desk} {...(onGo ? { onGo } : {})} />
          ))}
        </div>
      )
    );
  });
}

/** All desks, over the foot of a phone. */
function Sheet({ desks, onClose }: NavigationProps & { readonly onClose: () => void }) {
  const say = useWords(WORDS);
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className={styles['over'] ?? ''}>
      <Modal className={styles['sheet'] ?? ''}>
        <AriaDialog aria-label={say('desks')} className={styles['all'] ?? ''}>
          <Grouped desks={desks} onGo={onClose} />
          <Button onPress={onClose}>{say('close')}</Button>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function DeskLink({ desk, onGo }: { readonly desk: Desk; readonly onGo?: () => void }) {
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
      {...(onGo ? { onClick: onGo } : {})}
    >
      <span aria-hidden="true" className={styles['sign']}>
        {desk.sign}
      </span>
      {say('title')}
    </Link>
  );
}
