import type { AboutMachine } from '@racetower/server/client';
import { useClub } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { useInstants } from '../../design/clock.tsx';
import { useWords } from '../../words/words.tsx';
import { Command } from './command.tsx';
import styles from './settings.module.css';
import { WORDS } from './words.ts';

const LOOKS = { even: 'good', away: 'warn', refused: 'bad' } as const;

/** What is published where, when it was last heard, and who makes the facts. */
export function Publishing({ machine }: { readonly machine: AboutMachine }) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const { day } = useInstants();
  const { writer, publishing, heard } = machine;
  const state = publishing?.state;
  return (
    <section className="card stack" aria-label={say('publishing')}>
      <div className={styles['title']}>
        <h2>{say('publishing')}</h2>
        {publishing && <Badge kind={state === undefined ? 'plain' : LOOKS[state.is]}>{say(`published-${state?.is ?? 'begins'}`)}</Badge>}
      </div>
      <dl className={styles['facts']}>
        <div>
          <dt>{say('writer')}</dt>
          <dd>{writer.here ? say('writes-here') : say('writes-there', { who: writer.name, since: day(writer.since) })}</dd>
        </div>
        {publishing && (
          <div>
            <dt>{say('published-to')}</dt>
            <dd>
              {publishing.to} <span className="quiet">{say('as', { name: publishing.writer })}</span>
            </dd>
          </div>
        )}
        {heard && (
          <div>
            <dt>{say('heard-from')}</dt>
            <dd>{say('heard-at', { who: heard.writer, when: day(heard.at), missing: Math.max(0, heard.seq - machine.log.seq) })}</dd>
          </div>
        )}
      </dl>
      {state !== undefined && state.is !== 'even' && <p className={styles['attention']}>{state.says}</p>}
      {!publishing && writer.here && (
        <>
          <p className="quiet">{say('not-published')}</p>
          <Command
            how={say('publish-how')}
            command={`racetower serve ${club.club} --publish-to https://racing.example --publish-as "the tower"`}
          />
        </>
      )}
      {publishing && (
        <Command
          how={say('hand-over-how')}
          command={`racetower hand-over data/${club.club}.sqlite --to ${publishing.to}${writer.here ? '' : ' --back'}`}
        />
      )}
    </section>
  );
}
