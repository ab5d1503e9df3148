import type { ActField, CaseRule, Fields } from '@racetower/engine';

/** What was written in the form, by field. */
export type Written = Readonly<Record<string, string>>;

/** Stands before the names of fields that the rulebook asks for. */
export const FIELD = 'field-';

/** What was written in the fields of a case, each as the type that the rulebook asks for. */
export function formFields(rule: CaseRule, written: Written): Fields {
  return Object.fromEntries(
    rule.fields.flatMap((field) => {
      const value = valueOf(field, (written[FIELD + field.name] ?? '').trim());
      return value === undefined ? [] : [[field.name, value] as const];
    }),
  );
}

/** What was written as the type that the rulebook asks for; what is not of it goes on as it is, and is refused at its field. */
function valueOf({ type }: ActField, text: string): Fields[string] | undefined {
  if (type === 'boolean') return text === 'yes';
  if (text === '') return undefined;
  if (type === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  if (type === 'money') return /^\$?\d+(\.\d\d)?$/.test(text) ? Math.round(Number(text.replace('$', '')) * 100) : text;
  if (type === 'cars' || type === 'list' || type === 'order')
    return text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  return text;
}
