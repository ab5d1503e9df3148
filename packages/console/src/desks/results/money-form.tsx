import type { CommandKind } from '@racetower/engine';
import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { type Unsigned, useGiving } from '../../api/giving.tsx';
import { centsOf } from '../../design/amounts.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { type Choice, ChoiceField, Field, Form } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

/** A field of a money form, by its name in the command. An amount stands under `cents`. */
export interface MoneyField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** One of these; left out: any text. */
  readonly choices?: readonly Choice[];
}

export interface MoneyFormProps {
  readonly title: string;
  readonly verb: string;
  readonly fields: readonly MoneyField[];
  readonly first?: Readonly<Record<string, string>>;
  /** The command of what was filled in. Texts that are empty are left out before. */
  readonly commandOf: (filled: Readonly<Record<string, string>>, cents: number) => Unsigned;
  readonly onClose: () => void;
}

/** A dialog that books money: what is refused stands at the field, what was typed stays, nothing is sent twice. */
export function MoneyForm({ title, verb, fields, first = {}, commandOf, onClose }: MoneyFormProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const [filled, setFilled] = useState(first);
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const submit = async (): Promise<void> => {
    if (sending) return;
    const cents = centsOf(filled['cents'] ?? '');
    if (cents === undefined) return setProblem(notAnAmount(say('not-an-amount')));
    setSending(true);
    const given = Object.fromEntries(Object.entries(filled).filter(([name, text]) => name !== 'cents' && text.trim() !== ''));
    const came = await give<CommandKind>(commandOf(given, cents), { says: title, refusal: 'form' });
    setSending(false);
    if (came.is === 'done') onClose();
    else setProblem(came.problem);
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" whyNot={sending ? say('on-its-way') : undefined} onPress={() => void submit()}>
            {verb}
          </Button>
        </>
      }
    >
      <Form problem={problem} onSubmit={() => void submit()} label={title}>
        {fields.map((field, index) => (
          <OneField
            key={field.name}
            field={field}
            value={filled[field.name] ?? ''}
            autoFocus={index === 0}
            onChange={(value) => {
              setProblem(undefined);
              setFilled((before) => ({ ...before, [field.name]: value }));
            }}
          />
        ))}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Dialog>
  );
}

interface OneFieldProps {
  readonly field: MoneyField;
  readonly value: string;
  readonly autoFocus: boolean;
  readonly onChange: (value: string) => void;
}

function OneField({ field: { name, label, hint, choices }, value, autoFocus, onChange }: OneFieldProps) {
  if (choices)
    return <ChoiceField label={label} name={name} choices={choices} value={value === '' ? undefined : value} onChange={onChange} />;
  return (
    <Field
      label={label}
      name={name}
      value={value}
      onChange={onChange}
      hint={hint}
      autoFocus={autoFocus}
      {...(name === 'cents' ? { inputMode: 'decimal' as const } : {})}
    />
  );
}

/** What is said at the field of an amount that nobody can read. */
export function notAnAmount(says: string): Problem {
  return {
    type: 'about:blank',
    title: says,
    status: 400,
    code: 'bad-amount',
    detail: says,
    field: 'cents',
    errors: [{ field: 'cents', says }],
  };
}
