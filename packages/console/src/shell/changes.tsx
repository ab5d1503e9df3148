import type { Change } from '@racetower/engine';
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
  if (would.problem)
    return (
      <p className={styles['no']}>
        {would.problem.detail} <Clauses clauses={would.problem.clauses ?? []} />
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
            <dt>{change.what}</dt>
            <dd>{differenceText(change, say('gone'))}</dd>
          </div>
        ))}
      </dl>
      {changes.length > most && <p className="quiet">{say('more-changes', { count: changes.length - most })}</p>}
    </>
  );
}

/** Before → after; of maps only the parts that differ. */
export function differenceText({ before, after }: Change, gone: string): string {
  if (isMap(before) && isMap(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names
      .filter((name) => shown(before[name], gone) !== shown(after[name], gone))
      .map((name) => `${name}: ${shown(before[name], gone)} → ${shown(after[name], gone)}`)
      .join('; ');
  }
  return `${shown(before, gone)} → ${shown(after, gone)}`;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown, gone: string): string {
  if (value === null || value === undefined) return gone;
  if (Array.isArray(value)) return value.length === 0 ? gone : value.map((each) => shown(each, gone)).join(' ');
  if (isMap(value))
    return Object.entries(value)
      .map(([name, part]) => `${name} ${shown(part, gone)}`)
      .join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
