import type { State } from '@racetower/engine';
import type { Club } from '../club/club.ts';
import { Channel, type Shown } from './channel.ts';
import { Reader } from './reader.ts';

/** A view that somebody wants to read: `key` says which and for whom, `show` what it shows of a state. */
export interface Wanted {
  readonly key: string;
  readonly show: (state: State) => Shown;
  /** What was read of it last; left out: nothing. */
  readonly lastSeq: number | undefined;
}

/** An event as it is told to somebody who reads several views. */
const placed = (text: string, place: number): string => text.replace(/^event: (\w+)$/m, `event: $1/${place}`);

/** A reader so many facts behind is shown all anew. */
const TOO_FAR = 1000;

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

  /** How many read; of a line with several views, each. */
  get readers(): number {
    return [...this.#channels.values()].reduce((sum, channel) => sum + channel.readers, 0);
  }

  /** Lets somebody read a view. */
  async join({ key, show, lastSeq }: Wanted): Promise<Reader> {
    const had = await this.#lastRead(lastSeq);
    return this.#channel(key, show).join(this.#club.seen, had);
  }

  /** Lets somebody read several views over one line: the events of each carry its place among them, as `patch/2`. */
  async joinAll(wanted: readonly Wanted[]): Promise<Reader> {
    const read = await Promise.all(wanted.map(({ lastSeq }) => this.#lastRead(lastSeq)));
    const leave: (() => void)[] = [];
    const line = new Reader(() => {
      for (const each of leave) each();
    });
    line.tell('retry: 2000\n\n');
    for (const [place, { key, show }] of wanted.entries()) {
      const channel = this.#channel(key, show);
      const listener = { tell: (text: string, first?: boolean) => line.tell(placed(text, place), first), end: () => line.end() };
      leave.push(() => channel.leave(listener));
      channel.tell(listener, { state: this.#club.seen, had: read[place] });
    }
    return line;
  }

  /** The state that somebody read last; nothing when they read nothing, or by other editions of the rulebook, or so long ago that they are shown all anew. */
  async #lastRead(lastSeq: number | undefined): Promise<State | undefined> {
    const { seq } = await this.#club.latest();
    return lastSeq !== undefined && lastSeq > this.#club.adoptedAt && lastSeq <= seq && seq - lastSeq <= TOO_FAR
      ? this.#club.stateAfter(lastSeq)
      : undefined;
  }

  /** The channel of a view as it is seen now, and listens from now: nothing may come between the two. */
  #channel(key: string, show: Wanted['show']): Channel {
    const channel = this.#channels.get(key) ?? new Channel(show, this.#club.seen, () => this.#close(key));
    this.#channels.set(key, channel);
    this.#stop ??= this.#club.onFacts(() => this.#soon());
    return channel;
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
      channel.refresh(this.#club.seen);
    } catch (error) {
      this.#onFault(error);
      channel.end();
    }
  }
}
