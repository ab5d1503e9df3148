import { inWords, type RosterLine, type RosterPlan } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../../../api/club.tsx';
import { Badge } from '../../../design/badge.tsx';
import { Button } from '../../../design/button.tsx';
import { Empty } from '../../../design/empty.tsx';
import { type Column, Table } from '../../../design/table.tsx';
import { useWords } from '../../../words/words.tsx';
import { useSaid } from '../said.ts';
import { useFieldNames } from './field-names.ts';
import styles from './import.module.css';
import { WORDS } from './words.ts';

export const KINDS = { new: 'good', changed: 'warn', same: 'plain', wrong: 'bad' } as const;
const ORDER = ['new', 'changed', 'same', 'wrong'] as const;
const SHOWN = 100;

export interface LinesProps {
  readonly plan: RosterPlan;
  readonly onGive: () => void;
}

/** What every line would change, before anything is put on record. */
export function Lines({ plan, onGive }: LinesProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const [only, setOnly] = useState<RosterLine['is']>();
  const [all, setAll] = useState(false);
  const counts = new Map(ORDER.map((is) => [is, plan.lines.filter((line) => line.is === is).length]));
  const going = (counts.get('new') ?? 0) + (counts.get('changed') ?? 0);
  const shown = plan.lines.filter((line) => only === undefined || line.is === only);
  const mayNot = acting.gives.includes('register') ? undefined : say('not-yours');
  if (plan.lines.length === 0) return <Empty title={say('no-lines')}>{say('no-lines-how')}</Empty>;
  return (
    <section className="card stack" aria-label={say('dry-run')}>
      <div className={styles['head']}>
        <h2>{say('dry-run')}</h2>
        <Button kind="main" size="large" onPress={onGive} whyNot={going === 0 ? say('nothing-to-do') : mayNot}>
          {say('import-lines', { count: going })}
        </Button>
      </div>
      <p className="quiet">{say('dry-run-how')}</p>
      <div className="row" role="group" aria-label={say('show')}>
        {ORDER.map((is) => (
          <Button
            key={is}
            kind={only === is ? 'main' : 'plain'}
            aria-pressed={only === is}
            onPress={() => setOnly(only === is ? undefined : is)}
          >
            <Badge kind={KINDS[is]}>{say(`is-${is}`)}</Badge> {counts.get(is) ?? 0}
          </Button>
        ))}
      </div>
      {(counts.get('wrong') ?? 0) > 0 && <p>{say('wrong-how', { count: counts.get('wrong') ?? 0 })}</p>}
      <LinesTable plan={plan} lines={all ? shown : shown.slice(0, SHOWN)} />
      {shown.length > SHOWN && !all && <Button onPress={() => setAll(true)}>{say('show-all', { count: shown.length })}</Button>}
    </section>
  );
}

function LinesTable({ plan, lines }: { readonly plan: RosterPlan; readonly lines: readonly RosterLine[] }) {
  const say = useWords(WORDS);
  const columns: readonly Column<RosterLine>[] = [
    { id: 'line', head: say('line'), number: true, order: (line) => line.line, cell: (line) => line.line },
    { id: 'person', head: say('name'), names: true, order: (line) => line.person, cell: (line) => line.person || '–' },
    { id: 'is', head: say('what'), order: (line) => line.is, cell: (line) => <Badge kind={KINDS[line.is]}>{say(`is-${line.is}`)}</Badge> },
    {
      id: 'changes',
      head: say('changes'),
      cell: (line) => (line.is === 'wrong' ? <Wrong plan={plan} line={line} /> : <Changes plan={plan} line={line} />),
    },
  ];
  return <Table caption={say('lines')} columns={columns} rows={lines} keyOf={(line) => String(line.line)} />;
}

function Wrong({ plan, line }: { readonly plan: RosterPlan; readonly line: RosterLine }) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  return (
    <ul className={styles['parts']}>
      {line.problems.map((problem) => (
        <li key={`${problem.column ?? ''} ${problem.says}`}>
          {problem.column !== undefined && (
            <strong>{plan.headings[problem.column] || say('column', { number: problem.column + 1 })}: </strong>
          )}
          {inWords(problem.says, classes)}
        </li>
      ))}
    </ul>
  );
}

function Changes({ plan, line }: { readonly plan: RosterPlan; readonly line: RosterLine }) {
  const said = useSaid();
  const nameOf = useFieldNames(plan.fields);
  const typeOf = (field: string): string | undefined => plan.fields.find((each) => each.id === field)?.type;
  return (
    <ul className={styles['parts']}>
      {line.changes.map((change) => (
        <li key={change.field}>
          <span className="quiet">{nameOf(change.field)}</span>{' '}
          {change.was !== undefined && <span className={styles['was']}>{said.value(change.was, typeOf(change.field))}</span>}
          {change.was !== undefined && ' → '}
          <strong>{said.value(change.is, typeOf(change.field))}</strong>
        </li>
      ))}
    </ul>
  );
}
