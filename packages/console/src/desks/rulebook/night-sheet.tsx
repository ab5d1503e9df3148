import type { NightRun } from '@racetower/rulebook/bench';
import { type Problem, ProblemError, type ShelfFile } from '@racetower/server/client';
import { useRef, useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { notify } from '../../design/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { useDraft } from './draft.tsx';
import { download } from './edition.ts';
import type { EditorHandle } from './editor/editor.tsx';
import { LazyEditor } from './lazy-editor.tsx';
import styles from './rulebook.module.css';
import { WORDS } from './words.ts';

/** One night: how it came out, and its text. */
export function NightSheet({ night }: { readonly night: ShelfFile }) {
  const say = useWords(WORDS);
  const draft = useDraft();
  const { nights, textOf, edit, isChanged, drop, shelf } = draft;
  const handle = useRef<EditorHandle>(null);
  const { save, remove, problem } = useKeeping(night);
  const run = nights.runs.get(night.path);
  const line = run?.at?.file === night.path ? run.at.line : undefined;
  const findings =
    run?.at && line !== undefined && run.came !== 'passed'
      ? [{ file: night.path, line, column: run.at.column, says: run.says ?? '', path: '', severity: 'error' as const }]
      : NONE;
  return (
    <section className={styles['nightSheet']} aria-label={night.name}>
      <div className={styles['runLine']}>
        <Button whyNot={nights.running ? say('running') : undefined} onPress={() => nights.run([night.path])}>
          {say('run-one')}
        </Button>
        <Button kind="bare" onPress={() => download(night.name, textOf(night.path))}>
          {say('download')}
        </Button>
        {isChanged(night.path) && <Button onPress={() => drop(night.path)}>{say('discard')}</Button>}
        {night.etag !== '' && !isChanged(night.path) && (
          <Button kind="danger" whyNot={shelf.notHere?.says} onPress={() => void remove()}>
            {say('remove-night')}
          </Button>
        )}
        {isChanged(night.path) && (
          <Button kind="main" whyNot={shelf.notHere?.says} onPress={() => void save()}>
            {say('save-night')}
          </Button>
        )}
      </div>
      {problem && (
        <p role="alert" className={styles['wrong']}>
          {problem.detail}
        </p>
      )}
      {run && <Outcome run={run} own={night.path} onGo={(to) => handle.current?.goTo(to)} />}
      <LazyEditor
        handle={handle}
        label={say('editor-label', { name: night.name })}
        text={textOf(night.path)}
        onChange={(text) => edit(night.path, text)}
        findings={findings}
        kept={draft.kept(night.path)}
        line={line}
      />
    </section>
  );
}

const NONE: readonly never[] = [];

/** Saving a night and taking it away. */
function useKeeping(night: ShelfFile): {
  readonly save: () => Promise<void>;
  readonly remove: () => Promise<void>;
  readonly problem: Problem | undefined;
} {
  const say = useWords(WORDS);
  const { client } = useClub();
  const { textOf, etagOf, drop, again } = useDraft();
  const [problem, setProblem] = useState<Problem>();
  const keeping = async (work: () => Promise<unknown>, done: string): Promise<void> => {
    setProblem(undefined);
    try {
      await work();
      await again();
      drop(night.path);
      notify('good', done);
    } catch (error) {
      if (error instanceof ProblemError) setProblem(error.problem);
      else notify('bad', say('not-reached'));
    }
  };
  return {
    problem,
    save: () =>
      keeping(
        () => client.rulebook.save({ shelf: 'nights', name: night.name, etag: etagOf(night.path), text: textOf(night.path) }),
        say('saved-night', { name: night.name }),
      ),
    remove: () =>
      keeping(
        () => client.rulebook.remove({ shelf: 'nights', name: night.name, etag: night.etag }),
        say('removed-night', { name: night.name }),
      ),
  };
}

/** Where a night stopped: what it expects, what the rulebook gives, and why. */
function Outcome({ run, own, onGo }: { readonly run: NightRun; readonly own: string; readonly onGo: (line: number) => void }) {
  const say = useWords(WORDS);
  const { at, difference } = run;
  return (
    <div className={styles['outcome']} data-came={run.came}>
      <p className="row">
        <Badge kind={run.came === 'passed' ? 'good' : run.came === 'failed' ? 'bad' : 'warn'}>{say(`came-${run.came}`)}</Badge>
        {run.came === 'passed' && say('steps', { count: run.steps })}
        {at &&
          run.came !== 'passed' &&
          (at.file === own ? (
            <Button onPress={() => onGo(at.line)}>{say('line', { line: at.line })}</Button>
          ) : (
            say('line-of', { file: at.file, line: at.line })
          ))}
      </p>
      {run.came !== 'passed' && !difference && <p>{run.says}</p>}
      {difference && (
        <>
          <dl className={styles['expected']}>
            <div>
              <dt>{say('compared')}</dt>
              <dd>{difference.what}</dd>
            </div>
            <div>
              <dt>{say('expected')}</dt>
              <dd>{shown(difference.expected)}</dd>
            </div>
            <div>
              <dt>{say('found')}</dt>
              <dd>{shown(difference.found)}</dd>
            </div>
          </dl>
          {difference.explanation !== '' && (
            <details>
              <summary>{say('why-found')}</summary>
              <pre className={styles['explanation']}>{difference.explanation}</pre>
            </details>
          )}
        </>
      )}
    </div>
  );
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, each]) => `${name}: ${shown(each)}`)
      .join(', ');
  return value === undefined || value === null ? '–' : String(value);
}
