import type { Limit } from '@racetower/rulebook/bench';
import { inWords } from '@racetower/server/client';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './rulebook.module.css';
import { WORDS } from './words.ts';

const KINDS: readonly Limit['kind'][] = ['refused', 'draw-missing', 'race-gone', 'race-new', 'lined-up', 'nonsense'];

/** What a replay cannot tell: said before what it tells. */
export function Limits({ limits, meetings }: { readonly limits: readonly Limit[]; readonly meetings: number }) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const nameOf = useMeetingName();
  return (
    <section className={styles['limits']} aria-label={say('limits')}>
      <h2>{say('limits')}</h2>
      {limits.length === 0 ? (
        <p>{say('no-limits', { count: meetings })}</p>
      ) : (
        <ul>
          {KINDS.map((kind) => {
            const own = limits.filter((each) => each.kind === kind);
            return (
              own.length > 0 && (
                <li key={kind}>
                  <details>
                    <summary>
                      <Badge kind="warn">{own.length}</Badge> {say(`limit-${kind}`, { count: own.length })}
                    </summary>
                    <ul>
                      {own.slice(0, 50).map((each, index) => (
                        <li key={`${each.fact ?? ''} ${each.race ?? ''} ${index}`}>
                          {[
                            each.meeting === undefined ? '' : nameOf(each.meeting),
                            each.race === undefined ? '' : inWords(each.race, classes),
                          ]
                            .filter((part) => part !== '')
                            .join(', ')}
                          {each.says !== '' && <> – {inWords(each.says, classes)}</>} <Clauses clauses={each.clauses} />
                        </li>
                      ))}
                    </ul>
                  </details>
                </li>
              )
            );
          })}
        </ul>
      )}
      <p className="quiet">{say('never-told')}</p>
    </section>
  );
}

/** Names meetings of all seasons. */
export function useMeetingName(): (id: string) => string {
  const { answer } = useView('meetings', {});
  return (id) => answer?.meetings.find((each) => each.meeting === id)?.name ?? id;
}
