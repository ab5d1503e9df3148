import type { ImportAnswer } from '@racetower/server/client';
import { Badge } from '../../design/badge.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './imports.module.css';
import { WORDS } from './words.ts';

const MOST_NAMED = 3;

/** What comes with a file that somebody has to know: passed requirements, cars out of the result, cases that open, incidents. */
export function Found({ seen }: { readonly seen: ImportAnswer }) {
  const say = useWords(WORDS);
  const nameOf = (race: string | undefined): string => seen.results.find((each) => each.race === race)?.name ?? race ?? '';
  const struck = seen.results.flatMap((each) =>
    each.rows.filter((row) => row.place === undefined && row.status !== 'dns').map((row) => ({ ...row, race: each.name })),
  );
  const incidents = seen.results
    .flatMap((each) => each.rows)
    .filter((row) => (row.incidents ?? 0) > 0)
    .toSorted((a, b) => (b.incidents ?? 0) - (a.incidents ?? 0))
    .slice(0, MOST_NAMED);
  const nothing = seen.flagged.length + struck.length + seen.cases.length === 0;
  return (
    <section className="card stack" aria-label={say('found')}>
      <h2>{say('found')}</h2>
      {nothing && <p className="quiet">{say('found-nothing')}</p>}
      <ul className={styles['list']}>
        {seen.cases.map((each) => (
          <li key={each.id} className={styles['line']}>
            <Badge kind="warn">⚖</Badge>
            <span>{say('opens-case', { case: each.says, race: nameOf(each.race) })}</span>
          </li>
        ))}
        {seen.flagged.map((each) => (
          <li key={each.says} className={styles['line']}>
            <Badge kind="bad">!</Badge>
            <span>
              {each.says} <Clauses clauses={each.clauses} />
            </span>
          </li>
        ))}
        {struck.map((each) => (
          <li key={`${each.race} ${each.car}`} className={styles['line']}>
            <Badge kind="bad">{each.status}</Badge>
            <span>{say('was-status', { driver: each.driver, status: each.status, race: each.race })}</span>
          </li>
        ))}
      </ul>
      {incidents.length > 0 && (
        <p className="quiet">{say('most-incidents', { list: incidents.map((each) => `${each.driver} ${each.incidents}x`).join(', ') })}</p>
      )}
    </section>
  );
}
