import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { isLoss, P3Decoder, type P3Heard } from '../p3/decoder.ts';
import { encodeFrame, textBytes, wholeBytes, type WrittenField } from '../p3/encode.ts';
import { DECODER_ID, FROM_DECODER, REQUEST_ID, TOR } from '../p3/frame.ts';
import { passingFrame } from '../p3/passing-record.ts';
import { isPassing, type P3Other } from '../p3/record.ts';
import type { Clock } from '../source/clock.ts';
import type { Dial, Wire, WireListener } from '../source/wire.ts';
import type { Crossing } from './crossings.ts';

export interface SimulatedDecoderSettings {
  readonly clock: Clock;
  /** In order of time, after the green. Those that are not heard get no number. */
  readonly crossings: readonly Crossing[];
  readonly greenUs: number;
  readonly id?: number;
  /** How far its clock is ahead of the club's. */
  readonly aheadUs?: number;
  /** When nobody can reach it; it goes on counting. */
  readonly outages?: readonly Outage[];
  /** Frames of a thousand that the line breaks on their way. */
  readonly brokenPerMille?: number;
  readonly seed?: number;
  /** The number of its first passing. */
  readonly firstNumber?: number;
}

/** Seconds after the green, and how many. */
export interface Outage {
  readonly atS: number;
  readonly forS: number;
}

/** A decoder that speaks P3 to as many clients as a real one takes. */
export interface SimulatedDecoder {
  readonly dial: Dial;
  /** Passings that it remembers. */
  readonly passings: () => number;
  /** A car comes by now that is not among the crossings given. */
  readonly cross: (crossing: Omit<Crossing, 'atUs'>) => void;
  /** Cannot be reached for so long; it goes on counting. */
  readonly cutOff: (seconds: number) => void;
  /** Forgets its passings and counts from 1, as after a command to clear them. */
  readonly reset: () => void;
  readonly stop: () => void;
}

const S = 1_000_000;
const STATUS_EVERY_US = 5 * S;
const MOST_CLIENTS = 4;
const UNKNOWN_RECORD = 4;
const BAD_CHECKSUM = 1;

/** Starts a decoder over which cars drive. */
export function simulateDecoder(settings: SimulatedDecoderSettings): SimulatedDecoder {
  const decoder = new Simulated(settings);
  decoder.start();
  return decoder;
}

class Simulated implements SimulatedDecoder {
  readonly #settings: SimulatedDecoderSettings;
  readonly #id: number;
  readonly #chance: RandomGenerator;
  readonly #clients = new Set<WireListener>();
  /** By number. */
  readonly #remembered = new Map<number, Uint8Array>();
  #next: number;
  #session: number;
  #at = 0;
  #outUntilUs = 0;
  readonly #callOff = new Set<() => void>();

  constructor(settings: SimulatedDecoderSettings) {
    this.#settings = settings;
    this.#id = settings.id ?? 135_059;
    this.#chance = xoroshiro128plus(settings.seed ?? 1);
    this.#next = settings.firstNumber ?? 1;
    this.#session = Math.floor(this.#rtcUs() / S);
  }

  start(): void {
    this.#status();
    this.#nextCrossing();
    for (const { atS } of this.#settings.outages ?? []) this.#later(this.#settings.greenUs + atS * S - this.#now(), () => this.#hangUp());
  }

  stop(): void {
    for (const each of this.#callOff) each();
    this.#callOff.clear();
    this.#hangUp();
  }

  passings(): number {
    return this.#remembered.size;
  }

  cross(crossing: Omit<Crossing, 'atUs'>): void {
    if (crossing.heard) this.#hear({ ...crossing, atUs: this.#now() - this.#settings.greenUs });
  }

  cutOff(seconds: number): void {
    this.#outUntilUs = this.#now() + seconds * S;
    this.#hangUp();
  }

  reset(): void {
    this.#remembered.clear();
    this.#next = 1;
    this.#session = Math.floor(this.#rtcUs() / S);
  }

  dial: Dial = (listener): Wire => {
    const requests = new P3Decoder();
    this.#later(0, () => {
      if (this.#isOut()) return listener.closed('the decoder cannot be reached');
      if (this.#clients.size >= MOST_CLIENTS) return listener.closed(`the decoder has ${MOST_CLIENTS} clients already`);
      this.#clients.add(listener);
      return listener.opened();
    });
    return {
      send: (bytes) => {
        // What is asked at once, before the decoder has taken the client, is answered behind that.
        for (const heard of requests.feed(bytes)) this.#later(0, () => this.#answer(heard, listener));
      },
      close: () => void this.#clients.delete(listener),
    };
  };

  #now(): number {
    return this.#settings.clock.nowUs();
  }

  #rtcUs(): number {
    return this.#now() + (this.#settings.aheadUs ?? 0);
  }

  #later(us: number, work: () => void): void {
    const callOff = this.#settings.clock.after(us, () => {
      this.#callOff.delete(callOff);
      work();
    });
    this.#callOff.add(callOff);
  }

  #isOut(): boolean {
    const atS = (this.#now() - this.#settings.greenUs) / S;
    return this.#now() < this.#outUntilUs || (this.#settings.outages ?? []).some((each) => atS >= each.atS && atS < each.atS + each.forS);
  }

  #hangUp(): void {
    for (const each of this.#clients) each.closed('the decoder hung up');
    this.#clients.clear();
  }

  #tell(frame: Uint8Array): void {
    for (const each of this.#clients) each.received(this.#overTheLine(frame));
  }

  /** The line flips a bit now and then. */
  #overTheLine(frame: Uint8Array): Uint8Array {
    const broken = uniformInt(this.#chance, 0, 999) < (this.#settings.brokenPerMille ?? 0);
    if (!broken) return frame;
    const at = uniformInt(this.#chance, 0, frame.length - 1);
    return frame.with(at, (frame[at] ?? 0) ^ (1 << uniformInt(this.#chance, 0, 7)));
  }

  #status(): void {
    this.#tell(
      this.#frame(TOR.status, [
        [0x01, wholeBytes(20 + (this.#next % 20), 2)],
        [0x07, wholeBytes(24, 2)],
        [0x0c, wholeBytes(121, 1)],
        [0x06, wholeBytes(0, 1)],
      ]),
    );
    this.#later(STATUS_EVERY_US, () => this.#status());
  }

  #nextCrossing(): void {
    const crossing = this.#settings.crossings[this.#at];
    if (!crossing) return;
    this.#at++;
    const atUs = this.#settings.greenUs + crossing.atUs;
    this.#later(atUs - this.#now(), () => {
      if (crossing.heard) this.#hear(crossing);
      this.#nextCrossing();
    });
  }

  #hear(crossing: Crossing): void {
    const number = this.#next++;
    const frame = passingFrame({
      number,
      decoderId: this.#id,
      transponder: crossing.transponder,
      rtcTimeUs: this.#settings.greenUs + crossing.atUs + (this.#settings.aheadUs ?? 0),
      strength: crossing.strength,
      hits: crossing.hits,
    });
    this.#remembered.set(number, frame);
    this.#tell(frame);
  }

  #answer(heard: P3Heard, client: WireListener): void {
    if (!this.#clients.has(client)) return;
    const badSum = isLoss(heard) && heard.lost === 'checksum';
    const answers = badSum ? [this.#error(BAD_CHECKSUM)] : isLoss(heard) || isPassing(heard) ? [] : this.#answers(heard);
    for (const each of answers) client.received(this.#overTheLine(each));
  }

  #answers(request: P3Other): readonly Uint8Array[] {
    switch (request.tor) {
      case TOR.version:
        return [
          this.#frame(TOR.version, [
            [0x01, wholeBytes(12, 1)],
            [0x02, textBytes('Simulated decoder')],
            [0x03, textBytes('1.0')],
          ]),
        ];
      case TOR.getTime:
        return [
          this.#frame(TOR.getTime, [
            [0x01, wholeBytes(this.#rtcUs(), 8)],
            [0x04, wholeBytes(0, 2)],
          ]),
        ];
      case TOR.session:
        return [this.#sessionAnswer(numberOf(request, REQUEST_ID) ?? 0)];
      case TOR.resend:
        return this.#resent(numberOf(request, 0x01) ?? 0, numberOf(request, 0x02) ?? 0);
      default:
        return [this.#error(UNKNOWN_RECORD)];
    }
  }

  #sessionAnswer(request: number): Uint8Array {
    return this.#frame(TOR.session, [
      [0x01, wholeBytes(1, 4)],
      [0x02, wholeBytes(this.#session, 4)],
      [0x04, wholeBytes(this.#next - 1, 4)],
      [REQUEST_ID, wholeBytes(request, 8)],
    ]);
  }

  /** Answers with the range that there is, then with its passings. */
  #resent(from: number, asked: number): readonly Uint8Array[] {
    const until = Math.min(asked, this.#next - 1);
    const header = this.#frame(TOR.resend, [
      [0x01, wholeBytes(from, 4)],
      [0x02, wholeBytes(until, 4)],
    ]);
    const numbers = Array.from({ length: Math.max(0, until - from + 1) }, (_, index) => from + index);
    return [header, ...numbers.flatMap((number) => this.#remembered.get(number) ?? [])];
  }

  #error(code: number): Uint8Array {
    return this.#frame(TOR.error, [[0x01, wholeBytes(code, 2)]]);
  }

  #frame(tor: number, fields: readonly WrittenField[]): Uint8Array {
    return encodeFrame(tor, [...fields, [DECODER_ID, wholeBytes(this.#id, 4)]], FROM_DECODER);
  }
}

function numberOf(record: P3Other, id: number): number | undefined {
  const value = record.fields.find((field) => field.id === id)?.value;
  return typeof value === 'number' ? value : undefined;
}
