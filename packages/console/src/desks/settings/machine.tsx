import type { AboutMachine } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Waiting } from '../../design/empty.tsx';
import { useWords } from '../../words/words.tsx';
import { useDoing, useMachine } from './asking.ts';
import { Command } from './command.tsx';
import { Publishing } from './publishing.tsx';
import { saveFile } from './save-file.ts';
import styles from './settings.module.css';
import { WORDS } from './words.ts';

/** Where the log lies, whether it is whole, when it was copied, and who writes it. */
export function Machine() {
  const say = useWords(WORDS);
  const { data, error } = useMachine();
  if (error) return <p>{error.message}</p>;
  if (!data) return <Waiting says={say('loading')} />;
  return (
    <div className={styles['cards']}>
      <Log machine={data} />
      <Backup machine={data} />
      <Publishing machine={data} />
      <About machine={data} />
    </div>
  );
}

/** A digest by its beginning, which is enough to compare by eye. */
const short = (digest: string): string => digest.slice(0, 12);

function Log({ machine }: { readonly machine: AboutMachine }) {
  const say = useWords(WORDS);
  const { busy, run } = useDoing('toast');
  const [proof, setProof] = useState<{ readonly ok: boolean; readonly says: string }>();
  const { log } = machine;
  const verify = async (): Promise<void> => {
    const came = await run(({ office }) => office.verifyLog());
    if (!came) return;
    const says = came.ok
      ? say('log-whole', { count: came.facts, digest: came.facts === 0 ? '' : short(came.digest) })
      : say('log-broken', { fact: came.problem?.seq ?? 0, says: came.problem?.says ?? '' });
    setProof({ ok: came.ok, says });
  };
  return (
    <section className="card stack" aria-label={say('log')}>
      <h2>{say('log')}</h2>
      <dl className={styles['facts']}>
        <div>
          <dt>{say(log.kind === 'file' ? 'in-file' : 'in-database')}</dt>
          <dd>
            <code>{log.place}</code>
          </dd>
        </div>
        <div>
          <dt>{say('entries')}</dt>
          <dd>{log.seq}</dd>
        </div>
        <div>
          <dt>{say('digest')}</dt>
          <dd>
            <code title={log.digest}>{log.seq === 0 ? '' : short(log.digest)}</code>
          </dd>
        </div>
        <div>
          <dt>{say('people-in-it')}</dt>
          <dd>
            <Badge kind={log.sealed ? 'good' : 'plain'}>{say(log.sealed ? 'sealed' : 'by-name')}</Badge>
          </dd>
        </div>
      </dl>
      {!log.sealed && <Command how={say('seal-how')} command="racetower serve --seal-people yes" />}
      {proof && (
        <p role="status" className={proof.ok ? styles['good'] : styles['attention']}>
          <Badge kind={proof.ok ? 'good' : 'bad'}>{say(proof.ok ? 'whole' : 'not-whole')}</Badge> {proof.says}
        </p>
      )}
      <div className={styles['does']}>
        <Button onPress={() => void verify()} whyNot={busy ? say('on-its-way') : undefined}>
          {say('verify')}
        </Button>
      </div>
    </section>
  );
}

function Backup({ machine }: { readonly machine: AboutMachine }) {
  const say = useWords(WORDS);
  const { acting, club } = useClub();
  const { day } = useInstants();
  const { busy, run } = useDoing('toast');
  const [last] = machine.backups;
  const behind = last === undefined ? machine.log.seq : machine.log.seq - last.seq;
  const take = async (): Promise<void> => {
    const came = await run(({ office }) => office.backup());
    if (came) saveFile(came.file, came.name);
  };
  return (
    <section className="card stack" aria-label={say('backup')}>
      <div className={styles['title']}>
        <h2>{say('backup')}</h2>
        <Badge kind={last !== undefined && behind === 0 ? 'good' : 'warn'}>
          {last === undefined ? say('never-backed-up') : behind === 0 ? say('backed-up') : say('behind', { count: behind })}
        </Badge>
      </div>
      <p className="quiet">{say('backup-how')}</p>
      {acting.sets.includes('backup') ? (
        <div className={styles['does']}>
          <Button kind="main" onPress={() => void take()} whyNot={busy ? say('on-its-way') : undefined}>
            {say('take-backup')}
          </Button>
        </div>
      ) : (
        <p className="quiet">{say('backup-by')}</p>
      )}
      {machine.backups.length > 0 && (
        <ul className={styles['list']} aria-label={say('backups')}>
          {machine.backups.map((each) => (
            <li key={each.at + each.digest}>
              <span>
                {day(each.at)}{' '}
                <span className="quiet">
                  {say('backup-of', { count: each.seq, who: each.by === 'operator' ? say('this-machine') : each.by })}
                </span>
              </span>
              <code title={each.digest}>{short(each.digest)}</code>
            </li>
          ))}
        </ul>
      )}
      <Command
        how={say('by-command')}
        command={`racetower backup ${machine.log.kind === 'file' ? machine.log.place : `${machine.log.place}#${club.club}`} /media/stick/${club.club}.sqlite`}
      />
      <Command how={say('restore-how')} command={`racetower restore /media/stick/${club.club}.sqlite data/${club.club}.sqlite`} />
    </section>
  );
}

function About({ machine }: { readonly machine: AboutMachine }) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  return (
    <section className="card stack" aria-label={say('about')}>
      <h2>{say('about')}</h2>
      <dl className={styles['facts']}>
        <div>
          <dt>Racetower</dt>
          <dd>{machine.version}</dd>
        </div>
        <div>
          <dt>Node</dt>
          <dd>{machine.node}</dd>
        </div>
        <div>
          <dt>{say('editions')}</dt>
          <dd>{machine.editions.map((each) => say('edition', { edition: each.edition, from: date(each.inForce) })).join('; ')}</dd>
        </div>
        <div>
          <dt>{say('names')}</dt>
          <dd>{say(`names-${machine.publicNames}`)}</dd>
        </div>
        <div>
          <dt>{say('letters')}</dt>
          <dd>{say(machine.mails ? 'letters-yes' : 'letters-no')}</dd>
        </div>
        <div>
          <dt>{say('gear-here')}</dt>
          <dd>{say(machine.timing ? 'gear-yes' : 'gear-no')}</dd>
        </div>
      </dl>
      <p className="quiet">{say('about-how')}</p>
    </section>
  );
}
