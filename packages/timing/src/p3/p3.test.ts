import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { P3Decoder, isLoss, type P3Heard } from './decoder.ts';
import { encodeFrame, resendRequest, sessionRequest, textBytes, timeRequest, versionRequest, wholeBytes } from './encode.ts';
import { checksum } from './checksum.ts';
import { FROM_DECODER, TOR } from './frame.ts';
import { namedFields, recordJson } from './names.ts';
import { isPassing } from './record.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const PLAIN = hex('8e0233009ec700000100010448bc010003041d582c000408e805bfc4a41b050005026a0006023200080200008104930f02008f');

function decoded(...pieces: readonly Uint8Array[]): readonly P3Heard[] {
  const decoder = new P3Decoder();
  return [...pieces.flatMap((piece) => decoder.feed(piece)), ...decoder.end()];
}
const losses = (heard: readonly P3Heard[]) => heard.flatMap((each) => (isLoss(each) ? [each.lost] : []));
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

test('the checksum of a frame and of a text', () => {
  const zeroed = PLAIN.slice();
  zeroed.fill(0, 4, 6);
  expect(checksum(zeroed)).toBe(0xc79e);
  expect(checksum(Buffer.from('#\t20\t0\t72\t0\t'))).toBe(0x6b89);
});

test('a passing is read by the numbers of its fields', () => {
  const [passing] = decoded(PLAIN);
  expect(passing && recordJson(passing as never)).toBe(
    '{"tor":"0x0001","PASSING_NUMBER":113736,"TRANSPONDER":2906141,"RTC_TIME":1437769372993000,"STRENGTH":106,"HITS":50,"FLAGS":0,"DECODER_ID":135059}',
  );
});

test('a code stands for a transponder, and what is not known is kept', () => {
  const [passing] = decoded(
    hex('8e023d0050d3000001000104426d04000a0850562d333834363304088095f0e83ad1040005027a0006022800080200001101031401038104080f02008f'),
  );
  if (!passing || isLoss(passing) || !isPassing(passing)) throw new Error('no passing');
  expect(passing.passing.tranCode).toBe('PV-38463');
  expect(Object.fromEntries(namedFields(passing))).toEqual({
    PASSING_NUMBER: 290_114,
    TRAN_CODE: 3_690_194_360_658_122_320n,
    RTC_TIME: 1_355_950_853_232_000,
    STRENGTH: 122,
    HITS: 40,
    FLAGS: 0,
    UNDECODED_11: 3,
    SPORT: 3,
    DECODER_ID: 134_920,
  });
  expect(recordJson(passing)).toContain('"TRAN_CODE":3690194360658122320');
});

test('a text is a number like all else, or the text where that is asked for', () => {
  const [record] = decoded(encodeFrame(TOR.version, [[0x02, textBytes('AB\0')]], FROM_DECODER));
  if (!record || isLoss(record)) throw new Error('no record');
  expect(recordJson(record)).toBe('{"tor":"0x0003","DESCRIPTION":16961}');
  expect(recordJson(record, true)).toBe('{"tor":"0x0003","DESCRIPTION":"AB"}');
});

test('an unknown record is kept with its fields', () => {
  const frame = encodeFrame(0x001c, [[0x01, wholeBytes(5, 8)]], FROM_DECODER);
  expect(decoded(frame)).toMatchObject([{ tor: 0x1c, fields: [{ id: 1, value: 5 }] }]);
});

describe('requests are as clients send them', () => {
  test.each([
    { name: 'version', frame: versionRequest(), wire: '8e001900a53900000300 0100 0200 0300 0400 0800 0a00 0c00 8f' },
    { name: 'resend', frame: resendRequest(135_059, 1, 2), starts: '8e001d00' },
    { name: 'session', frame: sessionRequest(135_059, 1), starts: '8e002300' },
    { name: 'time', frame: timeRequest(), starts: '8e001100' },
  ])('$name', ({ frame, wire, starts }) => {
    const written = Buffer.from(frame).toString('hex');
    if (wire !== undefined) expect(written).toBe(wire.replaceAll(' ', ''));
    expect(written.startsWith(starts ?? '8e')).toBe(true);
    expect(losses(decoded(frame))).toEqual([]);
  });
});

describe('what is lost is named, and the next frame is read', () => {
  test.each([
    { name: 'junk before the first frame', bytes: hex('507554545920'), lost: ['garbage'] },
    { name: 'a frame that stops', bytes: PLAIN.slice(0, 20), lost: ['cut-short'] },
    { name: 'a frame that is too short', bytes: hex('8e028f'), lost: ['too-short'] },
    { name: 'a lost byte', bytes: joined(PLAIN.slice(0, 20), PLAIN.slice(21)), lost: ['length'] },
    { name: 'a flipped bit', bytes: PLAIN.with(14, 0x49), lost: ['checksum'] },
    { name: 'an escape at the end', bytes: joined(PLAIN.slice(0, -1), hex('8d8f')), lost: ['escape'] },
    { name: 'a start that is missing', bytes: PLAIN.slice(1), lost: ['garbage'] },
    { name: 'an escape of an escape', bytes: hex('8e028d8d00'), lost: ['escape', 'garbage'] },
    { name: 'a frame without end', bytes: joined(hex('8e'), new Uint8Array(70_000)), lost: ['too-long', 'garbage'] },
  ])('$name', ({ bytes, lost }) => {
    const heard = decoded(bytes, PLAIN);
    expect(losses(heard)).toEqual(lost);
    expect(heard.filter((each) => !isLoss(each))).toHaveLength(1);
  });
  test('a field that reaches past the end of its frame', () => {
    const frame = encodeFrame(TOR.status, [[0x01, wholeBytes(0, 2)]], FROM_DECODER).with(11, 9);
    frame.set(wholeBytes(checksum(frame.with(4, 0).with(5, 0)), 2), 4);
    expect(losses(decoded(frame))).toEqual(['fields']);
  });
});

const field = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 12 }));
const frame = fc
  .tuple(fc.constantFrom(1, 1, 1, 2, 3, 4, 0x24, 0x1c, 0x8d8e, 0xffff), fc.array(field, { maxLength: 9 }))
  .map(([tor, fields]) => encodeFrame(tor, fields, FROM_DECODER));
const stream = fc
  .array(fc.oneof({ weight: 4, arbitrary: frame }, fc.uint8Array({ maxLength: 30 })), { maxLength: 8 })
  .map((parts) => joined(...parts));

/** Cuts bytes at these places. */
function cut(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}
const json = (heard: readonly P3Heard[]): readonly string[] =>
  heard.map((each) => (isLoss(each) ? JSON.stringify(each) : `${recordJson(each)} ${each.bytes} ${each.at}`));

describe('properties of the stream', () => {
  test('what is written is read', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), (frames) => {
        const heard = decoded(joined(...frames));
        expect(losses(heard)).toEqual([]);
        expect(heard.map((each) => each.bytes)).toEqual(frames.map((each) => each.length));
      }),
    );
  });
  test('pieces of any size give the same', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat({ max: 5000 }), { maxLength: 12 }), (bytes, places) => {
        expect(json(decoded(...cut(bytes, places)))).toEqual(json(decoded(bytes)));
      }),
    );
  });
  test('every byte is in a record or in a loss, in order', () => {
    fc.assert(
      fc.property(stream, fc.nat(), fc.integer({ min: 0, max: 255 }), (bytes, place, byte) => {
        const changed = bytes.length === 0 ? bytes : bytes.with(place % bytes.length, byte);
        let at = 0;
        for (const each of decoded(changed)) {
          expect(each.at).toBe(at);
          at += each.bytes;
        }
        expect(at).toBe(changed.length);
      }),
    );
  });
  test('every truncation loses that frame alone, and says so', () => {
    for (let length = 1; length < PLAIN.length; length++) {
      const heard = decoded(PLAIN.slice(0, length), PLAIN);
      expect(losses(heard), `${length} bytes`).toEqual(['cut-short']);
      expect(heard).toHaveLength(2);
    }
  });
  test('every flipped bit loses that frame alone, and says so', () => {
    for (let bit = 0; bit < PLAIN.length * 8; bit++) {
      const byte = bit >> 3;
      const heard = decoded(PLAIN, PLAIN.with(byte, (PLAIN[byte] ?? 0) ^ (1 << (bit & 7))), PLAIN);
      expect(
        heard.filter((each) => !isLoss(each)),
        `bit ${bit}`,
      ).toHaveLength(2);
      expect(losses(heard).length, `bit ${bit}`).toBeGreaterThan(0);
    }
  });
});
