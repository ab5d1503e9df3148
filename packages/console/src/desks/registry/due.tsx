import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Empty } from '../../design/empty.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { useAt } from './at.ts';
import { DownloadLink } from './download-link.tsx';
import { MendButtons } from './mend.tsx';
import { PersonLink } from './person-link.tsx';
import styles from './registry.module.css';
import { WORDS } from './words.ts';

type DueRow = Answer<'registry'>['due'][number];

const KINDS = { missing: 'bad', out: 'bad', soon: 'warn' } as const;

export interface DueProps {
  readonly due: readonly DueRow[];
  readonly meeting: string | undefined;
  readonly seq: number;
}

/** What is missing before the next start and what runs out, each with what mends it. */
export function Due({ due, meeting, seq }: DueProps) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  const { classes } = useClub().club;
  const { person } = useAt();
  const [only, setOnly] = useState('');
  if (due.length === 0) return <Empty title={say('nothing-due')}>{say('nothing-due-how')}</Empty>;
  const kinds = [...Map.groupBy(due, (row) => row.says)].toSorted(([, a], [, b]) => b.length - a.length);
  const columns: readonly Column<DueRow>[] = [
    {
      id: 'person',
      head: say('name'),
      names: true,
      order: (row) => row.person,
      cell: (row) => <PersonLink name={row.person} />,
    },
    {
      id: 'car',
      head: say('car'),
      order: (row) => row.car,
      cell: (row) =>
        row.car === undefined ? null : (
          <span className={styles['car']}>
            <Plate car={row.car} /> <span className="quiet">{classes.find(({ id }) => id === row.class)?.name ?? ''}</span>
          </span>
        ),
    },
    { id: 'is', head: say('what'), order: (row) => row.is, cell: (row) => <Badge kind={KINDS[row.is]}>{say(`due-${row.is}`)}</Badge> },
    {
      id: 'says',
      head: say('why'),
      order: (row) => row.says,
      cell: (row) => (
        <span>
          {row.says} <Clauses clauses={row.clauses} />
          {row.until !== undefined && row.is !== 'missing' && <span className="quiet"> {date(row.until)}</span>}
        </span>
      ),
    },
    { id: 'mend', head: say('mend'), cell: (row) => <MendButtons about={row} meeting={meeting} seq={seq} /> },
  ];
  const rows = due.filter((row) => only === '' || row.says === only);
  return (
    <div className="stack">
      <div className={styles['filters']}>
        <ChoiceField
          label={say('show')}
          choices={[
            { id: '', says: say('due-all', { count: due.length }) },
            ...kinds.map(([says, own]) => ({ id: says, says: `${says} (${own.length})` })),
          ]}
          value={only}
          onChange={setOnly}
        />
      </div>
      <div className={styles['head']}>
        <p role="status">{say('due-count', { count: rows.length })}</p>
        <DownloadLink view="registry" fields={meeting === undefined ? {} : { meeting }} list="due" />
      </div>
      <Table
        caption={say('tab-due')}
        columns={columns}
        rows={rows}
        keyOf={(row) => `${row.person} ${row.class ?? ''} ${row.car ?? ''} ${row.is} ${row.says}`}
        marked={(row) => row.person === person}
      />
    </div>
  );
}
