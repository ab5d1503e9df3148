import type { RosterPlan } from '@racetower/server/client';
import { Badge } from '../../../design/badge.tsx';
import { ChoiceField, Tick } from '../../../design/field.tsx';
import { useWords } from '../../../words/words.tsx';
import styles from './import.module.css';
import type { FileSheet } from './read-file.ts';
import { useFieldNames } from './field-names.ts';
import { WORDS } from './words.ts';

export interface ColumnsProps {
  readonly plan: RosterPlan;
  readonly rows: FileSheet['rows'];
  readonly onColumns: (columns: readonly (string | null)[]) => void;
  readonly onHeading: (line: number | undefined) => void;
}

const SAMPLES = 3;
const NOTHING = '-';

/** Every column of the file with some of its cells, and what it is; that can be changed. */
export function Columns({ plan, rows, onColumns, onHeading }: ColumnsProps) {
  const say = useWords(WORDS);
  const nameOf = useFieldNames(plan.fields);
  const below = rows.filter((row) => row.line > plan.heading);
  const known = plan.columns.filter((each) => each !== null).length;
  const choose = (at: number, id: string): void =>
    onColumns(plan.columns.map((each, index) => (index === at ? (id === NOTHING ? null : id) : each === id ? null : each)));
  const choices = [{ id: NOTHING, says: say('leave-out') }, ...plan.fields.map(({ id }) => ({ id, says: nameOf(id) }))];
  return (
    <>
      <p role="status">{known === 0 ? say('no-headings') : say('columns-known', { known, count: plan.columns.length })}</p>
      <Tick value={plan.heading > 0} onChange={(has) => onHeading(has ? undefined : 0)}>
        {say('has-headings')}
      </Tick>
      <ul className={styles['columns']}>
        {plan.columns.map((id, at) => (
          // Columns have no names but their places.
          <li key={`${at} ${plan.headings[at] ?? ''}`} className={styles['column']}>
            <span className={styles['sample']}>
              <strong>{plan.headings[at] || say('column', { number: at + 1 })}</strong> {id === null && <Badge>{say('left-out')}</Badge>}
              <span className="quiet">
                {below
                  .slice(0, SAMPLES)
                  .map((row) => row.cells[at] ?? '')
                  .filter((cell) => cell !== '')
                  .join(', ')}
              </span>
            </span>
            <ChoiceField
              label={say('is-what', { column: plan.headings[at] || say('column', { number: at + 1 }) })}
              quiet
              choices={choices}
              value={id ?? NOTHING}
              onChange={(next) => choose(at, next)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
