import type { Compared, WhatIf } from '@racetower/rulebook/bench';
import { Clauses } from '../../design/why.tsx';
import { useMoney } from '../../design/money.ts';
import { useWords } from '../../words/words.tsx';
import styles from './rulebook.module.css';
import { WORDS } from './words.ts';

const KINDS: readonly Compared[] = ['standings', 'points', 'result', 'purse', 'fees', 'fund', 'award', 'suspension'];

/** What was edited, and how much of the season it moves. */
export function Summary({ found }: { readonly found: WhatIf }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { differences, edited } = found;
  const cents = differences.reduce((sum, each) => sum + Math.abs((each.after?.cents ?? 0) - (each.before?.cents ?? 0)), 0);
  const counts = KINDS.map((kind) => ({ kind, count: differences.filter((each) => each.kind === kind).length })).filter(
    (each) => each.count > 0,
  );
  return (
    <section className={styles['summary']} aria-label={say('summary')}>
      <div className={styles['tiles']} role="status">
        {counts.length === 0 && <p className={styles['same']}>{say('nothing-differs', { count: found.meetings.length })}</p>}
        {counts.map(({ kind, count }) => (
          <p key={kind} className={styles['tile']}>
            <strong>{count}</strong> {say(`kind-of-${kind}`, { count })}
          </p>
        ))}
        {cents > 0 && (
          <p className={styles['tile']}>
            <strong>{money(cents)}</strong> {say('money-moves')}
          </p>
        )}
      </div>
      <h2>{say('edited')}</h2>
      {edited.length === 0 ? (
        <p className="quiet">{say('nothing-edited')}</p>
      ) : (
        <ul className={styles['edited']}>
          {edited.slice(0, 40).map((each) => (
            <li key={each.path}>
              <code>{each.path}</code> <del>{each.before ?? '–'}</del> <span aria-hidden="true">→</span> <ins>{each.after ?? '–'}</ins>{' '}
              <Clauses clauses={each.clauses} />
            </li>
          ))}
          {edited.length > 40 && <li className="quiet">{say('more-edited', { count: edited.length - 40 })}</li>}
        </ul>
      )}
    </section>
  );
}
