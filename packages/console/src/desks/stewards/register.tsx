import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { ChoiceField, Field } from '../../design/field.tsx';
import { useMoney } from '../../design/money.ts';
import { type Column, Table } from '../../design/table.tsx';
import { Why } from '../../design/why.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { sentenceOf } from './case-names.ts';
import { wordsOf } from './filed.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

type Row = Answer<'discipline'>['record'][number];
type Suspension = Answer<'suspensions'>['suspensions'][number];
type Fine = Answer<'fines'>['fines'][number];
type OnLadder = Answer<'discipline'>['ladders'][number];
type Fits = (name: string) => boolean;

/** Everything lasting that was laid on somebody, with ladders, suspensions and fines as they stand. */
export function Register() {
  const say = useWords(WORDS);
  const { club } = useClub();
  const { meeting } = useMeeting();
  const season = meeting?.season === undefined ? {} : { season: meeting.season };
  const asked = meeting === undefined ? {} : { meeting: meeting.meeting, ...season };
  const { answer, pending } = useView('discipline', asked);
  const [wanted, setWanted] = useState('');
  const [kind, setKind] = useState('');
  if (pending) return <Waiting says={say('loading')} />;
  const all = answer?.record ?? [];
  const fits: Fits = (name) => name.toLowerCase().includes(wanted.trim().toLowerCase());
  const rows = all.filter((row) => fits(row.person) && (kind === '' || row.kind === kind)).toReversed();
  return (
    <div className="stack">
      <div className={styles['bar']}>
        <Field label={say('search')} name="search" value={wanted} onChange={setWanted} type="search" />
        <ChoiceField
          label={say('filter')}
          choices={[
            { id: '', says: say('everything') },
            ...[...new Set(all.map((row) => row.kind))].map((id) => ({ id, says: wordsOf(id) })),
          ]}
          value={kind}
          onChange={setKind}
        />
        <a className={styles['download']} href={`/api/clubs/${encodeURIComponent(club.club)}/views/discipline.csv`} download>
          {say('csv')}
        </a>
      </div>
      <div className={styles['columns']}>
        <section className="card stack" aria-label={say('tab-register')}>
          <h2>{say('tab-register')}</h2>
          {all.length === 0 ? (
            <Empty title={say('no-record')}>{say('no-record-how')}</Empty>
          ) : rows.length === 0 ? (
            <p className="quiet">{say('none-found')}</p>
          ) : (
            <Records rows={rows} />
          )}
        </section>
        <div className="stack">
          <Ladders rows={answer?.ladders.filter((row) => fits(row.person)) ?? []} />
          <Suspensions fits={fits} />
          <Fines fits={fits} />
        </div>
      </div>
    </div>
  );
}

function Records({ rows }: { readonly rows: readonly Row[] }) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const { meetings } = useMeeting();
  const columns: readonly Column<Row>[] = [
    { id: 'person', head: say('person'), names: true, cell: (row) => row.person },
    {
      id: 'says',
      head: say('laid'),
      cell: (row) => (
        <Why about={say('laid-on', { person: row.person })} because={row.because}>
          {sentenceOf(row.says)}
        </Why>
      ),
    },
    { id: 'at', head: say('when'), wide: true, cell: (row) => day(row.at) },
    {
      id: 'meeting',
      head: say('meeting'),
      wide: true,
      cell: (row) => meetings.find((each) => each.meeting === row.meeting)?.name ?? row.meeting ?? '',
    },
  ];
  return (
    <Table
      caption={say('table-of', { what: say('tab-register') })}
      columns={columns}
      rows={rows}
      keyOf={(row) => `${row.person} ${row.at} ${row.says}`}
    />
  );
}

function Ladders({ rows }: { readonly rows: readonly OnLadder[] }) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  if (rows.length === 0) return null;
  const columns: readonly Column<OnLadder>[] = [
    {
      id: 'person',
      head: say('person'),
      names: true,
      cell: (row) => (
        <Why about={say('laid-on', { person: row.person })} because={row.because}>
          {row.person}
        </Why>
      ),
    },
    { id: 'ladder', head: say('ladder'), cell: (row) => wordsOf(row.ladder) },
    { id: 'count', head: say('step'), cell: (row) => (row.steps > 0 ? say('step-of', { count: row.count, steps: row.steps }) : row.count) },
    { id: 'lapses', head: say('lapses'), cell: (row) => (row.lapses === undefined ? say(`over-${row.over}`) : date(row.lapses)) },
  ];
  return (
    <section className="card stack" aria-label={say('ladders')}>
      <h2>{say('ladders')}</h2>
      <Table
        caption={say('table-of', { what: say('ladders') })}
        columns={columns}
        rows={rows}
        keyOf={(row) => `${row.person} ${row.ladder}`}
      />
    </section>
  );
}

function Suspensions({ fits }: { readonly fits: Fits }) {
  const say = useWords(WORDS);
  const { date, day } = useInstants();
  const { meetings } = useMeeting();
  const named = (ids: readonly string[] | undefined): string =>
    (ids ?? []).map((id) => meetings.find((each) => each.meeting === id)?.name ?? id).join(', ');
  const rows = useView('suspensions', {}).answer?.suspensions.filter((row) => fits(row.driver)) ?? [];
  if (rows.length === 0) return null;
  const until = (row: Suspension): string => {
    if (row.ever) return say('ever');
    if (row.until === undefined) return '';
    return row.until.includes('T') ? day(row.until) : date(row.until);
  };
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
    { id: 'served', head: say('served'), cell: (row) => named(row.served) },
    { id: 'coming', head: say('coming'), cell: (row) => named(row.coming) },
    { id: 'until', head: say('ends'), cell: until },
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

function Fines({ fits }: { readonly fits: Fits }) {
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
