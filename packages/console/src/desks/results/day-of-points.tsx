import { type Answer, raceWords } from '@racetower/server/client';
import { useSearchParams } from 'wouter';
import { useClub, useView } from '../../api/club.tsx';
import { PointsRaceFold } from '../../charts/points-race.tsx';
import { Plate } from '../../design/badge.tsx';
import { Waiting } from '../../design/empty.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { useMoney } from '../../design/money.ts';
import { type Column, Table } from '../../design/table.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './results.module.css';
import { WORDS } from './words.ts';

type PointsRow = Answer<'points'>['rows'][number];
type PurseLine = Answer<'purse'>['lines'][number];

/** Points and purse of the day by class. */
export function DayOfPoints({ meeting, season }: { readonly meeting: string; readonly season?: string | undefined }) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const races = useView('schedule', { meeting }).answer?.races ?? [];
  const [search, setSearch] = useSearchParams();
  const running = classes.filter(({ id }) => races.some((race) => race.class.split('+').includes(id)));
  const offered = running.length > 0 ? running : classes;
  const chosen = offered.find(({ id }) => id === search.get('class')) ?? offered[0];
  if (!chosen) return null;
  return (
    <div className="stack">
      <div className={styles['narrow']}>
        <ChoiceField
          label={say('class')}
          choices={offered.map(({ id, name }) => ({ id, says: name }))}
          value={chosen.id}
          onChange={(id) =>
            setSearch((before) => {
              const next = new URLSearchParams(before);
              next.set('class', id);
              return next;
            })
          }
        />
      </div>
      <PointsOfDay meeting={meeting} classId={chosen.id} name={chosen.name} />
      <PurseOfDay meeting={meeting} classId={chosen.id} name={chosen.name} />
      {season !== undefined && <PointsRaceFold key={chosen.id} season={season} class={chosen.id} />}
    </div>
  );
}

interface OfClass {
  readonly meeting: string;
  readonly classId: string;
  readonly name: string;
}

function PointsOfDay({ meeting, classId, name }: OfClass) {
  const say = useWords(WORDS);
  const { answer, problem, pending } = useView('points', { meeting, class: classId });
  const columns: readonly Column<PointsRow>[] = [
    { id: 'car', head: say('car'), cell: (row) => <Plate car={row.car} /> },
    { id: 'driver', head: say('driver'), names: true, cell: (row) => row.driver },
    {
      id: 'lines',
      head: say('lines'),
      wide: true,
      cell: (row) => (
        <span className="row">
          {row.lines.map((line) => (
            <Why
              key={`${line.block} ${line.race ?? ''}`}
              about={say('points-of', { car: row.car, race: line.race ?? name, block: line.block })}
              because={line.because}
            >
              {`${line.race === undefined ? line.block : raceWords(line.race.split('/')[1] ?? '')} ${line.counts ? line.points : `(${line.points})`}`}
            </Why>
          ))}
        </span>
      ),
    },
    {
      id: 'total',
      head: say('points'),
      number: true,
      cell: (row) => (
        <Why about={say('total-of', { car: row.car })} because={row.because}>
          {row.total}
        </Why>
      ),
    },
  ];
  const rows = answer?.rows.toSorted((a, b) => b.total - a.total) ?? [];
  return (
    <section className="card stack" aria-label={say('points-of-class', { class: name })}>
      <h2>{say('points-of-class', { class: name })}</h2>
      {pending && <Waiting says={say('loading')} />}
      {problem && <p>{problem.detail}</p>}
      {answer?.held.map((each) => (
        <p key={each.race} className={styles['holds']}>
          {each.because.says}: {each.because.from.map((part) => part.says).join('; ')}{' '}
          <Clauses clauses={each.because.from.flatMap((part) => part.clauses)} />
        </p>
      ))}
      {answer && rows.length === 0 && <p className="quiet">{say('no-points')}</p>}
      {rows.length > 0 && (
        <Table
          caption={say('table-of', { what: say('points-of-class', { class: name }) })}
          columns={columns}
          rows={rows}
          keyOf={(row) => `${row.class} ${row.car}`}
        />
      )}
    </section>
  );
}

function PurseOfDay({ meeting, classId, name }: OfClass) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { answer, problem } = useView('purse', { meeting, class: classId });
  const columns: readonly Column<PurseLine>[] = [
    { id: 'car', head: say('car'), cell: (row) => <Plate car={row.car} /> },
    { id: 'driver', head: say('driver'), names: true, cell: (row) => row.driver },
    { id: 'for', head: say('for'), wide: true, cell: (row) => row.race?.split('/')[1] ?? row.block },
    { id: 'place', head: say('place'), number: true, cell: (row) => (row.place === 0 ? '' : row.place) },
    {
      id: 'parts',
      head: say('goes-to'),
      wide: true,
      cell: (row) => row.parts.map((part) => `${part.person} ${money(part.cents)}`).join(', '),
    },
    {
      id: 'held',
      head: say('held-by'),
      cell: (row) => row.held.map((each) => each.says).join('; '),
    },
    {
      id: 'cents',
      head: say('purse'),
      number: true,
      cell: (row) => (
        <Why about={say('purse-of', { car: row.car, race: row.race ?? row.block })} because={row.because}>
          {money(row.cents)}
        </Why>
      ),
    },
  ];
  if (problem) return <p>{problem.detail}</p>;
  if (!answer || answer.lines.length === 0) return <p className="quiet">{say('no-purse')}</p>;
  return (
    <section className="card stack" aria-label={say('purse-of-class', { class: name })}>
      <h2>{say('purse-of-class', { class: name })}</h2>
      <Table
        caption={say('table-of', { what: say('purse-of-class', { class: name }) })}
        columns={columns}
        rows={answer.lines}
        keyOf={(row) => `${row.block} ${row.race ?? ''} ${row.car}`}
      />
      <p>{say('purse-total', { total: money(answer.totalCents), held: money(answer.heldCents) })}</p>
    </section>
  );
}
