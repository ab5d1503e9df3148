import type { Scope } from '@racetower/rulebook/bench';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { Bar } from './bar.tsx';
import { Differences } from './differences.tsx';
import { useDraft } from './draft.tsx';
import { Limits } from './limits.tsx';
import styles from './rulebook.module.css';
import { Summary } from './summary.tsx';
import { WORDS } from './words.ts';
import type { WhatIfState } from './use-what-if.ts';

/** A season, or a meeting, as it would have come out under the edited text. */
export function WhatIfPart() {
  const say = useWords(WORDS);
  const { whatIf, checked, changed } = useDraft();
  const { scope, fields } = useScope();
  const { found } = whatIf;
  const whyNot = checked?.loads === false ? say('mend-text') : scope === undefined ? say('no-season') : undefined;
  return (
    <div className="stack">
      <p className="quiet">{say('what-if-how')}</p>
      <div className={styles['scope']}>
        {fields}
        {whatIf.running ? (
          <Button onPress={whatIf.stop}>{say('stop')}</Button>
        ) : (
          <Button kind="main" whyNot={whyNot} onPress={() => scope && whatIf.start(scope)}>
            {say('work-out')}
          </Button>
        )}
      </div>
      <Running running={whatIf.running} />
      {whatIf.problem !== undefined && (
        <p role="alert" className={styles['wrong']}>
          {whatIf.problem}
        </p>
      )}
      {found && whatIf.isOld && (
        <p>
          <Badge kind="warn">{say('what-if-old')}</Badge>
        </p>
      )}
      {found ? (
        <>
          <Summary found={found} />
          {whatIf.left.length > 0 && (
            <p>
              <Badge kind="warn">{say('left-out')}</Badge> {say('left-out-how')}
            </p>
          )}
          <Limits limits={found.limits} meetings={found.meetings.length} />
          <Differences found={found} />
        </>
      ) : (
        !whatIf.running && <Empty title={say(changed.length === 0 ? 'nothing-edited' : 'not-worked-out')}>{say('what-if-empty')}</Empty>
      )}
    </div>
  );
}

/** The season and the meeting that are looked at; the last season first. */
export function useScope(): { readonly scope: Scope | undefined; readonly fields: React.ReactNode } {
  const say = useWords(WORDS);
  const { club } = useClub();
  const seasons = club.seasons.toReversed();
  const [season, setSeason] = useState(seasons[0]);
  const [meeting, setMeeting] = useState('');
  const { answer } = useView('meetings', season === undefined ? undefined : { season });
  const opened = (answer?.meetings ?? []).filter((each) => each.opened);
  const known = opened.some((each) => each.meeting === meeting) ? meeting : '';
  const fields = (
    <>
      <ChoiceField
        label={say('season')}
        value={season}
        choices={seasons.map((each) => ({ id: each, says: each }))}
        onChange={(id) => {
          setSeason(id);
          setMeeting('');
        }}
      />
      <ChoiceField
        label={say('meeting')}
        value={known}
        choices={[{ id: '', says: say('whole-season') }, ...opened.map((each) => ({ id: each.meeting, says: each.name, more: each.date }))]}
        onChange={setMeeting}
      />
    </>
  );
  return { scope: season === undefined ? undefined : { season, ...(known === '' ? {} : { meeting: known }) }, fields };
}

/** How far it is. */
export function Running({ running }: { readonly running: WhatIfState['running'] }) {
  const say = useWords(WORDS);
  if (!running) return null;
  if (running.of === 'log')
    return <Bar says={say('reading-log', { done: running.come, of: running.all })} done={running.come} of={running.all} />;
  const { done, of } = running.progress;
  return <Bar says={say('working', { percent: Math.round((100 * done) / of) })} done={done} of={of} />;
}
