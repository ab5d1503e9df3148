import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { useSettled } from '../../api/settled.ts';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field, Form } from '../../design/field.tsx';
import { atItsField, missing } from '../../design/missing.ts';
import { Changes } from '../../shell/changes.tsx';
import { useWords } from '../../words/words.tsx';
import type { Meeting } from './seasons.ts';
import { WORDS } from './words.ts';

/** Cancels a meeting with the reason that everybody reads; what changes by it stands there before. */
export function CancelDialog({ meeting, onClose }: { readonly meeting: Meeting; readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  const { give } = useGiving();
  const { seq } = useView('meetings', {});
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const name = meeting.name === meeting.date ? date(meeting.date) : meeting.name;
  const command = { do: 'cancel-meeting', meeting: meeting.meeting, why: why.trim() } as const;
  const would = usePreview(useSettled(why.trim() === '' ? { ...command, why: '…' } : command), seq);
  const cancel = async (): Promise<void> => {
    const wanted = missing({ why: why.trim() === '' && say('needs-why') });
    if (wanted) return setProblem(wanted);
    if (sent) return undefined;
    setSent(true);
    const came = await give(command, { says: say('cancelled-of', { meeting: name }), refusal: 'form' });
    setSent(false);
    return came.is === 'done' ? onClose() : setProblem(atItsField(came.problem, ['why']));
  };
  return (
    <Dialog
      title={say('cancel-of', { meeting: name })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('keep-it')}</Button>
          <Button kind="danger" onPress={() => void cancel()}>
            {say('cancel')}
          </Button>
        </>
      }
    >
      <p>{say('cancel-how')}</p>
      <Form problem={problem} onSubmit={() => void cancel()}>
        <Field label={say('why')} name="why" value={why} onChange={setWhy} hint={say('why-hint')} autoFocus />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
      <Changes would={would} />
    </Dialog>
  );
}
