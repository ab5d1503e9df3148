import type { Answer } from '@racetower/server/client';
import { useSearchParams } from 'wouter';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { useMoney } from '../../design/money.ts';
import { type Column, Table } from '../../design/table.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './results.module.css';
import { WORDS } from './words.ts';

/** The funds of the club: where their money came from, and how each is shared out after the season. */
export function Funds({ season }: { readonly season: string | undefined }) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const { answer, pending } = useView('balances', {});
  const [search, setSearch] = useSearchParams();
  if (pending) return <Waiting says={say('loading')} />;
  const funds = answer?.accounts.filter((each) => each.kind === 'fund') ?? [];
  const chosen = funds.find((each) => each.account === search.get('fund')) ?? funds.toSorted((a, b) => b.cents - a.cents)[0];
  if (!chosen) return <Empty title={say('no-funds')}>{say('no-funds-how')}</Empty>;
  return (
    <div className="stack">
      <div className={styles['narrow']}>
        <ChoiceField
          label={say('fund')}
          choices={funds.map((each) => ({ id: each.account, says: each.account }))}
          value={chosen.account}
          onChange={(fund) =>
            setSearch((before) => {
              const next = new URLSearchParams(before);
              next.set('fund', fund);
              return next;
            })
          }
        />
      </div>
      <div className={styles['two']}>
        <Holding fund={chosen.account} />
        <Shares fund={chosen.account} season={season ?? club.seasons.at(-1)} />
      </div>
    </div>
  );
}

function Holding({ fund }: { readonly fund: string }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { answer, problem } = useView('fund', { fund });
  if (!answer) return <p>{problem?.detail}</p>;
  return (
    <section className="card stack" aria-label={answer.says}>
      <h2>{answer.says}</h2>
      <p>
        <Why about={say('balance-of', { account: fund })} because={answer.because}>
          {money(answer.balanceCents)}
        </Why>
      </p>
      <dl className={styles['sums']}>
        {Object.entries(answer.sources).map(([name, cents]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{money(cents)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type Share = Answer<'fund-shares'>['shares'][number];

/** The shares after a season, to the cent; until the record is made that shares them out they are only shown. */
function Shares({ fund, season }: { readonly fund: string; readonly season: string | undefined }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { acting } = useClub();
  const { give } = useGiving();
  const { answer, problem } = useView('fund-shares', season === undefined ? undefined : { fund, season });
  if (season === undefined) return <Empty title={say('no-season')}>{say('no-season-how')}</Empty>;
  if (!answer)
    return (
      <section className="card stack" aria-label={say('shares-of', { season })}>
        <h2>{say('shares-of', { season })}</h2>
        <p>
          {problem?.detail} <Clauses clauses={problem?.clauses ?? []} />
        </p>
      </section>
    );
  const columns: readonly Column<Share>[] = [
    { id: 'person', head: say('person'), names: true, cell: (row) => row.person },
    { id: 'class', head: say('class'), wide: true, cell: (row) => row.class },
    { id: 'place', head: say('place'), number: true, cell: (row) => row.place },
    { id: 'gift', head: say('gift'), number: true, wide: true, cell: (row) => (row.giftCents === 0 ? '' : money(row.giftCents)) },
    {
      id: 'cents',
      head: say('share'),
      number: true,
      cell: (row) => (
        <Why about={say('share-of', { person: row.person })} because={row.because}>
          {money(row.cents)}
        </Why>
      ),
    },
  ];
  return (
    <section className="card stack" aria-label={say('shares-of', { season })}>
      <div className={styles['head']}>
        <h2>{say('shares-of', { season })}</h2>
        <Badge kind={answer.booked === undefined ? 'plain' : 'good'}>
          {say(answer.booked === undefined ? 'only-shown' : 'shared-out')}
        </Badge>
      </div>
      <p>{say('share-sums', { amount: money(answer.amountCents), rest: money(answer.remainderCents), stays: money(answer.staysCents) })}</p>
      <Table
        caption={say('table-of', { what: say('shares-of', { season }) })}
        columns={columns}
        rows={answer.shares}
        keyOf={(row) => `${row.class} ${row.person}`}
      />
      {answer.booked === undefined && (
        <div className="row">
          <Button
            kind="main"
            whyNot={acting.gives.includes('record') ? undefined : say('not-yours')}
            onPress={() =>
              void give({ do: 'record', name: answer.on, season, fields: {} }, { says: say('share-out-by', { record: answer.on }) })
            }
          >
            {say('share-out-by', { record: answer.on })}
          </Button>
        </div>
      )}
    </section>
  );
}
