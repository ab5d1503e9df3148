import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { TimingHealth } from '@racetower/server/client';
import { useClub } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './race-control.module.css';
import { WORDS } from './words.ts';

const GearContext = createContext<TimingHealth | undefined>(undefined);

/** Follows the timing gear of the club. */
export function GearProvider({ children }: { readonly children: ReactNode }) {
  const { client } = useClub();
  const [health, setHealth] = useState<TimingHealth>();
  useEffect(() => client.followTiming(setHealth), [client]);
  return <GearContext value={health}>{children}</GearContext>;
}

/** Whether the loop is heard, in one word. */
export function GearPill() {
  const say = useWords(WORDS);
  const health = use(GearContext);
  if (!health || health.sources.length === 0) return <Badge>{say('no-gear')}</Badge>;
  const wrong = problemsOf(health);
  const linked = health.sources.filter((each) => each.health?.link === 'connected').length;
  if (wrong.length > 0 || linked < health.sources.length)
    return <Badge kind="bad">{wrong.length > 0 ? say('gear-problems', { count: wrong.length }) : say('gear-lost')}</Badge>;
  return <Badge kind="good">{say('gear-heard')}</Badge>;
}

/** The gear piece by piece, with what is wrong and what to do. */
export function Gear() {
  const say = useWords(WORDS);
  const health = use(GearContext);
  if (!health || health.sources.length === 0) return <p className="quiet">{say('no-gear-how')}</p>;
  return (
    <div className="stack">
      <p>{say('taken', { count: health.taken, waiting: health.waiting })}</p>
      {health.sources.map((each) => (
        <section key={each.source} className="stack" aria-label={each.source}>
          <p className={styles['offer']}>
            <strong>{each.source}</strong> <span className="quiet">{each.protocol}</span>
            <Badge kind={each.health?.link === 'connected' ? 'good' : each.on ? 'bad' : 'plain'}>
              {each.on ? (each.health?.link ?? '') : say('off')}
            </Badge>
          </p>
          <ul>
            {(each.health?.problems ?? [])
              .filter((problem) => problem.now)
              .map((problem) => (
                <li key={problem.kind}>{problem.says}</li>
              ))}
          </ul>
        </section>
      ))}
      <ul>
        {health.problems
          .filter((problem) => problem.now)
          .map((problem) => (
            <li key={problem.kind}>{problem.says}</li>
          ))}
      </ul>
    </div>
  );
}

function problemsOf(health: TimingHealth): readonly string[] {
  const own = health.problems.filter((each) => each.now).map((each) => each.kind);
  return [...own, ...health.sources.flatMap((each) => (each.health?.problems ?? []).filter((one) => one.now).map((one) => one.kind))];
}
