import { useQuery } from '@tanstack/react-query';
import type { HookShown } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { useWords } from '../../words/words.tsx';
import { useDoing } from './asking.ts';
import { AddHook, NEWS } from './add-hook.tsx';
import { Confirm } from './confirm.tsx';
import styles from './settings.module.css';
import { WORDS } from './words.ts';

/** Programs that are told what happens, and how their messages went. */
export function Hooks() {
  const say = useWords(WORDS);
  const { client } = useClub();
  const [adding, setAdding] = useState(false);
  const { data, error } = useQuery({ queryKey: [client.club, 'office', 'hooks'], queryFn: ({ signal }) => client.office.hooks(signal) });
  if (error) return <p>{error.message}</p>;
  if (!data) return <Waiting says={say('loading')} />;
  return (
    <div className="stack">
      <div className={styles['title']}>
        <p className="quiet">{say('hooks-how')}</p>
        <Button kind="main" onPress={() => setAdding(true)}>
          {say('add-hook')}
        </Button>
      </div>
      {data.length === 0 && <Empty title={say('no-hooks')}>{say('no-hooks-how')}</Empty>}
      <div className={styles['cards']}>
        {data.map((hook) => (
          <HookCard key={hook.id} hook={hook} />
        ))}
      </div>
      {adding && <AddHook onClose={() => setAdding(false)} />}
    </div>
  );
}

function HookCard({ hook }: { readonly hook: HookShown }) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const { run } = useDoing('toast');
  const [removing, setRemoving] = useState(false);
  const host = new URL(hook.url).host;
  return (
    <section className="card stack" aria-label={host}>
      <div className={styles['title']}>
        <h2>{host}</h2>
        <Badge>{say(hook.format === 'discord' ? 'format-discord' : 'format-racetower')}</Badge>
      </div>
      <p className={styles['long']}>{hook.url}</p>
      <p className="quiet">
        {NEWS.filter((each) => hook.news.includes(each))
          .map((each) => say(`news-${each}`))
          .join(', ')}{' '}
        · {say('made-by', { who: hook.madeBy })}, {day(hook.madeAt)}
      </p>
      <Deliveries hook={hook.id} />
      <div className={styles['does']}>
        <Button onPress={() => void run(({ office }) => office.testHook(hook.id), say('test-sent'))}>{say('test')}</Button>
        <Button kind="danger" onPress={() => setRemoving(true)}>
          {say('remove')}
        </Button>
      </div>
      {removing && (
        <Confirm
          title={say('remove-of', { name: host })}
          does={say('remove')}
          onClose={() => setRemoving(false)}
          onYes={() => void run(({ office }) => office.removeHook(hook.id), say('hook-removed'))}
        >
          {say('remove-hook-how')}
        </Confirm>
      )}
    </section>
  );
}

const LOOKS = { due: 'warn', arrived: 'good', 'given-up': 'bad' } as const;
const OFTEN_MS = 3000;

function Deliveries({ hook }: { readonly hook: string }) {
  const say = useWords(WORDS);
  const { client } = useClub();
  const { day } = useInstants();
  const { run } = useDoing('toast');
  const { data = [] } = useQuery({
    queryKey: [client.club, 'office', 'deliveries', hook],
    queryFn: ({ signal }) => client.office.deliveries(hook, signal),
    refetchInterval: OFTEN_MS,
  });
  if (data.length === 0) return <p className="quiet">{say('no-deliveries')}</p>;
  return (
    <ul className={styles['list']} aria-label={say('deliveries')}>
      {data.slice(0, 8).map((each) => (
        <li key={each.id}>
          <span>
            {day(each.madeAt)} <Badge kind={LOOKS[each.state]}>{say(`sent-${each.state}`)}</Badge>{' '}
            <span className="quiet">{each.said}</span>
          </span>
          <Button onPress={() => void run(({ office }) => office.sendAgain(hook, each.id), say('sent-again'))}>{say('send-again')}</Button>
        </li>
      ))}
    </ul>
  );
}
