import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { Waiting } from '../../design/empty.tsx';
import { Field } from '../../design/field.tsx';
import { useMoney } from '../../design/money.ts';
import { type Column, Table } from '../../design/table.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { Booking, BOOKINGS, type BookingKind } from './booking.tsx';
import styles from './results.module.css';
import { WORDS } from './words.ts';

type Posting = Answer<'ledger'>['postings'][number];
type Account = Answer<'balances'>['accounts'][number];
type Person = Answer<'balances'>['people'][number];

/** The books: what every account holds, how everybody stands, every amount of the night, and what is booked by hand. */
export function Ledger({ meeting }: { readonly meeting: string }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { answer, pending } = useView('balances', {});
  const [booking, setBooking] = useState<BookingKind>();
  return (
    <div className="stack">
      <div className="row">
        {BOOKINGS.map(({ kind, command }) => (
          <Button key={kind} whyNot={acting.gives.includes(command) ? undefined : say('not-yours')} onPress={() => setBooking(kind)}>
            {say(kind)}
          </Button>
        ))}
      </div>
      {pending && <Waiting says={say('loading')} />}
      {answer && (
        <div className={styles['two']}>
          <Accounts rows={answer.accounts} />
          <People rows={answer.people.filter((each) => each.owesCents > 0 || each.dueCents > 0 || each.heldCents > 0)} />
        </div>
      )}
      <Postings meeting={meeting} />
      {booking !== undefined && <Booking kind={booking} meeting={meeting} onClose={() => setBooking(undefined)} />}
    </div>
  );
}

function Accounts({ rows }: { readonly rows: readonly Account[] }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const columns: readonly Column<Account>[] = [
    { id: 'account', head: say('account'), names: true, cell: (row) => row.account },
    { id: 'kind', head: say('kind'), cell: (row) => say(`kind-${row.kind}`) },
    {
      id: 'cents',
      head: say('holds-money'),
      number: true,
      cell: (row) => (
        <Why about={say('balance-of', { account: row.account })} because={row.because}>
          {money(row.cents)}
        </Why>
      ),
    },
  ];
  return (
    <section className="card stack" aria-label={say('accounts')}>
      <h2>{say('accounts')}</h2>
      <Table caption={say('table-of', { what: say('accounts') })} columns={columns} rows={rows} keyOf={(row) => row.account} />
    </section>
  );
}

function People({ rows }: { readonly rows: readonly Person[] }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const columns: readonly Column<Person>[] = [
    {
      id: 'person',
      head: say('person'),
      names: true,
      cell: (row) => (
        <Why about={say('stands-of', { person: row.person })} because={row.because}>
          {row.person}
        </Why>
      ),
    },
    { id: 'owes', head: say('owes'), number: true, cell: (row) => money(row.owesCents) },
    { id: 'due', head: say('due'), number: true, cell: (row) => money(row.dueCents) },
    { id: 'held', head: say('held-by'), number: true, wide: true, cell: (row) => money(row.heldCents) },
  ];
  return (
    <section className="card stack" aria-label={say('people')}>
      <h2>{say('people')}</h2>
      {rows.length === 0 ? (
        <p className="quiet">{say('all-settled')}</p>
      ) : (
        <Table caption={say('table-of', { what: say('people') })} columns={columns} rows={rows} keyOf={(row) => row.person} />
      )}
    </section>
  );
}

/** Every amount of the night from account to account; what is written in the field is looked for in all of them. */
function Postings({ meeting }: { readonly meeting: string }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { answer } = useView('ledger', { meeting });
  const [wanted, setWanted] = useState('');
  const columns: readonly Column<Posting>[] = [
    { id: 'says', head: say('what'), names: true, cell: (row) => row.says },
    { id: 'from', head: say('from'), wide: true, cell: (row) => row.credit },
    { id: 'to', head: say('to'), wide: true, cell: (row) => row.debit },
    {
      id: 'cents',
      head: say('amount'),
      number: true,
      cell: (row) => (
        <Why about={row.says} because={row.because}>
          {money(row.cents)}
        </Why>
      ),
    },
  ];
  const search = wanted.trim().toLowerCase();
  const rows = (answer?.postings ?? []).filter((row) =>
    `${row.says} ${row.credit} ${row.debit} ${row.kind}`.toLowerCase().includes(search),
  );
  return (
    <section className="card stack" aria-label={say('postings')}>
      <h2>{say('postings')}</h2>
      {answer?.unsettled.map((each) => (
        <p key={each.what} className={styles['holds']}>
          {each.what}: {each.says} <Clauses clauses={each.clauses} />
        </p>
      ))}
      <div className={styles['narrow']}>
        <Field label={say('search')} name="search" value={wanted} onChange={setWanted} type="search" />
      </div>
      {answer && rows.length === 0 ? (
        <p className="quiet">{say('no-postings')}</p>
      ) : (
        <Table
          caption={say('table-of', { what: say('postings') })}
          columns={columns}
          rows={rows}
          keyOf={(row) => `${row.fact} ${row.kind} ${row.debit} ${row.credit} ${row.says}`}
        />
      )}
    </section>
  );
}
