import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useClub, useView } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Month } from '../../design/month.tsx';
import { useWords } from '../../words/words.tsx';
import { sentenceOf, useCaseNames } from './case-names.ts';
import { type Deadline, DeadlineList, useDeadlines } from './deadlines.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

/** So many stand in a day of the month; the rest is counted. */
const SHOWN = 2;

/** The last moments of all cases on a month; beside it those of the day that was chosen, and what comes next. */
export function Calendar() {
  const say = useWords(WORDS);
  const { zone } = useClub().club;
  const { date } = useInstants();
  const { answer, pending } = useView('cases', {});
  const rows = useDeadlines();
  const [, setSearch] = useSearchParams();
  const dayOf = (instant: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(instant));
  const names = useCaseNames((filer, against) => say('against', { filer, against }));
  const next = rows.find((row) => Date.parse(row.at) >= Date.now()) ?? rows.at(-1);
  const [chosen, setChosen] = useState<string>();
  if (pending) return <Waiting says={say('loading')} />;
  if (rows.length === 0) return <Empty title={say('no-deadlines')}>{say('no-deadlines-how')}</Empty>;
  const day = chosen ?? dayOf(next?.at ?? new Date().toISOString());
  const byDay = Map.groupBy(rows, (row) => dayOf(row.at));
  const about = (row: Deadline): string => {
    const file = answer?.cases.find((each) => each.id === row.case);
    return file ? [names.title(file), names.parties(file), names.place(file)].filter((part) => part !== '').join(', ') : '';
  };
  const own = byDay.get(day) ?? [];
  const coming = rows.filter((row) => Date.parse(row.at) >= Date.now());
  const open = (id: string): void =>
    setSearch((before) => {
      const address = new URLSearchParams(before);
      address.set('tab', 'cases');
      address.set('case', id);
      return address;
    });
  return (
    <div className={styles['calendar']}>
      <div className={styles['month-part']}>
        <Month label={say('tab-calendar')} day={day} onDay={setChosen} cell={(each) => <Marks rows={byDay.get(each) ?? []} />} />
      </div>
      <div className="stack">
        <section className="card stack" aria-label={date(day)}>
          <h2>{date(day)}</h2>
          {own.length === 0 ? <p className="quiet">{say('none-that-day')}</p> : <DeadlineList rows={own} about={about} />}
          <div className="row">
            {(answer?.cases ?? [])
              .filter((file) => own.some((row) => row.case === file.id))
              .map((file) => (
                <Button key={file.id} kind="bare" onPress={() => open(file.id)}>
                  {say('open-case', { what: `${names.title(file)}, ${names.parties(file) || names.place(file)}` })}
                </Button>
              ))}
          </div>
        </section>
        <section className="card stack" aria-label={say('coming-up')}>
          <h2>{say('coming-up')}</h2>
          {coming.length === 0 ? <p className="quiet">{say('nothing-coming')}</p> : <DeadlineList rows={coming} about={about} />}
        </section>
      </div>
    </div>
  );
}

/** What stands in a day of the month, to be seen: the day has its name, and what is due then is read in the list beside. */
function Marks({ rows }: { readonly rows: readonly Deadline[] }) {
  const say = useWords(WORDS);
  const more = rows.length - SHOWN;
  return (
    <>
      {rows.slice(0, SHOWN).map((row) => (
        <span
          key={`${row.case ?? ''} ${row.deadline}`}
          className={styles['mark']}
          data-says={sentenceOf(row.says)}
          data-over={Date.parse(row.at) < Date.now() || undefined}
        />
      ))}
      {more > 0 && <span className={styles['more']} data-says={say('more-n', { count: more })} />}
    </>
  );
}
