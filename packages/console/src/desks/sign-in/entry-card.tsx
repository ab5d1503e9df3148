import type { Answer } from '@racetower/server/client';
import { type ReactNode, useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { useKeys } from '../../design/keys.tsx';
import { usePaper } from '../../design/paper.tsx';
import { Changes } from '../../shell/changes.tsx';
import type { Meeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { Fees } from './fees.tsx';
import { Papers, usePapers } from './papers.tsx';
import { Pass } from './pass.tsx';
import { Pill } from './pill.tsx';
import { WORDS } from './words.ts';

type Entry = Answer<'entries'>['entries'][number];

export interface EntryCardProps {
  readonly meeting: Meeting;
  readonly entry: Entry;
  readonly seed: string | undefined;
  readonly seq: number;
  /** Something was done with it: the window goes on. */
  readonly onDone: () => void;
}

/** An entry at the window: its fee, its papers, its pill, its pass. */
export function EntryCard({ meeting, entry, seed, seq, onDone }: EntryCardProps) {
  const say = useWords(WORDS);
  const { club, acting } = useClub();
  const { date } = useInstants();
  const { print, paper } = usePaper();
  const [leaving, setLeaving] = useState(false);
  const where = { meeting: meeting.meeting, class: entry.class, car: entry.car };
  const whose = { ...where, driver: entry.driver, handler: entry.handler };
  const papers = usePapers(whose);
  const buckets = useView('buckets', { meeting: meeting.meeting, class: entry.class, role: acting.role }).answer?.buckets ?? [];
  const className = club.classes.find((each) => each.id === entry.class)?.name ?? entry.class;
  const pass: ReactNode = (
    <Pass club={club} meeting={meeting} date={date(meeting.date)} className={className} entry={entry} title={say('pit-pass')} />
  );
  useKeys(say('entry'), [{ key: 'ctrl+p', says: say('print-pass'), do: () => print(pass) }]);
  return (
    <section className="card stack" aria-label={say('entry-of', { car: entry.car, driver: entry.driver })}>
      <div className="row">
        <Plate car={entry.car} large />
        <h2>{entry.driver}</h2>
        <span>{className}</span>
        {entry.handler !== undefined && <span className="quiet">{say('handled-by', { who: entry.handler })}</span>}
        <Badge kind={entry.withdrawn ? 'bad' : 'good'}>{say(entry.withdrawn ? 'withdrawn' : 'is-in')}</Badge>
      </div>
      {!entry.withdrawn &&
        buckets
          .filter((each) => each.of === 'entry')
          .map((bucket) => <Pill key={bucket.draw} {...where} bucket={bucket} seed={seed} onDrawn={onDone} />)}
      <Fees {...where} />
      <Papers of={whose} papers={papers} />
      <div className="row">
        <Button onPress={() => print(pass)} shortcut="Ctrl P">
          {say('print-pass')}
        </Button>
        {!entry.withdrawn && (
          <Button kind="danger" onPress={() => setLeaving(true)} whyNot={acting.gives.includes('withdraw') ? undefined : say('not-yours')}>
            {say('withdraw')}
          </Button>
        )}
      </div>
      {leaving && (
        <Withdraw
          where={where}
          whom={say('entry-of', { car: entry.car, driver: entry.driver })}
          seq={seq}
          onClose={() => {
            setLeaving(false);
            onDone();
          }}
        />
      )}
      {paper}
    </section>
  );
}

interface WithdrawProps {
  readonly where: { readonly meeting: string; readonly class: string; readonly car: string };
  readonly whom: string;
  readonly seq: number;
  readonly onClose: () => void;
}

/** Takes an entry out of the meeting, with what that changes shown before. */
function Withdraw({ where, whom, seq, onClose }: WithdrawProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const [why, setWhy] = useState('');
  const would = usePreview({ do: 'withdraw', ...where }, seq);
  const withdraw = (): void => {
    onClose();
    void give({ do: 'withdraw', ...where, ...(why.trim() === '' ? {} : { why: why.trim() }) }, { says: say('withdraw-of', { whom }) });
  };
  return (
    <Dialog
      title={say('withdraw-of', { whom })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="danger" onPress={withdraw}>
            {say('withdraw')}
          </Button>
        </>
      }
    >
      <Field label={say('why-withdraw')} name="why" value={why} onChange={setWhy} autoFocus autoComplete="off" />
      <Changes would={would} />
    </Dialog>
  );
}
