import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, Redirect, Route, Switch, useLocation, useParams } from 'wouter';
import { useClub } from '../api/club.tsx';
import { Empty, Waiting } from '../design/empty.tsx';
import { useKeys } from '../design/keys.tsx';
import { DESKS } from '../desks/index.ts';
import { type Desk, isOffered } from '../desks/desk.ts';
import { type Language, useWords } from '../words/words.tsx';
import { TourProvider, useTour } from '../tour/tour.tsx';
import { useArrival } from './arrival.ts';
import { byUse } from './first-desks.ts';
import { AskedApprovals } from '../approvals/asked-approvals.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { KeyCard } from './key-card.tsx';
import { LineBanner } from './line-banner.tsx';
import { MeetingProvider } from './meeting.tsx';
import { MeetingBanner } from './open-meeting.tsx';
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
  const [path] = useLocation();
  useArrival(path.split('/')[2] ?? '');
  useKeys(say('everywhere'), [
    { key: 'ctrl+k', says: say('palette'), do: () => setOpen('palette') },
    { key: 'ctrl+z', says: say('undo'), do: () => setOpen('undo') },
    { key: '?', says: say('keys'), do: () => setOpen('keys') },
  ]);
  const close = (): void => setOpen(undefined);
  return (
    <MeetingProvider>
      <TourProvider>
        <a className={styles['skip']} href="#desk">
          {say('skip')}
        </a>
        <div className={styles['shell']}>
          <TopBar onOpen={setOpen} onLanguage={onLanguage} onLeave={onLeave} />
          <LineBanner />
          <AskedApprovals />
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
        <Tour />
        <Suspense fallback={null}>{open === 'palette' && <Palette desks={shown} onClose={close} />}</Suspense>
        {open === 'keys' && <KeyCard onClose={close} />}
        {open === 'undo' && <UndoDialog onClose={close} />}
      </TourProvider>
    </MeetingProvider>
  );
}

/** The desks of the role in which somebody acts. */
function useDesks(): readonly Desk[] {
  const { acting } = useClub();
  return DESKS.filter((desk) => isOffered(desk, acting));
}

const SCREENS = new Map(DESKS.map((desk) => [desk.id, lazy(async () => ({ default: (await desk.load()).Screen }))]));

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const TourPanel = lazy(async () => ({ default: (await import('../tour/tour-panel.tsx')).TourPanel }));

/** The tour of the demo, loaded where there is one. */
function Tour() {
  const { at } = useTour();
  return at === undefined ? null : (
    <Suspense fallback={null}>
      <TourPanel />
    </Suspense>
  );
}

function DeskScreen({ desk }: { readonly desk: Desk }) {
  const say = useWords(WORDS);
  const sayDesk = useWords(desk.words);
  const { name } = useClub().club;
  const title = sayDesk('title');
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
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
  const { acting } = useClub();
  const { club } = useParams<{ club: string }>();
  const [path] = useLocation();
  const [first] = byUse(desks, acting.desk);
  const wanted = path.split('/')[2];
  if (first && (wanted === undefined || wanted === '')) return <Redirect to={`/${club}/${first.id}`} replace />;
  const others = desks.map((desk) => <DeskName key={desk.id} desk={desk} club={club} />);
  return (
    <div className="stack">
      <h1>{first ? say('not-this-desk') : say('no-desk')}</h1>
      {others.length > 0 && <Empty title={say('your-desks')}>{others}</Empty>}
    </div>
  );
}

function DeskName({ desk, club }: { readonly desk: Desk; readonly club: string }) {
  const say = useWords(desk.words);
  return (
    <p>
      <Link className="alone" href={`/${club}/${desk.id}`}>
        {say('title')}
      </Link>{' '}
      {say('about')}
    </p>
  );
}
