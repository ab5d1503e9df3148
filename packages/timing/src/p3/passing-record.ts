import { encodeFrame, textBytes, wholeBytes, type WrittenField } from './encode.ts';
import { DECODER_ID, FROM_DECODER, TOR } from './frame.ts';

/** A passing as a decoder tells it. */
export interface PassingToWrite {
  readonly number: number;
  readonly decoderId: number;
  /** Left out for a gate or a switch without transponder. */
  readonly transponder?: number;
  /** Eight signs. */
  readonly tranCode?: string;
  readonly rtcTimeUs: number;
  readonly strength?: number;
  readonly hits?: number;
  readonly flags?: number;
}

/** Writes a passing, its fields in the order in which decoders send them. */
export function passingFrame(passing: PassingToWrite): Uint8Array {
  const fields: readonly (WrittenField | undefined)[] = [
    [0x01, wholeBytes(passing.number, 4)],
    passing.transponder === undefined ? undefined : [0x03, wholeBytes(passing.transponder, 4)],
    passing.tranCode === undefined ? undefined : [0x0a, textBytes(passing.tranCode)],
    [0x04, wholeBytes(passing.rtcTimeUs, 8)],
    passing.strength === undefined ? undefined : [0x05, wholeBytes(passing.strength, 2)],
    passing.hits === undefined ? undefined : [0x06, wholeBytes(passing.hits, 2)],
    [0x08, wholeBytes(passing.flags ?? 0, 2)],
    [DECODER_ID, wholeBytes(passing.decoderId, 4)],
  ];
  return encodeFrame(
    TOR.passing,
    fields.filter((field) => field !== undefined),
    FROM_DECODER,
  );
}
