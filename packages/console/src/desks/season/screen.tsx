import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Waiting } from '../../design/empty.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { DeskTabs } from '../../shell/desk-tabs.tsx';
import { useWords } from '../../words/words.tsx';
import { CalendarTab } from './calendar.tsx';
import { TABS } from './desk.ts';
import { useSeason } from './seasons.ts';
import styles from './season.module.css';
import { WORDS } from './words.ts';

// The calendar is there at once; the rest is loaded when somebody looks at it.
const Awards = lazy(async () => ({ default: (await import('./awards.tsx')).Awards }));
const Classes = lazy(async () => ({ default: (await import('./classes.tsx')).Classes }));
const Exports = lazy(async () => ({ default: (await import('./exports.tsx')).Exports }));
const Money = lazy(async () => ({ default: (await import('./money.tsx')).Money }));
const OpenSeason = lazy(async () => ({ default: (await import('./open-season.tsx')).OpenSeason }));
const Standings = lazy(async () => ({ default: (await import('./standings.tsx')).Standings }));
const ValuesTab = lazy(async () => ({ default: (await import('./values.tsx')).ValuesTab }));

/** A season from its first announcement to its champions. */
export function Screen() {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { date } = useInstants();
  const { seasons, season, meetings, choose, pending } = useSeason();
  const [opening, setOpening] = useState(false);
  if (pending) return <Waiting says={say('loading')} />;
  const id = season?.season;
  const days =
    season?.starts === undefined
      ? undefined
      : say(season.ends === undefined ? 'days-from' : 'days', {
          from: date(season.starts),
          to: season.ends === undefined ? '' : date(season.ends),
        });
  const later = (content: ReactNode): ReactNode => <Suspense fallback={<Waiting says={say('loading')} />}>{content}</Suspense>;
  const ofSeason = (content: (season: string) => ReactNode): ReactNode =>
    id === undefined ? <NoSeason onOpen={() => setOpening(true)} /> : later(content(id));
  return (
    <div className="stack">
      <div className={styles['head']}>
        <div>
          <h1>{id === undefined ? say('title') : say('title-of', { season: id })}</h1>
          {days !== undefined && <p className="quiet">{days}</p>}
        </div>
        <div className={styles['actions']}>
          {seasons.length > 1 && (
            <div className={styles['which']}>
              <ChoiceField
                label={say('which')}
                quiet
                choices={seasons.map((each) => ({ id: each.season, says: each.season }))}
                value={id}
                onChange={choose}
              />
            </div>
          )}
          {acting.gives.includes('open-season') && <Button onPress={() => setOpening(true)}>{say('open-season')}</Button>}
        </div>
      </div>
      <DeskTabs
        label={say('parts')}
        tabs={TABS}
        content={{
          calendar: <CalendarTab season={season} meetings={meetings} onOpenSeason={() => setOpening(true)} />,
          values: later(<ValuesTab season={id} />),
          classes: later(<Classes season={id} />),
          standings: ofSeason((each) => <Standings season={each} />),
          awards: ofSeason((each) => <Awards season={each} />),
          money: later(<Money season={id} />),
          exports: later(<Exports season={id} meetings={meetings} />),
        }}
      />
      {opening && (
        <Suspense>
          <OpenSeason
            seasons={seasons}
            onClose={(opened) => {
              setOpening(false);
              if (opened !== undefined) choose(opened);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Stands where a part is of a season and there is none. */
function NoSeason({ onOpen }: { readonly onOpen: () => void }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  return (
    <div className={styles['hollow']}>
      <h2>{say('no-season')}</h2>
      <p className="quiet">{say('no-season-how')}</p>
      {acting.gives.includes('open-season') && (
        <Button kind="main" onPress={onOpen}>
          {say('open-season')}
        </Button>
      )}
    </div>
  );
}
