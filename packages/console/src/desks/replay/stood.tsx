import { keepPreviousData } from '@tanstack/react-query';
import type { Answer } from '@racetower/server/client';
import { useAsk } from '../../api/club.tsx';
import { Badge, FlagBadge, Plate } from '../../design/badge.tsx';
import { Table } from '../../design/table.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

/** A race and the fact after which it is shown. */
export interface ThenProps {
  readonly meeting: string;
  readonly race: string;
  readonly seq: number;
}

/** The running order as it stood. */
export function OrderThen({ meeting, race, seq }: ThenProps) {
  const say = useWords(WORDS);
  const { data, error } = useAsk('race', { meeting, race }, { seq, placeholderData: keepPreviousData });
  if (error || !data) return <Unknown waiting={!error} />;
  const out = new Set(data.out.map((each) => each.car));
  const rows = data.order.map((car, index) => ({ car, place: index + 1 }));
  return (
    <>
      <p className="row tall">
        <FlagBadge flag={data.flag} says={data.flag} />{' '}
        <Why about={say('order')} because={data.because}>
          {say('state')}
        </Why>
      </p>
      <Table
        caption={say('what-stood', { what: say('order') })}
        rows={rows}
        keyOf={(row) => row.car}
        columns={[
          { id: 'place', head: say('place'), cell: (row) => row.place, number: true },
          { id: 'car', head: say('car'), cell: (row) => <Plate car={row.car} />, names: true },
          { id: 'laps', head: say('laps'), cell: (row) => data.lapsDone[row.car] ?? 0, number: true },
          {
            id: 'state',
            head: say('state'),
            cell: (row) => (out.has(row.car) ? <Badge kind="bad">{data.statuses[row.car]?.status ?? ''}</Badge> : ''),
          },
        ]}
      />
    </>
  );
}

/** The line-up as it stood. */
export function LineUpThen({ meeting, race, seq }: ThenProps) {
  const say = useWords(WORDS);
  const { data, error } = useAsk('line-up', { meeting, race }, { seq, placeholderData: keepPreviousData });
  if (error || !data) return <Unknown waiting={!error} />;
  return (
    <Table<Answer<'line-up'>['slots'][number]>
      caption={say('what-stood', { what: say('slots') })}
      rows={data.slots}
      keyOf={(slot) => slot.car}
      columns={[
        {
          id: 'slot',
          head: say('start'),
          number: true,
          cell: (slot) => (
            <Why about={`${say('car')} ${slot.car}: ${slot.slot}`} because={slot.because}>
              {slot.slot}
            </Why>
          ),
        },
        { id: 'car', head: say('car'), cell: (slot) => <Plate car={slot.car} />, names: true },
        { id: 'driver', head: say('driver'), cell: (slot) => slot.driver },
      ]}
    />
  );
}

/** The result as it stood. */
export function ResultThen({ meeting, race, seq }: ThenProps) {
  const say = useWords(WORDS);
  const { data, error } = useAsk('result', { meeting, race }, { seq, placeholderData: keepPreviousData });
  if (error || !data) return <Unknown waiting={!error} />;
  return (
    <Table<Answer<'result'>['rows'][number]>
      caption={say('what-stood', { what: say('places') })}
      rows={data.rows}
      keyOf={(row) => row.car}
      columns={[
        {
          id: 'place',
          head: say('place'),
          number: true,
          cell: (row) => (
            <Why about={`${say('car')} ${row.car}: ${row.place ?? row.status}`} because={row.because}>
              {row.place ?? row.status}
            </Why>
          ),
        },
        { id: 'car', head: say('car'), cell: (row) => <Plate car={row.car} />, names: true },
        { id: 'driver', head: say('driver'), cell: (row) => row.driver },
        { id: 'laps', head: say('laps'), cell: (row) => row.laps ?? '', number: true },
      ]}
    />
  );
}

function Unknown({ waiting }: { readonly waiting: boolean }) {
  const say = useWords(WORDS);
  return (
    <p className="quiet" role="status">
      {say(waiting ? 'loading' : 'no-answer')}
    </p>
  );
}
