import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RosterPlan } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../../../api/club.tsx';
import { Empty, Waiting } from '../../../design/empty.tsx';
import { ChoiceField } from '../../../design/field.tsx';
import { useWords } from '../../../words/words.tsx';
import { Columns } from './columns.tsx';
import { Given } from './given.tsx';
import styles from './import.module.css';
import { Lines } from './lines.tsx';
import type { FileSheet } from './read-file.ts';
import { WORDS } from './words.ts';

export interface LookProps {
  readonly file: string;
  readonly sheets: readonly FileSheet[];
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

/** What somebody said of the columns; nothing: as the headings say. */
interface Said {
  readonly sheet: number;
  readonly heading: number | undefined;
  readonly columns: readonly (string | null)[] | undefined;
}

/** The file beside what it would change: every change of a column is looked at again at once. */
export function Look({ file, sheets, onAnother, onClose }: LookProps) {
  const say = useWords(WORDS);
  const [said, setSaid] = useState<Said>({ sheet: 0, heading: undefined, columns: undefined });
  const [giving, setGiving] = useState<RosterPlan>();
  const sheet = sheets[said.sheet];
  const { data: plan, error } = usePlan(sheet, said);
  if (giving) return <Given file={file} plan={giving} onAnother={onAnother} onClose={onClose} />;
  if (!sheet) return null;
  return (
    <div className={styles['look']}>
      <section className="card stack" aria-label={say('columns')}>
        <h2>{say('columns')}</h2>
        {sheets.length > 1 && (
          <ChoiceField
            label={say('sheet')}
            choices={sheets.map((each, at) => ({ id: String(at), says: `${each.name} (${each.rows.length})` }))}
            value={String(said.sheet)}
            onChange={(at) => setSaid({ sheet: Number(at), heading: undefined, columns: undefined })}
          />
        )}
        {plan && (
          <Columns
            plan={plan}
            rows={sheet.rows}
            onColumns={(columns) => setSaid({ ...said, heading: plan.heading, columns })}
            onHeading={(heading) => setSaid({ ...said, heading, columns: undefined })}
          />
        )}
      </section>
      {error ? (
        <Empty title={say('not-looked')}>{error.message}</Empty>
      ) : plan ? (
        <Lines plan={plan} onGive={() => setGiving(plan)} />
      ) : (
        <Waiting says={say('looking')} />
      )}
    </div>
  );
}

function usePlan(sheet: FileSheet | undefined, said: Said) {
  const { client, club, by } = useClub();
  return useQuery({
    queryKey: [club.club, 'roster', sheet, said, by],
    queryFn: ({ signal }) =>
      client.roster(
        {
          by,
          rows: sheet?.rows ?? [],
          ...(said.heading === undefined ? {} : { heading: said.heading }),
          ...(said.columns === undefined ? {} : { columns: said.columns }),
        },
        signal,
      ),
    enabled: sheet !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}
