import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { useWords } from '../../words/words.tsx';
import { Gear } from './gear.tsx';
import { Passings } from './passings.tsx';
import type { AtRace, CarShown, Run } from './race.ts';
import { Sheets } from './sheets.tsx';
import { Timeline } from './timeline.tsx';
import { WORDS } from './words.ts';

export interface MoreProps {
  readonly at: AtRace;
  readonly run: Run;
  readonly cars: readonly CarShown[];
}

/** What stands beside the race: what happened, the reads of the loop, sheets kept by hand, the gear. */
export function More({ at, run, cars }: MoreProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const [tab, setTab] = useState('timeline');
  const mayAsk = (view: 'passings' | 'sheets'): boolean => acting.asks.includes(view);
  return (
    <section className="card" aria-label={say('beside')}>
      <Tabs
        label={say('beside')}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          { id: 'timeline', says: say('timeline'), content: <Timeline at={at} /> },
          ...(mayAsk('passings') ? [{ id: 'passings', says: say('passings'), content: <Passings at={at} cars={cars} /> }] : []),
          ...(mayAsk('sheets') ? [{ id: 'sheets', says: say('sheets'), content: <Sheets at={at} run={run} /> }] : []),
          { id: 'gear', says: say('gear'), content: <Gear /> },
        ]}
      />
    </section>
  );
}
