import { COMMAND_SHAPES, type FieldShape } from '../command-shapes.ts';
import { COMMAND_KINDS, type Command } from '../command.ts';
import { didYouMean } from '../nearest.ts';
import { refuse } from '../refusal.ts';

/** What every command may say beside its own fields. */
const GIVEN: Readonly<Record<string, 'text' | 'boolean' | 'override'>> = {
  do: 'text',
  at: 'text',
  by: 'text',
  season: 'text',
  meeting: 'text',
  race: 'text',
  override: 'override',
  confirm: 'boolean',
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Refuses a command of an unknown kind (`unknown-command`), without a field that it needs (`field-missing`), with one
 * that it does not have (`unknown-field`), or with one of another type (`wrong-type`); each names the field.
 */
export function checkShape(command: Command): void {
  const named: string = command.do;
  const shape = Object.hasOwn(COMMAND_SHAPES, command.do)
    ? COMMAND_SHAPES[command.do]
    : refuse('unknown-command', `there is no command "${named}"${didYouMean(named, COMMAND_KINDS)}`, {
        field: 'do',
      });
  const given = command as unknown as Readonly<Record<string, unknown>>;
  for (const name of ['at', 'by']) if (given[name] === undefined) refuse('field-missing', `${command.do} needs ${name}`, { field: name });
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const common = Object.hasOwn(GIVEN, name) ? GIVEN[name] : undefined;
    const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (!common && !field)
      refuse(
        'unknown-field',
        `${command.do} has no field "${name}"${didYouMean(name, [...Object.keys(GIVEN), ...Object.keys(shape.fields)])}`,
        { field: name },
      );
    if (common && !fitsGiven(common, value))
      refuse(
        'wrong-type',
        `${name} is ${common === 'text' ? 'a text' : common === 'boolean' ? 'yes or no' : 'a reason, {why, clause?}'}, not ${JSON.stringify(value)}`,
        { field: name },
      );
    if (field && !fits(field, value))
      refuse('wrong-type', `${name} of ${command.do} is ${expected(field)}, not ${JSON.stringify(value)}`, { field: name });
  }
  for (const [name, field] of Object.entries(shape.fields))
    if (field.optional !== true && given[name] === undefined)
      refuse('field-missing', `${command.do} needs ${name}: ${field.says}`, { field: name });
}

function fitsGiven(type: 'text' | 'boolean' | 'override', value: unknown): boolean {
  if (type === 'text') return typeof value === 'string';
  if (type === 'boolean') return typeof value === 'boolean';
  return isMap(value) && typeof value['why'] === 'string' && value['why'] !== '';
}

function fits(field: FieldShape, value: unknown): boolean {
  switch (field.type) {
    case 'text':
    case 'date':
      return typeof value === 'string';
    case 'instant':
      return typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));
    case 'number':
    case 'cents':
      return Number.isInteger(value);
    case 'cars':
    case 'texts':
      return Array.isArray(value) && value.every((each) => typeof each === 'string');
    case 'microseconds':
      return Array.isArray(value) && value.every((each) => typeof each === 'number');
    case 'statuses':
      return isMap(value) && Object.values(value).every((each) => typeof each === 'string');
    case 'numbers':
      return isMap(value) && Object.values(value).every((each) => Number.isInteger(each));
    case 'fields':
    case 'map':
      return isMap(value);
    case 'choice':
      return typeof value === 'string' && (field.choices ?? []).includes(value);
    case 'plain':
      return true;
  }
}

const WORDS: Readonly<Record<FieldShape['type'], string>> = {
  text: 'a text',
  date: 'a date, as 2026-05-02',
  instant: 'an instant, as 2026-05-02T14:00:00Z',
  number: 'a whole number',
  cents: 'a whole number of cents',
  plain: 'a plain value',
  cars: 'a list of car numbers as texts',
  texts: 'a list of texts',
  map: 'a map',
  statuses: 'a map of car to status',
  numbers: 'a map to whole numbers',
  fields: 'a map',
  microseconds: 'a list of microseconds',
  choice: 'one of its choices',
};

function expected(field: FieldShape): string {
  return field.type === 'choice' ? `one of ${(field.choices ?? []).join(', ')}` : WORDS[field.type];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
