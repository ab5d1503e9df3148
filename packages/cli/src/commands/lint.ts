import { randomInt } from 'node:crypto';
import { relative } from 'node:path';
import {
  type Fault,
  type Finding,
  findRulebook,
  type Fuzzed,
  fuzzRulebook,
  lintRulebook,
  type LoadedRulebook,
  loadEditions,
  type Problem,
  problemText,
} from '@racetower/rulebook';
import { UsageError } from '../command-line.ts';
import { type Output, paint } from '../output.ts';

export interface LintOptions {
  readonly json?: boolean;
  /** Made-up days; 0 makes up none. */
  readonly days: number;
  /** Left out: another one each time. */
  readonly seed?: number;
}

/** What lint has to say about one rulebook. */
interface Linted {
  readonly rulebook: string;
  readonly editions: readonly string[];
  readonly clean: boolean;
  /** What stands in the files; a rulebook that does not load has nothing but this. */
  readonly findings: readonly (Problem | Finding)[];
  /** What the made-up days showed; they are of the newest edition. */
  readonly fuzz?: Fuzzed;
}

/** `racetower lint RULEBOOK…`: 0 clean (notes do not count), 1 something to mend. @throws UsageError for one that is not there */
export function lintCommand(names: readonly string[], options: LintOptions, out: Output): number {
  if (names.length === 0) throw new UsageError('say which rulebook, by name or path');
  const folders = names.map((name) => ({ name, folder: folderOf(name) }));
  const linted = folders.map(({ name, folder }) => lint(name, folder, options, out));
  out.progress('');
  if (options.json) out.line(JSON.stringify(linted.length === 1 ? linted[0] : linted, null, 2));
  else for (const each of linted) tell(each, out);
  return linted.every((each) => each.clean) ? 0 : 1;
}

function folderOf(name: string): string {
  const folder = findRulebook(name, process.cwd());
  if (folder === undefined) throw new UsageError(`there is no rulebook "${name}"`);
  return folder;
}

function lint(name: string, folder: string, options: LintOptions, out: Output): Linted {
  const loaded = loadEditions(folder);
  if (!loaded.ok) return { rulebook: name, editions: [], clean: false, findings: loaded.problems };
  const editions = loaded.value;
  out.progress(`${name}: reading`);
  const findings = editions.flatMap((edition) => lintRulebook(edition));
  const fuzz = options.days > 0 ? madeUpDays(name, editions, options, out) : undefined;
  return {
    rulebook: editions[0]?.book.name ?? name,
    editions: editions.map((edition) => edition.book.edition),
    clean: (fuzz?.faults ?? []).length === 0 && findings.every((each) => each.severity === 'note'),
    findings,
    ...(fuzz ? { fuzz } : {}),
  };
}

const SEEDS = 1_000_000;

function madeUpDays(name: string, editions: readonly LoadedRulebook[], options: LintOptions, out: Output): Fuzzed {
  return fuzzRulebook(
    editions.map((edition) => edition.book),
    {
      seed: options.seed ?? randomInt(1, SEEDS),
      days: options.days,
      progress: (day) => out.progress(`${name}: day ${day + 1} of ${options.days}`),
    },
  );
}

function tell(linted: Linted, out: Output): void {
  const editions = linted.editions.length > 0 ? `, edition ${linted.editions.join(', ')}` : '';
  out.line(paint('bold', `${linted.rulebook}${editions}`));
  for (const each of linted.findings) out.line(`  ${problemText({ ...each, file: relative(process.cwd(), each.file) || each.file })}`);
  const { fuzz } = linted;
  if (fuzz) tellFuzz(fuzz, out);
  const count = (severity: Problem['severity']): number => linted.findings.filter((each) => each.severity === severity).length;
  const faults = fuzz ? `; ${plural(fuzz.faults.length, 'fault')} on ${fuzz.days} days of seed ${fuzz.seed}` : '';
  const mark = linted.clean ? paint('green', '✓') : paint('red', '✗');
  out.line(`${mark} ${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}, ${plural(count('note'), 'note')}${faults}`);
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

function tellFuzz(fuzz: Fuzzed, out: Output): void {
  const { commands, entries, races, results } = fuzz.tried;
  out.line(
    `  made up ${fuzz.days} days of seed ${fuzz.seed}: ${commands} commands, ${entries} sign-ins, ${races} races, ${results} finishes`,
  );
  for (const each of fuzz.closed) out.line(`  note: no made-up car could sign in to ${each.class}: ${each.says}${cited(each.clauses)}`);
  for (const fault of fuzz.faults) {
    out.line(`  ${paint('red', '✗')} ${fault.says}${cited(fault.clauses)} (${fault.check})`);
    out.line(`    first on day ${fault.day}, on ${plural(fault.days, 'day')} in all; a night that shows it:`);
    for (const line of nightLines(fault)) out.line(line === '' ? '' : `      ${line}`);
  }
}

const cited = (clauses: readonly string[]): string => (clauses.length > 0 ? ` [${clauses.join(', ')}]` : '');
const nightLines = (fault: Fault): readonly string[] => fault.night.trimEnd().split('\n');
