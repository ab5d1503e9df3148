import { FIELDS_AT, type TOR } from './frame.ts';

/** A whole number of up to eight bytes (a bigint where a number could not hold it), a text, or nothing: a field named in a request. */
export type P3Value = number | bigint | string | null;

/** A field by its number; what it is called depends on the kind of record. */
export interface P3Field {
  readonly id: number;
  readonly value: P3Value;
}

/** A car over a loop. Fields that the decoder did not send are undefined; what is not known here stands in `more`. */
export interface P3Passing {
  readonly tor: typeof TOR.passing;
  readonly version: number;
  readonly flags: number;
  readonly passing: P3PassingFields;
  readonly more: readonly P3Field[];
  /** Bytes on the wire, and where they began in the stream. */
  readonly bytes: number;
  readonly at: number;
}

export interface P3PassingFields {
  readonly number: number | undefined;
  readonly transponder: number | undefined;
  /** Eight signs, as `FL-94890`. */
  readonly tranCode: string | undefined;
  readonly rtcTimeUs: number | undefined;
  /** By satellite; better than the decoder's own clock. */
  readonly utcTimeUs: number | undefined;
  readonly strength: number | undefined;
  readonly hits: number | undefined;
  readonly flags: number | undefined;
  readonly decoderId: number | undefined;
}

/** Any other record. */
export interface P3Other {
  /** The kind of record; {@link P3Passing} has the 1. */
  readonly tor: number;
  readonly version: number;
  readonly flags: number;
  readonly fields: readonly P3Field[];
  readonly bytes: number;
  readonly at: number;
}

export type P3Record = P3Passing | P3Other;

/** Tells passings from the other records. */
export const isPassing = (record: P3Record): record is P3Passing => 'passing' in record;

/** Reads one value of a field; what is longer than eight bytes is a bigint too. */
export function valueAt(frame: Uint8Array, at: number, length: number): P3Value {
  if (length === 0) return null;
  if (length <= 6) return whole(frame, at, length);
  const low = whole(frame, at, 4);
  const high = length <= 8 ? whole(frame, at + 4, length - 4) : Infinity;
  return high < 0x20_0000 ? high * 0x1_0000_0000 + low : bigAt(frame, at, length);
}

function whole(frame: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = length - 1; index >= 0; index--) value = value * 256 + (frame[at + index] ?? 0);
  return value;
}

function bigAt(frame: Uint8Array, at: number, length: number): bigint {
  let value = 0n;
  for (let index = length - 1; index >= 0; index--) value = (value << 8n) | BigInt(frame[at + index] ?? 0);
  return value;
}

/** Reads bytes as text, a sign a byte. */
export function textAt(frame: Uint8Array, at: number, length: number): string {
  let text = '';
  for (let index = at; index < at + length; index++) text += String.fromCharCode(frame[index] ?? 0);
  return text;
}

/** The fields of an unescaped frame that ends before `end`; undefined when one reaches past it. */
export function fieldsOf(frame: Uint8Array, end: number, isText: (id: number) => boolean): readonly P3Field[] | undefined {
  const fields: P3Field[] = [];
  let at = FIELDS_AT;
  while (at < end) {
    const length = frame[at + 1] ?? 0;
    const next = at + 2 + length;
    if (next > end) return undefined;
    const id = frame[at] ?? 0;
    fields.push({ id, value: length > 0 && isText(id) ? textAt(frame, at + 2, length) : valueAt(frame, at + 2, length) });
    at = next;
  }
  return fields;
}
