import type { ServedClub } from '../http/clubs.ts';
import type { Delivery, Hooks } from './hooks.ts';
import { mayBeNews, type News, newsOf } from './news.ts';
import { send, type Sent } from './send.ts';

export interface HookWork {
  readonly clubs: ReadonlyMap<string, ServedClub>;
  readonly hooks: Hooks;
  readonly inside: boolean;
  readonly now: () => string;
  readonly onFault: (error: unknown) => void;
}

/** After a try that failed, so long until the next; after the last it is given up. */
const WAITS_MS = [5_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000, 86_400_000] as const;
/** A process that took a delivery has so long to send it. */
const CLAIM_MS = 60_000;
const KEPT_MS = 30 * 86_400_000;
/** Facts that come close after each other are looked at together. */
const GATHER_MS = 200;
const TURN_MS = 5_000;

/** Tells hooks what happens: looks at new facts, makes deliveries of the news in them, and sends what is due until it arrives. */
export class HookWorker {
  readonly #work: HookWork;
  readonly #stops: (() => void)[] = [];
  #turning: Promise<void> | undefined;
  #again = false;
  #soon: NodeJS.Timeout | undefined;
  #every: NodeJS.Timeout | undefined;

  constructor(work: HookWork) {
    this.#work = work;
  }

  start(): void {
    for (const { club } of this.#work.clubs.values()) this.#stops.push(club.onFacts(() => this.wake()));
    this.#every = setInterval(() => this.wake(), TURN_MS);
    this.wake();
  }

  /** Sees to it that a turn is taken soon. */
  wake(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      void this.turn().catch(this.#work.onFault);
    }, GATHER_MS);
  }

  /** Ends it; a delivery under way is finished. */
  async stop(): Promise<void> {
    for (const stop of this.#stops) stop();
    clearInterval(this.#every);
    clearTimeout(this.#soon);
    await this.#turning?.catch(() => undefined);
  }

  /** Looks at all new facts and sends all that is due, once. */
  async turn(): Promise<void> {
    this.#again = true;
    this.#turning ??= this.#turns().finally(() => (this.#turning = undefined));
    return this.#turning;
  }

  async #turns(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      for (const served of this.#work.clubs.values()) await this.#look(served);
      await this.#deliver();
      await this.#work.hooks.forget(this.#later(-KEPT_MS));
    }
  }

  async #look(served: ServedClub): Promise<void> {
    const hooks = await this.#work.hooks.of(served.club.name);
    if (hooks.length === 0) return;
    const state = await served.club.latest();
    for (const hook of hooks.filter((each) => each.seq < state.seq)) {
      const news: News[] = [];
      for (const fact of state.all.after(hook.seq).filter(mayBeNews)) {
        const told = newsOf({ served, state: await served.club.stateAfter(fact.seq) }, fact);
        if (told && hook.news.includes(told.kind)) news.push(told);
      }
      await this.#work.hooks.take(hook, state.seq, news, this.#work.now());
    }
  }

  async #deliver(): Promise<void> {
    const due = await this.#work.hooks.claim(this.#later(0), this.#later(CLAIM_MS));
    await Promise.all(
      due.map(async ({ hook, delivery }) => {
        const sent = await send(hook, delivery, { inside: this.#work.inside, now: new Date(this.#work.now()) });
        await this.#settle(delivery, sent);
      }),
    );
  }

  async #settle(delivery: Delivery, { ok, said }: Sent): Promise<void> {
    const wait = WAITS_MS[delivery.tries];
    if (ok) await this.#work.hooks.settle(delivery, { state: 'arrived', said });
    else if (wait === undefined) await this.#work.hooks.settle(delivery, { state: 'given-up', said });
    else await this.#work.hooks.settle(delivery, { state: 'due', said, dueAt: this.#later(wait) });
  }

  #later(ms: number): string {
    return new Date(Date.parse(this.#work.now()) + ms).toISOString();
  }
}
