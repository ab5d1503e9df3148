import { type ActField, COMMAND_SHAPES, type CommandKind, type FieldType, type Rulebook } from '@racetower/engine';
import { fieldNamed, isMap, problemText, readYaml, StepError, type WordMap as Map } from '@racetower/rulebook';
import { UsageError } from '../command-line.ts';
import { pairFrom } from '../question.ts';

/** Words of a step in a night that compare or name it; a command that is given has none of them. */
const OF_NIGHTS = ['preview', 'refused', 'flagged', 'changes', 'unchanged', 'as', 'each'];

/** Reads `car=44 passed=true` as the words of a command, each value as its field takes it. @throws UsageError naming the field */
export function wordsFrom(kind: string, written: readonly string[], book: Rulebook): Map {
  const pairs = written.map((each) => pairFrom(each, 'car=44'));
  const twice = pairs.find(({ field }, index) => pairs.findIndex((other) => other.field === field) !== index);
  if (twice) throw new UsageError(`${twice.field} is given twice`);
  const act = book.acts.get(pairs.find(({ field }) => field === 'name')?.value ?? '');
  const words = pairs.map(({ field, value }) => {
    const shape = Object.hasOwn(COMMAND_SHAPES, kind) ? COMMAND_SHAPES[kind as CommandKind].fields[fieldNamed(field)] : undefined;
    const own = act?.fields.find((each) => each.name === field);
    const written = AROUND.has(field) ? 'text' : (shape?.type ?? own?.type);
    return [field, LISTS.has(written) ? listFrom(field, value) : YAMLS.has(written) ? yamlFrom(field, value) : value] as const;
  });
  return ofCommand({ do: kind, ...Object.fromEntries(words) });
}

const AROUND: ReadonlySet<string> = new Set(['at', 'by', 'season', 'meeting', 'race', 'override', 'note']);
type Written = FieldType | ActField['type'] | undefined;
const LISTS: ReadonlySet<Written> = new Set<Written>(['cars', 'texts', 'list', 'order']);
/** What is not a text: numbers, yes and no, maps; and what the rulebook does not say. */
const YAMLS: ReadonlySet<Written> = new Set<Written>([
  'number',
  'boolean',
  'plain',
  'map',
  'statuses',
  'numbers',
  'fields',
  'microseconds',
  'lap-times',
  undefined,
]);

/** `44,22` or `[44, 22]`. */
function listFrom(field: string, text: string): unknown {
  return text.startsWith('[') ? yamlFrom(field, text) : text.split(',').map((each) => each.trim());
}

function yamlFrom(field: string, text: string): unknown {
  const { value, problems } = readYaml(field, text);
  if (problems.length > 0) throw new UsageError(problems.map(problemText).join('\n'));
  return value;
}

/** Reads a line of JSON as the words of a command. @throws StepError for what is no command */
export function wordsOfLine(line: string): Map {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch (error) {
    throw new StepError('do', `this is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isMap(read) || typeof read['do'] !== 'string') throw new StepError('do', 'a line is a map that names the command in do');
  return ofCommand(read);
}

function ofCommand(words: Map): Map {
  const strange = OF_NIGHTS.find((word) => word in words);
  if (strange !== undefined) throw new StepError(strange, `${strange} belongs to nights; a command that is given has no such word`);
  return words;
}
