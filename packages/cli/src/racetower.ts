import { readFileSync } from 'node:fs';
import { LogError } from '@racetower/log';
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

async function dispatched([name, ...rest]: readonly string[], out: Output): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') return tell(generalHelp(COMMANDS), out);
  if (name === '--version' || name === '-v') return tell([version()], out);
  if (name === 'help') return rest[0] === undefined ? tell(generalHelp(COMMANDS), out) : tell(commandHelp(commandNamed(rest[0])), out);
  const command = commandNamed(name);
  if (rest.includes('-h')) return tell(commandHelp(command), out);
  const { names, given } = readArguments(command, rest);
  if (given.has('help')) return tell(commandHelp(command), out);
  return command.run(names, given, out);
}

function tell(lines: readonly string[], out: Output): number {
  for (const line of lines) out.line(line);
  return 0;
}

function commandNamed(name: string): CommandInfo {
  const command = COMMANDS.find((each) => each.name === name);
  if (command) return command;
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
  if (error instanceof UsageError || error instanceof LogError) return [error.message];
  const { code, path } = (error ?? {}) as { readonly code?: unknown; readonly path?: unknown };
  const says = typeof code === 'string' ? FILE_ERRORS[code] : undefined;
  if (says !== undefined) return [`${typeof path === 'string' ? path : 'a file'}: ${says}`];
  const message = error instanceof Error ? error.message : String(error);
  const stack = process.env['RACETOWER_DEBUG'] && error instanceof Error ? [error.stack ?? ''] : ['RACETOWER_DEBUG=1 shows where.'];
  return [`This is a bug of Racetower, not of your files: ${message}`, 'Please report it with the command and the files.', ...stack];
}
