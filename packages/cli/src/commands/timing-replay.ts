import { readFileSync } from 'node:fs';
import {
  type CaptureEntry,
  CaptureError,
  type Clock,
  type Dial,
  openSource,
  p3Entries,
  p3Protocol,
  type Protocol,
  PROTOCOLS,
  readCapture,
  replayClock,
  replayDial,
  rmonitorEntries,
  rmonitorProtocol,
  serveTcp,
  systemClock,
} from '@racetower/timing';
import { type CommandInfo, type Given, mustBeFile, UsageError, wholeNumber } from '../command-line.ts';
import type { Output } from '../output.ts';
import { eventLine, healthLines, isWhole } from '../timing-lines.ts';

export const timingReplay: CommandInfo = {
  name: 'timing replay',
  purpose: 'plays a capture as if it came from the gear, to this terminal or to other programs',
  takes: 'CAPTURE',
  options: {
    speed: { takes: 'N', says: 'so many times as fast as it was, as 10 or 0.5; max does not wait at all; left out: max' },
    tcp: { takes: 'PORT', says: 'serve it to who connects here, as a decoder would; each hears it from its beginning' },
    host: { takes: 'ADDRESS', says: '  at this address; left out: 127.0.0.1, this machine only' },
    json: { says: 'events as JSON lines' },
  },
  notes: [
    'A CAPTURE is a file of timing listen --capture, or a stream of P3 or RMonitor as it came over the wire; of such a stream',
    'the times in it are taken for its arrival.',
  ],
  examples: [
    'timing replay start-finish.capture',
    'timing replay --speed 10 evening.bin',
    'timing replay --tcp 5403 --speed 1 evening.bin',
  ],
  exits: { 0: 'played', 1: 'played; bytes were lost, passings are missing, or the capture is cut off' },
  run: async (names, given, out) => {
    const [file, ...more] = names;
    if (file === undefined || more.length > 0) throw new UsageError('say which capture: racetower timing replay CAPTURE');
    const tape = tapeOf(file);
    if (tape.cut !== undefined) out.error(`${file}: it is cut off in line ${tape.cut}; what is before that is played`);
    const whole = given.has('tcp') ? await served(tape, given, out) : await played(tape, given, out);
    return whole && tape.cut === undefined ? 0 : 1;
  },
};

interface Tape {
  readonly source: string;
  readonly protocol: Protocol;
  readonly entries: readonly CaptureEntry[];
  readonly cut?: number;
}

function tapeOf(file: string): Tape {
  mustBeFile(file);
  const bytes = readFileSync(file);
  if (bytes.subarray(0, 17).toString('latin1') === 'racetower-capture') return captureOf(file, bytes.toString('utf8'));
  if (bytes[0] === 0x24) return { source: file, protocol: rmonitorProtocol, entries: rmonitorEntries(bytes) };
  const entries = p3Entries(bytes);
  if (bytes.includes(0x8e)) return { source: file, protocol: p3Protocol, entries };
  throw new UsageError(`${file} is no capture, and no stream of P3 or RMonitor`);
}

function captureOf(file: string, text: string): Tape {
  try {
    const { header, entries, cut } = readCapture(text);
    const protocol = PROTOCOLS[header.protocol];
    if (!protocol) throw new UsageError(`${file}: there is no protocol "${header.protocol}"`);
    if (!cut) return { source: header.source, protocol, entries };
    const end: CaptureEntry = { kind: 'closed', atUs: entries.at(-1)?.atUs ?? 0, why: `the capture is cut off in line ${cut.line}` };
    return { source: header.source, protocol, entries: [...entries, end], cut: cut.line };
  } catch (error) {
    if (error instanceof CaptureError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}

/** @returns how many times as fast; undefined for without waiting */
function speedOf(given: Given): number | undefined {
  const text = given.text('speed') ?? 'max';
  if (text === 'max') return undefined;
  const speed = Number(text);
  if (!(speed > 0 && speed <= 1_000_000)) throw new UsageError(`--speed is a number above 0 or max, not "${text}"`);
  return speed;
}

async function played(tape: Tape, given: Given, out: Output): Promise<boolean> {
  const startUs = tape.entries[0]?.atUs ?? 0;
  const endUs = (tape.entries.at(-1)?.atUs ?? startUs) + 1;
  const clock = replayClock(startUs);
  const source = openSource({
    name: tape.source,
    protocol: tape.protocol,
    dial: replayDial(tape.entries, clock, { speed: 1 }),
    clock,
    hear: (event) => {
      const line = given.has('json') ? JSON.stringify(event) : eventLine(event);
      if (line !== undefined) out.line(line);
    },
  });
  const speed = speedOf(given);
  if (speed === undefined) clock.to(endUs);
  else await walked(systemClock, (walkedUs) => clock.to(Math.min(endUs, startUs + walkedUs * speed)), (endUs - startUs) / speed);
  source.close();
  const health = source.health();
  if (given.has('json')) out.line(JSON.stringify({ kind: 'health', health }));
  else for (const line of healthLines(health)) out.line(line);
  return isWhole(health);
}

const STEP_US = 20_000;

/** Walks along the real clock in small steps. */
async function walked(real: Clock, step: (walkedUs: number) => void, forUs: number): Promise<void> {
  const beganUs = real.nowUs();
  for (let walkedUs = 0; walkedUs < forUs; walkedUs = real.nowUs() - beganUs) {
    step(walkedUs);
    await new Promise((done) => setTimeout(done, STEP_US / 1000));
  }
  step(forUs);
}

async function served(tape: Tape, given: Given, out: Output): Promise<boolean> {
  const port = wholeNumber(given, 'tcp') ?? 0;
  const host = given.text('host') ?? '127.0.0.1';
  const speed = speedOf(given) ?? 1_000_000;
  let over: () => void = () => undefined;
  const isOver = new Promise<void>((done) => {
    over = done;
  });
  const dial: Dial = (listener) => replayDial(tape.entries, systemClock, { speed, done: over })(listener);
  const server = await serveTcp(dial, { host, port });
  out.line(`serving ${tape.protocol.name} at ${host}:${server.port} until it is played`);
  await isOver;
  await server.close();
  return true;
}
