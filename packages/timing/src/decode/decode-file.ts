import { ambLineJson, readAmbLine } from '../amb-text/line.ts';
import { CAPTURE_START, readCapture } from '../capture/format.ts';
import type { HeardLoss, Reader } from '../heard.ts';
import { isLoss, P3Decoder } from '../p3/decoder.ts';
import { LOSSES } from '../p3/frame.ts';
import { recordJson } from '../p3/names.ts';
import { readRMonitor } from '../rmonitor/read.ts';
import type { BadLine } from '../text/line-reader.ts';
import { LineSplitter, textOf } from '../text/line-splitter.ts';
import { PROTOCOLS } from './protocols.ts';

/** A record as a line of JSON, or bytes that gave none. */
export type Decoded = { readonly json: string } | HeardLoss;

/** A file whose protocol cannot be told from its bytes. */
export class UnknownFile extends Error {}

/** What {@link decodeFile} can be told that a file is. */
export const DECODED_AS: readonly string[] = Object.keys(PROTOCOLS).filter((name) => name !== 'keyboard');

/**
 * Decodes a file of any protocol: as it came over the wire, a capture, P3 frames in hex a line each, or JSON lines with `hex` or `line`.
 *
 * @param as its protocol; left out: seen from its first bytes
 * @param texts texts of P3 as texts, not as the numbers that their bytes make
 * @throws UnknownFile when it cannot be seen, CaptureError for a damaged capture
 */
export function decodeFile(bytes: Uint8Array, as?: string, texts = false): readonly Decoded[] {
  const file = unpacked(bytes);
  const protocol = as ?? file.protocol ?? protocolOf(file.bytes);
  const cut: readonly Decoded[] =
    file.cut === undefined ? [] : [lost('cut-short', `the capture stops in line ${file.cut}`, 0, file.bytes.length)];
  return [...(protocol === 'p3' ? decodedP3(file.bytes, texts) : decoded(file.bytes, protocol)), ...cut];
}

interface Unpacked {
  readonly bytes: Uint8Array;
  readonly protocol?: string;
  /** The line in which a capture stops. */
  readonly cut?: number;
}

function unpacked(bytes: Uint8Array): Unpacked {
  if (!isText(bytes)) return { bytes };
  const text = textOf(bytes);
  if (text.startsWith(CAPTURE_START)) {
    const { header, entries, cut } = readCapture(text);
    const received = entries.flatMap((each) => (each.kind === 'received' ? [each.bytes] : []));
    return { bytes: Buffer.concat(received), protocol: header.protocol, ...(cut ? { cut: cut.line } : {}) };
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const hex = lines.map((line) => line.replace(/#.*$/, '').replaceAll(/[\s:-]/g, '')).filter((line) => line !== '');
  if (hex.some((line) => /^8e/i.test(line)) && hex.every((line) => /^[0-9a-f]+$/i.test(line)))
    return { bytes: hexBytes(hex), protocol: 'p3' };
  return lines[0]?.startsWith('{') ? ofJsonLines(lines) : { bytes };
}

const isText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 65_536).every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x01);

/** Half a byte at the end of a line is lost there, and shows as a frame that is too short by it. */
const hexBytes = (lines: readonly string[]): Uint8Array => Buffer.concat(lines.map((line) => Buffer.from(line, 'hex')));

function ofJsonLines(lines: readonly string[]): Unpacked {
  const rows = lines.map((line, index) => {
    try {
      return JSON.parse(line) as { readonly hex?: unknown; readonly line?: unknown };
    } catch {
      throw new UnknownFile(`line ${index + 1} is no JSON`);
    }
  });
  const hex = rows.flatMap((row) => (typeof row.hex === 'string' ? [row.hex] : []));
  if (hex.length === rows.length) return { bytes: hexBytes(hex), protocol: 'p3' };
  const text = rows.flatMap((row) => (typeof row.line === 'string' ? [`${row.line}\r\n`] : []));
  if (text.length === rows.length) return { bytes: Buffer.from(text.join(''), 'latin1') };
  throw new UnknownFile('these JSON lines have neither "hex" nor "line" in each');
}

/** @throws UnknownFile */
function protocolOf(bytes: Uint8Array): string {
  const start = bytes.subarray(0, 65_536);
  if (!isText(start)) return 'p3';
  const text = textOf(start);
  if (/^\$[A-Z]{1,6},/m.test(text)) return 'rmonitor';
  if (/^[^\n,]?[#@$]\t\d/m.test(text)) return 'amb-text';
  if (/^[^\n]*\btime\b[^\n]*[,;\t]|^[^\n]*[,;\t][^\n]*\btime\b/i.test(text)) return 'csv';
  if (/^\s*[\d:.TZ+-]*[,;\t]\s*#?[\w-]+/.test(text)) return 'lines';
  throw new UnknownFile('its protocol cannot be seen from its bytes');
}

function decoded(bytes: Uint8Array, protocol: string): readonly Decoded[] {
  if (protocol === 'amb-text') return decodedLines(bytes, readAmbLine, ambLineJson);
  if (protocol === 'rmonitor') return decodedLines(bytes, readRMonitor, (record) => JSON.stringify(record));
  const reader = PROTOCOLS[protocol]?.reader();
  if (!reader) throw new UnknownFile(`there is no protocol "${protocol}"; there are ${DECODED_AS.join(', ')}`);
  return decodedHeard(bytes, reader);
}

function decodedP3(bytes: Uint8Array, texts: boolean): readonly Decoded[] {
  const decoder = new P3Decoder();
  return [...decoder.feed(bytes), ...decoder.end()].map((each) =>
    isLoss(each) ? lost(each.lost, LOSSES[each.lost], each.bytes, each.at) : { json: recordJson(each, texts) },
  );
}

function decodedLines<Read extends object>(
  bytes: Uint8Array,
  read: (line: string) => Read | BadLine,
  json: (record: Read) => string,
): readonly Decoded[] {
  const splitter = new LineSplitter();
  return [...splitter.feed(bytes), ...splitter.end()].flatMap((line): readonly Decoded[] => {
    if (line.text.trim() === '') return [];
    const record = read(line.text);
    return ['bad' in record ? lost(record.bad, record.says, line.bytes, line.at) : { json: json(record) }];
  });
}

/** A file may leave out the end of its last line. */
function decodedHeard(bytes: Uint8Array, reader: Reader): readonly Decoded[] {
  return [...reader.feed(bytes), ...reader.feed(Buffer.from('\n')), ...reader.end()].flatMap((each): readonly Decoded[] =>
    each.kind === 'lost' ? [each] : each.kind === 'note' ? [] : [{ json: JSON.stringify(each) }],
  );
}

const lost = (reason: string, says: string, bytes: number, at: number): HeardLoss => ({ kind: 'lost', reason, says, bytes, at });
