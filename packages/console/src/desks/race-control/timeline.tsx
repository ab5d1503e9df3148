import type { Answer } from '@racetower/server/client';
import { type ReactNode, useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Why } from '../../design/why.tsx';
import { Changes } from '../../shell/changes.tsx';
import { whoGave } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import { MomentDialog } from './moment-dialog.tsx';
import type { AtRace } from './race.ts';
import styles from './race-control.module.css';
import { WORDS } from './words.ts';

export type Happened = Answer<'timeline'>['rows'][number];

const MEANT = new Set(['fact-voided', 'fact-restored', 'fact-corrected']);

/** What happened, the latest first, calls that are on their way above it. Each can be taken back; a flag has its true moment. */
export function Timeline({ at }: { readonly at: AtRace }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { waiting } = useGiving();
  const rows = useView('timeline', at).answer?.rows ?? [];
  const [open, setOpen] = useState<{ readonly row: Happened; readonly what: 'undo' | 'moment' }>();
  const mayNot = (command: 'void' | 'correct'): string | undefined =>
    acting.gives.includes(command) ? undefined : say('not-yours', { role: acting.role });
  return (
    <>
      <ol className={styles['timeline']}>
        {waiting.toReversed().map((call) => (
          <li key={call.key} data-waiting>
            <Badge kind="warn">{say('on-its-way')}</Badge> {call.says}
          </li>
        ))}
        {rows.toReversed().map((row) => (
          <Row
            key={row.seq}
            row={row}
            buttons={
              !row.voided &&
              !MEANT.has(row.kind) && (
                <>
                  {row.kind === 'flag-shown' && (
                    <Button kind="bare" whyNot={mayNot('correct')} onPress={() => setOpen({ row, what: 'moment' })}>
                      {say('true-moment')}
                    </Button>
                  )}
                  <Button kind="bare" whyNot={mayNot('void')} onPress={() => setOpen({ row, what: 'undo' })}>
                    {say('take-back')}
                  </Button>
                </>
              )
            }
          />
        ))}
      </ol>
      {rows.length === 0 && waiting.length === 0 && <p className="quiet">{say('nothing-yet')}</p>}
      {open?.what === 'undo' && <TakeBack at={at} row={open.row} onClose={() => setOpen(undefined)} />}
      {open?.what === 'moment' && <MomentDialog at={at} row={open.row} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Row({ row, buttons }: { readonly row: Happened; readonly buttons: ReactNode }) {
  const say = useWords(WORDS);
  const { time } = useInstants();
  return (
    <li data-voided={row.voided}>
      <span className={styles['when']}>{time(row.moment ?? row.at)}</span>
      <span className={styles['what']}>
        <Why about={row.says} because={row.because}>
          {row.says}
        </Why>{' '}
        <span className="quiet">{whoGave(row.by)}</span>
        {row.voided && <Badge kind="bad">{say('taken-back')}</Badge>}
      </span>
      <span className={styles['rowButtons']}>{buttons}</span>
    </li>
  );
}

interface TakeBackProps {
  readonly at: AtRace;
  readonly row: Happened;
  readonly onClose: () => void;
}

function TakeBack({ row, onClose }: TakeBackProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const why = say('taken-back-why', { what: row.says });
  const would = usePreview({ do: 'void', fact: row.seq, why }, row.seq);
  const undo = (): void => {
    onClose();
    void give({ do: 'void', fact: row.seq, why }, { says: why });
  };
  return (
    <Dialog
      title={say('take-back-what', { what: row.says })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={undo} autoFocus>
            {say('take-back')}
          </Button>
        </>
      }
    >
      <Changes would={would} />
    </Dialog>
  );
}
