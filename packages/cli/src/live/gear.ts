import {
  openSource,
  p3Protocol,
  replayClock,
  type ReplayClock,
  type ServedWire,
  serveTcp,
  simulateDecoder,
  type SimulatedDecoder,
  tcpDial,
  type TimingEvent,
  type TimingSource,
} from '@racetower/timing';
import { Loopback } from './loopback.ts';

/** Lets real time pass while the story's does; one that returns at once tells the story as fast as it can. */
export type Pace = (us: number) => Promise<void>;

const HOST = '127.0.0.1';
/** The clock of the decoder is a little off, as they are. */
const AHEAD_US = 2_345_678;

/** A decoder over TCP on this machine, the tower that listens to it, and the clock that both go by. */
export class Gear {
  readonly clock: ReplayClock;
  readonly decoder: SimulatedDecoder;
  readonly source: TimingSource;
  readonly port: number;
  readonly #line: Loopback;
  readonly #served: ServedWire;
  readonly #pace: Pace;
  #heard: TimingEvent[] = [];

  private constructor(
    parts: Pick<Gear, 'clock' | 'decoder'> & { readonly line: Loopback; readonly served: ServedWire; readonly pace: Pace },
  ) {
    this.clock = parts.clock;
    this.decoder = parts.decoder;
    this.port = parts.served.port;
    this.#line = parts.line;
    this.#served = parts.served;
    this.#pace = parts.pace;
    this.source = openSource({
      name: 'start-finish',
      protocol: p3Protocol,
      dial: this.#line.tower(tcpDial(HOST, this.port)),
      clock: this.clock,
      hear: (event) => void this.#heard.push(event),
    });
  }

  /** Starts a decoder and dials it. */
  static async open(startUs: number, pace: Pace): Promise<Gear> {
    const clock = replayClock(startUs);
    const decoder = simulateDecoder({ clock, crossings: [], greenUs: startUs, aheadUs: AHEAD_US });
    const line = new Loopback();
    const served = await serveTcp(line.gear(decoder.dial), { host: HOST, port: 0 });
    const gear = new Gear({ clock, decoder, line, served, pace });
    await line.quiet();
    return gear;
  }

  /** Goes on to the next thing that happens, at most to an instant. */
  async step(untilUs = Number.POSITIVE_INFINITY): Promise<void> {
    const nextUs = Math.min(this.clock.nextUs() ?? untilUs, untilUs);
    await this.#pace(Math.max(0, nextUs - this.clock.nowUs()));
    this.clock.to(nextUs);
    await this.#line.quiet();
  }

  /** What the tower has heard since it was asked last. */
  heard(): readonly TimingEvent[] {
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }

  /** Hangs up and takes the decoder down. */
  async close(): Promise<void> {
    this.source.close();
    await this.#line.quiet();
    this.decoder.stop();
    await this.#served.close();
  }
}
