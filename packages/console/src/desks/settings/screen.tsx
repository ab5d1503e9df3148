import { DeskTabs } from '../../shell/desk-tabs.tsx';
import { useWords } from '../../words/words.tsx';
import { TABS } from './desk.ts';
import { Hooks } from './hooks.tsx';
import { Machine } from './machine.tsx';
import { People } from './people.tsx';
import { Tablets } from './tablets.tsx';
import { Timing } from './timing.tsx';
import { WORDS } from './words.ts';

/** What a club is run with: who works at it, on what, and where its log lies. */
export function Screen() {
  const say = useWords(WORDS);
  return (
    <div className="stack">
      <h1>{say('title')}</h1>
      <DeskTabs
        label={say('title')}
        tabs={TABS}
        content={{ people: <People />, tablets: <Tablets />, timing: <Timing />, hooks: <Hooks />, machine: <Machine /> }}
      />
    </div>
  );
}
