import { join } from 'node:path';
import { problemText, readYaml } from '@racetower/rulebook';
import { DataProblem } from '../conformance-set.ts';

/** What officials decided in a season, as `rulings/by-season.yaml` lists it. */
export interface Ruling {
  /** Rounds it is about; left out: all. */
  readonly rounds?: readonly number[];
  readonly drivers?: readonly string[];
  /** A constructor, with all of its cars. */
  readonly team?: string;
  /** Status that their cars have in the result. */
  readonly status?: string;
  readonly record?: string;
  readonly call?: string;
  /** Of several fastest laps only those of these drivers score. */
  readonly onlyFastest?: readonly string[];
  /** Word that stands in the table in place of the rank. */
  readonly excluded?: string;
  /** Points taken from the season's total. */
  readonly deduct?: number;
  /** An entrant apart from the others of the same team. */
  readonly entrant?: string;
  readonly why?: string;
}

const FILE = join(import.meta.dirname, 'rulings', 'by-season.yaml');

/** Lists the rulings of a season. */
export function rulingsOf(season: number): readonly Ruling[] {
  const source = readYaml(FILE);
  if (source.problems.length > 0) throw new DataProblem(source.problems.map(problemText).join('\n'));
  const seasons = source.value as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  return (seasons[String(season)] ?? []).map(({ round, 'only-fastest': onlyFastest, ...rest }) => ({
    ...(rest as Omit<Ruling, 'rounds' | 'onlyFastest'>),
    ...(round === undefined ? {} : { rounds: roundsOf(String(round)) }),
    ...(Array.isArray(onlyFastest) ? { onlyFastest: onlyFastest.map(String) } : {}),
  }));
}

/** Reads `7` or `13-21`. */
function roundsOf(written: string): readonly number[] {
  const [first = '', last = first] = written.split('-');
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
}
