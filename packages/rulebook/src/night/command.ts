import {
  type Command,
  COMMAND_SHAPES,
  type CommandKind,
  type FieldShape,
  type Fields,
  type Plain,
  type Rulebook,
  type State,
} from '@racetower/engine';
import { centsOf } from '../money.ts';
import { didYouMean } from '../nearest.ts';
import { isMap, type Map, type Step } from './night.ts';

/** Words of a step that are not fields of its command. */
const AROUND = new Set([
  'do',
  'preview',
  'at',
  'by',
  'season',
  'meeting',
  'race',
  'refused',
  'flagged',
  'confirm',
  'override',
  'as',
  'note',
  'changes',
  'unchanged',
]);

/** What an act is about; a field of its own may be called so where it is about something else, as the car that a person joins. */
const ABOUT = new Set(['class', 'car', 'cars', 'person', 'case']);

/** Names for fields that read better in a night. */
const FRIENDLY: Readonly<Record<string, string>> = { times: 'timesUs', 'best-laps': 'bestLapsUs', paid: 'paidCents', amount: 'cents' };

/** A mistake in the words of a step, at a key. */
export class StepError extends Error {
  readonly key: string;
  constructor(key: string, says: string) {
    super(says);
    this.key = key;
  }
}

/** What a step is read with: the meeting and season it happens in, its time, facts by the names they were given. */
export interface Around {
  readonly book: Rulebook;
  readonly at: string;
  readonly meeting: string | undefined;
  readonly names: ReadonlyMap<string, number>;
  /** Who may rule on a case. */
  readonly judge: (id: string) => string;
  /** Reads `14:00` of the meeting's day, or a date and time, as an instant. */
  readonly instant: (text: string) => string;
}

/** Turns the words of a step into a command. @throws StepError for an unknown word or a value of the wrong shape */
export function commandOf({ words }: Pick<Step, 'words'>, around: Around): Command {
  const kind = String(words['do'] ?? words['preview']) as CommandKind;
  const shape = COMMAND_SHAPES[kind];
  if (!Object.hasOwn(COMMAND_SHAPES, kind))
    throw new StepError('do', `there is no command "${kind}"${didYouMean(kind, Object.keys(COMMAND_SHAPES))}`);
  const isAct = kind === 'mark' || kind === 'record' || kind === 'call';
  const fields: Record<string, unknown> = {};
  const loose: Record<string, Plain> = {};
  for (const [word, value] of Object.entries(words)) {
    if (AROUND.has(word) && !(word === 'note' && isAct)) continue;
    const name = fieldNamed(word);
    const field = shape.fields[name];
    if (isAct && ABOUT.has(word) && around.book.acts.get(String(words['name']))?.fields.some((own) => own.name === word))
      loose[word] = typeof value === 'number' ? String(value) : plain(word, value);
    else if (field) fields[name] = valueOf(word, field, value, around);
    else if (isAct || kind === 'file' || kind === 'rule') loose[word] = plain(word, value);
    else
      throw new StepError(
        word,
        `${kind} has no field "${word}"${didYouMean(word, [...Object.keys(shape.fields).map(kebab), 'at', 'by', 'meeting', 'race', 'refused'])}`,
      );
  }
  if (Object.keys(loose).length > 0) fields['fields'] = { ...(fields['fields'] as Fields | undefined), ...loose };
  for (const [name, field] of Object.entries(shape.fields))
    if (!field.optional && fields[name] === undefined) throw new StepError('do', `${kind} needs ${kebab(name)}: ${field.says}`);
  const race = words['race'] === undefined ? {} : { race: String(words['race']) };
  const meeting = meetingFor(kind, words, around);
  return {
    do: kind,
    at: around.at,
    by:
      typeof words['by'] === 'string'
        ? words['by']
        : kind === 'rule'
          ? around.judge(String(words['id']))
          : giverOf(around.book, kind, fields),
    ...(words['season'] !== undefined ? { season: String(words['season']) } : {}),
    ...(meeting !== undefined ? { meeting } : {}),
    ...race,
    ...(words['confirm'] === true ? { confirm: true } : {}),
    ...(words['override'] !== undefined ? { override: overrideOf(words['override']) } : {}),
    ...fields,
  } as Command;
}

function overrideOf(value: unknown): { readonly why: string; readonly clause?: string } {
  if (typeof value === 'string') return { why: value };
  if (isMap(value) && typeof value['why'] === 'string')
    return { why: value['why'], ...(typeof value['clause'] === 'string' ? { clause: value['clause'] } : {}) };
  throw new StepError('override', 'override is a reason, or {why, clause}');
}

/** Commands about the club or a whole season take no meeting unless they name one. */
function meetingFor(kind: CommandKind, words: Map, around: Around): string | undefined {
  if (words['meeting'] !== undefined) return String(words['meeting']);
  if (kind === 'register' || kind === 'open-season' || kind === 'void' || kind === 'restore' || kind === 'correct' || kind === 'rule')
    return undefined;
  if (kind === 'set-value' && words['of'] === 'season') return undefined;
  return around.meeting;
}

/** Who gives a command when the night does not say: the first who may. */
function giverOf(book: Rulebook, kind: CommandKind, fields: Readonly<Record<string, unknown>>): string {
  const name = String(fields['name'] ?? fields['draw'] ?? '');
  const acting =
    kind === 'mark' || kind === 'record' || kind === 'call'
      ? book.acts.get(name)?.by
      : kind === 'draw'
        ? book.draws.get(name)?.by
        : kind === 'tick'
          ? book.procedures.find((step) => step.id === fields['step'])?.for
          : book.authority.get(kind)?.roles;
  return acting?.[0] ?? 'official';
}

function valueOf(word: string, field: FieldShape, value: unknown, around: Around): unknown {
  switch (field.type) {
    case 'text':
    case 'date':
      if (typeof value !== 'string' && typeof value !== 'number')
        throw new StepError(word, `${word} is a text, not ${JSON.stringify(value)}`);
      return String(value);
    case 'choice':
      if (!(field.choices ?? []).includes(String(value)))
        throw new StepError(word, `${word} is one of ${(field.choices ?? []).join(', ')}${didYouMean(String(value), field.choices ?? [])}`);
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw new StepError(word, `${word} is true or false, not ${JSON.stringify(value)}`);
      return value;
    case 'instant':
      return around.instant(String(value));
    case 'number':
      if (word === 'fact' && typeof value === 'string')
        return around.names.get(value) ?? fail(word, `no step before was given the name "${value}" with as`);
      return typeof value === 'number' && Number.isInteger(value)
        ? value
        : fail(word, `${word} is a whole number, not ${JSON.stringify(value)}`);
    case 'cents':
      return typeof value === 'number' && Number.isInteger(value)
        ? value
        : (centsOf(String(value)) ?? fail(word, `${word} is an amount, as $25.00`));
    case 'plain':
      return plain(word, value);
    case 'cars':
    case 'texts':
      return Array.isArray(value) ? value.map(String) : fail(word, `${word} is a list`);
    case 'microseconds':
      return Array.isArray(value)
        ? value.map((each) => (typeof each === 'number' ? Math.round(each * 1e6) : fail(word, `${word} are lap times in seconds`)))
        : fail(word, `${word} is a list of lap times in seconds`);
    case 'lap-times':
      return isMap(value)
        ? Object.fromEntries(
            Object.entries(value).map(([car, time]) => [
              car,
              typeof time === 'number' ? Math.round(time * 1e6) : fail(word, `${word} are lap times in seconds`),
            ]),
          )
        : fail(word, `${word} is a map of car to seconds`);
    default:
      return isMap(value)
        ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(name, each)]))
        : fail(word, `${word} is a map`);
  }
}

function fail(word: string, says: string): never {
  throw new StepError(word, says);
}

/** A plain value; `$25.00` becomes cents. */
function plain(word: string, value: unknown): Plain {
  if (typeof value === 'string') return centsOf(value) ?? value;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => plain(word, each));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(name, each)]));
  return fail(word, `${word} cannot be ${String(value)}`);
}

/** The field of a command that a word of a night stands for. */
export function fieldNamed(word: string): string {
  return FRIENDLY[word] ?? camel(word);
}

export function camel(word: string): string {
  return word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function kebab(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The first role that may rule on a case that was filed. */
export function judgeOf(state: State, book: Rulebook, id: string): string {
  const filed = [...state.all].find((fact) => fact.kind === 'case-filed' && (fact.body as { readonly id: string }).id === id);
  const rule = (filed?.body as { readonly rule: string } | undefined)?.rule ?? id.split('/')[0] ?? '';
  return book.cases.get(rule)?.decidedBy[0] ?? 'official';
}
