import type { Answer } from '@racetower/server/client';
import { useClassName, useInWords, useRaceName } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './line-up.module.css';
import { WORDS } from './words.ts';

type Race = Answer<'schedule'>['races'][number];

export interface BoardProps {
  readonly races: readonly Race[];
  readonly chosen: string | undefined;
  readonly onChoose: (race: string) => void;
}

/** The races of every class in their rounds: what each waits for, is computed, posted, changed or run. */
export function Board({ races, chosen, onChoose }: BoardProps) {
  const say = useWords(WORDS);
  const nameOf = useClassName();
  const ids = [...new Set(races.map((race) => race.class))];
  return (
    <nav aria-label={say('board')} className={styles['board']}>
      {ids.map((id) => (
        <section key={id} aria-label={nameOf(id)}>
          <h2>{nameOf(id)}</h2>
          <ul className={styles['races']}>
            {races
              .filter((race) => race.class === id)
              .map((race) => (
                <li key={race.race}>
                  <RaceCard race={race} chosen={race.race === chosen} onChoose={() => onChoose(race.race)} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

interface RaceCardProps {
  readonly race: Race;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function RaceCard({ race, chosen, onChoose }: RaceCardProps) {
  const say = useWords(WORDS);
  const name = useRaceName()(race);
  const words = useInWords();
  return (
    <button type="button" className={styles['race']} aria-current={chosen ? 'true' : undefined} onClick={onChoose}>
      <strong>
        <span className="visually-hidden">{name} </span>
        <span aria-hidden="true">{race.name}</span>
      </strong>
      <RaceStanding race={race} />
      <span className="quiet">
        {race.waitsFor.length > 0
          ? words(race.waitsFor.join(', '))
          : say('cars-laps', { cars: race.starters, laps: 'laps' in race ? (race.laps ?? 0) : 0 })}
      </span>
    </button>
  );
}

/** Where a race is: waiting, computed, posted, changed, on the track, or with a result. */
export function RaceStanding({ race }: { readonly race: Race }) {
  const say = useWords(WORDS);
  if (race.standing === 'running') return <Badge kind="warn">{say('running')}</Badge>;
  if (race.standing === 'provisional' || race.standing === 'official') return <Badge kind="good">{say(race.standing)}</Badge>;
  if (race.waitsFor.length > 0) return <Badge>{say('waits')}</Badge>;
  return race.lineUp === 'computed' ? <Badge>{say('computed')}</Badge> : <Badge kind="good">{say(race.lineUp)}</Badge>;
}
