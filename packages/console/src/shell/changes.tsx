import type { Change } from '@racetower/engine';
import { inWords } from '@racetower/server/client';
import { useClub } from '../api/club.tsx';
import type { WouldBe } from '../api/preview.tsx';
import { Clauses } from '../design/why.tsx';
import { useWords } from '../words/words.tsx';
import styles from './changes.module.css';
import { WORDS } from './words.ts';

export interface ChangesProps {
  readonly would: WouldBe;
  /** So many at most; the rest is counted. */
  readonly most?: number;
}

/** What a call would change, answer by answer, before and after; or why it would be refused. */
export function Changes({ would, most = 12 }: ChangesProps) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  if (would.problem)
    return (
      <p className={styles['no']}>
        {inWords(would.problem.detail, classes)} <Clauses clauses={would.problem.clauses ?? []} />
      </p>
    );
  if (!would.preview) return <p role="status">{say('looking')}</p>;
  const { changes } = would.preview;
  if (changes.length === 0) return <p>{say('changes-nothing')}</p>;
  return (
    <>
      <dl className={styles['changes']}>
        {changes.slice(0, most).map((change) => (
          <div key={`${change.meeting ?? ''} ${change.what}`}>
            <dt>{inWords(change.what, classes)}</dt>
            {differencesOf(change, say('gone')).map(({ part, before, after }) => (
              <dd key={part}>
                {part !== '' && <span className="quiet">{part} </span>}
                <span className={styles['before']}>{inWords(before, classes)}</span> → <strong>{inWords(after, classes)}</strong>
              </dd>
            ))}
          </div>
        ))}
      </dl>
      {changes.length > most && <p className="quiet">{say('more-changes', { count: changes.length - most })}</p>}
    </>
  );
}

/** One thing that differs: which part of the answer, and what it is before and after. */
export interface Difference {
  readonly part: string;
  readonly before: string;
  readonly after: string;
}

/** What differs, of maps part by part, of maps within maps down to the last. */
export function differencesOf({ before, after }: Pick<Change, 'before' | 'after'>, gone: string, part = ''): readonly Difference[] {
  if (isMap(before) && isMap(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
      differencesOf({ before: before[name] ?? null, after: after[name] ?? null }, gone, `${part} ${spaced(name)}`.trim()),
    );
  const [was, is] = [shown(before, gone), shown(after, gone)];
  return was === is ? [] : [{ part, before: was, after: is }];
}

/** A name of the API as words: `callOuts` is call outs. */
const spaced = (name: string): string =>
  name.replaceAll(/([a-z])([A-Z])/g, (_, low: string, high: string) => `${low} ${high.toLowerCase()}`);

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown, gone: string): string {
  if (value === null || value === undefined) return gone;
  if (Array.isArray(value))
    return value.length === 0
      ? gone
      : value.map((each) => shown(each, gone)).join(value.some((each) => String(each).includes(' ')) ? ', ' : ' ');
  if (isMap(value))
    return Object.entries(value)
      .map(([name, part]) => `${name} ${shown(part, gone)}`)
      .join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
