import { useSearchParams } from 'wouter';
import { Tabs } from '../../design/tabs.tsx';
import { useWords } from '../../words/words.tsx';
import { Calendar } from './calendar.tsx';
import { Queue } from './queue.tsx';
import { Register } from './register.tsx';
import { WORDS } from './words.ts';

/** Where cases are filed, heard and decided. */
export function Screen() {
  const say = useWords(WORDS);
  const [search, setSearch] = useSearchParams();
  const tabs = [
    { id: 'cases', says: say('tab-cases'), content: <Queue /> },
    { id: 'calendar', says: say('tab-calendar'), content: <Calendar /> },
    { id: 'register', says: say('tab-register'), content: <Register /> },
  ];
  return (
    <div className="stack">
      <h1>{say('title')}</h1>
      <Tabs
        label={say('title')}
        tabs={tabs}
        chosen={tabs.find((tab) => tab.id === search.get('tab'))?.id ?? 'cases'}
        onChoose={(tab) =>
          setSearch((before) => {
            const next = new URLSearchParams(before);
            next.set('tab', tab);
            return next;
          })
        }
      />
    </div>
  );
}
