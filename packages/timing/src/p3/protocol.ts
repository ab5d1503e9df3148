import type { Heard, HeardLoss, HeardPassing, Protocol } from '../heard.ts';
import type { SpecialPassing } from '../passing.ts';
import { isLoss, P3Decoder, type P3Heard } from './decoder.ts';
import { resendRequest, sessionRequest, timeRequest, versionRequest } from './encode.ts';
import { DECODER_ID, LOSSES, type P3Loss, TOR } from './frame.ts';
import { torText } from './names.ts';
import { isPassing, type P3Other, type P3Passing } from './record.ts';

/** Numbers that decoders use for what is no transponder. */
const SPECIAL: Readonly<Record<number, SpecialPassing>> = { 9991: 'photocell', 9992: 'switch', 9993: 'sync-pulse', 9995: 'gate' };
const LOW_BATTERY = 1;

/** MYLAPS and AMB decoders over TCP, or over a serial line set to P3. */
export const p3Protocol: Protocol = {
  name: 'p3',
  says: 'MYLAPS/AMB decoders, binary P3',
  tcpPort: 5403,
  heartbeatUs: 5_000_000,
  tellsTimeOfDay: true,
  reader: () => {
    const decoder = new P3Decoder();
    return { feed: (bytes) => decoder.feed(bytes).map(heardOf), end: () => decoder.end().map(heardOf) };
  },
  questions: {
    version: versionRequest,
    time: timeRequest,
    session: (decoder) => sessionRequest(Number(decoder), 1),
    resend: (decoder, from, until) => resendRequest(Number(decoder), from, until),
  },
};

function heardOf(heard: P3Heard): Heard {
  if (isLoss(heard)) return lossOf(heard);
  return isPassing(heard) ? passingOf(heard) : otherOf(heard);
}

function lossOf(loss: P3Loss): HeardLoss {
  return { kind: 'lost', reason: loss.lost, says: LOSSES[loss.lost], bytes: loss.bytes, at: loss.at };
}

function passingOf({ passing }: P3Passing): HeardPassing {
  const { number, transponder, tranCode, strength, hits, flags } = passing;
  const code = tranCode?.replaceAll('\0', '').trim();
  const special = transponder === undefined ? undefined : SPECIAL[transponder];
  const id = special ? undefined : (transponder?.toString() ?? code);
  const timeUs = passing.utcTimeUs ?? passing.rtcTimeUs;
  return {
    kind: 'passing',
    ...(passing.decoderId !== undefined ? { decoder: String(passing.decoderId) } : {}),
    ...(number !== undefined ? { number } : {}),
    ...(id !== undefined ? { transponder: id } : {}),
    ...(code !== undefined && code !== id ? { code } : {}),
    ...(special ? { special } : id === undefined ? { special: 'gate' as const } : {}),
    ...(timeUs !== undefined ? { timeUs } : {}),
    ...(strength !== undefined ? { strength } : {}),
    ...(hits !== undefined ? { hits } : {}),
    ...(flags !== undefined && (flags & LOW_BATTERY) !== 0 ? { lowBattery: true } : {}),
  };
}

function otherOf(record: P3Other): Heard {
  const number = (id: number): number | undefined => {
    const value = record.fields.find((field) => field.id === id)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const text = (id: number): string => String(record.fields.find((field) => field.id === id)?.value ?? '');
  const id = number(DECODER_ID);
  const decoder = id === undefined ? {} : { decoder: String(id) };
  switch (record.tor) {
    case TOR.status:
      return { kind: 'status', ...decoder, ...measured(number) };
    case TOR.getTime: {
      const timeUs = number(0x05) ?? number(0x01);
      return timeUs === undefined ? note(record) : { kind: 'clock', ...decoder, timeUs };
    }
    case TOR.session: {
      const [session, last] = [number(0x02), number(0x04)];
      return session === undefined ? note(record) : { kind: 'session', ...decoder, session, ...(last !== undefined ? { last } : {}) };
    }
    case TOR.version:
      return { kind: 'version', ...decoder, says: `${text(0x02)} ${text(0x03)}`.trim() };
    case TOR.error:
      return { kind: 'note', says: `the decoder answers with error ${number(0x01) ?? '?'} ${text(0x02)}`.trim() };
    default:
      return note(record);
  }
}

function measured(number: (id: number) => number | undefined) {
  const [noise, temperatureC, voltageDv, satellites] = [number(0x01), number(0x07), number(0x0c), number(0x0a)];
  return {
    ...(noise !== undefined ? { noise } : {}),
    ...(temperatureC !== undefined ? { temperatureC } : {}),
    ...(voltageDv !== undefined ? { voltageDv } : {}),
    ...(satellites !== undefined ? { satellites } : {}),
  };
}

const note = (record: P3Other): Heard => ({ kind: 'note', says: `a record ${torText(record.tor)}` });
