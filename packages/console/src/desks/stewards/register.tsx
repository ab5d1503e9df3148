import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useView } from '../../api/club.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Field } from '../../design/field.tsx';
import { useMoney } from '../../design/money.ts';
import { type Column, Table } from '../../design/table.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

type Row = Answer<'discipline'>['record'][number];
type Suspension = Answer<'suspensions'>['suspensions'][number];
type Fine = Answer<'fines'>['fines'][number];

/** Everything lasting that was laid on somebody, with suspensions and fines as they stand. */
export function Register() {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const { answer, pending } = useView('discipline', {});
  const [wanted, setWanted] = useState('');
  if (pending) return <Waiting says={say('loading')} />;
  const fits = (name: string): boolean => name.toLowerCase().includes(wanted.trim().toLowerCase());
  const rows = answer?.record.filter((row) => fits(row.person)) ?? [];
  const columns: readonly Column<Row>[] = [
    { id: 'person', head: say('person'), names: true, cell: (row) => row.person },
    {
      id: 'says',
      head: say('laid'),
      cell: (row) => (
        <Why about={say('laid-on', { person: row.person })} because={row.because}>
          {row.says}
        </Why>
      ),
    },
    { id: 'at', head: say('when'), wide: true, cell: (row) => day(row.at) },
    { id: 'case', head: say('case'), wide: true, cell: (row) => row.case ?? '' },
  ];
  return (
    <div className="stack">
      <div className={styles['narrow']}>
        <Field label={say('search')} name="search" value={wanted} onChange={setWanted} type="search" />
      </div>
      <section className="card stack" aria-label={say('tab-register')}>
        {rows.length === 0 ? (
          <Empty title={say('no-record')}>{say('no-record-how')}</Empty>
        ) : (
          <Table
            caption={say('table-of', { what: say('tab-register') })}
            columns={columns}
            rows={rows}
            keyOf={(row) => `${row.person} ${row.at} ${row.says}`}
          />
        )}
      </section>
      <Suspensions fits={fits} />
      <Fines fits={fits} />
    </div>
  );
}

function Suspensions({ fits }: { readonly fits: (name: string) => boolean }) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const rows = useView('suspensions', {}).answer?.suspensions.filter((row) => fits(row.driver)) ?? [];
  if (rows.length === 0) return null;
  const columns: readonly Column<Suspension>[] = [
    {
      id: 'driver',
      head: say('person'),
      names: true,
      cell: (row) => (
        <Why about={say('laid-on', { person: row.driver })} because={row.because}>
          {row.driver}
        </Why>
      ),
    },
    { id: 'served', head: say('served'), cell: (row) => row.served?.join(', ') ?? '' },
    { id: 'coming', head: say('coming'), cell: (row) => row.coming?.join(', ') ?? '' },
    { id: 'until', head: say('ends'), cell: (row) => (row.ever ? say('ever') : row.until === undefined ? '' : day(row.until)) },
  ];
  return (
    <section className="card stack" aria-label={say('suspensions')}>
      <h2>{say('suspensions')}</h2>
      <Table
        caption={say('table-of', { what: say('suspensions') })}
        columns={columns}
        rows={rows}
        keyOf={(row) => `${row.driver} ${row.because.facts.join(' ')}`}
      />
    </section>
  );
}

function Fines({ fits }: { readonly fits: (name: string) => boolean }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const rows = useView('fines', {}).answer?.fines.filter((row) => fits(row.person)) ?? [];
  if (rows.length === 0) return null;
  const columns: readonly Column<Fine>[] = [
    { id: 'person', head: say('person'), names: true, cell: (row) => row.person },
    {
      id: 'cents',
      head: say('fine'),
      number: true,
      cell: (row) => (
        <Why about={say('laid-on', { person: row.person })} because={row.because}>
          {money(row.cents)}
        </Why>
      ),
    },
    { id: 'paid', head: say('paid'), number: true, cell: (row) => money(row.paidCents) },
    { id: 'open', head: say('still-open'), number: true, cell: (row) => money(row.openCents) },
  ];
  return (
    <section className="card stack" aria-label={say('fines')}>
      <h2>{say('fines')}</h2>
      <Table caption={say('table-of', { what: say('fines') })} columns={columns} rows={rows} keyOf={(row) => `${row.person} ${row.id}`} />
    </section>
  );
}
