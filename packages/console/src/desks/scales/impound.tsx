import { useState } from 'react';
import { type ActAbout, actCommand, ActDialog } from '../../acts/act-dialog.tsx';
import { useClub, useInWords, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Table } from '../../design/table.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

interface Held {
  readonly car: string;
  readonly race: string;
  readonly until: string;
}

/** Cars that are held after their races, and how each is let go. */
export function Impound({ meeting }: { readonly meeting: string }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { answer, seq } = useView('tech', { meeting });
  const acts = useView('acts', { sort: 'record', role: acting.role }).answer?.acts ?? [];
  const [leaving, setLeaving] = useState<Held>();
  const words = useInWords();
  const { give } = useGiving();
  const held = answer?.held ?? [];
  const about = (row: Held): ActAbout => ({ meeting, race: row.race, class: row.race.split('/')[0] ?? '', car: row.car });
  // One that asks for nothing goes at once: it can be taken back.
  const release = (row: Held): void => {
    const paper = acts.find((each) => each.name === row.until);
    if (paper === undefined || paper.fields.length > 0) return setLeaving(row);
    void give(actCommand({ ...paper, sort: 'record' }, about(row), {}), { says: say('released-of', { car: row.car }) });
  };
  const act = acts.find((each) => each.name === leaving?.until);
  if (held.length === 0) return <Empty title={say('nobody-held')}>{say('nobody-held-how')}</Empty>;
  return (
    <>
      <Table
        caption={say('impound')}
        rows={held}
        keyOf={(row) => `${row.race} ${row.car}`}
        columns={[
          { id: 'car', head: say('car-head'), names: true, cell: (row) => <Plate car={row.car} /> },
          { id: 'race', head: say('race'), cell: (row) => words(row.race) },
          {
            id: 'why',
            head: say('why'),
            cell: (row) => (
              <Why about={say('held-of', { car: row.car })} because={row.because}>
                <Badge kind={row.released ? 'good' : 'warn'}>{say(row.released ? 'released' : 'held')}</Badge>
              </Why>
            ),
          },
          {
            id: 'do',
            head: say('release'),
            cell: (row) =>
              row.released ? null : (
                <Button onPress={() => release(row)} whyNot={acts.some((each) => each.name === row.until) ? undefined : say('not-yours')}>
                  {say('release')}
                  <span className="visually-hidden"> {say('car', { car: row.car })}</span>
                </Button>
              ),
          },
        ]}
      />
      {leaving && act && (
        <ActDialog
          act={{ ...act, sort: 'record', clauses: act.because.clauses }}
          about={about(leaving)}
          whom={say('car', { car: leaving.car })}
          seq={seq}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </>
  );
}
