import { useState } from 'react';
import type { Problem } from '@racetower/server/client';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Field, Form } from '../../design/field.tsx';
import { Table } from '../../design/table.tsx';
import { useWords } from '../../words/words.tsx';
import type { AtRace, Run } from './race.ts';
import { WORDS } from './words.ts';

export interface SheetsProps {
  readonly at: AtRace;
  readonly run: Run;
}

/** Laps scored by hand beside those of the transponders: a sheet for a lap, and each difference by its car. */
export function Sheets({ at, run }: SheetsProps) {
  const say = useWords(WORDS);
  const sheets = useView('sheets', at).answer?.sheets ?? [];
  return (
    <div className="stack">
      <NewSheet at={at} lap={run.lap} />
      {sheets.length === 0 && <p className="quiet">{say('sheets-how')}</p>}
      {sheets.toReversed().map((sheet) => (
        <section key={sheet.fact} className="stack" aria-label={sheet.because.says}>
          <p>
            <Badge kind={sheet.agrees ? 'good' : 'bad'}>
              {sheet.agrees ? say('agrees') : say('differs', { count: sheet.differences.length })}
            </Badge>{' '}
            {sheet.scorer}, {sheet.lap === undefined ? say('the-finish') : say('lap-n', { lap: sheet.lap })}
          </p>
          {!sheet.agrees && (
            <Table
              caption={sheet.because.says}
              rows={sheet.differences}
              keyOf={(row) => `${row.car} ${row.sheet}`}
              columns={[
                { id: 'car', head: say('car'), cell: (row) => row.car, names: true },
                { id: 'sheet', head: say('on-the-sheet'), cell: (row) => row.sheet },
                { id: 'scored', head: say('as-scored'), cell: (row) => row.scored },
              ]}
            />
          )}
        </section>
      ))}
    </div>
  );
}

function NewSheet({ at, lap }: { readonly at: AtRace; readonly lap: number }) {
  const say = useWords(WORDS);
  const { by } = useClub();
  const { give } = useGiving();
  const [, name = ''] = by.split(':');
  const [scorer, setScorer] = useState(name);
  const [which, setWhich] = useState('');
  const [order, setOrder] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const keep = async (): Promise<void> => {
    if (sent) return;
    if (!/^\d*$/.test(which.trim())) return setProblem(wrongLap(say('lap-wrong')));
    setSent(true);
    const cars = order.split(/[\s,]+/).filter((each) => each !== '');
    const number = which.trim() === '' ? {} : { lap: Number(which) };
    const came = await give(
      { do: 'keep-sheet', ...at, scorer, order: cars, ...number },
      { says: say('sheet-of', { scorer }), refusal: 'form' },
    );
    setSent(false);
    setProblem(came.is === 'refused' ? came.problem : undefined);
    if (came.is === 'done') setOrder('');
  };
  return (
    <Form onSubmit={() => void keep()} problem={problem} label={say('new-sheet')}>
      <Field label={say('scorer')} name="scorer" value={scorer} onChange={setScorer} required />
      <Field label={say('lap')} name="lap" value={which} onChange={setWhich} inputMode="numeric" hint={say('lap-hint', { lap })} />
      <Field label={say('sheet-order')} name="order" value={order} onChange={setOrder} hint="44 11 22" required />
      <Button type="submit" whyNot={sent ? say('on-its-way') : undefined}>
        {say('keep-sheet')}
      </Button>
    </Form>
  );
}

/** What is said at the field of a lap that is no number. */
function wrongLap(says: string): Problem {
  return { type: 'about:blank', title: says, status: 400, code: 'wrong-type', detail: says, errors: [{ field: 'lap', says }] };
}
