import type { AboutImports } from '@racetower/server/client';
import { useInWords } from '../../api/club.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Empty } from '../../design/empty.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { whoGave } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

type Row = AboutImports['imported'][number];

/** The results that came from files, the latest first. */
export function Before({ imported }: Pick<AboutImports, 'imported'>) {
  const say = useWords(WORDS);
  const words = useInWords();
  const { day } = useInstants();
  const { meetings } = useMeeting();
  const columns: readonly Column<Row>[] = [
    {
      id: 'meeting',
      head: say('meeting'),
      names: true,
      cell: (row) => meetings.find((each) => each.meeting === row.meeting)?.name ?? row.meeting,
    },
    { id: 'race', head: say('race'), cell: (row) => words(row.race) },
    { id: 'cars', head: say('cars'), number: true, cell: (row) => row.cars },
    { id: 'at', head: say('imported-at'), wide: true, cell: (row) => day(row.at) },
    { id: 'by', head: say('imported-by'), wide: true, cell: (row) => whoGave(row.by) },
    { id: 'source', head: say('source'), wide: true, cell: (row) => row.source },
  ];
  return (
    <section className="card stack" aria-label={say('imported-before')}>
      <h2>{say('imported-before')}</h2>
      {imported.length === 0 ? (
        <Empty title={say('no-before')}>{say('no-before-how')}</Empty>
      ) : (
        <Table
          caption={say('table-of', { what: say('imported-before') })}
          columns={columns}
          rows={imported.toReversed()}
          keyOf={(row) => `${row.meeting} ${row.race} ${row.source}`}
        />
      )}
    </section>
  );
}
