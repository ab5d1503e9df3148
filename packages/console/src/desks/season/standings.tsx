import type { Answer, Client } from '@racetower/server/client';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useView } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { useMoney } from '../../design/money.ts';
import { usePaper } from '../../design/paper.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { CarriedPoints } from './carried.tsx';
import { Leaders } from './leaders.tsx';
import styles from './season.module.css';
import { StandingsPaper } from './standings-paper.tsx';
import { pointsText, type TableChoice, useTables } from './tables.ts';
import { WORDS } from './words.ts';

export type Row = Answer<'standings'>['rows'][number];

/** The tables of the season: what counts, what is thrown out, who is level, and what was carried in. */
export function Standings({ season }: { readonly season: string }) {
  const say = useWords(WORDS);
  const [search, setSearch] = useSearchParams();
  const tables = useTables(season);
  if (tables === undefined) return <Waiting says={say('loading')} />;
  const chosen = tables.find((each) => each.id === search.get('table')) ?? tables[0];
  if (!chosen) return <Empty title={say('no-tables')}>{say('no-tables-how')}</Empty>;
  return (
    <div className="stack">
      <div className={styles['filters']}>
        <ChoiceField
          label={say('table')}
          choices={tables.map(({ id, says }) => ({ id, says }))}
          value={chosen.id}
          onChange={(id) =>
            setSearch((before) => {
              const next = new URLSearchParams(before);
              next.set('table', id);
              return next;
            })
          }
        />
      </div>
      <OneTable key={chosen.id} season={season} table={chosen} />
      <div className={styles['halves']}>
        <Leaders season={season} tables={tables} />
        <CarriedPoints season={season} />
      </div>
    </div>
  );
}

function OneTable({ season, table }: { readonly season: string; readonly table: TableChoice }) {
  const say = useWords(WORDS);
  const { print, paper } = usePaper();
  const { answer, problem, pending } = useView('standings', { season, ...table.fields }, { reasons: false });
  const days = useView('season', { season }).answer?.meetings ?? [];
  const [open, setOpen] = useState(false);
  const columns = useColumns(season, table, answer, open);
  if (pending) return <Waiting says={say('loading')} />;
  if (!answer)
    return (
      <p>
        {problem?.detail} <Clauses clauses={problem?.clauses ?? []} />
      </p>
    );
  if (answer.rows.length === 0) return <Empty title={say('nobody-scored')}>{say('nobody-scored-how')}</Empty>;
  const run = days.filter((each) => each.complete);
  return (
    <section className="card stack" aria-label={table.says}>
      <div className={styles['title']}>
        <div>
          <h2>{table.says}</h2>
          <p className="quiet">
            {say('after', { run: run.length, all: days.length })} {say('brackets')}
          </p>
        </div>
        <div className="row">
          <Button aria-pressed={open} onPress={() => setOpen(!open)}>
            {say(open ? 'hide-scores' : 'show-scores')}
          </Button>
          <Button
            onPress={() =>
              print(<StandingsPaper season={season} table={table.says} standings={answer} run={run.length} all={days.length} />)
            }
          >
            {say('print')}
          </Button>
        </div>
      </div>
      <Table
        caption={say('standings-of', { table: table.says })}
        columns={columns}
        rows={answer.rows}
        keyOf={(row) => `${row.driver} ${row.class}`}
        marked={(row) => row.place === 1}
      />
      {paper}
    </section>
  );
}

function useColumns(season: string, table: TableChoice, standings: Answer<'standings'> | undefined, open: boolean): readonly Column<Row>[] {
  const say = useWords(WORDS);
  const money = useMoney();
  const best = Math.max(...(standings?.rows ?? []).map((row) => row.total));
  const points = (parts: number): string => pointsText(parts, standings?.pointParts ?? 1);
  const whole = wholeRow(season, table);
  return [
    { id: 'place', head: say('place'), number: true, cell: (row) => row.unranked ?? `${row.tied ? '=' : ''}${row.place}` },
    { id: 'car', head: say('car'), cell: (row) => row.cars.slice(0, 1).map((car) => <Plate key={car} car={car} />) },
    { id: 'driver', head: say('driver'), names: true, cell: (row) => row.driver },
    {
      id: 'total',
      head: say('points'),
      number: true,
      cell: (row) => (
        <Why about={say('total-of', { driver: row.driver })} ask={async (client) => (await whole(client, row))?.because}>
          {points(row.total)}
        </Why>
      ),
    },
    { id: 'behind', head: say('behind'), number: true, wide: true, cell: (row) => (row.total === best ? '' : points(best - row.total)) },
    { id: 'gross', head: say('gross'), number: true, wide: true, cell: (row) => (row.gross === row.net ? '' : points(row.gross)) },
    {
      id: 'bonus',
      head: say('bonus'),
      number: true,
      wide: true,
      cell: (row) => {
        const sum = row.bonuses.reduce((all, each) => all + each.points, 0);
        return sum === 0 ? '' : points(sum);
      },
    },
    ...(open ? [{ id: 'scores', head: say('scores'), cell: (row: Row) => <Scores row={row} points={points} /> }] : []),
    {
      id: 'awards',
      head: say('may-have'),
      wide: true,
      cell: (row) =>
        row.eligible ? (
          row.tied ? (
            <Badge kind="warn">{say('tied')}</Badge>
          ) : (
            ''
          )
        ) : (
          <span className="row">
            <Badge kind="warn">{say('not-eligible')}</Badge>
            {row.needs.map((need, index) => (
              <Why key={need.says} about={row.driver} ask={async (client) => (await whole(client, row))?.needs[index]}>
                {need.says}
              </Why>
            ))}
            {row.buyInCents !== undefined && <span className="quiet">{say('buy-in', { amount: money(row.buyInCents) })}</span>}
          </span>
        ),
    },
  ];
}

/** Asks for a row with its reasons, which the table is followed without. */
const wholeRow =
  (season: string, { fields }: TableChoice) =>
  async (client: Client, row: Row): Promise<Row | undefined> =>
    (await client.ask('standings', { season, ...fields })).rows.find((each) => each.driver === row.driver && each.class === row.class);

/** What counts and what is thrown out, in the order of the season. */
function Scores({ row, points }: { readonly row: Row; readonly points: (parts: number) => string }) {
  const say = useWords(WORDS);
  return (
    <span className={styles['scores']}>
      {row.scores.map((score) => (
        <span key={`${score.meeting} ${score.unit}`} className={score.dropped ? styles['thrown'] : ''}>
          {score.dropped ? `(${points(score.points)})` : points(score.points)}
          {score.dropped && <span className="visually-hidden"> {say('thrown-out')}</span>}
        </span>
      ))}
    </span>
  );
}
