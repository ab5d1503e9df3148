import type { Answer } from '@racetower/server/client';
import { useAsk, useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Waiting } from '../../design/empty.tsx';
import { useMoney } from '../../design/money.ts';
import { type Column, Table } from '../../design/table.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { StandingBadge } from './races.tsx';
import styles from './results.module.css';
import { WORDS } from './words.ts';

export interface RaceResultProps {
  readonly meeting: string;
  readonly race: string;
  /** Joined classes with `+` between. */
  readonly classId: string;
  readonly name: string;
}

type Row = Answer<'result'>['rows'][number];

/** A result as it stands: what still holds it, what each place is worth, and making it official. */
export function RaceResult({ meeting, race, classId, name }: RaceResultProps) {
  const say = useWords(WORDS);
  const { answer, problem, pending, seq } = useView('result', { meeting, race });
  const columns = useColumns({ meeting, race, classId, name });
  return (
    <section className="card stack" aria-label={name}>
      <div className={styles['head']}>
        <h2>{name}</h2>
        {answer && (
          <Why about={say('standing-of', { race: name })} because={answer.because}>
            <StandingBadge standing={answer.standing} />
          </Why>
        )}
      </div>
      {pending && <Waiting says={say('loading')} />}
      {problem && <p>{problem.detail}</p>}
      {answer && <Holds holds={answer.holds} />}
      {answer?.standing === 'provisional' && <MakeOfficial meeting={meeting} race={race} name={name} seq={seq} />}
      {answer && answer.rows.length === 0 && <p className="quiet">{say('not-run')}</p>}
      {answer && answer.rows.length > 0 && (
        <Table
          caption={say('table-of', { what: say('result-of', { race: name }) })}
          columns={columns}
          rows={answer.rows}
          keyOf={(row) => row.car}
        />
      )}
      <Deadlines meeting={meeting} race={race} seq={seq} />
    </section>
  );
}

/** What keeps a result provisional, each with its clause. */
function Holds({ holds }: { readonly holds: Answer<'result'>['holds'] }) {
  const say = useWords(WORDS);
  if (holds.length === 0) return null;
  return (
    <div className={styles['holds']} role="group" aria-label={say('holds')}>
      <h3>{say('holds')}</h3>
      <ul>
        {holds.map((hold, index) => (
          // Two cars may be held by the same words.
          <li key={`${index} ${hold.says}`}>
            {hold.says} <Clauses clauses={hold.clauses} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The button that makes it official; the rulebook says whether it may be, and why not. */
function MakeOfficial({ meeting, race, name, seq }: { readonly seq: number } & Omit<RaceResultProps, 'classId'>) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { give } = useGiving();
  const mayNot = acting.gives.includes('make-official') ? undefined : say('not-yours');
  const command = { do: 'make-official', meeting, race } as const;
  const would = usePreview(mayNot === undefined ? command : undefined, seq);
  const asks = would.problem?.code === 'confirm' || (would.problem?.override ?? []).length > 0;
  const whyNot = mayNot ?? (would.problem && !asks ? would.problem.detail : undefined);
  return (
    <div className="row">
      <Button
        kind="main"
        whyNot={whyNot}
        onPress={() => void give(command, { says: say('official-now', { race: name }) })}
        aria-label={say('make-official-of', { race: name })}
      >
        {say('make-official')}
      </Button>
      {would.problem && <span className="quiet">{would.problem.detail}</span>}
    </div>
  );
}

function useColumns({ meeting, race, classId, name }: RaceResultProps): readonly Column<Row>[] {
  const say = useWords(WORDS);
  const joined = classId.split('+');
  const shown: readonly Column<Row>[] = [
    {
      id: 'place',
      head: say('place'),
      number: true,
      cell: (row) => (
        <Why about={say('place-of', { car: row.car, race: name })} because={row.because}>
          {row.place === 0 ? row.status : row.place}
        </Why>
      ),
    },
    { id: 'car', head: say('car'), cell: (row) => <Plate car={row.car} /> },
    { id: 'driver', head: say('driver'), names: true, cell: (row) => row.driver },
    ...(joined.length > 1 ? [{ id: 'class', head: say('class'), cell: (row: Row) => row.class, wide: true }] : []),
    {
      id: 'status',
      head: say('status'),
      wide: true,
      cell: (row) => (row.status === 'finished' ? say('finished') : <Badge kind="bad">{row.status}</Badge>),
    },
    { id: 'laps', head: say('laps'), number: true, wide: true, cell: (row) => row.laps ?? '' },
    {
      id: 'points',
      head: say('points'),
      number: true,
      cell: (row) => <PointsOf meeting={meeting} race={joined.length > 1 ? undefined : race} row={row} name={name} />,
    },
    { id: 'purse', head: say('purse'), number: true, cell: (row) => <PurseOf meeting={meeting} race={race} row={row} name={name} /> },
  ];
  return shown;
}

interface WorthProps {
  readonly meeting: string;
  readonly race: string | undefined;
  readonly row: Row;
  readonly name: string;
}

/** Points of a place: each line opens why. Of joined classes the race is counted under its own name. */
function PointsOf({ meeting, race, row, name }: WorthProps) {
  const say = useWords(WORDS);
  const { answer } = useView('points', { meeting, class: row.class });
  const lines =
    answer?.rows
      .find((each) => each.car === row.car)
      ?.lines.filter((line) => line.race !== undefined && (race === undefined || line.race === race)) ?? [];
  return lines.map((line) => (
    <Why
      key={`${line.block} ${line.race ?? ''}`}
      about={say('points-of', { car: row.car, race: name, block: line.block })}
      because={line.because}
    >
      {line.counts ? line.points : `(${line.points})`}
    </Why>
  ));
}

/** What the place pays; held money says why. */
function PurseOf({ meeting, race, row, name }: WorthProps) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { answer } = useView('purse', { meeting });
  const lines = answer?.lines.filter((line) => line.race === race && line.car === row.car) ?? [];
  return lines.map((line) => (
    <Why
      key={line.block}
      about={say('purse-of', { car: row.car, race: name })}
      because={{ ...line.because, from: [...line.held, line.because] }}
    >
      {money(line.cents)}
      {line.held.length > 0 && ` ${say('held')}`}
    </Why>
  ));
}

/** The last moments that are still to come, as for protests and film. */
function Deadlines({ meeting, race, seq }: { readonly meeting: string; readonly race: string; readonly seq: number }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { day } = useInstants();
  const asked = useAsk('deadlines', acting.asks.includes('deadlines') ? { meeting, race } : undefined, { at: 'now', again: seq });
  const open = asked.data?.deadlines.filter((each) => !each.passed) ?? [];
  if (open.length === 0) return null;
  return (
    <ul className={styles['plain']} aria-label={say('deadlines')}>
      {open.map((each) => (
        <li key={each.deadline}>
          <Why about={each.because.says} because={each.because}>
            {say('until', { when: day(each.at) })}
          </Why>{' '}
          {each.because.says}
        </li>
      ))}
    </ul>
  );
}
