import { isDay, isInstant } from '../context.ts';
import type { Fields, Plain } from '../fact.ts';
import type { ActField } from '../language.ts';
import { didYouMean } from '../nearest.ts';
import { refuse } from '../refusal.ts';

/** Checks fields against their types; refuses a missing, an unknown and a wrong one by name. */
export function checkFields(what: string, fields: readonly ActField[], given: Fields, clauses: readonly string[]): Fields {
  const allowed = [...fields.map((field) => field.name), 'off', 'note'];
  const stranger = Object.keys(given).find((name) => !allowed.includes(name));
  if (stranger !== undefined)
    return refuse('unknown-field', `${what} has no field "${stranger}"${didYouMean(stranger, allowed)}`, { clauses, field: stranger });
  for (const field of fields) {
    const value = given[field.name];
    if (value === undefined) {
      if (!field.optional) return refuse('field-missing', `${what} needs ${field.name}`, { clauses, field: field.name });
    } else if (!fits(field, value))
      return refuse(
        'wrong-type',
        `${field.name} of ${what} is ${field.type === 'choice' ? `one of ${(field.choices ?? []).join(', ')}` : `a ${field.type}`}, not ${JSON.stringify(value)}`,
        { clauses, field: field.name },
      );
  }
  return given;
}

function fits(field: ActField, value: Plain): boolean {
  switch (field.type) {
    case 'number':
    case 'money':
      return Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && isDay(value);
    case 'time':
      return typeof value === 'string' && /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(value);
    case 'instant':
      return typeof value === 'string' && isInstant(value);
    case 'link':
      return typeof value === 'string' && isLink(value);
    case 'cars':
    case 'order':
      return Array.isArray(value) && value.every((each) => typeof each === 'string');
    case 'list':
      return Array.isArray(value);
    case 'choice':
      return typeof value === 'string' && (field.choices ?? []).includes(value);
    default:
      return typeof value === 'string';
  }
}

/** An address of the web: nothing else can be opened from a list of evidence without harm. */
function isLink(value: string): boolean {
  return /^https?:\/\/[^\s/?#]+\S*$/i.test(value);
}
