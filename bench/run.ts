import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from 'mitata';
import type { Case, Kept } from './benchmark.ts';
import { BENCHMARKS } from './benchmarks.ts';

interface Measured {
  readonly size: string;
  readonly workUs: number;
  readonly floorUs: number;
  readonly ratio: number;
  /** Units of work in a second. */
  readonly rate: number;
  readonly unit: string;
}

/** Measures work and floor in turn, three times, and keeps the median of the ratios: the machine's speed drifts. */
async function measured(each: Case): Promise<Measured> {
  const rounds: { readonly work: number; readonly floor: number }[] = [];
  for (let round = 0; round < 3; round++) {
    const work = (await measure(each.work, { min_cpu_time: 2e8 })).p50;
    const floor = (await measure(each.floor, { min_cpu_time: 1e8 })).p50;
    rounds.push({ work, floor });
  }
  const [, middle] = rounds.toSorted((a, b) => a.work / a.floor - b.work / b.floor);
  if (!middle) throw new Error('nothing was measured');
  const { work, floor } = middle;
  return {
    size: each.size,
    workUs: work / 1000,
    floorUs: floor / 1000,
    ratio: work / floor,
    rate: (each.units * 1e9) / work,
    unit: each.unit,
  };
}

/** Measures a large case by one run of each. */
function once(each: Case): Measured {
  const [before, between] = [performance.now(), (each.floor(), performance.now())];
  each.work();
  const [work, floor] = [performance.now() - between, between - before];
  return {
    size: each.size,
    workUs: work * 1000,
    floorUs: floor * 1000,
    ratio: work / floor,
    rate: (each.units * 1000) / work,
    unit: each.unit,
  };
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, large: { type: 'boolean' } } });
const unknown = positionals.filter((name) => BENCHMARKS.every((each) => each.name !== name));
if (unknown.length > 0) {
  console.error(`there is no benchmark ${unknown.join(', ')}; there are ${BENCHMARKS.map((each) => each.name).join(', ')}`);
  process.exit(2);
}
const chosen = BENCHMARKS.filter((each) => positionals.length === 0 || positionals.includes(each.name));
const report: Record<string, readonly Measured[]> = {};
for (const benchmark of chosen) {
  if (!values.json) console.log(`\n${benchmark.name}: ${benchmark.says}\n  floor: ${benchmark.floor}`);
  const rows: Measured[] = [];
  for (const each of benchmark.cases()) {
    const row = await measured(each);
    await each.close?.();
    rows.push(row);
    if (!values.json) console.log(line(row));
  }
  if (values.large && benchmark.large) {
    const row = once(benchmark.large());
    rows.push(row);
    if (!values.json) console.log(line(row));
  }
  for (const each of benchmark.memory?.() ?? []) if (!values.json) console.log(memoryLine(each));
  report[benchmark.name] = rows;
}
if (values.json) console.log(JSON.stringify(report, null, 2));

function line(row: Measured): string {
  const rate = Math.round(row.rate).toLocaleString('en');
  return `  ${row.size.padEnd(22)} ${shown(row.workUs)}  floor ${shown(row.floorUs)}  ×${row.ratio.toPrecision(3).padEnd(7)} ${rate} ${row.unit} a second`;
}

function shown(us: number): string {
  return us < 1000 ? `${us.toFixed(1).padStart(8)} µs` : `${(us / 1000).toFixed(2).padStart(8)} ms`;
}

function memoryLine({ size, script, told }: Kept): string {
  const said = execFileSync(process.execPath, ['--expose-gc', resolve(import.meta.dirname, script), ...told], { encoding: 'utf8' });
  const { floor, work } = JSON.parse(said) as { readonly floor: number; readonly work: number };
  const mb = (bytes: number): string => `${(bytes / 1_048_576).toFixed(2).padStart(8)} MB`;
  return `  ${size.padEnd(22)} ${mb(work)}  floor ${mb(floor)}  ×${(work / floor).toPrecision(3)}`;
}
