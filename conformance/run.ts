import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DataProblem, type ConformanceSet, type Progress } from './conformance-set.ts';
import { formulaOne } from './formula-one/formula-one.ts';
import { iracing } from './iracing/iracing.ts';
import { iracingLeague } from './iracing-league/iracing-league.ts';
import { kartingCalspeed } from './karting-calspeed/karting-calspeed.ts';
import { ambText } from './amb-text/amb-text.ts';
import { p3 } from './p3/p3.ts';
import { passings } from './passings/passings.ts';
import { rmonitor } from './rmonitor/rmonitor.ts';
import { speedwayGp } from './speedway-gp/speedway-gp.ts';
import { type SetReport, reportOf, reportText, skippedSet } from './report.ts';

/** Sets that have been written as rulebooks. */
const SETS: readonly ConformanceSet[] = [kartingCalspeed, formulaOne, iracing, iracingLeague, p3, ambText, passings, rmonitor, speedwayGp];

const USAGE = `Runs real series through the engine and compares every result.

  npm run -s conformance -- [SET] [--data DIR] [--json]
  npm run -s conformance -- SET --season SEASON [--table TABLE] [--csv] [--data DIR] [--json]

  SET       name of a folder of the data, as ${SETS.map((set) => set.name).join(', ')}; left out: all
  --data    folder with the sets; else RACETOWER_DATA, else ../shared/data beside this repository
  --season  prints a table of this season, worked out from its results by the rulebook, and compares nothing
  --table   which one, as drivers or constructors; left out: the first
  --csv     the table with commas between the cells
  --json    the report or the table as JSON

Ends with 0 when nothing failed, 1 when a case failed, 2 when it could not run.`;

class UsageProblem extends Error {}

/** Where lines for people and programs go. */
export interface Output {
  readonly print: (line: string) => void;
  readonly complain: (line: unknown) => void;
}

/** Runs the command line; gives the exit code. */
export function main(args: readonly string[], output: Output = { print: console.log, complain: console.error }): number {
  try {
    return run(args, output);
  } catch (error) {
    const known = error instanceof UsageProblem || error instanceof DataProblem || error instanceof SyntaxError;
    output.complain(known ? error.message : error);
    return 2;
  }
}

function run(args: readonly string[], output: Output): number {
  const { values, positionals } = argumentsOf(args);
  if (values.help) {
    output.print(USAGE);
    return 0;
  }
  const folder = resolve(values.data ?? process.env['RACETOWER_DATA'] ?? join(import.meta.dirname, '..', '..', 'shared', 'data'));
  if (values.season !== undefined) return printTable(folder, positionals[0], values, output);
  for (const name of ['table', 'csv'] as const) if (values[name] !== undefined) throw new UsageProblem(`--${name} goes with --season`);
  const reports = chosen(folder, positionals[0]).map((name) => runSet(folder, name, output));
  const failed = reports.reduce((sum, report) => sum + report.failed, 0);
  if (values.json) output.print(JSON.stringify({ ok: failed === 0, sets: reports }, undefined, 2));
  else for (const report of reports) output.print(reportText(report));
  return failed === 0 ? 0 : 1;
}

function argumentsOf(args: readonly string[]) {
  try {
    const parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        season: { type: 'string' },
        table: { type: 'string' },
        csv: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (parsed.positionals.length > 1) throw new UsageProblem(`one set at a time, or none for all\n\n${USAGE}`);
    return parsed;
  } catch (error) {
    if (error instanceof TypeError) throw new UsageProblem(`${error.message}\n\n${USAGE}`);
    throw error;
  }
}

interface TableOptions {
  readonly season?: string | undefined;
  readonly table?: string | undefined;
  readonly csv?: boolean | undefined;
  readonly json?: boolean | undefined;
}

function printTable(folder: string, name: string | undefined, options: TableOptions, output: Output): number {
  const set = SETS.find((each) => each.name === name);
  if (name === undefined || !set?.table) {
    const having = SETS.filter((each) => each.table !== undefined).map((each) => each.name);
    throw new UsageProblem(`--season is for ${having.join(', ')}`);
  }
  chosen(folder, name);
  const { season = '', table } = options;
  const { headings, rows } = set.table(join(folder, name), { season, ...(table === undefined ? {} : { table }) });
  const cells = [headings, ...rows];
  if (options.json) output.print(JSON.stringify({ season, headings, rows }, undefined, 2));
  else if (options.csv) output.print(cells.map((row) => row.map(quoted).join(',')).join('\n'));
  else {
    const widths = headings.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
    output.print(
      cells
        .map((row) =>
          row
            .map((cell, index) => cell.padEnd(widths[index] ?? 0))
            .join('  ')
            .trimEnd(),
        )
        .join('\n'),
    );
  }
  return 0;
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The sets to run: the one named, or every folder of the data. */
function chosen(folder: string, name: string | undefined): readonly string[] {
  if (!existsSync(folder)) throw new DataProblem(`there is no data folder ${folder}: give --data or RACETOWER_DATA`);
  const there = readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => each.name)
    .toSorted();
  if (name !== undefined && !there.includes(name))
    throw new UsageProblem(`there is no set "${name}" in ${folder}; it has ${there.join(', ') || 'none'}`);
  const wanted = name === undefined ? there : [name];
  if (wanted.length === 0) throw new DataProblem(`${folder} holds no sets`);
  return wanted;
}

function runSet(folder: string, name: string, output: Output): SetReport {
  const set = SETS.find((each) => each.name === name);
  return set ? reportOf(name, set.run(join(folder, name), slowly(output))) : skippedSet(name, 'no rulebook yet');
}

/** Says how far it is on stderr, once it takes longer than a second and then each second. */
function slowly(output: Output): Progress {
  let last = performance.now();
  return (says) => {
    if (performance.now() - last < 1000) return;
    last = performance.now();
    output.complain(`… ${says}`);
  };
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
