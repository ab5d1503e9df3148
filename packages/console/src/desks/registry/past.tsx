import { useClub, useView } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { useInstants } from '../../design/clock.tsx';
import { useMoney } from '../../design/money.ts';
import { type Column, Table } from '../../design/table.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import type { Known } from './person.tsx';
import styles from './registry.module.css';
import { WORDS } from './words.ts';

/** What somebody was charged and paid in the season. */
export function Fees({ known }: { readonly known: Known }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { date } = useInstants();
  if (known.fees.length === 0) return null;
  const due = known.fees.reduce((sum, row) => sum + row.dueCents, 0);
  const columns: readonly Column<Known['fees'][number]>[] = [
    { id: 'meeting', head: say('meeting'), names: true, cell: (row) => row.name },
    { id: 'date', head: say('day'), wide: true, cell: (row) => date(row.date) },
    {
      id: 'cents',
      head: say('charged'),
      number: true,
      cell: (row) => (
        <Why about={say('charged-at', { meeting: row.name })} because={row.because}>
          {money(row.cents)}
        </Why>
      ),
    },
    { id: 'paid', head: say('paid'), number: true, cell: (row) => money(row.paidCents) },
    { id: 'due', head: say('open'), number: true, cell: (row) => money(row.dueCents) },
  ];
  return (
    <section className="card stack" aria-label={say('fees')}>
      <div className={styles['head']}>
        <h3>{say('fees')}</h3>
        <Badge kind={due > 0 ? 'warn' : 'good'}>{due > 0 ? say('owes', { amount: money(due) }) : say('all-paid')}</Badge>
      </div>
      <Table caption={say('table-of', { what: say('fees') })} columns={columns} rows={known.fees} keyOf={(row) => row.meeting} />
    </section>
  );
}

/** Suspensions of somebody, and what else was laid on them for those who may read it. */
export function Laid({ name }: { readonly name: string }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { day } = useInstants();
  const suspensions = useView('suspensions', acting.asks.includes('suspensions') ? { person: name } : undefined).answer?.suspensions ?? [];
  const laid = useView('discipline', acting.asks.includes('discipline') ? { person: name } : undefined).answer?.record ?? [];
  if (suspensions.length === 0 && laid.length === 0) return null;
  return (
    <section className="card stack" aria-label={say('discipline')}>
      <h3>{say('discipline')}</h3>
      <ul className={styles['plainList']}>
        {laid.length === 0 &&
          suspensions.map((each) => (
            <li key={each.because.facts.join(' ')}>
              <Why about={say('discipline')} because={each.because}>
                {each.because.says}
              </Why>{' '}
              <Clauses clauses={each.because.clauses} />
            </li>
          ))}
        {laid.map((each) => (
          <li key={`${each.at} ${each.says}`}>
            <Why about={say('discipline')} because={each.because}>
              {each.says}
            </Why>{' '}
            <span className="quiet">{day(each.at)}</span> <Clauses clauses={each.clauses} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const ENTRIES_SHOWN = 8;

/** Where somebody raced, or answered for a car, the latest first. */
export function Entries({ known }: { readonly known: Known }) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const { date } = useInstants();
  if (known.entries.length === 0) return null;
  const columns: readonly Column<Known['entries'][number]>[] = [
    { id: 'meeting', head: say('meeting'), names: true, cell: (row) => row.name },
    { id: 'date', head: say('day'), wide: true, cell: (row) => date(row.date) },
    { id: 'car', head: say('car'), cell: (row) => <Plate car={row.car} /> },
    { id: 'class', head: say('class'), cell: (row) => classes.find(({ id }) => id === row.class)?.name ?? row.class },
    {
      id: 'as',
      head: say('as'),
      cell: (row) =>
        row.withdrawn ? say('withdrawn') : row.as === 'driver' ? say('as-driver') : say('as-handler', { driver: row.driver }),
    },
  ];
  const rows = known.entries.slice(0, ENTRIES_SHOWN);
  const table = (shown: typeof known.entries, caption: string) => (
    <Table caption={caption} columns={columns} rows={shown} keyOf={(row) => `${row.meeting} ${row.class} ${row.car} ${row.as}`} />
  );
  return (
    <section className="card stack" aria-label={say('entries')}>
      <h3>{say('entries-count', { count: known.entries.length })}</h3>
      {table(rows, say('table-of', { what: say('entries') }))}
      {known.entries.length > ENTRIES_SHOWN && (
        <details>
          <summary>{say('show-all', { count: known.entries.length })}</summary>
          {table(known.entries.slice(ENTRIES_SHOWN), say('earlier-entries'))}
        </details>
      )}
    </section>
  );
}
