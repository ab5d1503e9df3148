import { type RefObject, useRef } from 'react';
import { useSearchParams } from 'wouter';
import { useClub } from '../../api/club.tsx';
import { useKeys } from '../../design/keys.tsx';
import { GapChart } from '../../charts/gap-chart.tsx';
import { LapChart } from '../../charts/lap-chart.tsx';
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
  const { acting } = useClub();
  const [, setSearch] = useSearchParams();
  const box = useRef<HTMLElement>(null);
  const goTo = (tab: string, into: string): void => {
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set('tab', tab);
      return next;
    });
    seek(box, `[role=tabpanel][id$="-${tab}"] ${into}`);
  };
  const may = (view: 'passings' | 'sheets'): boolean => acting.asks.includes(view);
  useKeys(say('keys-beside'), [
    { key: 't', says: say('to-timeline'), do: () => goTo('timeline', 'button') },
    ...(may('passings') ? [{ key: 'h', says: say('enter-hand'), do: () => goTo('passings', 'input') }] : []),
    ...(may('sheets') ? [{ key: 's', says: say('to-sheets'), do: () => goTo('sheets', 'input') }] : []),
    { key: 'd', says: say('to-due'), do: () => document.querySelector<HTMLElement>('[data-due] input, [data-due] button')?.focus() },
  ]);
  return (
    <section ref={box} className="card" aria-label={say('beside')}>
      <DeskTabs
        label={say('beside')}
        tabs={TABS}
        content={{
          timeline: <Timeline at={at} />,
          passings: <Passings at={at} cars={cars} />,
          sheets: <Sheets at={at} run={run} />,
          laps: <LapChart {...at} />,
          gaps: <GapChart {...at} />,
          gear: <Gear />,
        }}
      />
    </section>
  );
}

/** Frames that a part may take to stand there. */
const PATIENCE = 600;

/** Goes into a part that a key led to, once it stands there. */
function seek(box: RefObject<HTMLElement | null>, into: string, left = PATIENCE): void {
  const found = box.current?.querySelector<HTMLElement>(into);
  if (found) found.focus();
  else if (left > 0 && box.current) requestAnimationFrame(() => seek(box, into, left - 1));
}
