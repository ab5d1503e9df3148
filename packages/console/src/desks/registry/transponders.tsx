import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Field } from '../../design/field.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { useWords } from '../../words/words.tsx';
import { DownloadLink } from './download-link.tsx';
import { PersonLink } from './person-link.tsx';
import styles from './registry.module.css';
import { TransponderDialog, type TransponderDialogProps } from './transponder-dialog.tsx';
import { WORDS } from './words.ts';

type Row = Answer<'transponders'>['transponders'][number];

/** Which transponder is in which car, with those in two cars, cars without one and reads that are nobody's. */
export function Transponders({ meeting }: { readonly meeting: string | undefined }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { answer, pending } = useView('transponders', meeting === undefined ? {} : { meeting });
  const [draft, setDraft] = useState<TransponderDialogProps['draft']>();
  const [typed, setTyped] = useState('');
  const mayNot = acting.gives.includes('assign-transponder') ? undefined : say('not-yours');
  if (pending) return <Waiting says={say('loading')} />;
  const sought = typed.trim().toLowerCase();
  const rows = (answer?.transponders ?? []).filter((row) =>
    [row.transponder, row.car, row.person ?? ''].some((text) => text.toLowerCase().includes(sought)),
  );
  return (
    <div className="stack">
      <div className={styles['filters']}>
        <Field
          label={say('search')}
          hint={say('search-transponder')}
          name="search"
          type="search"
          value={typed}
          onChange={setTyped}
          autoComplete="off"
        />
      </div>
      <div className={styles['head']}>
        <p role="status">{say('transponders-count', { count: rows.length })}</p>
        <span className="row">
          <DownloadLink view="transponders" fields={meeting === undefined ? {} : { meeting }} />
          <Button onPress={() => setDraft({})} whyNot={mayNot}>
            {say('give-transponder')}
          </Button>
        </span>
      </div>
      <div className={styles['two']}>
        {answer && answer.transponders.length === 0 ? (
          <Empty title={say('no-transponders')}>{say('no-transponders-how')}</Empty>
        ) : (
          <Carried rows={rows} mayNot={mayNot} />
        )}
        <div className="stack">
          <Strangers rows={answer?.strangers ?? []} mayNot={mayNot} onGive={(transponder) => setDraft({ transponder })} />
          <Without rows={answer?.without ?? []} mayNot={mayNot} onGive={setDraft} />
        </div>
      </div>
      {draft && <TransponderDialog draft={draft} onClose={() => setDraft(undefined)} />}
    </div>
  );
}

function Carried({ rows, mayNot }: { readonly rows: readonly Row[]; readonly mayNot: string | undefined }) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const { give } = useGiving();
  const columns: readonly Column<Row>[] = [
    { id: 'transponder', head: say('transponder'), names: true, order: (row) => row.transponder, cell: (row) => row.transponder },
    { id: 'car', head: say('car'), order: (row) => row.car, cell: (row) => <Plate car={row.car} /> },
    {
      id: 'class',
      head: say('class'),
      wide: true,
      order: (row) => row.class,
      cell: (row) => classes.find(({ id }) => id === row.class)?.name ?? row.class,
    },
    {
      id: 'person',
      head: say('name'),
      order: (row) => row.person,
      cell: (row) => (row.person === undefined ? '–' : <PersonLink name={row.person} />),
    },
    {
      id: 'twice',
      head: say('remark'),
      order: (row) => (row.shared.length > 0 ? 0 : 1),
      cell: (row) =>
        row.shared.length === 0 ? null : (
          <Badge kind={row.twice ? 'bad' : 'warn'}>
            {say(row.twice ? 'also-in' : 'shared-with', { cars: row.shared.map((each) => each.car).join(', ') })}
          </Badge>
        ),
    },
    {
      id: 'take',
      head: say('do'),
      cell: (row) => (
        <Button
          onPress={() =>
            void give(
              { do: 'assign-transponder', class: row.class, car: row.car, transponder: row.transponder, off: true },
              { says: say('transponder-taken', { transponder: row.transponder, car: row.car }) },
            )
          }
          whyNot={mayNot}
        >
          {say('take-out')}
          <span className="visually-hidden"> {say('of-car', { what: row.transponder, car: row.car })}</span>
        </Button>
      ),
    },
  ];
  return <Table caption={say('tab-transponders')} columns={columns} rows={rows} keyOf={(row) => `${row.class} ${row.car}`} />;
}

interface StrangersProps {
  readonly rows: Answer<'transponders'>['strangers'];
  readonly mayNot: string | undefined;
  readonly onGive: (transponder: string) => void;
}

function Strangers({ rows, mayNot, onGive }: StrangersProps) {
  const say = useWords(WORDS);
  if (rows.length === 0) return null;
  return (
    <section className="card stack" aria-label={say('strangers')}>
      <h2>{say('strangers')}</h2>
      <p className="quiet">{say('strangers-how')}</p>
      <ul className={styles['plainList']}>
        {rows.map((row) => (
          <li key={row.transponder} className={styles['head']}>
            <span>
              <strong>{row.transponder}</strong> <span className="quiet">{say('reads', { count: row.reads })}</span>
            </span>
            <Button onPress={() => onGive(row.transponder)} whyNot={mayNot}>
              {say('whose-is-it')}
              <span className="visually-hidden"> {row.transponder}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface WithoutProps {
  readonly rows: Answer<'transponders'>['without'];
  readonly mayNot: string | undefined;
  readonly onGive: (draft: TransponderDialogProps['draft']) => void;
}

function Without({ rows, mayNot, onGive }: WithoutProps) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  if (rows.length === 0) return null;
  return (
    <section className="card stack" aria-label={say('without')}>
      <h2>{say('without')}</h2>
      <ul className={styles['plainList']}>
        {rows.map((row) => (
          <li key={`${row.class} ${row.car}`} className={styles['head']}>
            <span className={styles['car']}>
              <Plate car={row.car} /> {row.person} <span className="quiet">{classes.find(({ id }) => id === row.class)?.name}</span>
            </span>
            <Button onPress={() => onGive({ class: row.class, car: row.car })} whyNot={mayNot}>
              {say('give-transponder')}
              <span className="visually-hidden"> {say('car-of', { car: row.car })}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
