import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { type ActAbout, actCommand, ActDialog } from '../../acts/act-dialog.tsx';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Clauses } from '../../design/why.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import styles from './sign-in.module.css';
import { WORDS } from './words.ts';

type Paper = Answer<'papers'>['papers'][number];

export interface PapersProps {
  readonly meeting: string;
  readonly class: string;
  readonly car: string;
  readonly driver: string;
  readonly handler?: string | undefined;
}

/** The papers of a car and its people, each with the one that stands or a button to put one on record. */
export function Papers({ meeting, class: classId, car, driver, handler }: PapersProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const ofDriver = useView('papers', { meeting, class: classId, car, person: driver, role: acting.role });
  const ofHandler = useView('papers', handler === undefined ? undefined : { meeting, person: handler, role: acting.role });
  const rows = [
    ...(ofDriver.answer?.papers ?? []).map((paper) => ({ paper, person: driver })),
    ...(ofHandler.answer?.papers ?? []).filter((paper) => paper.of === 'person').map((paper) => ({ paper, person: handler ?? '' })),
  ];
  // What others keep is of interest once it is there; what nobody keeps is missed by the rulebook, when it asks for it.
  const shown = rows.filter(({ paper }) => paper.mayGive || paper.stands !== undefined);
  if (shown.length === 0) return null;
  return (
    <details className="stack" open={shown.length <= 8}>
      <summary>
        <h3 className={styles['summary']}>{say('papers', { count: shown.filter(({ paper }) => paper.stands === undefined).length })}</h3>
      </summary>
      <ul className={styles['papers']}>
        {shown.map(({ paper, person }) => (
          <PaperRow
            key={`${paper.record} ${person}`}
            paper={paper}
            whom={paper.of === 'person' ? person : say('car-of', { car })}
            about={paper.of === 'person' ? { person } : { car, class: classId, ...(paper.of === 'entry' ? { meeting } : {}) }}
            meeting={meeting}
            seq={ofDriver.seq}
          />
        ))}
      </ul>
    </details>
  );
}

interface PaperRowProps {
  readonly paper: Paper;
  readonly whom: string;
  readonly about: ActAbout;
  readonly meeting: string;
  readonly seq: number;
}

function PaperRow({ paper, whom, about, meeting, seq }: PaperRowProps) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const { give } = useGiving();
  const [open, setOpen] = useState(false);
  const act = { name: paper.record, sort: 'record' as const, says: paper.says, fields: paper.fields, clauses: paper.because.clauses };
  const here = { meeting, ...about };
  const record = (): void => {
    if (paper.fields.length > 0) setOpen(true);
    else void give(actCommand(act, here, {}), { says: say('paper-of', { paper: paper.says, whom }) });
  };
  const filled = Object.entries(paper.stands?.fields ?? {}).map(
    ([name, value]) => `${name}: ${value === true ? '✓' : value === false ? '✕' : String(value)}`,
  );
  return (
    <li>
      <span>
        {paper.says} <span className="quiet">{whom}</span> <Clauses clauses={paper.because.clauses} />
        {paper.stands && (
          <span className={styles['stands']}>
            <Badge kind="good">{say('on-record')}</Badge> <span className="quiet">{[day(paper.stands.at), ...filled].join(' · ')}</span>
          </span>
        )}
      </span>
      <Button onPress={record} whyNot={paper.mayGive ? undefined : say('paper-by', { roles: paper.by.map(roleName).join(', ') })}>
        {paper.stands ? say('again') : say('record')}
        <span className="visually-hidden"> {say('paper-of', { paper: paper.says, whom })}</span>
      </Button>
      {open && <ActDialog act={act} about={here} whom={whom} typed={{ passed: true }} seq={seq} onClose={() => setOpen(false)} />}
    </li>
  );
}
