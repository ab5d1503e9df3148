import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ChoiceField, Field, Form } from '../../design/field.tsx';
import { atItsField, missing } from '../../design/missing.ts';
import { whoGave } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import { readPoints } from './read-points.ts';
import styles from './season.module.css';
import { WORDS } from './words.ts';

/** Points that were brought in from before, and the way to bring more. */
export function CarriedPoints({ season }: { readonly season: string }) {
  const say = useWords(WORDS);
  const { club, acting } = useClub();
  const { day } = useInstants();
  const rows = useView('season', { season }).answer?.carried ?? [];
  const [carrying, setCarrying] = useState(false);
  return (
    <section className="card stack" aria-label={say('carried')}>
      <div className={styles['title']}>
        <h2>{say('carried')}</h2>
        {acting.gives.includes('carry-points') && <Button onPress={() => setCarrying(true)}>{say('carry')}</Button>}
      </div>
      {rows.length === 0 && <p className="quiet">{say('none-carried')}</p>}
      <ol className={styles['given']}>
        {rows.map((row) => (
          <li key={row.fact}>
            <p>
              <b>{club.classes.find((each) => each.id === row.class)?.name ?? row.class}</b>:{' '}
              {Object.entries(row.points)
                .map(([driver, points]) => `${driver} ${points}`)
                .join(', ')}
            </p>
            <p className="quiet">
              {day(row.at)} · {whoGave(row.by)}
            </p>
          </li>
        ))}
      </ol>
      {carrying && <CarryDialog season={season} onClose={() => setCarrying(false)} />}
    </section>
  );
}

function CarryDialog({ season, onClose }: { readonly season: string; readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const { classes } = useClub().club;
  const [classId, setClass] = useState(classes[0]?.id ?? '');
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const carry = async (): Promise<void> => {
    const read = readPoints(typed);
    const wanted = missing({
      points: typed.trim() === '' ? say('needs-points') : !read.ok && say(read.why, { line: read.line, text: read.text }),
    });
    if (wanted || !read.ok) return setProblem(wanted);
    if (sent) return undefined;
    setSent(true);
    const name = classes.find((each) => each.id === classId)?.name ?? classId;
    const came = await give(
      { do: 'carry-points', season, class: classId, points: read.points },
      { says: say('carried-in', { class: name }), refusal: 'form' },
    );
    setSent(false);
    return came.is === 'done' ? onClose() : setProblem(atItsField(came.problem, ['points', 'class']));
  };
  return (
    <Dialog
      title={say('carry')}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={() => void carry()}>
            {say('carry-it')}
          </Button>
        </>
      }
    >
      <p className="quiet">{say('carry-how')}</p>
      <Form problem={problem} onSubmit={() => void carry()}>
        <ChoiceField
          label={say('class')}
          name="class"
          choices={classes.map(({ id, name }) => ({ id, says: name }))}
          value={classId}
          onChange={setClass}
        />
        <Field label={say('points-list')} name="points" value={typed} onChange={setTyped} hint={say('points-list-hint')} lines />
      </Form>
    </Dialog>
  );
}
