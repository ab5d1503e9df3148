import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { didYouMean } from '@racetower/rulebook';
import type { Output } from './output.ts';

/** A command could not be run as it was given: answered by a message and exit code 2, never by a stack. */
export class UsageError extends Error {}

/** An option of a command. `takes` names its value; an option without one is there or not. */
export interface Option {
  readonly takes?: string;
  readonly says: string;
}

/** The options that were given. */
export interface Given {
  readonly has: (name: string) => boolean;
  readonly text: (name: string) => string | undefined;
}

/** A command of `racetower`, with what its help says. */
export interface CommandInfo {
  readonly name: string;
  /** One line: what it is for. */
  readonly purpose: string;
  /** What follows the name, as `NIGHT WHAT`. */
  readonly takes: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
  /** More that its help says, a line each. */
  readonly notes?: readonly string[];
  readonly exits: Exits;
  /** Does it; the number is the exit code. */
  readonly run: (names: readonly string[], given: Given, out: Output) => number | Promise<number>;
}

/** What the exit codes of a command mean; 2 is always: could not run. */
export interface Exits {
  readonly 0: string;
  readonly 1?: string;
}

/** Reads what was written behind a command. @throws UsageError for an option that it does not have */
export function readArguments(
  command: CommandInfo,
  written: readonly string[],
): { readonly names: readonly string[]; readonly given: Given } {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, help: { says: '' } } satisfies Record<string, Option>).map(([name, option]: [string, Option]) => [
      name,
      { type: option.takes === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens, positionals } = parseArgs({ args: [...written], options, allowPositionals: true, strict: false, tokens: true });
  const values = new Map<string, string | true>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const known = options[token.name];
    if (!known)
      throw new UsageError(
        `${command.name} has no option "${token.rawName}"${didYouMean(
          token.rawName,
          Object.keys(options).map((each) => `--${each}`),
        )}; see racetower help ${command.name}`,
      );
    if (known.type === 'string' && (token.value === undefined || token.value === ''))
      throw new UsageError(`--${token.name} needs ${command.options[token.name]?.takes ?? 'a value'}; see racetower help ${command.name}`);
    if (known.type === 'boolean' && token.value !== undefined) throw new UsageError(`--${token.name} takes no value`);
    if (values.has(token.name) && known.type === 'string') throw new UsageError(`--${token.name} is given twice`);
    values.set(token.name, token.value ?? true);
  }
  const given: Given = {
    has: (name) => values.has(name),
    text: (name) => {
      const value = values.get(name);
      return typeof value === 'string' ? value : undefined;
    },
  };
  return { names: positionals, given };
}

/** @throws UsageError when a path is no file */
export function mustBeFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`${path}: there is no such file`);
  if (found.isDirectory()) throw new UsageError(`${path} is a folder; name a file in it`);
}

/** Reads an option as a whole number. @throws UsageError when it is none */
export function wholeNumber(given: Given, name: string): number | undefined {
  const value = given.text(name);
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw new UsageError(`--${name} is a whole number, not "${value}"`);
  return Number(value);
}

/** The help of one command. */
export function commandHelp(command: CommandInfo): readonly string[] {
  const options = Object.entries(command.options).map(
    ([name, option]) => [`  --${name}${option.takes === undefined ? '' : ` ${option.takes}`}`, option.says] as const,
  );
  const width = Math.max(0, ...options.map(([left]) => left.length));
  return [
    `racetower ${command.name}: ${command.purpose}`,
    '',
    `Usage: racetower ${[command.name, command.takes, options.length > 0 ? '[options]' : ''].filter((part) => part !== '').join(' ')}`,
    ...(options.length > 0 ? ['', 'Options:', ...options.map(([left, right]) => `${left.padEnd(width)}  ${right}`)] : []),
    ...(command.notes ? ['', ...command.notes] : []),
    '',
    command.examples.length === 1 ? 'Example:' : 'Examples:',
    ...command.examples.map((example) => `  racetower ${example}`),
    '',
    `Exit codes: 0 ${command.exits[0]}${command.exits[1] === undefined ? '' : `, 1 ${command.exits[1]}`}, 2 could not run`,
  ];
}

/** The help of all. */
export function generalHelp(commands: readonly CommandInfo[]): readonly string[] {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'racetower runs a racing club by its own rulebook, written as data.',
    '',
    'Usage: racetower COMMAND [options]',
    '',
    'Commands:',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.purpose}`),
    `  ${'help'.padEnd(width)}  tells what a command does and takes: racetower help test`,
    '',
    '--version tells the version. Colours stay away with NO_COLOR=1; RACETOWER_DEBUG=1 shows the stack of a bug.',
  ];
}
