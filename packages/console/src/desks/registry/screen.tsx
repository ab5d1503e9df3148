import { lazy, Suspense, useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Clauses } from '../../design/why.tsx';
import { DeskTabs } from '../../shell/desk-tabs.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { useAt } from './at.ts';
import { TABS } from './desk.ts';
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
  const { person, show } = useAt();
  const { answer, problem, pending, seq } = useView('registry', meeting === undefined ? {} : { meeting });
  const [adding, setAdding] = useState(false);
  if (pending) return <Waiting says={say('loading')} />;
  if (!answer) return <Empty title={say('no-registry')}>{problem?.detail}</Empty>;
  const content = {
    people: <People answer={answer} meeting={meeting} onAdd={() => setAdding(true)} />,
    due: <Due due={answer.due} meeting={meeting} seq={seq} />,
    numbers: <Numbers />,
    transponders: <Transponders meeting={meeting} />,
    import: (
      <Suspense fallback={<Waiting says={say('loading')} />}>
        <Import onClose={() => show({ tab: 'people', person: '' })} />
      </Suspense>
    ),
  };
  return (
    <div className={styles['registry']}>
      <div className={styles['head']}>
        <div>
          <h1>{say('title')}</h1>
          <p className="quiet">{named === undefined ? say('no-meeting') : say('before-meeting', { meeting: named })}</p>
        </div>
        <Button kind="main" onPress={() => setAdding(true)} whyNot={acting.gives.includes('register') ? undefined : say('not-yours')}>
          {say('add-member')}
        </Button>
      </div>
      {answer.everybody.map((each) => (
        <p key={each.says} className={styles['notice']}>
          <Badge kind="warn">{say('to-all')}</Badge> {each.says} <Clauses clauses={each.clauses} />
        </p>
      ))}
      <div className={person === undefined ? '' : styles['split']}>
        <div className={person === undefined ? '' : styles['behind']}>
          <DeskTabs
            label={say('title')}
            tabs={TABS}
            content={content}
            marks={answer.due.length > 0 ? { due: <Badge>{answer.due.length}</Badge> } : {}}
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
