import { type GearHealth, ProblemError, type TimingHealth } from '@racetower/server/client';
import { useEffect, useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { notify } from '../../design/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { Confirm } from './confirm.tsx';
import { Feed } from './feed.tsx';
import { GearDialog, PROTOCOL_IDS } from './gear-dialog.tsx';
import styles from './settings.module.css';
import { WORDS } from './words.ts';

/** The timing gear of the club: what is set up, how it does, what is missing, and the race shown to scoreboards. */
export function Timing() {
  const say = useWords(WORDS);
  const { health, error } = useTiming();
  const [setting, setSetting] = useState<GearHealth | 'new'>();
  if (error !== undefined) return <Empty title={say('no-timing')}>{error}</Empty>;
  if (!health) return <Waiting says={say('loading')} />;
  const wrong = health.problems.filter((each) => each.now);
  return (
    <div className="stack">
      <div className={styles['title']}>
        <p className="quiet">{say('taken', { count: health.taken, waiting: health.waiting })}</p>
        <Button kind="main" onPress={() => setSetting('new')}>
          {say('add-gear')}
        </Button>
      </div>
      {wrong.map((each) => (
        <p key={each.kind + each.says} className={styles['attention']}>
          <Badge kind="warn">{say('look')}</Badge> {each.says}
        </p>
      ))}
      {health.sources.length === 0 && <Empty title={say('no-gear')}>{say('no-gear-how')}</Empty>}
      <div className={styles['cards']}>
        {health.sources.map((each) => (
          <GearCard key={each.source} gear={each} onChange={() => setSetting(each)} />
        ))}
      </div>
      <Feed feed={health.feed} />
      {setting !== undefined && (
        <GearDialog
          {...(setting === 'new' ? {} : { gear: setting })}
          taken={health.sources.map((each) => each.source)}
          onClose={() => setSetting(undefined)}
        />
      )}
    </div>
  );
}

/** How the gear does, live; or why there is none here. */
function useTiming(): { readonly health: TimingHealth | undefined; readonly error: string | undefined } {
  const { client } = useClub();
  const [health, setHealth] = useState<TimingHealth>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    const asked = new AbortController();
    client.timing
      .health(asked.signal)
      .then(setHealth)
      .catch((fault: unknown) => fault instanceof ProblemError && setError(fault.problem.detail));
    const stop = client.followTiming(setHealth);
    return () => {
      asked.abort();
      stop();
    };
  }, [client]);
  return { health, error };
}

function GearCard({ gear, onChange }: { readonly gear: GearHealth; readonly onChange: () => void }) {
  const say = useWords(WORDS);
  const { client } = useClub();
  const [removing, setRemoving] = useState(false);
  const { source, health, on } = gear;
  const link = on ? (health?.link ?? 'connecting') : 'off';
  const missing = health?.decoders.flatMap((each) => each.missing) ?? [];
  const does = (work: Promise<unknown>): void =>
    void work.catch((error: unknown) => notify('bad', error instanceof ProblemError ? error.problem.detail : String(error)));
  return (
    <section className="card stack" aria-label={source}>
      <div className={styles['title']}>
        <h2>{source}</h2>
        <Badge kind={link === 'connected' ? 'good' : on ? 'warn' : 'plain'}>{say(`link-${link}`)}</Badge>
      </div>
      <GearFacts gear={gear} />
      <ul className={styles['list']}>
        {(health?.problems ?? [])
          .filter((each) => each.now)
          .map((each) => (
            <li key={each.kind}>
              <Badge kind="warn">{say('look')}</Badge> {each.says}
            </li>
          ))}
      </ul>
      {missing.length > 0 && (
        <p className={styles['attention']}>
          {say('gaps', { count: missing.length })} <Button onPress={() => does(client.timing.dismissGaps(source))}>{say('dismiss')}</Button>
        </p>
      )}
      <div className={styles['does']}>
        <Button
          kind="main"
          aria-label={say(on ? 'stop-of' : 'start-of', { source })}
          onPress={() => does(on ? client.timing.stop(source) : client.timing.start(source))}
        >
          {say(on ? 'stop' : 'start')}
        </Button>
        <Button onPress={onChange} whyNot={on ? say('stop-first') : undefined}>
          {say('change')}
        </Button>
        <Button kind="danger" onPress={() => setRemoving(true)}>
          {say('remove')}
        </Button>
      </div>
      {removing && (
        <Confirm
          title={say('remove-of', { name: source })}
          does={say('remove')}
          onClose={() => setRemoving(false)}
          onYes={() => does(client.timing.remove(source))}
        >
          {say('remove-gear-how')}
        </Confirm>
      )}
    </section>
  );
}

function GearFacts({ gear }: { readonly gear: GearHealth }) {
  const say = useWords(WORDS);
  const { time } = useInstants();
  const { health } = gear;
  return (
    <dl className={styles['facts']}>
      <div>
        <dt>{say('speaks')}</dt>
        <dd>{say(`speaks-${PROTOCOL_IDS.find((each) => each === gear.protocol) ?? 'other'}`)}</dd>
      </div>
      <div>
        <dt>{say('is-at')}</dt>
        <dd>{gear.at}</dd>
      </div>
      <div>
        <dt>{say('heard')}</dt>
        <dd>{health?.lastHeardUs === undefined ? say('never') : time(new Date(health.lastHeardUs / 1000).toISOString())}</dd>
      </div>
      <div>
        <dt>{say('passings')}</dt>
        <dd>{health?.decoders.reduce((sum, each) => sum + each.passings, 0) ?? 0}</dd>
      </div>
    </dl>
  );
}
