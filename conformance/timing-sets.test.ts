import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ambText } from './amb-text/amb-text.ts';
import type { ConformanceSet } from './conformance-set.ts';
import { p3 } from './p3/p3.ts';
import { passings } from './passings/passings.ts';
import { rmonitor } from './rmonitor/rmonitor.ts';

const DATA = process.env['RACETOWER_DATA'] ?? resolve(import.meta.dirname, '../../shared/data');

/** What came of a set with one file. */
function ranOn(set: ConformanceSet, file: string, content: string | Uint8Array) {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  writeFileSync(join(folder, file), content);
  return set.run(folder, () => undefined);
}
const outcomes = (set: ConformanceSet, file: string, content: string | Uint8Array) => ranOn(set, file, content).map((each) => each.outcome);

const HEX = '8e0233009ec700000100010448bc010003041d582c000408e805bfc4a41b050005026a0006023200080200008104930f02008f';
const frame = (row: object): string => JSON.stringify({ hex: HEX, tor: '0x0001', crc_valid: true, ...row });
const LINE = {
  line: '@\t101\t12\t3444425\t46.820\t61\t40\t2\txE934',
  crc_valid: true,
  type: 'PASSING',
  decoder_type: 101,
  seq: 12,
  transponder: 3_444_425,
  seconds: '46.820',
  hits: 61,
  strength: 40,
  status: 2,
  crc: 'E934',
};
const passing = (number: number, seconds: number): string =>
  JSON.stringify({
    rtc_time_us: 1_588_175_428_203_000 + seconds * 1_000_000,
    passing_number: number,
    transponder: 7,
    strength: 9,
    hits: 9,
    flags: 0,
    decoder_id: '20f93',
  });

describe('a difference between the data and what is read is found', () => {
  test.each([
    { name: 'a frame that agrees', set: p3, file: 'a.jsonl', content: frame({ decoded: null }), are: ['passed'] },
    { name: 'another kind', set: p3, file: 'a.jsonl', content: frame({ tor: '0x0002', decoded: null }), are: ['failed'] },
    { name: 'another field', set: p3, file: 'a.jsonl', content: frame({ decoded: { TRANSPONDER: 1 } }), are: ['failed'] },
    { name: 'a checksum said to be wrong', set: p3, file: 'a.jsonl', content: frame({ crc_valid: false, decoded: null }), are: ['failed'] },
    {
      name: 'a stream with garbage',
      set: p3,
      file: 'a.bin',
      content: Buffer.from(`0102${HEX}8e02${HEX}`, 'hex'),
      are: ['passed', 'passed', 'passed'],
    },
    { name: 'a line that agrees', set: ambText, file: 'a.jsonl', content: JSON.stringify(LINE), are: ['passed'] },
    { name: 'another time', set: ambText, file: 'a.jsonl', content: JSON.stringify({ ...LINE, seconds: '46.82' }), are: ['failed'] },
    { name: 'a field that is not read', set: ambText, file: 'a.jsonl', content: JSON.stringify({ ...LINE, volts: 12 }), are: ['failed'] },
    {
      name: 'a day',
      set: passings,
      file: 'a.jsonl',
      content: [passing(1, 0), passing(2, 9), passing(5, 20)].join('\n'),
      are: ['passed', 'passed', 'passed'],
    },
    {
      name: 'a feed',
      set: rmonitor,
      file: 'a.txt',
      content: '$G,1,"9",,"00:00:05.966"\r\n',
      are: ['passed', 'passed', 'passed', 'passed'],
    },
    { name: 'a line that is no record', set: rmonitor, file: 'a.txt', content: 'hello\r\n', are: ['failed', 'failed', 'passed', 'passed'] },
  ])('$name', ({ set, file, content, are }) => {
    expect(outcomes(set, file, content)).toEqual(are);
  });
});

describe.skipIf(!existsSync(DATA))('with the data folder (skipped without it)', () => {
  test.each([p3, ambText, passings, rmonitor])('$name: everything agrees', (set) => {
    const found = set.run(join(DATA, set.name), () => undefined);
    expect(found.length).toBeGreaterThan(4);
    expect(found.filter((each) => each.outcome !== 'passed')).toEqual([]);
  });
});
