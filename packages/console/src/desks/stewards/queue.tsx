import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { useWords } from '../../words/words.tsx';
import { CaseFile } from './case-file.tsx';
import { FileCase } from './file-case.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

export type Case = Answer<'cases'>['cases'][number];
/** Cases that still wait for somebody stand before those that are over. */
const WAITS: ReadonlySet<Case['status']> = new Set(['open', 'unconfirmed', 'stayed']);

const KINDS = { open: 'warn', unconfirmed: 'warn', stayed: 'warn', ruled: 'good', lapsed: 'plain', 'set-aside': 'plain' } as const;

/** How far a case is. */
export function CaseBadge({ status }: { readonly status: Case['status'] }) {
  const say = useWords(WORDS);
  return <Badge kind={KINDS[status]}>{say(`status-${status}`)}</Badge>;
}

/** The cases of the club, those that wait first, and the one that was chosen. */
export function Queue() {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { answer, problem, pending, seq } = useView('cases', {});
  const [search, setSearch] = useSearchParams();
  const [filing, setFiling] = useState<{ readonly about?: string }>();
  if (pending) return <Waiting says={say('loading')} />;
  if (problem) return <Empty title={say('no-cases')}>{problem.detail}</Empty>;
  const cases = answer?.cases ?? [];
  const open = cases.filter((each) => WAITS.has(each.status));
  const over = cases.filter((each) => !WAITS.has(each.status)).toReversed();
  const chosen = cases.find((each) => each.id === search.get('case')) ?? open[0] ?? over[0];
  const choose = (id: string): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set('case', id);
      return next;
    });
  return (
    <div className="stack">
      <div className="row">
        <Button kind="main" whyNot={acting.gives.includes('file') ? undefined : say('not-yours')} onPress={() => setFiling({})}>
          {say('file')}
        </Button>
      </div>
      {cases.length === 0 && <Empty title={say('no-cases')}>{say('no-cases-how')}</Empty>}
      {chosen && (
        <div className={styles['split']}>
          <nav aria-label={say('tab-cases')} className="stack">
            <CaseList title={say('waiting')} cases={open} chosen={chosen} onChoose={choose} />
            <CaseList title={say('over')} cases={over} chosen={chosen} onChoose={choose} />
          </nav>
          <CaseFile
            key={chosen.id}
            file={chosen}
            appeals={cases.filter((each) => each.about === chosen.id)}
            seq={seq}
            onAppeal={() => setFiling({ about: chosen.id })}
            onChoose={choose}
          />
        </div>
      )}
      {filing && (
        <FileCase
          cases={cases}
          about={filing.about}
          onClose={(filed) => {
            setFiling(undefined);
            if (filed !== undefined) choose(filed);
          }}
        />
      )}
    </div>
  );
}

interface CaseListProps {
  readonly title: string;
  readonly cases: readonly Case[];
  readonly chosen: Case;
  readonly onChoose: (id: string) => void;
}

function CaseList({ title, cases, chosen, onChoose }: CaseListProps) {
  const say = useWords(WORDS);
  if (cases.length === 0) return null;
  return (
    <section>
      <h2 className={styles['small']}>{title}</h2>
      <ul className={styles['list']}>
        {cases.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className={styles['case']}
              aria-current={each.id === chosen.id ? 'true' : undefined}
              onClick={() => onChoose(each.id)}
            >
              <span>
                <b>{each.id}</b> {each.says}
                <br />
                <span className="quiet">
                  {each.against === undefined ? each.filer : say('against', { filer: each.filer, against: each.against })}
                </span>
              </span>
              <CaseBadge status={each.status} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
