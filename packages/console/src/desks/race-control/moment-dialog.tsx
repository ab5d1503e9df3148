import { useState } from 'react';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { Changes } from '../../shell/changes.tsx';
import { useWords } from '../../words/words.tsx';
import type { AtRace } from './race.ts';
import type { Happened } from './timeline.tsx';
import { WORDS } from './words.ts';

export interface MomentDialogProps {
  readonly at: AtRace;
  readonly row: Happened;
  readonly onClose: () => void;
}

const EARLIER = [1, 2, 3, 5, 10, 20];

/** Says when a flag was really shown: the button was pressed so many seconds late. */
export function MomentDialog({ row, onClose }: MomentDialogProps) {
  const say = useWords(WORDS);
  const { time } = useInstants();
  const { give } = useGiving();
  const [seconds, setSeconds] = useState('2');
  const late = Number(seconds);
  const valid = Number.isFinite(late) && late > 0 && late < 3600;
  const moment = valid ? new Date(Date.parse(row.at) - late * 1000).toISOString() : row.at;
  const command = { do: 'correct', fact: row.seq, body: { moment }, why: say('moment-why', { seconds }) } as const;
  const would = usePreview(valid ? command : undefined, row.seq);
  const set = (): void => {
    onClose();
    void give(command, { says: say('moment-set', { what: row.says }) });
  };
  return (
    <Dialog
      title={say('moment-of', { what: row.says })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={set} whyNot={valid ? undefined : say('seconds-how')}>
            {say('moment-take', { time: time(moment) })}
          </Button>
        </>
      }
    >
      <p>{say('moment-how', { time: time(row.at) })}</p>
      <div className="row">
        {EARLIER.map((each) => (
          <Button key={each} onPress={() => setSeconds(String(each))} aria-pressed={late === each}>
            {say('seconds-earlier', { count: each })}
          </Button>
        ))}
      </div>
      <Field label={say('seconds')} name="body.moment" value={seconds} onChange={setSeconds} inputMode="decimal" autoFocus />
      {valid && <Changes would={would} />}
    </Dialog>
  );
}
