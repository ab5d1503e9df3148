import type { Protocol } from '../heard.ts';
import type { Clock } from './clock.ts';
import type { Recorder } from './event.ts';
import type { LinkState } from './health.ts';
import type { Dial, Wire, WireListener } from './wire.ts';

export interface LinkSettings {
  readonly protocol: Protocol;
  readonly dial: Dial;
  readonly clock: Clock;
  readonly recorder?: Recorder;
}

export interface LinkListener {
  readonly state: (state: LinkState, says: string) => void;
  readonly received: (bytes: Uint8Array) => void;
  /** The wire broke off; told before the state changes. */
  readonly broke: () => void;
}

/** Seconds to wait before the next try: soon at first, for good every half minute. */
const WAITS_S = [1, 2, 4, 8, 15, 30] as const;
/** Silence of so many heartbeats is a stall, of so many more a dead line. */
const STALLED_BEATS = 3;
const DEAD_BEATS = 6;

/** Keeps one wire open: dials again whenever it breaks off or goes silent, sooner at first. */
export class Link {
  readonly #settings: LinkSettings;
  readonly #listener: LinkListener;
  #state: LinkState = 'connecting';
  #wire: Wire | undefined;
  /** Tries that failed since something came in. */
  #failed = 0;
  #heardUs = 0;
  #callOff: () => void = () => undefined;

  constructor(settings: LinkSettings, listener: LinkListener) {
    this.#settings = settings;
    this.#listener = listener;
  }

  get state(): LinkState {
    return this.#state;
  }

  open(): void {
    this.#become('connecting', 'dialling');
    let current = true;
    const listener: WireListener = {
      opened: () => {
        if (!current) return;
        this.#heardUs = this.#settings.clock.nowUs();
        this.#settings.recorder?.opened(this.#heardUs);
        this.#become('connected', 'connected');
      },
      received: (bytes) => {
        if (!current) return;
        this.#heardUs = this.#settings.clock.nowUs();
        this.#failed = 0;
        this.#settings.recorder?.received(this.#heardUs, bytes);
        this.#listener.received(bytes);
      },
      closed: (why) => {
        if (!current) return;
        current = false;
        this.#lost(why);
      },
    };
    const wire = this.#settings.dial(listener);
    this.#wire = {
      send: (bytes) => wire.send(bytes),
      close: () => {
        current = false;
        wire.close();
      },
    };
  }

  send(bytes: Uint8Array): void {
    if (this.#state !== 'connected') return;
    this.#settings.recorder?.sent(this.#settings.clock.nowUs(), bytes);
    this.#wire?.send(bytes);
  }

  close(): void {
    this.#callOff();
    this.#wire?.close();
    if (this.#state === 'connected') this.#settings.recorder?.closed(this.#settings.clock.nowUs(), 'closed here');
    this.#become('closed', 'closed here');
  }

  isStalled(nowUs: number): boolean {
    return this.#silentFor(nowUs, STALLED_BEATS);
  }

  /** Gives up a line that has been silent for long, and dials anew. */
  dropIfDead(nowUs: number): void {
    if (!this.#silentFor(nowUs, DEAD_BEATS)) return;
    this.#wire?.close();
    this.#lost('nothing came any more');
  }

  #silentFor(nowUs: number, beats: number): boolean {
    const { heartbeatUs } = this.#settings.protocol;
    return this.#state === 'connected' && heartbeatUs !== undefined && nowUs - this.#heardUs >= beats * heartbeatUs;
  }

  #lost(why: string): void {
    const { clock, recorder } = this.#settings;
    if (this.#state === 'connected') {
      recorder?.closed(clock.nowUs(), why);
      this.#listener.broke();
    }
    const wait = WAITS_S[Math.min(this.#failed, WAITS_S.length - 1)] ?? 1;
    this.#failed++;
    this.#callOff = clock.after(wait * 1_000_000, () => this.open());
    this.#become('waiting', why);
  }

  #become(state: LinkState, says: string): void {
    this.#state = state;
    this.#listener.state(state, says);
  }
}
