import type { Clock } from '@racetower/timing';
import { eventText, HEARTBEAT, Reader } from '../live/reader.ts';
import type { ClubTiming } from './club-timing.ts';

/** What changes at once is told at once, twice a second at most; what is only counted, every two seconds. */
const SOON_US = 500_000;
const EVERY_US = 2_000_000;

interface Followed {
  readonly readers: Set<Reader>;
  /** As it was told last. */
  text: string;
  isDue: boolean;
  stop: () => void;
}

/** The health of timing gear as streams of server-sent events: a `snapshot` of all of it, now and whenever it changes. */
export class TimingLives {
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #followed = new Map<ClubTiming, Followed>();

  constructor(clock: Clock, onFault: (error: unknown) => void) {
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /** How many clubs are being watched. */
  get open(): number {
    return this.#followed.size;
  }

  async follow(timing: ClubTiming): Promise<Response> {
    const text = eventText('snapshot', await timing.health());
    const followed = this.#followed.get(timing) ?? this.#begin(timing);
    const reader = new Reader((gone) => {
      followed.readers.delete(gone);
      if (followed.readers.size === 0) this.#end(timing, followed);
    });
    followed.readers.add(reader);
    reader.tell(`retry: 2000\n\n${text}`);
    return new Response(reader.stream, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    });
  }

  /** Keeps every line open. */
  beat(): void {
    for (const { readers } of this.#followed.values()) for (const reader of readers) reader.tell(HEARTBEAT);
  }

  /** Ends every stream. */
  end(): void {
    for (const { readers } of this.#followed.values()) for (const reader of readers) reader.end();
  }

  #begin(timing: ClubTiming): Followed {
    const followed: Followed = { readers: new Set(), text: '', isDue: false, stop: () => undefined };
    const stopListening = timing.onChange(() => this.#soon(timing, followed));
    let callOff: () => void = () => undefined;
    const beat = (): void => {
      callOff = this.#clock.after(EVERY_US, () => {
        void this.#tell(timing, followed);
        beat();
      });
    };
    beat();
    followed.stop = () => {
      callOff();
      stopListening();
    };
    this.#followed.set(timing, followed);
    return followed;
  }

  #end(timing: ClubTiming, followed: Followed): void {
    followed.stop();
    this.#followed.delete(timing);
  }

  #soon(timing: ClubTiming, followed: Followed): void {
    if (followed.isDue) return;
    followed.isDue = true;
    this.#clock.after(SOON_US, () => {
      followed.isDue = false;
      void this.#tell(timing, followed);
    });
  }

  async #tell(timing: ClubTiming, followed: Followed): Promise<void> {
    try {
      const text = eventText('snapshot', await timing.health());
      if (text === followed.text) return;
      followed.text = text;
      for (const reader of followed.readers) reader.tell(text);
    } catch (error) {
      this.#onFault(error);
    }
  }
}
