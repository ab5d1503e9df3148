import { checksum } from '../p3/checksum.ts';
import type { BadLine } from '../text/line-reader.ts';
import { secondsUs } from '../text/times.ts';

/** A line of an older decoder, its checksum right. */
export type AmbLine = AmbPassing | AmbStatus | AmbOther;

export interface AmbPassing {
  readonly type: 'PASSING';
  readonly decoderType: number;
  /** Counts passings and status alike. */
  readonly seq: number;
  readonly transponder: number;
  /** Since the decoder was switched on, as it was written. */
  readonly seconds: string;
  readonly timeUs: number;
  readonly hits?: number;
  readonly strength?: number;
  readonly status?: number;
  readonly crc: string;
}

export interface AmbStatus {
  readonly type: 'STATUS';
  readonly decoderType: number;
  readonly seq: number;
  readonly noise?: number;
  readonly crc: string;
}

/** A line with a right checksum of a kind that nobody has described. */
export interface AmbOther {
  readonly type: 'OTHER';
  readonly sign: string;
  readonly fields: readonly string[];
  readonly crc: string;
}

const START_OF_HEADING = '\u0001';

/** Reads a line; the sign that starts it may be missing. */
export function readAmbLine(written: string): AmbLine | BadLine {
  const line = written.slice(written.lastIndexOf(START_OF_HEADING) + 1);
  const match = /^(.*\t)x([0-9A-Fa-f]{1,4})\s*$/.exec(line);
  if (!match) return { bad: 'checksum', says: 'a line without checksum' };
  const [, text = '', crc = ''] = match;
  if (checksum(Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0xff)) !== Number.parseInt(crc, 16))
    return { bad: 'checksum', says: 'a line whose checksum is wrong' };
  const [sign = '', ...fields] = text.slice(0, -1).split('\t');
  if (sign === '@') return passingOf(fields, crc);
  return sign === '#' ? statusOf(fields, crc) : { type: 'OTHER', sign, fields, crc };
}

function passingOf([type, seq, transponder, seconds = '', ...rest]: readonly string[], crc: string): AmbPassing | BadLine {
  const [decoderType, number, id] = [type, seq, transponder].map(whole);
  const timeUs = secondsUs(seconds);
  if (decoderType === undefined || number === undefined || id === undefined || timeUs === undefined)
    return { bad: 'fields', says: 'a passing with a field that is no number' };
  const [hits, strength, status] = rest.map(whole);
  return {
    type: 'PASSING',
    decoderType,
    seq: number,
    transponder: id,
    seconds,
    timeUs,
    ...(hits !== undefined ? { hits } : {}),
    ...(strength !== undefined ? { strength } : {}),
    ...(status !== undefined ? { status } : {}),
    crc,
  };
}

function statusOf([type, seq, noise]: readonly string[], crc: string): AmbStatus | BadLine {
  const [decoderType, number, hears] = [type, seq, noise].map(whole);
  if (decoderType === undefined || number === undefined) return { bad: 'fields', says: 'a status with a field that is no number' };
  return { type: 'STATUS', decoderType, seq: number, ...(hears !== undefined ? { noise: hears } : {}), crc };
}

const whole = (text: string | undefined): number | undefined => (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined);

/** Writes a line as decoders send it, its checksum in four digits. */
export function ambLine(sign: string, fields: readonly (string | number)[]): string {
  const text = `${[sign, ...fields].join('\t')}\t`;
  const crc = checksum(Uint8Array.from(text, (each) => each.charCodeAt(0) & 0xff));
  return `${START_OF_HEADING}${text}x${crc.toString(16).toUpperCase().padStart(4, '0')}\r\n`;
}

/** Writes a line as one line of JSON, its fields by the names that parsers agree on. */
export function ambLineJson(line: AmbLine): string {
  if (line.type === 'OTHER')
    return JSON.stringify({ type: line.type, sign: line.sign, fields: line.fields, crc_valid: true, crc: line.crc });
  const { type, decoderType, crc, ...rest } = line;
  const { timeUs: _timeUs, ...fields } = { timeUs: 0, ...rest };
  return JSON.stringify({ type, decoder_type: decoderType, ...fields, crc_valid: true, crc });
}
