import { setTimeout as wait } from 'node:timers/promises';
import type { Club } from '../club/club.ts';
import { fetchAll, type Load, sendAll } from './carry.ts';
import { type Destination, PublishRefused, Remote, ServiceAway } from './remote.ts';

/** How the publishing of a club does. */
export type PublishingState =
  | { readonly is: 'even'; readonly seq: number }
  | { readonly is: 'away'; readonly says: string }
  | { readonly is: 'refused'; readonly code: string; readonly says: string };

export interface PublisherSettings {
  readonly club: Club;
  readonly destination: Destination;
  readonly writer: string;
  /** Told when it goes otherwise than before. */
  readonly onState: (state: PublishingState) => void;
  /** Before the first try again; left out: half a second. */
  readonly firstPauseMs?: number;
}

/** The service hears the writer so often though nothing happens, and can tell viewers that it does. */
const HEARTBEAT_MS = 15_000;
const FIRST_PAUSE_MS = 500;
/** Pauses grow from the first to so many times as long: half a minute. */
const LONGEST = 60;
/** What the service refused is tried again so seldom: somebody has to do something first. */
const REFUSED_PAUSE_MS = 60_000;

/**
 * Publishes a club for as long as it runs: stores here, sends when there is a link, and goes on from where the service stands.
 *
 * When the making of facts was handed over to the service, it goes the other way: what is made there is fetched.
 */
export class Publisher {
  readonly #settings: PublisherSettings;
  readonly #stop = new AbortController();
  readonly #remote: Remote;
  readonly #load: Load = { rows: 200, reached: 0 };
  #state: PublishingState | undefined;
  #running: Promise<void> | undefined;

  constructor(settings: PublisherSettings) {
    this.#settings = settings;
    this.#remote = new Remote(settings.destination, this.#stop.signal);
  }

  get club(): string {
    return this.#settings.club.name;
  }

  /** The address of the service. */
  get to(): string {
    return this.#settings.destination.url;
  }

  get writer(): string {
    return this.#settings.writer;
  }

  get state(): PublishingState | undefined {
    return this.#state;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const first = this.#settings.firstPauseMs ?? FIRST_PAUSE_MS;
    let pause = first;
    while (!this.#stop.signal.aborted) {
      const { reached } = this.#load;
      const state = await this.#once();
      if (this.#stop.signal.aborted) return;
      this.#tell(state);
      if (state.is === 'even') {
        pause = first;
        await this.#news(state.seq);
      } else if (state.is === 'away') {
        // A link that carried something before it broke is worth another try at once.
        if (this.#load.reached > reached) pause = first;
        await this.#pause(pause * (0.5 + Math.random() / 2));
        pause = Math.min(LONGEST * first, pause * 2);
      } else await this.#pause(REFUSED_PAUSE_MS);
    }
  }

  async #once(): Promise<PublishingState> {
    const { club, writer } = this.#settings;
    try {
      const follows = await club.log.following();
      const { seq } = follows ? await fetchAll(club.log, this.#remote) : await sendAll(club.log, this.#remote, writer, this.#load);
      if (follows) await club.latest();
      return { is: 'even', seq };
    } catch (error) {
      if (error instanceof PublishRefused) return { is: 'refused', code: error.code, says: error.message };
      if (error instanceof ServiceAway) return { is: 'away', says: error.message };
      return { is: 'away', says: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Waits for facts after those that the service has, or until it is time to be heard again. */
  async #news(seq: number): Promise<void> {
    const come = new AbortController();
    const stop = this.#settings.club.onFacts((last) => {
      if (last > seq) come.abort();
    });
    try {
      const state = await this.#settings.club.latest();
      if (state.seq > seq) return;
      await this.#pause(HEARTBEAT_MS, come.signal);
    } finally {
      stop();
    }
  }

  async #pause(ms: number, sooner?: AbortSignal): Promise<void> {
    const signal = sooner ? AbortSignal.any([this.#stop.signal, sooner]) : this.#stop.signal;
    await wait(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }

  #tell(state: PublishingState): void {
    const before = this.#state;
    this.#state = state;
    if (before?.is !== state.is || (before.is !== 'even' && state.is !== 'even' && before.says !== state.says))
      this.#settings.onState(state);
  }
}
