import { inWords, type Problem } from '@racetower/server/client';
import { useState } from 'react';
import { ActFields } from '../../acts/act-fields.tsx';
import type { Typed } from '../../acts/act-values.ts';
import { useClub, useView } from '../../api/club.tsx';
import { type Unsigned, useGiving } from '../../api/giving.tsx';
import { usePreview, type WouldBe } from '../../api/preview.tsx';
import { useSettled } from '../../api/settled.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ChoiceField, Field, Form } from '../../design/field.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { localProblem } from './local-problem.ts';
import { changed, typedFrom } from './member-dialog.tsx';
import styles from './registry.module.css';
import { WORDS } from './words.ts';

/** A car that is changed, or what is known of a new one. */
export interface DraftCar {
  readonly class?: string;
  readonly car?: string;
  readonly person?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** The number is theirs already: only what is kept of the car changes. */
  readonly registered?: boolean;
}

export interface CarDialogProps {
  readonly draft: DraftCar;
  readonly seq: number;
  readonly onClose: () => void;
}

const FREE_SHOWN = 12;

/** Gives a number to somebody, with what is kept of the car; a clash shows while the number is typed. */
export function CarDialog({ draft, seq, onClose }: CarDialogProps) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const fields = useView('particulars', {}).answer?.cars ?? [];
  const form = useCarForm(draft, fields, onClose);
  const { typed, setTyped, problem, sent, save, set, command } = form;
  const would = usePreview(useSettled(command), seq);
  const free = useView('numbers', form.class === undefined ? undefined : { class: form.class }).answer?.free[0]?.numbers ?? [];
  const title = draft.registered === true ? say('car-details', { car: draft.car ?? '' }) : say('register-number');
  return (
    <Dialog
      title={title}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('cancel')}</Button>
          <Button kind="main" onPress={() => void save()} whyNot={sent ? say('on-its-way') : undefined}>
            {draft.registered === true ? say('save') : say('register')}
          </Button>
        </>
      }
    >
      <Form problem={problem} onSubmit={() => void save()}>
        {draft.registered !== true && (
          <div className={styles['fields']}>
            <ChoiceField
              label={say('class')}
              name="class"
              choices={classes.map(({ id, name }) => ({ id, says: name }))}
              value={form.class}
              onChange={(id) => set({ class: id })}
            />
            <Field
              label={say('number')}
              name="car"
              value={form.car}
              onChange={(car) => set({ car })}
              hint={free.length > 0 ? say('free-hint', { numbers: free.slice(0, FREE_SHOWN).join(', ') }) : undefined}
              autoComplete="off"
              autoFocus={draft.car === undefined}
            />
            {draft.person === undefined && (
              <Field
                label={say('whose')}
                name="person"
                value={form.person}
                onChange={(person) => set({ person })}
                hint={say('whose-hint')}
                autoComplete="off"
              />
            )}
          </div>
        )}
        <div className={styles['fields']}>
          <ActFields fields={fields} typed={typed} onTyped={setTyped} autoFocus={draft.registered === true} />
        </div>
        {command && draft.registered !== true && problem === undefined && <Free would={would} />}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}

/** Whether a number can be had, and why not. */
function Free({ would }: { readonly would: WouldBe }) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  if (would.problem)
    return (
      <p role="status">
        <Badge kind="bad">{say('not-free')}</Badge> {inWords(would.problem.detail, classes)}{' '}
        <Clauses clauses={would.problem.clauses ?? []} />
      </p>
    );
  return would.preview ? (
    <p role="status">
      <Badge kind="good">{say('is-free')}</Badge>
    </p>
  ) : null;
}

function useCarForm(draft: DraftCar, fields: Parameters<typeof changed>[0], onClose: () => void) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const { give } = useGiving();
  const only = classes.length === 1 ? classes[0]?.id : undefined;
  const [own, setOwn] = useState({ class: draft.class ?? only, car: draft.car ?? '', person: draft.person ?? '' });
  const [touched, setTouched] = useState<Typed>();
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const typed = touched ?? typedFrom(fields, draft.details ?? {});
  const tidy = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');
  const { class: classId, car, person } = own;
  const command: Unsigned<'register-car'> | undefined =
    classId === undefined || tidy(car) === '' || tidy(person) === ''
      ? undefined
      : { do: 'register-car', class: classId, car: tidy(car), person: tidy(person), details: changed(fields, draft.details ?? {}, typed) };
  const save = async (): Promise<void> => {
    if (sent) return;
    if (command === undefined) {
      const missing = classId === undefined ? 'class' : tidy(car) === '' ? 'car' : 'person';
      return setProblem(localProblem(missing, say(`needs-${missing}`)));
    }
    setSent(true);
    const says = say('number-registered', { car: command.car, person: command.person });
    const came = await give(command, { says, refusal: 'fields' });
    setSent(false);
    if (came.is === 'done') return onClose();
    return setProblem(came.problem);
  };
  return {
    ...own,
    typed,
    problem,
    sent,
    command,
    save,
    set: (part: Partial<typeof own>): void => {
      setProblem(undefined);
      setOwn((before) => ({ ...before, ...part }));
    },
    setTyped: (next: Typed): void => {
      setProblem(undefined);
      setTouched(next);
    },
  };
}
