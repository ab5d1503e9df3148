import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { RecordButton, type PaperKind } from './mend.tsx';
import type { Known } from './person.tsx';
import styles from './registry.module.css';
import { useSaid } from './said.ts';
import { CorrectDialog, TakeBackDialog } from './take-back.tsx';
import { WORDS } from './words.ts';

type Row = Known['records'][number];

export interface PapersProps {
  readonly known: Known;
  readonly meeting: string | undefined;
  readonly seq: number;
}

/** The papers of somebody and of their cars, kind by kind as the rulebook keeps them, the latest first. */
export function Papers({ known, meeting, seq }: PapersProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const kinds = useView('particulars', { role: acting.role }).answer?.papers ?? [];
  if (kinds.length === 0) return null;
  const groups = kinds.flatMap((kind): readonly Pick<KindProps, 'kind' | 'about' | 'rows'>[] =>
    kind.of === 'person'
      ? [{ kind, about: { person: known.name }, rows: known.records.filter((row) => row.record === kind.record) }]
      : known.cars.map((car) => ({
          kind,
          about: { person: known.name, class: car.class, car: car.car },
          rows: known.records.filter(
            (row) => row.record === kind.record && row.car === car.car && (row.class === undefined || row.class === car.class),
          ),
        })),
  );
  return (
    <section className="card stack" aria-label={say('papers')}>
      <h3>{say('papers')}</h3>
      <ul className={styles['papers']}>
        {groups.map(({ kind, about, rows }) => (
          <Kind
            key={`${kind.record} ${about.class ?? ''} ${about.car ?? ''}`}
            kind={kind}
            about={about}
            rows={rows}
            meeting={meeting}
            seq={seq}
          />
        ))}
      </ul>
    </section>
  );
}

interface KindProps {
  readonly kind: PaperKind;
  readonly about: { readonly person: string; readonly class?: string; readonly car?: string };
  readonly rows: readonly Row[];
  readonly meeting: string | undefined;
  readonly seq: number;
}

function Kind({ kind, about, rows, meeting, seq }: KindProps) {
  const say = useWords(WORDS);
  const [latest, ...before] = rows;
  const sums = kind.fields
    .filter((field) => field.type === 'number' && rows.length > 1)
    .map((field) =>
      say('sum-of', {
        what: field.name.replaceAll('-', ' '),
        sum: rows.reduce((sum, row) => sum + Number(row.fields[field.name] ?? 0), 0),
      }),
    );
  return (
    <li className={styles['paper']}>
      <span className={styles['about']}>
        <span>
          <strong>{kind.says}</strong>
          {about.car !== undefined && <span className="quiet"> {say('car-of', { car: about.car })}</span>}{' '}
          <Clauses clauses={kind.clauses} />
        </span>
        {latest === undefined ? <span className="quiet">{say('none-on-record')}</span> : <OneRecord row={latest} kind={kind} />}
        {before.length > 0 && (
          <details>
            <summary>{[say('earlier', { count: before.length }), ...sums].join(' · ')}</summary>
            {before.map((row) => (
              <OneRecord key={row.fact} row={row} kind={kind} />
            ))}
          </details>
        )}
      </span>
      <RecordButton kind={kind} about={about} meeting={meeting} seq={seq} short />
    </li>
  );
}

/** The fields of a record without the day that its badge says already. */
const withoutEnd = ({ fields, goodUntil }: Row): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => goodUntil === undefined || value !== goodUntil));

function OneRecord({ row, kind }: { readonly row: Row; readonly kind: PaperKind }) {
  const say = useWords(WORDS);
  const said = useSaid();
  const { acting } = useClub();
  const { day, date } = useInstants();
  const [open, setOpen] = useState<'correct' | 'take-back'>();
  const what = `${kind.says}, ${day(row.at)}`;
  return (
    <span className={styles['record']}>
      <span>
        {row.goodUntil === undefined ? (
          <Badge kind="good">{say('on-record')}</Badge>
        ) : (
          <Badge kind={row.runsOut === 'out' ? 'bad' : row.runsOut === 'soon' ? 'warn' : 'good'}>
            {say(row.runsOut === 'out' ? 'ran-out' : 'good-until', { day: date(row.goodUntil) })}
          </Badge>
        )}{' '}
        <span className="quiet">{[day(row.at), said.fields(withoutEnd(row), kind.fields)].filter(Boolean).join(' · ')}</span>
      </span>
      {acting.gives.includes('correct') && (
        <span className="row">
          {kind.fields.length > 0 && (
            <Button kind="bare" onPress={() => setOpen('correct')}>
              {say('correct')}
              <span className="visually-hidden"> {what}</span>
            </Button>
          )}
          <Button kind="bare" onPress={() => setOpen('take-back')}>
            {say('take-back')}
            <span className="visually-hidden"> {what}</span>
          </Button>
        </span>
      )}
      {open === 'correct' && (
        <CorrectDialog fact={row.fact} what={what} fields={kind.fields} known={row.fields} onClose={() => setOpen(undefined)} />
      )}
      {open === 'take-back' && <TakeBackDialog fact={row.fact} what={what} onClose={() => setOpen(undefined)} />}
    </span>
  );
}
