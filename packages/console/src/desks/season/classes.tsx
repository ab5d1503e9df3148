import type { Answer } from '@racetower/server/client';
import { useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Waiting } from '../../design/empty.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { readable } from './meeting-state.ts';
import styles from './season.module.css';
import { sentence, useValueText } from './value-text.ts';
import { WORDS } from './words.ts';

type ClassRow = Answer<'classes'>['classes'][number];

/** The classes, the kinds of meeting and the tables of the season, each with what the rulebook says of it alone. */
export function Classes({ season }: { readonly season: string | undefined }) {
  const say = useWords(WORDS);
  const { answer, problem, pending } = useView('classes', season === undefined ? {} : { season });
  if (pending) return <Waiting says={say('loading')} />;
  if (problem) return <p>{problem.detail}</p>;
  return (
    <div className="stack">
      <div className={styles['cards']}>
        {answer?.classes.map((row, index) => (
          <ClassCard key={row.class} row={row} place={index + 1} names={new Map(answer.classes.map((each) => [each.class, each.name]))} />
        ))}
      </div>
      <div className={styles['cards']}>
        <Kinds />
        {season !== undefined && <Series season={season} names={new Map(answer?.classes.map((each) => [each.class, each.name]))} />}
      </div>
    </div>
  );
}

function ClassCard({ row, place, names }: { readonly row: ClassRow; readonly place: number; readonly names: ReadonlyMap<string, string> }) {
  const say = useWords(WORDS);
  const text = useValueText();
  return (
    <section className="card stack" aria-label={row.name}>
      <div className={styles['title']}>
        <h2>
          {row.name} <Clauses clauses={row.because.clauses} />
        </h2>
        {row.group !== undefined && <Badge>{readable(row.group)}</Badge>}
      </div>
      <p className="quiet">{say('races-as', { place })}</p>
      {row.values.length > 0 && (
        <dl className={styles['facts']}>
          {row.values.map((each) => (
            <div key={each.value}>
              <dt>{sentence(each.says)}</dt>
              <dd className="tall">
                <Why about={`${row.name}: ${each.says}`} because={each.because}>
                  {text(each.is, each.unit)}
                </Why>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {row.asks.length > 0 && (
        <>
          <h3>{say('asked-here')}</h3>
          <ul className={styles['plain']}>
            {row.asks.map((each) => (
              <li key={each.clauses.join(' ') + each.says}>
                {each.says} <Clauses clauses={each.clauses} />
              </li>
            ))}
          </ul>
        </>
      )}
      {row.combines.map((each) => (
        <p key={each.clauses.join(' ')}>
          {sentence(each.says)}
          {each.with.length > 0 && `: ${each.with.map((id) => names.get(id) ?? id).join(', ')}`} <Clauses clauses={each.clauses} />
        </p>
      ))}
      <p className="quiet">{say('rounds', { rounds: row.rounds.map((each) => each.name).join(', ') })}</p>
    </section>
  );
}

function Kinds() {
  const say = useWords(WORDS);
  const { answer } = useView('meeting-kinds', {});
  return (
    <section className="card stack" aria-label={say('kinds')}>
      <h2>{say('kinds')}</h2>
      <ul className={styles['plain']}>
        {answer?.kinds.map((each) => (
          <li key={each.kind}>
            <b>{readable(each.kind)}</b>, {say(each.points ? 'counts' : 'does-not-count')}
            <span className="quiet"> {each.says}</span> <Clauses clauses={each.because.clauses} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The tables that are kept of a season: a series each. */
function Series({ season, names }: { readonly season: string; readonly names: ReadonlyMap<string, string> }) {
  const say = useWords(WORDS);
  const { answer } = useView('season', { season });
  const run = answer?.meetings.filter((each) => each.complete).length ?? 0;
  return (
    <section className="card stack" aria-label={say('series')}>
      <h2>{say('series')}</h2>
      <p>{say('counted', { run, all: answer?.meetings.length ?? 0 })}</p>
      <ul className={styles['plain']}>
        {answer?.tables.map((each) => (
          <li key={each.table}>
            <b>{readable(each.table)}</b>{' '}
            <span className="quiet">
              {each.by === 'class' ? say('one-a-class', { classes: [...names.values()].join(', ') }) : say('over-classes')}
              {each.groups === undefined ? '' : ` · ${each.groups.join(', ')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
