import { isLoss, P3Decoder } from '../p3/decoder.ts';
import { isPassing } from '../p3/record.ts';
import { readRMonitor } from '../rmonitor/read.ts';
import { LineSplitter } from '../text/line-splitter.ts';
import type { CaptureEntry } from './format.ts';

/** What the line takes. */
const LAG_US = 20_000;
const S = 1_000_000;

/**
 * Makes a capture of a P3 stream that was kept without arrival times: each passing arrives a moment after its own time.
 *
 * Bytes that are no frame stay where they are.
 */
export function p3Entries(stream: Uint8Array): readonly CaptureEntry[] {
  const decoder = new P3Decoder();
  const heard = [...decoder.feed(stream), ...decoder.end()];
  const first = heard.flatMap((each) => (!isLoss(each) && isPassing(each) ? [each.passing.rtcTimeUs ?? 0] : []))[0] ?? 0;
  let atUs = first + LAG_US;
  const received = heard.map((each): CaptureEntry => {
    if (!isLoss(each) && isPassing(each)) atUs = Math.max(atUs, (each.passing.rtcTimeUs ?? 0) + LAG_US);
    return { kind: 'received', atUs, bytes: stream.subarray(each.at, each.at + each.bytes) };
  });
  return [{ kind: 'opened', atUs: first }, ...received];
}

/** Makes a capture of an RMonitor feed by the times of day in it. */
export function rmonitorEntries(stream: Uint8Array): readonly CaptureEntry[] {
  const splitter = new LineSplitter();
  const lines = [...splitter.feed(stream), ...splitter.end()];
  const times = lines.map((line) => timeOfDay(line.text));
  let atUs = times.find((each) => each !== undefined) ?? 0;
  const first = atUs;
  const received = lines.map((line, index): CaptureEntry => {
    atUs = Math.max(atUs, times[index] ?? atUs);
    return { kind: 'received', atUs: atUs + S, bytes: stream.subarray(line.at, line.at + line.bytes) };
  });
  return [{ kind: 'opened', atUs: first }, ...received];
}

function timeOfDay(line: string): number | undefined {
  const record = readRMonitor(line);
  return 'record' in record && record.record === '$F' ? record.timeOfDayUs : undefined;
}
