import { Link } from 'wouter';
import { useClub, useView } from '../../api/club.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { useMoney } from '../../design/money.ts';
import { type Column, Table } from '../../design/table.tsx';
import { Why } from '../../design/why.tsx';
import type { Answer } from '@racetower/server/client';
import { useWords } from '../../words/words.tsx';
import styles from './season.module.css';
import { sentence } from './value-text.ts';
import { WORDS } from './words.ts';

type Earned = Answer<'earnings'>['earners'][number];

/** The money of a season at a glance: what each fund and account holds, and what people earned. */
export function Money({ season }: { readonly season: string | undefined }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { club } = useClub();
  const { answer, problem, pending } = useView('balances', {}, { reasons: false });
  if (pending) return <Waiting says={say('loading')} />;
  if (!answer) return <p>{problem?.detail}</p>;
  const accounts = answer.accounts.filter((each) => each.cents !== 0 || each.kind === 'fund');
  return (
    <div className="stack">
      {accounts.length === 0 ? (
        <Empty title={say('no-money')}>{say('no-money-how')}</Empty>
      ) : (
        <ul className={styles['sums']}>
          {accounts.map((each) => (
            <li key={each.account} className="card">
              <span className="quiet">{say(each.kind === 'fund' ? 'fund' : 'account')}</span>
              <h2>{sentence(each.account.replaceAll('-', ' '))}</h2>
              <p className={styles['amount']}>
                <Why about={sentence(each.account.replaceAll('-', ' '))} path={`balance ${each.account}`}>
                  {money(each.cents)}
                </Why>
              </p>
              {each.kind === 'fund' && (
                <Link href={`/${club.club}/results?tab=funds&fund=${encodeURIComponent(each.account)}`}>{say('to-fund')}</Link>
              )}
            </li>
          ))}
        </ul>
      )}
      {season !== undefined && <Earnings season={season} />}
      <p>
        <Link className="alone" href={`/${club.club}/results?tab=ledger`}>
          {say('to-books')}
        </Link>
      </p>
    </div>
  );
}

function Earnings({ season }: { readonly season: string }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const rows = useView('earnings', { season }, { reasons: false }).answer?.earners ?? [];
  if (rows.length === 0) return null;
  const columns: readonly Column<Earned>[] = [
    { id: 'person', head: say('person'), names: true, cell: (row) => row.person },
    { id: 'purse', head: say('purse'), number: true, wide: true, cell: (row) => money(row.purseCents) },
    { id: 'shares', head: say('shares'), number: true, wide: true, cell: (row) => money(row.sharesCents) },
    {
      id: 'total',
      head: say('earned'),
      number: true,
      cell: (row) => (
        <Why about={row.person} path={`earnings ${row.person}`} season={season}>
          {money(row.totalCents)}
        </Why>
      ),
    },
  ];
  return (
    <div className={`card stack ${styles['across']}`}>
      <h2>{say('earnings')}</h2>
      <Table caption={say('earnings')} columns={columns} rows={rows} keyOf={(row) => row.person} />
    </div>
  );
}
