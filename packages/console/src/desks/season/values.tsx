import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Waiting } from '../../design/empty.tsx';
import { ChoiceField, Field } from '../../design/field.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './season.module.css';
import { SetValue } from './set-value.tsx';
import { sentence, useValueText } from './value-text.ts';
import { ValuesGiven } from './values-given.tsx';
import { WORDS } from './words.ts';

export type ValueRow = Answer<'values'>['values'][number];

/** Where values are looked at: in a season or at a meeting, for every class or one. */
export interface ValuePlace {
  readonly season?: string | undefined;
  readonly meeting?: string | undefined;
  readonly class?: string | undefined;
}

/** The values that the rulebook leaves to the club: as they stand, who gave them, and how to give another. */
export function ValuesTab({ season }: { readonly season: string | undefined }) {
  const say = useWords(WORDS);
  const { club, acting } = useClub();
  const { meeting } = useMeeting();
  const { date } = useInstants();
  const [search, setSearch] = useSearchParams();
  const [wanted, setWanted] = useState('');
  const [setting, setSetting] = useState<ValueRow>();
  const atMeeting = search.get('for') === 'meeting' && meeting !== undefined;
  const classId = club.classes.find((each) => each.id === search.get('class'))?.id;
  const place: ValuePlace = {
    ...(atMeeting ? { meeting: meeting.meeting } : season === undefined ? {} : { season }),
    ...(classId === undefined ? {} : { class: classId }),
  };
  const { answer, problem, pending } = useView('values', place);
  const set = (name: string, value: string): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set(name, value);
      return next;
    });
  const rows = (answer?.values ?? []).filter((row) => fits(row, wanted)).toSorted((a, b) => Number(isUnset(b)) - Number(isUnset(a)));
  const settable = acting.gives.includes('set-value') ? { onSet: setSetting } : {};
  const meetingName = meeting && (meeting.name === meeting.date ? date(meeting.date) : meeting.name);
  return (
    <div className="stack">
      <div className={styles['filters']}>
        <Field label={say('find-value')} name="search" type="search" value={wanted} onChange={setWanted} />
        <ChoiceField
          label={say('holds-in')}
          choices={[
            { id: 'season', says: season === undefined ? say('club-wide') : say('title-of', { season }) },
            ...(meetingName === undefined ? [] : [{ id: 'meeting', says: meetingName }]),
          ]}
          value={atMeeting ? 'meeting' : 'season'}
          onChange={(next) => set('for', next)}
        />
        <ChoiceField
          label={say('class')}
          choices={[{ id: 'all', says: say('all-classes') }, ...club.classes.map(({ id, name }) => ({ id, says: name }))]}
          value={classId ?? 'all'}
          onChange={(next) => set('class', next)}
        />
      </div>
      {(answer?.unset.length ?? 0) > 0 && (
        <p className={styles['attention']}>
          <Badge kind="warn">{say('not-set')}</Badge> {say('unset-count', { count: answer?.unset.length ?? 0 })}
        </p>
      )}
      {pending && <Waiting says={say('loading')} />}
      {problem && <p>{problem.detail}</p>}
      <div className={styles['halves']}>
        <div className="stack">
          <ValueTable caption={say('tab-values')} rows={rows.filter((row) => row.formula !== true)} {...settable} />
          <WorkedOut rows={rows.filter((row) => row.formula === true)} {...settable} />
        </div>
        <ValuesGiven season={season} meeting={atMeeting ? meeting.meeting : undefined} />
      </div>
      {setting && <SetValue key={setting.value} row={setting} place={place} season={season} onClose={() => setSetting(undefined)} />}
    </div>
  );
}

const isUnset = (row: ValueRow): boolean => 'refused' in row && row.refused === 'value-unset';
const fits = (row: ValueRow, wanted: string): boolean =>
  `${row.says} ${row.value.replaceAll('_', ' ')} ${row.clauses.join(' ')}`.toLowerCase().includes(wanted.trim().toLowerCase());

interface ValueRows {
  readonly rows: readonly ValueRow[];
  readonly onSet?: (row: ValueRow) => void;
}

/** Values that the rulebook works out by a formula; they can be set too, and seldom are. */
function WorkedOut({ rows, onSet }: ValueRows) {
  const say = useWords(WORDS);
  if (rows.length === 0) return null;
  return (
    <details className={styles['fold']}>
      <summary>{say('worked-out', { count: rows.length })}</summary>
      <ValueTable caption={say('worked-out-table')} rows={rows} {...(onSet ? { onSet } : {})} />
    </details>
  );
}

function ValueTable({ caption, rows, onSet }: ValueRows & { readonly caption: string }) {
  const say = useWords(WORDS);
  const text = useValueText();
  const columns: readonly Column<ValueRow>[] = [
    {
      id: 'says',
      head: say('value'),
      names: true,
      cell: (row) => (
        <>
          {sentence(row.says)} <Clauses clauses={row.clauses} />
        </>
      ),
    },
    {
      id: 'is',
      head: say('is-now'),
      cell: (row) =>
        'is' in row ? (
          <Why about={sentence(row.says)} because={row.because}>
            {text(row.is, row.unit)}
          </Why>
        ) : (
          <Badge kind={row.refused === 'value-unset' ? 'warn' : 'plain'}>
            {say(row.refused === 'value-unset' ? 'not-set' : 'at-the-moment')}
          </Badge>
        ),
    },
    {
      id: 'from',
      head: say('from'),
      wide: true,
      cell: (row) =>
        'is' in row && row.because.facts.length > 0 ? (
          <Badge kind="good">{say('set-by-club')}</Badge>
        ) : (
          <span className="quiet">{say('as-written')}</span>
        ),
    },
    ...(onSet
      ? [
          {
            id: 'set',
            head: say('set'),
            cell: (row: ValueRow) => (
              <Button onPress={() => onSet(row)} aria-label={say('set-of', { value: row.says })}>
                {say('set')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <div className="card">
      {rows.length === 0 ? (
        <p className="quiet">{say('no-values')}</p>
      ) : (
        <Table caption={caption} columns={columns} rows={rows} keyOf={(row) => row.value} />
      )}
    </div>
  );
}
