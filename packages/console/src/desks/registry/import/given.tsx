import { inWords, type RosterLine, type RosterPlan } from '@racetower/server/client';
import { useEffect, useRef, useState } from 'react';
import { ProgressBar } from 'react-aria-components';
import { useClub } from '../../../api/club.tsx';
import { newKey } from '../../../api/outbox.ts';
import { Badge } from '../../../design/badge.tsx';
import { Button } from '../../../design/button.tsx';
import { type Column, Table } from '../../../design/table.tsx';
import { useWords } from '../../../words/words.tsx';
import styles from './import.module.css';
import { KINDS } from './lines.tsx';
import { ReportLink } from './report.tsx';
import { type Came, runRoster } from './run.ts';
import { WORDS } from './words.ts';

const AGAIN_MS = 1500;
const CAME = { done: 'good', refused: 'bad', left: 'warn' } as const;

export interface GivenProps {
  readonly file: string;
  readonly plan: RosterPlan;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

interface Going {
  readonly came: readonly Came[];
  readonly away: boolean;
  readonly over: boolean;
}

/** Puts the lines on record one after the other, shows how far it is, and reports at the end. */
export function Given({ file, plan, onAnother, onClose }: GivenProps) {
  const say = useWords(WORDS);
  const lines = plan.lines.filter((line) => line.commands.length > 0);
  const { came, away, over, stop } = useRun(lines);
  const done = came.filter((each) => each.is === 'done').length;
  return (
    <section className="card stack" aria-label={say('importing')}>
      <h2>{over ? say('over', { done, count: lines.length }) : say('importing')}</h2>
      <ProgressBar
        value={came.length}
        maxValue={Math.max(1, lines.length)}
        aria-label={say('importing')}
        className={styles['progress'] ?? ''}
      >
        {({ percentage }) => (
          <>
            <p role="status">{say('so-far', { came: came.length, count: lines.length })}</p>
            <div className={styles['track']}>
              <div className={styles['filled']} style={{ width: `${percentage ?? 0}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
      {away && !over && <p role="alert">{say('away')}</p>}
      <div className="row">
        {over ? (
          <>
            <ReportLink file={file} plan={plan} came={came} />
            <Button onPress={onAnother}>{say('another')}</Button>
            <Button kind="main" onPress={onClose}>
              {say('to-registry')}
            </Button>
          </>
        ) : (
          <Button onPress={stop}>{say('stop')}</Button>
        )}
      </div>
      {over && <Report plan={plan} came={came} />}
    </section>
  );
}

function useRun(lines: readonly RosterLine[]): Going & { readonly stop: () => void } {
  const { client, by } = useClub();
  const [going, setGoing] = useState<Going>({ came: [], away: false, over: false });
  const started = useRef(false);
  const stopped = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void runRoster(lines, {
      give: client.give,
      by,
      key: newKey(),
      tell: (came, away) => setGoing({ came: [...came], away, over: false }),
      stopped: () => stopped.current,
      wait: () => new Promise((again) => setTimeout(again, AGAIN_MS)),
    }).then((came) => setGoing({ came, away: false, over: true }));
  }, [lines, client, by]);
  return { ...going, stop: () => void (stopped.current = true) };
}

/** Lines that were refused, left or wrong from the beginning: what is still to be done. */
function Report({ plan, came }: { readonly plan: RosterPlan; readonly came: readonly Came[] }) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const wrong = plan.lines
    .filter((line) => line.is === 'wrong')
    .map((line) => ({ line: line.line, person: line.person, is: 'wrong' as const, says: line.problems[0]?.says }));
  const rows = [...came.filter((each) => each.is !== 'done'), ...wrong].toSorted((a, b) => a.line - b.line);
  const same = plan.lines.filter((line) => line.is === 'same').length;
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { id: 'line', head: say('line'), number: true, cell: (row) => row.line },
    { id: 'person', head: say('name'), names: true, cell: (row) => row.person || '–' },
    {
      id: 'is',
      head: say('what'),
      cell: (row) => (
        <Badge kind={row.is === 'wrong' ? KINDS.wrong : CAME[row.is]}>{say(row.is === 'wrong' ? 'is-wrong' : `came-${row.is}`)}</Badge>
      ),
    },
    { id: 'says', head: say('why'), cell: (row) => <span className={styles['says']}>{inWords(row.says ?? '', classes)}</span> },
  ];
  return (
    <>
      {same > 0 && <p className="quiet">{say('same-already', { count: same })}</p>}
      {rows.length === 0 ? (
        <p>{say('all-well')}</p>
      ) : (
        <Table caption={say('still-to-do')} columns={columns} rows={rows} keyOf={(row) => String(row.line)} />
      )}
    </>
  );
}
