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

export interface PapersOf {
  readonly meeting: string;
  readonly class: string;
  readonly car: string;
  readonly driver: string;
  readonly handler?: string | undefined;
}

/** The papers of an entry, and the number of the fact that they show. */
export interface PapersShown {
  readonly rows: readonly { readonly paper: Paper; readonly person: string }[];
  readonly seq: number;
}

/** Follows the papers of a car and its people: those that the role keeps, and those that others have put on record. */
export function usePapers(of: PapersOf | undefined): PapersShown {
  const { acting } = useClub();
  const { meeting = '', class: classId = '', car = '', driver = '', handler } = of ?? {};
  const ofDriver = useView('papers', of && { meeting, class: classId, car, person: driver, role: acting.role });
  const ofHandler = useView(
    'papers',
    handler === undefined || handler === driver ? undefined : { meeting, person: handler, role: acting.role },
  );
  const rows = [
    ...(ofDriver.answer?.papers ?? []).map((paper) => ({ paper, person: driver })),
    ...(ofHandler.answer?.papers ?? []).filter((paper) => paper.of === 'person').map((paper) => ({ paper, person: handler ?? '' })),
  ];
  // What others keep is of interest once it is there; what nobody keeps is missed by the rulebook, when it asks for it.
  return {
    rows: rows.filter(({ paper }) => paper.mayGive || paper.stands !== undefined),
    seq: Math.max(ofDriver.seq, ofHandler.seq),
  };
}

export interface PapersProps {
  readonly of: PapersOf;
  readonly papers: PapersShown;
}

/** The papers of a car and its people, each with the one that stands or a button to put one on record. */
export function Papers({ of, papers }: PapersProps) {
  const say = useWords(WORDS);
  if (papers.rows.length === 0) return null;
  return (
    <details className="stack" open={papers.rows.length <= 8}>
      <summary>
        <h3 className={styles['summary']}>
          {say('papers', { count: papers.rows.filter(({ paper }) => paper.stands === undefined).length })}
        </h3>
      </summary>
      <PaperList of={of} papers={papers} />
    </details>
  );
}

/** Papers that the role keeps and that are not there yet. */
export const missingOf = ({ rows }: PapersShown): PapersShown['rows'] =>
  rows.filter(({ paper }) => paper.mayGive && paper.stands === undefined);

/** Papers that are missing while an entry is typed, so that nobody has to come to the window twice. */
export function MissingPapers({ of, papers }: PapersProps) {
  const say = useWords(WORDS);
  const rows = missingOf(papers);
  if (rows.length === 0) return null;
  return (
    <section className="stack" aria-label={say('missing-papers')} data-missing>
      <h3>{say('missing-papers')}</h3>
      <PaperList of={of} papers={{ rows, seq: papers.seq }} />
    </section>
  );
}

function PaperList({ of: { meeting, class: classId, car }, papers }: PapersProps) {
  const say = useWords(WORDS);
  return (
    <ul className={styles['papers']}>
      {papers.rows.map(({ paper, person }) => (
        <PaperRow
          key={`${paper.record} ${person}`}
          paper={paper}
          whom={paper.of === 'person' ? person : say('car-of', { car })}
          about={paper.of === 'person' ? { person } : { car, class: classId, ...(paper.of === 'entry' ? { meeting } : {}) }}
          meeting={meeting}
          seq={papers.seq}
        />
      ))}
    </ul>
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
  const [sent, setSent] = useState(false);
  const act = { name: paper.record, sort: 'record' as const, says: paper.says, fields: paper.fields, clauses: paper.because.clauses };
  const here = { meeting, ...about };
  const record = async (): Promise<void> => {
    if (paper.fields.length > 0) return setOpen(true);
    if (sent) return;
    setSent(true);
    await give(actCommand(act, here, {}), { says: say('paper-of', { paper: paper.says, whom }) });
    setSent(false);
  };
  const filled = Object.entries(paper.stands?.fields ?? {}).map(
    ([name, value]) => `${name.replaceAll('-', ' ')}: ${value === true ? '✓' : value === false ? '✕' : String(value)}`,
  );
  const mayNot = paper.mayGive ? undefined : say('paper-by', { roles: paper.by.map(roleName).join(', ') });
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
      <Button onPress={() => void record()} whyNot={mayNot ?? (sent ? say('on-its-way') : undefined)}>
        {paper.stands ? say('again') : say('record')}
        <span className="visually-hidden"> {say('paper-of', { paper: paper.says, whom })}</span>
      </Button>
      {open && <ActDialog act={act} about={here} whom={whom} typed={{ passed: true }} seq={seq} onClose={() => setOpen(false)} />}
    </li>
  );
}
