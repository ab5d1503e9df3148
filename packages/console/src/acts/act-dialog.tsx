import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../api/club.tsx';
import { type Unsigned, useGiving } from '../api/giving.tsx';
import { usePreview } from '../api/preview.tsx';
import { useSettled } from '../api/settled.ts';
import { Plate } from '../design/badge.tsx';
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
  /** Several that one call is about. */
  readonly cars?: readonly string[];
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
  /** @param made told whether it was put on its way */
  readonly onClose: (made: boolean) => void;
}

/** Fills in an act and puts it on record; what would follow from a call is shown before. Enter makes it. */
export function ActDialog({ act, about, whom, typed: first = {}, asksPerson = false, seq, onClose }: ActDialogProps) {
  const say = useWords(WORDS);
  const [typed, setTyped] = useState<Typed>(first);
  const [person, setPerson] = useState('');
  const command = actCommand(act, person.trim() === '' ? about : { ...about, person: person.trim() }, typed);
  const title = whom === '' ? act.says : say('act-of', { act: act.says, whom });
  const { problem, clear, sent, record } = useRecord(act, { command, title, onClose });
  const filled = act.fields.every((field) => isFilled(field, typed));
  const would = usePreview(useSettled(act.sort === 'call' && filled ? command : undefined), seq);
  const plates = about.cars ?? (about.car === undefined ? [] : [about.car]);
  return (
    <Dialog
      title={title}
      onClose={() => onClose(false)}
      buttons={
        <>
          <Button onPress={() => onClose(false)}>{say('no')}</Button>
          <Button
            kind={act.sort === 'call' ? 'danger' : 'main'}
            size={act.sort === 'call' ? 'large' : 'normal'}
            onPress={() => void record()}
            whyNot={sent ? say('on-its-way') : undefined}
            autoFocus={act.fields.length === 0}
          >
            {say(act.sort === 'call' ? 'make-call' : 'record')}
          </Button>
        </>
      }
    >
      <p className="row">
        {plates.map((car) => (
          <Plate key={car} car={car} large />
        ))}
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
            clear();
            setTyped(next);
          }}
          autoFocus={!asksPerson}
        />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
      {act.sort === 'call' && filled && <Changes would={would} />}
    </Dialog>
  );
}

interface Recording {
  readonly command: Unsigned<'mark' | 'record' | 'call'>;
  readonly title: string;
  readonly onClose: (made: boolean) => void;
}

/**
 * Puts an act on record, once. One without fields goes at once, and so does any while the server is away: nothing waits for the network.
 * What was typed stays until the rulebook has taken it.
 */
function useRecord({ fields }: Pick<ActShown, 'fields'>, { command, title, onClose }: Recording) {
  const { up } = useClub();
  const { give } = useGiving();
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const record = async (): Promise<void> => {
    if (sent) return;
    const waits = fields.length > 0 && up;
    setSent(true);
    if (!waits) onClose(true);
    const came = await give(command, { says: title, refusal: waits ? 'fields' : 'dialog' });
    if (!waits) return;
    setSent(false);
    if (came.is === 'done') onClose(true);
    else setProblem(came.problem);
  };
  return { problem, clear: () => setProblem(undefined), sent, record };
}

const isFilled = (field: ActField, typed: Typed): boolean =>
  field.optional || field.type === 'boolean' || String(typed[field.name] ?? '').trim() !== '';

/** The command that puts an act on record. */
export function actCommand(
  act: Pick<ActShown, 'name' | 'sort' | 'fields'>,
  about: ActAbout,
  typed: Typed,
): Unsigned<'mark' | 'record' | 'call'> {
  return { do: act.sort, name: act.name, ...about, fields: actValues(act.fields, typed) };
}
