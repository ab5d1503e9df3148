import { DeskTabs } from '../../shell/desk-tabs.tsx';
import { useWords } from '../../words/words.tsx';
import { Calendar } from './calendar.tsx';
import { TABS } from './desk.ts';
import { Proposals } from './proposals.tsx';
import { Queue } from './queue.tsx';
import { Register } from './register.tsx';
import { WORDS } from './words.ts';

/** Where cases are filed, heard and decided. */
export function Screen() {
  const say = useWords(WORDS);
  return (
    <div className="stack">
      <h1>{say('title')}</h1>
      <DeskTabs
        label={say('title')}
        tabs={TABS}
        content={{ cases: <Queue />, proposals: <Proposals />, calendar: <Calendar />, register: <Register /> }}
      />
    </div>
  );
}
