import { type Client, type Given, type Problem, ProblemError, type SentCommand, UnreachableError } from '@racetower/server/client';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** A call on its way to the server. Under its key it goes on record once, however often it is sent. */
export interface Call {
  readonly key: string;
  readonly club: string;
  readonly command: SentCommand;
  /** What it is called on the screen. */
  readonly says: string;
  /** When it was made here, milliseconds since 1970. */
  readonly madeAt: number;
}

/** What a call came to. */
export type Came = { readonly is: 'done'; readonly given: Given } | { readonly is: 'refused'; readonly problem: Problem };

interface Stored extends DBSchema {
  readonly calls: { key: string; value: Call; indexes: { club: string } };
}

const openStore = (): Promise<IDBPDatabase<Stored>> =>
  openDB<Stored>('racetower', 1, {
    upgrade: (db) => db.createObjectStore('calls', { keyPath: 'key' }).createIndex('club', 'club'),
  });

const AGAIN_AFTER_MS = 1500;
const AT_ONCE_MS = 1000;
const A_DAY_MS = 86_400_000;

/**
 * Sends calls in the order in which they were made. A call is kept in the browser until it is answered: when the network is
 * away, or the page is closed, it waits and is sent later.
 */
export class Outbox {
  readonly #client: Client;
  readonly #store: Promise<IDBPDatabase<Stored> | undefined>;
  readonly #settle = new Map<string, (came: Came) => void>();
  readonly #watchers = new Set<() => void>();
  readonly #late: (call: Call, came: Came) => void;
  #calls: readonly Call[] = [];
  #sending = false;
  #closed = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  /** @param late told what calls came to that were made on a page that is gone */
  constructor(client: Client, late: (call: Call, came: Came) => void) {
    this.#client = client;
    this.#late = late;
    // A browser that keeps nothing, as in a private window, still sends.
    this.#store = openStore().catch(() => undefined);
    void this.#load();
  }

  /** Calls that are not answered yet, oldest first. */
  get calls(): readonly Call[] {
    return this.#calls;
  }

  watch(told: () => void): () => void {
    this.#watchers.add(told);
    return () => this.#watchers.delete(told);
  }

  /** Puts a call on its way. @returns what it came to, when it did */
  async send(command: SentCommand, says: string): Promise<Came> {
    const call: Call = { key: newKey(), club: this.#client.club, command, says, madeAt: Date.now() };
    this.#change([...this.#calls, call]);
    const came = new Promise<Came>((resolve) => this.#settle.set(call.key, resolve));
    await this.#keep(call);
    void this.#sendAll();
    return came;
  }

  /** Tries again at once, as when the network is back. */
  retry(): void {
    clearTimeout(this.#again);
    void this.#sendAll();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#again);
    void this.#store.then((store) => store?.close());
  }

  async #load(): Promise<void> {
    const store = await this.#store;
    const kept = (await store?.getAllFromIndex('calls', 'club', this.#client.club).catch(() => [])) ?? [];
    const older = kept.filter((call) => !this.#calls.some((each) => each.key === call.key)).toSorted((a, b) => a.madeAt - b.madeAt);
    this.#change([...older, ...this.#calls]);
    void this.#sendAll();
  }

  async #keep(call: Call): Promise<void> {
    const store = await this.#store;
    await store?.put('calls', call).catch(() => undefined);
  }

  async #sendAll(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let [call] = this.#calls; call && !this.#closed; [call] = this.#calls) await this.#sendOne(call);
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      if (!this.#closed) this.#again = setTimeout(() => void this.#sendAll(), AGAIN_AFTER_MS);
    } finally {
      this.#sending = false;
    }
  }

  /** @throws UnreachableError when it has to wait */
  async #sendOne(call: Call): Promise<void> {
    const came = await this.#client
      .give(call.command, { key: call.key, ...heldFor(call) })
      .then((given): Came => ({ is: 'done', given }))
      .catch((error: unknown): Came => {
        if (error instanceof ProblemError && error.problem.status !== 503) return { is: 'refused', problem: error.problem };
        throw error instanceof ProblemError ? new UnreachableError(error) : error;
      });
    const store = await this.#store;
    await store?.delete('calls', call.key).catch(() => undefined);
    this.#change(this.#calls.filter((each) => each.key !== call.key));
    const settle = this.#settle.get(call.key);
    this.#settle.delete(call.key);
    if (settle) settle(came);
    else this.#late(call, came);
  }

  #change(calls: readonly Call[]): void {
    this.#calls = calls;
    for (const told of this.#watchers) told();
  }
}

/** A call that was sent at once was made when it comes; one that had to wait, before. */
function heldFor({ madeAt }: Call): { readonly heldMs?: number } {
  const heldMs = Date.now() - madeAt;
  return heldMs < AT_ONCE_MS ? {} : { heldMs: Math.min(heldMs, A_DAY_MS) };
}

/** A key nobody else makes; the tower's network has no certificate, so that browsers do not offer theirs. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
