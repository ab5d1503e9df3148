import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { ActFields } from '../../acts/act-fields.tsx';
import { type ActField, actValues, type Plain, type Typed } from '../../acts/act-values.ts';
import { useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { amountText } from '../../design/amounts.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Waiting } from '../../design/empty.tsx';
import { Field, Form } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { localProblem } from './local-problem.ts';
import styles from './registry.module.css';
import { WORDS } from './words.ts';

export interface MemberDialogProps {
  /** Left out: somebody new. */
  readonly name?: string;
  readonly onClose: (name?: string) => void;
}

/** The form of a member: the fields that the rulebook keeps of people, and others that are on record. */
export function MemberDialog({ name, onClose }: MemberDialogProps) {
  const say = useWords(WORDS);
  const particulars = useView('particulars', {});
  const person = useView('person', name === undefined ? undefined : { person: name });
  const title = name === undefined ? say('add-member') : say('details-of', { person: name });
  if (!particulars.answer || (name !== undefined && person.pending))
    return (
      <Dialog title={title} onClose={() => onClose()}>
        <Waiting says={say('loading')} />
      </Dialog>
    );
  return (
    <MemberForm
      title={title}
      fields={particulars.answer.people}
      known={person.answer?.details ?? {}}
      {...(name === undefined ? {} : { name })}
      onClose={onClose}
    />
  );
}

interface MemberFormProps extends MemberDialogProps {
  readonly title: string;
  readonly fields: readonly ActField[];
  readonly known: Readonly<Record<string, unknown>>;
}

function MemberForm({ title, fields, known, name, onClose }: MemberFormProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const [person, setPerson] = useState(name ?? '');
  const [typed, setTyped] = useState<Typed>(() => typedFrom(fields, known));
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const save = async (): Promise<void> => {
    if (sent) return;
    const tidy = person.trim().replaceAll(/\s+/g, ' ');
    if (tidy === '') return setProblem(localProblem('person', say('needs-name')));
    setSent(true);
    const came = await give(
      { do: 'register', person: tidy, details: changed(fields, known, typed) },
      { says: say('registered', { person: tidy }), refusal: 'fields' },
    );
    setSent(false);
    if (came.is === 'done') return onClose(tidy);
    return setProblem(came.problem);
  };
  return (
    <Dialog
      title={title}
      onClose={() => onClose()}
      buttons={
        <>
          <Button onPress={() => onClose()}>{say('cancel')}</Button>
          <Button kind="main" onPress={() => void save()} whyNot={sent ? say('on-its-way') : undefined}>
            {name === undefined ? say('register') : say('save')}
          </Button>
        </>
      }
    >
      <Form problem={problem} onSubmit={() => void save()}>
        {name === undefined && (
          <Field
            label={say('full-name')}
            name="person"
            value={person}
            onChange={(next) => {
              setProblem(undefined);
              setPerson(next);
            }}
            hint={say('full-name-hint')}
            autoFocus
            autoComplete="off"
          />
        )}
        <div className={styles['fields']}>
          <ActFields
            fields={fields}
            typed={typed}
            onTyped={(next) => {
              setProblem(undefined);
              setTyped(next);
            }}
            autoFocus={name !== undefined}
          />
        </div>
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}

/** What is known as it is typed into the fields. */
export function typedFrom(fields: readonly ActField[], known: Readonly<Record<string, unknown>>): Typed {
  return Object.fromEntries(
    fields.flatMap((field): [string, string | boolean][] => {
      const value = known[field.name];
      if (value === undefined) return [];
      if (typeof value === 'boolean') return [[field.name, value]];
      if (Array.isArray(value)) return [[field.name, value.join(' ')]];
      return [[field.name, field.type === 'money' && typeof value === 'number' ? amountText(value) : String(value)]];
    }),
  );
}

/** Only what is otherwise than it is known; what was emptied goes as an empty text, which takes it back. */
export function changed(
  fields: readonly ActField[],
  known: Readonly<Record<string, unknown>>,
  typed: Typed,
): Readonly<Record<string, Plain>> {
  const values = actValues(fields, typed);
  return Object.fromEntries(
    fields.flatMap((field): [string, Plain][] => {
      const [was, is] = [known[field.name], values[field.name]];
      if (is === undefined) return was === undefined ? [] : [[field.name, '']];
      if (is === false && was === undefined) return [];
      return JSON.stringify(was) === JSON.stringify(is) ? [] : [[field.name, is]];
    }),
  );
}
