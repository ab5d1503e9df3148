import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useInWords, useView } from '../../api/club.tsx';
import { amountText } from '../../design/amounts.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { useMoney } from '../../design/money.ts';
import { usePaper } from '../../design/paper.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Why } from '../../design/why.tsx';
import type { Meeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { MoneyForm } from './money-form.tsx';
import { PaySheetPaper } from './pay-sheet-paper.tsx';
import styles from './results.module.css';
import { WORDS } from './words.ts';

export type PayRow = Answer<'payout'>['rows'][number];

/** What is due to whom after a meeting: to be paid at the window, and to be signed on paper. */
export function PaySheet({ meeting }: { readonly meeting: Meeting }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { club, acting } = useClub();
  const { date } = useInstants();
  const words = useInWords();
  const { print, paper } = usePaper();
  const { answer, problem, pending } = useView('payout', { meeting: meeting.meeting });
  const [paying, setPaying] = useState<PayRow>();
  const mayNot = acting.gives.includes('pay-out') ? undefined : say('not-yours');
  const columns = useColumns((row) => (
    <Button
      whyNot={mayNot ?? (row.openCents > 0 ? undefined : row.heldCents > 0 ? row.held.join('; ') : say('nothing-open'))}
      onPress={() => setPaying(row)}
      aria-label={say('pay-out-to', { person: row.person, for: words(row.for) })}
    >
      {say('pay-out')}
    </Button>
  ));
  if (pending) return <Waiting says={say('loading')} />;
  if (!answer) return <Empty title={say('no-sheet')}>{problem?.detail}</Empty>;
  if (answer.rows.length === 0) return <Empty title={say('no-sheet')}>{say('no-sheet-how')}</Empty>;
  const sums = { due: money(answer.dueCents), paid: money(answer.paidCents), open: money(answer.openCents), held: money(answer.heldCents) };
  const sheet = (
    <PaySheetPaper
      club={club.name}
      meeting={meeting.name}
      date={date(meeting.date)}
      rows={answer.rows}
      sums={sums}
      say={say}
      money={money}
      words={words}
    />
  );
  return (
    <section className="card stack" aria-label={say('tab-pay')}>
      <div className={styles['head']}>
        <h2>{say('pay-sums', sums)}</h2>
        <Button onPress={() => print(sheet)}>{say('print')}</Button>
      </div>
      <Table
        caption={say('table-of', { what: say('tab-pay') })}
        columns={columns}
        rows={answer.rows}
        keyOf={(row) => `${row.person} ${row.for} ${row.class ?? ''} ${row.car ?? ''}`}
      />
      {paying && <PayOut meeting={meeting.meeting} row={paying} onClose={() => setPaying(undefined)} />}
      {paper}
    </section>
  );
}

function useColumns(payCell: (row: PayRow) => React.ReactNode): readonly Column<PayRow>[] {
  const say = useWords(WORDS);
  const money = useMoney();
  const words = useInWords();
  return [
    { id: 'person', head: say('person'), names: true, cell: (row) => row.person },
    {
      id: 'for',
      head: say('for'),
      wide: true,
      cell: (row) => [words(row.for), row.car !== undefined && say('of-car', { car: row.car })].filter(Boolean).join(', '),
    },
    {
      id: 'due',
      head: say('due'),
      number: true,
      cell: (row) => (
        <Why about={say('due-to', { person: row.person, for: words(row.for) })} because={row.because}>
          {money(row.dueCents)}
        </Why>
      ),
    },
    { id: 'paid', head: say('paid'), number: true, wide: true, cell: (row) => money(row.paidCents) },
    { id: 'open', head: say('to-pay'), number: true, wide: true, cell: (row) => money(row.openCents) },
    { id: 'pay', head: say('window'), cell: payCell },
    {
      id: 'held',
      head: say('held-by'),
      cell: (row) =>
        row.heldCents > 0 && (
          <>
            <Badge kind="warn">{money(row.heldCents)}</Badge> {row.held.join('; ')}
          </>
        ),
    },
    { id: 'who', head: say('may-take'), wide: true, cell: (row) => row.collectors.join(', ') },
  ];
}

interface PayOutProps {
  readonly meeting: string;
  readonly row: PayRow;
  readonly onClose: () => void;
}

function PayOut({ meeting, row, onClose }: PayOutProps) {
  const say = useWords(WORDS);
  const words = useInWords();
  return (
    <MoneyForm
      title={say('pay-out-to', { person: row.person, for: words(row.for) })}
      verb={say('pay-out')}
      first={{ cents: amountText(row.openCents), collector: row.person }}
      fields={[
        { name: 'cents', label: say('amount'), hint: say('amount-hint') },
        {
          name: 'collector',
          label: say('taken-by'),
          ...(row.collectors.length > 0 ? { hint: say('may-take-hint', { who: row.collectors.join(', ') }) } : {}),
        },
        { name: 'how', label: say('how'), hint: say('how-hint') },
      ]}
      commandOf={({ collector, ...rest }, cents) => ({
        do: 'pay-out',
        meeting,
        person: row.person,
        for: row.for,
        cents,
        ...(collector === undefined || collector === row.person ? {} : { collector }),
        ...rest,
      })}
      onClose={onClose}
    />
  );
}
