import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ImportAnswer, type Problem, ProblemError } from '@racetower/server/client';
import { useEffect, useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { FileDrop, Progress } from '../../design/file-drop.tsx';
import { notify } from '../../design/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { Before } from './before.tsx';
import { Done } from './done.tsx';
import styles from './imports.module.css';
import { Looked } from './looked.tsx';
import { newKey } from '../../api/outbox.ts';
import { FILE_LIMIT, requestOf, type Taken, takeFile } from './taken.ts';
import { WORDS } from './words.ts';

const MB = 1024 * 1024;

/** Brings result files on record: dropped, looked at, drivers matched, and then put on record once. */
export function Screen() {
  const say = useWords(WORDS);
  const { client, club } = useClub();
  const about = useQuery({ queryKey: [club.club, 'imports'], queryFn: ({ signal }) => client.imports.about(signal) });
  const [taken, setTaken] = useState<Taken>();
  const [wrong, setWrong] = useState<string>();
  const [done, setDone] = useState<ImportAnswer>();
  const questions = useQueryClient();
  if (about.isPending) return <Waiting says={say('looking')} />;
  if (about.error) return <Empty title={say('title')}>{about.error.message}</Empty>;
  if (!about.data.reads) return <Empty title={say('reads-none')}>{say('reads-none-how')}</Empty>;
  const take = async (file: File): Promise<void> => {
    setDone(undefined);
    if (file.size > FILE_LIMIT) return setWrong(say('too-large', { name: file.name, size: (file.size / MB).toFixed(1) }));
    if (file.size === 0) return setWrong(say('empty-file', { name: file.name }));
    setWrong(undefined);
    setTaken(await takeFile(file));
  };
  const again = (): void => {
    setTaken(undefined);
    setDone(undefined);
    setWrong(undefined);
  };
  const refused = (problem: Problem): void => {
    setWrong(problem.detail.charAt(0).toUpperCase() + problem.detail.slice(1));
    setTaken(undefined);
  };
  return (
    <div className="stack">
      <h1>{say('title')}</h1>
      <p className="quiet">{say('title-how')}</p>
      {taken === undefined && !done && (
        <FileDrop
          says={say('drop')}
          hint={say('drop-hint')}
          choose={say('choose')}
          types={['.json', '.csv', 'application/json', 'text/csv']}
          problem={wrong}
          onFile={(file) => void take(file)}
        />
      )}
      {taken && (
        <Look
          taken={taken}
          about={about.data}
          onTaken={setTaken}
          onWrong={refused}
          onAnother={again}
          onDone={(answer) => {
            setTaken(undefined);
            setDone(answer);
            notify('good', answer.facts === 0 ? say('done-nothing') : say('done', { name: answer.file.name }));
            void questions.invalidateQueries({ queryKey: [club.club, 'imports'] });
          }}
        />
      )}
      {done && <Done done={done} />}
      {done && (
        <div className="row">
          <Button kind="main" onPress={again}>
            {say('another')}
          </Button>
        </div>
      )}
      <Before imported={about.data.imported} />
    </div>
  );
}

interface LookProps {
  readonly taken: Taken;
  readonly about: Parameters<typeof Looked>[0]['about'];
  readonly onTaken: (taken: Taken) => void;
  /** The file itself is none that is read. */
  readonly onWrong: (problem: Problem) => void;
  readonly onDone: (answer: ImportAnswer) => void;
  readonly onAnother: () => void;
}

/** Asks what a file comes to, again with each decision. */
function Look({ taken, about, onTaken, onWrong, onDone, onAnother }: LookProps) {
  const say = useWords(WORDS);
  const { client, club, by } = useClub();
  const { content, key, ...decided } = taken;
  const [keeping, setKeeping] = useState(false);
  const [refusal, setRefusal] = useState<Problem>();
  const asked = useQuery({
    queryKey: [club.club, 'import', by, content.length, decided],
    queryFn: ({ signal }) => client.imports.preview(requestOf(taken, by), signal),
    retry: false,
    placeholderData: (before) => before,
  });
  const problem = asked.error instanceof ProblemError ? asked.error.problem : undefined;
  const keep = async (): Promise<void> => {
    if (keeping) return;
    setKeeping(true);
    try {
      onDone(await client.imports.keep(requestOf(taken, by), key));
    } catch (error) {
      if (!(error instanceof ProblemError)) notify('bad', say('unreachable'));
      else setRefusal(error.problem);
    } finally {
      setKeeping(false);
    }
  };
  if (keeping) return <Progress says={say('keeping')} />;
  if (asked.isPending) return <Progress says={say('reading', { name: taken.name })} />;
  if (problem?.field === 'content') return <Wrong problem={problem} onWrong={onWrong} />;
  if (asked.error && !problem)
    return (
      <div className={styles['refused']} role="alert">
        <p>{say('unreachable')}</p>
        <Button onPress={() => void asked.refetch()}>{say('again')}</Button>
      </div>
    );
  return (
    <Looked
      taken={taken}
      seen={asked.data}
      about={about}
      looking={asked.isFetching}
      problem={refusal ?? problem}
      onTaken={(next) => {
        setRefusal(undefined);
        onTaken({ ...next, key: newKey() });
      }}
      onKeep={() => void keep()}
      onAnother={onAnother}
    />
  );
}

/** A file that cannot be read is told of where the next one is dropped. */
function Wrong({ problem, onWrong }: { readonly problem: Problem; readonly onWrong: (problem: Problem) => void }) {
  useEffect(() => onWrong(problem), [problem]);
  return null;
}
