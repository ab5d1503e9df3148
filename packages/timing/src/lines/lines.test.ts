import { describe, expect, test } from 'vitest';
import type { Heard, Protocol } from '../heard.ts';
import { csvProtocol } from './csv.ts';
import { keyboardProtocol } from './keyboard.ts';
import { linesProtocol } from './protocol.ts';

function heard(protocol: Protocol, text: string): readonly Heard[] {
  const reader = protocol.reader();
  return [...reader.feed(Buffer.from(text)), ...reader.end()];
}
const said = (protocol: Protocol, text: string) =>
  heard(protocol, text).map((each) => {
    if (each.kind === 'lost') return each.says;
    const { kind: _kind, ...rest } = each;
    return rest;
  });

describe('lines of time and car', () => {
  test.each([
    { line: '46.820,3444425', is: { timeUs: 46_820_000, transponder: '3444425' } },
    { line: '688.41;FL-94890', is: { timeUs: 688_410_000, transponder: 'FL-94890' } },
    { line: '19:04:46.5\t#12', is: { timeUs: 68_686_500_000, car: '12' } },
    { line: '2026-05-02T19:04:46.820501Z,#12,pit in', is: { timeUs: 1_777_748_686_820_501, car: '12', loop: 'pit in' } },
    { line: '2026-05-02 15:04:46-04:00,7', is: { timeUs: 1_777_748_686_000_000, transponder: '7' } },
    { line: ',7', is: { agoUs: 0, transponder: '7' } },
  ])('$line', ({ line, is }) => {
    expect(said(linesProtocol(), `${line}\n`)).toEqual([is]);
  });
  test('the second field is a number where the club says so', () => {
    expect(said(linesProtocol('number'), '1.5,12\r\n\r\n2,#13\n')).toEqual([
      { timeUs: 1_500_000, car: '12' },
      { timeUs: 2_000_000, car: '13' },
    ]);
  });
  test('a night that goes past midnight goes on', () => {
    expect(said(linesProtocol(), '23:59:59,7\n00:00:14,7\n')).toMatchObject([{ timeUs: 86_399_000_000 }, { timeUs: 86_414_000_000 }]);
  });
  test.each([
    { line: 'soon,7', says: 'a line whose first field is no time: "soon,7"' },
    { line: '1.5', says: 'a line without a transponder behind the time: "1.5"' },
    { line: '1.5,7,pit,more', says: 'a line with more than time, car and loop: "1.5,7,pit,more"' },
    { line: '1.5,a b', says: 'a line without a transponder behind the time: "1.5,a b"' },
  ])('$line is named', ({ line, says }) => {
    expect(said(linesProtocol(), `${line}\n2,7\n`)).toEqual([says, { timeUs: 2_000_000, transponder: '7' }]);
  });
  test('a line that stopped is not taken for a shorter transponder', () => {
    expect(said(linesProtocol(), '1,3444425\n2,3444')).toEqual([
      { timeUs: 1_000_000, transponder: '3444425' },
      'a line that stopped before its end: "2,3444"',
    ]);
  });
});

describe('tables', () => {
  test('columns are found by their names', () => {
    const table = 'Passing;Transponder;Time;Hits;Colour\n12;3444425;46.820;61;red\n13;"8110984";49.1;;blue\n';
    expect(said(csvProtocol, table).slice(1)).toEqual([
      { timeUs: 46_820_000, transponder: '3444425', number: 12, hits: 61 },
      { timeUs: 49_100_000, transponder: '8110984', number: 13 },
    ]);
  });
  test.each([
    { table: 'number\n12\n', says: 'the first line names no column "time"' },
    { table: 'time,colour\n', says: 'neither a column "transponder" nor one "number"' },
    { table: 'time,number\nsoon,12\n', says: '"soon" in the column time is no time' },
    { table: 'time,number\n1,\n', says: 'a row without transponder and number' },
    { table: 'time,number,hits\n1,12,many\n', says: '"many" in the column hits' },
    { table: 'time,number\n"1,12\n', says: 'Quote' },
  ])('$says', ({ table, says }) => {
    expect(said(csvProtocol, table).find((each) => typeof each === 'string')).toContain(says);
  });
});

describe('a scorer at the keyboard', () => {
  test.each([
    { typed: '12', is: [{ agoUs: 0, car: '12' }] },
    {
      typed: '12 7,44',
      is: [
        { agoUs: 0, car: '12' },
        { agoUs: 0, car: '7' },
        { agoUs: 0, car: '44' },
      ],
    },
    { typed: '-2.5 #12x', is: [{ agoUs: 2_500_000, car: '12x' }] },
    { typed: 't3444425', is: [{ agoUs: 0, transponder: '3444425' }] },
    { typed: '', is: [{ agoUs: 0, special: 'button' }] },
    { typed: '-3', is: [{ agoUs: 3_000_000, special: 'button' }] },
    { typed: '12!', is: ['"12!" is no car number: "12!"'] },
    { typed: '-soon 12', is: ['behind - stand the seconds that it is ago: "-soon 12"'] },
  ])('"$typed"', ({ typed, is }) => {
    expect(said(keyboardProtocol, `${typed}\n`)).toEqual(is);
  });
});
