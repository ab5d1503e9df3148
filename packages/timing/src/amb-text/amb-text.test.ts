import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HandClock } from '../testing/hand-clock.ts';
import { handWire, hearing } from '../testing/hearing.ts';
import { ambLine, ambLineJson, readAmbLine } from './line.ts';
import { ambTextProtocol } from './protocol.ts';

describe('a line', () => {
  test.each([
    { line: '@\t101\t12\t3444425\t46.820\t61\t40\t2\txE934', type: 'PASSING', timeUs: 46_820_000 },
    { line: '\u0001#\t101\t9789\t0\tx840E', type: 'STATUS', noise: 0 },
    { line: '#\t20\t0\t72\t0\tx6B89', type: 'STATUS', noise: 72 },
    { line: '$\t40\t3\t5\t28800\txF9EB', type: 'OTHER', sign: '$' },
  ])('$line', ({ line, ...is }) => {
    expect(readAmbLine(line)).toMatchObject(is);
  });
  test('is written as it is read', () => {
    expect(ambLine('@', [101, 12, 3_444_425, '46.820', 61, 40, 2])).toBe('\u0001@\t101\t12\t3444425\t46.820\t61\t40\t2\txE934\r\n');
  });
  test('in JSON has the names of other parsers', () => {
    const line = readAmbLine('@\t101\t12\t3444425\t46.820\t61\t40\t2\txE934');
    expect('bad' in line ? line : JSON.parse(ambLineJson(line))).toEqual({
      type: 'PASSING',
      decoder_type: 101,
      seq: 12,
      transponder: 3_444_425,
      seconds: '46.820',
      hits: 61,
      strength: 40,
      status: 2,
      crc_valid: true,
      crc: 'E934',
    });
  });
  test.each([
    { line: '@\t101\t12\t3444426\t46.820\t61\t40\t2\txE934', says: 'checksum is wrong' },
    { line: '@\t101\t12', says: 'without checksum' },
    { line: ambLine('@', ['a', 1, 2, '3']).trim(), says: 'no number' },
    { line: ambLine('#', ['a']).trim(), says: 'no number' },
  ])('$line is named', ({ line, says }) => {
    expect(readAmbLine(line)).toMatchObject({ says: expect.stringContaining(says) as string });
  });
  test('with a wrong sign anywhere is never taken', () => {
    const line = '@\t101\t12\t3444425\t46.820\t61\t40\t2\txE934';
    fc.assert(
      fc.property(fc.nat({ max: line.length - 6 }), fc.constantFrom(...Array.from('0123456789\t.@#')), (at, sign) => {
        const changed = line.slice(0, at) + sign + line.slice(at + 1);
        expect('bad' in readAmbLine(changed)).toBe(changed !== line);
      }),
    );
  });
});

describe('a decoder that speaks lines', () => {
  function connected() {
    const clock = new HandClock();
    const wire = handWire(clock);
    const heard = hearing(clock, ambTextProtocol, wire.dial);
    clock.forward(0);
    const say = (seq: number, seconds: string): void =>
      wire.receive(Buffer.from(ambLine('@', [20, seq, 7, seconds, 61, 40, 2]) + ambLine('#', [20, seq + 1, 3, 0])));
    return { clock, wire, say, ...heard };
  }
  test('counts passings and status alike; what is missing cannot be sent again, and stays', () => {
    const { say, clock, passings, gaps, wrongNow } = connected();
    say(1, '10.000');
    clock.forward(12.5);
    say(3, '22.500');
    clock.forward(4);
    say(7, '26.500');
    expect(gaps()).toEqual(['5-6']);
    expect(wrongNow()).toEqual(['gap-stays']);
    expect(
      passings()
        .slice(1)
        .map((each, index) => each.clubTimeUs - (passings()[index]?.clubTimeUs ?? 0)),
    ).toEqual([12_500_000, 4_000_000]);
  });
  test('that was switched off and on goes on in a new epoch, at the right time', () => {
    const { say, clock, passings, problems, wire } = connected();
    say(100, '500.000');
    wire.breakOff();
    clock.forward(60);
    say(1, '2.000');
    clock.forward(15);
    say(3, '17.000');
    expect(passings().map((each) => each.epoch)).toEqual([1, 2, 2]);
    expect(problems()).toContain('reset');
    expect(passings().map((each) => (each.clubTimeUs - (passings()[0]?.clubTimeUs ?? 0)) / 1_000_000)).toEqual([0, 60, 75]);
  });
});
