import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { isLoss, P3Decoder, type P3Heard } from './decoder.ts';
import { encodeFrame, wholeBytes } from './encode.ts';
import { FROM_DECODER, type LossReason, TOR } from './frame.ts';
import { recordJson } from './names.ts';
import { passingFrame } from './passing-record.ts';

/** What came of frames that were damaged on the way. */
export interface FuzzReport {
  readonly frames: number;
  readonly mutated: number;
  /** Damaged frames that gave no record. */
  readonly refused: number;
  /** Damage beside the frame, which was read as it was. */
  readonly unharmed: number;
  /** Damaged frames whose checksum was right all the same, one of 65,536 by chance. */
  readonly undetected: number;
  readonly lost: Readonly<Partial<Record<LossReason, number>>>;
  /** What must not be: empty. */
  readonly faults: readonly string[];
}

type Chance = (from: number, to: number) => number;

const BATCH = 64;
const MOST_FAULTS = 5;

/**
 * Damages frames among whole ones, cuts the stream anywhere, and decodes it.
 *
 * It must not throw, must account for every byte, and must give every whole frame as it was.
 *
 * @param progress is told how many are done
 */
export function fuzzP3(frames: number, seed: number, progress: (done: number) => void = () => undefined): FuzzReport {
  const generator = xoroshiro128plus(seed);
  const chance: Chance = (from, to) => uniformInt(generator, from, to);
  const lost: Partial<Record<LossReason, number>> = {};
  const faults: string[] = [];
  const decoder = new P3Decoder();
  let [done, unharmed, undetected, at] = [0, 0, 0, 0];
  while (done < frames && faults.length < MOST_FAULTS) {
    const batch = Array.from({ length: Math.min(BATCH, frames - done) }, (_, index) => anyFrame(done + index, chance));
    const sent = batch.flatMap((frame) => [mutated(frame, chance), frame]);
    const heard = fed(decoder, Buffer.concat(sent), chance);
    for (const each of heard) {
      if (each.at !== at) faults.push(`after frame ${done}: ${each.at - at} bytes are not accounted for`);
      at = each.at + each.bytes;
      if (isLoss(each)) lost[each.lost] = (lost[each.lost] ?? 0) + 1;
    }
    const records = heard.flatMap((each) => (isLoss(each) ? [] : [recordJson(each)]));
    const wanted = batch.map(recordOf);
    undetected += records.filter((record) => !wanted.includes(record)).length;
    unharmed += records.filter((record) => wanted.includes(record)).length - batch.length;
    if (!holdsInOrder(records, wanted)) faults.push(`frames ${done} to ${done + batch.length}: a whole frame was lost`);
    done += batch.length;
    progress(done);
  }
  return { frames: done * 2, mutated: done, refused: done - unharmed - undetected, unharmed, undetected, lost, faults };
}

function anyFrame(number: number, chance: Chance): Uint8Array {
  if (chance(0, 3) > 0)
    return passingFrame({
      number,
      decoderId: chance(1, 300_000),
      transponder: chance(0x8d_8d_8d, 0x8f_8f_8f),
      rtcTimeUs: 1_588_175_428_203_000 + number * 1_000_003,
      strength: chance(0, 400),
      hits: chance(0, 400),
    });
  const tor = [TOR.status, TOR.version, TOR.session, 0x1c][chance(0, 3)] ?? TOR.status;
  const fields = Array.from({ length: chance(0, 6) }, () => [chance(0, 255), wholeBytes(chance(0, 0x7fff_ffff), chance(0, 8))] as const);
  return encodeFrame(tor, fields, FROM_DECODER);
}

/** Damages a frame in one to three ways; it is another one afterwards. */
function mutated(frame: Uint8Array, chance: Chance): Uint8Array {
  let bytes = [...frame];
  for (let times = chance(1, 3); times > 0; times--) {
    const at = chance(0, Math.max(0, bytes.length - 1));
    const kind = chance(0, 5);
    if (kind === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << chance(0, 7));
    else if (kind === 1) bytes.splice(at, chance(1, 4));
    else if (kind === 2) bytes.splice(at, 0, chance(0, 255));
    else if (kind === 3) bytes[at] = chance(0x8d, 0x8f);
    else if (kind === 4) bytes = bytes.slice(0, at);
    else bytes.splice(at, 0, ...bytes.slice(at, at + chance(1, 9)));
  }
  const same = bytes.length === frame.length && bytes.every((byte, index) => byte === frame[index]);
  return same ? Uint8Array.from(bytes.slice(1)) : Uint8Array.from(bytes);
}

/** Feeds a stream in pieces of any size; what is half read stays in the decoder for the next batch. */
function fed(decoder: P3Decoder, bytes: Uint8Array, chance: Chance): readonly P3Heard[] {
  const heard: P3Heard[] = [];
  for (let at = 0; at < bytes.length;) {
    const until = Math.min(bytes.length, at + chance(1, 200));
    heard.push(...decoder.feed(bytes.subarray(at, until)));
    at = until;
  }
  return heard;
}

/** Whether each whole frame is among the records, in order. */
function holdsInOrder(records: readonly string[], wanted: readonly string[]): boolean {
  let next = 0;
  for (const record of records) if (record === wanted[next]) next++;
  return next === wanted.length;
}

function recordOf(frame: Uint8Array): string {
  const [record] = new P3Decoder().feed(frame);
  return record && !isLoss(record) ? recordJson(record) : '';
}
