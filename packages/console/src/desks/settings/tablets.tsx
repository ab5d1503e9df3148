import type { PeopleListed } from '@racetower/server/client';
import { useState } from 'react';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Waiting } from '../../design/empty.tsx';
import { Field, Form } from '../../design/field.tsx';
import { missing } from '../../design/missing.ts';
import { type Column, Table } from '../../design/table.tsx';
import { useWords } from '../../words/words.tsx';
import { useAtField, useDoing, usePeople } from './asking.ts';
import { Confirm } from './confirm.tsx';
import styles from './settings.module.css';
import { WORDS } from './words.ts';

type Tablet = PeopleListed['tablets'][number];

/** Shared tablets: which there are, who works there, and this device as one more. */
export function Tablets() {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const { data, error } = usePeople();
  const { run } = useDoing('toast');
  const [ending, setEnding] = useState<Tablet>();
  if (error) return <p>{error.message}</p>;
  if (!data) return <Waiting says={say('loading')} />;
  const rows = data.tablets.filter((each) => !each.revoked);
  const columns: readonly Column<Tablet>[] = [
    { id: 'name', head: say('tablet'), names: true, cell: (row) => row.name },
    {
      id: 'works',
      head: say('works-there'),
      cell: (row) => (row.works === undefined ? <span className="quiet">{say('nobody')}</span> : <Badge kind="good">{row.works}</Badge>),
    },
    { id: 'seen', head: say('seen'), wide: true, cell: (row) => day(row.seen) },
    { id: 'by', head: say('enrolled-by'), wide: true, cell: (row) => `${row.by}, ${day(row.enrolled)}` },
    {
      id: 'end',
      head: '',
      cell: (row) => (
        <Button onPress={() => setEnding(row)} aria-label={say('end-of', { name: row.name })}>
          {say('end')}
        </Button>
      ),
    },
  ];
  return (
    <div className={styles['halves']}>
      <section className="card stack" aria-label={say('tablets')}>
        <h2>{say('tablets')}</h2>
        {rows.length === 0 ? (
          <p className="quiet">{say('no-tablets')}</p>
        ) : (
          <Table caption={say('tablet-table')} columns={columns} rows={rows} keyOf={(row) => row.id} />
        )}
      </section>
      <Enrol />
      {ending && (
        <Confirm
          title={say('end-of', { name: ending.name })}
          does={say('end')}
          onClose={() => setEnding(undefined)}
          onYes={() =>
            void run(({ office }) => office.arrange({ do: 'revoke-tablet', id: ending.id }), say('ended', { name: ending.name }))
          }
        >
          {say('end-how')}
        </Confirm>
      )}
    </div>
  );
}

function Enrol() {
  const say = useWords(WORDS);
  const { problem, run, refuse } = useDoing();
  const shown = useAtField(problem, ['name'], 'name');
  const [name, setName] = useState('');
  const enrol = async (): Promise<void> => {
    const wrong = missing({ name: name.trim() === '' && say('needs-tablet-name') });
    if (wrong) return refuse(wrong);
    const came = await run(
      ({ office }) => office.arrange({ do: 'enrol-tablet', name: name.trim() }),
      say('enrolled', { name: name.trim() }),
    );
    if (came) setName('');
    return undefined;
  };
  return (
    <section className="card stack" aria-label={say('enrol')}>
      <h2>{say('enrol')}</h2>
      <p className="quiet">{say('enrol-how')}</p>
      <Form problem={shown} onSubmit={() => void enrol()}>
        <Field label={say('tablet-name')} name="name" value={name} onChange={setName} hint={say('tablet-name-hint')} />
        <div className={styles['does']}>
          <Button kind="main" onPress={() => void enrol()}>
            {say('enrol-it')}
          </Button>
          <a href="/tablet" className="alone">
            {say('to-tablet')}
          </a>
        </div>
      </Form>
    </section>
  );
}
