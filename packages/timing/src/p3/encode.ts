import { checksum } from './checksum.ts';
import { DECODER_ID, END, ESCAPE, ESCAPED_BY, FIELDS_AT, FROM_CLIENT, MOST_BYTES, REQUEST_ID, START, TOR } from './frame.ts';

/** A field to write: its number and its bytes, none to ask for it. */
export type WrittenField = readonly [id: number, value: Uint8Array];

const NOTHING = new Uint8Array();

/** Writes a whole number of `length` bytes, the low one first. */
export function wholeBytes(value: number | bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = BigInt(value);
  for (let index = 0; index < length; index++, rest >>= 8n) bytes[index] = Number(rest & 0xffn);
  return bytes;
}

/** Writes a text, a byte a sign. */
export const textBytes = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0xff);

/**
 * Writes a frame as it goes over the wire: length, checksum, escapes.
 *
 * @throws RangeError when a field is longer than 255 bytes or the frame longer than its length field can say
 */
export function encodeFrame(tor: number, fields: readonly WrittenField[], version: number = FROM_CLIENT): Uint8Array {
  const length = FIELDS_AT + fields.reduce((sum, [, value]) => sum + 2 + value.length, 0) + 1;
  if (length > MOST_BYTES) throw new RangeError(`a frame of ${length} bytes is too long`);
  const frame = new Uint8Array(length);
  frame[0] = START;
  frame[1] = version;
  frame.set(wholeBytes(length, 2), 2);
  frame.set(wholeBytes(tor, 2), 8);
  let at = FIELDS_AT;
  for (const [id, value] of fields) {
    if (value.length > 255) throw new RangeError(`field ${id} of ${value.length} bytes is too long`);
    frame[at] = id;
    frame[at + 1] = value.length;
    frame.set(value, at + 2);
    at += 2 + value.length;
  }
  frame[at] = END;
  frame.set(wholeBytes(checksum(frame), 2), 4);
  return escaped(frame);
}

/** Escapes what stands between the first and the last byte. */
export function escaped(frame: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (const [index, byte] of frame.entries()) {
    if (byte >= ESCAPE && byte <= END && index > 0 && index < frame.length - 1) out.push(ESCAPE, byte + ESCAPED_BY);
    else out.push(byte);
  }
  return Uint8Array.from(out);
}

const asked = (...ids: readonly number[]): readonly WrittenField[] => ids.map((id) => [id, NOTHING]);

/** Asks what the decoder is. */
export const versionRequest = (): Uint8Array => encodeFrame(TOR.version, asked(0x01, 0x02, 0x03, 0x04, 0x08, 0x0a, 0x0c));

/** Asks for the decoder's clock. */
export const timeRequest = (): Uint8Array => encodeFrame(TOR.getTime, asked(0x01, 0x04, 0x05));

/** Asks which passing was the last, and since when the decoder counts. */
export const sessionRequest = (decoderId: number, request: number): Uint8Array =>
  encodeFrame(TOR.session, [
    ...asked(0x01, 0x02, 0x03, 0x04),
    [DECODER_ID, wholeBytes(decoderId, 4)],
    [REQUEST_ID, wholeBytes(request, 8)],
  ]);

/** Asks for passings again, both ends included. */
export const resendRequest = (decoderId: number, from: number, until: number): Uint8Array =>
  encodeFrame(TOR.resend, [
    [0x01, wholeBytes(from, 4)],
    [0x02, wholeBytes(until, 4)],
    [DECODER_ID, wholeBytes(decoderId, 4)],
  ]);
