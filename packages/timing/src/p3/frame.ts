/** A raw START begins a frame wherever it stands, a raw END ends it; inside, both and ESCAPE itself are escaped. */
export const START = 0x8e;
export const END = 0x8f;
export const ESCAPE = 0x8d;
/** Added to an escaped byte. */
export const ESCAPED_BY = 0x20;

/** Start, version, length, checksum, flags, kind of record, end. */
export const LEAST_BYTES = 11;
/** Where the two bytes of the checksum stand in an unescaped frame. */
export const CHECKSUM_AT = 4;
export const BEHIND_CHECKSUM = 6;
/** Where the fields of an unescaped frame begin. */
export const FIELDS_AT = 10;
/** What the length field of a frame can say. */
export const MOST_BYTES = 0xffff;

export const FROM_DECODER = 0x02;
export const FROM_CLIENT = 0x00;

/** Kinds of records (TOR). */
export const TOR = {
  reset: 0x0000,
  passing: 0x0001,
  status: 0x0002,
  version: 0x0003,
  resend: 0x0004,
  clearPassing: 0x0005,
  session: 0x0015,
  getTime: 0x0024,
  error: 0xffff,
} as const;

/** Fields that any record may have. */
export const DECODER_ID = 0x81;
export const CONTROLLER_ID = 0x83;
export const REQUEST_ID = 0x85;

/** Why bytes of a stream gave no record. */
export const LOSSES = {
  garbage: 'bytes outside any frame',
  'cut-short': 'a frame that stopped before its end',
  'too-short': 'a frame too short to be one',
  'too-long': 'a frame that does not end',
  escape: 'an escape with nothing behind it',
  length: 'a frame that is not as long as it says',
  checksum: 'a frame whose checksum is wrong',
  fields: 'a frame with a field that reaches past its end',
} as const;
export type LossReason = keyof typeof LOSSES;

/** Bytes that gave no record. Records and losses together cover every byte that was fed. */
export interface P3Loss {
  readonly lost: LossReason;
  /** As they came, escapes counted. */
  readonly bytes: number;
  /** Of the first of them, counted from the first byte of the stream. */
  readonly at: number;
}
