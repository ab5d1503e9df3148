import { useState } from 'react';
import { Badge } from '../../design/badge.tsx';
import { Tick } from '../../design/field.tsx';
import { Table } from '../../design/table.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { useDraft } from './draft.tsx';
import styles from './rulebook.module.css';
import { WORDS } from './words.ts';

/** Which clauses the nights show to work, and which none does. */
export function Coverage() {
  const say = useWords(WORDS);
  const { coverage } = useDraft().nights;
  const [all, setAll] = useState(false);
  if (!coverage)
    return (
      <section className={styles['coverage']} aria-label={say('coverage')}>
        <h2>{say('coverage')}</h2>
        <p className="quiet">{say('coverage-how')}</p>
      </section>
    );
  const holes = coverage.filter((each) => !each.covered);
  const rows = all ? coverage : holes;
  return (
    <section className={styles['coverage']} aria-label={say('coverage')}>
      <h2>{say('coverage')}</h2>
      <p className="row">
        <Badge kind={holes.length === 0 ? 'good' : 'warn'}>
          {say('covered', { count: coverage.length - holes.length, of: coverage.length })}
        </Badge>
        <Tick value={all} onChange={setAll}>
          {say('all-clauses')}
        </Tick>
      </p>
      {rows.length > 0 && (
        <Table
          caption={say(all ? 'all-clauses' : 'holes')}
          rows={rows}
          keyOf={(row) => row.clause}
          columns={[
            { id: 'clause', head: say('clause'), cell: (row) => <Clauses clauses={[row.clause]} />, names: true },
            { id: 'says', head: say('says'), cell: (row) => row.says },
            { id: 'kind', head: say('does'), cell: (row) => say(`does-${row.kind}`), wide: true },
            {
              id: 'nights',
              head: say('nights'),
              cell: (row) =>
                row.covered ? (
                  row.nights.map((each) => each.slice(each.lastIndexOf('/') + 1, -'.yaml'.length)).join(', ')
                ) : (
                  <Badge kind="warn">{say('no-night')}</Badge>
                ),
            },
          ]}
        />
      )}
    </section>
  );
}
