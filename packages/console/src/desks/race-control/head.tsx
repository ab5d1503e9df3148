import { useRaceName, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge, FlagBadge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Clock } from '../../design/clock.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { GearPill } from './gear.tsx';
import type { AtRace, RaceChoice, Run } from './race.ts';
import styles from './race-control.module.css';
import type { Speech } from './speech.ts';
import { flagWord } from './flag-words.ts';
import { WORDS } from './words.ts';

export interface HeadProps {
  readonly at: AtRace;
  readonly run: Run;
  readonly choice: RaceChoice;
  readonly speech: Speech;
}

/** The race at a glance: which, under which flag, which lap of how many, and whether the loop hears it. */
export function Head({ at, run, choice, speech }: HeadProps) {
  const say = useWords(WORDS);
  const nameOf = useRaceName();
  const { waiting } = useGiving();
  const laps = useView('line-up', at).answer?.laps?.laps;
  const onItsWay = waiting.findLast((call) => call.command.do === 'flag');
  const distance = run.distance ?? laps;
  return (
    <header className={styles['head']}>
      <h1 className="visually-hidden">{choice.race ? nameOf(choice.race) : ''}</h1>
      <div className={styles['race']}>
        <ChoiceField
          label={say('race')}
          quiet
          value={at.race}
          onChange={choice.choose}
          choices={choice.races.map((race) => ({
            id: race.race,
            says: nameOf(race),
            more: say(`standing-${standingWord(race.standing)}`),
          }))}
        />
      </div>
      <div className={styles['flagNow']} role="status" aria-label={say('flag-now')}>
        <FlagBadge flag={run.flag === '' ? 'none' : run.flag} says={flagWord(say, run.flag === '' ? run.phase : run.flag)} large />
        {onItsWay && <Badge kind="warn">{say('sending', { what: onItsWay.says })}</Badge>}
        {run.endsAtNextFlag && <Badge kind="warn">{say('ends-next')}</Badge>}
        {run.comingHome && choice.race?.standing !== 'official' && <Badge kind="warn">{say('coming-home')}</Badge>}
      </div>
      <p
        className={styles['lap']}
        aria-label={distance === undefined ? say('lap-of-none', { lap: run.lap }) : say('lap-of', { lap: run.lap, of: distance })}
      >
        <span className={styles['lapNow']}>{run.lap}</span>
        {distance !== undefined && <span className="quiet"> / {distance}</span>}
        <span className={styles['lapWord']}>{lastLap(run, distance) ? say('last-lap') : say('laps')}</span>
      </p>
      <span className={styles['clock']}>
        <Clock />
      </span>
      <GearPill />
      <Button kind={speech.on ? 'main' : 'bare'} onPress={speech.toggle} aria-pressed={speech.on} shortcut="V">
        {say('speech')}
      </Button>
    </header>
  );
}

const lastLap = (run: Run, distance: number | undefined): boolean =>
  distance !== undefined && run.phase === 'green' && run.lap === distance - 1;

function standingWord(standing: string): 'none' | 'running' | 'provisional' | 'official' {
  return standing === 'official' || standing === 'provisional' || standing === 'running' ? standing : 'none';
}
