import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { type Unsigned, useGiving } from '../api/giving.tsx';
import { usePreview } from '../api/preview.tsx';
import { useSettled } from '../api/settled.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field, Form } from '../design/field.tsx';
import { Clauses } from '../design/why.tsx';
import { Changes } from '../shell/changes.tsx';
import { useWords } from '../words/words.tsx';
import { ActFields } from './act-fields.tsx';
import { type ActField, actValues, type Typed } from './act-values.ts';
import { WORDS } from './words.ts';

/** An act of the rulebook, as the papers, the calls and the marks describe it. */
export interface ActShown {
  readonly name: string;
  readonly sort: 'mark' | 'record' | 'call';
  readonly says: string;
  readonly fields: readonly ActField[];
  readonly clauses: readonly string[];
}

/** What an act is about. */
export interface ActAbout {
  readonly season?: string;
  readonly meeting?: string;
  readonly race?: string;
  readonly class?: string;
  readonly car?: string;
  readonly person?: string;
  readonly case?: string;
}

export interface ActDialogProps {
  readonly act: ActShown;
  readonly about: ActAbout;
  /** Whom or what it is about, as `car 11`. */
  readonly whom: string;
  readonly typed?: Typed;
  /** The form asks for the person whose it is, as of a piece of evidence. */
  readonly asksPerson?: boolean;
  /** The number of the fact that the screen shows. */
  readonly seq: number;
  readonly onClose: () => void;
}

/** Fills in an act and puts it on record; what would follow from a call is shown before. */
export function ActDialog({ act, about, whom, typed: first = {}, asksPerson = false, seq, onClose }: ActDialogProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const [typed, setTyped] = useState<Typed>(first);
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const [person, setPerson] = useState('');
  const command = actCommand(act, person.trim() === '' ? about : { ...about, person: person.trim() }, typed);
  const would = usePreview(useSettled(act.sort === 'call' ? command : undefined), seq);
  const record = async (): Promise<void> => {
    if (sent) return;
    setSent(true);
    const came = await give(command, { says: say('act-of', { act: act.says, whom }), refusal: 'fields' });
    setSent(false);
    if (came.is === 'done') onClose();
    else setProblem(came.problem);
  };
  return (
    <Dialog
      title={say('act-of', { act: act.says, whom })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind={act.sort === 'call' ? 'danger' : 'main'} onPress={() => void record()} autoFocus={act.fields.length === 0}>
            {say('record')}
          </Button>
        </>
      }
    >
      <p className="quiet">
        <Clauses clauses={act.clauses} />
      </p>
      <Form problem={problem} onSubmit={() => void record()}>
        {asksPerson && (
          <Field label={say('person')} name="person" value={person} onChange={setPerson} hint={say('person-hint')} autoFocus />
        )}
        <ActFields
          fields={act.fields}
          typed={typed}
          onTyped={(next) => {
            setProblem(undefined);
            setTyped(next);
          }}
          autoFocus={!asksPerson}
        />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
      {act.sort === 'call' && <Changes would={would} />}
    </Dialog>
  );
}

/** The command that puts an act on record. */
export function actCommand(
  act: Pick<ActShown, 'name' | 'sort' | 'fields'>,
  about: ActAbout,
  typed: Typed,
): Unsigned<'mark' | 'record' | 'call'> {
  return { do: act.sort, name: act.name, ...about, fields: actValues(act.fields, typed) };
}
