import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { ActFields } from '../../acts/act-fields.tsx';
import { actValues, type Typed } from '../../acts/act-values.ts';
import { useClub, useRaceName, useView } from '../../api/club.tsx';
import { type Unsigned, useGiving } from '../../api/giving.tsx';
import { amountText, centsOf } from '../../design/amounts.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { ChoiceField, Field, Form } from '../../design/field.tsx';
import { useMoney } from '../../design/money.ts';
import { Clauses } from '../../design/why.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import type { Kind } from './case-file.tsx';
import { sentenceOf } from './case-names.ts';
import { wordsOf } from './filed.tsx';
import type { Case } from './queue.tsx';
import { WORDS } from './words.ts';

export interface FileCaseProps {
  /** Those on record: a new one has an id of its own. */
  readonly cases: readonly Case[];
  /** The case that it is about, as an appeal. */
  readonly about?: string | undefined;
  /** With the id of what was filed. */
  readonly onClose: (filed?: string) => void;
}

/** The form of a case, by its kind: what the rulebook asks, and its fee. */
export function FileCase({ cases, about, onClose }: FileCaseProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { meeting } = useMeeting();
  const original = cases.find((each) => each.id === about);
  const at = original ? original.meeting : meeting?.meeting;
  const kinds = useView('case-kinds', { role: acting.role, ...(at === undefined ? {} : { meeting: at }) }).answer?.kinds ?? [];
  const [chosen, setChosen] = useState<string>();
  const kind = kinds.find((each) => each.case === chosen) ?? (kinds.length === 1 ? kinds[0] : undefined);
  return (
    <Dialog title={about === undefined ? say('file') : say('file-about')} onClose={() => onClose()} wide>
      <div className="stack">
        <ChoiceField
          label={say('kind')}
          placeholder={say('choose')}
          choices={kinds.map((each) => ({
            id: each.case,
            says: sentenceOf(each.says),
            ...(each.mayFile ? {} : { more: say('filed-by', { who: each.by.map(roleName).join(', ') }) }),
          }))}
          value={kind?.case}
          onChange={setChosen}
        />
        {kind && <CaseForm key={kind.case} kind={kind} cases={cases} original={original} meeting={at} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

interface CaseFormProps {
  readonly kind: Kind;
  readonly cases: readonly Case[];
  readonly original: Case | undefined;
  readonly meeting: string | undefined;
  readonly onClose: (filed?: string) => void;
}

/** The names of the fields as the server's answers name them. */
const FIXED = ['filer', 'against', 'race', 'car', 'paid-cents', 'paid-by'] as const;
type Fixed = Readonly<Record<(typeof FIXED)[number], string>>;

function CaseForm({ kind, cases, original, meeting, onClose }: CaseFormProps) {
  const say = useWords(WORDS);
  const nameOf = useRaceName();
  const { give } = useGiving();
  const races = useView('schedule', meeting === undefined ? undefined : { meeting }).answer?.races ?? [];
  const [typed, setTyped] = useState<Typed>({});
  const [fixed, setFixed] = useState<Fixed>(() => ({
    filer: '',
    against: original?.against ?? '',
    race: original?.race ?? '',
    car: '',
    'paid-cents': kind.feeCents === undefined ? '' : amountText(kind.feeCents),
    'paid-by': kind.pay?.length === 1 ? (kind.pay[0] ?? '') : '',
  }));
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const field = (name: (typeof FIXED)[number]) => ({
    name,
    label: say(`field-${name}`),
    value: fixed[name],
    onChange: (value: string) => {
      setProblem(undefined);
      setFixed((before) => ({ ...before, [name]: value }));
    },
  });
  const file = async (): Promise<void> => {
    if (sending) return;
    setSending(true);
    const id = nextId(kind.case, cases);
    const came = await give(commandOf(kind, fixed, actValues(kind.fields, typed), { id, meeting, about: original?.id }), {
      says: say('filed-as', { kind: sentenceOf(kind.says), id }),
      refusal: 'fields',
    });
    setSending(false);
    if (came.is === 'done') onClose(id);
    else setProblem(came.problem);
  };
  const whyNot = kind.mayFile ? (sending ? say('on-its-way') : undefined) : say('filed-by', { who: kind.by.map(roleName).join(', ') });
  return (
    <Form problem={problem} onSubmit={() => void file()} label={kind.says}>
      <p>
        <Clauses clauses={kind.because.clauses} />
      </p>
      <Field {...field('filer')} />
      <Field {...field('against')} />
      {races.length > 0 && (
        <ChoiceField
          {...field('race')}
          choices={races.map((race) => ({ id: race.race, says: nameOf(race) }))}
          value={fixed.race || undefined}
        />
      )}
      <Field {...field('car')} hint={say('may-be-empty')} />
      <ActFields fields={kind.fields} typed={typed} onTyped={setTyped} />
      <FeeFields kind={kind} field={field} />
      <div className="row">
        <Button kind="main" type="submit" whyNot={whyNot}>
          {say('file-it')}
        </Button>
      </div>
    </Form>
  );
}

type FieldOf = (name: (typeof FIXED)[number]) => {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** The fee of a kind of case: what was paid, and how. */
function FeeFields({ kind, field }: { readonly kind: Kind; readonly field: FieldOf }) {
  const say = useWords(WORDS);
  const money = useMoney();
  if (!kind.fee) return null;
  const pay = kind.pay ?? [];
  const how = field('paid-by');
  return (
    <>
      <p>
        {kind.feeCents === undefined ? say('has-fee') : say('fee-is', { fee: money(kind.feeCents) })} <Clauses clauses={kind.fee.clauses} />
      </p>
      <Field {...field('paid-cents')} inputMode="decimal" hint={say('amount-hint')} />
      {pay.length > 0 ? (
        <ChoiceField {...how} choices={pay.map((id) => ({ id, says: wordsOf(id) }))} value={how.value || undefined} />
      ) : (
        <Field {...how} />
      )}
    </>
  );
}

function commandOf(
  kind: Kind,
  fixed: Fixed,
  fields: ReturnType<typeof actValues>,
  { id, meeting, about }: { readonly id: string; readonly meeting: string | undefined; readonly about: string | undefined },
): Unsigned<'file'> {
  const text = (name: (typeof FIXED)[number], as: string): Readonly<Record<string, string>> =>
    fixed[name].trim() === '' ? {} : { [as]: fixed[name].trim() };
  const paidCents = centsOf(fixed['paid-cents']);
  return {
    do: 'file',
    case: kind.case,
    id,
    filer: fixed.filer.trim(),
    ...(meeting === undefined ? {} : { meeting }),
    ...(about === undefined ? {} : { about }),
    ...text('against', 'against'),
    ...text('race', 'race'),
    ...text('car', 'car'),
    ...(kind.fields.length === 0 ? {} : { fields }),
    ...(kind.fee && paidCents !== undefined ? { paidCents, ...text('paid-by', 'paidBy') } : {}),
  };
}

/** The first id of a kind that no case has. */
function nextId(kind: string, cases: readonly Case[]): string {
  const taken = new Set(cases.map((each) => each.id));
  let number = 1;
  while (taken.has(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}
