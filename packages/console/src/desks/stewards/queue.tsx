import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Field } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { CaseFile } from './case-file.tsx';
import { useCaseNames } from './case-names.ts';
import { type Deadline, Due, nextOf, useDeadlines } from './deadlines.tsx';
import { FileCase } from './file-case.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

export type Case = Answer<'cases'>['cases'][number];
/** Cases that still wait for somebody stand before those that are over. */
export const WAITS: ReadonlySet<Case['status']> = new Set(['open', 'unconfirmed', 'stayed']);
/** So many cases are listed before somebody has to search. */
const SEARCH_FROM = 5;

const KINDS = { open: 'warn', unconfirmed: 'warn', stayed: 'warn', ruled: 'good', lapsed: 'plain', 'set-aside': 'plain' } as const;

/** How far a case is. */
export function CaseBadge({ status }: { readonly status: Case['status'] }) {
  const say = useWords(WORDS);
  return <Badge kind={KINDS[status]}>{say(`status-${status}`)}</Badge>;
}

/** The cases of the club, those that wait first and of these the one that is due next, and the one that was chosen. */
export function Queue() {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { answer, problem, pending, seq } = useView('cases', {});
  const deadlines = useDeadlines();
  const [search, setSearch] = useSearchParams();
  const [filing, setFiling] = useState<{ readonly about?: string }>();
  const [wanted, setWanted] = useState('');
  const names = useCaseNames((filer, against) => say('against', { filer, against }));
  if (pending) return <Waiting says={say('loading')} />;
  if (problem) return <Empty title={say('no-cases')}>{problem.detail}</Empty>;
  const cases = answer?.cases ?? [];
  const { open, over } = inOrder(cases, deadlines, (each) => [names.parties(each), names.place(each)].join(' '), wanted);
  const chosen = cases.find((each) => each.id === search.get('case')) ?? open[0] ?? over[0];
  const choose = (id: string): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set('case', id);
      return next;
    });
  return (
    <div className="stack">
      <div className={styles['bar']}>
        <Button kind="main" whyNot={acting.gives.includes('file') ? undefined : say('not-yours')} onPress={() => setFiling({})}>
          {say('file')}
        </Button>
        {cases.length >= SEARCH_FROM && (
          <Field label={say('search-cases')} name="search" value={wanted} onChange={setWanted} type="search" />
        )}
      </div>
      {cases.length === 0 && <Empty title={say('no-cases')}>{say('no-cases-how')}</Empty>}
      {chosen && (
        <div className={styles['split']} data-chosen={search.has('case') || undefined}>
          <nav aria-label={say('list-of-cases')} className="stack">
            <CaseList title={say('waiting', { count: open.length })} cases={open} chosen={chosen} deadlines={deadlines} onChoose={choose} />
            <CaseList title={say('over', { count: over.length })} cases={over} chosen={chosen} deadlines={deadlines} onChoose={choose} />
            {open.length + over.length === 0 && <p className="quiet">{say('none-found')}</p>}
          </nav>
          <div className={styles['right']}>
            <div className={styles['to-list']}>
              <Button kind="bare" onPress={() => setSearch(without)}>
                ‹ {say('all-cases')}
              </Button>
            </div>
            <CaseFile
              key={chosen.id}
              file={chosen}
              original={cases.find((each) => each.id === chosen.about)}
              appeals={cases.filter((each) => each.about === chosen.id)}
              deadlines={deadlines.filter((each) => each.case === chosen.id)}
              seq={seq}
              onAppeal={() => setFiling({ about: chosen.id })}
              onChoose={choose}
            />
          </div>
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

interface Ordered {
  readonly open: readonly Case[];
  readonly over: readonly Case[];
}

/** Those that wait, the one that is due next first, and those that are over, the latest first; of both what is searched for. */
function inOrder(cases: readonly Case[], deadlines: readonly Deadline[], wordsOf: (file: Case) => string, wanted: string): Ordered {
  const dueMs = (each: Case): number => Date.parse(nextOf(deadlines, each.id)?.at ?? '9999-12-31T00:00:00Z');
  const found = cases.filter((each) =>
    [each.id, each.says, wordsOf(each), ...Object.values(each.fields).map(String)]
      .join(' ')
      .toLowerCase()
      .includes(wanted.trim().toLowerCase()),
  );
  return {
    open: found.filter((each) => WAITS.has(each.status)).toSorted((a, b) => dueMs(a) - dueMs(b) || (a.at < b.at ? -1 : 1)),
    over: found.filter((each) => !WAITS.has(each.status)).toSorted((a, b) => ((a.ruledAt ?? a.at) < (b.ruledAt ?? b.at) ? 1 : -1)),
  };
}

/** On a phone the list is left for the case, and come back to. */
function without(before: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(before);
  next.delete('case');
  return next;
}

interface CaseListProps {
  readonly title: string;
  readonly cases: readonly Case[];
  readonly chosen: Case;
  readonly deadlines: readonly Deadline[];
  readonly onChoose: (id: string) => void;
}

function CaseList({ title, cases, chosen, deadlines, onChoose }: CaseListProps) {
  const say = useWords(WORDS);
  const names = useCaseNames((filer, against) => say('against', { filer, against }));
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
              <span className={styles['case-title']}>
                <b>{names.title(each)}</b>
                <CaseBadge status={each.status} />
              </span>
              {names.parties(each) !== '' && <span>{names.parties(each)}</span>}
              <span className="quiet">{names.place(each)}</span>
              {WAITS.has(each.status) && <Due deadline={nextOf(deadlines, each.id)} />}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
