import { COMMAND_SHAPES, type CommandShape, type FieldShape } from '../command-shapes.ts';
import { COMMAND_KINDS, type Command } from '../command.ts';
import { isInstant } from '../context.ts';
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

/** Names that every JavaScript object has: no car, person or field can be called so. */
const RESERVED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Values may be lists and maps within each other, so deep and no deeper. */
const DEEPEST = 12;

/**
 * Refuses a command of an unknown kind (`unknown-command`), without a field that it needs (`field-missing`), with one
 * that it does not have (`unknown-field`), or with one of another type (`wrong-type`); each names the field.
 */
export function checkShape(command: Command): void {
  const given: unknown = command;
  if (!isMap(given)) return refuse('unknown-command', 'a command is a map that says what to `do`', { field: 'do' });
  const named = typeof given['do'] === 'string' ? given['do'] : JSON.stringify(given['do'] ?? null);
  const shape = Object.hasOwn(COMMAND_SHAPES, named)
    ? COMMAND_SHAPES[command.do]
    : refuse('unknown-command', `there is no command "${named}"${didYouMean(named, COMMAND_KINDS)}`, { field: 'do' });
  for (const name of ['at', 'by', ...shape.needs.filter((each) => each === 'race')])
    if (given[name] === undefined) refuse('field-missing', `${command.do} needs ${name}`, { field: name });
  checkFields(command, shape, given);
  for (const [name, field] of Object.entries(shape.fields))
    if (field.optional !== true && (given[name] === undefined || isBlank(given[name])))
      refuse('field-missing', `${command.do} needs ${name}: ${field.says}`, { field: name });
}

function checkFields(command: Command, shape: CommandShape, given: Readonly<Record<string, unknown>>): void {
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
        `${name} is ${common === 'text' ? 'a text' : common === 'boolean' ? 'yes or no' : 'a reason, {why, clause?}'}, not ${written(value)}`,
        { field: name },
      );
    if (field && !fits(field, value))
      refuse('wrong-type', `${name} of ${command.do} is ${expected(field)}, not ${written(value)}`, { field: name });
    // Half a sign would come back from the log as another one, and break its chain.
    if (common === 'text' && typeof value === 'string' && !value.isWellFormed())
      refuse('wrong-type', `${name} of ${command.do} has half a sign in it, which nobody can read back`, { field: name });
    if (common === 'text' && isBlank(value)) refuse('field-missing', `${name} of ${command.do} is empty`, { field: name });
    const reserved = name === 'why' ? undefined : reservedIn(value);
    if (reserved !== undefined) refuse('reserved-name', `nothing can be called "${reserved}": give it another name`, { field: name });
  }
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

/** A reserved name anywhere in a value, as a text or as the name of a field. */
function reservedIn(value: unknown): string | undefined {
  if (typeof value === 'string') return RESERVED.has(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const parts: readonly unknown[] = Array.isArray(value) ? value : [...Object.keys(value), ...Object.values(value)];
  return parts.map(reservedIn).find((each) => each !== undefined);
}

/** Tells whether a value can stand in the log and come back as it was. */
function isPlain(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > DEEPEST) return false;
  return (Array.isArray(value) ? value : Object.values(value)).every((each) => isPlain(each, depth + 1));
}

/** The value as a refusal shows it: short, also when it is long, deep or no plain value at all. */
function written(value: unknown): string {
  if (!isPlain(value)) return typeof value === 'number' ? String(value) : `a ${typeof value} that cannot be written down`;
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function fitsGiven(type: 'text' | 'boolean' | 'override', value: unknown): boolean {
  if (type === 'text') return typeof value === 'string';
  if (type === 'boolean') return typeof value === 'boolean';
  return (
    isMap(value) &&
    typeof value['why'] === 'string' &&
    !isBlank(value['why']) &&
    (value['clause'] === undefined || typeof value['clause'] === 'string')
  );
}

function fits(field: FieldShape, value: unknown): boolean {
  switch (field.type) {
    case 'text':
    case 'date':
      return typeof value === 'string';
    case 'instant':
      return typeof value === 'string' && isInstant(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
    case 'cents':
      return Number.isSafeInteger(value);
    case 'cars':
    case 'texts':
      return Array.isArray(value) && value.every((each) => typeof each === 'string');
    case 'microseconds':
      return Array.isArray(value) && value.every((each) => typeof each === 'number' && Math.abs(each) <= Number.MAX_SAFE_INTEGER);
    case 'statuses':
      return isMap(value) && Object.values(value).every((each) => typeof each === 'string');
    case 'numbers':
    case 'lap-times':
      return isMap(value) && Object.values(value).every((each) => Number.isSafeInteger(each));
    case 'fields':
    case 'map':
      return isMap(value) && isPlain(value);
    case 'choice':
      return typeof value === 'string' && (field.choices ?? []).includes(value);
    case 'plain':
      return isPlain(value);
  }
}

const WORDS: Readonly<Record<FieldShape['type'], string>> = {
  text: 'a text',
  date: 'a date, as 2026-05-02',
  instant: 'an instant, as 2026-05-02T14:00:00Z',
  boolean: 'yes or no',
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
  'lap-times': 'a map of car to microseconds',
  choice: 'one of its choices',
};

function expected(field: FieldShape): string {
  return field.type === 'choice' ? `one of ${(field.choices ?? []).join(', ')}` : WORDS[field.type];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
