import { isLoss, P3Decoder } from '../p3/decoder.ts';
import { isPassing } from '../p3/record.ts';
import { readRMonitor } from '../rmonitor/read.ts';
import { LineSplitter } from '../text/line-splitter.ts';
import type { CaptureEntry } from './format.ts';

/** What the line takes. */
const LAG_US = 20_000;
const S = 1_000_000;
const STATUS_US = 5 * S;

/**
 * Makes a capture of a P3 stream that was kept without arrival times: each passing arrives a moment after its own time, and what
 * came between two of them at even distances.
 */
export function p3Entries(stream: Uint8Array): readonly CaptureEntry[] {
  const decoder = new P3Decoder();
  const heard = [...decoder.feed(stream), ...decoder.end()];
  const times = spread(heard.map((each) => (!isLoss(each) && isPassing(each) ? each.passing.rtcTimeUs : undefined)));
  const received = heard.map((each, index): CaptureEntry => {
    const bytes = stream.subarray(each.at, each.at + each.bytes);
    return { kind: 'received', atUs: Math.round((times[index] ?? 0) + LAG_US), bytes };
  });
  return [{ kind: 'opened', atUs: received[0]?.atUs ?? 0 }, ...received];
}

/** Fills in times between known ones evenly, and a status apart before the first and behind the last; none goes back. */
function spread(known: readonly (number | undefined)[]): readonly number[] {
  const nextKnown = known.map(() => known.length);
  for (let index = known.length - 1; index >= 0; index--)
    nextKnown[index] = known[index] !== undefined ? index : (nextKnown[index + 1] ?? known.length);
  const times: number[] = [];
  for (let index = 0; index < known.length; index++) {
    const before = times[index - 1];
    const next = nextKnown[index] ?? known.length;
    const ahead = known[next];
    if (ahead === undefined) times.push((before ?? 0) + STATUS_US);
    else if (before === undefined) times.push(ahead - (next - index) * STATUS_US);
    else times.push(Math.max(before, before + (ahead - before) / (next - index + 1)));
  }
  return times;
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
