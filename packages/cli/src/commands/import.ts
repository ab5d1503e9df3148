import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Rulebook, State } from '@racetower/engine';
import { type Decisions, type Imported, importFile, ImportRefused, type ImportRequest } from '@racetower/server/import';
import { readResultFile, type ResultFile, ResultFileError } from '@racetower/timing';
import { openClubLog } from '../club/club-log.ts';
import { type Given, mustBeFile, UsageError } from '../command-line.ts';
import { failureOf, openNight, runTo } from '../night/open-night.ts';
import { type Output, paint } from '../output.ts';

/**
 * `racetower import FILE --log LOG`: 0 imported, or nothing was new; 1 refused, and nothing was kept; 2 the file or the log could not
 * be read.
 */
export async function importCommand(names: readonly string[], given: Given, out: Output): Promise<number> {
  const [file, ...more] = names;
  if (file === undefined) throw new UsageError('say which file: racetower import FILE --log LOG');
  if (more.length > 0) throw new UsageError(`"${more[0] ?? ''}" is one too many: one file at a time`);
  mustBeFile(file);
  const base = await baseOf(given);
  const request = requestOf(file, readFile(file), given);
  try {
    const imported = importFile(base.editions, base.state, request);
    const kept = given.has('dry-run') || base.keep === undefined ? 0 : await base.keep(imported);
    tell(request, imported, { kept, ...base }, given, out);
    return 0;
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    refuse(request, error, given, out);
    return 1;
  } finally {
    await base.close?.();
  }
}

function readFile(path: string): ResultFile {
  try {
    return readResultFile(readFileSync(path));
  } catch (error) {
    if (error instanceof ResultFileError) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
}

interface Base {
  readonly editions: readonly Rulebook[];
  readonly state: State;
  /** Keeps the facts and tells how many; none on a night, which is only played. */
  readonly keep?: (imported: Imported) => Promise<number>;
  readonly close?: () => Promise<void>;
  readonly into: string;
}

/** The club as it stands: by its log, or at the end of a night. */
async function baseOf(given: Given): Promise<Base> {
  const log = given.text('log');
  const night = given.text('night');
  if ((log === undefined) === (night === undefined)) throw new UsageError('say --log LOG, or --night NIGHT to try it on a night');
  return log === undefined ? ofNight(night ?? '', given) : ofLog(log, given);
}

function ofNight(file: string, given: Given): Base {
  const { night, editions } = openNight([file], 'racetower import FILE --night NIGHT');
  const outcome = runTo(night, editions, given);
  const failure = failureOf(outcome);
  if (failure !== undefined) throw new UsageError(failure);
  return { editions, state: outcome.state, into: file };
}

async function ofLog(file: string, given: Given): Promise<Base> {
  const { club, log } = openClubLog(file, given.text('rulebook'));
  const state = await club.latest();
  const keep = async ({ facts }: Imported): Promise<number> => {
    if (facts.length === 0) return 0;
    const kept = await log.append(facts, state.seq);
    if (!kept.ok) throw new UsageError(`somebody else wrote to ${file} meanwhile; nothing was kept, import again`);
    return kept.facts.length;
  };
  return { editions: club.editions, state, into: file, keep, close: () => club.close() };
}

function requestOf(path: string, file: ResultFile, given: Given): ImportRequest {
  const words = (name: string): readonly string[] =>
    (given.text(name) ?? '').split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
  const optional = Object.fromEntries(
    ['meeting', 'kind', 'season', 'by'].flatMap((name) => {
      const value = given.text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const decisions: Decisions = {
    as: new Map(words('as').map(pairOf)),
    leaveOut: new Set(words('leave-out')),
    register: given.has('register') ? 'everybody' : new Set(),
  };
  const values = new Map(words('set').map(settingOf));
  return { file, fileName: basename(path), sessions: words('session'), decisions, values, replace: given.has('replace'), ...optional };
}

function settingOf(text: string): readonly [string, string | number | boolean] {
  const [, value, to] = /^([a-z][a-z0-9_]*)=(.+)$/.exec(text) ?? [];
  if (value === undefined || to === undefined) throw new UsageError(`"${text}" is no VALUE=SETTING, as heats_held=2`);
  return [value, /^-?\d+$/.test(to) ? Number(to) : to === 'true' || to === 'false' ? to === 'true' : to];
}

function pairOf(text: string): readonly [string, string] {
  const [, number, name] = /^(-?\d+)=(.+)$/.exec(text) ?? [];
  if (number === undefined || name === undefined) throw new UsageError(`"${text}" is no NUMBER=NAME, as 123456=Ann Archer`);
  return [number, name];
}

function tell(request: ImportRequest, imported: Imported, base: Base & { readonly kept: number }, given: Given, out: Output): void {
  const { state: _, facts, ...shown } = imported;
  if (given.has('json')) {
    out.line(JSON.stringify({ ok: true, file: request.fileName, ...shown, facts, kept: base.kept }, null, 2));
    return;
  }
  for (const line of linesOf(request, imported)) out.line(line);
  const nothing = facts.length === 0 ? 'nothing is new' : `${facts.length} facts`;
  out.line(base.kept > 0 ? `${nothing} kept in ${base.into}` : `${nothing}${facts.length === 0 ? '' : ', none of them kept'}`);
}

function linesOf(request: ImportRequest, imported: Imported): readonly string[] {
  const { file } = request;
  const where = [file.track.name, file.track.config].filter((part) => part !== undefined && part !== '').join(', ');
  return [
    paint('bold', `${file.name}, ${where}, ${file.startsAt ?? 'no date'}: ${imported.meeting}`),
    ...imported.registered.map((name) => `  registered ${name}`),
    ...imported.signedIn.map((each) => `  signed in ${each.driver}, car ${each.car}, ${each.class}`),
    ...imported.leftOut.map((each) => `  left out ${each.name} (${each.id})`),
    ...imported.sessions.map((each) => `  ${each.session} is ${each.race}: ${each.cars} cars, ${each.was}`),
    ...imported.skipped.map((each) => `  ${each.session} is left out: ${each.why}`),
    ...imported.flagged.map((each) => paint('yellow', `  flagged: ${each.says} [${each.clauses.join(', ')}]`)),
    ...imported.changes.map((each) => `  ${each.race} ${each.driver}: ${each.what} was ${textOf(each.was)}, is ${textOf(each.is)}`),
  ];
}

function textOf(value: unknown): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
}

/** How it is put right on the command line, by what of the request is at fault. */
const FLAGS: Readonly<Record<string, string>> = {
  meeting: 'Say it with --meeting MEETING',
  replace: 'Say it with --replace',
  sessions: 'Say which sessions count with --session NAME,…',
};

function refuse(request: ImportRequest, error: ImportRefused, given: Given, out: Output): void {
  const { code, clauses, unknown } = error;
  if (given.has('json')) {
    out.line(
      JSON.stringify({ ok: false, file: request.fileName, refusal: { code, says: error.message, clauses }, unknown, kept: 0 }, null, 2),
    );
    return;
  }
  out.error(`${request.fileName}: refused (${code}): ${error.message}${clauses.length > 0 ? ` [${clauses.join(', ')}]` : ''}`);
  const flag = FLAGS[error.field ?? ''];
  if (flag !== undefined) out.error(flag);
  if (unknown.length > 0)
    out.error(
      [
        'Say for each who it is: --as NUMBER=NAME,… for a member, --register for all as new members, --leave-out NUMBER,…',
        ...unknown.map((each) => `  ${each.id}  ${each.name}${each.maybe === undefined ? '' : `  (${each.maybe}?)`}`),
      ].join('\n'),
    );
  out.error('nothing was kept');
}
