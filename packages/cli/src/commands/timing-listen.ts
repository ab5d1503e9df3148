import {
  type Dial,
  dialAddress,
  fileKeeper,
  fileRecorder,
  KeptError,
  loadProtocol,
  NoAddress,
  NoProtocol,
  openSource,
  type Protocol,
  PROTOCOLS,
  readAddress,
  systemClock,
  type TimingEvent,
  type TimingSource,
} from '@racetower/timing';
import { type CommandInfo, type Given, UsageError } from '../command-line.ts';
import { eventLine, healthLines, isWhole } from '../timing-lines.ts';

export const timingListen: CommandInfo = {
  name: 'timing listen',
  purpose: 'connects to timing gear and prints its passings and its health',
  takes: 'HOST[:PORT] | :PORT | SERIAL[@BAUD] | keyboard',
  options: {
    as: { takes: 'PROTOCOL', says: `what it speaks: ${Object.keys(PROTOCOLS).join(', ')}, or a file of your own; left out: p3` },
    capture: { takes: 'FILE', says: 'keep every byte with its time' },
    keep: { takes: 'FILE', says: 'remember the last passing here, so that the next start misses none' },
    json: { says: 'events as JSON lines' },
  },
  notes: [
    ':PORT waits for gear that dials this machine, as a phone does with lines; one at a time.',
    'SERIAL is a line of this machine, as /dev/ttyUSB0 or COM3; its speed is 9600 unless you say another.',
    'keyboard reads car numbers as they cross: 12, or 12 7 44 in this order, or -2.5 12 for two and a half seconds ago.',
    'It connects again whenever the line breaks off, and asks for what was missed. Ctrl+C ends it.',
  ],
  examples: [
    'timing listen 192.168.1.50',
    'timing listen /dev/ttyUSB0@9600 --as amb-text --capture tonight.capture',
    'timing listen :7000 --as lines',
    'timing listen keyboard',
  ],
  exits: { 0: 'everything that was sent was read', 1: 'bytes were lost or passings are missing' },
  run: async (names, given, out) => {
    const [where, ...more] = names;
    if (where === undefined || more.length > 0) throw new UsageError('say where the gear is: racetower timing listen HOST');
    const protocol = await protocolOf(where, given);
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort());
    const tell = (event: TimingEvent): void => {
      const line = given.has('json') ? JSON.stringify(event) : eventLine(event);
      if (line !== undefined) out.line(line);
    };
    const source = openSource({
      name: where,
      protocol,
      dial: await dialOf(where, protocol, stop),
      clock: systemClock,
      hear: tell,
      ...kept(where, protocol, given),
    });
    return ended(source, stop.signal, (lines) => lines.forEach((line) => out.error(line)));
  },
};

async function protocolOf(where: string, given: Given): Promise<Protocol> {
  try {
    return await loadProtocol(given.text('as') ?? (where === 'keyboard' ? 'keyboard' : 'p3'));
  } catch (error) {
    if (error instanceof NoProtocol) throw new UsageError(`--as: ${error.message}`);
    throw error;
  }
}

function kept(where: string, protocol: Protocol, given: Given) {
  const [capture, keep] = [given.text('capture'), given.text('keep')];
  try {
    return {
      ...(capture === undefined ? {} : { recorder: fileRecorder(capture, { source: where, protocol: protocol.name }) }),
      ...(keep === undefined ? {} : { keeper: fileKeeper(keep) }),
    };
  } catch (error) {
    if (error instanceof KeptError) throw new UsageError(error.message);
    throw error;
  }
}

async function dialOf(where: string, protocol: Protocol, stop: AbortController): Promise<Dial> {
  if (where === 'keyboard') return keyboardDial(stop);
  try {
    return await dialAddress(readAddress(where, protocol));
  } catch (error) {
    if (error instanceof NoAddress) throw new UsageError(error.message);
    throw error;
  }
}

/** Lines typed here; their end ends the listening. */
const keyboardDial =
  (stop: AbortController): Dial =>
  (listener) => {
    systemClock.after(0, () => listener.opened());
    process.stdin.on('data', (bytes) => listener.received(typeof bytes === 'string' ? Buffer.from(bytes) : bytes));
    process.stdin.on('end', () => stop.abort());
    return { send: () => undefined, close: () => process.stdin.destroy() };
  };

async function ended(source: TimingSource, stop: AbortSignal, tell: (lines: readonly string[]) => void): Promise<number> {
  await new Promise<void>((done) => {
    const alive = setInterval(() => undefined, 60_000);
    const end = (): void => {
      clearInterval(alive);
      done();
    };
    if (stop.aborted) end();
    else stop.addEventListener('abort', end, { once: true });
  });
  source.close();
  const health = source.health();
  tell(healthLines(health));
  return isWhole(health) ? 0 : 1;
}
