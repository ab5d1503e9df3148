import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { useSettled } from '../../api/settled.ts';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ChoiceField, Field, Form } from '../../design/field.tsx';
import { atItsField, missing } from '../../design/missing.ts';
import { Clauses } from '../../design/why.tsx';
import { Changes } from '../../shell/changes.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './season.module.css';
import { sentence, typedText, useValueText, valueOf } from './value-text.ts';
import type { ValuePlace, ValueRow } from './values.tsx';
import { WORDS } from './words.ts';

export interface SetValueProps {
  readonly row: ValueRow;
  readonly place: ValuePlace;
  readonly season: string | undefined;
  readonly onClose: () => void;
}

/** Gives a value for the season or a meeting, for all classes or one; what changes by it stands there before. */
export function SetValue({ row, place, season, onClose }: SetValueProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const { seq } = useView('meetings', {});
  const text = useValueText();
  const [typed, setTyped] = useState('is' in row ? typedText(row.is, row.unit) : '');
  const [where, setWhere] = useState(place.meeting === undefined ? 'season' : 'meeting');
  const [classId, setClass] = useState(place.class ?? 'all');
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const { meeting } = useMeeting();
  const to = valueOf(typed, row.kind, row.unit);
  const command = {
    do: 'set-value',
    value: row.value,
    to,
    of: where === 'meeting' ? ('meeting' as const) : ('season' as const),
    ...(where === 'meeting' && meeting ? { meeting: meeting.meeting } : season === undefined ? {} : { season }),
    ...(classId === 'all' ? {} : { class: classId }),
    ...(why.trim() === '' ? {} : { why: why.trim() }),
  } as const;
  const would = usePreview(useSettled(typed.trim() === '' ? undefined : command), seq);
  const set = async (): Promise<void> => {
    const wanted = missing({ to: typed.trim() === '' && say('needs-value') });
    if (wanted) return setProblem(wanted);
    if (sent) return undefined;
    setSent(true);
    const came = await give(command, { says: say('set-to', { value: row.says, to: text(to, row.unit) }), refusal: 'fields' });
    setSent(false);
    return came.is === 'done' ? onClose() : setProblem(atItsField(came.problem, ['to']));
  };
  const change = (next: string): void => {
    setProblem(undefined);
    setTyped(next);
  };
  return (
    <Dialog
      title={sentence(row.says)}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={() => void set()}>
            {say('set')}
          </Button>
        </>
      }
    >
      <p className="quiet">
        {row.written !== undefined && say('written', { value: writtenText(row, text) })} <Clauses clauses={row.clauses} />
      </p>
      <Form problem={problem} onSubmit={() => void set()}>
        <ToField row={row} value={typed} onChange={change} />
        <div className={styles['pair']}>
          <HoldsIn season={season} value={where} onChange={setWhere} />
          <ForClass value={classId} onChange={setClass} />
        </div>
        <Field label={say('why-optional')} name="why" value={why} onChange={setWhy} hint={say('why-value-hint')} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
      {would.problem === undefined || problem === undefined ? <Changes would={would} /> : null}
    </Dialog>
  );
}

/** What the rulebook itself says of a value: a plain one as people write it, a formula as it is. */
function writtenText(row: ValueRow, text: (value: unknown, unit: string | undefined) => string): string {
  const written = row.written ?? '';
  return /^\d+$/.test(written) ? text(Number(written), row.unit) : written;
}

interface ToFieldProps {
  readonly row: ValueRow;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ToField({ row, value, onChange }: ToFieldProps) {
  const say = useWords(WORDS);
  if (row.kind === 'boolean')
    return (
      <ChoiceField
        label={say('new-value')}
        name="to"
        choices={[
          { id: 'true', says: say('yes') },
          { id: 'false', says: say('no-value') },
        ]}
        value={value}
        onChange={onChange}
      />
    );
  const hint = row.kind === 'list' ? say('list-hint') : row.unit === 'cents' ? say('money-hint') : row.unit;
  return (
    <Field
      label={say('new-value')}
      name="to"
      value={value}
      onChange={onChange}
      autoFocus
      {...(hint === undefined ? {} : { hint })}
      {...(row.kind === 'number' ? { inputMode: 'decimal' as const } : {})}
    />
  );
}

interface PlaceFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function HoldsIn({ season, value, onChange }: PlaceFieldProps & { readonly season: string | undefined }) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  const { meeting } = useMeeting();
  const choices = [
    { id: 'season', says: season === undefined ? say('club-wide') : say('title-of', { season }) },
    ...(meeting
      ? [{ id: 'meeting', says: say('only-meeting', { meeting: meeting.name === meeting.date ? date(meeting.date) : meeting.name }) }]
      : []),
  ];
  return <ChoiceField label={say('holds-in')} name="of" choices={choices} value={value} onChange={onChange} />;
}

function ForClass({ value, onChange }: PlaceFieldProps) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const choices = [{ id: 'all', says: say('all-classes') }, ...classes.map(({ id, name }) => ({ id, says: name }))];
  return <ChoiceField label={say('class')} name="class" choices={choices} value={value} onChange={onChange} />;
}
