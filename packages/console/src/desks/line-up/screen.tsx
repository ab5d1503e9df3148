import type { Answer } from '@racetower/server/client';
import { useSearchParams } from 'wouter';
import { useView } from '../../api/club.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { useKeys } from '../../design/keys.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { Board } from './board.tsx';
import { Combining } from './combining.tsx';
import { RaceRoom } from './room.tsx';
import styles from './line-up.module.css';
import { WORDS } from './words.ts';

type Race = Answer<'schedule'>['races'][number];

/** The line-up room: every race of the day on a board, and the one that is worked at beside it. */
export function Screen() {
  const say = useWords(WORDS);
  const { meeting, pending: finding } = useMeeting();
  const { answer, problem, pending } = useView('schedule', meeting && { meeting: meeting.meeting });
  const [search, setSearch] = useSearchParams();
  const races = answer?.races ?? [];
  const chosen = races.find((race) => race.race === search.get('race')) ?? likely(races);
  const choose = (race: string | undefined): void => {
    if (race === undefined) return;
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set('race', race);
      return next;
    });
  };
  const step = (by: number): void => choose(races[races.findIndex((race) => race === chosen) + by]?.race);
  useKeys(say('room'), [
    { key: 'n', says: say('next-race'), do: () => step(1) },
    { key: 'b', says: say('race-before'), do: () => step(-1) },
  ]);
  if (finding || pending) return <Waiting says={say('loading')} />;
  if (!meeting) return <Empty title={say('no-meeting')}>{say('no-meeting-how')}</Empty>;
  if (problem) return <Empty title={say('no-schedule')}>{problem.detail}</Empty>;
  return (
    <div className="stack">
      <h1>{say('title')}</h1>
      {races.length === 0 ? (
        <Empty title={say('no-races')}>{say('no-races-how')}</Empty>
      ) : (
        <div className={styles['room']}>
          <Board races={races} chosen={chosen?.race} onChoose={choose} />
          {chosen && <RaceRoom key={chosen.race} meeting={meeting} race={chosen} />}
        </div>
      )}
      <Combining meeting={meeting.meeting} />
    </div>
  );
}

/** The first race that still has to be lined up or run. */
function likely(races: readonly Race[]): Race | undefined {
  return races.find((race) => race.standing === 'none') ?? races[0];
}
