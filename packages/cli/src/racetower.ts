import { readFileSync } from 'node:fs';
import { LogError } from '@racetower/log';
import { PortProblem } from '@racetower/timing';
import { didYouMean } from '@racetower/rulebook';
import { type CommandInfo, commandHelp, generalHelp, readArguments, UsageError } from './command-line.ts';
import { COMMANDS } from './commands.ts';
import type { Output } from './output.ts';

/**
 * Runs a command line.
 *
 * @param written what stands behind `racetower`
 * @returns the exit code: 0 all hold, 1 some do not, 2 could not run
 */
export async function racetower(written: readonly string[], out: Output): Promise<number> {
  try {
    return await dispatched(written, out);
  } catch (error) {
    out.progress('');
    for (const line of complaint(error)) out.error(line);
    return 2;
  }
}

async function dispatched(written: readonly string[], out: Output): Promise<number> {
  const [name, ...rest] = twoWords(written);
  if (name === undefined || name === '--help' || name === '-h') return tell(generalHelp(COMMANDS), out);
  if (name === '--version' || name === '-v') return tell([version()], out);
  if (name === 'help') return rest[0] === undefined ? tell(generalHelp(COMMANDS), out) : tell(helpOf(twoWords(rest)[0] ?? ''), out);
  const command = commandNamed(name);
  if (rest.includes('-h')) return tell(commandHelp(command), out);
  const { names, given } = readArguments(command, rest);
  if (given.has('help')) return tell(commandHelp(command), out);
  return command.run(names, given, out);
}

/** Joins the two words of a command like `timing decode`. */
function twoWords([first, second, ...rest]: readonly string[]): readonly string[] {
  const joined = `${first} ${second}`;
  if (COMMANDS.some((each) => each.name === joined)) return [joined, ...rest];
  return [first, second, ...rest].filter((word) => word !== undefined);
}

/** The help of a command, or of all that start with this word. */
function helpOf(name: string): readonly string[] {
  const group = COMMANDS.filter((each) => each.name.startsWith(`${name} `));
  return group.length > 0 ? group.map((each) => `racetower ${each.name}: ${each.purpose}`) : commandHelp(commandNamed(name));
}

function tell(lines: readonly string[], out: Output): number {
  for (const line of lines) out.line(line);
  return 0;
}

function commandNamed(name: string): CommandInfo {
  const command = COMMANDS.find((each) => each.name === name);
  if (command) return command;
  const group = COMMANDS.filter((each) => each.name.startsWith(`${name} `));
  if (group.length > 0)
    throw new UsageError(`${name} is followed by what to do: ${group.map((each) => each.name.slice(name.length + 1)).join(', ')}`);
  const names = [...COMMANDS.map((each) => each.name), 'help'];
  throw new UsageError(`there is no command "${name}"${didYouMean(name, names)}; racetower help lists them`);
}

function version(): string {
  const own = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string };
  return `racetower ${own.version}`;
}

/** What the file system says no with; the rest is a bug of ours. */
const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'part of the path is no folder',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be opened',
  EPERM: 'may not be opened',
  EROFS: 'cannot be written: the disk is read-only',
  ENOSPC: 'cannot be written: the disk is full',
};

function complaint(error: unknown): readonly string[] {
  if (error instanceof UsageError || error instanceof LogError || error instanceof PortProblem) return [error.message];
  const { code, path } = (error ?? {}) as { readonly code?: unknown; readonly path?: unknown };
  const says = typeof code === 'string' ? FILE_ERRORS[code] : undefined;
  if (says !== undefined) return [`${typeof path === 'string' ? path : 'a file'}: ${says}`];
  const message = error instanceof Error ? error.message : String(error);
  const stack = process.env['RACETOWER_DEBUG'] && error instanceof Error ? [error.stack ?? ''] : ['RACETOWER_DEBUG=1 shows where.'];
  return [`This is a bug of Racetower, not of your files: ${message}`, 'Please report it with the command and the files.', ...stack];
}
