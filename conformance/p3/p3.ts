import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLoss, namedFields, P3Decoder, type P3Heard, recordJson, torText } from '@racetower/timing';
import { type CaseOutcome, type ConformanceSet, type Difference, differs, outcomeOf } from '../conformance-set.ts';
import { filesOf, plain, type Row, rowsOf } from '../data-lines.ts';

/** Frames of decoders with the decode on which independent parsers agree, and streams of whole evenings. */
export const p3: ConformanceSet = {
  name: 'p3',
  run: (folder) => [
    ...filesOf(folder, '.jsonl').flatMap((file) => rowsOf(folder, file).map(frameCase)),
    ...filesOf(folder, '.bin').flatMap((file) => streamCases(file, readFileSync(join(folder, file)))),
  ],
};

function frameCase({ name, row }: Row): CaseOutcome {
  if (typeof row['hex'] !== 'string') return { case: name, outcome: 'skipped', reason: 'it has no hex' };
  return outcomeOf(name, frameDifference(decoded([Buffer.from(row['hex'], 'hex')]), row));
}

function frameDifference(heard: readonly P3Heard[], row: Row['row']): Difference | undefined {
  const records = heard.flatMap((each) => (isLoss(each) ? [] : [each]));
  const lost = heard.flatMap((each) => (isLoss(each) ? [each.lost] : []));
  if (row['crc_valid'] === false) return differs('records of a frame with a wrong checksum', 0, records.length);
  const [record] = records;
  if (!record || records.length !== 1) return differs('records', 1, lost.join(', '));
  const tor = differs('kind of record', row['tor'], torText(record.tor));
  if (tor || row['decoded'] === null || row['decoded'] === undefined) return tor;
  return differs('fields', plain(row['decoded']), plain(Object.fromEntries(namedFields(record))));
}

/** A stream is read to its last byte, the same however it is cut, and no whole frame in it is overlooked. */
function streamCases(file: string, bytes: Uint8Array): readonly CaseOutcome[] {
  const heard = decoded([bytes]);
  const counted = heard.reduce((sum, each) => sum + each.bytes, 0);
  const pieces = [1, 7, 64, 1460].map((size) => ({ size, heard: decoded(cut(bytes, size)) }));
  const other = pieces.find((each) => textOf(each.heard) !== textOf(heard));
  const whole = framesBetweenMarks(bytes);
  return [
    outcomeOf(`${file} to the last byte`, differs('bytes', bytes.length, counted)),
    outcomeOf(
      `${file} in pieces`,
      other ? differs(`records in pieces of ${other.size} bytes`, heard.length, other.heard.length) : undefined,
    ),
    outcomeOf(`${file} frame by frame`, differs('records', whole, heard.filter((each) => !isLoss(each)).length)),
  ];
}

/** Counts the frames that are right when each is looked at alone. */
function framesBetweenMarks(bytes: Uint8Array): number {
  let frames = 0;
  for (let start = bytes.indexOf(0x8e); start !== -1; start = bytes.indexOf(0x8e, start + 1)) {
    const end = bytes.indexOf(0x8f, start);
    if (end !== -1 && !bytes.subarray(start + 1, end).includes(0x8e))
      frames += decoded([bytes.subarray(start, end + 1)]).some((each) => !isLoss(each)) ? 1 : 0;
  }
  return frames;
}

function decoded(pieces: readonly Uint8Array[]): readonly P3Heard[] {
  const decoder = new P3Decoder();
  return [...pieces.flatMap((piece) => decoder.feed(piece)), ...decoder.end()];
}

const cut = (bytes: Uint8Array, size: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
const textOf = (heard: readonly P3Heard[]): string =>
  heard.map((each) => (isLoss(each) ? JSON.stringify(each) : recordJson(each))).join('\n');
