import { parseArgs } from 'node:util';
import { fuzzP3 } from '../packages/timing/src/p3/fuzz.ts';

const { values } = parseArgs({ options: { frames: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } } });
const frames = Number(values.frames);
if (!Number.isSafeInteger(frames) || frames < 1) throw new Error(`--frames is a whole number, not "${values.frames}"`);
const report = fuzzP3(frames, Number(values.seed), (done) => {
  if (process.stderr.isTTY && done % 64_000 === 0) process.stderr.write(`\r${done.toLocaleString('en')} …`);
});
process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
process.exitCode = report.faults.length === 0 && report.mutated === frames ? 0 : 1;
