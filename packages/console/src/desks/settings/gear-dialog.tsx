import type { GearHealth } from '@racetower/server/client';
import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ChoiceField, Field, Form } from '../../design/field.tsx';
import { missing } from '../../design/missing.ts';
import { useWords } from '../../words/words.tsx';
import { useAtField, useDoing } from './asking.ts';
import { WORDS } from './words.ts';

/** What gear of a server can speak. */
export const PROTOCOL_IDS = ['p3', 'amb-text', 'rmonitor', 'lines', 'lines-number', 'csv'] as const;

export interface GearDialogProps {
  /** Gear that is changed; left out: more gear. */
  readonly gear?: GearHealth;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

/** Sets gear up: what it is called, what it speaks, and where it is. */
export function GearDialog({ gear, taken, onClose }: GearDialogProps) {
  const say = useWords(WORDS);
  const { problem, run, refuse } = useDoing();
  const shown = useAtField(problem, ['source', 'at', 'loop', 'protocol']);
  const [name, setName] = useState(gear?.source ?? (taken.length === 0 ? 'start-finish' : ''));
  const [protocol, setProtocol] = useState(gear?.protocol ?? 'p3');
  const [at, setAt] = useState(gear?.at ?? '');
  const [loop, setLoop] = useState(gear?.loop ?? '');
  const set = async (): Promise<void> => {
    const id = name.trim().toLowerCase().replaceAll(/\s+/g, '-');
    const wrong = missing({
      source: id === '' ? say('needs-gear-name') : gear === undefined && taken.includes(id) && say('gear-taken'),
      at: at.trim() === '' && say('needs-at'),
    });
    if (wrong) return refuse(wrong);
    const came = await run(
      ({ timing }) => timing.set(id, { protocol, at: at.trim(), ...(loop.trim() === '' ? {} : { loop: loop.trim() }) }),
      say('gear-set', { source: id }),
    );
    if (came) onClose();
    return undefined;
  };
  return (
    <Dialog
      title={say(gear ? 'change-gear' : 'add-gear')}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={() => void set()}>
            {say('set-up')}
          </Button>
        </>
      }
    >
      <Form problem={shown} onSubmit={() => void set()}>
        {gear === undefined && (
          <Field label={say('gear-name')} name="source" value={name} onChange={setName} hint={say('gear-name-hint')} autoFocus />
        )}
        <ChoiceField
          label={say('speaks')}
          name="protocol"
          choices={PROTOCOL_IDS.map((id) => ({ id, says: say(`speaks-${id}`) }))}
          value={protocol}
          onChange={setProtocol}
        />
        <Field label={say('is-at')} name="at" value={at} onChange={setAt} hint={say('is-at-hint')} />
        <Field label={say('loop')} name="loop" value={loop} onChange={setLoop} hint={say('loop-hint')} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}
