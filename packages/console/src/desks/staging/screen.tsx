import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { useWords } from '../../words/words.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useRaceName, useView } from '../../api/club.tsx';
import { RaceAtStaging } from './race.tsx';
import styles from './staging.module.css';
import { WORDS } from './words.ts';

/** Races that are called to the grid at a time. */
const NEXT = 3;

/** The grid: the next races, who starts where, who is here, and who may take the place of somebody who is not. */
export function Screen() {
  const say = useWords(WORDS);
  const { meeting, pending: finding } = useMeeting();
  const { answer, problem, pending } = useView('schedule', meeting && { meeting: meeting.meeting });
  const nameOf = useRaceName();
  const [more, setMore] = useState(0);
  if (finding || pending) return <Waiting says={say('loading')} />;
  if (!meeting) return <Empty title={say('no-meeting')}>{say('no-meeting-how')}</Empty>;
  if (problem) return <Empty title={say('no-schedule')}>{problem.detail}</Empty>;
  const toRun = answer?.races.filter((race) => race.standing === 'none') ?? [];
  const shown = toRun.slice(0, NEXT + more);
  return (
    <div className="stack">
      <h1>{say('next')}</h1>
      {toRun.length === 0 && <Empty title={say('nothing-to-run')}>{say('nothing-to-run-how')}</Empty>}
      <div className={styles['races']}>
        {shown.map((race, index) => (
          <RaceAtStaging key={race.race} meeting={meeting.meeting} race={race.race} name={nameOf(race)} turn={index} />
        ))}
      </div>
      {toRun.length > shown.length && (
        <Button onPress={() => setMore(more + NEXT)}>{say('later', { count: toRun.length - shown.length })}</Button>
      )}
    </div>
  );
}
