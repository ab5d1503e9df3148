import { lazy, Suspense, useState } from 'react';
import { Waiting } from '../design/empty.tsx';
import { type Column, Table } from '../design/table.tsx';
import { useWords } from '../words/words.tsx';
import styles from './charts.module.css';
import { Legend } from './legend.tsx';
import { type ChartLine, type ChartScale, type ChartStep, stepped } from './lines.ts';
import { WORDS } from './words.ts';

const Plot = lazy(async () => ({ default: (await import('./plot.tsx')).Plot }));

export interface ChartProps {
  readonly title: string;
  /** What the lines show, in a sentence: for those who do not see them. */
  readonly about: string;
  readonly lines: readonly ChartLine[];
  /** What they are shown over: laps, meetings. */
  readonly steps: readonly ChartStep[];
  readonly scale: ChartScale;
  /** What the column of the names is called in the table. */
  readonly nameHead: string;
}

/** Lines over laps or meetings: drawn, walked through by the keyboard, and as a table with the same numbers. */
export function Chart({ title, about, lines, steps, scale, nameHead }: ChartProps) {
  const say = useWords(WORDS);
  const [chosen, choose] = useState<string>();
  const [at, setAt] = useState<number>();
  const line = lines.find((each) => each.id === chosen);
  const step = at === undefined ? undefined : steps[at];
  const said = line && step && at !== undefined ? say('at', { who: line.name, step: step.says, value: line.says[at] ?? say('none') }) : '';
  return (
    <section className={styles['chart']} aria-label={title}>
      <h2>{title}</h2>
      <div
        className={styles['plot']}
        role="application"
        aria-label={`${about} ${say('keys')}`}
        tabIndex={0}
        onKeyDown={(event) => {
          const next = stepped(event.key, { lines, steps, chosen, at });
          if (!next) return;
          event.preventDefault();
          choose(next.chosen);
          setAt(next.at);
        }}
      >
        <Suspense fallback={<Waiting says={say('drawing')} />}>
          <Plot lines={lines} steps={steps} scale={scale} chosen={chosen} at={at} onAt={setAt} />
        </Suspense>
      </div>
      <p className={styles['said']} role="status">
        {said === '' ? say('choose') : said}
      </p>
      <Legend lines={lines} chosen={chosen} onChoose={(id) => choose(id === chosen ? undefined : id)} label={say('legend')} />
      <details>
        <summary>{say('table')}</summary>
        <ChartTable title={title} nameHead={nameHead} lines={lines} steps={steps} />
      </details>
    </section>
  );
}

interface ChartTableProps {
  readonly title: string;
  readonly nameHead: string;
  readonly lines: readonly ChartLine[];
  readonly steps: readonly ChartStep[];
}

function ChartTable({ title, nameHead, lines, steps }: ChartTableProps) {
  const columns: readonly Column<ChartLine>[] = [
    { id: 'name', head: nameHead, names: true, cell: (line) => line.name },
    ...steps.map((step, index) => ({
      id: `step ${step.says}`,
      head: step.short,
      number: true,
      cell: (line: ChartLine) => line.says[index] ?? '–',
    })),
  ];
  return <Table caption={title} columns={columns} rows={lines} keyOf={(line) => line.id} />;
}
