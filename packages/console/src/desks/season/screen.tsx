import { type ReactNode, useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Waiting } from '../../design/empty.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { DeskTabs } from '../../shell/desk-tabs.tsx';
import { useWords } from '../../words/words.tsx';
import { Awards } from './awards.tsx';
import { CalendarTab } from './calendar.tsx';
import { Classes } from './classes.tsx';
import { TABS } from './desk.ts';
import { Exports } from './exports.tsx';
import { Money } from './money.tsx';
import { OpenSeason } from './open-season.tsx';
import { useSeason } from './seasons.ts';
import styles from './season.module.css';
import { Standings } from './standings.tsx';
import { ValuesTab } from './values.tsx';
import { WORDS } from './words.ts';

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
  const ofSeason = (content: (season: string) => ReactNode): ReactNode =>
    id === undefined ? <NoSeason onOpen={() => setOpening(true)} /> : content(id);
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
          values: <ValuesTab season={id} />,
          classes: <Classes season={id} />,
          standings: ofSeason((each) => <Standings season={each} />),
          awards: ofSeason((each) => <Awards season={each} />),
          money: <Money season={id} />,
          exports: <Exports season={id} meetings={meetings} />,
        }}
      />
      {opening && (
        <OpenSeason
          seasons={seasons}
          onClose={(opened) => {
            setOpening(false);
            if (opened !== undefined) choose(opened);
          }}
        />
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
