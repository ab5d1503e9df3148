import type { Answer } from '@racetower/server/client';
import { useEffect, useRef, useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { OwnCars } from './cars.tsx';
import { MemberDialog } from './member-dialog.tsx';
import { MendButtons } from './mend.tsx';
import { Entries, Fees, Laid } from './past.tsx';
import { History } from './history.tsx';
import { Papers } from './papers.tsx';
import styles from './registry.module.css';
import { useSaid } from './said.ts';
import { StandingBadge } from './standing.tsx';
import { WORDS } from './words.ts';

export type Known = Answer<'person'>;

export interface PersonProps {
  readonly name: string;
  readonly meeting: string | undefined;
  readonly onClose: () => void;
}

/** All that is known of somebody, each part with what can be done about it. */
export function Person({ name, meeting, onClose }: PersonProps) {
  const say = useWords(WORDS);
  const { answer, problem, pending, seq } = useView('person', { person: name, ...(meeting === undefined ? {} : { meeting }) });
  const head = useRef<HTMLHeadingElement>(null);
  const shown = answer !== undefined;
  useEffect(() => {
    if (shown) head.current?.focus({ preventScroll: false });
  }, [shown]);
  if (pending) return <Waiting says={say('loading')} />;
  if (!answer)
    return (
      <Empty title={say('not-known')} action={<Button onPress={onClose}>{say('back')}</Button>}>
        {problem?.detail}
      </Empty>
    );
  return (
    <article className={styles['person']} aria-labelledby="person-name">
      <div className={styles['head']}>
        <div className="row">
          <h2 id="person-name" ref={head} tabIndex={-1} className={styles['name']}>
            {answer.name}
          </h2>
          {answer.age !== undefined && <Badge kind={answer.age < 18 ? 'warn' : 'plain'}>{say('years', { age: answer.age })}</Badge>}
          <StandingBadge standing={answer.standing} />
        </div>
        <Button onPress={onClose}>{say('back')}</Button>
      </div>
      <Missing known={answer} meeting={meeting} seq={seq} />
      <Details known={answer} />
      <OwnCars known={answer} seq={seq} />
      <Papers known={answer} meeting={meeting} seq={seq} />
      <Fees known={answer} />
      <Laid name={answer.name} />
      <Entries known={answer} />
      <History known={answer} />
    </article>
  );
}

/** What stands against a start, with the button that mends it. */
function Missing({ known, meeting, seq }: { readonly known: Known; readonly meeting: string | undefined; readonly seq: number }) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  if (known.missing.length === 0) return null;
  return (
    <section className={styles['missing']} aria-label={say('stands-against')}>
      <h3>{say('stands-against')}</h3>
      <ul className={styles['plainList']}>
        {known.missing.map((each) => (
          <li key={`${each.says} ${each.car ?? ''}`} className={styles['head']}>
            <span>
              {each.says} <Clauses clauses={each.clauses} />
              {each.until !== undefined && !each.says.includes(each.until) && (
                <span className="quiet"> {say('until', { day: date(each.until.slice(0, 10)) })}</span>
              )}
            </span>
            <MendButtons about={{ person: known.name, ...each }} meeting={meeting} seq={seq} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Details({ known }: { readonly known: Known }) {
  const say = useWords(WORDS);
  const said = useSaid();
  const { acting } = useClub();
  const fields = useView('particulars', {}).answer?.people ?? [];
  const [changing, setChanging] = useState(false);
  const filled = fields.filter((field) => known.details[field.name] !== undefined);
  return (
    <section className="card stack" aria-label={say('details')}>
      <div className={styles['head']}>
        <h3>{say('details')}</h3>
        <Button onPress={() => setChanging(true)} whyNot={acting.gives.includes('register') ? undefined : say('not-yours')}>
          {say('change-details')}
        </Button>
      </div>
      {filled.length === 0 && <p className="quiet">{say('no-details')}</p>}
      <dl className={styles['facts']}>
        {filled.map((field) => (
          <div key={field.name}>
            <dt>{said.name(field.name)}</dt>
            <dd>{said.value(known.details[field.name], field.type)}</dd>
          </div>
        ))}
      </dl>
      {changing && <MemberDialog name={known.name} onClose={() => setChanging(false)} />}
    </section>
  );
}
