import { useClub } from '../api/club.tsx';
import { ChoiceField, Field, Tick } from '../design/field.tsx';
import { useWords } from '../words/words.tsx';
import type { ActField, Typed } from './act-values.ts';
import { WORDS } from './words.ts';

export interface ActFieldsProps {
  readonly fields: readonly ActField[];
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly autoFocus?: boolean;
}

/** The fields of an act, each in the form that its type asks for. */
export function ActFields({ fields, typed, onTyped, autoFocus = false }: ActFieldsProps) {
  return fields.map((field, index) => (
    <OneField
      key={field.name}
      field={field}
      value={typed[field.name]}
      autoFocus={autoFocus && index === 0}
      onChange={(value) => onTyped({ ...typed, [field.name]: value })}
    />
  ));
}

interface OneFieldProps {
  readonly field: ActField;
  readonly value: string | boolean | undefined;
  readonly autoFocus: boolean;
  readonly onChange: (value: string | boolean) => void;
}

const HINTS: Partial<Record<ActField['type'], 'cars-hint' | 'money-hint' | 'time-hint' | 'link-hint'>> = {
  cars: 'cars-hint',
  order: 'cars-hint',
  money: 'money-hint',
  time: 'time-hint',
  link: 'link-hint',
};

function OneField({ field, value, autoFocus, onChange }: OneFieldProps) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const words = field.name.replaceAll('-', ' ');
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  const text = typeof value === 'string' ? value : '';
  if (field.type === 'boolean')
    return (
      <Tick value={value === true} onChange={onChange}>
        {label}
      </Tick>
    );
  if (field.type === 'choice' || field.type === 'class') {
    const choices =
      field.type === 'class' ? classes.map(({ id, name }) => ({ id, says: name })) : (field.choices ?? []).map((id) => ({ id, says: id }));
    return <ChoiceField label={label} name={field.name} choices={choices} value={text === '' ? undefined : text} onChange={onChange} />;
  }
  const hint = HINTS[field.type];
  return (
    <Field
      label={field.optional ? say('optional', { label }) : label}
      name={field.name}
      value={text}
      onChange={onChange}
      autoFocus={autoFocus}
      {...(field.type === 'date' ? { type: 'date' as const } : {})}
      {...(field.type === 'number' ? { inputMode: 'numeric' as const } : field.type === 'money' ? { inputMode: 'decimal' as const } : {})}
      {...(hint === undefined ? {} : { hint: say(hint) })}
    />
  );
}
