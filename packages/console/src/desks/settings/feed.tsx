import type { TimingHealth } from '@racetower/server/client';
import { useState } from 'react';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { ChoiceField, Field, Form } from '../../design/field.tsx';
import { missing } from '../../design/missing.ts';
import { useWords } from '../../words/words.tsx';
import { useAtField, useDoing } from './asking.ts';
import styles from './settings.module.css';
import { WORDS } from './words.ts';

/** The race on the track as scoreboards and apps read it. */
export function Feed({ feed }: { readonly feed: TimingHealth['feed'] }) {
  const say = useWords(WORDS);
  const { problem, run, refuse } = useDoing();
  const shown = useAtField(problem, ['port', 'host']);
  const [host, setHost] = useState(feed?.host ?? '127.0.0.1');
  const [port, setPort] = useState(String(feed?.port ?? 50_000));
  const on = feed?.on === true;
  const start = async (): Promise<void> => {
    const wrong = missing({ port: !/^\d{1,5}$/.test(port.trim()) && say('no-port') });
    if (wrong) return refuse(wrong);
    await run(async ({ timing }) => {
      await timing.setFeed({ host, port: Number(port) });
      return timing.startFeed();
    });
    return undefined;
  };
  return (
    <section className={`card stack ${styles['narrow']}`} aria-label={say('feed')}>
      <div className={styles['title']}>
        <h2>{say('feed')}</h2>
        <Badge kind={on ? 'good' : 'plain'}>
          {on ? say('feed-on', { port: feed?.listensAt ?? feed?.port ?? 0, readers: feed?.readers ?? 0 }) : say('link-off')}
        </Badge>
      </div>
      <p className="quiet">{say('feed-how')}</p>
      {on ? (
        <div className={styles['does']}>
          <Button onPress={() => void run(({ timing }) => timing.stopFeed())}>{say('stop-feed')}</Button>
        </div>
      ) : (
        <Form problem={shown} onSubmit={() => void start()}>
          <ChoiceField
            label={say('feed-host')}
            name="host"
            choices={[
              { id: '127.0.0.1', says: say('this-machine') },
              { id: '0.0.0.0', says: say('whole-network') },
            ]}
            value={host}
            onChange={setHost}
          />
          <Field label={say('port')} name="port" value={port} onChange={setPort} inputMode="numeric" hint={say('port-hint')} />
          <div className={styles['does']}>
            <Button kind="main" onPress={() => void start()}>
              {say('start-feed')}
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}
