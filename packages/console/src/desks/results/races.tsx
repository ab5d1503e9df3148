import { useSearchParams } from 'wouter';
import { useRaceName, useView } from '../../api/club.tsx';
import { RaceCharts } from '../../charts/race-charts.tsx';
import { Badge } from '../../design/badge.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { useWords } from '../../words/words.tsx';
import { RaceResult } from './race-result.tsx';
import styles from './results.module.css';
import { WORDS } from './words.ts';

export type Standing = 'none' | 'running' | 'provisional' | 'official';
const KINDS = { none: 'plain', running: 'plain', provisional: 'warn', official: 'good' } as const;

/** How far a result is: a word with its sign. */
export function StandingBadge({ standing }: { readonly standing: string }) {
  const say = useWords(WORDS);
  const known = standing in KINDS ? (standing as Standing) : 'none';
  return <Badge kind={KINDS[known]}>{say(known)}</Badge>;
}

/** The races of the day with how far each is, and the one that was chosen. */
export function Races({ meeting }: { readonly meeting: string }) {
  const say = useWords(WORDS);
  const { answer, problem, pending } = useView('schedule', { meeting });
  const nameOf = useRaceName();
  const [search, setSearch] = useSearchParams();
  if (pending) return <Waiting says={say('loading')} />;
  const races = answer?.races ?? [];
  if (races.length === 0) return <Empty title={say('no-races')}>{problem?.detail ?? say('no-races-how')}</Empty>;
  const chosen =
    races.find((race) => race.race === search.get('race')) ?? races.find((race) => race.standing === 'provisional') ?? races[0];
  const choose = (race: string): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set('race', race);
      return next;
    });
  return (
    <div className={styles['split']}>
      <nav aria-label={say('races')}>
        <ul className={styles['races']}>
          {races.map((race) => (
            <li key={race.race}>
              <button
                type="button"
                className={styles['race']}
                aria-current={race === chosen ? 'true' : undefined}
                onClick={() => choose(race.race)}
              >
                {nameOf(race)} <StandingBadge standing={race.standing} />
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {chosen && (
        <div className="stack">
          <RaceResult key={chosen.race} meeting={meeting} race={chosen.race} classId={chosen.class} name={nameOf(chosen)} />
          <RaceCharts key={`charts ${chosen.race}`} meeting={meeting} race={chosen.race} />
        </div>
      )}
    </div>
  );
}
