import type { ImportAnswer, ImportedRow } from '@racetower/server/client';
import { Plate } from '../../design/badge.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

/** The results as they are, or would be. */
export function Results({ results }: Pick<ImportAnswer, 'results'>) {
  const say = useWords(WORDS);
  const columns: readonly Column<ImportedRow>[] = [
    { id: 'place', head: say('place'), number: true, cell: (row) => row.place ?? '–' },
    { id: 'car', head: say('car'), cell: (row) => <Plate car={row.car} /> },
    { id: 'driver', head: say('driver-here'), names: true, cell: (row) => row.driver },
    { id: 'laps', head: say('laps'), number: true, cell: (row) => row.laps ?? '' },
    { id: 'incidents', head: say('incidents'), number: true, cell: (row) => (row.incidents === undefined ? '' : `${row.incidents}x`) },
    { id: 'status', head: say('status'), wide: true, cell: (row) => (row.status === 'finished' ? '' : row.status) },
  ];
  return results.map((each) => (
    <section key={each.race} className="card stack" aria-label={each.name}>
      <h2>{each.name}</h2>
      <Table caption={say('table-of', { what: each.name })} columns={columns} rows={each.rows} keyOf={(row) => row.car} />
    </section>
  ));
}
