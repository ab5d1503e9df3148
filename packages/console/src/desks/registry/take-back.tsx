import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { ActFields } from '../../acts/act-fields.tsx';
import { type ActField, actValues, type Typed } from '../../acts/act-values.ts';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { useSettled } from '../../api/settled.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field, Form } from '../../design/field.tsx';
import { Changes } from '../../shell/changes.tsx';
import { useWords } from '../../words/words.tsx';
import { localProblem } from './local-problem.ts';
import { typedFrom } from './member-dialog.tsx';
import { WORDS } from './words.ts';

interface TakeBackProps {
  readonly fact: number;
  readonly what: string;
  readonly onClose: () => void;
}

/** Takes a mistake off the record with a reason, with what that changes shown before. */
export function TakeBackDialog({ fact, what, onClose }: TakeBackProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const would = usePreview(useSettled({ do: 'void', fact, why: why.trim() || say('by-mistake') }), fact);
  const save = (): void => {
    if (why.trim() === '') return setProblem(localProblem('why', say('needs-why')));
    onClose();
    void give({ do: 'void', fact, why: why.trim() }, { says: say('took-back', { what }) });
  };
  return (
    <Dialog
      title={say('take-back-of', { what })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('cancel')}</Button>
          <Button kind="danger" onPress={save}>
            {say('take-back')}
          </Button>
        </>
      }
    >
      <Form problem={problem} onSubmit={save}>
        <Field
          label={say('reason')}
          name="why"
          value={why}
          onChange={(next) => {
            setProblem(undefined);
            setWhy(next);
          }}
          autoFocus
          autoComplete="off"
        />
      </Form>
      <Changes would={would} />
    </Dialog>
  );
}

interface CorrectProps extends TakeBackProps {
  readonly fields: readonly ActField[];
  readonly known: Readonly<Record<string, unknown>>;
}

/** Puts right what was filled in; the log keeps both. */
export function CorrectDialog({ fact, what, fields, known, onClose }: CorrectProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const [typed, setTyped] = useState<Typed>(() => typedFrom(fields, known));
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const save = async (): Promise<void> => {
    if (sent) return;
    if (why.trim() === '') return setProblem(localProblem('why', say('needs-why')));
    setSent(true);
    const came = await give(
      { do: 'correct', fact, body: { fields: actValues(fields, typed) }, why: why.trim() },
      { says: say('corrected', { what }), refusal: 'fields' },
    );
    setSent(false);
    if (came.is === 'done') return onClose();
    return setProblem(came.problem);
  };
  return (
    <Dialog
      title={say('correct-of', { what })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('cancel')}</Button>
          <Button kind="main" onPress={() => void save()} whyNot={sent ? say('on-its-way') : undefined}>
            {say('correct')}
          </Button>
        </>
      }
    >
      <Form problem={problem} onSubmit={() => void save()}>
        <ActFields
          fields={fields}
          typed={typed}
          onTyped={(next) => {
            setProblem(undefined);
            setTyped(next);
          }}
          autoFocus
        />
        <Field
          label={say('reason')}
          name="why"
          value={why}
          onChange={(next) => {
            setProblem(undefined);
            setWhy(next);
          }}
          autoComplete="off"
        />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}
