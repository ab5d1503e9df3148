import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ChoiceField, Field, Form } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { localProblem } from './local-problem.ts';
import styles from './registry.module.css';
import { WORDS } from './words.ts';

export interface TransponderDialogProps {
  readonly draft: { readonly class?: string; readonly car?: string; readonly transponder?: string };
  readonly onClose: () => void;
}

/** Gives a car a transponder; one that another car has is told before. */
export function TransponderDialog({ draft, onClose }: TransponderDialogProps) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const { give } = useGiving();
  const only = classes.length === 1 ? classes[0]?.id : undefined;
  const [classId, setClass] = useState(draft.class ?? only);
  const [car, setCar] = useState(draft.car ?? '');
  const [transponder, setTransponder] = useState(draft.transponder ?? '');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const save = async (): Promise<void> => {
    if (sent) return;
    const missing = transponder.trim() === '' ? 'transponder' : classId === undefined ? 'class' : car.trim() === '' ? 'car' : undefined;
    if (missing !== undefined || classId === undefined)
      return setProblem(localProblem(missing ?? 'class', say(`needs-${missing ?? 'class'}`)));
    setSent(true);
    const given = { class: classId, car: car.trim(), transponder: transponder.trim() };
    const came = await give({ do: 'assign-transponder', ...given }, { says: say('transponder-given', given), refusal: 'fields' });
    setSent(false);
    if (came.is === 'done') return onClose();
    return setProblem(came.problem);
  };
  const change = (set: (next: string) => void) => (next: string) => {
    setProblem(undefined);
    set(next);
  };
  return (
    <Dialog
      title={draft.car === undefined ? say('give-transponder') : say('transponder-for', { car: draft.car })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('cancel')}</Button>
          <Button kind="main" onPress={() => void save()} whyNot={sent ? say('on-its-way') : undefined}>
            {say('give')}
          </Button>
        </>
      }
    >
      <Form problem={problem} onSubmit={() => void save()}>
        <div className={styles['fields']}>
          <Field
            label={say('transponder')}
            name="transponder"
            value={transponder}
            onChange={change(setTransponder)}
            hint={say('transponder-hint')}
            autoComplete="off"
            autoFocus={draft.transponder === undefined}
          />
          {draft.car === undefined && (
            <>
              <ChoiceField
                label={say('class')}
                name="class"
                choices={classes.map(({ id, name }) => ({ id, says: name }))}
                value={classId}
                onChange={change(setClass)}
              />
              <Field label={say('number')} name="car" value={car} onChange={change(setCar)} autoComplete="off" />
            </>
          )}
        </div>
        <InOtherCar transponder={transponder.trim()} classId={classId} car={car.trim()} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}

interface InOtherCarProps {
  readonly transponder: string;
  readonly classId: string | undefined;
  readonly car: string;
}

/** Tells that another car has the transponder. */
function InOtherCar({ transponder, classId, car }: InOtherCarProps) {
  const say = useWords(WORDS);
  const known = useView('transponders', {}).answer?.transponders ?? [];
  const other = known.find((each) => each.transponder === transponder && !(each.class === classId && each.car === car));
  if (!other) return null;
  return (
    <p role="status">
      <Badge kind="warn">{say('in-other-car', { car: other.car })}</Badge> {say('in-other-car-how', { car: other.car })}
    </p>
  );
}
