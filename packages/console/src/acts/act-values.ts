import type { Answer } from '@racetower/server/client';
import { centsOf } from '../design/amounts.ts';

export type ActField = Answer<'papers'>['papers'][number]['fields'][number];
/** What was filled in, as it was typed. */
export type Typed = Readonly<Record<string, string | boolean>>;
export type Plain = string | number | boolean | readonly string[];

const LISTS: ReadonlySet<ActField['type']> = new Set(['cars', 'order', 'list']);

/** What was typed as the fields of an act take it; what does not fit goes as it is, so that the answer names the field. */
export function actValues(fields: readonly ActField[], typed: Typed): Readonly<Record<string, Plain>> {
  return Object.fromEntries(
    fields.flatMap((field): [string, Plain][] => {
      const value = typed[field.name];
      if (field.type === 'boolean') return [[field.name, value === true]];
      const text = typeof value === 'string' ? value.trim() : '';
      return text === '' ? [] : [[field.name, valueOf(field, text)]];
    }),
  );
}

function valueOf(field: ActField, text: string): Plain {
  if (LISTS.has(field.type)) return text.split(/[\s,;]+/);
  if (field.type === 'number') return /^-?\d+$/.test(text) ? Number(text) : text;
  if (field.type === 'money') return centsOf(text) ?? text;
  return text;
}
