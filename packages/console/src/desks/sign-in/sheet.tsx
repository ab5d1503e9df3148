import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Table } from '../../design/table.tsx';
import { useInstants } from '../../design/clock.tsx';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

/** So many of the latest are shown at first. */
const LATEST = 12;

type Entry = Answer<'entries'>['entries'][number];

export interface SheetProps {
  readonly entries: readonly Entry[];
  readonly chosen: string;
  readonly onChoose: (entry: string) => void;
}

/** Who is signed in, the latest first, with how many of each class. */
export function Sheet({ entries, chosen, onChoose }: SheetProps) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const { time } = useInstants();
  const [all, setAll] = useState(false);
  const here = entries.filter((entry) => !entry.withdrawn);
  if (entries.length === 0) return <Empty title={say('nobody')}>{say('nobody-how')}</Empty>;
  const counts = club.classes.flatMap(({ id, name }) => {
    const count = here.filter((entry) => entry.class === id).length;
    return count === 0 ? [] : [{ id, name, count }];
  });
  return (
    <section className="stack" aria-label={say('so-many', { count: here.length })}>
      <h2>{say('so-many', { count: here.length })}</h2>
      <p className="row">
        {counts.map(({ id, name, count }) => (
          <Badge key={id}>
            {name} {count}
          </Badge>
        ))}
      </p>
      <Table
        caption={say('sheet')}
        rows={entries.toSorted((a, b) => (a.signedInAt < b.signedInAt ? 1 : -1)).slice(0, all ? undefined : LATEST)}
        keyOf={(entry) => `${entry.class}/${entry.car} ${entry.arrival}`}
        marked={(entry) => `${entry.class}/${entry.car}` === chosen}
        columns={[
          { id: 'car', head: say('car'), cell: (entry) => <Plate car={entry.car} /> },
          {
            id: 'driver',
            head: say('driver'),
            names: true,
            cell: (entry) => (
              <Button kind="bare" onPress={() => onChoose(`${entry.class}/${entry.car}`)}>
                {entry.driver}
              </Button>
            ),
          },
          { id: 'class', head: say('class'), cell: (entry) => club.classes.find((each) => each.id === entry.class)?.name ?? entry.class },
          { id: 'pill', head: say('pill'), number: true, cell: (entry) => (entry.withdrawn ? say('withdrawn') : (entry.pill ?? '–')) },
          { id: 'time', head: say('at'), wide: true, number: true, cell: (entry) => time(entry.signedInAt) },
        ]}
      />
      {entries.length > LATEST && !all && <Button onPress={() => setAll(true)}>{say('show-all', { count: entries.length })}</Button>}
    </section>
  );
}
