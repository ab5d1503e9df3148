import { lazy, Suspense, useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { Clauses } from '../../design/why.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { useAt } from './at.ts';
import { Due } from './due.tsx';
import { MemberDialog } from './member-dialog.tsx';
import { Numbers } from './numbers.tsx';
import { People } from './people.tsx';
import { Person } from './person.tsx';
import styles from './registry.module.css';
import { Transponders } from './transponders.tsx';
import { WORDS } from './words.ts';

/** Loaded when somebody brings a file. */
const Import = lazy(async () => ({ default: (await import('./import/import.tsx')).Import }));

/** Who is a member, with which papers, numbers, cars and transponders. */
export function Screen() {
  const say = useWords(WORDS);
  const { meeting, pending } = useMeeting();
  if (pending) return <Waiting says={say('loading')} />;
  return <Registry key={meeting?.meeting ?? ''} meeting={meeting?.meeting} named={meeting?.name} />;
}

function Registry({ meeting, named }: { readonly meeting: string | undefined; readonly named: string | undefined }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { tab, person, show } = useAt();
  const { answer, problem, pending, seq } = useView('registry', meeting === undefined ? {} : { meeting });
  const [adding, setAdding] = useState(false);
  if (tab === 'import')
    return (
      <Suspense fallback={<Waiting says={say('loading')} />}>
        <Import meeting={meeting} onClose={() => show({ tab: 'people' })} />
      </Suspense>
    );
  if (pending) return <Waiting says={say('loading')} />;
  if (!answer) return <Empty title={say('no-registry')}>{problem?.detail}</Empty>;
  const counted = (says: string, count: number) => (
    <span>
      {says} {count > 0 && <Badge>{count}</Badge>}
    </span>
  );
  const tabs = [
    { id: 'people', says: say('tab-people'), content: <People answer={answer} meeting={meeting} onAdd={() => setAdding(true)} /> },
    { id: 'due', says: counted(say('tab-due'), answer.due.length), content: <Due due={answer.due} meeting={meeting} seq={seq} /> },
    { id: 'numbers', says: say('tab-numbers'), content: <Numbers /> },
    { id: 'transponders', says: say('tab-transponders'), content: <Transponders meeting={meeting} /> },
  ];
  return (
    <div className={styles['registry']}>
      <div className={styles['head']}>
        <div>
          <h1>{say('title')}</h1>
          <p className="quiet">{named === undefined ? say('no-meeting') : say('before-meeting', { meeting: named })}</p>
        </div>
        <div className="row">
          <Button kind="main" onPress={() => setAdding(true)} whyNot={acting.gives.includes('register') ? undefined : say('not-yours')}>
            {say('add-member')}
          </Button>
        </div>
      </div>
      {answer.everybody.map((each) => (
        <p key={each.says} className={styles['notice']}>
          <Badge kind="warn">{say('to-all')}</Badge> {each.says} <Clauses clauses={each.clauses} />
        </p>
      ))}
      <div className={person === undefined ? '' : styles['split']}>
        <div className={person === undefined ? '' : styles['behind']}>
          <Tabs
            label={say('title')}
            tabs={tabs}
            chosen={tabs.find((each) => each.id === tab)?.id ?? 'people'}
            onChoose={(id) => show({ tab: id, person: '' })}
          />
        </div>
        {person !== undefined && <Person key={person} name={person} meeting={meeting} onClose={() => show({ person: '' })} />}
      </div>
      {adding && (
        <MemberDialog
          onClose={(name) => {
            setAdding(false);
            if (name !== undefined) show({ person: name });
          }}
        />
      )}
    </div>
  );
}
