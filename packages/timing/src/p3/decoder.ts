import { CHECKSUM_START, CHECKSUM_TABLE } from './checksum.ts';
import {
  BEHIND_CHECKSUM,
  CHECKSUM_AT,
  END,
  ESCAPE,
  ESCAPED_BY,
  LEAST_BYTES,
  type LossReason,
  MOST_BYTES,
  type P3Loss,
  START,
  TOR,
} from './frame.ts';
import { isText } from './names.ts';
import { passingOf } from './passing-frame.ts';
import { fieldsOf, type P3Record } from './record.ts';

/** Passings have 43 to 61 bytes, longer frames are rare. */
const USUAL_BYTES = 256;

export type P3Heard = P3Record | P3Loss;

export const isLoss = (heard: P3Heard): heard is P3Loss => 'lost' in heard;

/**
 * Reads a stream of P3 frames, however it is cut into pieces.
 *
 * It resynchronises at the next start byte; every byte ends in a record or in a loss that says why.
 */
export class P3Decoder {
  /** Unescaped bytes of the frame that is being read. */
  #frame = new Uint8Array(USUAL_BYTES);
  #length = 0;
  /** An escape was the last byte. */
  #escaped = false;
  #inFrame = false;
  #crc = CHECKSUM_START;
  /** Where the frame or the garbage that is being read began. */
  #began = 0;
  #at = 0;

  /** Reads the next piece of the stream. */
  feed(bytes: Uint8Array): readonly P3Heard[] {
    const heard: P3Heard[] = [];
    let index = 0;
    while (index < bytes.length) index = this.#inFrame ? this.#inside(bytes, index, heard) : this.#outside(bytes, index, heard);
    this.#at += bytes.length;
    return heard;
  }

  /** Ends the stream: what is half read is lost. The next piece is read as a new stream, its bytes counted on. */
  end(): readonly P3Heard[] {
    const heard: P3Heard[] = [];
    if (this.#inFrame) this.#lose('cut-short', this.#at, heard);
    else this.#loseGarbage(this.#at, heard);
    this.#inFrame = false;
    this.#began = this.#at;
    return heard;
  }

  /** Skips to a start byte. */
  #outside(bytes: Uint8Array, from: number, heard: P3Heard[]): number {
    const start = bytes.indexOf(START, from);
    if (start === -1) return bytes.length;
    this.#loseGarbage(this.#at + start, heard);
    this.#begin(this.#at + start);
    return start + 1;
  }

  #begin(at: number): void {
    this.#inFrame = true;
    this.#began = at;
    this.#frame[0] = START;
    this.#length = 1;
    this.#escaped = false;
    this.#crc = (CHECKSUM_TABLE[CHECKSUM_START >> 8] ?? 0) ^ ((CHECKSUM_START << 8) & 0xffff) ^ START;
  }

  /** Unescapes and checksums up to the end of the frame or of the piece. */
  #inside(bytes: Uint8Array, from: number, heard: P3Heard[]): number {
    let index = from;
    for (;;) {
      index = this.#length < BEHIND_CHECKSUM || this.#escaped ? this.#step(bytes, index) : this.#run(bytes, index);
      const byte = bytes[index];
      if (byte === undefined) return index;
      if (this.#length >= MOST_BYTES - 1 && byte !== END && byte !== START) return this.#stop(byte, index, heard);
      if (byte < ESCAPE || byte > END) continue;
      if (byte !== ESCAPE || this.#escaped) return this.#stop(byte, index, heard);
      this.#escaped = true;
      index++;
    }
  }

  /** Takes one byte, if it is of the inside: an escaped one, or one of the header, in which the checksum's own bytes count as zero. */
  #step(bytes: Uint8Array, index: number): number {
    const byte = bytes[index];
    if (byte === undefined || (byte >= ESCAPE && byte <= END) || this.#length >= MOST_BYTES - 1) return index;
    if (this.#length === this.#frame.length) this.#widen();
    const plain = this.#escaped ? (byte - ESCAPED_BY) & 0xff : byte;
    const counted = this.#length === CHECKSUM_AT || this.#length === CHECKSUM_AT + 1 ? 0 : plain;
    this.#frame[this.#length++] = plain;
    this.#crc = (CHECKSUM_TABLE[this.#crc >> 8] ?? 0) ^ ((this.#crc << 8) & 0xffff) ^ counted;
    this.#escaped = false;
    return index + 1;
  }

  /** Takes all bytes up to the next special one. */
  #run(bytes: Uint8Array, from: number): number {
    if (this.#length === this.#frame.length) this.#widen();
    const frame = this.#frame;
    const table = CHECKSUM_TABLE;
    const end = Math.min(bytes.length, from + frame.length - this.#length);
    let length = this.#length;
    let crc = this.#crc;
    let index = from;
    for (; index < end; index++) {
      const byte = bytes[index] ?? 0;
      if (byte >= ESCAPE && byte <= END) break;
      frame[length++] = byte;
      crc = (table[crc >> 8] ?? 0) ^ ((crc << 8) & 0xffff) ^ byte;
    }
    this.#length = length;
    this.#crc = crc;
    return index;
  }

  #widen(): void {
    const wider = new Uint8Array(Math.min(this.#frame.length * 4, MOST_BYTES - 1));
    wider.set(this.#frame);
    this.#frame = wider;
  }

  /** At a byte that cannot belong to the inside of a frame. */
  #stop(byte: number, index: number, heard: P3Heard[]): number {
    const here = this.#at + index;
    if (byte === END) {
      this.#finish(here + 1, heard);
      return index + 1;
    }
    if (byte === START) {
      this.#lose('cut-short', here, heard);
      this.#begin(here);
      return index + 1;
    }
    this.#lose(byte === ESCAPE ? 'escape' : 'too-long', here, heard);
    return index;
  }

  /** A frame has ended: it is a record, or it is lost. */
  #finish(end: number, heard: P3Heard[]): void {
    const frame = this.#frame;
    const length = this.#length + 1;
    if (this.#escaped) return this.#lose('escape', end, heard);
    if (length < LEAST_BYTES) return this.#lose('too-short', end, heard);
    const said = (frame[2] ?? 0) | ((frame[3] ?? 0) << 8);
    if (said !== length && said !== 0) return this.#lose('length', end, heard);
    const crc = (CHECKSUM_TABLE[this.#crc >> 8] ?? 0) ^ ((this.#crc << 8) & 0xffff) ^ END;
    if (crc !== ((frame[4] ?? 0) | ((frame[5] ?? 0) << 8))) return this.#lose('checksum', end, heard);
    const record = this.#record(length - 1, end);
    if (!record) return this.#lose('fields', end, heard);
    heard.push(record);
    this.#inFrame = false;
    this.#began = end;
  }

  #record(fieldsEnd: number, end: number): P3Record | undefined {
    const frame = this.#frame;
    const tor = (frame[8] ?? 0) | ((frame[9] ?? 0) << 8);
    const whence = { bytes: end - this.#began, at: this.#began };
    if (tor === TOR.passing) return passingOf(frame, fieldsEnd, whence);
    const fields = fieldsOf(frame, fieldsEnd, (id) => isText(tor, id));
    return fields && { tor, version: frame[1] ?? 0, flags: (frame[6] ?? 0) | ((frame[7] ?? 0) << 8), fields, ...whence };
  }

  #lose(lost: LossReason, until: number, heard: P3Heard[]): void {
    heard.push({ lost, bytes: until - this.#began, at: this.#began });
    this.#inFrame = false;
    this.#began = until;
  }

  #loseGarbage(until: number, heard: P3Heard[]): void {
    if (until > this.#began) this.#lose('garbage', until, heard);
  }
}
