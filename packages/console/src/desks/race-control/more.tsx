import { DeskTabs } from '../../shell/desk-tabs.tsx';
import { useWords } from '../../words/words.tsx';
import { TABS } from './desk.ts';
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
  return (
    <section className="card" aria-label={say('beside')}>
      <DeskTabs
        label={say('beside')}
        tabs={TABS}
        content={{
          timeline: <Timeline at={at} />,
          passings: <Passings at={at} cars={cars} />,
          sheets: <Sheets at={at} run={run} />,
          gear: <Gear />,
        }}
      />
    </section>
  );
}
