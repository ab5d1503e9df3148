import type { NightRun } from '@racetower/rulebook/bench';
import type { ShelfFile } from '@racetower/server/client';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Field } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { Coverage } from './coverage.tsx';
import { useDraft } from './draft.tsx';
import { folderOf } from './edition.ts';
import { NightSheet } from './night-sheet.tsx';
import { Bar } from './bar.tsx';
import styles from './rulebook.module.css';
import { WORDS } from './words.ts';

/** The club's nights, run against the text as it is edited. */
export function Nights() {
  const say = useWords(WORDS);
  const draft = useDraft();
  const { nights, checked } = draft;
  const [search, setSearch] = useSearchParams();
  const chosen = nights.files.find((each) => each.name === search.get('night'));
  const choose = (name: string): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set('night', name);
      return next;
    });
  return (
    <div className="stack">
      <div className={styles['runLine']}>
        {nights.running ? (
          <Button onPress={nights.stop}>{say('stop')}</Button>
        ) : (
          <Button kind="main" whyNot={checked?.loads === false ? say('mend-text') : undefined} onPress={() => nights.run()}>
            {say('run-nights', { count: nights.files.length })}
          </Button>
        )}
        <NewNight onMade={choose} />
        <Tally />
      </div>
      {nights.running && <Bar says={say('nights-done', nights.running)} done={nights.running.done} of={nights.running.of} />}
      {nights.isOld && !nights.running && (
        <p>
          <Badge kind="warn">{say('runs-old')}</Badge>
        </p>
      )}
      {nights.problem !== undefined && <p role="alert">{nights.problem}</p>}
      {nights.files.length === 0 ? (
        <Empty title={say('no-nights')}>{say('no-nights-how')}</Empty>
      ) : (
        <div className={styles['nightsPart']}>
          <NightList chosen={chosen} onChoose={choose} />
          {chosen ? <NightSheet key={chosen.path} night={chosen} /> : <Empty title={say('choose-night')}>{say('choose-night-how')}</Empty>}
        </div>
      )}
      <Coverage />
    </div>
  );
}

/** How many held, failed and could not be run. */
function Tally() {
  const say = useWords(WORDS);
  const { runs } = useDraft().nights;
  const count = (came: NightRun['came']): number => [...runs.values()].filter((each) => each.came === came).length;
  if (runs.size === 0) return null;
  return (
    <p role="status" className="row">
      <Badge kind="good">{say('held', { count: count('passed') })}</Badge>
      {count('failed') > 0 && <Badge kind="bad">{say('failed', { count: count('failed') })}</Badge>}
      {count('could-not') > 0 && <Badge kind="warn">{say('could-not', { count: count('could-not') })}</Badge>}
    </p>
  );
}

const ORDER = { failed: 0, 'could-not': 1, passed: 2 } as const;

function NightList({ chosen, onChoose }: { readonly chosen: ShelfFile | undefined; readonly onChoose: (name: string) => void }) {
  const say = useWords(WORDS);
  const { nights, isChanged } = useDraft();
  const [wanted, setWanted] = useState('');
  const place = (file: ShelfFile): number => ORDER[nights.runs.get(file.path)?.came ?? 'passed'];
  const shown = nights.files
    .filter((each) => `${each.name} ${titleOf(each, nights.runs)}`.toLowerCase().includes(wanted.trim().toLowerCase()))
    .toSorted((a, b) => place(a) - place(b));
  return (
    <div className={styles['nightList']}>
      <Field label={say('find-night')} name="night" type="search" value={wanted} onChange={setWanted} />
      <ul aria-label={say('nights')}>
        {shown.map((each) => {
          const run = nights.runs.get(each.path);
          return (
            <li key={each.path}>
              <button
                type="button"
                className={styles['nightLine']}
                aria-current={chosen?.path === each.path ? 'true' : undefined}
                onClick={() => onChoose(each.name)}
              >
                <span className={styles['sign']} data-came={run?.came ?? 'not-run'} aria-hidden="true">
                  {SIGNS[run?.came ?? 'not-run']}
                </span>
                <span>
                  {titleOf(each, nights.runs)}
                  {isChanged(each.path) && <span className="quiet"> · {say('changed')}</span>}
                </span>
                <span className="visually-hidden">: {say(`came-${run?.came ?? 'not-run'}`)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const SIGNS = { passed: '✓', failed: '✕', 'could-not': '!', 'not-run': '·' } as const;

function titleOf(file: ShelfFile, runs: ReadonlyMap<string, NightRun>): string {
  const run = runs.get(file.path);
  return run && run.title !== run.path ? run.title : (/^night:\s*['"]?(.+?)['"]?\s*$/m.exec(file.text)?.[1] ?? file.name);
}

/** A night begins with a meeting that opens; the rest is for whoever writes it. */
function NewNight({ onMade }: { readonly onMade: (name: string) => void }) {
  const say = useWords(WORDS);
  const { add, edition, files, shelf } = useDraft();
  const make = (): void => {
    const taken = new Set(files.map((each) => each.name));
    const name =
      Array.from({ length: files.length + 1 }, (_, index) => `new-night${index === 0 ? '' : `-${index + 1}`}.yaml`).find(
        (each) => !taken.has(each),
      ) ?? 'night.yaml';
    const club = /^rulebook:\s*(\S+)/m.exec(edition.text)?.[1] ?? '';
    const text = `night: ${say('new-night-title')}\nrulebook: ${club}\nsteps:\n  - { do: open-meeting, meeting: ${shelf.today} }\n`;
    add({ path: `${folderOf(edition.path)}nights/${name}`, kind: 'night', name, text });
    onMade(name);
  };
  return <Button onPress={make}>{say('new-night')}</Button>;
}
