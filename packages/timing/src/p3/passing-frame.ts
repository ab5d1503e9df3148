import { DECODER_ID, FIELDS_AT, TOR } from './frame.ts';
import { type P3Field, type P3Passing, textAt, valueAt } from './record.ts';

/** Where a frame came from. */
export interface Whence {
  /** Bytes on the wire. */
  readonly bytes: number;
  /** Of its first byte in the stream. */
  readonly at: number;
}

const NONE: readonly P3Field[] = [];
const u16 = (frame: Uint8Array, at: number): number => (frame[at] ?? 0) | ((frame[at + 1] ?? 0) << 8);
const u32 = (frame: Uint8Array, at: number): number => (u16(frame, at) | (u16(frame, at + 2) << 16)) >>> 0;

/**
 * Reads the fields of a passing by their numbers, in whatever order they stand.
 *
 * A field of another length than decoders send is kept like an unknown one. Twice the same field: the last counts.
 *
 * @param frame unescaped, whole, with a right checksum
 * @param end of the fields
 * @returns undefined when a field reaches past the end
 */
export function passingOf(frame: Uint8Array, end: number, { bytes, at: start }: Whence): P3Passing | undefined {
  let number: number | undefined;
  let transponder: number | undefined;
  let tranCode: string | undefined;
  let rtcTimeUs: number | undefined;
  let utcTimeUs: number | undefined;
  let strength: number | undefined;
  let hits: number | undefined;
  let flags: number | undefined;
  let decoderId: number | undefined;
  let more: P3Field[] | undefined;
  let at = FIELDS_AT;
  while (at < end) {
    const id = frame[at] ?? 0;
    const length = frame[at + 1] ?? 0;
    const value = at + 2;
    at = value + length;
    if (at > end) return undefined;
    if (id === 0x01 && length === 4) number = u32(frame, value);
    else if (id === 0x03 && length === 4) transponder = u32(frame, value);
    else if (id === 0x04 && length === 8 && isSafe(frame, value)) rtcTimeUs = u32(frame, value) + u32(frame, value + 4) * 0x1_0000_0000;
    else if (id === 0x05 && length === 2) strength = u16(frame, value);
    else if (id === 0x06 && length === 2) hits = u16(frame, value);
    else if (id === 0x08 && length === 2) flags = u16(frame, value);
    else if (id === DECODER_ID && length === 4) decoderId = u32(frame, value);
    else if (id === 0x0a && length === 8) tranCode = textAt(frame, value, 8);
    else if (id === 0x10 && length === 8 && isSafe(frame, value)) utcTimeUs = u32(frame, value) + u32(frame, value + 4) * 0x1_0000_0000;
    else (more ??= []).push({ id, value: valueAt(frame, value, length) });
  }
  const passing = { number, transponder, tranCode, rtcTimeUs, utcTimeUs, strength, hits, flags, decoderId };
  return { tor: TOR.passing, version: frame[1] ?? 0, flags: u16(frame, 6), passing, more: more ?? NONE, bytes, at: start };
}

/** Times beyond what a number holds are no times: year 2255. */
const isSafe = (frame: Uint8Array, at: number): boolean => (frame[at + 7] ?? 0) === 0 && (frame[at + 6] ?? 0) < 0x20;
