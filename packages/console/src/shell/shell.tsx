import { lazy, Suspense, useState } from 'react';
import { Redirect, Route, Switch, useLocation, useParams } from 'wouter';
import { useClub } from '../api/club.tsx';
import { Waiting } from '../design/empty.tsx';
import { useKeys } from '../design/keys.tsx';
import { DESKS } from '../desks/index.ts';
import { type Desk, isOffered } from '../desks/desk.ts';
import { type Language, useWords } from '../words/words.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { KeyCard } from './key-card.tsx';
import { LineBanner } from './line-banner.tsx';
import { MeetingProvider } from './meeting.tsx';
import { MeetingBanner } from './open-meeting.tsx';
import { Palette } from './palette.tsx';
import { TopBar } from './top-bar.tsx';
import { Navigation } from './navigation.tsx';
import { UndoDialog } from './undo.tsx';
import styles from './shell.module.css';
import { WORDS } from './words.ts';

export interface ShellProps {
  readonly onLanguage: (language: Language) => void;
  /** Another role, or another person. */
  readonly onLeave: () => void;
}

type Open = 'palette' | 'keys' | 'undo' | undefined;

/** What surrounds every desk: where you are, who you are, what waits, what can be taken back. */
export function Shell({ onLanguage, onLeave }: ShellProps) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const desks = useDesks();
  const shown = desks.filter((desk) => desk.shownFor?.(club) ?? true);
  const [open, setOpen] = useState<Open>();
  useKeys(say('everywhere'), [
    { key: 'ctrl+k', says: say('palette'), do: () => setOpen('palette') },
    { key: 'ctrl+z', says: say('undo'), do: () => setOpen('undo') },
    { key: '?', says: say('keys'), do: () => setOpen('keys') },
  ]);
  const close = (): void => setOpen(undefined);
  return (
    <MeetingProvider>
      <a className={styles['skip']} href="#desk">
        {say('skip')}
      </a>
      <div className={styles['shell']}>
        <TopBar onOpen={setOpen} onLanguage={onLanguage} onLeave={onLeave} />
        <LineBanner />
        <Navigation desks={shown} />
        <main id="desk" className={styles['desk']} tabIndex={-1}>
          <Switch>
            {desks.map((desk) => (
              <Route key={desk.id} path={`/:club/${desk.id}/*?`}>
                <DeskScreen desk={desk} />
              </Route>
            ))}
            <Route>
              <FirstDesk desks={shown} />
            </Route>
          </Switch>
        </main>
      </div>
      {open === 'palette' && <Palette desks={shown} onClose={close} />}
      {open === 'keys' && <KeyCard onClose={close} />}
      {open === 'undo' && <UndoDialog onClose={close} />}
    </MeetingProvider>
  );
}

/** The desks of the role in which somebody acts. */
function useDesks(): readonly Desk[] {
  const { acting } = useClub();
  return DESKS.filter((desk) => isOffered(desk, acting));
}

const SCREENS = new Map(DESKS.map((desk) => [desk.id, lazy(async () => ({ default: (await desk.load()).Screen }))]));

function DeskScreen({ desk }: { readonly desk: Desk }) {
  const say = useWords(WORDS);
  const Screen = SCREENS.get(desk.id);
  return (
    <ErrorBoundary key={desk.id}>
      {desk.group === 'night' && <MeetingBanner />}
      <Suspense fallback={<Waiting says={say('loading')} />}>{Screen && <Screen />}</Suspense>
    </ErrorBoundary>
  );
}

function FirstDesk({ desks }: { readonly desks: readonly Desk[] }) {
  const say = useWords(WORDS);
  const { club } = useParams<{ club: string }>();
  const [path] = useLocation();
  const [first] = desks;
  const wanted = path.split('/')[2];
  if (first && (wanted === undefined || wanted === '')) return <Redirect to={`/${club}/${first.id}`} replace />;
  return <p>{first ? say('not-this-desk') : say('no-desk')}</p>;
}
