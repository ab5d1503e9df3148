import type { Problem } from '@racetower/rulebook/bench';
import { Badge } from '../../design/badge.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './rulebook.module.css';
import { WORDS } from './words.ts';

export interface ProblemsProps {
  readonly findings: readonly Problem[];
  /** Everything was looked at. */
  readonly whole: boolean;
  readonly path: string;
  readonly onGo: (line: number, column: number) => void;
}

const KINDS = { error: 'bad', warning: 'warn', note: 'plain' } as const;

/** What is the matter with the text, each a way to its line. */
export function Problems({ findings, whole, path, onGo }: ProblemsProps) {
  const say = useWords(WORDS);
  return (
    <section className={styles['problems']} aria-label={say('problems')}>
      <h2>{say('problems')}</h2>
      {findings.length === 0 && <p className="quiet">{say(whole ? 'no-problems' : 'checking')}</p>}
      <ul>
        {findings.map((each) => (
          <li key={`${each.file} ${each.line} ${each.column} ${each.says}`}>
            <button type="button" className={styles['problem']} onClick={() => onGo(each.line, each.column)} disabled={each.file !== path}>
              <Badge kind={KINDS[each.severity]}>{say(`severity-${each.severity}`)}</Badge>
              <span className={styles['where']}>
                {each.file === path ? say('line', { line: each.line }) : say('line-of', { file: each.file, line: each.line })}
              </span>
              <span>{each.says}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
