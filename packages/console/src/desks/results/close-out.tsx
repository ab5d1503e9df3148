import type { Answer, Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { centsOf } from '../../design/amounts.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Field, Form } from '../../design/field.tsx';
import { useMoney } from '../../design/money.ts';
import { Why } from '../../design/why.tsx';
import type { Meeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { notAnAmount } from './money-form.tsx';
import styles from './results.module.css';
import { WORDS } from './words.ts';

type Sheet = Answer<'close-out'>;
type SignedSheet = Extract<Sheet, { readonly countedCents: number }>;

/** The money of a night: in, out and still open; the till is counted and the sheet signed. */
export function CloseOut({ meeting }: { readonly meeting: Meeting }) {
  const say = useWords(WORDS);
  const { answer, problem, pending } = useView('close-out', { meeting: meeting.meeting });
  if (pending) return <Waiting says={say('loading')} />;
  if (!answer) return <Empty title={say('no-close-out')}>{problem?.detail}</Empty>;
  return (
    <div className={styles['two']}>
      <NightSheet sheet={answer} />
      {'countedCents' in answer ? <Counted sheet={answer} /> : <Count meeting={meeting} expected={answer.expectedCents} />}
    </div>
  );
}

function NightSheet({ sheet }: { readonly sheet: Sheet }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const lines = (sums: Readonly<Record<string, number>>) =>
    Object.entries(sums).map(([name, cents]) => <Line key={name} name={name} amount={money(cents)} />);
  return (
    <section className="card stack" aria-label={say('night-sheet')}>
      <h2>{say('night-sheet')}</h2>
      <dl className={styles['sums']}>
        {lines(sheet.in)}
        <Line name={say('in')} amount={money(sheet.inCents)} strong />
        {lines(sheet.out)}
        <Line name={say('out')} amount={money(sheet.outCents)} strong />
        <div className={styles['strong']}>
          <dt>{say('in-till')}</dt>
          <dd>
            <Why about={say('in-till')} because={sheet.because}>
              {money(sheet.expectedCents)}
            </Why>
          </dd>
        </div>
        <Line name={say('purse-held')} amount={money(sheet.purseHeldCents)} />
        <Line name={say('case-fees-held')} amount={money(sheet.caseFeesHeldCents)} />
        <Line name={say('still-owed')} amount={money(sheet.unpaidCents)} />
        <Line name={say('still-due')} amount={money(sheet.dueCents)} />
      </dl>
    </section>
  );
}

function Line({ name, amount, strong = false }: { readonly name: string; readonly amount: string; readonly strong?: boolean }) {
  return (
    <div className={strong ? styles['strong'] : ''}>
      <dt>{name}</dt>
      <dd>{amount}</dd>
    </div>
  );
}

function Counted({ sheet }: { readonly sheet: SignedSheet }) {
  const say = useWords(WORDS);
  const money = useMoney();
  return (
    <section className="card stack" aria-label={say('counted')}>
      <h2>{say('counted')}</h2>
      <p>
        <Badge kind="good">{say('closed')}</Badge>
      </p>
      <dl className={styles['sums']}>
        <Line name={say('counted')} amount={money(sheet.countedCents)} strong />
        <Line name={say('difference')} amount={money(sheet.differenceCents)} />
        <Line name={say('changed-since')} amount={money(sheet.changedCents)} />
      </dl>
      <p>{say('signed-by', { who: sheet.signed.join(', ') })}</p>
      {sheet.why !== undefined && <p>{say('said', { why: sheet.why })}</p>}
    </section>
  );
}

/** Counts the till; what differs from the book is asked for at the field. */
function Count({ meeting, expected }: { readonly meeting: Meeting; readonly expected: number }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { acting } = useClub();
  const { give } = useGiving();
  const [counted, setCounted] = useState('');
  const [why, setWhy] = useState('');
  const [signs, setSigns] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const cents = centsOf(counted);
  const mayNot = acting.gives.includes('close-out') ? undefined : say('not-yours');
  const close = async (): Promise<void> => {
    if (sending || mayNot !== undefined) return;
    if (cents === undefined) return setProblem(notAnAmount(say('not-an-amount')));
    const approvals = signs.split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
    setSending(true);
    const came = await give(
      {
        do: 'close-out',
        meeting: meeting.meeting,
        cents,
        ...(why.trim() === '' ? {} : { why }),
        ...(approvals.length === 0 ? {} : { approvals }),
      },
      { says: say('close-out-of', { meeting: meeting.name }), refusal: 'form' },
    );
    setSending(false);
    setProblem(came.is === 'done' ? undefined : came.problem);
  };
  const changed = (set: (text: string) => void) => (text: string) => {
    setProblem(undefined);
    set(text);
  };
  return (
    <section className="card stack" aria-label={say('count')}>
      <h2>{say('count')}</h2>
      <Form problem={problem} onSubmit={() => void close()} label={say('count')}>
        <Field
          label={say('counted')}
          name="cents"
          value={counted}
          onChange={changed(setCounted)}
          inputMode="decimal"
          hint={say('amount-hint')}
        />
        {cents !== undefined && (
          <p role="status">
            <Badge kind={cents === expected ? 'good' : 'warn'}>
              {cents === expected ? say('as-the-book') : say('differs', { difference: money(cents - expected) })}
            </Badge>
          </p>
        )}
        <Field label={say('why-differs')} name="why" value={why} onChange={changed(setWhy)} />
        <Field label={say('signs-too')} name="approvals" value={signs} onChange={changed(setSigns)} hint={say('signs-hint')} />
        <Button kind="main" type="submit" whyNot={mayNot ?? (sending ? say('on-its-way') : undefined)}>
          {say('close-out')}
        </Button>
      </Form>
    </section>
  );
}
