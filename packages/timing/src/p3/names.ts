import { CONTROLLER_ID, DECODER_ID, REQUEST_ID, TOR } from './frame.ts';
import { isPassing, type P3Field, type P3Record, type P3Value } from './record.ts';

/** What fields of any record are called. */
const GENERAL: Readonly<Record<number, string>> = {
  [DECODER_ID]: 'DECODER_ID',
  [CONTROLLER_ID]: 'CONTROLLER_ID',
  [REQUEST_ID]: 'REQUEST_ID',
};

/** What the fields of a kind of record are called. */
const NAMES: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  [TOR.passing]: {
    0x01: 'PASSING_NUMBER',
    0x03: 'TRANSPONDER',
    0x04: 'RTC_TIME',
    0x05: 'STRENGTH',
    0x06: 'HITS',
    0x08: 'FLAGS',
    0x0a: 'TRAN_CODE',
    0x0e: 'USER_FLAG',
    0x0f: 'DRIVER_ID',
    0x10: 'UTC_TIME',
    0x13: 'RTC_ID',
    0x14: 'SPORT',
    0x30: 'VOLTAGE',
    0x31: 'TEMPERATURE',
  },
  [TOR.status]: {
    0x01: 'NOISE',
    0x06: 'GPS',
    0x07: 'TEMPERATURE',
    0x0a: 'SATINUSE',
    0x0b: 'LOOP_TRIGGERS',
    0x0c: 'INPUT_VOLTAGE',
  },
  [TOR.version]: { 0x01: 'DECODER_TYPE', 0x02: 'DESCRIPTION', 0x03: 'VERSION', 0x04: 'RELEASE', 0x08: 'REGISTRATION' },
  [TOR.resend]: { 0x01: 'FROM', 0x02: 'UNTIL' },
  [TOR.getTime]: { 0x01: 'RTC_TIME', 0x04: 'FLAGS', 0x05: 'UTC_TIME' },
  [TOR.error]: { 0x01: 'CODE', 0x02: 'DESCRIPTION' },
};

const TEXTS: Readonly<Record<number, readonly number[]>> = { [TOR.version]: [0x02, 0x03], [TOR.error]: [0x02] };

/** Tells whether a field holds signs rather than a number. */
export const isText = (tor: number, id: number): boolean => TEXTS[tor]?.includes(id) ?? false;

/** The name of a field, `UNDECODED_0c` for one that has none. */
export const fieldName = (tor: number, id: number): string =>
  NAMES[tor]?.[id] ?? GENERAL[id] ?? `UNDECODED_${id.toString(16).padStart(2, '0')}`;

/** `0x0001` */
export const torText = (tor: number): string => `0x${tor.toString(16).padStart(4, '0')}`;

/**
 * All fields of a record with their names. Of a passing, those that are always read come first.
 *
 * @param texts texts as texts; left out, they are whole numbers like all else, as other parsers give them
 */
export function namedFields(record: P3Record, texts = false): readonly (readonly [name: string, value: P3Value])[] {
  const shown = (value: P3Value): P3Value =>
    typeof value === 'string' ? (texts ? value.replaceAll('\0', '') : numberOfText(value)) : value;
  return allFields(record).map(({ id, value }) => [fieldName(record.tor, id), shown(value)]);
}

function allFields(record: P3Record): readonly P3Field[] {
  if (!isPassing(record)) return record.fields;
  const { number, transponder, tranCode, rtcTimeUs, utcTimeUs, strength, hits, flags, decoderId } = record.passing;
  const known: readonly (readonly [number, P3Value | undefined])[] = [
    [0x01, number],
    [0x03, transponder],
    [0x0a, tranCode],
    [0x04, rtcTimeUs],
    [0x10, utcTimeUs],
    [0x05, strength],
    [0x06, hits],
    [0x08, flags],
    [DECODER_ID, decoderId],
  ];
  return [...known.flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }])), ...record.more];
}

/** The whole number whose bytes, the low one first, are the signs. */
function numberOfText(text: string): number | bigint {
  let value = 0n;
  for (let index = text.length - 1; index >= 0; index--) value = (value << 8n) | BigInt(text.charCodeAt(index) & 0xff);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Writes a record as one line of JSON: `tor`, then its fields by name. Numbers of any size keep all their digits. */
export function recordJson(record: P3Record, texts = false): string {
  const fields = namedFields(record, texts).map(([name, value]) => `${JSON.stringify(name)}:${valueJson(value)}`);
  return `{${[`"tor":"${torText(record.tor)}"`, ...fields].join(',')}}`;
}

const valueJson = (value: P3Value): string => (typeof value === 'bigint' ? value.toString() : JSON.stringify(value));
