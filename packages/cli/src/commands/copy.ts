import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { copyLog, isPostgresUrl, LogError, type Tail } from '@racetower/log';
import { openPlace, openTarget, type Place } from '../club/place.ts';
import { type CommandInfo, type Given, UsageError } from '../command-line.ts';
import type { Output } from '../output.ts';

interface Copied {
  readonly club: string;
  readonly from: string;
  readonly to: string;
  readonly facts: number;
  readonly digest: string;
}

function twoOf(names: readonly string[], usage: string): readonly [string, string] {
  const [from, to, ...more] = names;
  if (from === undefined || to === undefined || more.length > 0) throw new UsageError(`say from where and to where: racetower ${usage}`);
  return [from, to];
}

/** Copies a log, and walks the chain of the copy. @throws UsageError saying which of the two is wrong, and how */
async function copied(from: Place, to: Place): Promise<Copied> {
  const shown = { club: from.club, from: from.shown, to: to.shown };
  let end: Tail;
  try {
    end = await copyLog(from.log, to.log);
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    throw new UsageError(`${error.code === 'forked' ? to.shown : from.shown}: ${error.message}`);
  }
  const checked = await to.log.verify();
  if (!checked.ok || checked.digest !== end.hash)
    throw new UsageError(
      `${to.shown} is not what was copied: ${checked.problem?.says ?? `its digest is ${checked.digest}, not ${end.hash}`}`,
    );
  return { ...shown, facts: end.seq, digest: end.hash };
}

function tell(done: Copied, what: string, given: Given, out: Output): number {
  if (given.has('json')) out.line(JSON.stringify(done, null, 2));
  else out.line(`${what} ${done.facts} facts of ${done.club} from ${done.from} to ${done.to}; both have the digest ${done.digest}`);
  return 0;
}

/** Copies a log to a file that is whole as soon as it has its name. */
async function toNewFile(from: Place, file: string): Promise<Copied> {
  if (existsSync(file)) throw new UsageError(`${file} is there already; nothing was overwritten, name a new file`);
  if (!existsSync(dirname(file))) throw new UsageError(`${dirname(file)}: there is no such folder`);
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  const to = await openTarget(partial, from.club);
  try {
    const done = await copied(from, to);
    await to.close();
    renameSync(partial, file);
    return { ...done, to: file };
  } finally {
    await to.close();
    for (const left of [partial, `${partial}-wal`, `${partial}-shm`]) rmSync(left, { force: true });
  }
}

async function backup(names: readonly string[], given: Given, out: Output): Promise<number> {
  const [source, file] = twoOf(names, 'backup LOG FILE');
  if (isPostgresUrl(file)) throw new UsageError('a backup is a file; to move a club to a database: racetower copy FROM TO');
  const from = await openPlace(source);
  try {
    return tell(await toNewFile(from, file), 'backed up', given, out);
  } finally {
    await from.close();
  }
}

async function restore(names: readonly string[], given: Given, out: Output): Promise<number> {
  const [file, target] = twoOf(names, 'restore FILE LOG');
  const from = await openPlace(file);
  try {
    const checked = await from.log.verify();
    if (!checked.ok) throw new UsageError(`${from.shown}: ${checked.problem?.says ?? 'the chain is broken'}; nothing was restored`);
    if (!isPostgresUrl(target)) return tell(await toNewFile(from, target), 'restored', given, out);
    const to = await openTarget(target, from.club);
    try {
      const there = await to.log.seq();
      if (there > 0) throw new UsageError(`${to.shown} has ${there} facts already; nothing was overwritten`);
      return tell(await copied(from, to), 'restored', given, out);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

/** Copies to where nothing is, or on from where an earlier copy of the same log ended. */
async function copy(names: readonly string[], given: Given, out: Output): Promise<number> {
  const [source, target] = twoOf(names, 'copy FROM TO');
  const from = await openPlace(source);
  try {
    if (!isPostgresUrl(target) && !existsSync(target)) return tell(await toNewFile(from, target), 'copied', given, out);
    const to = await openTarget(target, from.club);
    try {
      return tell(await copied(from, to), 'copied', given, out);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

const JSON_OPTION = { json: { says: 'print JSON for programs' } };
const PLACES = [
  'A LOG is a file, or the URL of a PostgreSQL database with the club behind it, as postgres://racetower@db.example/racetower#your-club;',
  'the club may be left out where there is one only. The password of a URL stays out of sight in PGPASSWORD.',
];

export const backupCommand: CommandInfo = {
  name: 'backup',
  purpose: 'copies a log to a new file while it is in use, and proves the copy',
  takes: 'LOG FILE',
  options: JSON_OPTION,
  notes: [...PLACES, 'A backup is a log like any other: every command reads it. What is there already is never overwritten.'],
  examples: ['backup data/your-club.sqlite /media/stick/your-club-2026-05-02.sqlite'],
  exits: { 0: 'the backup is whole' },
  run: backup,
};

export const restoreCommand: CommandInfo = {
  name: 'restore',
  purpose: 'puts a backup back where no log is, when its chain is whole',
  takes: 'FILE LOG',
  options: JSON_OPTION,
  notes: [...PLACES, 'To go back to a backup, move the log that is there away first: nothing is overwritten.'],
  examples: ['restore /media/stick/your-club-2026-05-02.sqlite data/your-club.sqlite'],
  exits: { 0: 'restored' },
  run: restore,
};

export const copyCommand: CommandInfo = {
  name: 'copy',
  purpose: 'moves a club between a file and PostgreSQL: facts, digests and answered requests',
  takes: 'FROM TO',
  options: JSON_OPTION,
  notes: [
    ...PLACES,
    'A copy that was cut off goes on where it ended; where other facts stand it stops and changes nothing.',
    'While the log is written to it copies what was there when it began: stop the server, copy once more, and start it on the other.',
  ],
  examples: ['copy data/your-club.sqlite postgres://racetower@db.example/racetower', 'copy postgres://…/racetower#your-club here.sqlite'],
  exits: { 0: 'both have the same digest' },
  run: copy,
};
