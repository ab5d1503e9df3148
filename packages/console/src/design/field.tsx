import { type ReactNode, useId, useState } from 'react';
import type { Problem } from '@racetower/server/client';
import {
  Button as AriaButton,
  FieldError,
  Form as AriaForm,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
  TextArea,
  TextField as AriaTextField,
  Checkbox as AriaCheckbox,
} from 'react-aria-components';
import styles from './field.module.css';

export interface FormProps {
  readonly children: ReactNode;
  /** What the server said to the form: shown at the fields it names, the rest above them. */
  readonly problem?: Problem | undefined;
  readonly onSubmit: () => void;
  readonly label?: string;
}

/** A form. What the server finds wrong stands at the field, what was typed stays. */
export function Form({ children, problem, onSubmit, label }: FormProps) {
  const [corrected, setCorrected] = useState<Problem>();
  // What is wrong is gone as soon as somebody types: were it gone when a field is left, buttons would move away from under a press.
  const errors = errorsOf(problem === corrected ? undefined : problem);
  return (
    <AriaForm
      className=""
      validationErrors={errors.fields}
      {...(label === undefined ? {} : { 'aria-label': label })}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div
        role="presentation"
        className={styles['form']}
        onInput={() => setCorrected(problem)}
        onKeyDown={({ key }) => {
          if (key.length === 1 || ['Backspace', 'Delete', 'ArrowUp', 'ArrowDown'].includes(key)) setCorrected(problem);
        }}
      >
        {errors.whole !== undefined && (
          <p role="alert" className={styles['error']}>
            {errors.whole}
          </p>
        )}
        {children}
      </div>
    </AriaForm>
  );
}

/** What a problem says of single fields, and what is left for the whole form. */
function errorsOf(problem: Problem | undefined): { readonly fields: Record<string, string>; readonly whole: string | undefined } {
  if (!problem) return { fields: {}, whole: undefined };
  const fields = Object.fromEntries((problem.errors ?? []).map(({ field, says }) => [field, says]));
  if (Object.keys(fields).length > 0) return { fields, whole: undefined };
  const clauses = problem.clauses?.length ? ` (${problem.clauses.join(', ')})` : '';
  return problem.field !== undefined && problem.field !== ''
    ? { fields: { [problem.field]: problem.detail }, whole: problem.detail + clauses }
    : { fields: {}, whole: problem.detail + clauses };
}

export interface FieldProps {
  readonly label: string;
  /** The field of the command: what the server says of it stands here. */
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly required?: boolean;
  readonly lines?: boolean;
  readonly type?: 'text' | 'password' | 'date' | 'search' | 'tel' | 'email';
  readonly inputMode?: 'text' | 'numeric' | 'decimal';
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
  /** What is offered while it is typed. */
  readonly suggestions?: readonly string[];
}

/** A field for a text or a number. */
export function Field({
  label,
  name,
  value,
  onChange,
  hint,
  required = false,
  lines = false,
  inputMode,
  suggestions,
  ...rest
}: FieldProps) {
  const offered = useId();
  return (
    <AriaTextField
      className={styles['field'] ?? ''}
      name={name}
      value={value}
      onChange={onChange}
      isRequired={required}
      validationBehavior="aria"
      {...rest}
    >
      <Label className={styles['label'] ?? ''}>{label}</Label>
      {lines ? (
        <TextArea className={styles['input'] ?? ''} rows={3} />
      ) : (
        <Input
          className={styles['input'] ?? ''}
          {...(inputMode === undefined ? {} : { inputMode })}
          {...(suggestions === undefined ? {} : { list: offered })}
        />
      )}
      {suggestions !== undefined && (
        <datalist id={offered}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {hint !== undefined && (
        <Text slot="description" className={styles['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles['error'] ?? ''} />
    </AriaTextField>
  );
}

export interface Choice {
  readonly id: string;
  readonly says: string;
  /** A second line. */
  readonly more?: string | undefined;
}

export interface ChoiceFieldProps {
  readonly label: string;
  readonly name?: string;
  readonly choices: readonly Choice[];
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
  /** The label is only read out. */
  readonly quiet?: boolean;
  /** Stands there while nothing is chosen. */
  readonly placeholder?: string;
}

/** A field to choose one of a few. */
export function ChoiceField({ label, name, choices, value, onChange, quiet = false, placeholder }: ChoiceFieldProps) {
  return (
    <AriaSelect
      className={styles['field'] ?? ''}
      {...(name === undefined ? {} : { name })}
      {...(quiet ? { 'aria-label': label } : {})}
      {...(placeholder === undefined ? {} : { placeholder })}
      value={value ?? null}
      onChange={(key) => key !== null && onChange(String(key))}
    >
      {!quiet && <Label className={styles['label'] ?? ''}>{label}</Label>}
      <AriaButton className={`${styles['input']} ${styles['choice']}`}>
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </AriaButton>
      <FieldError className={styles['error'] ?? ''} />
      <Popover className={styles['choices'] ?? ''}>
        <ListBox items={choices.map((each) => ({ ...each }))}>
          {({ id, says, more }) => (
            <ListBoxItem id={id} textValue={says} className={styles['item'] ?? ''}>
              <Text slot="label">{says}</Text>
              {more !== undefined && (
                <Text slot="description" className={styles['hint'] ?? ''}>
                  {more}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export interface TickProps {
  readonly children: ReactNode;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** A box to tick. */
export function Tick({ children, value, onChange }: TickProps) {
  return (
    <AriaCheckbox className={styles['tick'] ?? ''} isSelected={value} onChange={onChange}>
      <span className={styles['box']} aria-hidden="true">
        {value ? '✓' : ''}
      </span>
      {children}
    </AriaCheckbox>
  );
}
