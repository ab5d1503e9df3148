import type { Club } from '../club/club.ts';
import { Channel, type Shown } from './channel.ts';
import type { Reader } from './reader.ts';

/** The live updates of a club: channels that are worked out together after facts, and closed when nobody reads them. */
export class Live {
  readonly #club: Club;
  readonly #channels = new Map<string, Channel>();
  readonly #onFault: (error: unknown) => void;
  #stop: (() => void) | undefined;
  #due = false;

  /** @param onFault told when a view broke; its readers are let go, those of others read on */
  constructor(club: Club, onFault: (error: unknown) => void) {
    this.#club = club;
    this.#onFault = onFault;
  }

  /** How many views are being read. */
  get open(): number {
    return this.#channels.size;
  }

  /** Lets somebody read a view; `key` says which view and for whom, `show` what it shows. */
  join(key: string, show: (seq?: number) => Shown, lastSeq: number | undefined): Reader {
    const channel = this.#channels.get(key) ?? new Channel(show, () => this.#close(key));
    this.#channels.set(key, channel);
    this.#stop ??= this.#club.onFacts(() => this.#soon());
    return channel.join(lastSeq);
  }

  /** Keeps every line open. */
  beat(): void {
    for (const channel of this.#channels.values()) channel.beat();
  }

  /** Ends every stream. */
  end(): void {
    for (const channel of this.#channels.values()) channel.end();
  }

  #close(key: string): void {
    this.#channels.delete(key);
    if (this.#channels.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Facts that come at once are shown at once. */
  #soon(): void {
    if (this.#due) return;
    this.#due = true;
    setImmediate(() => {
      this.#due = false;
      if (!this.#club.closed) for (const channel of this.#channels.values()) this.#refresh(channel);
    });
  }

  #refresh(channel: Channel): void {
    try {
      channel.refresh();
    } catch (error) {
      this.#onFault(error);
      channel.end();
    }
  }
}
